"""What laws, forms and other tools call the keys of the language: messages and `datamap explain` lead to the keys.

Each key stands once. Case, hyphens, plurals and spaces do not matter; the title of a key need not be repeated.
"""

from collections.abc import Iterable, Mapping

from datamap.model.spelling import folded

_ELSEWHERE: Mapping[str, str] = {
    # Kinds
    "organisation": "controller, data controller, company, business, who we are",
    "data_subjects": "people, individuals, user groups, categories of data subjects",
    "data_categories": (
        "data, personal data, data types, data fields, datasets, data elements, categories of data, categories of "
        "personal data"
    ),
    "purposes": "why, uses of data, processing purposes",
    "systems": "applications, servers, databases, assets, storage, IT systems, where are servers, where data is stored",
    "processors": "data processor, sub-processors, service providers, vendors, suppliers, third-party services",
    "recipients": "third parties, data sharing, sharing, categories of recipients, who gets data, partners",
    "clients": "customers we process for, controllers we process for",
    "activities": (
        "processing activities, processing operations, record of processing, records of processing activities, ropa, "
        "register, Art. 30, article 30, treatments"
    ),
    "arrangements": "joint controllers, joint controllership, joint control, Art. 26",
    "trackers": "cookies, cookie list, pixels, tracking, tracking technologies, cookies and trackers",
    "disclosures": "requests by authorities, legal requests",
    "measures": "security, security measures, technical and organisational measures, TOM, safeguards, Art. 32",
    "rights": (
        "data subject rights, individual rights, privacy rights, DSAR, SAR, subject access request, data subject "
        "request"
    ),
    "commitments": "pledges, guarantees",
    "disclaimers": "liability, no responsibility",
    "schedules": "retention schedule, retention policy, deletion schedule",
    "laws": "legislation, statutes, acts",
    "regions": "US states, states, territories",
    "notices": "privacy notice, privacy policy, privacy statement, cookie policy, policies, Art. 13, Art. 14",
    "conflicts": "contradictions",
    "waivers": "ignore, suppress, suppression, noqa, accepted findings, exemptions, accepted risk",
    "fields": "custom fields, extra columns, additional fields",
    # The organisation
    "dpo": "data protection officer, privacy officer, Art. 37",
    "representative": "EU representative, UK representative, Art. 27, Art. 27 representative",
    "authority": "data protection authority, regulator, DPA, supervisory authorities",
    "regimes": "jurisdictions, applicable law, data protection law, regulations",
    "contacts": "contact details of the organisation, contact points",
    "entities": "group companies, subsidiaries, joint privacy policy",
    "registration": "company number, registration number, commercial register",
    "external": "outsourced, external DPO, third-party contact",
    "post": "postal address, mailing address",
    # Where data sit, and who gets them
    "host": "hosting, hosting provider, hosted by, cloud provider",
    "location": "server location, data location, data residency, data centre, data center, where is data stored",
    "role": "controller or processor, independent controller",
    "agreement": "data processing agreement, DPA, AVV, Art. 28, processing agreement, contract with a processor",
    "subprocessors": "prior authorisation, sub-processing",
    "transfers": ("international transfers, third countries, data transfers, cross-border, data export, Chapter V"),
    "mechanism": "transfer mechanisms, safeguards, appropriate safeguards, Art. 46",
    "assessment": (
        "TIA, transfer impact assessment, transfer risk assessment, LIA, legitimate interests assessment, balancing "
        "test"
    ),
    "affiliate": "group company",
    "policy": "their privacy policy, privacy policy of a vendor",
    # Activities
    "basis": "legal basis, legal ground, lawful ground, lawfulness, Art. 6",
    "condition": "special categories, special category data, Art. 9, Art. 10",
    "sensitivity": "special categories, special category data, sensitive data, Art. 9, Art. 10",
    "retention": (
        "retention periods, storage period, storage limits, how long, deletion period, deletion, data retention, "
        "expiry of data"
    ),
    "keep": "retention period, storage period",
    "source": "data source, where from, origin, collected from, collection",
    "required": "mandatory, obligatory, compulsory, statutory or contractual requirement",
    "if_refused": "consequences of not providing, if not provided",
    "flows": "data flow, arrow, data path",
    "data": "personal data, data categories, data types, data collected",
    "subjects": "data subjects, people",
    "automated_decisions": ("automated decision-making, profiling, ADM, AI, artificial intelligence, Art. 22"),
    "dpia": "data protection impact assessment, privacy impact assessment, PIA, Art. 35",
    "opt_out": "unsubscribe, opting out, right to object",
    "joint_with": "joint controller",
    "on_behalf_of": "as a processor, acting as processor",
    "withdraw": "withdrawal, withdraw consent, withdrawal of consent, unsubscribe",
    "given": "opt-in, how consent is given, consent form",
    "minors": "children, kids, underage, child users",
    "minimum_age": "age limit, age of consent",
    # Trackers
    "class": "cookie category, cookie type",
    "expires": "cookie lifetime, cookie duration, expiry, expiration, max-age",
    "set_by": "cookie provider",
    "party": "first party, third-party cookies, third party cookie",
    "consent": "cookie consent, opt-in",
    # Rights
    "deadline": "response time, time to respond, one month, 30 days",
    "fee": "cost, charge, free of charge",
    "identity": "identity check, identity verification, ID check, proof of identity",
    "agent": "authorised agent",
    # Notices
    "effective": "effective date, valid from, in force from",
    "updated": "last updated, last modified, last update, date updated",
    "changes": "changes to this policy, policy changes",
    "of": "translation, translated from",
    # Every record
    "is": "type, kind of, subtype",
    "visibility": "hide, hidden, confidential, secret, private",
    "formerly": "rename, renamed, old name, redirect, former name",
    "note": "internal note, comment, remark",
    "text": "quote, verbatim, wording, free text",
    "also": "alias, synonyms, other names",
    "owner": "responsible person, responsible team, data owner",
    "when": "condition in words, depends on",
    "url": "link, web address",
}


def called_elsewhere(name: str) -> tuple[str, ...]:
    """Return other names by which people look for the keys of a name."""
    return tuple(_ELSEWHERE[name].split(", ")) if name in _ELSEWHERE else ()


def named_elsewhere() -> tuple[str, ...]:
    """Return the names of the keys that have other names."""
    return tuple(_ELSEWHERE)


_WORDS_ELSEWHERE: Mapping[str, str] = {
    "essential": "necessary, strictly necessary, required, technical",
    "functional": "preferences, functionality, comfort",
    "analytics": "statistics, statistical, performance, measurement",
    "advertising": "marketing, targeting, ads",
    "independent-controller": "controller, own controller",
    "joint-controller": "joint",
    "privacy-notice": "privacy policy, privacy statement",
    "cookie-notice": "cookie policy, cookies",
    "issued": "published, final, in force",
    "voluntary": "optional, no",
    "law": "legal, statutory, by law",
    "contract": "contractual",
}


def word_meant(word: str, allowed: Iterable[str]) -> str | None:
    """Return the word of a closed list that others call `word`, or `None` where none is called so."""
    written = folded(word)
    return next((each for each in allowed if written in map(folded, _WORDS_ELSEWHERE.get(each, "").split(", "))), None)
