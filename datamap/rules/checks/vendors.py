"""Processors and other recipients: their contracts, their roles, and who they are."""

from collections.abc import Iterator

from datamap.catalog.vendors import VendorRole, vendor
from datamap.load.findings import Severity
from datamap.model.kept import numbered
from datamap.model.parties import Agreement, Clause, Party, Role, SubProcessing
from datamap.model.said import Said, is_value
from datamap.rules.catalogue import known_vendors, site_of, sites_of, vendors_at
from datamap.rules.context import Context
from datamap.rules.crossings import is_onward
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects import PARTY, Declared
from datamap.rules.words import listed

_FLOWING = """
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> mailer]}
"""
_CHAIN = _FLOWING.replace("-> mailer", "-> mailer -> cloud")


def is_processor(party: Declared[Party]) -> bool:
    """Whether a party is a processor, by its kind or by what it says, in any of its uses."""
    return bool(_processing(party))


def _processing(party: Declared[Party]) -> tuple[tuple[Agreement | Said | None, tuple[str | int, ...]], ...]:
    """Return the agreement of the party, or of each use, in which it is a processor, with where that would stand."""
    record = party.record
    own = record.role or (Role.PROCESSOR if party.at[1] == "processors" else Role.RECIPIENT)
    uses = record.uses if isinstance(record.uses, tuple) else ()
    if not uses:
        return ((record.agreement, party.at),) if own is Role.PROCESSOR else ()
    return tuple(
        (use.agreement if use.agreement is not None else record.agreement, (*party.at, "uses", number))
        for number, use in enumerate(uses)
        if (use.role or own) is Role.PROCESSOR
    )


def _is_onward(context: Context, party: Declared[Party]) -> bool:
    """Whether data reach a party only through other parties: then the contract is theirs."""
    return is_onward(context, context.legs_to(party.id))


@rule(
    "VN-01",
    "processor without a contract",
    Severity.ERROR,
    PARTY,
    law=both("Art. 28(3)"),
    bad=f"""
processors:
  mailer: {{legal_name: Mail Co Ltd, country: IE}}  # finding
{_FLOWING}""",
    good=f"""
processors:
  mailer: {{legal_name: Mail Co Ltd, country: IE, agreement: {{document: DPA 2026, at_end: deleted}}}}
{_FLOWING}""",
)
def processor_without_contract(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """A processor acts under a contract that binds it to the controller. A group of processors is checked by its members."""
    if party.record.includes or _is_onward(context, party):
        return
    for agreement, at in _processing(party):
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
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2024, at_end: deleted, until: 2026-06-30}}  # finding
{_FLOWING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2026, covers: [a, b, c, d, e, f, g, h], until: 2028-06-30}}
{_FLOWING}""",
)
def deficient_contract(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """The contract holds eight clauses, from instructions to audits, and it has to be in force.

    Clauses are compared only where `covers` lists any.
    """
    for agreement, at in _processing(party):
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
    for leg in context.legs_to(party.id):
        further = context.after(leg)
        if further is None or context.role_of(further) is not Role.PROCESSOR:
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


@rule(
    "VN-04",
    "two roles for one purpose",
    Severity.WARNING,
    PARTY,
    law=both("Art. 4(7)-(8)"),
    bad="""
recipients:
  payer:
    legal_name: Payer Ltd
    country: IE
    uses:
      - {provides: cards, role: processor, purposes: [payment], agreement: {document: DPA 2026, at_end: deleted}}
      - {provides: card payments, role: independent-controller, purposes: [payment]}  # finding
activities:
  orders: {title: Orders, owner: shop team, purposes: [payment], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> payer]}
""",
    good="""
recipients:
  payer:
    legal_name: Payer Ltd
    country: IE
    uses:
      - {provides: cards, role: processor, purposes: [payment], agreement: {document: DPA 2026, at_end: deleted}}
      - {provides: prevention of fraud, role: independent-controller, purposes: [fraud-prevention]}
activities:
  orders: {title: Orders, owner: shop team, purposes: [payment, fraud-prevention], basis: contract,
           required: contract, if_refused: none,
           subjects: [customer], data: [name], flows: [customer -> shop -> payer]}
""",
)
def two_roles_for_one_purpose(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """For one purpose a party either decides itself or does as it is told. Only purposes that its uses name are compared."""
    first: dict[str, tuple[Role, int]] = {}
    own = party.record.role or (Role.PROCESSOR if party.at[1] == "processors" else Role.RECIPIENT)
    for number, use in enumerate(party.record.uses if isinstance(party.record.uses, tuple) else ()):
        role = use.role or own
        for item in use.purposes if isinstance(use.purposes, tuple) else ():
            known, where = first.setdefault(item.id, (role, number))
            if {known, role} == {Role.PROCESSOR, Role.INDEPENDENT_CONTROLLER}:
                yield Fault(
                    at=(*party.at, "uses", number),
                    message=f"`{party.id}` is {role} here and {known} elsewhere, both for `{item.id}`",
                    help="name the purposes apart, or correct one of the roles",
                    related=(((*party.at, "uses", where), f"{known} for the same purpose"),),
                )
                return


@rule(
    "VN-05",
    "recipient that a notice cannot name",
    Severity.INFO,
    PARTY,
    law=both("Art. 13(1)(e)"),
    bad=f"""
processors:
  mailer: {{agreement: {{document: DPA 2026, at_end: deleted}}}}  # finding
{_FLOWING}""",
    good=f"""
processors:
  mailer: {{legal_name: Mail Co Ltd, country: IE, agreement: {{document: DPA 2026, at_end: deleted}}}}
{_FLOWING}""",
)
def nameless_recipient(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """Without legal name, country or an entry in the vendor catalogue nobody can tell who a recipient is.

    Kinds and groups of recipients, such as lawyers, are named as such, and so are those of whom it is stated that they
    have no legal name or that nobody knows it.
    """
    record = party.record
    if record.is_ or record.includes or record.vendor is not None or is_value(record.policy):
        return
    if record.legal_name is None and not is_value(record.country):
        yield Fault(
            at=party.at,
            message=f"nothing says who `{party.id}` is: no legal name, no country, no entry of the vendor catalogue",
            help="write `legal_name:` and `country:`, or `vendor:`; or `is:` for a kind of recipient, or `legal_name: none` for several whom nobody names",
        )


_ENDINGS = frozenset({"return-or-deletion", "deletion-after-use"})


@rule(
    "VN-06",
    "contract that is silent on its end",
    Severity.WARNING,
    PARTY,
    law=both("Art. 28(3)(g)"),
    bad=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: DPA 2026  # finding
{_FLOWING}""",
    good=f"""
processors:
  mailer:
    legal_name: Mail Co Ltd
    country: IE
    agreement: {{document: DPA 2026, at_end: returned and deleted}}
{_FLOWING}""",
)
def contract_silent_on_end(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """When a contract ends, the processor deletes or returns the data, as the controller chooses."""
    conditions = party.record.conditions
    named = {item.id for item in conditions} if isinstance(conditions, tuple) else set(conditions or ())
    for agreement, at in _processing(party):
        if not isinstance(agreement, Agreement) or agreement.at_end is not None or named & _ENDINGS:
            continue
        if agreement.covers is None:
            yield Fault(
                at=(*at, "agreement"),
                message=f"the contract with `{party.id}` does not say what becomes of the data when it ends",
                help="write `at_end:`, or list the clauses of Art. 28(3) in `covers`",
            )


@rule(
    "VN-07",
    "role that the vendor denies",
    Severity.WARNING,
    PARTY,
    law=both("Art. 4(7)-(8)"),
    bad="""
processors:
  cards:
    vendor: visa  # finding
    country: IE
    agreement: {document: DPA 2026, at_end: deleted}
activities:
  orders: {title: Orders, owner: shop team, purposes: [payment], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> cards]}
""",
    good="""
recipients:
  cards:
    vendor: visa
    role: independent-controller
    country: IE
activities:
  orders: {title: Orders, owner: shop team, purposes: [payment], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> cards]}
""",
)
def role_that_the_vendor_denies(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """What a vendor says of its own role does not decide it, but a difference is worth a look. The catalogue quotes the vendor, with the day on which that was read."""
    id_ = party.record.vendor
    if id_ is None or id_ not in known_vendors():
        return
    own = party.record.role or (Role.PROCESSOR if party.at[1] == "processors" else Role.RECIPIENT)
    roles = {use.role or own for use in (party.record.uses if isinstance(party.record.uses, tuple) else ())} or {own}
    known = [
        role
        for role in vendor(id_).roles
        if (role.from_ is None or role.from_ <= context.date) and (role.until is None or context.date <= role.until)
    ]
    claimed = {role.role for role in known if role.doubt is None}
    if not claimed or any(role.doubt is not None for role in known) or VendorRole.NONE in claimed:
        return
    for role in sorted(roles & {Role.PROCESSOR, Role.INDEPENDENT_CONTROLLER}):
        if role.value not in {each.value for each in claimed}:
            said = " and ".join(sorted(each.value for each in claimed))
            yield Fault(
                at=(*party.at, "vendor"),
                message=f"`{party.id}` is declared as {role}; of `{id_}` the catalogue knows only the role {said} (checked {known[0].checked})",
                help="check its terms, and correct `role:` or waive this with what you found",
            )


@rule(
    "VN-09",
    "role that nobody states",
    Severity.WARNING,
    PARTY,
    law=both("Art. 4(7)-(9), 28(3)"),
    bad=f"""
recipients:
  mailer: {{legal_name: Mail Co Ltd, country: IE, role: unknown}}  # finding
{_FLOWING}""",
    good=f"""
recipients:
  mailer: {{legal_name: Mail Co Ltd, country: IE, role: independent-controller}}
{_FLOWING}""",
)
def role_that_nobody_states(_: Context, party: Declared[Party]) -> Iterator[Fault]:
    """Whether a party acts on instructions or decides itself settles what is asked of it: a contract, or a word to people about its own use of their data. A group is checked by its members."""
    if party.record.includes:
        return
    uses = party.record.uses if isinstance(party.record.uses, tuple) else ()
    places = [(party.record.role, party.at), *((use.role, (*party.at, "uses", n)) for n, use in numbered(uses))]
    for role, at in places:
        if role is Role.UNKNOWN:
            yield Fault(
                at=(*at, "role"),
                message=f"nobody says in which role `{party.id}` gets data",
                help="find out, and write `processor` with its `agreement:`, `independent-controller` or `joint-controller`",
            )


@rule(
    "VN-08",
    "vendor linked to another company's policy",
    Severity.WARNING,
    PARTY,
    bad=f"""
processors:
  mailer:
    vendor: sendgrid
    country: IE
    transfers: none
    policy: https://www.hubspot.com/privacy  # finding
    agreement: {{document: DPA 2026, at_end: deleted}}
{_FLOWING}""",
    good=f"""
processors:
  mailer:
    vendor: sendgrid
    country: IE
    transfers: none
    policy: https://www.twilio.com/legal/privacy
    agreement: {{document: DPA 2026, at_end: deleted}}
{_FLOWING}""",
)
def policy_of_another_company(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """A reader who follows the link should find the policy of the recipient. The catalogue knows on whose site it lies."""
    id_ = party.record.vendor
    links = party.record.policy if isinstance(party.record.policy, tuple) else ()
    for number, link in enumerate(links if id_ is not None else ()):
        owners = vendors_at(link.url) if link.url is not None else frozenset()
        if owners and id_ not in owners and site_of(link.url or "") not in sites_of(id_ or ""):
            yield Fault(
                at=(*party.at, "policy", number),
                message=f"`{party.id}` is `{id_}`, and the link leads to the site of {listed(sorted(owners))}",
                help="link its own policy, or correct `vendor`",
            )
