"""The date and version of the notice, and how it changes."""

from collections.abc import Iterator
from typing import Any

from datamap.catalog.languages import language_name
from datamap.model.kept import numbered
from datamap.model.notices import NoticeStatus
from datamap.model.provenance import Path, Sourced
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Paragraph

_KEYS = ("when", "unless", "because", "limit", "text")


def opening(context: Context, id_: str, notice: Any) -> Iterator[Block]:  # noqa: ANN401
    """Yield what one notice is about, in words of its own."""
    sentences = tuple(_own_words(context, id_, notice))
    if sentences:
        yield Paragraph(sentences)


def changes(context: Context, id_: str, notice: Any, *, opened: bool) -> Iterator[Block]:  # noqa: ANN401
    """Yield what one notice says of itself; what it is about stands with that unless it `opened` the text."""
    sentences = (*(() if opened else _own_words(context, id_, notice)), *_sentences(context, id_, notice))
    if sentences:
        yield Paragraph(sentences)


def _own_words(context: Context, id_: str, notice: Any) -> Iterator[Sourced]:  # noqa: ANN401
    at = context.at("notices", id_)
    if notice.description is not None:
        yield context.say("who.described", (*at, "description"), text=context.words(notice.description))
    yield from _qualifiers(context, notice, at, ("text",))


def _sentences(context: Context, id_: str, notice: Any) -> Iterator[Sourced]:  # noqa: ANN401
    phrases, at = context.phrases, context.at("notices", id_)
    for key in ("updated", "effective"):
        if stated(getattr(notice, key)):
            yield context.say(f"changes.{key}", (*at, key), date=getattr(notice, key))
    if notice.version is not None:
        yield context.say("changes.version", (*at, "version"), version=notice.version)
    if notice.changes is not None:
        yield from _changes(context, notice.changes, (*at, "changes"))
    if isinstance(notice.accepted_by, tuple):
        yield context.say(
            "changes.accepted", (*at, "accepted_by"), ways=phrases.each(notice.accepted_by, ("acceptance",))
        )
    if stated(notice.contact):
        yield context.say("changes.contact", (*at, "contact"), way=phrases.way(notice.contact))
    yield from _others(context, id_, notice)
    yield from _qualifiers(context, notice, at, tuple(key for key in _KEYS if key != "text"))
    if notice.url is not None:
        ours = notice.status is not NoticeStatus.ILLUSTRATION
        yield context.say("changes.source", (*at, "url"), link=phrases.web(notice.url), ours=ours)
    if notice.copyright is not None:
        yield context.say("changes.copyright", (*at, "copyright"), words=context.words(notice.copyright))


def _qualifiers(context: Context, statement: Any, at: Path, keys: tuple[str, ...] = _KEYS) -> Iterator[Sourced]:  # noqa: ANN401
    for key in keys:
        value = context.words(getattr(statement, key))
        if value is not None:
            yield context.say(f"changes.{key}", (*at, key), words=value)


def _others(context: Context, id_: str, notice: Any) -> Iterator[Sourced]:  # noqa: ANN401
    """Yield the earlier versions of a notice, and its translations."""
    phrases, at = context.phrases, context.at("notices", id_)
    for number, edition in numbered(notice.earlier or ()):
        link = phrases.web(edition.url) if edition.url is not None else None
        yield context.say(
            "changes.earlier",
            (*at, "earlier", number),
            version=edition.version,
            date=edition.date,
            link=link,
            extras=phrases.qualified(edition, without=("text",)),
            text=context.words(edition.text),
        )
    for other, translation in context.of("notices").items():
        if translation.of == id_:
            url = phrases.web(translation.url) if stated(translation.url) else None
            yield context.say(
                "changes.translation",
                context.at("notices", other),
                title=context.words(translation.title),
                language=language_name(translation.language) if translation.language is not None else None,
                link=url,
            )


def _changes(context: Context, changed: Any, at: Path) -> Iterator[Sourced]:  # noqa: ANN401
    own = [key for key in ("discretion", "may", "when", "unless", "limit") if getattr(changed, key)]
    if own:
        yield context.say_about(
            "changes.discretion",
            (*at, own[0]),
            [(*at, key) for key in own],
            words=context.words(changed.discretion),
            may=changed.discretion is not None or bool(changed.may),
            extras=context.phrases.qualified(changed, without=("may", "because", "text")),
        )
    for key, name in (("extent", "words"), ("posted", "where"), ("check", "how")):
        value = context.words(getattr(changed, key))
        if value is not None:
            yield context.say(f"changes.{key}", (*at, key), **{name: value})
    own = [key for key in ("takes_effect", "delay") if getattr(changed, key) is not None]
    if own:
        yield context.say_about(
            "changes.takes_effect",
            (*at, own[0]),
            [(*at, key) for key in own],
            how=changed.takes_effect.value if changed.takes_effect is not None else None,
            delay=str(changed.delay) if changed.delay is not None else None,
        )
    if (material := changed.material) is not None:
        where = context.words(material.notified)
        channels = context.phrases.each(material.channels, ("channels",))
        yield context.say(
            "changes.material",
            (*at, "material"),
            where=where,
            before=str(material.before) if material.before is not None else None,
            channels=[channel for channel in channels if where is None or channel not in where],
            extras=context.phrases.qualified(material, without=("may", "because")),
            may=bool(material.may),
        )
        if material.because is not None:
            yield context.say("changes.because", (*at, "material", "because"), words=context.words(material.because))
    if changed.prevails is not None:
        yield context.say("changes.prevails", (*at, "prevails"), which=context.words(changed.prevails))
    yield from _qualifiers(context, changed, at, ("because", "text"))
