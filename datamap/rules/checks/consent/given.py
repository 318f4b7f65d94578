"""Whether consent can be shown and withdrawn, is free, and is given by who can give it."""

import re
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.processing import Required
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import CONSENTING, YOUNG
from datamap.rules.subjects.bases import CONSENT, BasisUse
from datamap.rules.words import listed
from datamap.rules.works import Work

_ONE = """
activities:
  letters:
    title: Letters
    owner: shop team
    purposes: [customer-relations]
    required: voluntary
    subjects: [customer]
    data: [email]
    flows: [customer -> shop]
    recipients: none
"""


@rule(
    "LB-04",
    "consent that cannot be shown",
    Severity.ERROR,
    CONSENT,
    law=both("Art. 7(1)"),
    bad=_ONE
    + """    basis: consent  # finding
""",
    good=_ONE
    + """    basis: {consent: {given: a box on the order form}}
""",
)
def consent_that_cannot_be_shown(context: Context, use: BasisUse) -> Iterator[Fault]:
    """The controller has to be able to show that people consented: by the way in which they do, or by a record of it."""
    consent = use.ground.basis.consent
    if consent is not None and not is_value(consent.given) and not is_value(consent.record):
        yield Fault(
            at=(*use.at, "consent"),
            message="nothing says how this consent is given, nor where it is on record",
            help="write `{consent: {given: ...}}`, or `record:` below it",
        )


@rule(
    "LB-05",
    "consent that cannot be withdrawn",
    Severity.ERROR,
    CONSENT,
    law=both("Art. 7(3), 13(2)(c)"),
    bad="rights: {withdraw-consent: {how: unknown}}\n"
    + _ONE.lstrip("\n")
    + """    basis: {consent: {given: a box on the order form}}  # finding
""",
    good="rights: {withdraw-consent: {how: unknown}}\n"
    + _ONE.lstrip("\n")
    + """    basis: {consent: {given: a box on the order form, withdraw: unsubscribe-link}}
""",
)
def consent_that_cannot_be_withdrawn(context: Context, use: BasisUse) -> Iterator[Fault]:
    """Consent can be withdrawn at any time, as easily as it is given, and people are told so before they give it."""
    consent = use.ground.basis.consent
    if consent is None or is_value(consent.withdraw) or context.has_right("withdraw-consent"):
        return
    yield Fault(
        at=(*use.at, "consent"),
        message="nothing says how this consent is withdrawn",
        help="write `withdraw:` below it, or declare the right `withdraw-consent`",
    )


@rule(
    "LB-06",
    "consent as a condition of a contract",
    Severity.WARNING,
    CONSENTING,
    law=both("Art. 7(4)"),
    bad=_ONE.replace("required: voluntary", "required: contract\n    if_refused: we send nothing").replace(
        "required: contract", "required: contract  # finding"
    )
    + """    basis: {consent: {given: a box on the order form}}
""",
    good=_ONE
    + """    basis: {consent: {given: a box on the order form}}
""",
)
def consent_as_condition(context: Context, work: Work) -> Iterator[Fault]:
    """Consent is free only if nothing that does not need the data depends on it. What a contract needs rests on the contract."""
    if work.value("required") not in {Required.CONTRACT, Required.TO_ENTER_CONTRACT}:
        return
    required = work.stated("required")
    yield Fault(
        at=required.path,
        message=f"`{work.id}` rests on consent, and yet the data are required for a contract",
        help="state `contract` as the basis of what the contract needs, and `required: voluntary` for the rest",
    )


_ONLINE = frozenset({"website", "web-shop", "customer-portal", "forum", "app", "mobile-app", "learning-platform"})
_PARENT = re.compile(r"\b(parent|guardian|mother|father|parental)", re.IGNORECASE)


@rule(
    "LB-07",
    "children's consent without their parents",
    Severity.ERROR,
    YOUNG,
    law=both("Art. 8(1)"),
    bad=_ONE.replace("[customer]", "[child]").replace("customer -> shop", "child -> shop")
    + """    basis: {consent: {given: a box on the order form}}  # finding
""",
    good=_ONE.replace("[customer]", "[child]").replace("customer -> shop", "child -> shop")
    + """    basis: {consent: {given: a box that a parent ticks after we called back}}
""",
)
def childrens_consent_without_parents(context: Context, work: Work) -> Iterator[Fault]:
    """Online, the consent of a young child counts only if a parent gives or authorises it.

    The age lies between 13 and 16, depending on the country.
    A minimum age of a product, an age check among the purposes, or words about parents in how consent is given count as an answer.
    """
    young = [subject.id for subject in work.subjects if context.people.is_minor(subject)]
    if not young or work.system_kinds.isdisjoint(_ONLINE) or _asks_age(context, work):
        return
    grounds = [ground for ground in context.basis_of(work).grounds if ground.basis.consent is not None]
    for ground in grounds:
        consent = ground.basis.consent
        chosen = ground.basis.except_.subjects if ground.basis.except_ is not None else None
        if consent is None or _PARENT.search(context.words_of(consent.given)) or set(young) <= set(chosen or ()):
            continue
        yield Fault(
            at=(*ground.at, "consent"),
            message=f"`{work.id}` rests on the consent of {listed(young)}, and nothing says how parents authorise it",
            help="say in `given` how a parent consents, or give the product a `minimum_age`",
        )


def _asks_age(context: Context, work: Work) -> bool:
    return "age-verification" in work.purpose_kinds or any(
        is_value(product.minimum_age) for product in context.of("products").values()
    )
