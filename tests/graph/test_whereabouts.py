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

LIMITED = """\
organisation: {name: Test Ltd, regimes: [gdpr], contacts: {privacy: {email: privacy@test.example}}}
products: {box: The box}
systems: {site: {title: Our site, host: [hoster: {limit: at night}]}}
processors: {mailer: Mail Co, hoster: Hosting Co}
activities:
  filter:
    title: Spam filter
    may: true
    limit: as far as the law allows
    only: {product: box}
    purposes: {sort: {to: sort mail, when: you ask}}
    subjects: [customer: {when: you are a member}]
    data: [email: {may: true, limit: the address alone}]
    flows: [customer -> site, site -> mailer: {unless: you object}]
    basis: [{consent: {given: a form, limit: in writing}, when: you are of age}]
    retention:
      - {keep: 2 years, data: [email: {limit: the local part}], then: [delete: {may: true, when: there is room}], needed_for: [sort: {unless: it is paid}]}
rights:
  access: {how: [privacy: {may: true, text: as you like}], may: true, deadline: {within: 1 month, unless: it is hard}}
"""


SHOWN = """\
organisation: {name: Test Ltd, contacts: {privacy: {email: privacy@test.example}}}
systems: {site: {title: Our site, is: website, host: hoster}}
processors: {hoster: Hosting Co}
activities:
  images:
    title: Images
    subjects: [member]
    data: [photo]
    flows: [member -> site, site -> visitor: {may: true}]
  logs: {title: Logs, subjects: [visitor], data: [ip-address], flows: [visitor -> site, site -> visitor]}
"""

SHOWN_ANSWER = """\
Test Ltd: Visitors (a group of people, `visitor`)

Our systems to search
  Our site  [inventory/all.yaml:2]
    data: IP address
    of: Visitors
    in: Logs
    kept: not stated
    hosted by: Hosting Co  [inventory/all.yaml:2]

Processors to ask
  Hosting Co [processor]  [inventory/all.yaml:3]
    data: IP address
    of: Visitors
    in: Logs
    kept: not stated
    where: not stated
    contact: not stated

How it gets there
  Visitors -> Our site -> (hosted by) Hosting Co [processor]
    in: Logs
    at: inventory/all.yaml:10, inventory/all.yaml:2
  Our site -> Visitors
    in: Logs
    at: inventory/all.yaml:10

What it is used for
  Logs (we are the controller)  [inventory/all.yaml:10]
    people: Visitors
    data: IP address
    basis: not stated
    kept: not stated

Named by
  Images: gets data of others (may): Members  [inventory/all.yaml:9]
[exit 0]
"""

STORED = """\
organisation: {name: Test Ltd}
systems: {site: {title: Our site, is: website, host: hoster}}
processors: {hoster: Hosting Co}
trackers:
  answer: {title: Your answer, is: local-storage, set_by: site, data: [preferences], expires: persistent}
  note: {title: A note, data: [preferences], expires: session}
"""

STORED_ANSWER = """\
Test Ltd: Preferences (a category of data, `preferences`)

How it gets there
  Browser or device -> (tracker) Storage of the browser
    in: Your answer
    at: inventory/all.yaml:5
  Browser or device -> (tracker) Set by: not stated
    in: A note
    at: inventory/all.yaml:6
[exit 0]
"""

DENIED = """\
organisation: {name: Test Ltd, contacts: {privacy: {email: privacy@test.example}}}
recipients: {outsiders: Outsiders, carrier: Carrier}
activities: {orders: {title: Orders, data: [name], recipients: [carrier]}}
commitments: {no-release: {title: No release, never: [{does: sell, recipients: [outsiders, carrier]}]}}
rights: {access: privacy}
"""

DENIED_ANSWER = """\
Test Ltd: Outsiders (a party that gets no data, `outsiders`)  [inventory/all.yaml:2]

Named by
  Commitments, No release: never recipients  [inventory/all.yaml:4]
[exit 0]
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


def test_whom_data_only_reach_is_not_whom_they_are_about(datamap, tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "all.yaml").write_text(SHOWN, encoding="utf-8")
    assert datamap("where", "visitor", cwd=tmp_path) == SHOWN_ANSWER


def test_what_stays_in_the_browser_is_with_nobody_else(datamap, tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "all.yaml").write_text(STORED, encoding="utf-8")
    assert datamap("where", "preferences", cwd=tmp_path) == STORED_ANSWER
    assert (
        datamap("ask", "recipients", cwd=tmp_path)
        == "Test Ltd: recipients\n  Hosting Co  [inventory/all.yaml:2]\n[exit 0]\n"
    )


def test_a_party_that_only_a_promise_names_gets_nothing(datamap, tmp_path):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "all.yaml").write_text(DENIED, encoding="utf-8")
    assert datamap("where", "outsiders", cwd=tmp_path) == DENIED_ANSWER
    assert (
        datamap("ask", "recipients", cwd=tmp_path)
        == "Test Ltd: recipients\n  Carrier  [inventory/all.yaml:3]\n[exit 0]\n"
    )
    assert "Outsiders" not in datamap("graph", "--format", "json", cwd=tmp_path)


def test_the_answer_for_a_contact(where, golden, request):
    golden(where("privacy"), request.path.parent / "where-privacy.txt")


def test_what_limits_a_statement_stands_beside_it(datamap, tmp_path, golden, request):
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "all.yaml").write_text(LIMITED, encoding="utf-8")
    golden(datamap("where", "email", cwd=tmp_path), request.path.parent / "where-limited.txt")


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
        held = {
            part: [each["node"] for each in answer[part]] for part in ("systems", "processors", "recipients", "staff")
        }
        assert held == {
            "systems": ["systems/site", "organisation/organisation"],
            "processors": ["processors/mailer", "processors/hoster"],
            "recipients": ["party_kinds/court"],
            "staff": [],
        }
        assert [hop["target"] for hop in answer["silent"]] == ["recipients/group", "recipients/inside"]

    def test_who_answers_for_our_clients(self, where):
        (answer,) = self.answer(where, "members")["answers"]
        told = "Club hosting: held for Clubs, the controller; requests are answered by Clubs"
        assert answer["requests"][0]["words"] == told


def answer_in(datamap, tmp_path, text, term):
    (tmp_path / "inventory.yaml").write_text(f"organisation: {{name: T, regimes: [gdpr]}}\n{text}", encoding="utf-8")
    told = datamap("where", term, "inventory.yaml", "--format", "json", cwd=tmp_path)
    (answer,) = json.loads(told.removesuffix("[exit 0]\n"))["answers"]
    return answer


CATEGORIES = """\
data_categories:
  record: {title: Medical record, is: health, includes: [name, blood-type]}
  blood-type: {title: Blood type, is: health}
  file: {title: Whole file, includes: [record, address]}
activities:
  a: {subjects: [patient], data: [record], flows: [patient -> us]}
  b: {subjects: [patient], data: [name, email], flows: [patient -> us]}
  c: {subjects: [employee], data: [file, phone], flows: [employee -> us]}
  d: {subjects: [employee], data: [health], flows: [employee -> us]}
systems: {us: Our system}
"""


@pytest.mark.parametrize(
    ("term", "data", "counted"),
    [
        pytest.param(
            "health", {"a": ["record"], "c": ["file"], "d": ["health"]}, ["record", "file"], id="a kind and its whole"
        ),
        pytest.param(
            "name", {"a": ["record"], "b": ["name"], "c": ["file"]}, ["record", "file"], id="a part and its wholes"
        ),
        pytest.param(
            "record", {"a": ["record"], "b": ["name"], "c": ["file"]}, ["name", "file"], id="what it includes"
        ),
        pytest.param("address", {"c": ["file"]}, ["file"], id="never what stands beside it"),
        pytest.param(
            "blood-type", {"a": ["record"], "c": ["file"]}, ["record", "file"], id="a wider kind is no whole of it"
        ),
    ],
)
def test_what_a_category_matches(datamap, tmp_path, term, data, counted):
    answer = answer_in(datamap, tmp_path, CATEGORIES, term)
    assert {each["id"]: [category["id"] for category in each["data"]] for each in answer["activities"]} == data
    assert [category["id"] for category in answer["counted"]] == counted


def test_where_only_a_wider_kind_is_named_it_may_be_there(datamap, tmp_path):
    answer = answer_in(datamap, tmp_path, CATEGORIES, "blood-type")
    assert [(hop["activity"], [each["id"] for each in hop["data"]]) for hop in answer["silent"]] == [("d", ["health"])]


PEOPLE = """\
data_subjects:
  patient: {title: Patients, is: customer}
  child: {title: Children, is: patient}
activities:
  a: {subjects: [child], data: [name]}
  b: {subjects: [patient], data: [email]}
  c: {subjects: [customer, employee], data: [phone, {salary: {subjects: [employee]}}]}
"""


@pytest.mark.parametrize(
    ("term", "activities"),
    [("child", ["a"]), ("patient", ["a", "b"]), ("customer", ["a", "b", "c"]), ("employee", ["c"])],
)
def test_people_are_found_as_themselves_and_their_kinds(datamap, tmp_path, term, activities):
    text = PEOPLE.replace("{salary: {subjects: [employee]}}", "salary: {subjects: [employee]}")
    answer = answer_in(datamap, tmp_path, text, term)
    assert [each["id"] for each in answer["activities"]] == activities
    in_c = [each["id"] for activity in answer["activities"] if activity["id"] == "c" for each in activity["data"]]
    assert ("salary" in in_c) is (term == "employee")


COUNTRY = """\
processors:
  far: {title: Far, transfers: {US: sccs}}
  near: {title: Near, transfers: {DE: adequacy}}
activities:
  a:
    purposes: {adverts: advertise, delivery: deliver orders}
    subjects: [customer, employee]
    data: [name, email, address]
    flows:
      - customer -> shop -> far: {data: [email], purposes: [adverts]}
      - employee -> shop -> near: [name]
systems: {shop: Shop}
"""


def test_of_a_country_only_what_reaches_it_is_told(datamap, tmp_path):
    answer = answer_in(datamap, tmp_path, COUNTRY, "US")
    (activity,) = answer["activities"]
    assert [each["id"] for each in activity["data"]] == ["email"]
    assert [each["id"] for each in activity["subjects"]] == ["customer"]
    assert [each["id"] for each in activity["purposes"]] == ["adverts"]
    assert [(each["node"], [one["id"] for one in each["data"]]) for each in answer["systems"]] == [
        ("systems/shop", ["email"])
    ]
    assert [each["node"] for each in answer["processors"]] == ["processors/far"]
    assert [each["place"] for each in answer["countries"]] == ["US"]


HOLDERS = """\
processors:
  host: {title: Host, vendor: hetzner, country: DE, agreement: {document: Our agreement, at_end: returned and deleted}}
  mail: {title: Mail, policy: https://mail.example/privacy, legal_name: Mail Ltd, owner: marketing team}
  quiet: {title: Quiet, legal_name: Quiet Ltd}
recipients: {bank: {title: Bank, role: independent-controller}}
systems:
  shop: {title: Shop, is: website, host: host, retention: 30 days, owner: shop team}
data_categories: {note: {title: Note, retention: 1 week}}
activities:
  a:
    title: Orders
    subjects: [customer, visitor]
    data: [email, note]
    retention: {keep: 2 years, data: [email]}
    flows: [customer & visitor -> shop, shop -> mail & quiet & bank]
    recipients: [staff: {data: [email, note]}]
"""


def test_who_is_asked_and_told_and_how(datamap, tmp_path):
    answer = answer_in(datamap, tmp_path, HOLDERS, "email")
    shop, ours = answer["systems"]
    assert ours["node"] == "organisation/organisation"
    assert [(fact["words"], fact["from"]) for fact in shop["retention"]] == [
        ("2 years, for E-mail address", "activity"),
        ("30 days", "system"),
    ]
    assert [fact["words"] for fact in shop["contact"]] == ["looked after by: shop team", "hosted by: Host"]
    contacts = {each["title"]: [fact["words"] for fact in each["contact"]] for each in answer["processors"]}
    assert contacts == {
        "Mail": [
            "looked after by: marketing team",
            "legal name: Mail Ltd",
            "privacy policy: https://mail.example/privacy",
        ],
        "Quiet": ["legal name: Quiet Ltd"],
        "Host": [
            "agreement: Our agreement",
            "at the end: returned and deleted",
            "legal name: Hetzner Online GmbH (vendor catalogue, checked 2026-11-22)",
            "privacy policy: https://www.hetzner.com/legal/privacy-policy/ (vendor catalogue, checked 2026-11-22)",
        ],
    }
    assert [(each["title"], each["roles"]) for each in answer["recipients"]] == [("Bank", ["independent-controller"])]
    assert [each["title"] for each in answer["staff"]] == ["Staff"]
    text = datamap("where", "email", "inventory.yaml", cwd=tmp_path)
    assert "\nOther recipients, to be told of an erasure or correction (GDPR Art. 19)\n  Bank" in text
    assert (
        "\n  Quiet [processor]  [inventory.yaml:5]\n    data: E-mail address\n    of: Customers, Visitors\n    in: Orders\n    kept: 2 years, for E-mail address  [inventory.yaml:15]\n    where: not stated\n    legal name: Quiet Ltd  [inventory.yaml:5]\n    contact: not stated\n"
        in text
    )


def test_a_rule_for_some_of_the_data_says_which(datamap, tmp_path):
    shop, _ = answer_in(datamap, tmp_path, HOLDERS, "customer")["systems"]
    assert [(fact["words"], fact["about"]) for fact in shop["retention"]] == [
        ("2 years, for E-mail address", None),
        ("30 days", None),
        ("1 week", "Note"),
    ]


def test_no_article_is_cited_where_no_regime_is_stated(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(f"organisation: {{name: T}}\n{HOLDERS}", encoding="utf-8")
    text = datamap("where", "email", "inventory.yaml", cwd=tmp_path)
    assert "\nOther recipients, to be told of an erasure or correction\n  Bank" in text


WAYS = """\
systems: {one: One, two: Two, web: Web}
activities:
  a: {title: A, subjects: [customer, visitor], data: [email], flows: [customer & visitor -> web -> one & two]}
  b: {title: B, subjects: [customer], data: [email], flows: [customer -> web -> one]}
  c: {title: C, subjects: [customer, visitor], data: [email], flows: [customer & visitor -> web -> one & two]}
"""


def test_chains_side_by_side_are_told_once_and_nothing_is_told_that_is_not(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(f"organisation: {{name: T}}\n{WAYS}", encoding="utf-8")
    text = datamap("where", "email", "inventory.yaml", cwd=tmp_path)
    told = text.split("How it gets there\n")[1].split("\n\n")[0].splitlines()
    assert [line.strip() for line in told if " at: " not in line] == [
        "Customers, Visitors -> Web -> One, Two",
        "in: A, C",
        "Customers -> Web -> One",
        "in: B",
    ]


def test_an_area_stands_for_the_countries_in_it(datamap, tmp_path):
    answer = answer_in(datamap, tmp_path, COUNTRY, "eea")
    assert (answer["kind"], answer["title"]) == ("countries", "the European Economic Area")
    assert [each["node"] for each in answer["processors"]] == ["processors/near"]
    assert [each["place"] for each in answer["countries"]] == ["DE"]


def test_the_lists_of_holders_are_never_cut(datamap, tmp_path):
    systems = ", ".join(f"s{number}: System {number}" for number in range(600))
    flows = ", ".join(f"customer -> s{number}" for number in range(600))
    (tmp_path / "inventory.yaml").write_text(
        f"organisation: {{name: T}}\nsystems: {{{systems}}}\n"
        f"activities: {{a: {{subjects: [customer], data: [email], flows: [{flows}]}}}}\n",
        encoding="utf-8",
    )
    text = datamap("where", "email", "inventory.yaml", cwd=tmp_path)
    searched = text.split("\nHow it gets there\n")[0]
    assert searched.count("\n  System ") == 600
    assert "(only the first 500 chains were followed; the lists above are complete)" in text


def test_holders_of_which_the_same_is_said_stand_together(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(
        "organisation: {name: T}\nsystems:\n  a: A\n  b: B\n  c: {title: C, retention: 1 year}\n"
        "activities: {x: {title: X, subjects: [customer], data: [email], flows: [customer -> a & b & c]}}\n",
        encoding="utf-8",
    )
    text = datamap("where", "email", "inventory.yaml", cwd=tmp_path)
    assert (
        "Our systems to search\n  A  [inventory.yaml:3]\n  B  [inventory.yaml:4]\n"
        "    data: E-mail address\n    of: Customers\n    in: X\n    kept: not stated\n"
        "  C  [inventory.yaml:5]\n    data: E-mail address\n    of: Customers\n    in: X\n"
        "    kept: 1 year (from: system)  [inventory.yaml:5]\n"
    ) in text


SCOPED = """\
regions: {europe: {title: Europe, includes: [eea, GB]}}
data_subjects: {staff: {title: Staff of clubs, is: employee}}
clients: {clubs: {title: Clubs, answered_by: each}, firms: {title: Firms}, shops: {title: Shops, answered_by: us}}
systems: {site: {title: Site, host: cloud}}
processors:
  cloud:
    title: Cloud
    transfers: {US: [{mechanism: sccs, only: {region: europe}, until: 2027-01-31}, {mechanism: dpf, when: certified}]}
activities:
  hosting:
    title: Hosting
    on_behalf_of: [clubs, firms, shops]
    subjects: [staff]
    data: [email]
    flows: [staff -> site]
  own:
    title: Own
    purposes: [direct-marketing]
    subjects: [staff]
    data: [email]
    basis: [{contract: {}, only: {region: DE}}, {consent: {}, except: {purpose: direct-marketing, platform: ios}}]
rights:
  access:
    - {how: by letter, deadline: 1 month, extension: {by: 2 months, when: you ask much, may: true}, request: in writing, fee: none, quota: unknown}
    - {how: ask the club, subjects: [{staff: {when: they work there}}], data: [email]}
  erasure: {how: by letter, only: {region: [europe, US], subjects: staff}, channels: [email], when: the law says so}
"""


class TestScopes:
    """What holds only somewhere, or for somebody, never reads as if it held everywhere."""

    def words(self, datamap, tmp_path, key):
        answer = answer_in(datamap, tmp_path, SCOPED, "staff")
        return [fact["words"] for fact in (answer if key == "requests" else answer["activities"][1])[key]]

    def test_of_rights_with_clients_and_some_people_first(self, datamap, tmp_path):
        assert self.words(datamap, tmp_path, "requests") == [
            "Hosting: held for Clubs, the controller; Clubs and we each answer",
            "Hosting: held for Firms, the controller; who answers is not stated",
            "Hosting: held for Shops, the controller; requests are answered by us",
            "Access: ask the club; for E-mail address, Staff of clubs (when they work there)",
            (
                "Access: by letter; answered within 1 month; can take 2 months longer, when you ask much (may); "
                "request: in writing; fee: none"
            ),
            (
                "Erasure: by letter; on E-mail; when the law says so; "
                "only region: Europe or United States and people: Staff of clubs"
            ),
        ]

    def test_of_bases(self, datamap, tmp_path):
        assert self.words(datamap, tmp_path, "bases") == [
            "contract, only region: Germany",
            "consent, except platform: ios and purpose: Direct marketing",
        ]

    def test_of_transfers(self, datamap, tmp_path):
        (tmp_path / "inventory.yaml").write_text(f"organisation: {{name: T}}\n{SCOPED}", encoding="utf-8")
        told = datamap("where", "cloud", "inventory.yaml", cwd=tmp_path)
        sccs = "Standard contractual clauses of the European Commission, only region: Europe, until 2027-01-31"
        assert [line.split("  [")[0].strip() for line in told.splitlines() if "where: " in line] == [
            f"where: United States: {sccs}",
            "where: United States: EU-US Data Privacy Framework, when certified",
        ]


PRECISE = """\
systems: {site: Site}
activities:
  a:
    subjects: [visitor]
    data: [photo, email, phone, name]
    flows: [visitor -> site]
    retention:
      - {keep: 6 months}
      - {keep: 5 years, when: a claim is made}
      - {keep: 24 hours, data: [photo]}
      - {keep: 3 days, only: {data: phone}}
      - {keep: 9 days, data: [email], when: you ask}
      - {keep: 65 days, at: backup}
"""


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("photo", ["5 years, when a claim is made", "24 hours, for Photograph"]),
        ("phone", ["5 years, when a claim is made", "3 days, only data: Phone number"]),
        ("email", ["6 months", "5 years, when a claim is made", "9 days, for E-mail address, when you ask"]),
    ],
)
def test_a_period_for_some_data_stands_in_place_of_the_one_for_all(datamap, tmp_path, asked, kept):
    (activity,) = answer_in(datamap, tmp_path, PRECISE, asked)["activities"]
    assert [fact["words"] for fact in activity["retention"]] == [*kept, "at Backup: 65 days"]


def test_what_a_period_names_is_not_named_twice(datamap, tmp_path):
    answer = answer_in(datamap, tmp_path, PRECISE, "a")
    told = [(fact["words"], fact["about"]) for fact in answer["systems"][0]["retention"]]
    assert ("24 hours, for Photograph", None) in told
    assert ("6 months", "E-mail address, Name") in told


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("", "Standard contractual clauses of the European Commission"),
        ("transfers: {CA: sccs}", "Standard contractual clauses of the European Commission"),
        ("transfers: {US: dpf}", "EU-US Data Privacy Framework"),
        ("transfers: {US: unknown}", "mechanism stated as unknown"),
    ],
)
def test_a_mechanism_is_that_of_the_activity_or_of_the_defaults(datamap, tmp_path, own, told):
    text = "organisation: {name: T, defaults: {transfers: {US: sccs}}}\nprocessors: {lab: {title: Lab, country: US}}\n"
    text += f"activities:\n  a:\n    subjects: [customer]\n    data: [email]\n    flows: [customer -> lab]\n    {own}\n"
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    answer = datamap("where", "lab", "inventory.yaml", cwd=tmp_path)
    assert f"    where: United States: {told}  [" in answer


@pytest.mark.parametrize(("term", "place"), [("NZ", "New Zealand"), ("nz", "New Zealand")])
def test_a_country_that_nothing_reaches_is_known_as_one(where, term, place):
    assert where(term) == (
        f"datamap: nothing in this inventory names {place}: no hop, host, party, system, region or entity; "
        "it names United States\n[exit 2]\n"
    )


NAMED = """\
organisation: {name: T, country: GB, entities: {irish: {name: Irish Ltd, country: IE}}}
regions: {alps: {title: The Alps, includes: [CH, AT]}}
laws: {act: {title: An act}}
"""


@pytest.mark.parametrize(
    ("term", "named"),
    [
        ("GB", ["United Kingdom (a country or area, `GB`)", "  Organisation: country  [inventory.yaml:1]"]),
        ("uk", ["United Kingdom (a country or area, `GB`)", "  Organisation: country  [inventory.yaml:1]"]),
        (
            "Ireland",
            ["Ireland (a country or area, `IE`)", "  Organisation: entities irish country  [inventory.yaml:1]"],
        ),
        ("CH", ["Switzerland (a country or area, `CH`)", "  Regions, The Alps: includes  [inventory.yaml:2]"]),
        (
            "eea",
            [
                "the European Economic Area (a country or area, `eea`)",
                "  Organisation: entities irish country (Ireland)  [inventory.yaml:1]",
                "  Regions, The Alps: includes (Austria)  [inventory.yaml:2]",
            ],
        ),
    ],
)
def test_a_country_that_no_hop_reaches_is_found_where_it_is_named(datamap, tmp_path, term, named):
    (tmp_path / "inventory.yaml").write_text(NAMED, encoding="utf-8")
    title, *places = named
    assert datamap("where", term, "inventory.yaml", cwd=tmp_path).splitlines() == [
        f"T: {title}",
        "  no hop is stated to reach it, and no party or system is said to be there",
        "",
        "Named by",
        *places,
        "[exit 0]",
    ]


def test_a_country_that_is_not_named_is_known_by_its_name_and_a_slip_is_mended(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text("organisation: {name: T}", encoding="utf-8")
    assert datamap("where", "new zealand", "inventory.yaml", cwd=tmp_path) == (
        "datamap: nothing in this inventory names New Zealand: no hop, host, party, system, region or entity; "
        "it names no country\n[exit 2]\n"
    )
    assert datamap("where", "New Zeeland", "inventory.yaml", cwd=tmp_path) == (
        "datamap: nothing in this inventory is called `New Zeeland`; did you mean `New Zealand`?\n[exit 2]\n"
    )


def test_what_names_a_contact_beside_rights(datamap, tmp_path):
    text = (
        "organisation: {name: T, contacts: {privacy: {email: p@t.example}, dpo: {email: d@t.example}}}\n"
        "rights: {access: {how: privacy}, erasure: {how: dpo}}\n"
        "notices: {main: {is: privacy-notice, language: en, contact: privacy}}\n"
    )
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    assert datamap("where", "privacy", "inventory.yaml", cwd=tmp_path).splitlines() == [
        "T: privacy (a contact, `privacy`)  [inventory.yaml:1]",
        "  reached by: p@t.example  [inventory.yaml:1]",
        "",
        "Named by",
        "  Notices, Main: contact  [inventory.yaml:3]",
        "",
        "Requests",
        "  Access: privacy, p@t.example  [inventory.yaml:2]",
        "[exit 0]",
    ]


REPEATED = """\
organisation:
  name: T
  defaults: {retention: {keep: 2 years, after: the last order that you placed with us in any of our shops}}
systems: {one: One, two: {title: Two, holds: [phone: {may: true, when: you gave it}], host: box}}
processors: {box: {title: Box, vendor: hetzner, transfers: none}}
recipients: {last: Last}
activities:
  a: {title: A, subjects: [customer], data: [email], flows: [customer -> one]}
  b: {title: B, subjects: [customer], data: [name, phone], flows: [customer -> one -> last: [name]]}
rights: {access: {how: request}, erasure: {how: request}}
"""


def test_what_is_long_and_said_before_is_not_said_again(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(REPEATED, encoding="utf-8")
    answer = datamap("where", "customer", "inventory.yaml", cwd=tmp_path)
    rule = "2 years, after the last order that you placed with us in any of our shops (from: defaults)"
    assert [line for line in answer.splitlines() if "kept:" in line] == [
        f"    kept: {rule}  [inventory.yaml:3]",
        *["    kept: as above  [inventory.yaml:3]"] * 5,
    ]
    assert "\n  Access, Erasure: On request  [inventory.yaml:10]\n" in answer


def test_who_hosts_what_a_system_holds_of_people_is_asked(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(REPEATED, encoding="utf-8")
    answer = datamap("where", "customer", "inventory.yaml", cwd=tmp_path)
    assert "    by its own record: holds Phone number (may, when you gave it)  [inventory.yaml:4]\n" in answer
    assert answer.split("Processors to ask\n")[1].split("\n\n")[0].splitlines() == [
        "  Box [processor] (may)  [inventory.yaml:5]",
        "    data: Phone number",
        "    kept: as above  [inventory.yaml:3]",
        "    where: no transfer to another country (stated)",
        "    when you gave it",
        "    legal name: Hetzner Online GmbH (vendor catalogue, checked 2026-11-22)  [inventory.yaml:5]",
        "    privacy policy: https://www.hetzner.com/legal/privacy-policy/ (vendor catalogue, checked 2026-11-22)  [inventory.yaml:5]",
        "    its own terms on data protection: https://www.hetzner.com/AV/DPA_en.pdf (vendor catalogue, checked 2026-11-22)  [inventory.yaml:5]",
    ]


def test_whoever_is_behind_a_system_is_told_too(datamap, tmp_path):
    text = (
        "organisation: {name: T}\nsystems: {shop: Shop, till: Till}\nrecipients: {last: Last}\n"
        "activities: {a: {title: A, subjects: [customer], data: [name], flows: [customer -> shop -> till -> last]}}\n"
    )
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    answer = json.loads(datamap("where", "shop", "inventory.yaml", "--format", "json", cwd=tmp_path).split("[exit")[0])
    assert [each["title"] for each in answer["answers"][0]["recipients"]] == ["Last"]


GROUPED = """\
organisation: Test Ltd
processors:
  vendors: {title: Vendors, includes: [registrars, escrow]}
  registrars: {title: Registrars}
  escrow: {title: Escrow services, includes: [vault]}
  vault: Vault
activities:
  jobs: {title: Jobs, subjects: [applicant], data: [cv], recipients: [vendors: {data: [cv]}]}
  names: {title: Names, subjects: [customer], data: [cv, phone], recipients: [vendors: {data: [phone]}, registrars: {data: [phone]}]}
disclosures:
  court: {title: Courts, is: court-order, recipients: [escrow], data: [cv]}
"""


@pytest.mark.parametrize(
    ("term", "held", "possible"),
    [
        ("cv", ["Vendors", "Escrow services"], ["Registrars", "Vault"]),
        ("phone", ["Vendors", "Registrars"], ["Escrow services", "Vault"]),
    ],
)
def test_a_member_may_hold_what_its_group_gets_and_nothing_else(datamap, tmp_path, term, held, possible):
    (tmp_path / "inventory.yaml").write_text(GROUPED, encoding="utf-8")
    text = datamap("where", term, "inventory.yaml", "--format", "json", cwd=tmp_path)
    (answer,) = json.loads(text.removesuffix("[exit 0]\n"))["answers"]
    assert [holder["title"] for holder in answer["processors"]] == held
    assert [holder["title"] for holder in answer["possible"]] == possible


def test_people_of_whom_only_a_promise_speaks_are_found_where_it_does(datamap, tmp_path):
    text = "organisation: Test Ltd\ndata_subjects: {minor: Minors}\n"
    text += "commitments:\n  kids: {title: Children, never: [sell], only: {subjects: [minor]}}\n"
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    assert datamap("where", "Minors", "inventory.yaml", cwd=tmp_path).splitlines() == [
        "Test Ltd: Minors (a group of people, `minor`)  [inventory.yaml:2]",
        "",
        "Named by",
        "  Commitments, Children: only subjects  [inventory.yaml:4]",
        "[exit 0]",
    ]


ROLES = """\
systems: {shop: Shop}
recipients:
  pay:
    title: Pay
    uses:
      - {activities: [a], role: processor, provides: payments}
      - {activities: [b], role: independent-controller, provides: fraud prevention}
activities:
  a: {title: A, subjects: [customer], data: [name], flows: [customer -> shop -> pay]}
  b: {title: B, subjects: [customer], data: [email], flows: [customer -> shop -> pay]}
"""


@pytest.mark.parametrize(
    ("term", "asked", "told"), [("name", ["Pay"], []), ("email", [], ["Pay"]), ("customer", ["Pay"], [])]
)
def test_a_party_with_several_roles_is_asked_or_told_by_the_role_in_which_it_has_the_data(
    datamap, tmp_path, term, asked, told
):
    answer = answer_in(datamap, tmp_path, ROLES, term)
    assert [each["title"] for each in answer["processors"]] == asked
    assert [each["title"] for each in answer["recipients"]] == told


def test_those_of_whom_the_same_may_be_true_share_a_line_and_what_is_not_stated_is_left_out(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(
        GROUPED.replace("vault: Vault", "vault: {title: Vault, country: CH}"), encoding="utf-8"
    )
    lines = datamap("where", "cv", "inventory.yaml", cwd=tmp_path).splitlines()
    start = lines.index("It may be here too: which data go there is not stated, or only as a wider kind")
    assert lines[start + 1 : lines.index("", start)] == [
        "  Registrars [processor] (may)  [inventory.yaml:4]",
        "    of: Job applicants",
        "    in: Jobs",
        "  Vault [processor] (may)  [inventory.yaml:6]",
        "    of: Job applicants",
        "    in: Courts, Jobs",
        "    where: Switzerland: no mechanism stated  [inventory.yaml:6]",
    ]
    (tmp_path / "inventory.yaml").write_text(GROUPED, encoding="utf-8")
    lines = datamap("where", "phone", "inventory.yaml", cwd=tmp_path).splitlines()
    start = lines.index("It may be here too: which data go there is not stated, or only as a wider kind")
    assert lines[start + 1] == "  Escrow services, Vault [processor] (may)  [inventory.yaml:5, inventory.yaml:6]"
    (tmp_path / "inventory.yaml").write_text(GROUPED.replace("Vault", '"Vault, Inc."'), encoding="utf-8")
    lines = datamap("where", "phone", "inventory.yaml", cwd=tmp_path).splitlines()
    assert lines[start + 1] == "  Escrow services; Vault, Inc. [processor] (may)  [inventory.yaml:5, inventory.yaml:6]"


REGIONS = """\
organisation: {name: Acme, regimes: [gdpr], entities: {inc: {name: Inc, region: [north]}}, defaults: {transfers: {abroad: sccs}}}
regions: {abroad: {title: Abroad, includes: [US, JP]}, north: {title: The Designated Countries, includes: [MX]}}
processors: {host: {title: Host, country: US}}
activities: {a: {title: A, data: [name], recipients: [host]}}
"""


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (
            "abroad",
            [
                "Acme: Abroad (a country or area, `abroad`)  [inventory.yaml:2]",
                "  Host [processor]  [inventory.yaml:3]",
            ],
        ),
        (
            "Designated Countries",
            [
                "Acme: The Designated Countries (a country or area, `north`)  [inventory.yaml:2]",
                "  Organisation: entities inc region  [inventory.yaml:1]",
            ],
        ),
        (
            "designated",
            [
                "datamap: nothing in this inventory is called `designated`; these names have it in them: `The Designated Countries`"
            ],
        ),
    ],
)
def test_a_region_is_found_by_its_name_with_or_without_the_article_and_by_a_word_of_it(datamap, tmp_path, term, told):
    (tmp_path / "inventory.yaml").write_text(REGIONS, encoding="utf-8")
    lines = datamap("where", term, "inventory.yaml", cwd=tmp_path).splitlines()
    assert [line for line in told if line not in lines] == []


APART = """\
organisation: {name: Acme, defaults: {recipients: [pals: {may: true}]}}
systems: {app: {title: Our app}}
processors: {helper: Helper}
recipients: {pals: Pals}
activities:
  accounts: {title: Accounts, subjects: [member], data: [email], flows: [member -> app, app -> helper: {may: true}]}
  extras: {title: Extras, when: you turn on extras, subjects: [member], data: [age], flows: [member -> app]}
  abroad: {title: Abroad, only: {region: uk}, data: [email]}
  mail: {title: Mail, text: we write, because: you asked, data: [email], recipients: [helper]}
"""


@pytest.mark.parametrize(
    ("term", "told"),
    [
        pytest.param(
            "member",
            """\
Our systems to search
  Our app  [inventory.yaml:2]
    data: E-mail address, Age
    of: Members
    in: Accounts; data: E-mail address
    in: Extras; data: Age; when you turn on extras
    kept: not stated
  Acme: system not stated  [inventory.yaml:1]
    data: not stated
    of: Members
    in: Accounts
    in: Extras; when you turn on extras
    kept: not stated
""",
            id="what limits one activity is said of its data alone, and what limits the way on of nothing before it",
        ),
        pytest.param(
            "email",
            """\
Our systems to search
  Our app  [inventory.yaml:2]
    data: E-mail address
    of: Members
    in: Accounts
    kept: not stated
  Acme: system not stated  [inventory.yaml:1]
    data: E-mail address
    in: Abroad; only region: the United Kingdom
    in: Mail; because you asked; we write
    kept: not stated
""",
            id="also where no path is stated",
        ),
        pytest.param(
            "email",
            """\
It may be here too: which data go there is not stated, or only as a wider kind
  Helper [processor]  [inventory.yaml:3]
    in: Mail
    because you asked
    we write
  Pals [recipient] (may)  [inventory.yaml:4]
    of: Members
    in: Accounts
    in: Abroad; only region: the United Kingdom
""",
            id="and whoever may only have it in one activity may have it in another too",
        ),
    ],
)
def test_each_condition_stands_with_the_activity_that_it_belongs_to(datamap, tmp_path, term, told):
    (tmp_path / "inventory.yaml").write_text(APART, encoding="utf-8")
    found = datamap("where", term, "inventory.yaml", cwd=tmp_path)
    heading = told.partition("\n")[0]
    (section,) = [f"{part}\n" for part in found.split("\n\n") if part.startswith(heading)]
    assert section == told


def test_whoever_has_it_in_any_case_is_not_named_once_more(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(APART.replace("helper: {may: true}", "helper"), encoding="utf-8")
    text = datamap("where", "email", "inventory.yaml", "--format", "json", cwd=tmp_path)
    (answer,) = json.loads(text.removesuffix("[exit 0]\n"))["answers"]
    assert [holder["title"] for holder in answer["processors"]] == ["Helper"]
    assert [holder["title"] for holder in answer["possible"]] == ["Pals"]


COVERED = """\
organisation: {name: T, regimes: [gdpr]}
systems: {desk: Our desk}
activities:
  hiring: {title: Hiring, subjects: [applicant], data: [cv], systems: [desk], retention: 2 years, includes: [talks, tests]}
  talks: {title: Talks, purposes: [recruitment]}
  tests: {title: Tests, purposes: [recruitment], data: [name], retention: 1 week}
"""


def test_what_covers_an_activity_says_whose_data_are_used_there_and_where_and_how_long_they_are_kept(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(COVERED, encoding="utf-8")
    lines = datamap("where", "cv", "inventory.yaml", cwd=tmp_path).splitlines()
    assert lines[2:7] == [
        "Our systems to search",
        "  Our desk  [inventory.yaml:2]",
        "    data: CV",
        "    of: Job applicants",
        "    in: Hiring, Talks",
    ]
    used = lines[lines.index("  Talks (we are the controller)  [inventory.yaml:5]") :]
    assert used[1:6] == [
        "    people: Job applicants",
        "    purposes of the activity: Recruitment",
        "    data: CV",
        "    basis: not stated",
        "    kept: 2 years  [inventory.yaml:4]",
    ]
    assert "Tests" not in "\n".join(lines)


def test_places_that_are_named_go_by_their_names(datamap, tmp_path):
    text = "organisation: {name: Acme, country: BE}\nregions: {abroad: {title: Other countries}, far-away: {}}\n"
    text += "systems: {a: {location: [abroad]}, b: {location: [far-away]}}\n"
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    assert datamap("where", "FR", "inventory.yaml", cwd=tmp_path).endswith(
        "; it names Belgium, Other countries, Far away\n[exit 2]\n"
    )
