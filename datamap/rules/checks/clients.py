"""What we do for others and with others: the register of a processor, and joint control."""

from collections.abc import Iterator

from datamap.load.findings import Severity
from datamap.model.parties import Client
from datamap.model.rights import Arrangement
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.laws import both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import FOR_OTHERS, JOINT
from datamap.rules.subjects.records import ARRANGEMENT, CLIENT, Declared
from datamap.rules.works import Work


@rule(
    "ORG-07",
    "processing for others that is not described",
    Severity.ERROR,
    FOR_OTHERS,
    law=both("Art. 30(2)", ch="Art. 12"),
    bad="""
clients:
  clubs: {title: Reading clubs, contact: the secretary of each club}
activities:
  club-hosting:  # finding
    owner: shop team
    on_behalf_of: clubs
    flows: [customer -> shop]
""",
    good="""
clients:
  clubs: {title: Reading clubs, contact: the secretary of each club}
activities:
  club-hosting:
    owner: shop team
    on_behalf_of: clubs
    processing: [hosting of lists of members]
    flows: [customer -> shop]
""",
)
def undescribed_processing_for_others(context: Context, work: Work) -> Iterator[Fault]:
    """A processor keeps a register of its own: for whom it acts, and the categories of processing it carries out for each."""
    if work.is_ours:
        return
    if work.record.on_behalf_of is Said.UNKNOWN:
        yield Fault(
            at=(*work.at, "on_behalf_of"),
            message=f"`{work.id}` is done for others, and nobody says for whom",
            help="name the clients, and declare them under `clients`",
        )
    found = work.stated("processing")
    if not found.is_value:
        yield Fault(
            at=found.path,
            message=f"`{work.id}` names no categories of processing",
            help="write `processing:`, such as `[hosting, support]`",
        )


@rule(
    "ORG-12",
    "client without contact details",
    Severity.WARNING,
    CLIENT,
    law=both("Art. 30(2)(a)"),
    bad="""
clients:
  clubs: Reading clubs  # finding
activities:
  club-hosting: {owner: shop team, on_behalf_of: clubs, processing: [hosting], flows: [customer -> shop]}
""",
    good="""
clients:
  clubs: {title: Reading clubs, contact: the secretary of each club}
activities:
  club-hosting: {owner: shop team, on_behalf_of: clubs, processing: [hosting], flows: [customer -> shop]}
""",
)
def client_without_contact(context: Context, client: Declared[Client]) -> Iterator[Fault]:
    """The register of a processor holds the name and the contact details of each controller for whom it acts."""
    if not is_value(client.record.contact):
        yield Fault(
            at=client.at,
            message=f"the client `{client.id}` has no contact details",
            help="write `contact:`; for many clients, say where the list is kept",
        )


@rule(
    "ORG-08",
    "joint control without an arrangement",
    Severity.WARNING,
    JOINT,
    law=both("Art. 26(1)"),
    bad="""
recipients:
  partner: {title: A partner, role: joint-controller, country: IE, legal_name: Partner Ltd}
activities:
  portal:  # finding
    title: Portal
    owner: shop team
    joint_with: [partner]
    purposes: [registration]
    basis: contract
    if_refused: you cannot use the portal
    required: contract
    subjects: [customer]
    data: [name]
    flows: [customer -> shop -> partner]
""",
    good="""
recipients:
  partner: {title: A partner, role: joint-controller, country: IE, legal_name: Partner Ltd}
arrangements:
  portal: {with: [partner], essence: {url: "https://harbour.example/portal"}}
activities:
  portal:
    title: Portal
    owner: shop team
    joint_with: [partner]
    arrangement: portal
    purposes: [registration]
    basis: contract
    if_refused: you cannot use the portal
    required: contract
    subjects: [customer]
    data: [name]
    flows: [customer -> shop -> partner]
""",
)
def joint_control_without_arrangement(context: Context, work: Work) -> Iterator[Fault]:
    """Joint controllers settle between them who informs people and who answers them, unless a law settles it."""
    if is_value(work.record.joint_with) and not work.stated("arrangement").is_value:
        yield Fault(
            at=(*work.at, "arrangement") if work.record.arrangement is not None else work.at,
            message=f"`{work.id}` is controlled jointly, and names no arrangement",
            help="declare one under `arrangements`, and write `arrangement:` with its identifier",
        )


@rule(
    "ORG-14",
    "arrangement whose essence is not available",
    Severity.WARNING,
    ARRANGEMENT,
    law=both("Art. 26(2)"),
    bad="""
recipients:
  partner: {title: A partner, role: joint-controller, country: IE, legal_name: Partner Ltd}
arrangements:
  portal:  # finding
    with: [partner]
activities:
  portal: {title: Portal, owner: shop team, joint_with: [partner], arrangement: portal,
           purposes: [registration], basis: contract,
           if_refused: no portal, required: contract, subjects: [customer], data: [name],
           flows: [customer -> shop -> partner]}
""",
    good="""
recipients:
  partner: {title: A partner, role: joint-controller, country: IE, legal_name: Partner Ltd}
arrangements:
  portal:
    with: [partner]
    essence: {url: "https://harbour.example/portal"}
activities:
  portal: {title: Portal, owner: shop team, joint_with: [partner], arrangement: portal,
           purposes: [registration], basis: contract,
           if_refused: no portal, required: contract, subjects: [customer], data: [name],
           flows: [customer -> shop -> partner]}
""",
)
def arrangement_without_essence(context: Context, arrangement: Declared[Arrangement]) -> Iterator[Fault]:
    """The essence of an arrangement between joint controllers is made available to the people it concerns."""
    if not is_value(arrangement.record.essence) and not arrangement.record.law:
        yield Fault(
            at=(*arrangement.at, "essence") if arrangement.record.essence is not None else arrangement.at,
            message=f"nothing says where people find the essence of the arrangement `{arrangement.id}`",
            help="write `essence:` with an address or a title; or `law:` where an act settles the duties",
        )
