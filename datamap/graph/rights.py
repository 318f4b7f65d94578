"""Rights as they are used: what one does not say itself is what the defaults say of all, or of all in its region."""

from collections.abc import Sequence

from datamap.graph.regions import Regions
from datamap.graph.rows import defaults_of
from datamap.model.record import Scoped, Selector
from datamap.model.records import Records
from datamap.model.rights import Right, RightTerms
from datamap.model.said import Said

TERMS = tuple(name for name in RightTerms.model_fields if name not in Scoped.model_fields)
"""What the defaults can say of rights."""
_LIMITING = ("only", "except_", "when", "unless", "if_")
_CONDITIONS = ("when", "unless", "limit", "if_", "may", "except_")


_ELSEWHERE = frozenset({"complaint", "judicial-remedy", "non-discrimination"})
"""Rights that nobody uses with us: before an authority or a court, and the one that protects who uses the others."""


def is_used_with_us(id_: str, right: Right) -> bool:
    """Whether a way to us is a way to use a right: not one before others, nor one of which none is said to be."""
    return _ELSEWHERE.isdisjoint({id_, *(right.is_ or ())}) and right.how is not Said.NONE


def terms_in_general(records: Records) -> Sequence[RightTerms]:
    """Return what the defaults say of all rights: one set of terms, or one for each part of what is done."""
    return getattr(defaults_of(records), "rights", None) or ()


def concerns(terms: RightTerms, right: Right, regions: Regions) -> bool:
    """Whether what the defaults say can hold for a right: one that is not offered is not used."""
    return right.offered is not False and not regions.never_meet(terms.only, right.only)


def in_force(right: Right, records: Records, regions: Regions) -> tuple[Right, ...]:
    """Return a right with what the defaults say where it says nothing itself: once for each part that they tell apart.

    Terms that hold everywhere hold in each part, behind those of that part alone.
    """
    found = [terms for terms in terms_in_general(records) if concerns(terms, right, regions)]
    limited = [terms for terms in found if any(getattr(terms, name) is not None for name in _LIMITING)]
    everywhere = [terms for terms in found if terms not in limited]
    parts = [_with([terms, *everywhere], right, _both(right.only, terms.only)) for terms in limited]
    if any(_covers(terms.only, right.only, regions) for terms in limited):
        return tuple(parts)
    rest = _with(everywhere, right, right.only)
    says_more = any(getattr(rest, name) is not None for name in TERMS)
    return (*parts, rest) if says_more or not parts else tuple(parts)


def _with(terms: Sequence[RightTerms], right: Right, only: Selector | None) -> Right:
    """Return a right with what it lacks from the first terms that say it, and with what limits those."""
    missing: dict[str, object] = {}
    for each in terms:
        for name in (*TERMS, *_CONDITIONS):
            if getattr(right, name) is None and getattr(each, name) is not None:
                missing.setdefault(name, getattr(each, name))
    return right.model_copy(update={**missing, "only": only}) if missing or only is not right.only else right


def _both(own: Selector | None, general: Selector | None) -> Selector | None:
    """Return where two `only` hold at once; of a key that both name, what the closer one names."""
    if own is None or general is None:
        return own or general
    return general.model_copy(update={key: values for key, values in own if values})


def _covers(general: Selector | None, own: Selector | None, regions: Regions) -> bool:
    """Whether a right holds nowhere but where these terms do."""
    if general is None or own is None:
        return False
    return all(_within(key, getattr(own, key), values, regions) for key, values in general if values)


def _within(key: str, some: tuple[str, ...] | None, others: tuple[str, ...], regions: Regions) -> bool:
    if not some:
        return False
    return regions.within(some, others) if key == "region" else set(some) <= set(others)
