"""What is processed for clients, of whom the organisation is the processor (GDPR Art. 28)."""

from collections.abc import Iterator
from typing import Any

from datamap.model.kept import numbered
from datamap.model.provenance import Sourced
from datamap.notice.context import Context, stated
from datamap.notice.document import Block, Group, Listing, Paragraph, Plain
from datamap.notice.sections.collect import about_people_and_data
from datamap.notice.sections.keep import rule_sentences
from datamap.notice.sections.why import frequency, purpose_items


def clients(context: Context) -> Iterator[Block]:
    """Yield a part for each activity on behalf of clients."""
    outside = context
    for id_, activity in outside.client_activities.items():
        context = outside.within(activity)
        title = context.say(
            "collect.activity",
            context.at("activities", id_),
            title=context.phrases.linked("activities", id_, context.title("activities", id_)),
        )
        blocks: list[Plain] = [
            Paragraph(tuple(_role(context, id_, activity))),
            *about_people_and_data(context, id_, activity, "process"),
        ]
        if not stated(activity.data):
            blocks += _people(context, id_, activity)
        purposes = tuple(purpose_items(context, id_, activity))
        if purposes:
            at = [path for piece in purposes for path in piece.origin]
            lead = context.say_about("clients.purposes", context.at("activities", id_, "purposes"), at)
            blocks += [Paragraph((lead,)), Listing(purposes)]
        rules = tuple(
            sentence
            for number, rule in numbered(activity.retention if isinstance(activity.retention, tuple) else ())
            for sentence in rule_sentences(context, rule, context.at("activities", id_, "retention", number))
        )
        if rules:
            blocks.append(Paragraph(rules))
        yield Group(title, tuple(blocks))


def _people(context: Context, id_: str, activity: Any) -> list[Plain]:  # noqa: ANN401
    """Return whom an activity is about, and on which conditions, where no data are stated to say it with."""
    people = context.phrases.each(activity.subjects, ("data_subjects",))
    extras = context.phrases.qualified(activity, without=("may", "text"))
    if not people and not extras:
        return []
    at = context.at("activities", id_)
    paths = [*([(*at, "subjects")] if people else []), *context.named("data_subjects", activity.subjects)]
    may = bool(activity.may)
    said = context.say_about("clients.people", at, paths or [at], people=people, may=may, extras=extras)
    return [Paragraph((said,))]


def _role(context: Context, id_: str, activity: Any) -> Iterator[Sourced]:  # noqa: ANN401
    phrases = context.phrases
    at = context.at("activities", id_, "on_behalf_of")
    yield context.say_about(
        "clients.role",
        at,
        [at, *context.named("clients", activity.on_behalf_of)],
        clients=phrases.in_clauses.each(activity.on_behalf_of, ("clients",)),
    )
    if isinstance(activity.processing, tuple):
        yield context.say(
            "clients.processing",
            context.at("activities", id_, "processing"),
            words=[context.words(text) for text in activity.processing],
        )
    if stated(activity.instructions):
        yield context.say(
            "clients.instructions",
            context.at("activities", id_, "instructions"),
            words=context.words(activity.instructions),
        )
    if stated(activity.frequency):
        yield frequency(context, activity.frequency, context.at("activities", id_, "frequency"))
    for item in activity.on_behalf_of:
        client = context.of("clients").get(item.id)
        if client is None:
            continue
        if stated(client.agreement) and stated(client.agreement.document):
            yield context.say(
                "share.agreement",
                context.at("clients", item.id, "agreement"),
                link=phrases.link(client.agreement.document),
                extras=phrases.qualified(client.agreement),
            )
        for key in ("informed_by", "answered_by"):
            value = getattr(client, key)
            if stated(value):
                who = _WHO.get(value) or phrases.in_clauses.party(value)
                many = "we" in who.split() or (value not in _WHO and phrases.are_several(value))
                yield context.say(f"clients.{key}", context.at("clients", item.id, key), who=who, many=many)


_WHO = {"us": "we", "client": "the client", "each": "both we and the client"}
