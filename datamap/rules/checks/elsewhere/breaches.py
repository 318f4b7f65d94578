"""How breaches are told, under any of the laws."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.organisation import Organisation
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.records import ORGANISATION, Declared

_BREACH = frozenset({"breach-notification", "breach-response", "openness-on-breach", "password-reset"})


@rule(
    "BR-01",
    "no word on breaches",
    Severity.INFO,
    ORGANISATION,
    law=both("Art. 33-34", nz="part 6", ch="Art. 24", br="Art. 48"),
    bad="""
organisation:  # finding
  country: IE
commitments:
  breaches: {is: transparency}
""",
    good="""
commitments:
  breaches: {is: breach-notification}
""",
)
def no_word_on_breaches(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A breach is told to the authority, under the GDPR within 72 hours, and to people if it puts them at a high risk. That takes somebody to report it to and a plan.

    A measure such as `incident-response`, a promise about breaches, or a contact for them counts.
    """
    promised = any(_BREACH & context.kinds.of("commitments", id_) for id_ in context.of("commitments"))
    planned = any("incident-response" in context.kinds.of("measures", id_) for id_ in context.uses.measures)
    contacts = profile.record.contacts if isinstance(profile.record.contacts, dict) else {}
    if not promised and not planned and not any("breach" in id_ or "incident" in id_ for id_ in contacts):
        yield Fault(
            at=profile.at,
            message="nothing says what happens after a breach of personal data",
            help="name the measure `incident-response`, or a contact for breaches",
        )
