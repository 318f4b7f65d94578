"""Contracts with processors: that there is one, that it holds, what it says of its end, and who may be engaged further."""

import re
from collections.abc import Iterator, Mapping

from datamap.load.findings import Severity
from datamap.model.parties import Agreement, Clause, Party, Role, SubProcessing
from datamap.model.said import Said
from datamap.rules.checks.example import MAILING
from datamap.rules.checks.vendors.roles import role_of
from datamap.rules.context import Context
from datamap.rules.crossings import is_onward
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import PARTY, Declared

_CONTRACT = re.compile(r"\b(?:contracts?|contractual|contractually|agreements?)\b", re.IGNORECASE)
_CHAIN = MAILING.replace("-> mailer", "-> mailer -> cloud")


def agreements_of(party: Declared[Party]) -> tuple[tuple[Agreement | Said | None, tuple[str | int, ...]], ...]:
    """Return (agreement, path) for a party, or for each of its uses, in which it is a processor.

    The path is that of the party or the use: an agreement stands below it, or would.
    """
    record = party.record
    own = role_of(party)
    uses = record.uses if isinstance(record.uses, tuple) else ()
    if not uses:
        return ((record.agreement, party.at),) if own is Role.PROCESSOR else ()
    return tuple(
        (use.agreement if use.agreement is not None else record.agreement, (*party.at, "uses", number))
        for number, use in enumerate(uses)
        if (use.role or own) is Role.PROCESSOR
    )


def _and_its_groups(context: Context, party: Declared[Party]) -> Iterator[Party]:
    """Yield a party, and each group that it is in."""
    yield party.record
    around = (context.parties.get(name) for name in context.parties.groups_of(party.id))
    yield from (group for group in around if group is not None)


def _is_bound(context: Context, party: Party) -> bool:
    """Whether a contract is named, or its conditions say that there is one."""
    stated = party.conditions
    declared = stated.items() if isinstance(stated, Mapping) else ()
    words = " ".join(context.words_of(record.title) for _, record in declared)
    names = {item.id for item in stated} if isinstance(stated, tuple) else set()
    return isinstance(party.agreement, Agreement) or "written-contract" in names or _CONTRACT.search(words) is not None


def _is_of_us(context: Context, party: Party) -> bool:
    """Whether a party is one of the controllers behind the inventory, by its name."""
    profile = context.profile
    entities = profile.entities.values() if profile is not None and isinstance(profile.entities, Mapping) else ()
    ours = {_bare(context.words_of(name)) for entity in entities for name in (entity.name, entity.title)} - {""}
    return not ours.isdisjoint(_bare(context.words_of(name)) for name in (party.legal_name, party.title))


def _bare(name: str) -> str:
    """Return a name as it is compared: `GitHub B.V.` is `GitHub BV`."""
    return re.sub(r"[^\w ]", "", name).casefold().strip()


def _is_onward(context: Context, party: Declared[Party]) -> bool:
    """Whether data reach a party only through other parties: then the contract is theirs."""
    return is_onward(context, context.legs.to(party.id))


@rule(
    "VN-01",
    "processor without a contract",
    Severity.ERROR,
    PARTY,
    law=both("Art. 28(3)"),
    papers=True,
    bad=f"""
processors:
  mailer: {{legal_name: Mail Co Ltd, country: IE}}  # finding
{MAILING}""",
    good=f"""
processors:
  mailer: {{legal_name: Mail Co Ltd, country: IE, agreement: {{document: DPA 2026, at_end: deleted}}}}
{MAILING}""",
)
def processor_without_contract(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """A processor acts under a contract that binds it to the controller. A group of processors is checked by its members, and what is said of the group holds for each of them. One of several controllers of yours needs none with itself."""
    if party.record.includes or _is_onward(context, party) or _is_of_us(context, party.record):
        return
    if party.record.agreement is None and any(_is_bound(context, each) for each in _and_its_groups(context, party)):
        return
    for agreement, at in agreements_of(party):
        if isinstance(agreement, Agreement):
            continue
        key = (*at, "agreement") if agreement is not None else at
        what = f"`{party.id}` is declared as a processor, and "
        said = {
            Said.NONE: "there is said to be no contract with it",
            Said.UNKNOWN: "nobody knows of a contract with it",
        }
        yield Fault(
            at=key,
            message=what + (said[agreement] if agreement is not None else "no contract with it is named"),
            help="write `agreement:` with the document; or `role:` if it decides itself what it does with the data",
        )


@rule(
    "VN-02",
    "contract that lacks a clause or has ended",
    Severity.WARNING,
    PARTY,
    law=both("Art. 28(3)(a)-(h)"),
    papers=True,
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2024, at_end: deleted, until: 2026-06-30}}  # finding
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2026, covers: [a, b, c, d, e, f, g, h], until: 2028-06-30}}
{MAILING}""",
)
def deficient_contract(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """The contract holds eight clauses, from instructions to audits, and it has to be in force.

    Clauses are compared only where `covers` lists any.
    """
    for agreement, at in agreements_of(party):
        if not isinstance(agreement, Agreement):
            continue
        where = (*at, "agreement")
        if agreement.until is not None and agreement.until < context.date:
            yield Fault(
                at=(*where, "until"),
                message=f"the contract with `{party.id}` ended on {agreement.until}",
                help="renew it, or write the new day",
            )
        lacking = [clause.value for clause in Clause if agreement.covers and clause not in agreement.covers]
        if lacking:
            yield Fault(
                at=(*where, "covers"),
                message=f"the contract with `{party.id}` lacks {'clauses' if len(lacking) > 1 else 'clause'} {', '.join(lacking)} of Art. 28(3)",
                help="add them to the contract, and then to `covers`",
            )


@rule(
    "VN-03",
    "sub-processor without authorisation",
    Severity.WARNING,
    PARTY,
    law=both("Art. 28(2), 28(4)"),
    papers=True,
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2026, at_end: deleted}}  # finding
  cloud: {{legal_name: Cloud Co Ltd, country: IE}}
{_CHAIN}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2026, at_end: deleted, subprocessors: general}}
  cloud: {{legal_name: Cloud Co Ltd, country: IE}}
{_CHAIN}""",
)
def unauthorised_sub_processor(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """A processor engages another only with an authorisation in writing: a general one, with notice of changes, or one for each."""
    agreement = party.record.agreement
    if not isinstance(agreement, Agreement) or agreement.subprocessors in {
        SubProcessing.GENERAL,
        SubProcessing.SPECIFIC,
    }:
        return
    for leg in context.legs.to(party.id):
        further = context.legs.after(leg)
        if further is None or context.parties.role_of(further) is not Role.PROCESSOR:
            continue
        forbids = agreement.subprocessors is SubProcessing.NONE
        yield Fault(
            at=(*party.at, "agreement", "subprocessors") if forbids else (*party.at, "agreement"),
            message=f"`{party.id}` passes data on to `{further}`, and its contract "
            + ("allows no further processors" if forbids else "does not say how further processors are authorised"),
            help="write `subprocessors: general` or `specific`",
            related=((leg.at, f"data go on to `{further}` here"),),
        )
        return


_ENDINGS = frozenset({"return-or-deletion", "deletion-after-use"})


@rule(
    "VN-06",
    "contract that is silent on its end",
    Severity.WARNING,
    PARTY,
    law=both("Art. 28(3)(g)"),
    papers=True,
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: DPA 2026  # finding
{MAILING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2026, at_end: returned and deleted}}
{MAILING}""",
)
def contract_silent_on_end(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """When a contract ends, the processor deletes or returns the data, as the controller chooses."""
    conditions = party.record.conditions
    named = {item.id for item in conditions} if isinstance(conditions, tuple) else set(conditions or ())
    for agreement, at in agreements_of(party):
        if not isinstance(agreement, Agreement) or agreement.at_end is not None or named & _ENDINGS:
            continue
        if agreement.covers is None:
            yield Fault(
                at=(*at, "agreement"),
                message=f"the contract with `{party.id}` does not say what becomes of the data when it ends",
                help="write `at_end:`, or list the clauses of Art. 28(3) in `covers`",
            )
