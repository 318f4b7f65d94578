"""Rights as they are used: what one does not say itself is what the defaults say of all."""

from datamap.graph.rows import defaults_of
from datamap.model.record import Qualified
from datamap.model.records import Records
from datamap.model.rights import Right, RightTerms

TERMS = tuple(name for name in RightTerms.model_fields if name not in Qualified.model_fields)
"""What the defaults can say of rights."""


def terms_in_general(records: Records) -> RightTerms | None:
    """Return what the defaults say of all rights."""
    return getattr(defaults_of(records), "rights", None)


def in_force(right: Right, records: Records) -> Right:
    """Return a right with what the defaults say where it says nothing itself; one that is not offered has no terms."""
    general = terms_in_general(records)
    if general is None or right.offered is False:
        return right
    missing = {name: getattr(general, name) for name in TERMS if getattr(right, name) is None}
    return right.model_copy(update={name: value for name, value in missing.items() if value is not None})
