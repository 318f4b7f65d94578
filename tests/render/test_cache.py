"""Unchanged diagrams come from the cache; a damaged cache is rebuilt."""

import pytest

from benchmarks.synthetic import map_with
from datamap.render import drawing as drawings
from datamap.render.cache import Cache
from datamap.render.drawing import Drawing, drawn
from datamap.render.engine import Engine, Failure
from datamap.render.views import whole

PICTURES = [whole(map_with(6, seed=number)) for number in range(8)]


@pytest.fixture
def engine_calls(monkeypatch):
    calls = []
    real = drawings.laid_out

    def counted(engine, dots, seconds=None):
        calls.extend(dots)
        return real(engine, dots, seconds)

    monkeypatch.setattr(drawings, "laid_out", counted)
    return calls


def test_what_was_drawn_once_is_not_drawn_again(tmp_path, engine_calls):
    first = drawn(PICTURES, cache=tmp_path)
    assert len(engine_calls) == len(PICTURES)
    assert drawn(PICTURES, cache=tmp_path) == first
    assert len(engine_calls) == len(PICTURES)


def test_what_changed_is_drawn_anew(tmp_path, engine_calls):
    drawn(PICTURES[:4], cache=tmp_path)
    drawn(PICTURES, cache=tmp_path)
    assert len(engine_calls) == len(PICTURES)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-200]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"<svg", b"<gvs")),
        lambda file: file.write_bytes(b"\xff\xfe\x00" * 100),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["empty", "cut off", "changed", "binary", "a directory"],
)
def test_damaged_entries_are_rebuilt(tmp_path, engine_calls, damage):
    first = drawn(PICTURES, cache=tmp_path)
    damage(min(tmp_path.iterdir()))
    assert drawn(PICTURES, cache=tmp_path) == first
    assert len(engine_calls) == len(PICTURES) + 1


def test_an_entry_that_is_whole_and_yet_of_another_picture_is_rebuilt(tmp_path, engine_calls):
    drawn(PICTURES, cache=tmp_path)
    one, other = sorted(tmp_path.iterdir())[:2]
    one.write_bytes(other.read_bytes())
    found = drawn(PICTURES, cache=tmp_path)
    assert all(isinstance(each, Drawing) for each in found)
    assert all(each.layout.lines.keys() == {line.name for line in each.picture.lines} for each in found)


def test_nothing_half_written_is_left(tmp_path):
    drawn(PICTURES, cache=tmp_path / "new" / "cache")
    assert {file.suffix for file in (tmp_path / "new" / "cache").iterdir()} == {".svg"}


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not any(isinstance(each, Failure) for each in drawn(PICTURES, cache=tmp_path / "file"))


def test_the_engine_and_its_version_are_part_of_the_name(tmp_path, monkeypatch):
    before = Cache(tmp_path, Engine.PURE)
    monkeypatch.setattr("datamap.render.cache.version", lambda _: "another version")
    after = Cache(tmp_path, Engine.PURE)
    before.put("digraph {}", "<svg/>")
    assert (before.get("digraph {}"), after.get("digraph {}")) == ("<svg/>", None)
