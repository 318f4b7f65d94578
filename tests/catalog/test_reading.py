"""Data files are read by the rules of YAML 1.2, and mistakes in them are not swallowed."""

import pytest
import yaml

from datamap.catalog import reading
from datamap.catalog.reading import data_names, read_data


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_DATA", tmp_path)

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("country: NO", {"country": "NO"}, id="Norway is not false"),
        pytest.param("from: 2021-06-28", {"from": "2021-06-28"}, id="a date stays text"),
        pytest.param("legacy: true", {"legacy": True}, id="true is true"),
        pytest.param("on: off", {"on": "off"}, id="on and off are words"),
    ],
)
def test_scalars_are_read_as_written(file, text, value):
    file("a.yaml", text)

    assert read_data("a") == value


def test_a_key_written_twice_is_refused(file):
    file("a.yaml", "x: {k: 1, k: 2}")

    with pytest.raises(yaml.YAMLError, match="a key is written twice"):
        read_data("a")


def test_a_file_that_does_not_exist_is_refused(file):
    with pytest.raises(FileNotFoundError):
        read_data("nowhere/a")


def test_names_are_listed_in_order_without_opening_a_file(file):
    file("folder/b.yaml", "{")
    file("folder/a.yaml", "{")
    file("folder/readme.md", "")

    assert data_names("folder") == ("a", "b")
