"""Records that say something of all trackers together."""

from datamap.model.trackers import Tracker
from datamap.rules.context import Context


def is_general(context: Context, tracker: Tracker) -> bool:
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
