"""Special categories of data (GDPR Art. 9) and data on offences (Art. 10)."""

import re
from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.basis import Basis, Condition
from datamap.model.people import DataCategory, Sensitivity
from datamap.model.processing import AutomatedDecisions
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, UK, both, uk
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import SPECIAL
from datamap.rules.subjects.bases import CONDITION, BasisUse
from datamap.rules.subjects.records import CATEGORY, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work

_HEAD = """
activities:
  care:
    title: Care at events
    owner: shop team
    purposes: [events]
    required: voluntary
    subjects: [customer]
    flows: [customer -> shop]
    recipients: none
"""
_BRITISH = """
organisation: {country: GB, regimes: [uk-gdpr], authority: ico}
rights: {complaint-to-controller: privacy}
"""


def conditions_of(bases: Iterator[Basis] | tuple[Basis, ...]) -> frozenset[Condition]:
    """Return the conditions that bases name."""
    return frozenset(condition for basis in bases for condition in basis.condition or ())


@rule(
    "SP-01",
    "special category without a condition",
    Severity.ERROR,
    SPECIAL,
    law=both("Art. 9(2)"),
    bad=_HEAD
    + """    basis: {consent: {given: a box on the form, explicit: true}}
    data: [name, allergies]  # finding
""",
    good=_HEAD
    + """    basis: {consent: {given: a box on the form, explicit: true}, condition: 9-2-a}
    data: [name, allergies]
""",
)
def special_category_without_condition(context: Context, work: Work) -> Iterator[Fault]:
    """Processing of data on health, beliefs, origin, sex life and the like is forbidden unless one of ten conditions lifts the ban.

    A lawful basis alone does not.
    """
    for datum in work.special:
        if datum.category.sensitivity is Sensitivity.CRIMINAL:
            continue
        conditions = conditions_of(tuple(ground.basis for ground in context.basis_of(work).of_datum(datum)))
        if conditions <= {Condition.OFFENCES}:
            yield Fault(
                at=datum.at,
                message=f"`{datum.id}` is a special category of data ({_kind(datum.category.sensitivity)}), "
                f"and nothing in `{work.id}` says what lifts the ban on it",
                help="write `condition:` beside its basis, such as `9-2-a` for explicit consent",
            )


def _kind(sensitivity: Sensitivity | None) -> str:
    return str(sensitivity).replace("-", " ") if sensitivity is not None else "special"


@rule(
    "SP-02",
    "explicit consent that is not explicit",
    Severity.ERROR,
    CONDITION,
    law=both("Art. 9(2)(a)"),
    bad=_HEAD
    + """    basis: {consent: {given: a box on the form}, condition: 9-2-a}  # finding
    data: [name, allergies]
""",
    good=_HEAD
    + """    basis: {consent: {given: a box on the form, explicit: true}, condition: 9-2-a}
    data: [name, allergies]
""",
)
def inexplicit_explicit_consent(context: Context, use: BasisUse) -> Iterator[Fault]:
    """Where consent lifts the ban on special categories, it has to be explicit: words or a deed that leave no doubt, and a record of it."""
    basis = use.ground.basis
    if Condition.EXPLICIT_CONSENT not in (basis.condition or ()):
        return
    consents = [
        ground.basis.consent
        for work in use.works
        for ground in context.basis_of(work).grounds
        if ground.basis.consent is not None
    ]
    own = [basis.consent] if basis.consent is not None else consents
    if not any(consent.explicit for consent in own):
        yield Fault(
            at=(*use.at, "condition"),
            message="condition 9-2-a is explicit consent, and no consent here is said to be explicit",
            help="write `explicit: true` below `consent`, if it is; else name another condition",
        )


@rule(
    "SP-03",
    "data on offences without authority of law",
    Severity.ERROR,
    SPECIAL,
    law={GDPR: "GDPR Art. 10", UK: "UK GDPR Art. 10; DPA 2018 sch. 1"},
    bad=_HEAD
    + """    basis: {contract: your ticket}
    required: contract
    if_refused: we cannot let you in
    data: [name, criminal-convictions]  # finding
""".replace("    required: contract\n", ""),
    good=_HEAD
    + """    basis: {legal-obligation: Events Act s. 4, condition: "10"}
    if_refused: we cannot let you in
    data: [name, criminal-convictions]
""",
)
def offences_without_law(context: Context, work: Work) -> Iterator[Fault]:
    """Data on convictions and offences may be processed only under official authority, or where a law permits it and protects people.

    In the United Kingdom that law is a condition of Schedule 1 to the Data Protection Act 2018.
    """
    for datum in work.special:
        if datum.category.sensitivity is not Sensitivity.CRIMINAL:
            continue
        bases = [ground.basis for ground in context.basis_of(work).of_datum(datum)]
        lawless = [
            regime
            for regime, permits in ((GDPR, _names_law), (UK, _names_schedule))
            if regime in context.regimes and not any(permits(basis) for basis in bases)
        ]
        if GDPR in lawless and UK in context.regimes and UK not in lawless:
            lawless.remove(GDPR)  # the schedule is a law, and which of the two laws the activity is under is not stated
        if lawless:
            what = "a law that permits it" if GDPR in lawless else "the condition of Schedule 1"
            yield Fault(
                at=datum.at,
                message=f"`{datum.id}` is about offences, and nothing in `{work.id}` names {what}",
                help='write `condition: "10"` beside its basis, with the law; in the United Kingdom `schedule_1:`',
                regimes=tuple(lawless),
            )


def _names_law(basis: Basis) -> bool:
    duties = (basis.legal_obligation, basis.public_task)
    return Condition.OFFENCES in (basis.condition or ()) and (
        any(duty is not None and is_value(duty.law) for duty in duties) or basis.text is not None
    )


def _names_schedule(basis: Basis) -> bool:
    return basis.schedule_1 is not None


_NEEDS_SCHEDULE = {
    Condition.EMPLOYMENT,
    Condition.PUBLIC_INTEREST,
    Condition.HEALTH_CARE,
    Condition.PUBLIC_HEALTH,
    Condition.ARCHIVING,
}
_NEEDS_POLICY = {Condition.EMPLOYMENT, Condition.PUBLIC_INTEREST, Condition.OFFENCES}


@rule(
    "SP-04",
    "condition of Schedule 1 or its policy document missing",
    Severity.WARNING,
    CONDITION,
    law=uk("DPA 2018 sch. 1"),
    bad=_BRITISH
    + _HEAD.lstrip("\n")
    + """    basis: {legal-obligation: Events Act s. 4, condition: 9-2-g}  # finding
    if_refused: none
    data: [name, allergies]
""",
    good=_BRITISH
    + _HEAD.lstrip("\n")
    + """    basis:
      legal-obligation: Events Act s. 4
      condition: 9-2-g
      schedule_1: paragraph 6
      policy_document: APD 2026
    if_refused: none
    data: [name, allergies]
""",
)
def missing_schedule_1_condition(context: Context, use: BasisUse) -> Iterator[Fault]:
    """In the United Kingdom five of the conditions count only together with one of Schedule 1 to the Data Protection Act 2018.

    For employment, substantial public interest and offences an appropriate policy document is needed as well, with few exceptions.
    """
    basis = use.ground.basis
    conditions = set(basis.condition or ())
    lacking = sorted(condition.value for condition in conditions & _NEEDS_SCHEDULE)
    if lacking and basis.schedule_1 is None:
        yield Fault(
            at=(*use.at, "condition"),
            message=f"{listed(lacking)} names no condition of Schedule 1",
            help="write `schedule_1:` with the paragraph",
        )
    elif basis.schedule_1 is not None and conditions & _NEEDS_POLICY and not is_value(basis.policy_document):
        yield Fault(
            at=(*use.at, "schedule_1"),
            message="no appropriate policy document is named for this condition of Schedule 1",
            help="write `policy_document:`, or waive this where the paragraph needs none",
        )


_TELLING = re.compile(
    r"\b(health|medical|medicine|medication|diagnos\w+|illness|disease|disab\w+|allerg\w+|pregnan\w+|vaccin\w+|patient|"
    r"biometric\w*|face recognition|facial recognition|fingerprints?|ethnic\w*|racial|religio\w+|faith|"
    r"trade union|union membership|political opinions?|sexual\w*|sex life|genetic\w*|dna|criminal|convictions?|offences?)\b",
    re.IGNORECASE,
)
_OTHER_SENSE = re.compile(
    r"(browser|device|canvas) fingerprint|fingerprint(ing)? of (your|the) (browser|device)", re.IGNORECASE
)


@rule(
    "SP-05",
    "category that sounds special and does not say so",
    Severity.WARNING,
    CATEGORY,
    law=both("Art. 9(1), 10"),
    bad="""
data_categories:
  needs: Health and access needs  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name, needs], flows: [customer -> shop], recipients: none}
""",
    good="""
data_categories:
  needs: {title: Access needs, sensitivity: ordinary}
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name, needs], flows: [customer -> shop], recipients: none}
""",
)
def unmarked_special_category(context: Context, category: Declared[DataCategory]) -> Iterator[Fault]:
    """Whether data are special decides what may be done with them. A name that speaks of health, faith or offences needs a word on it.

    `sensitivity: ordinary` is such a word.
    """
    if category.record.sensitivity is not None or context.words.category_of(category.id).sensitivity is not None:
        return
    names = [category.id.replace("-", " ").replace("_", " "), context.words_of(category.record.title)]
    told = next((found for name in names if not _OTHER_SENSE.search(name) and (found := _TELLING.search(name))), None)
    if told is not None:
        yield Fault(
            at=category.at,
            message=f"`{category.id}` speaks of “{told[0].lower()}”, and does not say whether it is a special category",
            help="write `sensitivity:`, such as `health`; or `ordinary`",
        )


@rule(
    "SP-06",
    "automated decisions on special categories",
    Severity.WARNING,
    SPECIAL,
    law={GDPR: "GDPR Art. 22(4)", UK: "UK GDPR Art. 22A-22D"},
    bad=_HEAD
    + """    dpia: DPIA 2026-01
    automated_decisions: {logic: a score, significance: you may be refused, consequences: no ticket,
             review: write to us}
    basis: {consent: {given: on the form}, condition: 9-2-f}
    data: [name, allergies]  # finding
""",
    good=_HEAD
    + """    dpia: DPIA 2026-01
    automated_decisions: {logic: a score, significance: you may be refused, consequences: no ticket,
             review: write to us}
    basis: {consent: {given: a box on the form, explicit: true}, condition: 9-2-a}
    data: [name, allergies]
""",
)
def automated_decisions_on_special_categories(context: Context, work: Work) -> Iterator[Fault]:
    """A machine may decide on special categories only with explicit consent, or where a law on substantial public interest allows it."""
    if not isinstance(work.value("automated_decisions"), AutomatedDecisions):
        return
    for datum in work.special:
        if datum.category.sensitivity is Sensitivity.CRIMINAL:
            continue
        conditions = conditions_of(tuple(ground.basis for ground in context.basis_of(work).of_datum(datum)))
        if conditions and conditions.isdisjoint({Condition.EXPLICIT_CONSENT, Condition.PUBLIC_INTEREST}):
            yield Fault(
                at=datum.at,
                message=f"`{work.id}` takes automated decisions with `{datum.id}` under {listed(sorted(conditions))}",
                help="only explicit consent (`9-2-a`) or substantial public interest (`9-2-g`) permits that",
            )
