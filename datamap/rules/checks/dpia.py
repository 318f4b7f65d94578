"""Data protection impact assessments: when one is needed, and what follows from it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from datamap.load.findings import Severity
from datamap.model.processing import Assessment
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import About, Fault, rule
from datamap.rules.sieves import naming, serving, special
from datamap.rules.subjects.activities import ASSESSED, DECIDING, LARGE
from datamap.rules.words import listed
from datamap.rules.works import Work

_ONE = """
activities:
  care:
    title: Care at events
    owner: shop team
    purposes: [events]
    required: voluntary
    subjects: [customer]
    flows: [customer -> shop]
    recipients: none
    basis: {consent: {given: a box on the form, explicit: true}, condition: 9-2-a}
"""
_HELP = "write `dpia:` with the document"


def is_assessed(work: Work) -> bool:
    """Whether an impact assessment is on record for an activity."""
    dpia = work.value("dpia")
    return isinstance(dpia, Assessment) and (is_value(dpia.document) or dpia.date is not None)


def _watches(context: Context, work: Work) -> bool:
    if not _WATCHING.isdisjoint(work.purpose_kinds):
        return True
    return bool(context.watching) and not context.watching.isdisjoint(work.systems)


@rule(
    "DP-01",
    "special categories on a large scale without an assessment",
    Severity.ERROR,
    LARGE,
    law=both("Art. 35(3)(b)"),
    papers=True,
    bad="organisation: {dpo: {email: dpo@harbour.example}}\n"
    + _ONE.lstrip("\n")
    + """    data: [name, allergies]
    scale: large  # finding
""",
    good="organisation: {dpo: {email: dpo@harbour.example}}\n"
    + _ONE.lstrip("\n")
    + """    data: [name, allergies]
    scale: large
    dpia: DPIA 2026-01
""",
)
def unassessed_special_categories(context: Context, work: Work) -> Iterator[Fault]:
    """Special categories of data, or data on offences, on a large scale need an impact assessment before the work begins."""
    if work.special and not is_assessed(work):
        yield Fault(
            at=work.stated("scale").path,
            message=f"`{work.id}` processes {listed(datum.id for datum in work.special)} on a large scale, "
            "and no impact assessment is on record",
            help=_HELP,
        )


@rule(
    "DP-02",
    "automated decisions without an assessment",
    Severity.ERROR,
    DECIDING,
    law=both("Art. 35(3)(a)"),
    papers=True,
    bad=_ONE
    + """    data: [name]
    automated_decisions: {logic: a score, significance: you may be refused, consequences: no ticket,  # finding
             review: write to us}
""",
    good=_ONE
    + """    data: [name]
    automated_decisions: {logic: a score, significance: you may be refused, consequences: no ticket,
             review: write to us}
    dpia: {document: DPIA 2026-01, date: 2026-01-15}
""",
)
def unassessed_automated_decisions(context: Context, work: Work) -> Iterator[Fault]:
    """Decisions that a machine takes alone, and that weigh on people, need an impact assessment before the work begins."""
    if not is_assessed(work):
        yield Fault(
            at=work.stated("automated_decisions").path,
            message=f"`{work.id}` takes automated decisions, and no impact assessment is on record",
            help=_HELP,
        )


@rule(
    "DP-03",
    "monitoring on a large scale without an assessment",
    Severity.ERROR,
    LARGE,
    law=both("Art. 35(3)(c)"),
    papers=True,
    bad="organisation: {dpo: {email: dpo@harbour.example}}\n"
    + _ONE.lstrip("\n").replace("[events]", "[video-surveillance]")
    + """    data: [cctv-footage]
    scale: large  # finding
""",
    good="organisation: {dpo: {email: dpo@harbour.example}}\n"
    + _ONE.lstrip("\n").replace("[events]", "[video-surveillance]")
    + """    data: [cctv-footage]
    scale: large
    dpia: DPIA 2026-01
""",
)
def unassessed_monitoring(context: Context, work: Work) -> Iterator[Fault]:
    """Watching places that the public enters, systematically and on a large scale, needs an impact assessment before it begins."""
    if _watches(context, work) and not is_assessed(work):
        yield Fault(
            at=work.stated("scale").path,
            message=f"`{work.id}` watches people on a large scale, and no impact assessment is on record",
            help=_HELP,
        )


_SCORING = frozenset(
    {"credit-check", "personalised-advertising", "remarketing", "performance-management", "background-checks"}
)
_WATCHING = frozenset({"video-surveillance"})
_LEARNING = frozenset({"machine-learning"})
_NEW = frozenset({"facial-recognition", "voiceprint"})
_ENOUGH = 2


def criteria(context: Context, work: Work) -> tuple[str, ...]:
    """Return those of the nine criteria of WP248 that the inventory shows for an activity of ours."""
    return tuple(name for name, meeting in _meeting(context).items() if work.id in meeting)


def _meeting(context: Context) -> Mapping[str, frozenset[str]]:
    """Return the activities of ours that meet each criterion; it is looked for in all of them at once."""
    return context.kept("criteria of WP248", lambda: {name: frozenset(ids) for name, ids in _found(context).items()})


def _found(context: Context) -> Mapping[str, set[str]]:
    """Return the identifiers of the activities that meet each criterion, by its name in WP248."""
    deciding = context.deciding
    profiling = {id_ for id_, work in deciding.items() if work.value("automated_decisions").profiling}
    delicate = special(context)
    return {
        "evaluation or scoring": _ids(serving(context, _SCORING)) | profiling,
        "automated decisions": set(deciding),
        "systematic monitoring": _ids(serving(context, _WATCHING))
        | {work.id for id_ in context.watching for work in context.uses.of_systems.get(id_, ())},
        "sensitive data": _ids(delicate),
        "large scale": set(context.large),
        "combined data sets": _ids(
            context.ours if context.parties.combine else (), lambda work: _combines(context, work)
        ),
        "vulnerable people": _ids(
            naming(context, "subjects", context.people.is_known_weak), lambda work: _is_about_the_weak(context, work)
        ),
        "new technology": _ids(serving(context, _LEARNING))
        | _ids(delicate, lambda work: any(datum.id in _NEW for datum in work.special)),
    }


def _ids(works: Iterable[Work], holds: Callable[[Work], bool] | None = None) -> set[str]:
    return {work.id for work in works if holds is None or holds(work)}


def _risky(context: Context) -> Iterator[Work]:
    met = Counter(id_ for meeting in _meeting(context).values() for id_ in meeting)
    several = {id_ for id_, count in met.items() if count >= _ENOUGH}
    return (work for work in context.ours if work.id in several)


RISKY: About[Work] = About("activity of a controller with signs of a high risk", _risky)


def _is_about_the_weak(context: Context, work: Work) -> bool:
    for subject in work.subjects:  # noqa: SIM110 - asked of every activity: a generator costs more than what it asks
        if context.people.is_weak(subject):
            return True
    return False


def _combines(context: Context, work: Work) -> bool:
    return any(
        is_value(getattr(context.parties.get(leg.target), "combines", None)) for leg in context.legs.within(work.id)
    )


@rule(
    "DP-04",
    "signs of a high risk without an assessment",
    Severity.WARNING,
    RISKY,
    law=both("Art. 35(1)"),
    papers=True,
    bad="""
activities:
  care:  # finding
    title: Care at events
    owner: shop team
    purposes: [events]
    required: voluntary
    subjects: [patient]
    data: [name, allergies]
    flows: [patient -> shop]
    recipients: none
    basis: {consent: {given: a box on the form, explicit: true}, condition: 9-2-a}
""",
    good="""
activities:
  care:
    title: Care at events
    owner: shop team
    purposes: [events]
    required: voluntary
    subjects: [patient]
    data: [name, allergies]
    flows: [patient -> shop]
    recipients: none
    basis: {consent: {given: a box on the form, explicit: true}, condition: 9-2-a}
    dpia: {because: few people are concerned and the notes are destroyed after the event}
""",
)
def unassessed_risk(context: Context, work: Work) -> Iterator[Fault]:
    """Where two of the nine criteria of the European authorities (WP248) hold, an impact assessment is needed in most cases.

    The rule counts those that the inventory shows. Write `dpia:` with the document, with `because:` and the reason why none is needed, or `none`.
    """
    dpia = work.value("dpia")
    if isinstance(dpia, Assessment) or dpia is Said.NONE or work.id in context.deciding:
        return
    if work.id in context.large and (work.special or _watches(context, work)):
        return
    met = criteria(context, work)
    if len(met) >= _ENOUGH:
        yield Fault(
            at=work.at,
            message=f"`{work.id}` meets {len(met)} of the nine criteria for a high risk ({', '.join(met)}), "
            + (
                "and nobody knows of an impact assessment" if dpia else "and nothing is said about an impact assessment"
            ),
            help="write `dpia:` with the document, or `{because: ...}` with the reason why none is needed",
        )


_HIGH = re.compile(r"\b(high|severe|unacceptable)\b", re.IGNORECASE)


@rule(
    "DP-06",
    "high residual risk without consultation",
    Severity.WARNING,
    ASSESSED,
    law=both("Art. 36(1)"),
    bad=_ONE
    + """    data: [name]
    dpia:
      document: DPIA 2026-01
      residual_risk: high  # finding
""",
    good=_ONE
    + """    data: [name]
    dpia:
      document: DPIA 2026-01
      residual_risk: high
      consulted: Data Protection Commission, 2026-02-01
""",
)
def unconsulted_high_risk(context: Context, work: Work) -> Iterator[Fault]:
    """If an assessment leaves a high risk, the supervisory authority is consulted before the work begins."""
    found = work.stated("dpia")
    if not isinstance(found.value, Assessment) or found.value.consulted is not None:
        return
    words = context.words_of(found.value.residual_risk)
    if _HIGH.search(words) and "not high" not in words.casefold():
        yield Fault(
            at=(*found.path, "residual_risk"),
            message=f"the assessment of `{work.id}` leaves a high risk, and no consultation of the authority is on record",
            help="write `consulted:` with authority and date",
        )
