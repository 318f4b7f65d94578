"""From files to organisations: who sees which records, what stands closer, and what reads as it was written."""

import gc

import pytest

from datamap.catalog.known import built_in
from datamap.load.files import SourceFiles
from datamap.load.inventory import load
from datamap.model.said import Said
from tests.written import clean, lines, loaded

GROUP = {
    "shared.yaml": """
processors:
  mailer: Mail Co
  printers: {title: The printers of the group, country: GB}
systems: {intranet: Intranet}
clients: none
""",
    "north/shared.yaml": "systems: {intranet: The intranet of the north, wiki: Wiki}\n",
    "north/books/organisation.yaml": "organisation: Harbour Books Ltd\n",
    "north/books/parties.yaml": "processors: {printers: {title: Our print shop}}\nclients: {clubs: Clubs}\n",
    "south/organisation.yaml": "organisation: South Ltd\nsystems: none\n",
}


class TestWhatIsStatedCloserWinsAndReplaces:
    """Law 6: nothing merges; records of a parent directory are visible in all organisations below it."""

    organisations = clean(GROUP).inventory.organisations

    def test_an_organisation_is_named_for_its_directory(self):
        assert list(self.organisations) == ["books", "south"]

    def test_records_of_parent_directories_are_seen(self):
        assert list(self.organisations["books"].processors) == ["mailer", "printers"]
        assert list(self.organisations["books"].systems) == ["intranet", "wiki"]
        assert self.organisations["south"].processors["printers"].title == "The printers of the group"

    def test_the_closer_record_replaces_the_farther_as_a_whole(self):
        printers = self.organisations["books"].processors["printers"]
        assert (printers.title, printers.country) == ("Our print shop", None)
        assert self.organisations["books"].systems["intranet"].title == "The intranet of the north"

    def test_a_closer_statement_replaces_records_and_the_other_way_round(self):
        assert self.organisations["south"].systems is Said.NONE
        assert self.organisations["south"].clients is Said.NONE
        assert list(self.organisations["books"].clients) == ["clubs"]

    def test_who_looks_for_a_record_is_sent_to_the_closest(self):
        sources = clean(GROUP).sources
        assert sources.place(("books", "processors", "printers")).file == "north/books/parties.yaml"
        assert sources.place(("books", "systems", "intranet")).file == "north/shared.yaml"
        assert sources.place(("south", "processors", "printers")).file == "shared.yaml"

    def test_what_a_closer_none_replaced_is_not_known_any_more(self):
        files = {**GROUP, "south/more.yaml": "activities: {post: {flows: [customer -> intranet]}}\n"}
        (line,) = lines(loaded(files))
        assert "`intranet` is not known among" in line


def test_an_inventory_of_one_organisation_needs_no_directory():
    (id_,) = clean("organisation: X\n").inventory.organisations
    assert id_ == "organisation"


def test_an_organisation_can_lie_below_another():
    result = clean({"o.yaml": "organisation: X\nsystems: {shop: Shop}\n", "branch/o.yaml": "organisation: Y\n"})
    branch = result.inventory.organisations["branch"]
    assert (branch.organisation.name, list(branch.systems)) == ("Y", ["shop"])


def test_no_files_make_an_empty_inventory():
    result = load(SourceFiles(files=(), findings=()), built_in())
    assert (result.inventory.organisations, result.findings, result.has_defects) == ({}, (), False)


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled):
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        clean("organisation: X\n")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_traps_that_other_readers_fall_into_are_read_as_written():
    records = clean("""
organisation:
  name: 1.10
  country: NO
  registration: 0303
  address: 12:30
  employees: 1_000
  languages: [no, en]
  contacts: {privacy: {phone: 0131 496 0000, post: yes}}
regions: {north: {includes: [NO, SE]}}
trackers:
  "*_session": {class: essential, to: keep you signed in}
  "[UID]_id": {class: essential, to: on, names: [off, y]}
  "@cart": {class: essential, to: remember your basket, expires: session}
  1: {class: essential, to: "null"}
notices: {privacy: {is: privacy-notice, version: 1.10}}
""").inventory.organisations["organisation"]
    organisation = records.organisation
    assert (organisation.name, organisation.country, organisation.registration) == ("1.10", "NO", "0303")
    assert (organisation.address, organisation.employees, organisation.languages) == ("12:30", "1_000", ("no", "en"))
    assert organisation.contacts["privacy"].phone == ("0131 496 0000",)
    assert list(records.trackers) == ["*_session", "[UID]_id", "@cart", "1"]
    assert (records.trackers["[UID]_id"].to, records.trackers["[UID]_id"].names) == ("on", ("off", "y"))
    assert records.trackers["1"].to == "null"
    assert records.notices["privacy"].version == "1.10"


def test_a_former_identifier_is_carried_and_names_nothing():
    text = "organisation: X\nsystems: {shop: {title: Shop, formerly: [store, web-shop]}}\n"
    assert clean(text).inventory.organisations["organisation"].systems["shop"].formerly == ("store", "web-shop")
    (line,) = lines(loaded(f"{text}activities: {{orders: {{systems: [store]}}}}\n"))
    assert "`store` is not known among systems" in line


class TestWhatSelects:
    """Section 5: keys intersect, lists unite, absent means everywhere; all matching items apply."""

    text = """
organisation: X
products: {shop: Shop, blog: Blog}
regions: {north: {includes: [NO, eu]}}
systems: {server: {is: server}}
processors:
  mail-co:
    uses:
      - {only: {product: shop, region: [north, US-CA]}, provides: receipts}
      - {except: {platform: android, basis: consent}, role: independent-controller}
activities:
  sign-up:
    purposes: {deliver: deliver it}
    retention: {keep: 14 days, only: {at: server, data: email, subjects: [customer], purpose: deliver}, if: you ask}
"""

    def test_selectors_are_read_wherever_they_stand(self):
        records = clean(self.text).inventory.organisations["organisation"]
        first, second = records.processors["mail-co"].uses
        assert (first.only.product, first.only.region, first.except_) == (("shop",), ("north", "US-CA"), None)
        assert (second.except_.platform, second.except_.basis) == (("android",), ("consent",))
        (rule,) = records.activities["sign-up"].retention
        assert (rule.only.at, rule.only.purpose, rule.if_) == (("server",), ("deliver",), "you ask")

    @pytest.mark.parametrize(
        ("right", "wrong", "message"),
        [
            ("product: shop", "product: shp", "`shp` is not known among products; did you mean `shop`?"),
            ("region: [north", "region: [eeea", "`eeea` is not known among regions, countries and areas; did you mean `eea`?"),
            ("region: [north", "region: [noth", "`noth` is not known among regions, countries and areas; did you mean `north`?"),
            ("US-CA", "ZZ-CA", "`ZZ-CA` is not known among regions, countries and areas; write the two letters of ISO 3166-1, such as `NZ`, or declare it under `regions`"),
            ("basis: consent", "basis: consnt", "`consnt` is not known among bases; did you mean `consent`?"),
            ("at: server", "at: sever", "`sever` is not known among systems and system kinds; did you mean `server`?"),
            ("purpose: deliver", "purpose: deliv", "`deliv` is not known among purposes; did you mean `deliver`?"),
            ("{product: shop", "{produkt: shop", "`produkt` is not a key of a selector; did you mean `product`?"),
            ("only: {at: server, data: email, subjects: [customer], purpose: deliver}", "only: server",
             "found `server`, expected a mapping; its keys are product, region, entity, subjects, data, at, platform, purpose, basis"),
        ],
    )  # fmt: skip
    def test_what_selects_nothing_is_told(self, right, wrong, message):
        assert right in self.text
        (line,) = lines(loaded(self.text.replace(right, wrong)))
        assert message in line


def test_a_purpose_has_words_or_a_term_that_has_them():
    clean("organisation: X\npurposes: {direct-marketing: {owner: sales}, news: {is: direct-marketing}, a: {for: b}}\n")


def test_a_path_into_a_file_that_could_not_be_read_is_not_called_wrong():
    result = loaded(
        {
            "a.yaml": "organisation: X\nwaivers: {w: {rule: A, at: systems/shop, reason: b, until: 2027-01-01}}\n",
            "b.yaml": "systems: [\n",
        }
    )
    assert [finding.id for finding in result.findings] == ["YAML-01", "REF-05"]


def test_many_unread_files_are_counted_and_not_listed():
    result = loaded({"o.yaml": "organisation: X\n", **{f"{number}.yaml": "a: [\n" for number in range(9)}})
    (info,) = (finding for finding in result.findings if finding.id == "REF-05")
    assert info.message == "references were not checked, since 0.yaml, 1.yaml, 2.yaml and 6 more could not be read"


def test_of_many_organisations_that_miss_a_shared_name_some_are_named():
    files = {f"{name}/o.yaml": "organisation: X\n" for name in "abcdef"}
    files["a/s.yaml"] = "systems: {shop: Shop}\n"
    (line,) = lines(loaded({**files, "shared.yaml": "activities: {orders: {systems: [shop]}}\n"}))
    assert "`shop` is not known among systems, as `b`, `c`, `d` and 2 more would read it;" in line
    files.pop("a/s.yaml")
    (line,) = lines(loaded({**files, "shared.yaml": "activities: {orders: {systems: [shop]}}\n"}))
    assert "`shop` is not known among systems; " in line


def test_a_faulty_record_that_a_closer_one_replaces_is_told_for_itself_alone():
    result = loaded(
        {
            "shared.yaml": "processors: {mailer: {hosts: x, measures: [nobody]}}\n",
            "books/o.yaml": "organisation: X\nprocessors: {mailer: Mail Co}\n",
        }
    )
    assert [line.split(": ")[1] for line in lines(result)] == ["defect LNG-01"]


def test_the_lines_of_all_files_are_known():
    result = clean({"a.yaml": "organisation: X\n", "b.yaml": "systems: {shop: Shop}\n"})
    assert dict(result.sources.lines) == {"a.yaml": ("organisation: X", ""), "b.yaml": ("systems: {shop: Shop}", "")}
    assert len(result.sources.lines) == 2
