"""The rights that the organisation states, and how each is exercised (GDPR Art. 12, 13(2)(b) to (d))."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from datamap.catalog.authorities import authorities
from datamap.model.durations import Moment
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced, joined
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Listing, Paragraph

_FACTS = (
    ("extent", "Extent"),
    ("quota", "How often"),
    ("identity", "How we check who you are"),
    ("agent", "Somebody acting for you"),
)


def rights(context: Context) -> Iterator[Block]:
    """Yield each right with everything stated of it, then the authorities."""
    items = tuple(
        joined(tuple(right_sentences(context, id_, number, right)))
        for id_, variants in context.of("rights").items()
        for number, right in numbered(variants)
    )
    if items:
        yield Listing(items)
    complaint = tuple(_authorities(context))
    if complaint:
        yield Paragraph(complaint)


def right_sentences(context: Context, id_: str, number: int, right: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield the sentences on one variant of a right."""
    phrases, at = context.phrases, context.at("rights", id_, number)
    title = phrases.linked("rights", id_, context.title("rights", id_, right))
    term = phrases.naming.term("rights", id_)
    if right.offered is False:
        yield context.say(
            "rights.not_offered",
            at,
            title=title,
            people=phrases.each(right.subjects, ("data_subjects",)),
            data=phrases.each(right.data, ("data_categories",)),
            ways=[phrases.way(item.id) for item in right.how] if isinstance(right.how, tuple) else [],
            because=context.words(right.because),
        )
        return
    yield context.say("rights.right", at, title=title, words=term.words if term is not None else None)
    if isinstance(right.how, tuple):
        ways = [Markup("{}{}").format(phrases.way(item.id), phrases.qualified(item.detail)) for item in right.how]
        yield context.say("rights.how_list", (*at, "how"), ways=ways)
    if right.subjects:
        yield context.say("rights.subjects", (*at, "subjects"), people=phrases.each(right.subjects, ("data_subjects",)))
    if right.data:
        yield context.say("rights.data", (*at, "data"), data=phrases.each(right.data, ("data_categories",)))
    if stated(right.channels):
        yield context.say("rights.channels", (*at, "channels"), channels=phrases.each(right.channels, ("channels",)))
    for key, label in _FACTS:
        if (words := context.words(getattr(right, key))) is not None:
            yield context.say("rights.fact", (*at, key), label=label, words=words)
    yield from _conditions(context, right, at)
    if stated(right.deadline):
        within = right.deadline.within
        yield context.say(
            "rights.deadline",
            (*at, "deadline"),
            within=str(within) if within is not None else "the time limit",
            after=context.words(right.deadline.after),
            at_once=within is not None and within.moment is Moment.AT_ONCE,
        )
    if stated(right.extension):
        yield context.say("rights.extension", (*at, "extension"), period=str(right.extension))
    if (words := context.words(right.consequence)) is not None:
        yield context.say("rights.consequence", (*at, "consequence"), words=words)
    if isinstance(right.appeal, tuple):
        yield context.say("rights.appeal", (*at, "appeal"), ways=[phrases.way(item.id) for item in right.appeal])


def _conditions(context: Context, right: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    for key, opposite in (("unless", "if"), ("if_", "unless")):
        if getattr(right, key) is not None:
            words = f"{opposite} {context.words(getattr(right, key))}"
            yield context.say("rights.exception", (*at, key.rstrip("_")), words=words)
    if right.limit is not None:
        yield context.say("rights.fact", (*at, "limit"), label="Limit", words=context.words(right.limit))
    for key in ("when", "because", "text"):
        if getattr(right, key) is not None:
            lead = {"when": "when ", "because": "because ", "text": ""}[key]
            yield context.say("rights.consequence", (*at, key), words=f"{lead}{context.words(getattr(right, key))}")
    for key, macro in (("only", "only"), ("except_", "not_for")):
        people = context.phrases.chosen(getattr(right, key))
        if people:
            yield context.say(f"rights.{macro}", (*at, key.rstrip("_")), people=people)


def _authorities(context: Context) -> Iterator[Sourced]:
    organisation = context.records.organisation
    if organisation is None or not isinstance(organisation.authority, tuple):
        return
    known = authorities()
    for item in organisation.authority:
        title = getattr(item.detail, "title", None)
        name = (
            context.phrases.words(title)
            if title is not None
            else known[item.id].english_name
            if item.id in known
            else item.id
        )
        url = known[item.id].url if item.id in known else None
        at = context.at("organisation", "authority", item.id)
        yield context.say("rights.authority", at, name=name, link=context.phrases.web(url) if url else None)
