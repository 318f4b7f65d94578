"""Whether people are asked before a tracker is set: consent, exemptions, and what does not stand in for either."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.said import Said, is_value
from datamap.model.trackers import ConsentNeed, Exemption, Tracker, TrackerClass
from datamap.rules.checks.trackers.general import is_general
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, UK, eprivacy
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import TRACKER, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work

_NOT_ESSENTIAL = {TrackerClass.FUNCTIONAL, TrackerClass.ANALYTICS, TrackerClass.ADVERTISING}
_BRITISH = {Exemption.STATISTICS, Exemption.APPEARANCE, Exemption.EMERGENCY}
_NECESSARY = {Exemption.STRICTLY_NECESSARY, Exemption.TRANSMISSION}


def _exemptions(tracker: Tracker) -> frozenset[Exemption]:
    return frozenset(tracker.exempt) if isinstance(tracker.exempt, tuple) else frozenset()


def _consent_of_all(context: Context) -> bool:
    """Whether a record about all trackers says whether people are asked first."""
    return any(is_value(each.consent) and is_general(context, each) for each in context.of("trackers").values())


def _is_told_of_its_kind(context: Context, id_: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a record that a tracker is of the kind of says its class, or whether people are asked first."""
    seen |= {id_}
    for name in context.of("trackers")[id_].is_ or ():
        # `local-storage: {is: local-storage}` names the built-in term.
        kind = context.of("trackers").get(name) if name not in seen else None
        if kind is not None and (
            is_value(kind.consent) or is_value(kind.class_) or _is_told_of_its_kind(context, name, seen)
        ):
            return True
    return False


def _class(tracker: Tracker) -> TrackerClass | None:
    return tracker.class_ if isinstance(tracker.class_, TrackerClass) else None


def _asks(tracker: Tracker) -> bool:
    """Whether anybody is asked for consent first."""
    rules = tracker.consent if isinstance(tracker.consent, tuple) else ()
    return any(each.need is ConsentNeed.REQUIRED for each in rules)


def _is_set_unasked(tracker: Tracker) -> bool:
    """Whether nobody is asked. What holds in some region only is for the law there, which the rules do not know."""
    rules = tracker.consent if isinstance(tracker.consent, tuple) else ()
    selectors = [selector for each in rules for selector in (each.only, each.except_) if selector is not None]
    is_regional = any(selector.region is not None for selector in selectors)
    return any(each.need is ConsentNeed.NOT_REQUIRED for each in rules) and not is_regional


@rule(
    "CK-01",
    "tracker without consent",
    Severity.ERROR,
    TRACKER,
    law=eprivacy(),
    bad="""
trackers:
  ads:
    class: advertising
    set_by: shop
    expires: 13 months
    to: show you adverts
    consent: not-required  # finding
""",
    good="""
trackers:
  ads: {class: advertising, set_by: shop, expires: 13 months, to: show you adverts, consent: required}
""",
)
def tracker_without_consent(context: Context, tracker: Declared[Tracker]) -> Iterator[Fault]:
    """Whatever is stored on or read from a device needs consent first, unless the service that a person asked for needs it.

    Analytics and advertising never do; a functional tracker can, and says so with `exempt`.
    """
    record, kind, exemptions = tracker.record, _class(tracker.record), _exemptions(tracker.record)
    if kind in {TrackerClass.ANALYTICS, TrackerClass.ADVERTISING} and exemptions & _NECESSARY:
        yield Fault(
            at=(*tracker.at, "exempt"),
            message=f"`{tracker.id}` serves {kind}, and yet is said to be {listed(sorted(exemptions & _NECESSARY))}",
            help="remove the exemption, or correct the class",
        )
    elif kind in _NOT_ESSENTIAL and _is_set_unasked(record) and not exemptions:
        yield Fault(
            at=(*tracker.at, "consent"),
            message=f"`{tracker.id}` is {kind}, consent is not required for it, and no exemption is named",
            help="write `consent: required`, or `exempt:` with the reason",
        )


@rule(
    "CK-02",
    "exemption that does not hold",
    Severity.WARNING,
    TRACKER,
    law=eprivacy(),
    bad="""
trackers:
  visits: {class: analytics, set_by: shop, expires: 13 months, to: count visits, exempt: statistics}  # finding
""",
    good="""
trackers:
  visits: {class: analytics, set_by: shop, expires: 13 months, to: count visits, consent: required}
""",
)
def exemption_that_does_not_hold(context: Context, tracker: Declared[Tracker]) -> Iterator[Fault]:
    """Statistics, appearance and emergencies are exempt in the United Kingdom alone, and only if used for nothing else.

    A third party that reads the data for its own purposes is something else.
    """
    claimed = _exemptions(tracker.record) & _BRITISH
    if not claimed or _asks(tracker.record):
        return
    said = listed(sorted(claimed))
    if GDPR in context.regimes:
        also = ", and the GDPR is in force too" if UK in context.regimes else ""
        yield Fault(
            at=(*tracker.at, "exempt"),
            message=f"`{tracker.id}` claims {said}, an exemption of the law of the United Kingdom{also}",
            help="write `consent: required`",
            regimes=(GDPR,),
        )
    outside = _setters(context, tracker.record)
    if outside and UK in context.regimes:
        yield Fault(
            at=(*tracker.at, "exempt"),
            message=f"`{tracker.id}` claims {said}, and {listed(outside)} sets or reads it",
            help="the exemption holds only if nobody uses the data for anything else: say so, or ask for consent",
            regimes=(UK,),
        )


def _setters(context: Context, tracker: Tracker) -> list[str]:
    """Return the parties, as against our own systems, that set a tracker."""
    named = tracker.set_by if isinstance(tracker.set_by, tuple) else ()
    return [item.id for item in named if item.id not in context.of("systems")]


@rule(
    "CK-05",
    "tracker without a word on consent",
    Severity.WARNING,
    TRACKER,
    law=eprivacy(),
    bad="""
trackers:
  visits: {class: analytics, set_by: shop, expires: 13 months, to: count visits}  # finding
""",
    good="""
trackers:
  visits: {class: analytics, set_by: shop, expires: 13 months, to: count visits, consent: required}
""",
)
def tracker_without_word_on_consent(context: Context, tracker: Declared[Tracker]) -> Iterator[Fault]:
    """A tracker that is not essential is set only after consent, or has an exemption. Which of the two holds has to be said."""
    record = tracker.record
    if is_general(context, record) or (record.consent is None and _consent_of_all(context)):
        return
    if record.class_ is None or record.class_ is Said.UNKNOWN:
        if record.consent is None and record.exempt is None and not _is_told_of_its_kind(context, tracker.id):
            yield Fault(
                at=tracker.at,
                message=f"`{tracker.id}` states neither its class nor whether people are asked first",
                help="write `class:`, and `consent: required` where it is not essential",
            )
    elif _class(record) in _NOT_ESSENTIAL and not is_value(record.consent) and not _exemptions(record):
        if _on_interests(context, record) is not None:
            return
        yield Fault(
            at=tracker.at,
            message=f"`{tracker.id}` is {record.class_}, and does not say whether people are asked first",
            help="write `consent: required`, or `exempt:` with the reason",
        )


@rule(
    "CK-07",
    "tracker on legitimate interests",
    Severity.WARNING,
    TRACKER,
    law=eprivacy(),
    bad="""
activities:
  visits: {title: Visits, owner: shop team, purposes: [analytics],
           basis: {legitimate-interests: {interest: a better shop, assessment: LIA 1}},
           subjects: [visitor], data: [pages-viewed], flows: [visitor -> shop], recipients: none}
trackers:
  visits: {class: analytics, set_by: shop, expires: 13 months, to: count visits, consent: unknown,  # finding
           activities: [visits], exempt: none}
""",
    good="""
activities:
  visits: {title: Visits, owner: shop team, purposes: [analytics], basis: {consent: {given: our banner}},
           subjects: [visitor], data: [pages-viewed], flows: [visitor -> shop], recipients: none}
trackers:
  visits: {class: analytics, set_by: shop, expires: 13 months, to: count visits, consent: required,
           activities: [visits]}
""",
)
def tracker_on_legitimate_interests(context: Context, tracker: Declared[Tracker]) -> Iterator[Fault]:
    """Legitimate interests do not permit storing or reading anything on a device. What follows with the data may rest on them; the tracker itself needs consent."""
    record = tracker.record
    if _class(record) not in _NOT_ESSENTIAL or _asks(record) or _exemptions(record):
        return
    work = _on_interests(context, record)
    if work is not None:
        yield Fault(
            at=tracker.at,
            message=f"`{tracker.id}` is {record.class_} and serves `{work.id}`, which rests on legitimate interests alone",
            help="write `consent: required` at the tracker",
            related=(((*work.at, "basis"), "legitimate interests"),),
        )


def _on_interests(context: Context, tracker: Tracker) -> Work | None:
    works = (context.works[item.id] for item in tracker.activities or () if item.id in context.works)
    return next((work for work in works if context.basis_of(work).kinds == {"legitimate-interests"}), None)
