"""Reading the files of an inventory: which are read, in which order, and what is said of those that cannot be."""

import os

import pytest

from datamap.load.files import MAX_BYTES, InventoryNotFoundError, read_inventory
from datamap.load.findings import Severity

YAML = b"organisation: X\n"


def put(path, content=YAML):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def names(root, base):
    return [file.name.removeprefix(f"{base.as_posix()}/") for file in read_inventory(root).files]


def test_every_yaml_file_is_read_in_the_order_of_names(tmp_path):
    for name in ("b.yaml", "a.yml", "c/z.yaml", "c/d/e.yaml", "B/x.yaml", "notes.txt", "c/readme.md", "d.YAML", ".e.yaml",
                 ".git/f.yaml", "c/.hidden/g.yaml"):  # fmt: skip
        put(tmp_path / name)
    assert names(tmp_path, tmp_path) == ["a.yml", "b.yaml", "B/x.yaml", "c/z.yaml", "c/d/e.yaml"]


def test_a_file_knows_its_directory_and_its_bytes(tmp_path):
    put(tmp_path / "a" / "b" / "c.yaml", b"x: \xff")
    (file,) = read_inventory(tmp_path).files
    assert (file.directory, file.data) == (("a", "b"), b"x: \xff")


def test_a_directory_can_be_named_like_a_file(tmp_path):
    put(tmp_path / "a.yaml" / "b.yaml")
    assert names(tmp_path, tmp_path) == ["a.yaml/b.yaml"]


def test_one_file_can_be_named_whatever_its_ending(tmp_path):
    put(tmp_path / "inventory.txt")
    (file,) = read_inventory(tmp_path / "inventory.txt").files
    assert file.directory == ()


def test_one_file_that_is_named_may_be_as_large_as_any_other(tmp_path):
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    found = read_inventory(large)
    assert found.files == ()
    assert [(finding.id, finding.message) for finding in found.findings] == [
        ("FILE-03", "the file has 67,108,865 bytes, at most 67,108,864 are read")
    ]


def test_who_names_a_link_wants_what_it_leads_to(tmp_path):
    put(tmp_path / "elsewhere" / "a.yaml")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link.yaml").symlink_to("../elsewhere/a.yaml")
    (tmp_path / "directory").symlink_to("elsewhere")
    assert not read_inventory(tmp_path / "here" / "link.yaml").findings
    assert names(tmp_path / "directory", tmp_path) == ["directory/a.yaml"]


def test_a_link_inside_the_tree_is_read(tmp_path):
    put(tmp_path / "a" / "vendors.yaml")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "vendors.yaml").symlink_to("../a/vendors.yaml")
    assert names(tmp_path, tmp_path) == ["a/vendors.yaml", "b/vendors.yaml"]


def test_no_inventory_is_misuse(tmp_path):
    with pytest.raises(InventoryNotFoundError) as raised:
        read_inventory(tmp_path / "gone")
    assert str(raised.value).endswith("/gone: name its directory, or run `datamap init` to write one")
    with pytest.raises(InventoryNotFoundError) as raised:
        read_inventory(tmp_path)
    assert str(raised.value).endswith(" holds no .yaml or .yml file: run `datamap init` to write a first inventory")


def test_a_file_that_cannot_be_read_is_a_finding_and_the_others_are_read(tmp_path, monkeypatch):
    put(tmp_path / "closed.yaml")
    put(tmp_path / "open.yaml")
    whole = type(tmp_path).read_bytes

    def read_bytes(path):
        if path.name == "closed.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(type(tmp_path), "read_bytes", read_bytes)
    result = read_inventory(tmp_path)
    assert [file.name for file in result.files] == [(tmp_path / "open.yaml").as_posix()]
    (finding,) = result.findings
    assert (finding.id, finding.severity, finding.at.file) == ("FILE-01", Severity.DEFECT, f"{tmp_path}/closed.yaml")
    assert finding.message == "this cannot be read: permission denied"


def test_a_directory_that_cannot_be_read_is_not_passed_over_in_silence(tmp_path, monkeypatch):
    put(tmp_path / "organisation.yaml")
    put(tmp_path / "cellar" / "systems.yaml")
    whole = os.scandir

    def scandir(path):
        if str(path).endswith("cellar"):
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = read_inventory(tmp_path)
    (finding,) = result.findings
    assert (finding.at.file, finding.message) == (f"{tmp_path}/cellar", "this cannot be read: permission denied")


def test_a_reason_that_the_system_does_not_give(tmp_path, monkeypatch):
    put(tmp_path / "a.yaml")

    def fail(_):
        raise OSError

    monkeypatch.setattr(type(tmp_path), "read_bytes", fail)
    (finding,) = read_inventory(tmp_path).findings
    assert finding.message == "this cannot be read: unknown reason"
