"""Whether anything says how long data are kept: a period, an event, or a criterion."""

from collections.abc import Iterator

from datamap.graph.lookup import Kept, retention_of
from datamap.model.retention import RetentionRule
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.works import Datum, Work


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


def undated(context: Context, work: Work) -> Iterator[tuple[Datum, tuple[Kept, ...]]]:
    """Yield the data of an activity for which nothing says how long, with what is said in its place."""
    if has_general_period(work):
        return
    if work.record.retention is None and any(is_value(above.record.retention) for above in work.covering):
        return
    for datum in work.personal:
        kept = retention_of(datum.category, work.row, work.systems, context.words)
        if not any(says_when(each) for each in kept):
            yield datum, kept
