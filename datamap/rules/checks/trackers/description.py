"""What people are told of each tracker: what it is for, whose it is, and one meaning for each name."""

from collections.abc import Iterable, Iterator, Mapping

from datamap.load.findings import Severity
from datamap.model.said import Said, is_value
from datamap.model.trackers import Tracker, TrackerParty
from datamap.rules.catalogue import vendors_of_tracker
from datamap.rules.checks.trackers.general import is_general
from datamap.rules.context import Context
from datamap.rules.laws import both, eprivacy
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import TRACKER, Declared
from datamap.rules.words import listed


def names_of(id_: str, tracker: Tracker) -> tuple[str, ...]:
    """Return the names of a tracker: those it states, else its identifier."""
    return tracker.names or (id_,)


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

    What leaves nothing on the device, such as a beacon or an embed, has no lifetime, and the storage of a browser is
    read by the site that wrote it: where one is declared, or a tracker is said to be first-party, nobody needs to be named. A record with a title that says
    only how all trackers are refused, or that all need consent, describes none of them.
    """
    record = tracker.record
    if is_general(context, record):
        return
    kinds = context.kinds.of("trackers", tracker.id, record)
    told = (
        ("what it is for", "`to:` or `purposes:`", _has_purpose(context, record)),
        ("who sets it", "`set_by:`", is_value(record.set_by) or _is_known(context, tracker)),
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


def _is_known(context: Context, tracker: Declared[Tracker]) -> bool:
    """Whether it is known who sets a tracker though nobody is named: its vendor, or the site, which alone sets it."""
    if tracker.record.set_by is None and tracker.record.party == (TrackerParty.FIRST,):
        return True
    if tracker.record.set_by is None and tracker.record.stays_on_device(tracker.id):
        return any(context.kinds.all_that_are("systems", kind) for kind in ("website", "app"))
    return bool(_undeclared_vendors(context, tracker))


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
    return next((known for known in by_name if known and known.isdisjoint(context.parties.vendors)), frozenset())


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
    first_with = context.kept("trackers by name", lambda: _first_by_name(context))
    for name in names_of(tracker.id, tracker.record):
        first_id, first = first_with[name]
        if first_id != tracker.id and _meaning(first) != _meaning(tracker.record):
            yield Fault(
                at=tracker.at,
                message=f"the name `{name}` has another meaning at `{first_id}`",
                help="correct one of the names, or say in one record all that it does",
                related=((context.path("trackers", first_id), "the other meaning"),),
            )


def _first_by_name(context: Context) -> Mapping[str, tuple[str, Tracker]]:
    """Return, for each name, the first tracker that bears it, with its identifier."""
    found: dict[str, tuple[str, Tracker]] = {}
    for id_, tracker in context.of("trackers").items():
        for name in names_of(id_, tracker):
            found.setdefault(name, (id_, tracker))
    return found


def _meaning(tracker: Tracker) -> tuple[object, ...]:
    purposes = tracker.purposes
    named = tuple(item.id for item in purposes) if isinstance(purposes, tuple) else tuple(purposes or ())
    return (tracker.class_, str(tracker.to), str(tracker.for_), named, str(tracker.expires))
