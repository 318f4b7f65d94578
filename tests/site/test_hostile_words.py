"""Words of an inventory are shown, and do nothing else, in whatever field they stand."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import pytest
import yaml
from markdown import Markdown
from pydantic import BaseModel

from datamap.app import open_inventory, pages_in_words
from datamap.model.items import Item
from datamap.model.record import Audience
from datamap.notice.sections import circumstances, glance
from datamap.pages import parts
from tests.site.hostile import ELSEWHERE, PAYLOADS, hostile_data, text_fields

_EXTENSIONS = ("admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details", "pymdownx.superfences")
_SCHEMES = ("https:", "http:", "mailto:", "tel:")


@cache
def opened_with(payload, directory):
    inventory = directory / "inventory" / "otterbank"
    inventory.mkdir(parents=True)
    text = yaml.safe_dump(hostile_data(payload=payload), allow_unicode=True, sort_keys=False)
    (inventory / "organisation.yaml").write_text(text, encoding="utf-8")
    opened = open_inventory(directory / "inventory")
    assert not opened.findings
    return opened


@pytest.fixture(scope="module", autouse=True)
def _room_for_all():
    """Long words make a page no shorter and no two pages of one: nothing is cut here for want of room."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", 10**9)
        patch.setattr(glance, "_ROOM", dict.fromkeys(glance._ROOM, 10**9))
        patch.setattr(circumstances, "_SHORT", 10**9)
        yield


@pytest.fixture(scope="module")
def harmless_pages(tmp_path_factory):
    return read_pages(opened_with("plain", tmp_path_factory.mktemp("plain")))


class Read(HTMLParser):
    """What a browser would make of a page: how often which element with which attributes, where links lead, what is said."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.addresses, self.said = Counter(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements[tag, tuple(sorted(name for name, _ in attrs))] += 1
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action", "data"}]

    def handle_data(self, data):
        self.said.append(data)

    def handle_comment(self, data):
        self.elements["comment", ()] += 1


def read_pages(opened):
    markdown = Markdown(extensions=list(_EXTENSIONS))
    return {
        page.path: Read(markdown.reset().convert(page.markdown)) for page in pages_in_words(opened, Audience.INTERNAL)
    }


def fields_that_say(value, words):
    if isinstance(value, Item):
        yield from fields_that_say(value.detail, words)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            held = getattr(value, name)
            if any(words in text for text in texts_in(held)):
                yield type(value), name
            yield from fields_that_say(held, words)
    elif isinstance(value, dict | tuple):
        for held in value.values() if isinstance(value, dict) else value:
            yield from fields_that_say(held, words)


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple):
        for held in value.values() if isinstance(value, dict) else value:
            yield from texts_in(held)


def test_every_text_field_of_every_model_holds_hostile_words(tmp_path):
    (records,) = opened_with("plain", tmp_path).loaded.inventory.organisations.values()
    missing = set(text_fields()) - set(fields_that_say(records, "plain"))
    assert not missing


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_words_change_neither_elements_nor_attributes_nor_links(payload, harmless_pages, tmp_path):
    pages = read_pages(opened_with(payload, tmp_path))
    assert pages.keys() == harmless_pages.keys()
    for path, page in pages.items():
        assert page.elements == harmless_pages[path].elements, path
        for address in page.addresses:
            assert ":" not in address.split("/")[0] or address.startswith(_SCHEMES), (path, address)
            assert not address.startswith(ELSEWHERE), (path, address)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_words_are_shown_as_they_were_written(payload, tmp_path):
    shown = " ".join(re.sub("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", payload).split())
    found = Counter()
    for path, page in read_pages(opened_with(payload, tmp_path)).items():
        said = " ".join("".join(page.said).split())
        for match in re.finditer(r"word\d+ ", said, re.IGNORECASE):
            end = match.end() + len(shown)
            assert said[match.end() : end] == shown, path
            found[path] += 1
    assert sum(found.values()) > 1000
