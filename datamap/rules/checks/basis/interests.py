"""Legitimate interests, recognised or not: where they can be the basis, and what is written down of them."""

import datetime as dt
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.said import is_value
from datamap.rules.checks.basis.example import ONE_PURPOSE
from datamap.rules.context import Context
from datamap.rules.laws import UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.bases import INTERESTS, BasisUse

_RECOGNISED_SINCE = dt.date(2026, 2, 5)  # SI 2026/82 brought that part of the Act into force
_RECOGNISED = "recognised-legitimate-interests"


@rule(
    "LB-02",
    "recognised legitimate interests outside the law that knows them",
    Severity.ERROR,
    INTERESTS,
    law=both("Art. 6(1)"),
    bad=ONE_PURPOSE
    + """    basis: {recognised-legitimate-interests: detecting crime}  # finding
""",
    good=ONE_PURPOSE
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
            at=(*use.at, _RECOGNISED),
            message="recognised legitimate interests are a basis of the law of the United Kingdom, which is not among the regimes",
            help="write `legitimate-interests` with the interest and its assessment, or add `uk-gdpr` to the regimes",
        )
    elif context.date < _RECOGNISED_SINCE:
        yield Fault(
            at=(*use.at, _RECOGNISED),
            message=f"recognised legitimate interests are a basis only since {_RECOGNISED_SINCE}",
            help="state the basis that holds until then",
            regimes=(UK,),
        )


@rule(
    "LB-08",
    "legitimate interest not named",
    Severity.ERROR,
    INTERESTS,
    law=both("Art. 13(1)(d), 14(2)(b)"),
    bad=ONE_PURPOSE
    + """    basis: {legitimate-interests: {assessment: LIA 2026-01}}  # finding
""",
    good=ONE_PURPOSE
    + """    basis: {legitimate-interests: {interest: learning why goods come back, assessment: LIA 2026-01}}
""",
)
def unnamed_interest(context: Context, use: BasisUse) -> Iterator[Fault]:
    """Who relies on legitimate interests tells people which interests these are; otherwise nobody can object to them."""
    for name in ("legitimate_interests", "recognised_legitimate_interests"):
        interests = getattr(use.ground.basis, name)
        if interests is not None and not interests.are_named:
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
    papers=True,
    bad=ONE_PURPOSE
    + """    basis: {legitimate-interests: learning why goods come back}  # finding
""",
    good=ONE_PURPOSE
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
    + ONE_PURPOSE.lstrip("\n")
    + """    basis: {legitimate-interests: {interest: order in our archive, assessment: LIA 2026-01}}  # finding
""",
    good="""
organisation:
  public_body: true
  dpo: {email: dpo@harbour.example}
"""
    + ONE_PURPOSE.lstrip("\n")
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
