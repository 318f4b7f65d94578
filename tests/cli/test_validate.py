"""`datamap validate`: what it prints, in which form, and when it fails."""

import json
import os
import pty
import subprocess
import sys

import pytest

CLEAN = "organisation: {name: Harbour Books Ltd, regimes: [uk-gdpr], authority: ico}\n"
WARNING = f"{CLEAN}data_subjects: {{member: Members}}\nclients: {{members: Clubs}}\n"
DEFECT = f"{CLEAN}sytems: {{shop: Shop}}\n"


@pytest.fixture
def inventory(tmp_path):
    (tmp_path / "inventory").mkdir()
    return tmp_path / "inventory" / "all.yaml"


def test_a_defect_fails(datamap, inventory, tmp_path):
    inventory.write_text(DEFECT)
    assert datamap("validate", cwd=tmp_path) == (
        "inventory/all.yaml:2:1: defect LNG-01: `sytems` is not a kind of record; did you mean `systems`?\n"
        "1 record of 1 organisation checked: 1 defect\n"
        "[exit 1]\n"
    )


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (DEFECT, "defect", 1),
        (DEFECT, "error", 1),
        (DEFECT, "warning", 1),
        (WARNING, "defect", 0),
        (WARNING, "warning", 1),
    ],
)
def test_the_threshold_is_chosen(datamap, inventory, tmp_path, text, fail_on, code):
    inventory.write_text(text)
    assert datamap("validate", "--fail-on", fail_on, cwd=tmp_path).endswith(f"[exit {code}]\n")


@pytest.mark.parametrize("named", ["inventory", "inventory/all.yaml", "./inventory/", "."])
def test_a_directory_or_a_file_can_be_named(datamap, inventory, tmp_path, named):
    inventory.write_text(DEFECT)
    assert "inventory/all.yaml:2:1: defect LNG-01" in datamap("validate", named, cwd=tmp_path)


def test_findings_come_in_the_order_of_their_places(datamap, inventory, tmp_path):
    inventory.write_text("b: 1\na: 2\norganisation: X\nsystems: {c: {z: 1, y: 2}}\n")
    (inventory.parent / "a.yaml").write_text("z: 1\n")
    places = [line.split(": ")[0] for line in datamap("validate", cwd=tmp_path).splitlines() if "LNG-01" in line]
    assert places == [
        "inventory/a.yaml:1:1",
        "inventory/all.yaml:1:1",
        "inventory/all.yaml:2:1",
        "inventory/all.yaml:4:15",
        "inventory/all.yaml:4:21",
    ]


def test_json_is_for_machines_and_nothing_else_is_printed(datamap, inventory, tmp_path):
    inventory.write_text(DEFECT)
    text, _, code = datamap("validate", "--format", "json", cwd=tmp_path).rpartition("[exit ")
    (finding,) = json.loads(text)["findings"]
    assert (finding["file"], finding["line"], finding["id"], code) == ("inventory/all.yaml", 2, "LNG-01", "1]\n")


def seen_on_a_terminal(cwd, **environment):
    leader, follower = pty.openpty()
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", **environment}
    with subprocess.Popen([sys.executable, "-m", "datamap", "validate"], cwd=cwd, stdout=follower, env=env) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                chunk = os.read(leader, 4_096)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
        os.close(leader)
    assert process.returncode == 1
    return shown.decode().replace("\r\n", "\n")


EXCERPT = """\
   |
 2 | sytems: {shop: "\\e[2J", till: Till}
   | ^^^^^^
   = did you mean `systems`?

1 record of 1 organisation checked: 1 defect
"""


def test_a_terminal_shows_the_line_and_colours(inventory, tmp_path):
    inventory.write_text(CLEAN + 'sytems: {shop: "\\e[2J", till: Till}\n')
    heading = "inventory/all.yaml:2:1: {} LNG-01: `sytems` is not a kind of record\n"
    coloured = heading.format("\x1b[31m\x1b[1mdefect\x1b[0m")
    assert seen_on_a_terminal(tmp_path) == coloured + EXCERPT
    assert seen_on_a_terminal(tmp_path, NO_COLOR="1") == heading.format("defect") + EXCERPT


@pytest.mark.parametrize("severity", ["defect", "error", "warning", "info"])
def test_each_severity_has_a_colour(severity):
    from datamap.cli.options import _coloured

    first, rest = _coloured(f"f.yaml:1:1: {severity} X-01: a warning of a defect \n   |").split("\n")
    assert first.startswith("f.yaml:1:1: \x1b[")
    assert first.count("\x1b[0m") == 1
    assert rest == "   |"


def test_what_has_no_severity_has_no_colour():
    from datamap.cli.options import _coloured

    assert _coloured("2 records checked") == "2 records checked"


def test_one_statement_about_several_countries_is_one_finding(datamap, tmp_path):
    text = (
        "organisation: {name: T, regimes: [gdpr]}\n"
        "processors: {mailer: {title: Mailer, transfers: {US: sccs, IN: sccs}}}\n"
        "activities: {a: {title: A, subjects: [customer], data: [name], flows: [customer -> mailer]}}\n"
    )
    (tmp_path / "inventory.yaml").write_text(text, encoding="utf-8")
    assert datamap("validate", "inventory.yaml", "--select", "TR-05", cwd=tmp_path).splitlines()[0] == (
        "inventory.yaml:2:38: warning TR-05: no transfer assessment is on record for `sccs` to US and IN "
        "(GDPR Art. 46(1)) (`sccs` to US: inventory.yaml:2:54) (`sccs` to IN: inventory.yaml:2:64); "
        "write `{mechanism: sccs, assessment: ...}`"
    )


def test_many_records_of_which_the_same_is_said_are_one_line_and_each_on_request(datamap, inventory, tmp_path):
    parties = "".join(f"  p{number}: {{legal_name: P Ltd, country: GB}}\n" for number in range(7))
    orders = "activities: {a: {title: A, data: [name], recipients: [p0, p1, p2, p3, p4, p5, p6]}}\n"
    inventory.write_text(f"{CLEAN}{orders}processors:\n{parties}")
    law = " (UK GDPR Art. 28(3)); write `agreement:` with the document; or `role:` if it decides itself what it does with the data"
    told = datamap("validate", "--select", "VN-01", cwd=tmp_path).splitlines()
    wrong = "is declared as a processor, and no contract with it is named"
    others = "the same holds for 6 others: `p1`, `p2`, `p3`, `p4`, `p5`, `p6`"
    assert told == [
        f"inventory/all.yaml:4:3: error VN-01: `p0` {wrong}; {others}{law}",
        "9 records of 1 organisation checked by 1 rule: 7 errors. This is no legal advice.",
        "[exit 0]",
    ]
    each = datamap("validate", "--select", "VN-01", "--each", cwd=tmp_path).splitlines()
    assert (
        each
        == [
            f"inventory/all.yaml:{number + 4}:3: error VN-01: `p{number}` is declared as a processor, and no contract with it is "
            f"named{law}"
            for number in range(7)
        ]
        + told[1:]
    )
