"""`datamap ask`: the named questions, what they take, and parts of the map."""

import json
import subprocess
import sys

import pytest

from datamap.graph.named import QUESTIONS
from tests.mapped import mapped

TEXT = """\
organisation: {name: Test Ltd, regimes: [gdpr]}
products: {shop: Shop, blog: Blog}
systems: {site: {title: Our site, host: hoster}, vault: Vault, idle: Idle system, island: Island}
processors:
  hoster: {title: Hosting Co, transfers: {US: sccs}}
  below: {title: Below}
  mailer: Mailer
recipients: {partner: Partner}
activities:
  orders:
    title: Orders
    subjects: [customer]
    data: [name, email]
    flows: [{path: customer -> site -> vault, only: {product: shop}}, {path: vault -> mailer -> below, data: [email], only: {product: shop}}]
  news:
    title: News
    subjects: [subscriber]
    data: [phone]
    flows: [{path: subscriber -> site, only: {product: blog}}]
  else:
    title: Elsewhere
    subjects: [visitor]
    data: [ip-address]
    flows: [visitor -> island]
"""


GROUPED = """\
organisation: {name: Test Ltd, regimes: [gdpr]}
recipients: {partners: {title: Partners, includes: [inside]}, inside: Inside, bank: Bank}
activities:
  orders: {title: Orders, subjects: [customer], data: [name], recipients: [partners: {data: [name]}, bank: {may: true}]}
"""


@pytest.fixture
def ask(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(TEXT, encoding="utf-8")

    def run(*args):
        return datamap("ask", *args, "--inventory", "inventory.yaml", cwd=tmp_path)

    return run


def lines(text):
    assert text.endswith("[exit 0]\n"), text
    return [line.split("  [")[0].strip() for line in text.splitlines()[1:-1]]


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (
            ["recipients", "Orders"],
            ["Mailer: E-mail address", "Below: E-mail address", "Hosting Co: Name, E-mail address"],
        ),
        (
            ["recipients"],
            ["Mailer: E-mail address", "Below: E-mail address", "Hosting Co: Name, E-mail address, Phone number"],
        ),
        (["data", "site"], ["Customers: Name", "Customers: E-mail address", "Subscribers: Phone number"]),
        (["reach", "Mailer"], ["Mailer: Name", "Mailer: E-mail address", "Mailer: Phone number"]),
        (["paths", "customer", "US"], ["Customers -> Our site -> Hosting Co: Name, E-mail address"]),
        (["paths", "customer", "eea"], ["nothing"]),
        (["onward", "mailer"], ["Mailer -> Below: E-mail address"]),
        (
            ["gates", "below"],
            [
                "Customers -> Our site -> Vault -> Mailer -> Below",
                "Subscribers -> Our site -> Vault -> Mailer -> Below",
            ],
        ),
        (["gates", "visitor"], ["nothing"]),
        (["unused"], ["Idle system", "Partner"]),
        (["rest"], ["Island: IP address"]),
        (["parts"], ["Customers, Subscribers, Our site, Vault, Hosting Co, Below, Mailer", "Visitors, Island"]),
    ],
    ids=" ".join,
)
def test_answers(ask, args, answer):
    found = lines(ask(*args))
    assert sorted(",".join(sorted(line.split(", "))) for line in found) == sorted(
        ",".join(sorted(line.split(", "))) for line in answer
    )


def test_each_line_has_its_places(ask):
    told = ask("paths", "customer", "US")
    assert told == (
        "Test Ltd: paths customer US\n"
        "  Customers -> Our site -> Hosting Co: Name, E-mail address  [inventory.yaml:14, inventory.yaml:3]\n[exit 0]\n"
    )


def test_as_json(ask):
    told = json.loads(ask("onward", "mailer", "--format", "json").removesuffix("[exit 0]\n"))
    assert told == {
        "version": 1,
        "answers": [
            {
                "organisation": "organisation",
                "question": "onward",
                "about": ["mailer"],
                "entries": [
                    {
                        "stations": [
                            {"node": "processors/mailer", "title": "Mailer"},
                            {"node": "processors/below", "title": "Below"},
                        ],
                        "is_way": True,
                        "may": False,
                        "data": ["E-mail address"],
                        "at": ["inventory.yaml:14"],
                    }
                ],
            }
        ],
    }


def test_the_questions_are_listed_with_their_meaning(ask):
    told = ask()
    for question in QUESTIONS.values():
        assert f"datamap ask {question.name}" in told
        assert question.meaning in told


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["recipiants"], "there is no question `recipiants`; did you mean `recipients`?"),
        (["paths", "customer"], "write `datamap ask paths START COUNTRY`"),
        (["unused", "site"], "write `datamap ask unused`"),
        (["recipients", "ordres"], "no activity is called `ordres`; did you mean `orders`?"),
        (["recipients", "site"], "no activity is called `site`; `datamap where` finds what there is"),
        (
            ["paths", "custmer", "US"],
            "no group of people, source or client is called `custmer`; did you mean `customer`?",
        ),
        (["paths", "customer", "Atlantis"], "no country is called `Atlantis`; `datamap where` finds what there is"),
        (["data", "mialer"], "no station is called `mialer`; did you mean `mailer`?"),
        (["unused", "--org", "organisatoin"], "there is no organisation `organisatoin`; did you mean `organisation`?"),
        (
            ["unused", "--only", "product=shp"],
            "`--only product=shp` selects nothing: `shp` is not known; did you mean `shop`?",
        ),
        (
            ["unused", "--except", "data=emial"],
            "`--except data=emial` selects nothing: `emial` is not known; did you mean `email`?",
        ),
        (
            ["unused", "--except", "at=stie"],
            "`--except at=stie` selects nothing: `stie` is not known; did you mean `site`?",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse(ask, args, message):
    assert ask(*args) == f"datamap: {message}\n[exit 2]\n"


def test_a_selector_without_a_value(ask):
    told = ask("unused", "--except", "product")
    assert told.startswith(
        "datamap: `--except product=` selects nothing; write KEY=VALUE, where KEY is one of product, "
    )


@pytest.mark.parametrize(
    ("options", "recipients"),
    [
        (["--only", "product=blog"], ["Hosting Co: Phone number"]),
        (["--only", "data=email"], ["Mailer: E-mail address", "Below: E-mail address", "Hosting Co: E-mail address"]),
        (["--except", "product=shop"], ["Hosting Co: Phone number"]),
        (["--except", "data=email"], ["Hosting Co: Name, Phone number"]),
        (
            ["--except", "subjects=subscriber"],
            ["Mailer: E-mail address", "Below: E-mail address", "Hosting Co: Name, E-mail address"],
        ),
        (["--except", "at=vault"], ["Below: E-mail address", "Hosting Co: Name, E-mail address, Phone number"]),
        (["--except", "product=shop", "--except", "product=blog"], ["nothing"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and value[0].startswith("--") else "",
)
def test_a_part_of_the_map(ask, options, recipients):
    assert lines(ask("recipients", *options)) == recipients


def test_an_inventory_with_defects_answers_nothing(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text("organisation: {name: T}\nsystem: {}\n", encoding="utf-8")
    told = datamap("ask", "unused", "--inventory", "inventory.yaml", cwd=tmp_path)
    assert "defect LNG-01" in told
    assert told.endswith("[exit 1]\n")


def test_organisations_that_do_not_have_it_are_left_out(datamap, tmp_path):
    for name in ("a", "b"):
        (tmp_path / "inventory" / name).mkdir(parents=True)
        (tmp_path / "inventory" / name / "all.yaml").write_text(
            f"organisation: {{name: Company {name.upper()}}}\nsystems: {{s-{name}: System}}\n", encoding="utf-8"
        )
    told = datamap("ask", "data", "s-b", cwd=tmp_path)
    assert told == "Company B: data s-b\n  nothing\n[exit 0]\n"


@pytest.mark.parametrize(("question", "loaded"), [("recipients", False), ("parts", True)])
def test_the_graph_library_is_loaded_only_where_it_answers(tmp_path, question, loaded):
    (tmp_path / "inventory.yaml").write_text(TEXT, encoding="utf-8")
    code = (
        "import sys\nfrom datamap.cli.main import main\n"
        f"try: main(['ask', {question!r}, '--inventory', 'inventory.yaml'])\n"
        "except SystemExit: pass\n"
        "print('networkx' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == str(loaded)


def test_a_way_through_others_is_not_taken_for_a_way_of_theirs():
    from datamap.graph.hops import Key
    from datamap.graph.structure import gates_before

    text = "systems: {s: S, t: T, u: U}\nactivities: {a: {flows: [customer -> s -> visitor -> u, customer -> t -> u]}}"
    found = gates_before(mapped(text), Key("systems", "u"))
    assert found == {Key("data_subjects", "customer"): (Key("systems", "t"),), Key("data_subjects", "visitor"): ()}


def test_what_only_may_be_says_so(datamap, tmp_path):
    (tmp_path / "inventory.yaml").write_text(GROUPED, encoding="utf-8")
    answer = datamap("ask", "recipients", "orders", "--inventory", "inventory.yaml", cwd=tmp_path)
    assert lines(answer) == ["Partners: Name", "Bank (may)", "Inside (may)"]
    answer = datamap("ask", "recipients", "--inventory", "inventory.yaml", "--format", "json", cwd=tmp_path)
    entries = json.loads(answer.removesuffix("[exit 0]\n"))["answers"][0]["entries"]
    assert [entry["may"] for entry in entries] == [False, True, True]


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (
            "US",
            [
                "Customers -> Our site -> Hosting Co: Name, E-mail address",
                "Subscribers -> Our site -> Hosting Co: Phone number",
            ],
        ),
        ("CH", ["nothing"]),
    ],
)
def test_all_ways_to_a_country_whoever_the_data_are_of(ask, place, answer):
    assert lines(ask("ways", place)) == answer


def test_a_way_of_which_no_people_are_stated_is_told_by_its_last_hop(datamap, tmp_path):
    text = "organisation: Test Ltd\nprocessors: {host: {title: Host, country: US}}\nsystems: {box: {title: Box, host: host}}\n"
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    answer = datamap("ask", "ways", "US", "--inventory", "inventory.yaml", cwd=tmp_path)
    assert lines(answer) == ["Box -> Host"]
