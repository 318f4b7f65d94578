"""Duties, public tasks and vital interests: the law behind them, and whether they can be the basis."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.said import is_value
from datamap.rules.checks.basis.example import ONE_PURPOSE
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.bases import DUTY, VITAL, BasisUse


@rule(
    "LB-11",
    "duty or public task without its law",
    Severity.WARNING,
    DUTY,
    law=both("Art. 6(3)"),
    bad=ONE_PURPOSE
    + """    basis: legal-obligation  # finding
    if_refused: we cannot take goods back
""",
    good=ONE_PURPOSE
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
    bad=ONE_PURPOSE
    + """    basis: {vital-interests: our customers'}  # finding
""",
    good=ONE_PURPOSE
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
    """Whether something holds on some occasions only, in words."""
    return any(getattr(statement, key, None) is not None for key in ("when", "if_", "limit"))
