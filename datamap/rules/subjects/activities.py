"""Activities as rules look at them: all, or those for which something holds, so that a rule about few does not ask all."""

from collections.abc import Callable, Iterator

from datamap.model.processing import Assessment
from datamap.model.record import Audience
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.rule import About
from datamap.rules.sieves import (
    grounds_stating,
    naming,
    serving,
    special,
    unreceived,
    unsourced,
    without_period,
    without_plain_basis,
    without_requirement,
)
from datamap.rules.works import Work


def _ours(name: str, holds: Callable[[Work], bool]) -> About[Work]:
    """Return the activities of a controller for which something holds, so that rules about few do not ask all."""
    return About(name, lambda context: (work for work in context.ours if holds(work)))


def _with(context: Context, key: str) -> tuple[Work, ...]:
    """Return the current activities, or none if no activity states a key at all."""
    return context.current if context.any_states(key) else ()


def _lacking(key: str, *, ours: bool = True) -> About[Work]:
    """Return the activities (of a controller) that state no value for a key, neither themselves nor by default."""

    def subjects(context: Context) -> Iterator[Work]:
        is_default = is_value(context.by_default(key))
        works = context.ours if ours else context.current
        if is_default and not context.is_written(key):
            return
        for work in works:
            own = getattr(work.record, key)
            if (own is None and not is_default) or isinstance(own, Said):
                yield work

    return About(f"activity {'of a controller ' if ours else ''}without `{key}`", subjects)


def _unprotected(context: Context) -> Iterator[Work]:
    protected = context.uses.protected
    for work in _lacking("measures", ours=False).subjects(context):
        if protected.isdisjoint(work.systems):
            yield work


def _consenting(context: Context) -> Iterator[Work]:
    on_consent = {
        work.id: work
        for ground, works in grounds_stating(context, "consent")
        if ground.basis.consent is not None
        for work in works
    }
    return (work for work in on_consent.values() if context.basis_of(work).kinds == {"consent"})


def _untold(context: Context) -> Iterator[Work]:
    # Where a notice tells of every activity, only what one says of itself can keep it inside.
    some = not context.told.is_all or context.is_written("visibility")
    for work in context.ours if context.told.notices and some else ():
        if context.told.activities.get(work.id) != () or work.record.visibility is Audience.INTERNAL:
            yield work


def _partly_hidden(context: Context) -> Iterator[Work]:
    anything = bool(context.parties.internal) or context.any_states("visibility")
    for work in context.ours if context.told.notices and anything else ():
        if context.parties.internal or work.record.visibility is not None:
            yield work


ACTIVITY: About[Work] = About("activity", lambda context: context.current)
OUR_ACTIVITY: About[Work] = About("activity of a controller", lambda context: context.ours)
UNRECEIVED: About[Work] = About("activity of a controller from which no way leads to a recipient", unreceived)
UNGROUNDED: About[Work] = About("activity of a controller without one basis for all purposes", without_plain_basis)
UNTIMED: About[Work] = About("activity of a controller without one period for all data", without_period)
UNSOURCED: About[Work] = About("activity of a controller without a source of its data by name", unsourced)
UNREQUIRED: About[Work] = About("activity of a controller in which people may have to give data", without_requirement)
CONSENTING: About[Work] = About("activity on consent alone", _consenting)
OVERLAPPING = _ours(
    "activity with several rules of retention",
    lambda work: isinstance(work.record.retention, tuple) and len(work.record.retention) > 1,
)
UNTOLD: About[Work] = About("activity of a controller that no public notice covers in full", _untold)
HIDDEN: About[Work] = About("activity of a controller that is in part not public", _partly_hidden)
WITHOUT_PURPOSES = _lacking("purposes")
WITHOUT_SUBJECTS = _lacking("subjects")
WITHOUT_DATA = _lacking("data")
UNPROTECTED: About[Work] = About("activity without `measures`, as its systems are", _unprotected)
WITH_OWN_PURPOSES: About[Work] = About(
    "activity of a controller whose purposes are declared",
    lambda context: (work for work in context.ours if context.of("purposes") or isinstance(work.record.purposes, dict)),
)
YOUNG: About[Work] = About(
    "activity about children",
    lambda context: (
        work
        for work in naming(context, "subjects", context.people.is_known_minor)
        if any(context.people.is_minor(subject) for subject in work.subjects)
    ),
)
SPECIAL: About[Work] = About("activity with special categories of data", special)
DECIDING: About[Work] = About("activity with automated decisions", lambda context: context.deciding.values())
LARGE: About[Work] = About(
    "activity on a large scale",
    lambda context: (work for work in context.large.values() if work.is_ours and work.is_personal),
)
ASSESSED: About[Work] = About(
    "activity with an impact assessment",
    lambda context: (
        work
        for work in (context.ours if context.any_states("dpia") else ())
        if isinstance(work.value("dpia"), Assessment)
    ),
)
MARKETING: About[Work] = About(
    "activity of direct marketing", lambda context: serving(context, frozenset({"direct-marketing"}))
)
FOR_OTHERS: About[Work] = About(
    "activity of a processor", lambda context: (work for work in _with(context, "on_behalf_of") if not work.is_ours)
)
JOINT: About[Work] = About(
    "activity of joint controllers",
    lambda context: (work for work in _with(context, "joint_with") if work.record.joint_with is not None),
)
PROMISING: About[Work] = About(
    "activity with a promise",
    lambda context: (work for work in _with(context, "never") if work.record.never is not None),
)
LISTING: About[Work] = About(
    "activity that lists recipients",
    lambda context: (work for work in _with(context, "recipients") if work.record.recipients is not None),
)
