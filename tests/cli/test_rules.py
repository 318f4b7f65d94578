"""`datamap rules`, and what `datamap validate` does with rules: choose, date, accept, remember, correct, and fail."""

import json

import pytest

from datamap.load.fixes import applied
from datamap.rules.registry import rules

MAILER = """\
organisation:
  name: Harbour Books Ltd
  country: IE
  address: 1 Quay Street, Galway
  regimes: [gdpr]
  authority: dpc
processors:
  mailer:
    legal_name: Mail Co
    transfers: {GB: adequacy}
    agreement: {document: DPA, at_end: deleted}
systems: {shop: {is: website}}
activities:
  orders: {title: Orders, subjects: [customer], data: [name], flows: [customer -> shop -> mailer]}
"""


@pytest.fixture
def inventory(tmp_path):
    (tmp_path / "inventory").mkdir()
    file = tmp_path / "inventory" / "all.yaml"
    file.write_text(MAILER)
    return file


def test_the_list_of_rules(datamap, tmp_path):
    text = datamap("rules", cwd=tmp_path)
    assert text.endswith(f"{len(rules())} rules; `datamap rules ID` says more. This is no legal advice.\n[exit 0]\n")
    assert "TR-01   error    transfer without a mechanism" in text


def test_one_rule_says_everything_about_itself(datamap, tmp_path):
    text = datamap("rules", "ad-01", cwd=tmp_path)
    assert text.startswith("AD-01: automated decision that is not explained (error)\n")
    for words in ("GDPR Art. 13(2)(f), 14(2)(g)", "# finding", "Not found:"):
        assert words in text


def test_a_group_of_rules_as_data(datamap, tmp_path):
    text = datamap("rules", "AD", "--format", "json", cwd=tmp_path).rpartition("[exit 0]")[0]
    first, second = json.loads(text)
    assert (first["id"], second["id"]) == ("AD-01", "AD-02")
    assert set(first) == {"id", "title", "severity", "group", "law", "rationale", "bad", "good"}


@pytest.mark.parametrize(
    "args", [["rules", "TX-99"], ["validate", "--select", "TX-99"], ["validate", "--ignore", "TX-99"]]
)
def test_an_unknown_rule_is_misuse(datamap, inventory, tmp_path, args):
    text = datamap(*args, cwd=tmp_path)
    assert text.startswith("datamap: no rule is called `TX-99`")
    assert text.endswith("[exit 2]\n")


def test_gaps_do_not_fail_unless_asked(datamap, inventory, tmp_path):
    assert datamap("validate", "--date", "2026-11-22", cwd=tmp_path).endswith("[exit 0]\n")
    assert datamap("validate", "--date", "2026-11-22", "--fail-on", "error", cwd=tmp_path).endswith("[exit 1]\n")


def test_the_day_shows_what_will_have_lapsed(datamap, inventory, tmp_path):
    chosen = ["validate", "--select", "TR-03", "--fail-on", "error", "--date"]
    assert datamap(*chosen, "2026-11-22", cwd=tmp_path) == (
        "4 records of 1 organisation checked by 1 rule: nothing found. This is no legal advice.\n[exit 0]\n"
    )
    assert datamap(*chosen, "2032-01-01", cwd=tmp_path) == (
        "inventory/all.yaml:10:21: error TR-03: `adequacy` does not cover GB under the GDPR: the decision lapsed on "
        "2031-12-27 (GDPR Art. 45) (the data take this way: customer -> shop -> mailer: inventory/all.yaml:14:71) "
        "(`mailer` receives them: inventory/all.yaml:8:3); name a safeguard such as `sccs`\n"
        "4 records of 1 organisation checked by 1 rule: 1 error. This is no legal advice.\n[exit 1]\n"
    )


@pytest.mark.parametrize("args", [["--select", "ACT-01,ACT-05"], ["--select", "ACT-01", "--select", "ACT-05"]])
def test_several_rules_are_selected(datamap, inventory, tmp_path, args):
    text = datamap("validate", *args, cwd=tmp_path)
    assert {line.split()[2] for line in text.splitlines() if "all.yaml" in line} == {"ACT-01:"}
    assert "by 2 rules" in text


def test_ignored_rules_do_not_run(datamap, inventory, tmp_path):
    text = datamap("validate", "--ignore", "ACT", cwd=tmp_path)
    assert "ACT-" not in text
    assert "LB-01" in text


# Baseline


def test_a_baseline_is_written_and_then_only_what_is_new_counts(datamap, inventory, tmp_path):
    day = ["--date", "2026-11-22"]
    written = datamap(
        "validate", *day, "--baseline", "known.json", "--write-baseline", "--fail-on", "error", cwd=tmp_path
    )
    assert written.endswith("[exit 0]\n")
    again = datamap("validate", *day, "--baseline", "known.json", "--fail-on", "warning", cwd=tmp_path)
    count = sum(json.loads((tmp_path / "known.json").read_text())["findings"].values())
    assert again == (
        f"4 records of 1 organisation checked by {_ran(again)} rules: {count} in the baseline. This is no legal advice.\n[exit 0]\n"
    )
    inventory.write_text("# one line more\n" + MAILER + "  returns: {title: Returns}\n")
    later = datamap("validate", *day, "--baseline", "known.json", "--fail-on", "warning", cwd=tmp_path)
    assert later.endswith("[exit 1]\n")
    assert {line.split("`")[1] for line in later.splitlines() if " ACT-01" in line} == {"returns"}


def _ran(text):
    return text.partition("checked by ")[2].partition(" ")[0]


def test_entries_that_find_nothing_are_said(datamap, inventory, tmp_path):
    (tmp_path / "known.json").write_text('{"version": 1, "findings": {"ACT-01 inventory/activities/gone": 2}}')
    text = datamap("validate", "--baseline", "known.json", cwd=tmp_path)
    assert "datamap: 2 entries of known.json found nothing: write it anew with --write-baseline\n" in text


@pytest.mark.parametrize(
    ("args", "prepare", "words"),
    [
        (["--write-baseline"], None, "--write-baseline writes to the file that --baseline names: name one"),
        (
            ["--baseline", "none.json"],
            None,
            "none.json cannot be read: No such file or directory; write it with --write-baseline",
        ),
        (["--baseline", "b.json"], b"\xff\xfe", "b.json is not text in UTF-8: write it with --write-baseline"),
        (["--baseline", "b.json"], b"[]", "b.json is not a baseline: write one with --write-baseline"),
        (
            ["--baseline", "no/b.json", "--write-baseline"],
            None,
            "no/b.json cannot be written: No such file or directory",
        ),
    ],
)
def test_a_baseline_that_cannot_be_used_is_misuse(datamap, inventory, tmp_path, args, prepare, words):
    if prepare is not None:
        (tmp_path / "b.json").write_bytes(prepare)
    assert datamap("validate", *args, cwd=tmp_path) == f"datamap: {words}\n[exit 2]\n"


def test_defects_are_in_no_baseline(datamap, inventory, tmp_path):
    inventory.write_text(MAILER.replace("systems:", "sytems:"))
    text = datamap("validate", "--baseline", "b.json", "--write-baseline", cwd=tmp_path)
    assert text == "datamap: b.json was not written: the inventory has defects, which no baseline excuses\n[exit 2]\n"
    assert not (tmp_path / "b.json").exists()


# Formats


def test_each_format_prints_itself_and_nothing_else(datamap, inventory, tmp_path):
    text = datamap("validate", "--format", "sarif", cwd=tmp_path).rpartition("[exit 0]")[0]
    (run,) = json.loads(text)["runs"]
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is True
    *lines, closing, _ = datamap("validate", "--format", "github", cwd=tmp_path).splitlines()
    assert lines
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    data = json.loads(datamap("validate", "--format", "json", cwd=tmp_path).rpartition("[exit 0]")[0])
    assert "ACT-01" in data["checked"]["rules"]
    in_text = datamap("validate", cwd=tmp_path).splitlines()[-2]
    assert in_text.endswith("This is no legal advice.")
    assert {closing, data["summary"], notification["message"]["text"]} == {in_text}


def test_rules_do_not_run_over_half_an_inventory(datamap, inventory, tmp_path):
    inventory.write_text(MAILER.replace("systems:", "sytems:"))
    data = json.loads(datamap("validate", "--format", "json", cwd=tmp_path).rpartition("[exit 1]")[0])
    assert data["checked"]["rules"] == []
    assert {finding["severity"] for finding in data["findings"]} == {"defect"}


# Our bugs


def test_a_rule_that_raises_ends_with_3_and_the_others_still_report(datamap, inventory, tmp_path, monkeypatch):
    def raising(context, work):
        raise ZeroDivisionError
        yield

    monkeypatch.setitem(vars(rules()["ACT-01"]), "check", raising)
    text = datamap("validate", "--select", "ACT", cwd=tmp_path)
    assert "datamap: the rule ACT-01 raised at organisation/activities/orders: this is our bug\n" in text
    assert "ZeroDivisionError" in text
    assert "datamap: please report it with the lines above; `--ignore ACT-01` leaves it out meanwhile\n" in text
    assert "ACT-07" in text
    assert text.endswith("[exit 3]\n")


# Corrections

TYPOS = """\
organisation: {name: A Ltd, regimes: [gdpr]}  # who we are
systems:
  shop: {is: websit}   # where
purposes:
  promo: {for: discounts, news, and promotions}
activities:
  orders:
    purposes: [delivry, promo]
    flows: [customer -> shp]
"""
MENDED = """\
organisation: {name: A Ltd, regimes: [gdpr]}  # who we are
systems:
  shop: {is: website}   # where
purposes:
  promo: {for: "discounts, news, and promotions"}
activities:
  orders:
    purposes: [delivery, promo]
    flows: [customer -> shop]
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_is_certain_is_corrected_and_nothing_else_changes(datamap, inventory, tmp_path, ending):
    inventory.write_bytes(TYPOS.replace("\n", ending).encode())
    text = datamap("validate", "--fix", cwd=tmp_path)
    assert inventory.read_bytes() == MENDED.replace("\n", ending).encode()
    assert "inventory/all.yaml:3:14: fixed REF-01: `websit` is now `website`\n" in text
    assert "inventory/all.yaml:5:16: fixed YAML-05: `discounts, news, and promotions` is now" in text
    assert text.endswith("[exit 0]\n")


ODD = """\
# systms: {for: a, b}
organisation: A Ltd
systms:   # kinds
  shop: {titel: "Größe, {a}",   hosts: hoster }   # hosts: here
  "till":
    'tilte': Till
procesors: {hoster: Hoster}
activities:
  orders:
    data: [&x emial, nam: {needed_for: [delivry]}, "phoen"]   # emial
    flows:
      - custmer & visitr -> shp -> hostr: [nam]
      - "custmer -> till"
"""
MENDED_ODD = """\
# systms: {for: a, b}
organisation: A Ltd
systems:   # kinds
  shop: {title: "Größe, {a}",   host: hoster }   # hosts: here
  "till":
    'title': Till
processors: {hoster: Hoster}
activities:
  orders:
    data: [&x email, name: {needed_for: [delivery]}, "phone"]   # emial
    flows:
      - customer & visitor -> shop -> hoster: [name]
      - "customer -> till"
"""


def test_odd_layouts_are_kept_and_what_comes_to_light_is_corrected_too(datamap, inventory, tmp_path):
    inventory.write_text(ODD, encoding="utf-8")
    text = datamap("validate", "--fix", "--fail-on", "defect", cwd=tmp_path)
    assert inventory.read_text(encoding="utf-8") == MENDED_ODD
    assert text.endswith("[exit 0]\n")


def test_a_file_that_is_corrected_brings_out_what_is_wrong_in_another(datamap, inventory, tmp_path):
    inventory.write_text("organisation: A Ltd\nsystems:\n  shop: Shop\n  @x: X\n")
    other = inventory.with_name("activities.yaml")
    other.write_text("activities: {orders: {data: [emial], flows: [custmer -> shop]}}\n")
    datamap("validate", "--fix", cwd=tmp_path)
    assert other.read_text() == "activities: {orders: {data: [email], flows: [customer -> shop]}}\n"


def test_a_correction_that_would_not_help_is_not_made(datamap, inventory, tmp_path):
    before = "organisation: A Ltd\nsystems: {shop: Shop}\nsytems: {shop: Shop}\n"
    inventory.write_text(before)
    text = datamap("validate", "--fix", cwd=tmp_path)
    assert inventory.read_text() == before
    assert "fixed" not in text


@pytest.mark.parametrize("name", ["@x", "[UID]x", "!x", "{a}b"])
def test_a_name_that_yaml_reads_as_its_own_sign_gets_its_quotes(datamap, inventory, tmp_path, name):
    written = "organisation: A Ltd\ntrackers:\n  {}: {{to: remember, class: essential}}  # ours\n"
    inventory.write_text(written.format(name))
    text = datamap("validate", "--fix", cwd=tmp_path)
    assert inventory.read_text() == written.format(f'"{name}"')
    assert f'`{name}` is now `"{name}"`\n' in text


def test_corrections_leave_json_alone(datamap, inventory, tmp_path):
    inventory.write_text(TYPOS)
    datamap("validate", "--fix", cwd=tmp_path)
    data = json.loads(datamap("validate", "--fix", "--format", "json", cwd=tmp_path).rpartition("[exit 0]")[0])
    assert "defect" not in {finding["severity"] for finding in data["findings"]}


def test_a_file_that_changed_meanwhile_is_not_overwritten(datamap, inventory, tmp_path, monkeypatch):
    inventory.write_text(TYPOS)
    newer = TYPOS + "# somebody else was here\n"

    def slow(text, fixes):
        inventory.write_text(newer)
        return applied(text, fixes)

    monkeypatch.setattr("datamap.cli.fixing.applied", slow)
    text = datamap("validate", "--fix", cwd=tmp_path)
    assert text == "datamap: all.yaml changed while it was read: run the command again\n[exit 2]\n"
    assert inventory.read_text() == newer
    assert [path.name for path in inventory.parent.iterdir()] == ["all.yaml"]


def test_a_corrected_file_stays_a_link_with_its_permissions(datamap, inventory, tmp_path):
    real = tmp_path / "elsewhere.yaml"
    real.write_text(TYPOS)
    real.chmod(0o640)
    inventory.unlink(missing_ok=True)
    inventory.parent.joinpath("all.yaml").symlink_to(real)
    datamap("validate", "--fix", "inventory/all.yaml", cwd=tmp_path)
    assert inventory.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
