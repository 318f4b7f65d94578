"""Who is responsible and how they are reached: name, contact, officer, representative, authority, clients."""

from collections.abc import Iterator
from typing import Any

from datamap.catalog.authorities import authorities, authorities_for
from datamap.catalog.regimes import is_inside, regimes
from datamap.load.findings import Severity
from datamap.model.organisation import Contact, Organisation
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, KNOWN, UK, both, nz
from datamap.rules.obligations import has_channel
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects import ORGANISATION, Declared
from datamap.rules.words import listed

_MONITORING = frozenset({"video-surveillance", "personalised-advertising", "remarketing"})


def _contacts(profile: Organisation) -> dict[str, Contact]:
    return dict(profile.contacts) if isinstance(profile.contacts, dict) else {}


@rule(
    "ORG-01",
    "organisation without a name or a contact",
    Severity.ERROR,
    ORGANISATION,
    law=both("Art. 13(1)(a), 30(1)(a)", nz="principle 3(1)(d)", ch="Art. 19", br="Art. 9"),
    bad="""
organisation:
  name: unknown  # finding
""",
    good="""
organisation:
  name: Harbour Books Ltd
""",
)
def organisation_without_name_or_contact(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Register and notice begin with the identity and the contact details of the controller.

    Without them nobody knows against whom to use a right.
    """
    if not is_value(profile.record.name):
        yield Fault(
            at=(*profile.at, "name"),
            message="nobody says who the organisation is: its name is not known",
            help="write its legal name",
        )
    contacts = _contacts(profile.record)
    reachable = any(has_channel(contact) for contact in contacts.values())
    if not reachable and not is_value(profile.record.address):
        named = [id_ for id_, contact in contacts.items() if contact.is_ is None]
        without = f"no channel at {listed(named)}" if named else "no contact"
        yield Fault(
            at=profile.at,
            message=f"nothing says how the organisation is reached: it states no address, and {without}",
            help="write `address:`, or an `email`, `post` or `form` at one of the `contacts`",
        )


@rule(
    "ORG-02",
    "organisation abroad without a representative",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 27"),
    if_assumed=False,
    bad="""
organisation:  # finding
  country: NZ
""",
    good="""
organisation:
  country: NZ
  representative: {title: Example Rep Ltd, country: IE, email: rep@example.org}
""",
)
def organisation_abroad_without_representative(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A controller or processor that is under the law without being established where it holds names a representative there.

    Public bodies are exempt, and so is processing that is occasional and of low risk.
    Where that is the case, write `representative: none`.
    """
    record = profile.record
    if record.public_body or record.representative is Said.NONE or not isinstance(record.country, str):
        return
    entities = record.entities.values() if isinstance(record.entities, dict) else ()
    places = [record.country, *(entity.country for entity in entities if isinstance(entity.country, str))]
    stated = record.representative if isinstance(record.representative, tuple) else ()
    for regime in (GDPR, UK):
        if regime not in context.regimes or any(is_inside(regime, place) for place in places):
            continue
        if any(_stands_for(contact, regime) for contact in stated):
            continue
        yield Fault(
            at=profile.at,
            message=f"the organisation is in {record.country}, outside the area of the {regimes()[regime].short_name}, "
            "and names no representative there",
            help="write `representative:` with name, country and contact; or `none` where Art. 27(2) exempts you",
            regimes=(regime,),
        )


def _stands_for(contact: Contact, regime: str) -> bool:
    if contact.regimes is not None:
        return any(item.id == regime for item in contact.regimes)
    return contact.country is None or is_inside(regime, contact.country)


@rule(
    "ORG-03",
    "data protection officer missing",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 37(1)"),
    bad="""
organisation:
  public_body: true
  dpo: none  # finding
""",
    good="""
organisation:
  public_body: true
  dpo: {email: dpo@harbour.example}
""",
)
def missing_data_protection_officer(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A public body designates a data protection officer, and so does whoever monitors people or processes special categories on a large scale as a core activity.

    Whether an activity is a core activity is for the organisation to judge.
    """
    if isinstance(profile.record.dpo, Contact):
        return
    reason = "a public body" if profile.record.public_body else _why_officer(context)
    if reason:
        said = "says that it has none" if profile.record.dpo is Said.NONE else "names none"
        yield Fault(
            at=(*profile.at, "dpo") if profile.record.dpo is not None else profile.at,
            message=f"{reason} designates a data protection officer, and the organisation {said}",
            help="write `dpo:` with a way to reach the officer",
        )


def _why_officer(context: Context) -> str:
    for work in context.large.values():
        if work.special:
            return f"whoever processes special categories of data on a large scale (`{work.id}`)"
        if work.purpose_kinds & _MONITORING:
            return f"whoever monitors people on a large scale (`{work.id}`)"
    return ""


@rule(
    "ORG-04",
    "data protection officer who cannot be reached",
    Severity.ERROR,
    ORGANISATION,
    law=both("Art. 13(1)(b), 37(7)"),
    bad="""
organisation:
  dpo: {title: Data protection officer}  # finding
""",
    good="""
organisation:
  dpo: {title: Data protection officer, email: dpo@harbour.example}
""",
)
def unreachable_data_protection_officer(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """The contact details of the data protection officer are published; the name need not be."""
    dpo = profile.record.dpo
    if isinstance(dpo, Contact) and not has_channel(dpo):
        yield Fault(
            at=(*profile.at, "dpo"),
            message="the data protection officer has no channel",
            help="write `email`, `post`, `phone` or `form` below `dpo`",
        )


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
    "ORG-09",
    "privacy officer missing",
    Severity.WARNING,
    ORGANISATION,
    law=nz("s. 201"),
    bad="""
organisation:  # finding
  country: NZ
  regimes: [nz-privacy-act]
  authority: opc
""",
    good="""
organisation:
  country: NZ
  regimes: [nz-privacy-act]
  authority: opc
  contacts:
    privacy: {title: Privacy officer, email: privacy@harbour.example}
""",
)
def missing_privacy_officer(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Every agency in New Zealand has a privacy officer, inside or outside it, who deals with requests and with the Commissioner.

    A contact whose identifier or title says so counts, and so does `dpo`.
    """
    if isinstance(profile.record.dpo, Contact):
        return
    for id_, contact in _contacts(profile.record).items():
        if "privacy officer" in f"{id_.replace('-', ' ')} {context.words_of(contact.title)}".casefold():
            return
    yield Fault(
        at=profile.at,
        message="no privacy officer is named",
        help="give one of the `contacts` the title `Privacy officer`, or write `dpo:`",
    )


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


@rule(
    "ORG-11",
    "contact without a channel",
    Severity.WARNING,
    ORGANISATION,
    bad="""
organisation:
  contacts:
    privacy: {email: privacy@harbour.example}
    support: Our support team  # finding
""",
    good="""
organisation:
  contacts:
    privacy: {email: privacy@harbour.example}
    support: {title: Our support team, phone: +353 91 000000}
""",
)
def contact_without_channel(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """A contact is named so that people can reach it. One without a channel sends them looking for it."""
    for id_, contact in _contacts(profile.record).items():
        if contact.is_ is None and not has_channel(contact):
            yield Fault(
                at=(*profile.at, "contacts", id_),
                message=f"the contact `{id_}` has no channel",
                help="write `email`, `phone`, `post` or `form`; or `is: self-service` where people help themselves",
            )


@rule(
    "ORG-13",
    "controller without a name",
    Severity.ERROR,
    ORGANISATION,
    law=both("Art. 13(1)(a), 30(1)(a)"),
    bad="""
organisation:
  entities:
    ireland: {country: IE}  # finding
""",
    good="""
organisation:
  entities:
    ireland: {name: Harbour Books (Ireland) Ltd, country: IE}
""",
)
def controller_without_name(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Where one notice speaks for several controllers, people have to learn who each of them is."""
    entities = profile.record.entities
    for id_, entity in entities.items() if isinstance(entities, dict) else ():
        if not is_value(entity.name) and entity.title is None:
            yield Fault(
                at=(*profile.at, "entities", id_),
                message=f"the controller `{id_}` has no name",
                help="write `name:` with its legal name",
            )
