"""Who a party is: named so that people can tell, and linked to its own policy."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.parties import Party
from datamap.model.said import is_value
from datamap.rules.catalogue import site_of, sites_of, vendors_at
from datamap.rules.checks.example import MAILING
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import PARTY, Declared
from datamap.rules.words import listed


@rule(
    "VN-05",
    "recipient that a notice cannot name",
    Severity.INFO,
    PARTY,
    law=both("Art. 13(1)(e)"),
    bad=f"""
processors:
  mailer: {{agreement: {{document: DPA 2026, at_end: deleted}}}}  # finding
{MAILING}""",
    good=f"""
processors:
  mailer: {{legal_name: Mail Co Ltd, country: IE, agreement: {{document: DPA 2026, at_end: deleted}}}}
{MAILING}""",
)
def nameless_recipient(context: Context, party: Declared[Party]) -> Iterator[Fault]:
    """Without legal name, country or an entry in the vendor catalogue nobody can tell who a recipient is.

    Kinds and groups of recipients, such as lawyers, are named as such, and so are those of whom it is stated that they
    have no legal name or that nobody knows it. Whoever only gives data is no recipient.
    """
    record = party.record
    gives_only = not context.legs.to(party.id) and party.id in context.uses.named.get(str(party.at[1]), ())
    if gives_only or record.is_ or record.includes or record.vendor is not None or is_value(record.policy):
        return
    if record.legal_name is None and not is_value(record.country):
        yield Fault(
            at=party.at,
            message=f"nothing says who `{party.id}` is: no legal name, no country, no entry of the vendor catalogue",
            help="write `legal_name:` and `country:`, or `vendor:`; or `is:` for a kind of recipient, or `legal_name: none` for several whom nobody names",
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
{MAILING}""",
    good=f"""
processors:
  mailer:
    vendor: sendgrid
    country: IE
    transfers: none
    policy: https://www.twilio.com/legal/privacy
    agreement: {{document: DPA 2026, at_end: deleted}}
{MAILING}""",
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
