"""Where data come from (GDPR Art. 14(2)(f)), in phrases that follow “we get it”."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from datamap.notice.context import Context
from datamap.notice.writer import listed

MADE = {"inferred": "work {} out from other data", "created": "create {} ourselves"}
"""What we do where data come from ourselves: how we make them, by the source that says so."""
_SOURCES = ("sources", "systems", "processors", "recipients", "data_subjects")


def sources(context: Context, value: Any) -> list[Markup | str]:  # noqa: ANN401
    """Return where data come from, as phrases after “come”."""
    if isinstance(value, Mapping):
        return [
            Markup("from {}").format(context.phrases.in_place_words(id_, record, ("sources",)))
            for id_, record in value.items()
        ]
    found: list[Markup | str] = []
    for item in value:
        term = context.phrases.naming.vocabulary.get("sources", {}).get(item.id)
        words = term.words if term is not None and term.words else Markup("from {}").format(_named(context, item.id))
        found.append(Markup("{}{}").format(words, context.phrases.qualified(item.detail)))
    return found


def _named(context: Context, id_: str) -> Markup:
    return (
        context.phrases.place_of(id_)
        if id_ in context.of("systems")
        else context.phrases.in_clauses.thing(_SOURCES, id_)
    )


def making(value: Any, what: str = "it") -> str | None:  # noqa: ANN401
    """Return what we do to have data, where their source names that we make them, and nothing beside it."""
    only = value[0] if isinstance(value, tuple) and len(value) == 1 else None
    made = MADE.get(only.id) if only is not None and only.detail is None else None
    return made.format(what) if made is not None else None


def said_of_one(context: Context, value: Any) -> Markup:  # noqa: ANN401
    """Return where a datum comes from, as it stands behind its name."""
    made = making(value)
    return (
        Markup("we {}").format(made)
        if made is not None
        else Markup("we get it {}").format(listed(sources(context, value)))
    )
