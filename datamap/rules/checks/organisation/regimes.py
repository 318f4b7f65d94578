"""Under which laws an organisation works, and who supervises it."""

from collections.abc import Iterator
from typing import Any

from datamap.catalog.authorities import authorities, authorities_for
from datamap.catalog.regimes import regimes
from datamap.load.findings import Severity
from datamap.model.organisation import Organisation
from datamap.model.said import Said
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, KNOWN, UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import ORGANISATION, Declared


@rule(
    "ORG-05",
    "supervisory authority missing",
    Severity.ERROR,
    ORGANISATION,
    law=both("Art. 13(2)(d), 77"),
    bad="""
organisation:
  authority: unknown  # finding
""",
    good="""
organisation:
  authority: dpc
""",
)
def missing_supervisory_authority(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """People are told that they can complain to a supervisory authority, and a right to complain is of use only with a name.

    An organisation under several laws names an authority for each.
    """
    if context.works and not any(work.is_ours for work in context.works.values()):
        return
    stated = profile.record.authority
    named = stated if isinstance(stated, tuple) else ()
    unwatched = [regime for regime in (GDPR, UK) if regime in context.regimes and not _watched(named, regime)]
    if not unwatched:
        return
    known = [found.id for regime in unwatched for found in authorities_for(regime, _country(profile.record))]
    yield Fault(
        at=(*profile.at, "authority") if stated is not None else profile.at,
        message="no supervisory authority is named"
        + (f" for the {' and the '.join(regimes()[regime].short_name for regime in unwatched)}" if named else ""),
        help=_whom_to_name(context, known),
        regimes=tuple(unwatched),
    )


def _whom_to_name(context: Context, known: list[str]) -> str:
    if context.assumed:
        return "write `regimes:` first, since the law decides which it is; then `authority:` with its identifier, or a title"
    return f"write `authority: {known[0]}`" if len(known) == 1 else "write `authority:` with its identifier, or a title"


def _watched(named: Any, regime: str) -> bool:  # noqa: ANN401
    known = authorities()
    return any(item.id not in known or regime in known[item.id].regimes for item in named)


def _country(profile: Organisation) -> str | None:
    return profile.country if isinstance(profile.country, str) and not isinstance(profile.country, Said) else None


@rule(
    "ORG-10",
    "regimes not stated",
    Severity.WARNING,
    ORGANISATION,
    bad="""
organisation:
  regimes: unknown  # finding
""",
    good="""
organisation:
  regimes: [gdpr]
""",
)
def unstated_regimes(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Which laws hold decides which rules run, which rights people have, and what a notice may say.

    Without a word on it the rules run as under the GDPR, every finding says so, and a notice names no law.
    """
    if context.assumed:
        yield Fault(
            at=(*profile.at, "regimes") if profile.record.regimes is not None else profile.at,
            message="the organisation does not say under which data protection laws it works: the GDPR is assumed here",
            help="write `regimes:`, such as `[gdpr]`, `[uk-gdpr]` or `[nz-privacy-act]`",
        )


@rule(
    "ORG-15",
    "law that no rule knows",
    Severity.INFO,
    ORGANISATION,
    bad="""
organisation:
  regimes: [gdpr, {pipeda: Personal Information Protection and Electronic Documents Act}]  # finding
""",
    good="""
organisation:
  regimes: [gdpr]
""",
)
def law_that_no_rule_knows(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Where no rule is about a law, the silence of the rules says nothing about it. Whoever reads the report should know that."""
    for regime in context.regimes:
        if regime not in KNOWN:
            yield Fault(
                at=(*profile.at, "regimes", regime),
                message=f"no rule is about `{regime}`: nothing here is checked against that law",
                help="check it by hand; the rules about every inventory still run",
            )
