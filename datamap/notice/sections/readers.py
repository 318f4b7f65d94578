"""Who reads the notice: whether an activity is about its reader, or about other people."""

import re
from typing import Any

from markupsafe import Markup

from datamap.notice.context import Context

_READER = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)


def others_than_reader(context: Context, activity: Any) -> list[Markup]:  # noqa: ANN401
    """Return the people of an activity, where it says that they are others than whoever reads the notice.

    Their own words speak of the reader (`people with whom you share content`), or another group gives their data.
    """
    if not isinstance(activity.subjects, tuple):
        return []
    people = [context.phrases.people(item.id) for item in activity.subjects]
    own = {item.id for item in activity.subjects}
    sources = {item.id for item in activity.source} if isinstance(activity.source, tuple) else set()
    by_others = bool(sources) and own.isdisjoint(sources) and all(_are_people(context, id_) for id_ in sources)
    return people if by_others or all(_READER.search(words.striptags()) for words in people) else []


def _are_people(context: Context, id_: str) -> bool:
    known = context.phrases.naming.vocabulary
    return id_ in context.of("data_subjects") or (id_ in known["data_subjects"] and id_ not in known["sources"])
