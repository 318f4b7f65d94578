"""Where the data of an activity come from: the sources it names, and the flows that start with people."""

from collections.abc import Iterator

from datamap.model.provenance import Path
from datamap.model.said import is_value
from datamap.rules.entries import entries_of
from datamap.rules.statements import is_gap
from datamap.rules.works import Work

INDIRECT = frozenset(
    {
        "third-party", "public", "public-register", "social-media", "login-provider", "partner", "affiliate", "client",
        "other-users", "employer", "referee", "recruiter", "school", "health-professional", "payment-provider",
        "credit-agency", "data-broker", "authority", "self-published",
    }
)  # fmt: skip
"""Sources that are somebody else than the person."""
_NOT_ASKED = INDIRECT | {"automatic", "cookies", "device", "observed", "cameras", "inferred", "created"}


def sources_named(work: Work) -> frozenset[str]:
    """Return the sources that an activity names as a whole; empty where it names none."""
    stated = work.value("source")
    return frozenset(mention.id for mention in entries_of(stated, ())) if stated is not None else frozenset()


def is_asked(work: Work) -> bool:
    """Whether people may be asked for data: some source is not somebody else, and not what is merely observed."""
    named = sources_named(work)
    return not named or not named <= _NOT_ASKED


def sources_of(work: Work) -> Iterator[Path]:
    """Yield where an activity says where its data come from: a source at any place, or a flow that starts with people or a party."""
    found = work.stated("source")
    if not found.is_gap:
        yield found.path
    for each in (work, *work.covering):
        yield from _own_sources(each)


def says_nothing_of_sources(work: Work) -> bool:
    """Whether nothing says where the data of an activity come from."""
    return is_gap(work.value("source")) and not work.leaves_to_parts("source") and not any(sources_of(work))


def _own_sources(work: Work) -> Iterator[Path]:
    flows = work.record.flows
    for number, flow in enumerate(flows if isinstance(flows, tuple) else ()):
        if not all(map(work.common.is_our_system, flow.path[0])):
            yield (*work.at, "flows", number)
    for datum in work.data:
        for holder in (datum.detail, datum.record):
            if is_value(getattr(holder, "source", None)):
                yield (*datum.at, "source")
