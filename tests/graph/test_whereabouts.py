"""`datamap where`: what somebody needs who answers a request for access or erasure."""

import json

import pytest

TEXT = """\
organisation:
  name: Test Ltd
  regimes: [gdpr]
  address: 1 Quay Street
  contacts:
    privacy: {email: privacy@test.example, post: address}
    lost: A contact that nothing names
systems:
  site: {title: Our site, is: website, host: hoster, retention: 30 days}
  idle: Unused system
processors:
  hoster: {title: Hosting Co, transfers: {US: sccs}}
  mailer: {vendor: sendgrid}
recipients:
  group: {title: Partners, includes: [inside]}
  inside: Inside Partner
clients:
  clubs: {title: Clubs, answered_by: client}
data_subjects:
  regular: {title: Regular customers, also: [Regulars], is: customer}
data_categories:
  health-notes: {title: Health notes, is: health, formerly: [old-notes]}
activities:
  orders:
    title: Orders
    purposes: {deliver: deliver orders, adverts: advertise}
    basis: contract
    subjects: [regular, visitor]
    data:
      - email: {needed_for: [deliver], source: given}
      - health-notes
      - address: {subjects: [regular]}
    flows:
      - regular & visitor -> site
      - site -> mailer: [email]
      - site -> group: unknown
    retention: [{keep: 2 years, after: your last order}]
  club:
    title: Club hosting
    on_behalf_of: clubs
    subjects: [member]
    flows: [member -> site]
rights:
  access: {how: privacy, deadline: 1 month}
  erasure: {how: privacy, subjects: [visitor]}
disclosures:
  court: {title: Courts, is: court-order, recipients: [court], data: [email]}
"""


@pytest.fixture
def where(datamap, tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "all.yaml").write_text(TEXT, encoding="utf-8")

    def run(*args):
        return datamap("where", *args, cwd=tmp_path)

    return run


@pytest.mark.parametrize("term", ["email", "E-mail address", "e-mail-address", "data_categories/email", "E_MAIL"])
def test_a_category_is_found_by_identifier_title_and_synonym(where, term):
    assert where(term).startswith("Test Ltd: E-mail address (a category of data, `email`)\n")


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("Regulars", "Test Ltd: Regular customers (a group of people, `regular`)  [inventory/all.yaml:20]"),
        ("site", "Test Ltd: Our site (a system, `site`)  [inventory/all.yaml:9]"),
        ("Hosting Co", "Test Ltd: Hosting Co (a processor, `hoster`)  [inventory/all.yaml:12]"),
        ("SendGrid", "Test Ltd: SendGrid (Twilio) (a vendor, `sendgrid`)"),
        ("court", "Test Ltd: Court (a kind of recipient, `court`)"),
        ("united states", "Test Ltd: United States (a country or area, `US`)"),
        ("privacy@test.example", "Test Ltd: privacy (a contact, `privacy`)  [inventory/all.yaml:6]"),
        ("old-notes", "Test Ltd: Health notes (a category of data, `health-notes`)  [inventory/all.yaml:22]"),
        ("clubs", "Test Ltd: Clubs (a client, `clubs`)  [inventory/all.yaml:18]"),
        ("Orders", "Test Ltd: Orders (an activity, `orders`)  [inventory/all.yaml:24]"),
    ],
)
def test_everything_that_can_be_asked_for(where, term, first):
    assert where(term).splitlines()[0] == first


def test_the_answer_for_a_category(where, golden, request):
    golden(where("email"), request.path.parent / "where-email.txt")


def test_the_answer_for_people(where, golden, request):
    golden(where("visitor"), request.path.parent / "where-visitor.txt")


def test_the_answer_for_a_country(where, golden, request):
    golden(where("US"), request.path.parent / "where-us.txt")


def test_the_answer_for_a_contact(where, golden, request):
    golden(where("privacy"), request.path.parent / "where-privacy.txt")


def test_a_wider_category_is_answered_with_its_kinds(where):
    answer = where("health")
    assert "Health notes" in answer
    assert "E-mail" not in answer


def test_what_nothing_names_is_said_to_be_unused(where):
    assert "No activity, flow, system or tracker names it." in where("idle")
    assert "reached by: no channel stated" in where("lost")


@pytest.mark.parametrize(("term", "near"), [("emial", "email"), ("Hosting Cp", "Hosting Co"), ("Regulrs", "Regulars")])
def test_an_unknown_term_gets_the_nearest_known_one(where, term, near):
    assert where(term) == f"datamap: nothing in this inventory is called `{term}`; did you mean `{near}`?\n[exit 2]\n"


def test_a_term_that_is_like_nothing(where):
    answer = where("zzzzzzzzzzzzzzz")
    assert answer.startswith("datamap: nothing in this inventory is called `zzzzzzzzzzzzzzz`; ")
    assert answer.endswith("[exit 2]\n")


def test_an_unknown_organisation(where):
    answer = where("email", "--org", "organisatoin")
    assert answer == "datamap: there is no organisation `organisatoin`; did you mean `organisation`?\n[exit 2]\n"


def test_an_inventory_with_defects_answers_nothing(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text("organisation: {name: T}\nsystem: {}\n", encoding="utf-8")
    answer = datamap("where", "email", "inventory.yaml", cwd=tmp_path)
    assert "defect LNG-01" in answer
    assert answer.endswith("nothing can be said from it; mend them first\n[exit 1]\n")


def test_all_organisations_are_asked(datamap, tmp_path):
    for name in ("a", "b"):
        (tmp_path / "inventory" / name).mkdir(parents=True)
        (tmp_path / "inventory" / name / "all.yaml").write_text(
            f"organisation: {{name: Company {name.upper()}}}\nactivities: {{x: {{data: [email]}}}}\n", encoding="utf-8"
        )
    answer = datamap("where", "email", cwd=tmp_path)
    assert answer.count("Company A: E-mail address") == 1
    assert answer.count("Company B: E-mail address") == 1
    assert "Company A" not in datamap("where", "email", "--org", "b", cwd=tmp_path)


class TestJson:
    def answer(self, where, term):
        text = where(term, "--format", "json")
        assert text.endswith("[exit 0]\n")
        return json.loads(text.removesuffix("[exit 0]\n"))

    def test_every_statement_has_its_place(self, where):
        (answer,) = self.answer(where, "email")["answers"]
        (orders,) = answer["activities"]
        assert (orders["file"], orders["line"]) == ("inventory/all.yaml", 24)
        assert orders["retention"] == [
            {
                "words": "2 years, after your last order",
                "from": "activity",
                "about": None,
                "path": ["organisation", "activities", "orders", "retention", 0],
                "file": "inventory/all.yaml",
                "line": 37,
            },
            {
                "words": "at Our site: 30 days",
                "from": "system",
                "about": None,
                "path": ["organisation", "systems", "site", "retention", 0],
                "file": "inventory/all.yaml",
                "line": 9,
            },
        ]

    def test_purposes_are_precise_only_where_that_is_said(self, where):
        (email,) = self.answer(where, "email")["answers"]
        (address,) = self.answer(where, "address")["answers"]
        assert [(p["id"]) for p in email["activities"][0]["purposes"]] == ["deliver"]
        assert email["activities"][0]["purposes_are_precise"] is True
        assert [(p["id"]) for p in address["activities"][0]["purposes"]] == ["deliver", "adverts"]
        assert address["activities"][0]["purposes_are_precise"] is False

    def test_data_of_some_people_only(self, where):
        (address,) = self.answer(where, "address")["answers"]
        assert [subject["id"] for subject in address["activities"][0]["subjects"]] == ["regular"]

    def test_chains_recipients_and_what_may_carry_it(self, where):
        (answer,) = self.answer(where, "email")["answers"]
        chains = {" ".join([chain[0]["source"], *(hop["target"] for hop in chain)]) for chain in answer["chains"]}
        assert chains == {
            "data_subjects/regular systems/site processors/mailer",
            "data_subjects/visitor systems/site processors/mailer",
            "data_subjects/regular systems/site processors/hoster",
            "data_subjects/visitor systems/site processors/hoster",
            "organisation/organisation party_kinds/court",
        }
        assert [received["node"] for received in answer["recipients"]] == [
            "processors/mailer",
            "processors/hoster",
            "party_kinds/court",
        ]
        assert [hop["target"] for hop in answer["silent"]] == ["recipients/group", "recipients/inside"]

    def test_who_answers_for_our_clients(self, where):
        (answer,) = self.answer(where, "members")["answers"]
        assert answer["requests"][-1]["words"] == "Clubs is the controller of Club hosting: answered by client"
