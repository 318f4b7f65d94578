"""The 320 facts of the five policies: declared, counted, printed, and nothing beside them invented."""

import json
import re

import pytest

from datamap.catalog.countries import places
from datamap.catalog.terms import vocabulary
from datamap.catalog.vendors import vendor_ids
from datamap.model.inventory import Inventory, records_of
from datamap.model.items import Item
from datamap.model.parties import Role
from datamap.model.paths import parts_of, resolve
from datamap.model.record import Audience
from datamap.model.said import is_value
from datamap.report.statements import FREE_TEXT, WORDS_ONLY
from tests.facts_of import FACTS, ORGANISATIONS, facts_of, missing_words
from tests.notice.test_templates import macros
from tests.sites import COMPLETE, OURS, ROOT, Written, pages, seen, statements, words

COUNTS = {"i-lign": 38, "igence": 71, "ignix-labz": 57, "itineris": 102, "wordpress-site": 52}
SHEETS = ROOT.parent / "shared" / "facts"
MOST = 6
EACH = pytest.mark.parametrize("organisation", ORGANISATIONS)
EACH_FACT = pytest.mark.parametrize(
    ("organisation", "fact"),
    [pytest.param(name, fact, id=f"{name}-{fact.number}") for name in ORGANISATIONS for fact in facts_of(name)],
)


def records(organisation, audience=Audience.INTERNAL):
    return seen(OURS, audience)[organisation]


class TestDeclared:
    def test_there_are_320(self):
        assert {name: len(facts_of(name)) for name in ORGANISATIONS} == COUNTS
        assert sum(COUNTS.values()) == 320

    @EACH
    def test_they_are_numbered_without_a_gap(self, organisation):
        assert [fact.number for fact in facts_of(organisation)] == [f"F{n}" for n in range(1, COUNTS[organisation] + 1)]

    @EACH_FACT
    def test_each_stands_in_the_inventory_with_its_words(self, organisation, fact):
        assert fact.at
        assert fact.words
        assert missing_words(fact, records(organisation), vocabulary()) == ()

    @EACH
    @pytest.mark.parametrize(
        ("without", "at_most"),
        [pytest.param(FREE_TEXT, 0.05, id="free text"), pytest.param(WORDS_ONLY, 0.12, id="words that nothing reads")],
    )
    def test_few_stand_in_words_alone(self, organisation, without, at_most):
        """Section 8 of the language: the two figures of free text, for each organisation."""
        facts = facts_of(organisation)
        lost = [fact.number for fact in facts if missing_words(fact, records(organisation), vocabulary(), without)]
        assert len(lost) <= at_most * len(facts), lost

    def test_a_word_that_no_path_carries_is_noticed(self):
        fact, *_ = facts_of("igence")
        wrong = type(fact)(number=fact.number, at=fact.at, words=("Igence Hardware Ltd",))
        assert missing_words(wrong, records("igence"), vocabulary()) == ("Igence Hardware Ltd",)

    def test_the_name_of_an_author_stays_inside(self):
        """A person's name is carried, and is not for the public."""
        assert "Rachel" in json.dumps(Inventory(organisations=seen(OURS, Audience.INTERNAL)).to_data())
        assert "Rachel" not in json.dumps(Inventory(organisations=seen(OURS, Audience.PUBLIC)).to_data())
        assert not [page.path for page in pages(OURS, Audience.PUBLIC) if "Rachel" in page.markdown]


def of(organisation):
    """The public pages of an organisation."""
    return [page for page in pages(OURS, Audience.PUBLIC) if page.path.startswith(f"{organisation}/")]


def canonical(held, path):
    """A path without the number of a single variant, so that two ways to write it are one."""
    found = []
    for number, part in enumerate(path):
        before = resolve(held, "/".join(path[:number])) if number else held
        value = before.detail if isinstance(before, Item) else before
        single = isinstance(value, tuple) and len(value) == 1 and not isinstance(value[0], Item)
        if not (single and part == "0"):
            found.append(part)
    return tuple(found)


def anchors_of(organisation):
    """For each fact the first anchors of the statements nearest to it: of its path, of what is below or above it."""
    held = records(organisation)
    origins = {}
    for page in of(organisation):
        for piece in page.statements:
            for path in piece.origin:
                at = canonical(held, tuple(map(str, path[1:])))
                origins.setdefault(at, {})[f"{page.path.partition('/')[2]}#{piece.anchor}"] = None
    return {fact.number: list(_nearest(held, fact, origins))[:MOST] for fact in facts_of(organisation)}


def _nearest(held, fact, origins):
    found = {}
    for path in fact.at:
        at = canonical(held, parts_of(path))
        related = {origin: len(origin) - len(at) for origin in origins if _meet(origin, at)}
        best = min(map(_far, related.values()), default=None)
        for origin, distance in related.items():
            if _far(distance) == best:
                found.update(origins[origin])
    return found


def _meet(one, other):
    return one[: len(other)] == other or other[: len(one)] == one


def _far(distance):
    return (distance < 0, abs(distance))


class TestPrinted:
    @EACH
    def test_each_fact_leads_to_sentences_or_cells_on_public_pages(self, organisation, golden):
        """`tests/facts/anchors` says which: they stay as they are unless the inventory or the notice changes."""
        anchors = anchors_of(organisation)
        assert [number for number, found in anchors.items() if not found] == []
        text = "".join(f"{number}: {' '.join(found)}\n" for number, found in anchors.items())
        golden(text, FACTS / "anchors" / f"{organisation}.txt")

    @pytest.mark.skipif(not SHEETS.is_dir(), reason=f"the fact sheets are not at {SHEETS}")
    @EACH
    def test_the_numbers_are_those_of_the_fact_sheets(self, organisation):
        sheet = json.loads((SHEETS / "facts.json").read_text(encoding="utf-8"))[organisation]
        assert [fact["id"] for fact in sheet] == [fact.number for fact in facts_of(organisation)]

    @pytest.mark.skipif(not SHEETS.is_dir(), reason=f"the fact sheets are not at {SHEETS}")
    @EACH
    def test_the_words_of_the_fact_sheets_are_on_the_public_pages(self, organisation):
        sheet = json.loads((SHEETS / "facts.json").read_text(encoding="utf-8"))[organisation]
        said = _plain(page.markdown for page in of(organisation))
        missing = [
            (fact["id"], tokens)
            for fact in sheet
            for tokens in fact["tokens_all_of_any"]
            if not any(token.casefold() in said for token in tokens)
        ]
        assert missing == ([("F2", ["Rachel"])] if organisation == "i-lign" else [])


def _plain(texts):
    text = words(re.sub(r"<[^>]+>", " ", " ".join(texts)))
    text = re.sub(r"\\([\\`*_{}\[\]()#+!.-])", r"\1", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return re.sub(r"\s+", " ", text).casefold()


AUTHORITY = r"supervisory|protection authority|complain|ombuds|\bcommissioner\b"
OFFICER = r"protection officer|\bDPO\b"
BASES = r"lawful basis|legal basis|legitimate interest|vital interest|public task|public interest|\bArt\. ?[69]\b"
CHILDREN = r"\bchild|\bminors\b|\bunder \d|years old|\bparents?\b"
MACHINES = r"automated|\ba machine\b|\bprofil(?:e|es|ing) (?:for|of) "
EMAIL = r"[\w.+-]+@[\w-]+\.\w+"
PHONE = r"\+\d|\b\d{3,}[ -]\d{3,}"
YEAR = r"\b(?:19|20)\d\d\b"
PERIOD = r"\b\d+ (?:minute|hour|day|week|month|year)s?\b"

BUT_I_LIGN = ("igence", "ignix-labz", "itineris", "wordpress-site")
BASIS_SENTENCES = tuple(
    f"why.{name}"
    for name in (
        "consent", "contract", "legal_obligation", "public_task", "vital_interests", "legitimate_interests",
        "condition", "unknown_basis",
    )
)  # fmt: skip
AUTOMATED_SENTENCES = ("why.automated", "why.no_automated")
OFFICER_SENTENCES = ("who.dpo", "who.dpo_unreached", "who.no_dpo", "who.representative")


class TestNothingInvented:
    """Each fact sheet ends with what its policy does not state; each row here is one of these."""

    def said(self, organisation, *, but=()):
        """What the public pages of an organisation say: every sentence and cell, and the pages of its records."""
        shown = of(organisation)
        pieces = [words(piece.html) for page in shown for piece in page.statements if piece.name not in but]
        others = [_plain([page.markdown]) for page in shown if not page.statements]
        return " | ".join([*pieces, *others])

    @pytest.mark.parametrize(
        ("organisation", "pattern"),
        [
            pytest.param(organisation, pattern, id=f"{organisation} has no {what}")
            for what, pattern, organisations in (
                ("lawful bases", BASES, ("igence", "i-lign", "itineris", "wordpress-site")),
                ("data protection officer", OFFICER, COUNTS),
                ("authority", AUTHORITY, COUNTS),
                ("children", CHILDREN, COUNTS),
                ("automated decisions", MACHINES, ("igence", "i-lign", "ignix-labz", "wordpress-site")),
                ("e-mail address", EMAIL, ("i-lign", "ignix-labz", "itineris", "wordpress-site")),
                ("telephone number", PHONE, COUNTS),
                ("mechanism for transfers", r"standard contractual|adequa|privacy framework|\bSCCs?\b", COUNTS),
            )
            for organisation in organisations
        ],
    )
    def test_words(self, organisation, pattern):
        found = re.search(pattern, self.said(organisation), re.IGNORECASE)
        assert found is None, self.said(organisation)[max(0, found.start() - 80) : found.end() + 40]

    @pytest.mark.parametrize(
        ("organisation", "names"),
        [
            pytest.param(organisation, names, id=f"{organisation} has no {what}")
            for what, names, organisations in (
                ("lawful bases", BASIS_SENTENCES, ("igence", "i-lign", "itineris", "wordpress-site")),
                ("officer or representative", OFFICER_SENTENCES, COUNTS),
                ("authority", ("rights.authority", "who.regimes"), BUT_I_LIGN),
                ("automated decisions", AUTOMATED_SENTENCES, COUNTS),
                ("retention", ("keep.rule", "keep.general", "keep.unknown"), ("igence", "wordpress-site")),
                ("transfers", ("transfers.", "glance.transfer"), BUT_I_LIGN),
                ("address", ("who.address", "who.country"), ("i-lign", "ignix-labz", "itineris", "wordpress-site")),
                ("date", ("changes.updated", "changes.effective"), ("ignix-labz", "itineris", "wordpress-site")),
                ("need of consent to cookies", ("cookies.consent",), COUNTS),
                ("cookies", ("cookies.",), ("i-lign",)),
                ("lifetimes of cookies", ("cookies.lifetime",), ("ignix-labz", "itineris", "wordpress-site")),
            )
            for organisation in organisations
        ],
    )
    def test_sentences(self, organisation, names):
        pieces = statements(OURS, Audience.PUBLIC, organisation)
        assert [words(piece.html) for piece in pieces if piece.name.startswith(names)] == []

    @pytest.mark.parametrize("organisation", ["ignix-labz", "itineris", "wordpress-site"])
    def test_dates(self, organisation):
        """The one day on these pages is the day on which the policy was read."""
        (read,) = {str(notice.read) for notice in records(organisation).notices.values()}
        assert re.search(YEAR, self.said(organisation, but={"who.illustration"}).replace(read, "")) is None

    @pytest.mark.parametrize("organisation", BUT_I_LIGN)
    def test_countries(self, organisation):
        named = "|".join(map(re.escape, places().countries.names.values()))
        assert re.search(rf"\b(?:{named})\b", self.said(organisation)) is None

    def test_no_country_but_new_zealand_for_i_lign(self):
        named = "|".join(map(re.escape, places().countries.names.values()))
        assert set(re.findall(rf"\b(?:{named})\b", self.said("i-lign"))) == {"New Zealand"}

    @pytest.mark.parametrize("organisation", ["i-lign", "wordpress-site"])
    def test_periods(self, organisation):
        assert re.search(PERIOD, self.said(organisation)) is None

    def test_no_vendor_of_ignix_labz(self):
        declared = records("ignix-labz")
        parties = [*records_of(declared, "processors").values(), *records_of(declared, "recipients").values()]
        assert [party.vendor for party in parties if party.vendor is not None] == []
        assert not [id_ for id_ in vendor_ids() if re.search(rf"\b{re.escape(id_)}\b", self.said("ignix-labz"))]

    def test_no_recipient_of_igence_but_wix_gateways_and_partners(self):
        declared = records("igence")
        assert set(declared.recipients) == {"wix", "payment-gateways", "business-partners"}

    @pytest.mark.parametrize("organisation", sorted(seen(OURS, Audience.INTERNAL)))
    def test_no_role_of_anybody(self, organisation):
        declared = records(organisation)
        assert declared.processors is None
        assert {party.role for party in records_of(declared, "recipients").values()} <= {None, Role.UNKNOWN}

    @pytest.mark.parametrize("organisation", ["ignix-labz", "itineris"])
    def test_no_name_of_a_cookie(self, organisation):
        trackers = records(organisation).trackers
        assert trackers
        assert [id_ for id_, tracker in trackers.items() if tracker.names is not None or tracker.title is None] == []

    def test_no_address_of_a_policy_of_i_lign_s_vendors(self):
        vendors = records("i-lign").recipients
        assert vendors
        policies = [party.policy for party in vendors.values() if is_value(party.policy)]
        assert [link.url for policy in policies for link in policy if link.url is not None] == []

    def test_wordpress_site_is_not_named(self):
        organisation = records("wordpress-site").organisation
        assert (is_value(organisation.name), organisation.address, organisation.short_name) == (False, None, None)
        names = {piece.name for piece in statements(OURS, Audience.PUBLIC, "wordpress-site")}
        assert "who.controller" not in names
        assert "who.unnamed" in names

    @pytest.mark.parametrize(
        ("organisation", "conflict"),
        [
            ("igence", "stated-above"),
            ("itineris", "responsible-or-not"),
            ("i-lign", "two-dates"),
            ("i-lign", "two-names"),
        ],
    )
    def test_contradictions_are_kept_and_not_resolved(self, organisation, conflict):
        declared = records(organisation).conflicts[conflict]
        assert declared.resolved is None
        assert all(resolve(records(organisation), path) is not None for path in declared.between)


INVENTED = {
    BASES: "activities: {orders: {basis: legitimate-interests}}",
    OFFICER: "organisation: {name: Harbour Books, dpo: {phone: '123'}}",
    AUTHORITY: "organisation: {name: Harbour Books, authority: [ico]}",
    CHILDREN: "activities: {orders: {subjects: [child]}}",
    MACHINES: "activities: {orders: {automated_decisions: none}}",
    EMAIL: "organisation: {name: Harbour Books, contacts: {us: {email: us@harbour.example}}}",
    PHONE: "organisation: {name: Harbour Books, contacts: {us: {phone: '+44 20 7946 0117'}}}",
    YEAR: "notices: {privacy: {is: privacy-notice, updated: 2024-02-25}}",
    PERIOD: "activities: {orders: {retention: 2 years}}",
}


class TestAnInventionIsNoticed:
    """The patterns above find what they look for, where an inventory states it: none of them passes on all texts."""

    @pytest.mark.parametrize("pattern", INVENTED)
    def test_words(self, pattern, tmp_path):
        text = INVENTED[pattern]
        text = text if text.startswith("organisation") else f"organisation: Harbour Books\n{text}"
        said = " | ".join(Written(tmp_path, f"{text}\n").said())
        assert re.search(pattern, said, re.IGNORECASE), said
        plain = " | ".join(Written(tmp_path / "plain", "organisation: Harbour Books\n").said())
        assert re.search(pattern, plain, re.IGNORECASE) is None

    @pytest.mark.parametrize(
        "name",
        [
            *BASIS_SENTENCES, *AUTOMATED_SENTENCES, *OFFICER_SENTENCES, "rights.authority", "who.regimes", "keep.rule",
            "keep.general", "keep.unknown", "transfers.", "glance.transfer", "who.address", "who.country",
            "changes.updated", "changes.effective", "cookies.consent", "cookies.", "cookies.lifetime",
        ],
    )  # fmt: skip
    def test_sentences(self, name):
        """The fictional organisation states it all, so each name is that of a sentence that exists."""
        pieces = [
            piece
            for page in (*pages(COMPLETE, Audience.PUBLIC), *pages(OURS, Audience.PUBLIC))
            for piece in page.statements
        ]
        known = {piece.name for piece in pieces} | set(macros("en"))
        assert any(each.startswith(name) for each in known)
