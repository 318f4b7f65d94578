"""Decisions that a machine takes alone."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.processing import AutomatedDecisions
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, UK
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import DECIDING
from datamap.rules.words import listed
from datamap.rules.works import Work

_ONE = """
activities:
  credit:
    title: Orders on account
    owner: shop team
    purposes: [enter-contracts]
    required: voluntary
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    recipients: none
    dpia: DPIA 2026-01
"""


@rule(
    "AD-01",
    "automated decision that is not explained",
    Severity.ERROR,
    DECIDING,
    law={GDPR: "GDPR Art. 13(2)(f), 14(2)(g)", UK: "UK GDPR Art. 13(2)(f), 14(2)(g)"},
    bad=_ONE
    + """    basis: contract
    required: contract
    if_refused: you pay in advance
    automated_decisions: {logic: a score from payment history, review: write to us}  # finding
""".replace("    required: contract\n", ""),
    good=_ONE
    + """    basis: contract
    if_refused: you pay in advance
    automated_decisions:
      logic: a score from payment history
      significance: orders on account are refused
      consequences: you pay in advance
      review: write to us
""",
)
def unexplained_decision(context: Context, work: Work) -> Iterator[Fault]:
    """People learn that a machine decides, by which logic, and what that means and brings for them."""
    found = work.stated("automated_decisions")
    if not isinstance(found.value, AutomatedDecisions):
        return
    lacking = [key for key in ("logic", "significance", "consequences") if not is_value(getattr(found.value, key))]
    if lacking:
        yield Fault(
            at=found.path,
            message=f"the automated decisions of `{work.id}` leave out {listed(lacking)}",
            help="write the keys, in words for the people concerned",
        )


@rule(
    "AD-02",
    "automated decision without a ground or a human",
    Severity.ERROR,
    DECIDING,
    law={GDPR: "GDPR Art. 22(2)-(3)", UK: "UK GDPR Art. 22A-22D"},
    bad=_ONE
    + """    basis: {legitimate-interests: {interest: being paid, assessment: LIA 2026-01}}
    automated_decisions: {logic: a score, significance: a refusal, consequences: you pay in advance,  # finding
             review: write to us}
""",
    good=_ONE
    + """    basis: contract
    if_refused: you pay in advance
    automated_decisions: {logic: a score, significance: a refusal, consequences: you pay in advance,
             review: write to us}
""",
)
def decision_without_ground_or_human(context: Context, work: Work) -> Iterator[Fault]:
    """Under the GDPR a machine decides alone only where a contract needs it, a law allows it, or the person consents; and a human can be asked.

    The United Kingdom dropped the list of grounds with the Data (Use and Access) Act 2025 and kept the safeguards.
    """
    found = work.stated("automated_decisions")
    if not isinstance(found.value, AutomatedDecisions):
        return
    if not is_value(found.value.review):
        yield Fault(
            at=found.path,
            message=f"nothing says how people have the automated decisions of `{work.id}` reviewed by a human",
            help="write `review:` below `automated_decisions`",
        )
    basis = context.basis_of(work)
    if GDPR in context.regimes and basis.grounds and basis.kinds.isdisjoint(_PERMITTING):
        yield Fault(
            at=found.path,
            message=f"`{work.id}` rests on {listed(sorted(basis.kinds))}, "
            "which does not permit decisions by a machine alone",
            help="that takes a contract, a law or explicit consent; or have a human decide",
            regimes=(GDPR,),
        )


_PERMITTING = frozenset({"contract", "consent", "legal-obligation", "public-task"})
