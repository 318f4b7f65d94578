"""The vendor catalogue as pages: one for each vendor, every fact with how surely it stands and where it was read."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from datamap.catalog.countries import place_name
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.sources import Source, Sourced, Status
from datamap.catalog.vendors import Lifetime, Place, Tracker, TransferClaim, Vendor
from datamap.pages import markup
from datamap.pages.page import Page
from datamap.pages.tables import row, table

DIRECTORY = "reference/vendors"
_STATUS = {
    Status.STATED: "stated by the vendor or the law",
    Status.REPORTED: "reported by others",
    Status.DOUBTFUL: "doubtful",
    Status.UNVERIFIED: "not verified",
}


def vendor_pages(vendors: Iterable[Vendor]) -> Iterator[Page]:
    """Yield the index of the catalogue and a page for each vendor."""
    known = tuple(vendors)
    yield Page(path=f"{DIRECTORY}/index.md", title="Vendor catalogue", markdown=_index(known))
    for vendor in known:
        yield Page(path=f"{DIRECTORY}/{vendor.id}.md", title=vendor.name.value, markdown=_page(vendor), in_nav=False)


def _index(vendors: tuple[Vendor, ...]) -> str:
    rows = [
        "# Vendor catalogue",
        "",
        "What is known of vendors: who they are, what they say of their role, where data go, which trackers they set.",
        "The catalogue suggests and contradicts; it never speaks for an organisation.",
        "Write its identifier after `vendor:` to link a processor or recipient to it.",
        "",
        "| vendor | identifier | kind | country | trackers | checked |",
        "|---|---|---|---|---:|---|",
    ]
    for vendor in vendors:
        country = place_name(vendor.country.value) if vendor.country is not None else None
        kind = vendor.is_.value.replace("-", " ")
        rows.append(
            f"| [{markup.text(vendor.name.value)}]({vendor.id}.md) | `{vendor.id}` | {markup.text(kind)} "
            f"| {markup.text(country or 'not known')} | {len(vendor.trackers)} | {vendor.checked} |"
        )
    return "\n".join(rows) + "\n"


def _page(vendor: Vendor) -> str:
    parts = [
        "[Vendor catalogue](index.md)\n{ .dm-crumb }",
        f"# {markup.text(vendor.name.value)}",
        f"Identifier: `{vendor.id}`. Checked on {vendor.checked}.",
        "Each row says how surely it stands; nothing here was asked of the vendor.",
        _facts(vendor),
        _trackers(vendor),
        _remarks(vendor),
        _sources(vendor),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(vendor: Vendor) -> str:
    rows: list[tuple[str, Markup | str, Sourced]] = [("Kind", vendor.is_.value.replace("-", " "), vendor.is_)]
    if vendor.legal_name is not None:
        rows.append(("Legal name", vendor.legal_name.value, vendor.legal_name))
    if vendor.country is not None:
        rows.append(("Country of that company", _country(vendor.country.value), vendor.country))
    if vendor.home_country is not None:
        rows.append(("Country of the group", _country(vendor.home_country.value), vendor.home_country))
    rows += [
        (
            "Further company",
            ", ".join(filter(None, (c.legal_name, c.country and _country(c.country), c.part, c.when))),
            c,
        )
        for c in vendor.entities
    ]
    rows += [
        ("Role", f"{role.role.value.replace('-', ' ')}{_when(role.when)}{_period(role.from_, role.until)}", role)
        for role in vendor.roles
    ]
    for label, link in (
        ("Privacy notice", vendor.links.policy),
        ("Data protection terms", vendor.links.agreement),
        ("Sub-processors", vendor.links.subprocessors),
    ):
        if link is not None:
            rows.append((label, "none" if link.url == "none" else _link(link.url), link))
    if vendor.locations is not None:
        rows.append(("Where data are", "; ".join(_place(place) for place in vendor.locations.places), vendor.locations))
    rows.append(("Data that usually reach it", ", ".join(vendor.data.items), vendor.data))
    known = mechanisms()
    rows += [
        (
            "Transfer mechanism",
            _claimed(claim, known[claim.mechanism].title if claim.mechanism in known else claim.mechanism),
            claim,
        )
        for claim in vendor.transfers
    ]
    return table(_FACTS, [row(_FACTS, (label, words, _surely(fact))) for label, words, fact in rows])


_FACTS = ("Fact", "Value", "How surely")
_TRACKERS = ("Name", "What for", "Class", "Lifetime", "How surely")


def _surely(fact: Sourced) -> Markup:
    doubt = f": {fact.doubt}" if fact.doubt else ""
    note = f" {fact.note}" if fact.note else ""
    return Markup("{}{}{} {}").format(_STATUS[fact.status], doubt, note, _cited(fact.sources))


def _cited(sources: tuple[Source, ...]) -> Markup:
    return Markup(" ").join(Markup('<a href="#source-{}"><sup>{}</sup></a>').format(s.id, s.id) for s in sources)


def _trackers(vendor: Vendor) -> str:
    if not vendor.trackers:
        return ""
    rows = table(_TRACKERS, [row(_TRACKERS, _tracker(tracker)) for tracker in vendor.trackers.values()])
    return f"## Trackers {{ #trackers }}\n\nClass and purpose are the catalogue's own words and judgement.\n\n{rows}"


def _tracker(tracker: Tracker) -> tuple[Markup | str, ...]:
    lifetimes = "; ".join(_lifetime(lifetime) for lifetime in tracker.expires)
    name = Markup("<code>{}</code>").format(tracker.name)
    return name, f"to {tracker.to}", tracker.class_.value, lifetimes, _surely(tracker)


def _claimed(claim: TransferClaim, title: str) -> str:
    entity = f" ({claim.entity})" if claim.entity else ""
    return f"{title}{entity}{_when(claim.when)}{' (fall-back)' if claim.fallback else ''}"


def _lifetime(lifetime: Lifetime) -> str:
    return f"{lifetime.keep}{_when(lifetime.when)}"


def _remarks(vendor: Vendor) -> str:
    rows = [f"- {markup.text(remark.text)}" for remark in vendor.remarks]
    rows += [f"- Open: {markup.text(question)}" for question in vendor.open_questions]
    return "## Remarks { #remarks }\n\n" + "\n".join(rows) if rows else ""


def _sources(vendor: Vendor) -> str:
    facts: list[Sourced] = [vendor.name, vendor.is_, vendor.data, *vendor.roles, *vendor.entities, *vendor.transfers]
    facts += [
        fact for fact in (vendor.legal_name, vendor.country, vendor.home_country, vendor.locations) if fact is not None
    ]
    facts += [
        link for link in (vendor.links.policy, vendor.links.agreement, vendor.links.subprocessors) if link is not None
    ]
    facts += [*vendor.trackers.values(), *vendor.remarks]
    cited = {source.id: source for fact in facts for source in fact.sources}
    items = "\n".join(_source(source) for source in cited.values())
    return f"## Sources {{ #sources }}\n\n<ul>\n{items}\n</ul>"


def _source(source: Source) -> str:
    where = source.url or source.repository
    more = "; ".join(filter(None, (source.dated and f"dated {source.dated}", source.licence, source.note)))
    return Markup('<li id="source-{}"><code>{}</code>: {}{}{}</li>').format(
        source.id,
        source.id,
        source.title,
        Markup(", {}").format(_link(where)) if where else "",
        f" ({more})" if more else "",
    )


def _country(code: str) -> str:
    return place_name(code) or code


def _place(place: Place) -> str:
    name = (
        _country(place.country)
        if place.country
        else (place_name(place.area) or place.area)
        if place.area
        else place.words
    )
    return f"{name}{_when(place.when)}"


def _when(when: str | None) -> str:
    return f", when {when}" if when else ""


def _period(start: object, end: object) -> str:
    return f"{f' from {start}' if start else ''}{f' until {end}' if end else ''}"


def _link(url: str) -> Markup:
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, url)
