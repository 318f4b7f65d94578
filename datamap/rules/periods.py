"""Whether anything says how long data are kept: a period, an event, or a criterion."""

from collections.abc import Iterator

from datamap.graph.lookup import Kept, retention_of
from datamap.model.retention import RetentionRule
from datamap.model.said import Said, is_value
from datamap.rules.categories import Datum
from datamap.rules.context import Context
from datamap.rules.works import Work


def is_period(entry: RetentionRule) -> bool:
    """Whether a rule says how long, until when, or by what that is decided."""
    if is_value(entry.keep) or is_value(entry.needed_for) or entry.stages:
        return True
    return any(value is not None for value in (entry.until, entry.within, entry.schedule, entry.text))


def has_general_period(work: Work) -> bool:
    """Whether a period or a criterion holds for all data of an activity, wherever it was said."""
    stated = work.value("retention")
    for entry in stated if isinstance(stated, tuple) else ():
        if _RESTRICTING.isdisjoint(entry.__pydantic_fields_set__) and is_period(entry):
            return True
    return False


_RESTRICTING = frozenset({"data", "only", "except_", "at"})


def says_when(kept: Kept) -> bool:
    """Whether a rule that applies is an answer; `none` is one, since what is not kept needs no period."""
    return kept.rule is Said.NONE or (isinstance(kept.rule, RetentionRule) and is_period(kept.rule))


def lacks_any_period(work: Work) -> bool:
    """Whether an activity without data of its own says nothing of how long they are kept.

    An activity above that has data answers for a part without any, unless it leaves the answer to its parts.
    """
    told_above = any(above.data and not above.leaves_to_parts("retention") for above in work.covering)
    if work.data or told_above or work.leaves_to_parts("retention"):
        return False
    found = work.stated("retention")
    # What the defaults say of backups alone is said of nothing else.
    of_places = found.path[1:2] == ("organisation",) and isinstance(found.value, tuple)
    return found.is_gap or (of_places and all(entry.at for entry in found.value))


def undated(context: Context, work: Work) -> Iterator[tuple[Datum, tuple[Kept, ...]]]:
    """Yield the data of an activity for which nothing says how long, with what is said in its place."""
    if has_general_period(work) or work.leaves_to_parts("retention"):
        return
    if work.record.retention is None and any(is_value(above.record.retention) for above in work.covering):
        return
    for datum in work.personal:
        kept = retention_of(datum.category, work.row, work.systems, context.words)
        if not any(says_when(each) and not _is_of_backups(context, work, each) for each in kept):
            yield datum, kept


def _is_of_backups(context: Context, work: Work, kept: Kept) -> bool:
    """Whether a rule counts only at backups while the data are elsewhere too: it does not say how long they are kept there."""
    named = kept.rule.at if isinstance(kept.rule, RetentionRule) and kept.rule.at else (kept.at,) if kept.at else ()
    places = {*named, *work.systems}
    backups = {place for place in places if _is_backup(context, place)}
    return bool(named) and backups.issuperset(named) and not (work.systems and backups.issuperset(work.systems))


def _is_backup(context: Context, place: str) -> bool:
    return place in {"backup", "backups"} or "backup" in context.kinds.of("systems", place)
