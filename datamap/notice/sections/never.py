"""What never happens, as a sentence: what is never done, with whose data, to whom they never go, and when."""

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from datamap.model.provenance import Path, Sourced
from datamap.notice.context import Context
from datamap.notice.phrases import only_about_its_people
from datamap.notice.possession import possessed
from datamap.notice.sections.readers import others_than_reader
from datamap.notice.writer import adverbial, listed

WHO = ("processors", "recipients", "party_kinds")
_TO = frozenset({"sell", "rent", "disclose", "pass-on", "publish", "transfer"})
_WITH = frozenset({"share", "trade"})
_YOU = re.compile(r"\byou\b")
_MANNER = re.compile(r"\w+ly")
"""A limit that says in one word how something is done, such as `knowingly`: it stands before the verb."""


def is_bare(never: Any) -> bool:  # noqa: ANN401
    """Whether it names acts and nothing else, so that several can be told of in one sentence."""
    return [name for name in type(never).model_fields if getattr(never, name) is not None] == ["does"]


def never_sentence(  # noqa: PLR0913 - what is said around it
    context: Context,
    nevers: Iterable[Any],
    at: Path,
    *,
    title: Any,  # noqa: ANN401
    commitment: Any = None,  # noqa: ANN401
    activity: Any = None,  # noqa: ANN401
) -> Sourced:
    """Return a sentence on what never happens; what its commitment or activity says as a whole holds for it too.

    Several statements are told of together where they name acts alone.
    """
    phrases, never = context.phrases, next(iter(nevers))
    around = [never, *([commitment] if commitment is not None else [])]
    own = _data_of(never, commitment)
    restricted = [each.only for each in around if each.only is not None]
    whose = next((only for only in restricted if only.subjects), None)
    which = next((only for only in restricted if only.data), None) if own is None else None
    people = phrases.each(whose.subjects if whose is not None else None, ("data_subjects",))
    if not people and activity is not None:
        people = others_than_reader(context, activity)
    data = phrases.each(which.data if which is not None else own, ("data_categories",))
    told = {id(whose): ["subjects"]} if whose is not None else {}
    if which is not None:
        told[id(which)] = [*told.get(id(which), ()), "data"]
    lead, manner, extras = _circumstances(context, around, activity, told)
    acts = [name for each in nevers for name in each.does or ()]
    recipients = phrases.in_clauses.each(never.recipients or getattr(commitment, "recipients", None), WHO)
    past = str(never.preceding).removeprefix("1 ") if never.preceding is not None else None
    named = {"title": title, "lead": lead, "manner": manner, "past": past, "recipients": recipients, "extras": extras}
    paths = [at, *([at[:-2]] if at[-2:-1] == ("never",) else [])]
    if never.path is not None:
        named |= {"data": data if people else possessed(data), "people": people}
        return context.say_about("promises.never_path", at, paths, path=phrases.route(never.path), **named)
    done = [_act(context, name, is_past=past is not None) for name in acts]
    on_you = [words for words in done if _YOU.search(words)]
    others = [words for words in done if words not in on_you]
    rest: list[Markup] = []
    if people and on_you:
        # Who is tracked is said in place of “you”.
        whom = Markup("them") if others else listed(people)
        on_people = [Markup(_YOU.sub(str(whom), words)) for words in on_you]  # noqa: S704 - made of what is escaped
        if others:
            done, rest = others, on_people
        else:
            done, data, people = on_people, possessed(data or [Markup("personal data")], "their"), []
    elif not people:
        data = possessed(data)
    named |= {"data": data, "people": people}
    if not acts:
        return context.say_about("promises.never_data", at, paths, **named)
    joint = "with" if acts[-1] in _WITH else "to"
    goes = joint if all(name in _TO | _WITH for name in acts) else None
    return context.say_about("promises.never", at, paths, acts=done, rest=rest, joint=goes, **named)


def _act(context: Context, name: str, *, is_past: bool) -> Markup:
    """Return what an act is called behind “never”, or behind “have not”."""
    term = context.phrases.naming.vocabulary["acts"].get(name) if is_past else None
    return escape(term.done) if term is not None and term.done else context.phrases.thing(("acts",), name)


def _says_to_whom(limit: str, around: list[Any]) -> bool:
    """Whether a limit says to whom or what for, as the sentence goes on: without it the promise would say more."""
    return limit.startswith(("to ", "for ")) and not any(getattr(each, "recipients", None) for each in around)


def _data_of(never: Any, commitment: Any) -> tuple[Any, ...] | None:  # noqa: ANN401
    """Return the data that something never happens to: its own, with what its commitment says of each, or those."""
    around: tuple[Any, ...] | None = getattr(commitment, "data", None)
    said = {item.id: item for item in around or ()}
    return tuple(item if item.detail is not None else said.get(item.id, item) for item in never.data or ()) or around


def _circumstances(
    context: Context,
    around: list[Any],
    activity: Any,  # noqa: ANN401
    told: dict[int, list[str]],
) -> tuple[list[Markup], str, Markup]:
    """Return what leads the sentence, how the act is done, and what stands behind: in brackets, or as clauses.

    `told` are the keys of each selector that the sentence says itself.
    """
    phrases = context.phrases
    lead: list[Markup] = []
    manner, extras = "", Markup()
    for each in (*around, *([activity] if activity is not None else [])):
        without = {"when", "if_", "only"}
        if each is activity:
            # When it happens, or that it may, is no condition of a promise about it; the place where it does is one.
            without |= {"may", "unless", "limit", "because", "text"}
        else:
            lead += [
                Markup("{} {}").format(word, words.removesuffix("."))
                for word, key in (("when", "when"), ("if", "if_"))
                if (words := context.words(getattr(each, key, None))) is not None
            ]
        if each.only is not None and not (each is activity and only_about_its_people(activity)):
            rest = each.only.model_copy(update=dict.fromkeys(told.get(id(each.only), ())))
            lead += [chosen] if (chosen := phrases.chosen(rest, "and")) else []
        limit, after = context.words(getattr(each, "limit", None)) if each is not activity else None, Markup()
        if limit is not None and _MANNER.fullmatch(limit) and not manner:
            manner = limit
            without.add("limit")
        elif limit is not None and (adverbial([limit]) or _says_to_whom(limit, around)):
            after = Markup(" {}").format(limit.removesuffix("."))
            without.add("limit")
        extras = after + extras + phrases.qualified(each, without=tuple(without))
    return lead, manner, extras
