"""Cookies and everything like them."""

from collections.abc import Iterable, Iterator

from datamap.load.findings import Severity
from datamap.model.said import Said, is_value
from datamap.model.trackers import ConsentNeed, Exemption, Tracker, TrackerClass
from datamap.rules.catalogue import vendors_of_tracker
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, UK, both, eprivacy
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects import TRACKER, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work

_NOT_ESSENTIAL = {TrackerClass.FUNCTIONAL, TrackerClass.ANALYTICS, TrackerClass.ADVERTISING}
_BRITISH = {Exemption.STATISTICS, Exemption.APPEARANCE, Exemption.EMERGENCY}
_NECESSARY = {Exemption.STRICTLY_NECESSARY, Exemption.TRANSMISSION}


def names_of(id_: str, tracker: Tracker) -> tuple[str, ...]:
    """Return the names of a tracker: those it states, else its identifier."""
    return tracker.names or (id_,)


def _exemptions(tracker: Tracker) -> frozenset[Exemption]:
    return frozenset(tracker.exempt) if isinstance(tracker.exempt, tuple) else frozenset()


def _is_general(context: Context, tracker: Tracker) -> bool:
    """Whether a record says something of all trackers together, such as how to refuse them, and describes none."""
    own = (tracker.names, tracker.class_, tracker.exempt, tracker.expires, tracker.set_by, tracker.to, tracker.for_)
    used = (tracker.purposes, tracker.data, tracker.activities)
    of_all = (tracker.refuse, tracker.if_refused, tracker.consent)
    return (
        tracker.title is not None
        and all(each is None for each in (*own, *used))
        and any(each is not None for each in of_all)
        and len(context.of("trackers")) > 1
    )


def _consent_of_all(context: Context) -> bool:
    """Whether a record about all trackers says whether people are asked first."""
    return any(is_value(each.consent) and _is_general(context, each) for each in context.of("trackers").values())


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
    "CK-03",
    "tracker that is not described",
    Severity.WARNING,
    TRACKER,
    law=eprivacy(),
    bad="""
trackers:
  session: {class: essential, to: keep you logged in}  # finding
""",
    good="""
trackers:
  session: {class: essential, to: keep you logged in, set_by: shop, expires: session}
""",
)
def undescribed_tracker(context: Context, tracker: Declared[Tracker]) -> Iterator[Fault]:
    """People are told clearly what each tracker is for, who sets or reads it, and how long it stays.

    What leaves nothing on the device, such as a beacon or an embed, has no lifetime. A record with a title that says
    only how all trackers are refused, or that all need consent, describes none of them.
    """
    record = tracker.record
    if _is_general(context, record):
        return
    kinds = context.kinds.of("trackers", tracker.id, record)
    told = (
        ("what it is for", "`to:` or `purposes:`", _has_purpose(context, record)),
        ("who sets it", "`set_by:`", is_value(record.set_by) or bool(_undeclared_vendors(context, tracker))),
        (
            "how long it stays",
            "`expires:`",
            record.expires is Said.NONE or is_value(record.expires) or _leaves_nothing(kinds),
        ),
    )
    lacking = [(what, key) for what, key, said in told if not said]
    if lacking:
        yield Fault(
            at=tracker.at,
            message=f"`{tracker.id}` does not say {_joined((what for what, _ in lacking), 'or')}",
            help=f"write {_joined((key for _, key in reversed(lacking)), 'and')}",
        )


def _joined(words: Iterable[str], last: str) -> str:
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def _has_purpose(context: Context, tracker: Tracker) -> bool:
    if is_value(tracker.purposes) or tracker.to is not None or tracker.for_ is not None:
        return True
    works = (context.works[item.id] for item in tracker.activities or () if item.id in context.works)
    return any(work.stated_or_in_parts("purposes").is_value for work in works)


_PASSING = frozenset({"beacon", "pixel", "embed", "font", "captcha", "script", "sdk", "fingerprint", "tracking-link"})


def _leaves_nothing(kinds: frozenset[str]) -> bool:
    return bool(kinds) and kinds <= _PASSING


@rule(
    "CK-04",
    "tracker of an undeclared vendor",
    Severity.WARNING,
    TRACKER,
    law=both("Art. 13(1)(e), 30(1)(d)"),
    bad="""
trackers:
  _hjSession_{id}:  # finding
    {class: analytics, set_by: unknown, expires: 30 minutes, to: count visits, consent: required}
""",
    good="""
processors:
  hotjar: {vendor: hotjar, country: IE, agreement: {document: DPA 2026, at_end: deleted}}
trackers:
  _hjSession_{id}: {class: analytics, set_by: hotjar, expires: 30 minutes, to: count visits, consent: required}
""",
)
def tracker_of_undeclared_vendor(context: Context, tracker: Declared[Tracker]) -> Iterator[Fault]:
    """Who sets or reads a tracker gets data, so it is a recipient. The catalogue knows whose tracker bears this name."""
    known = _undeclared_vendors(context, tracker)
    if known:
        yield Fault(
            at=tracker.at,
            message=f"the catalogue knows `{tracker.id}` as a tracker of {listed(sorted(known))}, "
            "and no party with that `vendor` is declared",
            help=f"declare the party with `vendor: {min(known)}`, and name it in `set_by`",
        )


def _undeclared_vendors(context: Context, tracker: Declared[Tracker]) -> frozenset[str]:
    if is_value(tracker.record.set_by):
        return frozenset()
    by_name = (vendors_of_tracker(name) for name in names_of(tracker.id, tracker.record))
    return next((known for known in by_name if known and known.isdisjoint(context.vendors)), frozenset())


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
    if _is_general(context, record) or (record.consent is None and _consent_of_all(context)):
        return
    if record.class_ is None or record.class_ is Said.UNKNOWN:
        if record.consent is None and record.exempt is None:
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
    "CK-06",
    "one tracker name with two meanings",
    Severity.WARNING,
    TRACKER,
    law=both("Art. 12(1)"),
    bad="""
trackers:
  session: {class: essential, to: keep you logged in, set_by: shop, expires: session}
  basket: {names: session, class: essential, to: remember your basket, set_by: shop, expires: 1 day}  # finding
""",
    good="""
trackers:
  session: {class: essential, to: keep you logged in, set_by: shop, expires: session}
  basket: {names: basket, class: essential, to: remember your basket, set_by: shop, expires: 1 day}
""",
)
def tracker_name_with_two_meanings(context: Context, tracker: Declared[Tracker]) -> Iterator[Fault]:
    """A reader looks for a cookie by its name. Two rows of one name that say different things leave it open which one holds."""
    for name in names_of(tracker.id, tracker.record):
        first_id, first = context.trackers_by_name[name]
        if first_id != tracker.id and _meaning(first) != _meaning(tracker.record):
            yield Fault(
                at=tracker.at,
                message=f"the name `{name}` has another meaning at `{first_id}`",
                help="correct one of the names, or say in one record all that it does",
                related=((context.path("trackers", first_id), "the other meaning"),),
            )


def _meaning(tracker: Tracker) -> tuple[object, ...]:
    purposes = tracker.purposes
    named = tuple(item.id for item in purposes) if isinstance(purposes, tuple) else tuple(purposes or ())
    return (tracker.class_, str(tracker.to), str(tracker.for_), named, str(tracker.expires))


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
    return next((work for work in works if work.basis_kinds == {"legitimate-interests"}), None)
