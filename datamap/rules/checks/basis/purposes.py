"""Whether each purpose has a lawful basis, and which of several holds for it."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.said import Said
from datamap.rules.checks.basis.example import ONE_PURPOSE
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import UNGROUNDED
from datamap.rules.subjects.bases import SIDE_BY_SIDE, BasisUse
from datamap.rules.words import counted, listed
from datamap.rules.works import Work


@rule(
    "LB-01",
    "purpose without a lawful basis",
    Severity.ERROR,
    UNGROUNDED,
    law=both("Art. 6(1), 13(1)(c)"),
    bad="""
activities:
  returns:
    title: Returns
    owner: shop team
    required: voluntary
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    recipients: none
    purposes: [returns-and-warranty, statistics]  # finding
    basis: [{contract: your order, purposes: [returns-and-warranty]}]
""",
    good="""
activities:
  returns:
    title: Returns
    owner: shop team
    required: contract
    if_refused: we cannot take goods back
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    recipients: none
    purposes: [returns-and-warranty]
    basis: [{contract: your order, purposes: [returns-and-warranty]}]
""",
)
def purpose_without_basis(context: Context, work: Work) -> Iterator[Fault]:
    """Processing is lawful only if, for each purpose, one of six grounds holds, and people are told which.

    It is looked up at the purpose where it is declared in place, at the activity, at the shared purpose, at an activity that covers this one and names the same purpose, and in the defaults.
    """
    basis = context.basis_of(work)
    if not work.purposes:
        if basis.is_lacking:
            yield Fault(at=work.at, message=f"`{work.id}` states no lawful basis", help="write `basis:`")
        return
    bare = [
        purpose for purpose, grounds in basis.by_purpose if not isinstance(grounds, tuple) and not basis.covers(purpose)
    ]
    if not bare:
        return
    if len(bare) == len(work.purposes):
        of_all = counted(len(bare), "purpose") if len(bare) > 1 else f"its purpose `{bare[0].id}`"
        said = work.record.basis if isinstance(work.record.basis, Said) else None
        yield Fault(
            at=(*work.at, "basis") if said is not None else work.at,
            message=f"`{work.id}` states no lawful basis for {'any of its ' if len(bare) > 1 else ''}{of_all}"
            + (f": it is said to be {said}" if said is not None else ""),
            help="write `basis:`, such as `contract` or `{legitimate-interests: preventing fraud}`",
        )
        return
    for purpose in bare:
        yield Fault(
            at=purpose.path,
            message=f"the purpose `{purpose.id}` of `{work.id}` has no lawful basis",
            help="write `basis:` at the purpose, or name the purpose in a basis of the activity",
        )


@rule(
    "LB-03",
    "several bases that are not allocated",
    Severity.WARNING,
    SIDE_BY_SIDE,
    law=both("Art. 6(1), 13(1)(c)"),
    bad=ONE_PURPOSE
    + """    basis: {contract: your order, legal-obligation: Sale of Goods Act}  # finding
    if_refused: we cannot take goods back
""",
    good=ONE_PURPOSE.replace("[returns-and-warranty]", "[returns-and-warranty, accounting]")
    + """    basis:
      - {contract: your order, purposes: [returns-and-warranty]}
      - {legal-obligation: Sale of Goods Act, purposes: [accounting]}
    if_refused: we cannot take goods back
""",
)
def unallocated_bases(context: Context, use: BasisUse) -> Iterator[Fault]:
    """People can only use their rights, which differ from basis to basis, if they learn which basis stands behind which purpose.

    Bases that are said to hold `together` stand behind all of them.
    """
    kinds = use.ground.basis.kinds
    if use.ground.basis.together:
        return
    if len(kinds) > 1:
        yield Fault(
            at=use.at,
            message=f"{listed(kinds)} stand side by side, and nothing says which holds for what",
            help="write a list, each basis with its `purposes` or its `data`",
        )
        return
    others = [
        ground
        for work in use.works
        for ground in context.basis_of(work).grounds
        if _compete(use, ground.at, ground.basis)
    ]
    if others:
        yield Fault(
            at=use.at,
            message=f"`{kinds[0]}` and {listed(kind for ground in others for kind in ground.basis.kinds)} "
            "hold for the same, and nothing says which holds for what",
            help="give each basis its `purposes` or its `data`",
        )


def _compete(use: BasisUse, at: tuple[str | int, ...], other: object) -> bool:
    """Whether a later basis of the same list speaks of everything, as this one does."""
    own = use.ground.basis
    if at[:-1] != use.at[:-1] or at <= use.at or not own.kinds:
        return False
    return not _is_restricted(own) and not _is_restricted(other) and bool(getattr(other, "kinds", ()))


def _is_restricted(basis: object) -> bool:
    return any(
        getattr(basis, key) is not None for key in ("purposes", "data", "only", "except_", "when", "if_", "unless")
    )
