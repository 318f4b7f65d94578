"""Rules, bases and rights as short English phrases, for the answers that people read on a terminal."""

from typing import Any

from datamap.graph.lookup import Based, Kept
from datamap.graph.scopes import scope_of
from datamap.graph.vocabulary import Words, mentions_of
from datamap.model.retention import RetentionRule
from datamap.model.said import Said

_QUALIFIERS = (("when", "when"), ("unless", "unless"), ("limit", "limit:"), ("because", "because"), ("if_", "if"))


def period(kept: Kept, words: Words) -> str:
    """Return a retention rule in words; `none` and `unknown` as what was stated."""
    return f"stated as {kept.rule.value}" if isinstance(kept.rule, Said) else _rule(kept.rule, words)


def _rule(rule: RetentionRule, words: Words) -> str:
    parts: list[str] = []
    if rule.within is not None:
        parts.append(f"within {rule.within}")
    if rule.keep is not None:
        parts.append("period: unknown" if isinstance(rule.keep, Said) else str(rule.keep))
    parts += [
        f"{key} {words.naming.words(text)}" for key, text in (("after", rule.after), ("until", rule.until)) if text
    ]
    if rule.plus is not None:
        parts.append(f"plus {rule.plus}")
    needed = mentions_of(rule.needed_for, ())
    if needed:
        names = (
            "all purposes" if need.id == "all" else words.named("purposes", need).title + beside(need.detail, words)
            for need in needed
        )
        parts.append(f"as long as needed for: {', '.join(names)}")
    if rule.schedule is not None:
        parts.append(f"by schedule {words.naming.title('schedules', rule.schedule)}")
    if rule.text is not None:
        parts.append(f"“{words.naming.words(rule.text)}”")
    for number, stage in enumerate(rule.stages or ()):
        places = [words.naming.title_among(("systems", "system_kinds"), at)[0] for at in stage.at or ()]
        where = f"in {', '.join(places)}: " if places else ""
        parts.append(f"{'then' if number or rule.keep is not None else 'first'} {where}{_rule(stage, words)}")
    ends = [
        words.naming.title_among(("endings",), end.id)[0].lower() + beside(end.detail, words)
        for end in mentions_of(rule.then, ())
    ]
    parts += [f"then {' or '.join(ends)}"] if ends else []
    parts += ["cannot be brought back"] if rule.irreversible else []
    parts += [f"law: {words.naming.title('laws', law)}" for law in rule.law or ()]
    data = [words.category_of(entry.id).title + beside(entry.detail, words) for entry in mentions_of(rule.data, ())]
    parts += [f"for {', '.join(data)}"] if data else []
    parts += [f"where rules overlap, the {rule.take.value}"] if rule.take is not None else []
    return _joined([*parts, *_qualified(rule, words)], may=rule.may)


def basis(based: Based, words: Words) -> str:
    """Return a lawful basis in words, with what the law asks for next as far as it is stated."""
    stated = based.basis
    if isinstance(stated, Said):
        return f"stated as {stated.value}"
    parts: list[str] = []
    for kind in stated.kinds:
        held = getattr(stated, kind.replace("-", "_"))
        more = next(
            (value for key in ("given", "contract", "law", "whose", "interest") if (value := getattr(held, key, None))),
            None,
        )
        if more is not None and more == getattr(held, "law", None):
            more = tuple(words.naming.title("laws", law) for law in more) if isinstance(more, tuple) else more
        examples = getattr(held, "such_as", None)
        details = [
            *([_text(more, words)] if more is not None else []),
            *([f"for example {_text(examples, words)}"] if examples is not None else []),
        ]
        named = kind.replace("-", " ") + (f" ({'; '.join(details)})" if details else "")
        parts.append(named + beside(held, words))
    # Which of several applies is not said, unless they are said to hold together.
    parts = [(" and " if stated.together else " or ").join(parts)] if parts else []
    parts += [f"condition {condition.value}" for condition in stated.condition or ()]
    return _joined([*parts, *_all_qualified(stated, words)], may=stated.may)


def _text(value: Any, words: Words) -> str:  # noqa: ANN401
    if isinstance(value, Said):
        return value.value
    if isinstance(value, tuple):
        return ", ".join(_text(each, words) for each in value)
    return words.naming.words(value)


def _qualified(statement: Any, words: Words) -> list[str]:  # noqa: ANN401
    found = [(sign, getattr(statement, key, None)) for key, sign in _QUALIFIERS]
    said = [f"{sign} {words.naming.words(text)}" for sign, text in found if text is not None]
    return [*said, *scope_of(statement, words.naming)]


def _all_qualified(statement: Any, words: Words) -> list[str]:  # noqa: ANN401
    text = getattr(statement, "text", None)
    return _qualified(statement, words) + ([f"“{words.naming.words(text)}”"] if text is not None else [])


def beside(detail: Any, words: Words) -> str:  # noqa: ANN401
    """Return what is said beside a name in brackets, as it follows the name; empty where nothing is."""
    said = [*(["may"] if getattr(detail, "may", None) else []), *_all_qualified(detail, words)]
    return f" ({', '.join(said)})" if said else ""


def _joined(parts: list[str], *, may: bool | None) -> str:
    joined = ", ".join(parts) or "nothing more stated"
    return f"{joined} (may)" if may else joined


def ways(value: Any, words: Words) -> str:  # noqa: ANN401
    """Return how a right is exercised: contacts with their channels, ways, links or words."""
    if isinstance(value, Said):
        return f"stated as {value.value}"
    found: list[str] = []
    organisation = words.naming.records.organisation
    contacts = organisation.reached if organisation is not None else {}
    for mention in mentions_of(value, ()):
        contact = contacts.get(mention.id)
        name = words.naming.title_among(("ways",), mention.id)[0] if contact is None else mention.id
        said = [name, *channels(contact, words)] if contact is not None else [name]
        if contact is not None and contact.title is not None:
            said[0] = words.naming.words(contact.title)
        found.append(
            _joined([", ".join(said), *_all_qualified(mention.detail, words)], may=getattr(mention.detail, "may", None))
        )
    return "; ".join(found) or "not stated"


def channels(contact: Any, words: Words) -> list[str]:  # noqa: ANN401
    """Return the channels of a contact that are stated."""
    found: list[str] = []
    for key in ("email", "phone", "sms", "fax", "form", "website"):
        value = getattr(contact, key, None)
        found += list(value) if isinstance(value, tuple) else []
    post = contact.post
    if post == "address":
        # The word stands for the organisation's own address.
        post = getattr(words.naming.records.organisation, "address", None)
    if post is not None and not isinstance(post, Said):
        found.append(words.naming.words(post))
    return found


def right(record: Any, words: Words) -> str:  # noqa: ANN401
    """Return how a right is exercised, for whom and what, and by when it is answered, as far as that is stated."""
    parts: list[str] = []
    if record.deadline is not None and not isinstance(record.deadline, Said):
        within, after = record.deadline.within, record.deadline.after
        when = f"within {within}" if within is not None and within.moment is None else str(within or "in time")
        after_what = f" after {words.naming.words(after)}" if after is not None else ""
        parts.append(f"answered {when}{after_what}{beside(record.deadline, words)}")
    parts += _terms(record, words)
    concerned = [*_named("data_categories", record.data, words), *_named("data_subjects", record.subjects, words)]
    channels_ = _named("channels", record.channels, words)
    about = [f"for {', '.join(concerned)}"] * bool(concerned) + [f"on {', '.join(channels_)}"] * bool(channels_)
    if record.offered is False:
        how = [ways(record.how, words)] if record.how is not None or parts else []
        return "; ".join([" ".join(["not offered", *about]), *how, *parts, *_all_qualified(record, words)])
    may = ["may"] if record.may else []
    return "; ".join([ways(record.how, words), *about, *parts, *may, *_all_qualified(record, words)])


def _terms(record: Any, words: Words) -> list[str]:  # noqa: ANN401
    """Return what whoever answers has to know beside the time: how it grows, what is asked, what it costs."""
    parts: list[str] = []
    if record.extension is not None and not isinstance(record.extension, Said):
        longer = f"{record.extension.by} longer" if record.extension.by is not None else "longer"
        parts.append(_joined([f"can take {longer}", *_qualified(record.extension, words)], may=record.extension.may))
    for key in ("request", "identity", "agent", "fee", "quota"):
        stated = getattr(record, key)
        if stated is not None and stated is not Said.UNKNOWN:
            parts.append(f"{key}: {stated.value if isinstance(stated, Said) else words.naming.words(stated)}")
    return parts


def _named(kind: str, value: Any, words: Words) -> list[str]:  # noqa: ANN401
    """Return the titles of what a right is about, each with what was said beside it."""
    return [words.naming.title(kind, each.id) + beside(each.detail, words) for each in mentions_of(value, ())]
