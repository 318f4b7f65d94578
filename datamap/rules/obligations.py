"""What a privacy notice must contain (GDPR Art. 13 and 14): each item with its condition, and whether it can be said.

An item applies or not, as the inventory shows; where it applies, `is_stated` says whether there is anything that a notice
can print, and `gaps` hold the paths at which something that it should print is missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from datamap.catalog.authorities import authorities
from datamap.model.organisation import Contact
from datamap.model.provenance import Path
from datamap.model.said import Said, is_value
from datamap.rules.contacts import has_channel
from datamap.rules.context import Context
from datamap.rules.crossings import crossings_of
from datamap.rules.grounds import Ground
from datamap.rules.laws import GDPR, UK
from datamap.rules.periods import lacks_any_period, undated
from datamap.rules.sieves import (
    TO_BE_TOLD,
    grounds_stating,
    unreceived,
    unsourced,
    without,
    without_period,
    without_plain_basis,
    without_requirement,
)
from datamap.rules.sources import is_asked, sources_of
from datamap.rules.statements import is_gap
from datamap.rules.works import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One item of a notice. It is met if it does not apply, or if something is stated and nothing missing."""

    id: str
    title: str
    direct: str
    indirect: str
    applies: bool
    is_stated: bool
    gaps: tuple[Path, ...]

    @property
    def is_met(self) -> bool:
        """Whether a notice can say everything that this item asks for."""
        return not self.applies or (self.is_stated and not self.gaps)


@dataclass(frozen=True, slots=True)
class _Found:
    is_stated: bool
    gaps: tuple[Path, ...] = ()
    applies: bool = True


@dataclass(frozen=True, slots=True)
class _Told:
    """The activities that a notice is about, of those for which we are the controller, and their identifiers."""

    works: tuple[Work, ...]
    ids: frozenset[str]

    def few(self, works: Iterable[Work]) -> list[Work]:
        """Return those of the activities that a sieve let through which the notice is about."""
        return [work for work in works if work.id in self.ids]

    def __len__(self) -> int:
        return len(self.works)


_Look = Callable[[Context, _Told], _Found]


def obligations(context: Context, works: Iterable[Work]) -> tuple[Obligation, ...]:
    """Return the items N1 to N16 for a notice about these activities, of those for which we are the controller."""
    about = _Told(listed := tuple(works), frozenset([work.id for work in listed]))
    found = []
    for id_, (title, direct, indirect, look) in _ITEMS.items():
        seen = look(context, about)
        found.append(
            Obligation(
                id=id_,
                title=title,
                direct=direct,
                indirect=indirect,
                applies=seen.applies,
                is_stated=seen.is_stated,
                gaps=seen.gaps,
            )
        )
    return tuple(found)


def _identity(context: Context, _: _Told) -> _Found:
    profile, at = context.profile, context.path("organisation")
    if profile is None:
        return _Found(is_stated=False, gaps=(at,))
    contacts = profile.contacts.items() if isinstance(profile.contacts, dict) else ()
    can_be_reached = any(has_channel(contact) for _, contact in contacts) or is_value(profile.address)
    is_named = is_value(profile.name)
    gaps = ([] if can_be_reached else [at]) + ([] if is_named else [(*at, "name")])
    return _Found(is_stated=is_named or can_be_reached, gaps=tuple(gaps))


def _representative(context: Context, _: _Told) -> _Found:
    stated = context.profile.representative if context.profile is not None else None
    at = context.path("organisation", "representative")
    people = stated if isinstance(stated, tuple) else ()
    return _Found(
        is_stated=any(has_channel(contact) for contact in people),
        gaps=tuple((*at, number) for number, contact in enumerate(people) if not has_channel(contact)),
        applies=bool(people) or stated is Said.UNKNOWN,
    )


def _officer(context: Context, _: _Told) -> _Found:
    dpo = context.profile.dpo if context.profile is not None else None
    at = context.path("organisation", "dpo")
    reachable = isinstance(dpo, Contact) and has_channel(dpo)
    applies = isinstance(dpo, Contact) or dpo is Said.UNKNOWN
    return _Found(is_stated=reachable, gaps=() if reachable else (at,), applies=applies)


def _purposes(context: Context, told: _Told) -> _Found:
    silent = [
        work for work in told.few(without(context, "purposes")) if not is_value(work.value_or_in_parts("purposes"))
    ]
    gaps = tuple(work.at for work in silent if not work.leaves_to_parts("purposes"))
    return _Found(is_stated=len(silent) < len(told), gaps=gaps, applies=bool(told))


def _bases(context: Context, told: _Told) -> _Found:
    doubtful = told.few(without_plain_basis(context))
    is_stated = len(doubtful) < len(told)
    gaps: list[Path] = []
    for work in doubtful:
        basis = context.basis_of(work)
        for purpose, grounds in basis.by_purpose:
            if isinstance(grounds, tuple):
                is_stated = is_stated or bool(grounds)
            elif not basis.covers(purpose):
                gaps.append(purpose.path)
        if not work.purposes and basis.is_lacking:
            gaps.append(work.at)
    return _Found(is_stated=is_stated, gaps=tuple(gaps), applies=bool(told))


def _interests(context: Context, told: _Told) -> _Found:
    relying = [
        (ground.at, interests)
        for ground in _grounds_with(context, told, "legitimate_interests", "recognised_legitimate_interests")
        for interests in (ground.basis.legitimate_interests, ground.basis.recognised_legitimate_interests)
        if interests is not None
    ]
    gaps = [at for at, interests in relying if not interests.are_named]
    is_stated = any(interests.are_named for _, interests in relying)
    return _Found(is_stated=is_stated, gaps=tuple(dict.fromkeys(gaps)), applies=bool(relying))


def _grounds_with(context: Context, told: _Told, *keys: str) -> list[Ground]:
    """Return the bases of activities in which one of these keys is written; most have none of them."""
    return [ground for ground, works in grounds_stating(context, *keys) if any(work.id in told.ids for work in works)]


def _data(context: Context, told: _Told) -> _Found:
    silent = [work for work in told.few(without(context, "data")) if is_gap(work.value_or_in_parts("data"))]
    gaps = tuple(work.at for work in silent if not work.leaves_to_parts("data"))
    return _Found(is_stated=len(silent) < len(told), gaps=gaps, applies=bool(told))


def is_received(context: Context, work: Work) -> bool:
    """Whether anybody gets the data of an activity, of one that covers it, or of one that it covers."""
    works = (work, *work.covering, *work.parts)
    return any(context.legs.within(each.id) or _leads_to_people(context, each) for each in works)


def _leads_to_people(context: Context, work: Work) -> bool:
    """Whether a flow goes on to people: it says who gets the data, though they are no party."""
    flows = work.record.flows if isinstance(work.record.flows, tuple) else ()
    others = ("systems", "processors", "recipients", "clients")
    reached = {name for flow in flows for station in flow.path[1:] for name in station}
    return any(all(name not in context.of(kind) for kind in others) for name in reached)


def _recipients(context: Context, told: _Told) -> _Found:
    silent = [work for work in told.few(unreceived(context)) if is_gap(work.value_or_in_parts("recipients"))]
    gaps = [work.at for work in silent if not work.leaves_to_parts("recipients") and not is_received(context, work)]
    return _Found(is_stated=len(silent) < len(told), gaps=tuple(gaps), applies=bool(told))


def _transfers(context: Context, told: _Told) -> _Found:
    ids = told.ids | {None}
    reached = [
        crossing
        for crossing in crossings_of(context)
        if crossing.regimes
        and (
            any(leg.activity in ids for leg in crossing.legs)
            or (not crossing.legs and (crossing.work is None or crossing.work.id in ids))
        )
    ]
    return _Found(
        is_stated=any(crossing.mechanisms for crossing in reached),
        gaps=tuple(crossing.at for crossing in reached if not crossing.mechanisms),
        applies=bool(reached),
    )


def _storage(context: Context, told: _Told) -> _Found:
    untimed = told.few(without_period(context))
    is_stated = len(untimed) < len(told)
    gaps: list[Path] = []
    for work in untimed:
        is_told = not is_gap(work.value("retention"))
        if lacks_any_period(work):
            gaps.append(work.at)
        missing = [datum.at for datum, _ in undated(context, work)]
        gaps += missing
        is_stated = is_stated or is_told or (bool(work.data) and not missing)
    return _Found(is_stated=is_stated, gaps=tuple(gaps), applies=bool(told))


def _rights(context: Context, told: _Told) -> _Found:
    wanted = ["access", "rectification", "erasure", "restriction"]
    wanted += ["portability"] if relies_on(context, told.works, "consent", "contract") else []
    wanted += ["objection"] if relies_on(context, told.works, "legitimate-interests", "public-task") else []
    at = context.path("rights")
    gaps = tuple((*at, name) for name in wanted if not context.has_right(name))
    return _Found(is_stated=len(gaps) < len(wanted), gaps=gaps, applies=bool(told))


def relies_on(context: Context, works: Iterable[Work], *kinds: str) -> bool:
    """Whether any of the activities rests on one of these bases; mostly one of the first does."""
    return any(not context.basis_of(work).kinds.isdisjoint(kinds) for work in works)


def _withdrawal(context: Context, told: _Told) -> _Found:
    found = _grounds_with(context, told, "consent")
    consents = {ground.at: ground.basis.consent for ground in found if ground.basis.consent}
    anyway = context.has_right("withdraw-consent")
    gaps = () if anyway else tuple(at for at, consent in consents.items() if not is_value(consent.withdraw))
    return _Found(is_stated=len(gaps) < len(consents), gaps=gaps, applies=bool(consents))


def _complaint(context: Context, told: _Told) -> _Found:
    at = context.path("organisation", "authority")
    stated = context.profile.authority if context.profile is not None else None
    named = stated if isinstance(stated, tuple) else ()
    asked = [regime for regime in (GDPR, UK) if regime in context.regimes]
    known = authorities()
    lacking = [r for r in asked if not any(i.id not in known or r in known[i.id].regimes for i in named)]
    return _Found(is_stated=bool(named), gaps=(at,) if lacking else (), applies=bool(told))


def _required(context: Context, told: _Told) -> _Found:
    binding = told.few(without_requirement(context))
    is_stated = len(binding) < len(told)
    gaps: list[Path] = []
    for work in binding:
        required = work.value("required")
        if not is_gap(required) and (required not in TO_BE_TOLD or not is_gap(work.value("if_refused"))):
            is_stated = True
        elif is_asked(work) and not work.leaves_to_parts("required"):
            gaps.append(work.at)
    return _Found(is_stated=is_stated, gaps=tuple(gaps), applies=is_stated or bool(gaps))


def _sources(context: Context, told: _Told) -> _Found:
    silent = [
        work for work in told.few(unsourced(context)) if is_gap(work.value("source")) and not any(sources_of(work))
    ]
    gaps = tuple(work.at for work in silent if not work.leaves_to_parts("source"))
    return _Found(is_stated=len(silent) < len(told), gaps=gaps, applies=bool(told))


def _decisions(context: Context, told: _Told) -> _Found:
    deciding = [work.stated("automated_decisions") for work in told.few(context.deciding.values())]
    stated = {found.path: found.value for found in deciding}
    explained = {at: all(is_value(getattr(decisions, key)) for key in _EXPLAINING) for at, decisions in stated.items()}
    gaps = tuple(at for at, said in explained.items() if not said)
    return _Found(is_stated=len(gaps) < len(explained), gaps=gaps, applies=bool(stated))


_EXPLAINING = ("logic", "significance", "consequences")
_ITEMS: dict[str, tuple[str, str, str, _Look]] = {
    "N1": ("identity and contact of the controller", "13(1)(a)", "14(1)(a)", _identity),
    "N2": ("representative", "13(1)(a)", "14(1)(a)", _representative),
    "N3": ("contact of the data protection officer", "13(1)(b)", "14(1)(b)", _officer),
    "N4": ("purposes", "13(1)(c)", "14(1)(c)", _purposes),
    "N5": ("lawful basis of each purpose", "13(1)(c)", "14(1)(c)", _bases),
    "N6": ("legitimate interests", "13(1)(d)", "14(2)(b)", _interests),
    "N7": ("categories of data", "", "14(1)(d)", _data),
    "N8": ("recipients", "13(1)(e)", "14(1)(e)", _recipients),
    "N9": ("transfers and their mechanisms", "13(1)(f)", "14(1)(f)", _transfers),
    "N10": ("storage periods", "13(2)(a)", "14(2)(a)", _storage),
    "N11": ("rights", "13(2)(b)", "14(2)(c)", _rights),
    "N12": ("withdrawal of consent", "13(2)(c)", "14(2)(d)", _withdrawal),
    "N13": ("complaint to an authority", "13(2)(d)", "14(2)(e)", _complaint),
    "N14": ("whether data are required or optional", "13(2)(e)", "", _required),
    "N15": ("source", "", "14(2)(f)", _sources),
    "N16": ("automated decisions", "13(2)(f)", "14(2)(g)", _decisions),
}
