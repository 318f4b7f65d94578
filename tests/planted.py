"""An inventory in which a qualifier stands on everything that takes one, each with a mark of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from datamap.catalog.terms import vocabulary
from datamap.model.base import Frozen
from datamap.model.items import Item
from datamap.model.links import Link
from datamap.model.record import Audience, Selector
from datamap.model.shapes import Either, Entry, InPlace, Keys, Leaf, Named, Several, Stated, shape_at
from datamap.notice.compose import declared_notices, full_text, limits
from datamap.notice.document import Group, Listing, Paragraph
from datamap.pages.addresses import Urls
from datamap.pages.documents import documents_of
from datamap.pages.maps import map_pages
from datamap.pages.organisation import written_pages
from datamap.pages.register_pages import register_pages
from datamap.pages.site import desks_of
from tests.sites import opened, seen, words

SELECTORS = frozenset({"only", "except_"})


class Id(str):
    """A part of a path that an inventory chose, as against a key of the language."""

    __slots__ = ()


@dataclass(frozen=True)
class Mark:
    """A mark, and where it was planted; `keys` is the path without what an inventory chose."""

    path: str
    keys: str
    words: str


def detail_of(shape):
    """The model of what may stand beside an identifier in a list of this form, if any."""
    if isinstance(shape, Entry | InPlace):
        return shape.detail
    if isinstance(shape, Several | Named | Stated):
        return detail_of(shape.of)
    forms = shape.forms if isinstance(shape, Either) else ()
    return next((found for form in forms if (found := detail_of(form)) is not None), None)


class Planting:
    """Puts a qualifier wherever it fits and nothing is said yet, also beside identifiers without a detail.

    `may` is put at one path alone, or nowhere: it has no words that could be marked. With `emptied`, what such a
    statement says first, such as the mechanism of a transfer, is replaced by that: `unknown`, or `None`.
    """

    def __init__(self, key, only_at=None, emptied=...):
        self.key = key
        self.only_at = only_at
        self.emptied = emptied
        self.marks = []

    def value(self, path):
        keys = "/".join("*" if isinstance(part, Id | int) else part for part in path)
        mark = Mark("/".join(map(str, path)), keys, f"qq{len(self.marks)}q")
        self.marks.append(mark)
        if self.key == "may":
            return True if mark.path == self.only_at else None
        return Selector(platform=(mark.words,)) if self.key in SELECTORS else mark.words

    def record(self, record, path=()):
        model = type(record)
        changed = {
            name: self.held(held, shape_at(model, name), (*path, model.model_fields[name].alias or name))
            for name in model.model_fields
            if (held := getattr(record, name)) is not None
        }
        if path and self.key in model.model_fields and getattr(record, self.key) is None:
            if self.emptied is ... or self.can_be_empty(model):
                changed[self.key] = self.value(path)
            if self.emptied is not ... and self.can_be_empty(model):
                changed[model.short_form] = self.emptied
        return record.model_copy(update=changed)

    def can_be_empty(self, model):
        """Whether what a statement says first can be `unknown`, or can be left out."""
        field = model.model_fields.get(model.short_form)
        may_be_left_out = self.emptied is not None or not (field is None or field.is_required())
        return field is not None and isinstance(shape_at(model, model.short_form), Stated) and may_be_left_out

    def held(self, held, shape, path):
        if isinstance(held, Frozen):
            return self.record(held, path)
        if isinstance(held, Item):
            detail = held.detail if held.detail is not None else self.empty(detail_of(shape))
            return Item(held.id, self.record(detail, (*path, Id(held.id))) if detail is not None else None)
        if type(held) is tuple:
            return tuple(
                self.held(each, shape, path if isinstance(each, Item) else (*path, number))
                for number, each in enumerate(held)
            )
        if isinstance(held, Mapping):
            return {id_: self.held(each, shape, (*path, Id(id_))) for id_, each in held.items()}
        return held

    def empty(self, model):
        """A detail that says nothing yet, where a detail can say it."""
        takes_it = model is not None and self.key in model.model_fields
        return model() if takes_it and not any(f.is_required() for f in model.model_fields.values()) else None


def pieces(block):
    """The pieces of a block of the notice in the order of their printing."""
    if isinstance(block, Group):
        return [block.title, *(piece for each in block.blocks for piece in pieces(each))]
    if isinstance(block, Paragraph | Listing):
        return block.sentences if isinstance(block, Paragraph) else block.items
    return [cell for row in block.rows for cell in row if cell is not None]


def planted(root, key, only_at=None, emptied=...):
    """The marks of a qualifier planted in what the public may see of an inventory, and what its notice then says."""
    planting = Planting(key, only_at, emptied)
    desk = desk_with(root, planting)
    context = desk.context(desk.path("notice.md"))
    declared = declared_notices(context)
    above = [sentence for notice in declared for sentence in limits(context, *notice)]
    below = [block for section in full_text(context, declared) for block in section.blocks]
    told = [*above, *(piece for block in below for piece in pieces(block))]
    return planting.marks, words(" ".join(piece.html for piece in told)).lower()


MARK = "Zebu"
"""A name that stands nowhere in the inventories."""
_NAMES = ("title", "names", "given", "law", "mechanism", "document", "data")
_QUALIFYING = frozenset({"when", "unless", "limit", "because", "text", "if_", "note"})


class Marking(Planting):
    """Gives one statement, at a path, the name `Zebu` and says that it may be: so it is seen wherever it is printed."""

    def __init__(self, path):
        super().__init__("may", path)
        self.is_named = False

    def record(self, record, path=()):
        changed = super().record(record, path)
        if not path or "/".join(map(str, path)) != self.only_at or self.is_named:
            return changed
        named = self.named(changed)
        self.is_named = named is not None
        return named or changed

    def named(self, record):
        """The statement with the name in one of the keys that say what it is, if it has such a key."""
        model = type(record)
        for name in (*_NAMES, model.short_form, *model.model_fields):
            if name not in model.model_fields or name in _QUALIFYING:
                continue
            held, shape = getattr(record, name), shape_at(model, name)
            shape = shape.of if isinstance(shape, Stated) else shape
            if shape is Leaf.TEXT:
                return record.model_copy(update={name: MARK})
            if shape is Leaf.IDENTIFIER and name == "mechanism":
                return record.model_copy(update={name: MARK.lower()})
            if shape == Keys(Link):
                return record.model_copy(update={name: Link(title=MARK)})
            if shape == Several(Leaf.PLAIN, alone=True):
                return record.model_copy(update={name: (MARK,)})
            if isinstance(held, tuple) and held and isinstance(held[0], Item):
                return record.model_copy(update={name: (Item(MARK.lower(), held[0].detail), *held[1:])})
        return None

    def held(self, held, shape, path):
        if isinstance(held, Item) and "/".join(map(str, (*path, Id(held.id)))) == self.only_at:
            self.is_named = True
            found = super().held(held, shape, path)
            return Item(MARK.lower(), found.detail)
        return super().held(held, shape, path)


def desk_with(root, planting, *, restricted=True):
    """The desk of an inventory of one organisation, as the public may see it, with something planted in it.

    Unless `restricted`, its notices stay as they were: a selector planted on one would leave out most of its text.
    """
    ((scope, records),) = seen(root, Audience.PUBLIC).items()
    changed = planting.record(records)
    changed = changed if restricted else changed.model_copy(update={"notices": records.notices})
    inventory = replace(opened(root).loaded.inventory, organisations={scope: changed})
    (desk,) = desks_of(inventory, vocabulary(), {}, where=None, urls=Urls.DIRECTORIES, traced=True)
    return desk


def sections(root, planting):
    """What the first layer, the notice, the registers and the map say, by page and section, in small letters."""
    desk = desk_with(root, planting, restricted=planting.key not in SELECTORS)
    documents = documents_of(desk)
    pages = (*written_pages(desk, (), documents[:1]), *register_pages(desk, documents), *map_pages(desk, "", {}))
    found = {}
    for page in pages:
        name = page.path.partition("/")[2]
        for piece in page.statements if name not in {f"{stem}.md" for stem in _PARTS} else ():
            found.setdefault(f"{name}: {piece.name.partition('.')[0]}", []).append(words(piece.html).lower())
    return {section: " ".join(said) for section, said in found.items()}


_PARTS = ("cookies", "recipients", "retention", "transfers", "rights")
"""Pages that print sections of the notice once more."""
