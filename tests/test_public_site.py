"""Principle 5 of the design: what the public may not see is nowhere in a public site, and is in the internal one."""

import re
from collections import Counter
from functools import cache

import pytest
import yaml

from datamap.app import Opened, open_inventory, pages_in_words, site_pages
from datamap.catalog.terms import vocabulary
from datamap.model.inventory import each_record, records_of
from datamap.model.meta import is_public
from datamap.model.record import Audience
from datamap.model.records import KINDS
from datamap.model.references import Reference, mentions
from datamap.model.shapes import Choice, Leaf, Several, Stated, owner, shape_at
from tests.mkdocs_sites import built, texts
from tests.samples import EVERY_KEY, inventory_stating, key_of
from tests.sites import COMPLETE, opened
from tests.written import loaded

DAY = "2099-12-31"
NAMES_NO_MORE = {"visibility", "internal"}
"""Keys that say who may see a record: an internal site shows them, and nothing can be planted in them."""


def marker(number):
    return f"zq{number}notforyou"


@cache
def planted():
    """For each internal key of each model an organisation that states it, and what to look for on its pages."""
    found = {}
    for model, name in EVERY_KEY:
        if is_public(model.model_fields[name]) or name in NAMES_NO_MORE:
            continue
        number = len(found)
        data = inventory_stating(model, name, marker(number))
        sought = marker(number) if marker(number) in str(data) else DAY if DAY in str(data) else None
        found[f"org-{number}"] = (model, name, data, sought)
    return found


def inventory_of(organisations):
    """An inventory of several organisations; what a reference in it names need not be declared."""
    files = {f"{id_}/all.yaml": yaml.safe_dump(data, allow_unicode=True) for id_, data in organisations.items()}
    result = loaded(files)
    return Opened(loaded=result, found=(), records=0, organisations=len(organisations))


def everything_on(site):
    """All text of the pages of each organisation, diagrams and statements with it."""
    found = {}
    for page in site.pages:
        said = [
            page.markdown,
            page.title,
            page.path,
            *page.figures.values(),
            *(piece.html for piece in page.statements),
        ]
        found.setdefault(page.path.partition("/")[0], []).extend(said)
    return {id_: "\n".join(said) for id_, said in found.items()}


@pytest.fixture(scope="module")
def shown():
    held = inventory_of({id_: data for id_, (_, _, data, _) in planted().items()})
    assert set(held.loaded.inventory.organisations) == set(planted())
    return {audience: everything_on(site_pages(held, audience)) for audience in Audience}


class TestEveryInternalKey:
    """A marker in every field that public may not show."""

    def test_they_are_many(self):
        assert len(planted()) > 120
        assert {key_of(model, name) for model, name, _, _ in planted().values()} >= {"note", "owner", "dpia", "author"}

    def test_none_is_on_a_public_page(self, shown):
        public = shown[Audience.PUBLIC]
        found = {
            f"{model.__name__}.{key_of(model, name)}"
            for id_, (model, name, _, sought) in planted().items()
            if sought is not None and sought in public.get(id_, "")
        }
        assert found == set()

    def test_each_is_on_an_internal_page(self, shown):
        missing = {
            f"{model.__name__}.{key_of(model, name)}"
            for id_, (model, name, _, sought) in planted().items()
            if sought is not None and sought not in shown[Audience.INTERNAL][id_]
        }
        assert missing == set()

    def test_what_cannot_be_searched_for_is_a_choice_or_a_number(self):
        for model, name, _, sought in planted().values():
            shape = shape_at(model, name)
            while isinstance(shape, Stated | Several):
                shape = shape.of
            assert sought is not None or isinstance(shape, Choice) or shape in {Leaf.NUMBER, Leaf.BOOLEAN}

    def test_none_is_in_a_built_public_site(self, tmp_path):
        """Pages, search index, site map, headers: each key once, in the model that declares it."""
        kept, seen = {}, set()
        for id_, (model, name, data, sought) in planted().items():
            if (owner(model, name), name) not in seen:
                seen.add((owner(model, name), name))
                kept[id_] = (data, sought)
        site = built(inventory_of({id_: data for id_, (data, _) in kept.items()}), tmp_path, Audience.PUBLIC)
        found = texts(site)
        assert "search/search_index.json" in found
        assert {id_ for id_ in kept if f"{id_}/index.html" not in found} == set()
        for id_, (_, sought) in kept.items():
            assert [path for path, text in found.items() if sought is not None and sought in text and id_ in path] == []
        assert [path for path, text in found.items() if re.search(r"zq\d+notforyou", text)] == []


def with_hidden_records(turn):
    """The complete organisation with an internal record of most kinds: others name it, and its name is a marker."""
    ((scope, data),) = opened(COMPLETE).loaded.inventory.to_data().items()
    ((_, records),) = opened(COMPLETE).loaded.inventory.organisations.items()
    named = {
        (kind, mention.id)
        for _, _, record in each_record(records)
        for mention in mentions(record)
        if isinstance(mention, Reference)
        for kind in mention.target.kinds
    }
    ids = Counter(id_ for kind in KINDS for id_ in records_of(records, kind))
    ids.update(id_ for terms in vocabulary().values() for id_ in terms)
    markers, text = {}, yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    for number, kind in enumerate(KINDS):
        # An identifier with a hyphen that names one thing can be renamed wherever it stands.
        chosen = [id_ for id_ in records_of(records, kind) if (kind, id_) in named and "-" in id_ and ids[id_] == 1]
        if chosen:
            id_ = chosen[turn % len(chosen)]
            markers[kind] = marker(number)
            text = re.sub(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", markers[kind], text)
    data = yaml.safe_load(text)
    for kind, id_ in markers.items():
        for record in data[kind][id_] if isinstance(data[kind][id_], list) else [data[kind][id_]]:
            record.update(title=f"{id_} title", visibility="internal")
    held = inventory_of({scope: data})
    assert not held.loaded.has_defects, held.loaded.findings
    return held, scope, markers


@pytest.mark.parametrize("turn", range(2))
class TestHiddenRecords:
    def test_nothing_names_them_on_public_pages(self, turn):
        held, scope, markers = with_hidden_records(turn)
        assert set(markers) > {"data_subjects", "data_categories", "systems", "recipients", "activities"}
        site = site_pages(held, Audience.PUBLIC)
        found = everything_on(site)[scope]
        assert {kind: id_ for kind, id_ in markers.items() if id_ in found} == {}

    def test_they_are_on_internal_pages(self, turn):
        held, _, markers = with_hidden_records(turn)
        found = "\n".join(page.markdown for page in pages_in_words(held, Audience.INTERNAL))
        assert {kind: id_ for kind, id_ in markers.items() if f"{id_} title" not in found} == {}


def test_nothing_names_hidden_records_in_a_built_public_site(tmp_path):
    held, scope, markers = with_hidden_records(0)
    found = texts(built(held, tmp_path, Audience.PUBLIC))
    assert [path for path, text in found.items() for id_ in markers.values() if id_ in text or id_ in path] == []
    assert f"{scope}/notice/index.html" in found


def test_a_hidden_organisation_has_no_page(tmp_path):
    for id_, visibility in (("seen", "public"), ("unseen", "internal")):
        (tmp_path / id_).mkdir()
        text = f"organisation: {{name: Company {id_}, visibility: {visibility}}}\nsystems: {{shop: Shop {id_}}}\n"
        (tmp_path / id_ / "all.yaml").write_text(text, encoding="utf-8")
    held = open_inventory(tmp_path)
    assert {page.path.partition("/")[0] for page in pages_in_words(held, Audience.PUBLIC)} == {"seen"}
    assert {page.path.partition("/")[0] for page in pages_in_words(held, Audience.INTERNAL)} == {"seen", "unseen"}
