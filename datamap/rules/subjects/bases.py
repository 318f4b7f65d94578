"""Statements of lawful basis as rules look at them: those in which a key stands, and those beside another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datamap.model.provenance import Path
from datamap.rules.context import Context
from datamap.rules.grounds import Ground
from datamap.rules.rule import About
from datamap.rules.sieves import grounds_stating
from datamap.rules.works import Work


@dataclass(frozen=True, slots=True)
class BasisUse:
    """A statement of lawful basis with the activities of ours in which it counts."""

    ground: Ground
    works: Sequence[Work]

    @property
    def at(self) -> Path:
        """Where it stands."""
        return self.ground.at


def _side_by_side(context: Context) -> Iterator[BasisUse]:
    """Yield the bases that have another one beside them: in the same statement, or in the same list."""
    several = {at[:-1] for at in context.grounds if at[-1] != 0}  # most lists have one basis, and need not be counted
    in_list = Counter(at[:-1] for at in context.grounds if at[:-1] in several) if several else Counter[Path]()
    for ground, works in context.grounds.values():
        if not several and len(ground.basis.__pydantic_fields_set__) == 1:
            continue
        if in_list[ground.at[:-1]] > 1 or len(ground.basis.kinds) > 1:
            yield BasisUse(ground, works)


def _bases_with(name: str, *fields: str) -> About[BasisUse]:
    """Return the statements of lawful basis in which one of these keys stands."""

    def subjects(context: Context) -> Iterator[BasisUse]:
        for ground, works in grounds_stating(context, *fields):
            if any(getattr(ground.basis, field) is not None for field in fields):
                yield BasisUse(ground, works)

    return About(name, subjects)


CONSENT = _bases_with("consent", "consent")
INTERESTS = _bases_with("legitimate interests", "legitimate_interests", "recognised_legitimate_interests")
DUTY = _bases_with("duty or public task", "legal_obligation", "public_task")
VITAL = _bases_with("vital interests", "vital_interests")
CONDITION = _bases_with("condition of Art. 9 or 10", "condition")
SIDE_BY_SIDE: About[BasisUse] = About("statement of lawful basis beside another", _side_by_side)
