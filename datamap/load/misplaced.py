"""What to do about a key that is not one of those that can stand where it is written."""

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, cast

from pydantic import BaseModel

from datamap.load.models import keys_of
from datamap.load.nearest import did_you_mean
from datamap.load.owners import listed_keys, models_at, shapes_below
from datamap.model import forms, keys, shapes
from datamap.model.complaints import shortened
from datamap.model.everyday import called_elsewhere
from datamap.model.parties import Party
from datamap.model.provenance import Path
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.records import KINDS, Records
from datamap.model.spelling import folded

if TYPE_CHECKING:
    from datamap.model.base import Frozen

_CALLED = {"Basis": "a lawful basis", "Consent": "consent", "Default": "the defaults", "InternalKeys": "`visibility`"}
"""What a model is called where the word of the reference would read badly."""
_WORDS_ONLY = frozenset({"Qualified", "Scoped", "Titled", "Part", "DataDetail", "RecipientDetail"})
"""Models that a reader never meets as things: what was said beside an identifier."""
_FEW_PLACES = 3
_EVERYWHERE = frozenset({Qualified, Scoped, Record})
"""What declares the keys that nearly everything has: where these can stand is no news."""


def unknown_key(loc: Path, model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong with the key at the end of `loc`, below a record of type `model`, and what to do."""
    name, owners = str(loc[-1]), models_at(model, loc[:-1])
    subject = f"`{shortened(name)}` is not a key {_of(owners)}"
    if name == "<<":
        return subject, "nothing merges: write the keys out, or declare a shared record and refer to it"
    known = tuple(dict.fromkeys(key for owner in owners for key in keys_of(owner)))
    here = f"the keys here are {listed_keys(owners)}"
    mend = (
        _declaration(name, loc, model)
        or _said_elsewhere(name, owners, known)
        or _same(name, owners)
        or _place(name, here)
        or did_you_mean(name, known, here)
    )
    return subject, mend


def unknown_kind(name: str) -> str:
    """Return what to do about a key at the beginning of a line that is no kind of record."""
    here = f"the kinds are {', '.join(KINDS)}"
    return _same(name, (Records,)) or _place(name, here) or did_you_mean(name, KINDS, here)


def _declaration(name: str, loc: Path, model: type[BaseModel]) -> str | None:
    """Return how a record is declared, where an entry of a list, which refers, holds a key of the record itself."""
    match loc:
        case (*way, str(key), "refers", int(), str(id_), _):
            owners = cast("tuple[type[Frozen], ...]", models_at(model, tuple(way)))
            holding = next((owner for owner in owners if key in shapes_below(owner)), None)
            declared = models_at(model, (*way, key, "declares", id_))
            if holding is None or not any(name in keys_of(each) for each in declared):
                return None
            target = shapes.refers_to(holding.model_fields[shapes.field_of(holding, key)])
            kinds = [kind for kind in target.kinds if kind in KINDS] if target is not None else []
            shared = f"declare `{shortened(id_)}` under `{kinds[0]}`, or " if kinds else ""
            written = f"`{key}: {{{shortened(id_)}: {{{name}: ...}}}}`"
            return f"an entry of a list refers, and a mapping declares: {shared}write {written}"
        case _:
            return None


def _said_elsewhere(name: str, owners: Collection[type[BaseModel]], known: Collection[str]) -> str | None:
    """Return how a key is said that stands elsewhere, and not here for a reason."""
    if name == "such_as" and Party in owners:
        return "a group names its parties under `includes`, which is always told as “among them”"
    if name in {"only", "except", "if"} and "when" in known:
        return f"say it in words with `when` or `unless`, or state `{name}` at the record that is named, or around this"
    return None


def _same(name: str, owners: Collection[type[BaseModel]]) -> str | None:
    """Return the key that a name is another spelling of, such as its singular, or another name for."""
    found = folded(name)
    known = [key for owner in owners for key in keys.keys_of(cast("type[Frozen]", owner)) if key.name != name]
    spelled = next((key.name for key in known if folded(key.name) == found), None)
    if spelled is not None:
        return f"did you mean `{spelled}`?"
    # Another name needs judgement, which `--fix` has not: it is told in other words than a slip.
    called = next((key.name for key in known if found in _names_elsewhere(key)), None)
    return f"it is called `{called}` here" if called is not None else None


@cache
def _names_elsewhere(key: keys.Key) -> frozenset[str]:
    return frozenset(map(folded, (key.title, *called_elsewhere(key.name))))


def _place(name: str, here: str) -> str | None:
    """Return where a key can stand that cannot stand here."""
    places = tuple(_places(name))
    if not places:
        return None
    listed = " or ".join([", ".join(places[:-1]), places[-1]] if len(places) > 1 else places)
    return f"it can stand {listed}; {here}"


@cache
def _places(name: str) -> tuple[str, ...]:
    """Return where a key can stand, the nearest to the beginning of a file first: a few such places."""
    found = [place for place in keys.places() if place.key.name == name and not place.key.kind]
    if any(place.key.model in _EVERYWHERE for place in found):
        return ()
    shallow = [str(place) for place in found if len(place.path) == len(found[0].path)]
    at_the_left = ["at the beginning of a line, as a kind of record"] if name in KINDS else []
    return (*at_the_left, *(f"at `{path}`" for path in shallow[:_FEW_PLACES]))


def _of(owners: tuple[type[BaseModel], ...]) -> str:
    """Return what a key would belong to, as far as a reader knows it by name."""
    named = [owner for owner in owners if owner.__name__ not in _WORDS_ONLY]
    if len(owners) != 1 or not named:
        return "here"
    return f"of {_CALLED.get(named[0].__name__) or forms.articled(forms.called(cast('type[Frozen]', named[0])))}"
