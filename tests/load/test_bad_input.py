"""Everything that can be wrong in an inventory, each with the whole output of `datamap validate`.

A file or directory `bad/<name>` is validated, and what is printed must be `bad/<name>.txt`. What no text file can hold
is built here. `pytest --rewrite` writes the texts anew: read them as the user would who has to mend the input.
"""

import os
import re
from pathlib import Path

import pytest

BAD = Path(__file__).parent / "bad"
ORGANISATION = "organisation: Harbour Books Ltd\n"
BUILT = {}
QUIETLY = ("--select", "TR-01")
"""Where there is no defect the rules speak up: one that has nothing to say here is enough."""


def built(function):
    BUILT[function.__name__] = function
    return function


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


@built
def encoding_broken_utf_8(root):
    put(root / "shop.yaml", ORGANISATION.encode() + b"systems:\n  shop: Caf\xc3\xa9 and Caf\xe9\n")


@built
def encoding_byte_order_mark(root):
    put(root / "shop.yaml", b"\xef\xbb\xbf" + ORGANISATION.encode() + b"sytems: {shop: Online shop}\n")


@built
def encoding_utf_16(root):
    put(root / "big-endian.yaml", ORGANISATION.encode("utf-16-be").join([b"\xfe\xff", b""]))
    put(root / "little-endian.yaml", ORGANISATION.encode("utf-16-le").join([b"\xff\xfe", b""]))
    put(root / "unmarked.yaml", ORGANISATION.encode("utf-16-le"))


@built
def encoding_binary(root):
    put(root / "logo.yaml", b"PK\x03\x04\r\n\x1a\n\x00\x00\x00\rIHDR")


@built
def encoding_control_characters(root):
    put(root / "bell.yaml", ORGANISATION + "systems: {shop: ring\a}\n")
    put(root / "delete.yaml", "systems: {till: \x7f}\n")
    put(root / "high.yaml", "systems:\n  desk: caf\x9b\n")
    put(root / "no-character.yaml", "systems: {attic: \ufffe}\n")


@built
def empty_file(root):
    put(root / "empty.yaml", b"")
    put(root / "only-a-comment.yaml", "# nothing yet\n")
    put(root / "organisation.yaml", ORGANISATION)


@built
def inventory_empty(root):
    put(root / "readme.txt", "An inventory will be here.\n")


@built
def inventory_missing(root):
    root.rmdir()


@built
def inventory_of_one_empty_file(root):
    put(root / "empty.yaml", b"")


@built
def nesting_too_deep(root):
    put(root / "brackets.yaml", ORGANISATION + "systems: " + "[" * 100_000)
    put(root / "lines.yaml", "\n".join("  " * depth + "a:" for depth in range(100)))


@built
def nesting_too_deep_by_aliases(root):
    levels = [f"l0: &l0 {'[' * 60}x{']' * 60}", *(f"l{n}: &l{n} {'[' * 60}*l{n - 1}{']' * 60}" for n in range(1, 15))]
    put(root / "aliases.yaml", ORGANISATION + "\n".join(levels))


@built
def alias_bomb_of_long_texts(root):
    text = "x" * 100_000
    put(root / "texts.yaml", f"{ORGANISATION}laws: {{act: &a {text}, acts: {{also: [{', '.join(['*a'] * 20)}]}}}}\n")


@built
def number_of_5000_digits(root):
    digits = "9" * 5_000
    put(root / "products.yaml", f"{ORGANISATION}products: {{shop: {{minimum_age: {digits}}}}}\n")
    put(root / "retention.yaml", f"schedules: {{staff: {{rules: {digits} years}}}}\n")


@built
def very_long_keys_and_values(root):
    long = {letter: letter * 900 for letter in "abcdefghijklmnop"}
    put(
        root / "long.yaml",
        "organisation: {{name: Harbour Books Ltd, country: {a}, regimes: [{b}], languages: [{c}]}}\nsystems: {{shop: {{{d}: x, is: {e}, host: [{f}]}}, {g}: Long}}\n{h}: x\nactivities: {{orders: {{basis: {i}, retention: {j}, flows: [{k}], title: {{{l}: x}}}}}}\nnotices: {{n: {{is: {m}, updated: {n}}}}}\nwaivers: {{w: {{rule: A, at: {o}, reason: {p}, until: 2027-01-01}}}}\nlaws: {{act: {{url: '{p}:x', links: ['{p} {p}', '{p}:{p}']}}}}\n{h}: y".format_map(
            long
        ),
    )
    put(root / "longest.yaml", f"systems: {{{'k' * 2_000}: x}}\n")
    put(root / "longest-line.yaml", f"{'k' * 2_000}: x\n")
    put(root / "sign.yaml", f"systems: *{'s' * 900}\n")
    put(root / "tag.yaml", f"systems: !{'t' * 900} x\n")


@built
def terminal_control_characters(root):
    put(
        root / "\x1b[31mred.yaml",
        ORGANISATION
        + 'activities:\n  "\\e[2J": {title: x}\n  orders: {purpose: "\\e[31mred", "\\x9b31m": x, data: ["\\e]0;x\\a"],\n'
        + '    retention: "\\e[1m2y", flows: ["\\ea -> b"], subjects: {"\\u202egnp": x}}\n',
    )


@built
def organisations_of_one_name(root):
    put(root / "north" / "books" / "organisation.yaml", ORGANISATION)
    put(root / "south" / "books" / "organisation.yaml", ORGANISATION + "sytems: {}\n")
    put(root / "west" / "Books" / "organisation.yaml", ORGANISATION)


@built
def links_out_of_the_tree(root):
    put(root.parent / "elsewhere" / "secret.yaml", "systems: {vault: Vault}\n")
    put(root / "organisation.yaml", ORGANISATION)
    (root / "shared").mkdir()
    (root / "directory").symlink_to("../elsewhere")
    (root / "directory-in-the-tree").symlink_to("shared")
    (root / "file.yaml").symlink_to("../elsewhere/secret.yaml")
    (root / "round.yaml").symlink_to("about.yaml")
    (root / "about.yaml").symlink_to("round.yaml")
    (root / "to-nothing.yaml").symlink_to("gone.yaml")


@built
def not_a_file(root):
    put(root / "organisation.yaml", ORGANISATION)
    os.mkfifo(root / "pipe.yaml")


@built
def unreadable_file_or_directory(root):
    put(root / "organisation.yaml", ORGANISATION)
    put(root / "closed.yaml", "systems: {}\n")
    put(root / "cellar" / "systems.yaml", "systems: {}\n")
    (root / "closed.yaml").chmod(0)
    (root / "cellar").chmod(0)
    if os.access(root / "closed.yaml", os.R_OK):
        pytest.skip("whoever runs this may read everything")


@built
def file_too_large(root):
    put(root / "organisation.yaml", ORGANISATION)
    with (root / "huge.yaml").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)


WRITTEN = sorted(path.name for path in BAD.iterdir() if path.suffix != ".txt")


@pytest.mark.parametrize("name", WRITTEN)
def test_written(name, datamap, golden):
    golden(datamap("validate", *QUIETLY, name, cwd=BAD), BAD / f"{Path(name).stem}.txt")


@pytest.mark.parametrize("name", BUILT)
def test_built(name, datamap, golden, tmp_path):
    (tmp_path / "inventory").mkdir()
    BUILT[name](tmp_path / "inventory")
    golden(datamap("validate", *QUIETLY, cwd=tmp_path), BAD / f"{name}.txt")


def test_every_expected_text_has_its_input():
    expected = {path.stem for path in BAD.glob("*.txt")}
    assert expected == {Path(name).stem for name in WRITTEN} | set(BUILT)


@pytest.mark.parametrize("path", sorted(BAD.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_printed_is_short_and_fit_for_a_terminal(path):
    *lines, ending = path.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"\[exit [012]]", ending)
    for line in lines:
        assert len(line) < 600
        assert line.isprintable()
        if re.search(r": (defect|error|warning|info) [A-Z]+-", line):
            assert "; " in line, "a finding says what to do"
            assert not re.search(r"Input should|validat|while parsing|None\b|type=", line), "no words of a library"
