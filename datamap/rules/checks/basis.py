"""Lawful basis: that each purpose has one, that it is allocated, and what each basis asks for next."""

import datetime as dt
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.laws import UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import UNGROUNDED
from datamap.rules.subjects.bases import DUTY, INTERESTS, SIDE_BY_SIDE, VITAL, BasisUse
from datamap.rules.words import counted, listed
from datamap.rules.works import Work

_RECOGNISED_SINCE = dt.date(2026, 2, 5)  # SI 2026/82 brought that part of the Act into force
RECOGNISED = "recognised-legitimate-interests"
_HEAD = """
activities:
  returns:
    title: Returns
    owner: shop team
    required: voluntary
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    recipients: none
"""
_ONE = _HEAD + "    purposes: [returns-and-warranty]\n"


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
    "LB-02",
    "recognised legitimate interests outside the law that knows them",
    Severity.ERROR,
    INTERESTS,
    law=both("Art. 6(1)"),
    bad=_ONE
    + """    basis: {recognised-legitimate-interests: detecting crime}  # finding
""",
    good=_ONE
    + """    basis: {legitimate-interests: {interest: detecting crime, assessment: LIA 2026-01}}
""",
)
def recognised_interests_elsewhere(context: Context, use: BasisUse) -> Iterator[Fault]:
    """Only the law of the United Kingdom recognises interests without a balancing test, since 5 February 2026 (Data (Use and Access) Act 2025).

    Elsewhere an interest has to be weighed against those of the person.
    """
    if use.ground.basis.recognised_legitimate_interests is None:
        return
    if UK not in context.regimes:
        yield Fault(
            at=(*use.at, RECOGNISED),
            message="recognised legitimate interests are a basis of the law of the United Kingdom, which is not among the regimes",
            help="write `legitimate-interests` with the interest and its assessment, or add `uk-gdpr` to the regimes",
        )
    elif context.date < _RECOGNISED_SINCE:
        yield Fault(
            at=(*use.at, RECOGNISED),
            message=f"recognised legitimate interests are a basis only since {_RECOGNISED_SINCE}",
            help="state the basis that holds until then",
            regimes=(UK,),
        )


@rule(
    "LB-03",
    "several bases that are not allocated",
    Severity.WARNING,
    SIDE_BY_SIDE,
    law=both("Art. 6(1), 13(1)(c)"),
    bad=_ONE
    + """    basis: {contract: your order, legal-obligation: Sale of Goods Act}  # finding
    if_refused: we cannot take goods back
""",
    good=_ONE.replace("[returns-and-warranty]", "[returns-and-warranty, accounting]")
    + """    basis:
      - {contract: your order, purposes: [returns-and-warranty]}
      - {legal-obligation: Sale of Goods Act, purposes: [accounting]}
    if_refused: we cannot take goods back
""",
)
def unallocated_bases(context: Context, use: BasisUse) -> Iterator[Fault]:
    """People can only use their rights, which differ from basis to basis, if they learn which basis stands behind which purpose."""
    kinds = use.ground.basis.kinds
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


@rule(
    "LB-08",
    "legitimate interest not named",
    Severity.ERROR,
    INTERESTS,
    law=both("Art. 13(1)(d), 14(2)(b)"),
    bad=_ONE
    + """    basis: {legitimate-interests: {assessment: LIA 2026-01}}  # finding
""",
    good=_ONE
    + """    basis: {legitimate-interests: {interest: learning why goods come back, assessment: LIA 2026-01}}
""",
)
def unnamed_interest(context: Context, use: BasisUse) -> Iterator[Fault]:
    """Who relies on legitimate interests tells people which interests these are; otherwise nobody can object to them."""
    for name in ("legitimate_interests", "recognised_legitimate_interests"):
        interests = getattr(use.ground.basis, name)
        if interests is not None and not is_value(interests.interest):
            key = name.replace("_", "-")
            yield Fault(
                at=(*use.at, key),
                message=f"`{key}` names no interest",
                help=f"write `{{{key}: preventing fraud}}`, or `interest:` below it",
            )


@rule(
    "LB-09",
    "legitimate interests without a balancing test",
    Severity.WARNING,
    INTERESTS,
    law=both("Art. 5(2), 6(1)(f)"),
    bad=_ONE
    + """    basis: {legitimate-interests: learning why goods come back}  # finding
""",
    good=_ONE
    + """    basis: {legitimate-interests: {interest: learning why goods come back, assessment: LIA 2026-01}}
""",
)
def interests_without_balancing_test(context: Context, use: BasisUse) -> Iterator[Fault]:
    """The basis holds only if the person's interests do not weigh more, and the controller has to be able to show that it weighed them."""
    interests = use.ground.basis.legitimate_interests
    if interests is not None and not is_value(interests.assessment):
        yield Fault(
            at=(*use.at, "legitimate-interests"),
            message="no balancing test is on record for this legitimate interest",
            help="write `assessment:` with the document",
        )


@rule(
    "LB-10",
    "public body relying on legitimate interests",
    Severity.ERROR,
    INTERESTS,
    law=both("Art. 6(1), second subparagraph"),
    bad="""
organisation:
  public_body: true
  dpo: {email: dpo@harbour.example}
"""
    + _ONE.lstrip("\n")
    + """    basis: {legitimate-interests: {interest: order in our archive, assessment: LIA 2026-01}}  # finding
""",
    good="""
organisation:
  public_body: true
  dpo: {email: dpo@harbour.example}
"""
    + _ONE.lstrip("\n")
    + """    basis: {public-task: Libraries Act s. 3}
""",
)
def public_body_with_interests(context: Context, use: BasisUse) -> Iterator[Fault]:
    """Public authorities cannot rely on legitimate interests in the performance of their tasks: the law has to give them the power."""
    if (
        context.profile is not None
        and context.profile.public_body
        and use.ground.basis.legitimate_interests is not None
    ):
        yield Fault(
            at=(*use.at, "legitimate-interests"),
            message="a public body cannot rely on legitimate interests in the performance of its tasks",
            help="name the law with `public-task`; waive this where the activity is none of its tasks",
        )


@rule(
    "LB-11",
    "duty or public task without its law",
    Severity.WARNING,
    DUTY,
    law=both("Art. 6(3)"),
    bad=_ONE
    + """    basis: legal-obligation  # finding
    if_refused: we cannot take goods back
""",
    good=_ONE
    + """    basis: {legal-obligation: Sale of Goods Act}
    if_refused: we cannot take goods back
""",
)
def duty_without_law(context: Context, use: BasisUse) -> Iterator[Fault]:
    """A legal obligation or a public task is laid down in a law. Without its name nobody can check that it exists."""
    for name in ("legal_obligation", "public_task"):
        duty = getattr(use.ground.basis, name)
        if duty is not None and not is_value(duty.law):
            key = name.replace("_", "-")
            yield Fault(
                at=(*use.at, key),
                message=f"`{key}` cites no law",
                help=f"write `{{{key}: Companies Act 2006 s. 388}}`, or the identifier of an entry of `laws`",
            )


@rule(
    "LB-14",
    "vital interests in everyday processing",
    Severity.INFO,
    VITAL,
    law=both("Art. 6(1)(d)"),
    bad=_ONE
    + """    basis: {vital-interests: our customers'}  # finding
""",
    good=_ONE
    + """    basis: {vital-interests: our customers', when: goods are recalled because they endanger life}
""",
)
def everyday_vital_interests(context: Context, use: BasisUse) -> Iterator[Fault]:
    """Vital interests are for emergencies: somebody's life or health is at stake. An everyday activity hardly rests on them."""
    basis = use.ground.basis
    if basis.vital_interests is None or basis.condition or _is_qualified(basis) or _is_qualified(basis.vital_interests):
        return
    if any(_is_qualified(work.record) or work.record.frequency is not None for work in use.works):
        return
    yield Fault(
        at=(*use.at, "vital-interests"),
        message="vital interests are relied on, and nothing says in which emergency",
        help="write `when:` beside the basis, or state another basis",
    )


def _is_qualified(statement: object) -> bool:
    return any(getattr(statement, key, None) is not None for key in ("when", "if_", "limit"))
