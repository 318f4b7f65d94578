"""The roles of parties: one for each purpose, stated, and not against what the vendor says of itself."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.kept import numbered
from datamap.model.parties import Party, Role
from datamap.rules.catalogue import known_vendors
from datamap.rules.checks.example import MAILING
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import PARTY, Declared


def role_of(party: Declared[Party]) -> Role:
    """Return the role of a party unless a use says otherwise."""
    return party.record.role or (Role.PROCESSOR if party.at[1] == "processors" else Role.RECIPIENT)


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
    own = role_of(party)
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
    # Imported where a vendor is named: few inventories name one, and its models take a while.
    from datamap.catalog.vendors import VendorRole, vendor

    own = role_of(party)
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
{MAILING}""",
    good=f"""
recipients:
  mailer: {{legal_name: Mail Co Ltd, country: IE, role: independent-controller}}
{MAILING}""",
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
