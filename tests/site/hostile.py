"""An inventory that uses every key of the language, with hostile words in every field that takes words."""

from itertools import count
from pathlib import Path

from datamap.app import open_inventory
from datamap.model.flows import Flow
from datamap.model.records import Records
from datamap.model.shapes import Either, Entry, InPlace, Keys, Leaf, Named, Several, Stated, models_below, shape_at

COMPLETE = Path(__file__).parents[1] / "inventories" / "complete"
ELSEWHERE = "https://elsewhere.example/"
"""What no page may ask for anything."""

PAYLOADS = {
    "elements": f'<img src={ELSEWHERE}a.png onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)><iframe src="javascript:alert(4)"></iframe>',
    "attributes": f"\" autofocus onfocus=alert(5) style='position:fixed;inset:0' x='\"><form action={ELSEWHERE}><button>press",
    "endings": f"</p></li></td></table></div></article></title></style></script><style>*{{display:none}}</style><base href={ELSEWHERE}><meta http-equiv=refresh content=0;url={ELSEWHERE}>",
    "references": "&lt;img src=x onerror=alert(6)&gt; &#60;script&#62;alert(7)&#60;/script&#62; &amp;lt;b&amp;gt; &nbsp;",
    "markdown": f"[a](javascript:alert(8)) ![b]({ELSEWHERE}b.png) **c** __d__ # e | f | `g` ~~~ h ==i== ^j^ [^1] <{ELSEWHERE}> [k][1] {{ #l .m onclick=alert(9) }}",
    "blocks": "one\n\n# two\n\n- three\n\n    four\n\n```\nfive\n```\n\n> six\n\n| a | b |\n|---|---|\n\n!!! note\n\n<div markdown>\n\n***\n\n[1]: javascript:alert(10)",
    "templates": '{{ 7*7 }} {% include "mkdocs.yml" %} {# gone #} ${7*7} <%= 7*7 %> #{7*7} %s %(x)s {0} {config} --8<-- "mkdocs.yml" [TOC] <!-- -->',
    "long": "unbreakable" * 60,
    "signs": "\u202eright to left\u202c \u200bzero\u200d \u2066iso\u2069 עברית العربية 👩‍👩‍👧‍👦 🇪🇺 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L͠G ‘’“”«» \\ \\\\ $x$ 'it''s'",
}
"""Kinds of attack. Each word that is planted begins with a number of its own, so that a test can look for it."""

# Words that the loader holds against something else: names of keys, paths, letters of clauses.
_NOT_FREE = {
    ("InternalKeys", "internal"),
    ("Conflict", "between"),
    ("Waiver", "rule"),
    ("Waiver", "at"),
    ("RegisterField", "kind"),
}
_EITHER = {"to": {"for"}, "for": {"to"}}
"""Of these a record states one alone."""
_IDENTIFIERS = ("{{7*7}}", "[x](javascript:alert(11))", "*a*_b_", "!#%^|~$@:;=+?", "ünïcødé")


def hostile_data(offset=0, payload=None):
    """Return the complete organisation as plain data; each text field takes the next payload, or all take one."""
    (records,) = open_inventory(COMPLETE).loaded.inventory.organisations.values()
    data = records.model_dump(mode="json", by_alias=True, exclude_unset=True)
    payloads = list(PAYLOADS.values())
    numbers = count()

    def words():
        number = next(numbers)
        return f"word{number} {payloads[(number + offset) % len(payloads)] if payload is None else payload}"

    planted = _planted(data, Keys(Records), words)
    for id_ in _IDENTIFIERS:
        planted["data_categories"][id_] = {"title": words()}
        planted["systems"][id_] = {"title": words()}
        planted["recipients"][f"{id_}-2"] = {"title": words()}
        planted["trackers"][id_] = {"class": "essential", "to": words()}
    return planted


def text_fields():
    """Yield (model, field) for every field that takes words, wherever it stands below an inventory."""
    for model in models_below(Records):
        for name in model.model_fields:
            if _takes_words(shape_at(model, name)) and (model.__name__, name) not in _NOT_FREE:
                yield model, name


def _takes_words(shape):
    if isinstance(shape, Leaf):
        return shape in {Leaf.TEXT, Leaf.PLAIN}
    if isinstance(shape, Several | Stated | Named):
        return _takes_words(shape.of)
    return isinstance(shape, Either) and any(map(_takes_words, shape.forms))


def _planted(data, shape, words):
    if isinstance(shape, Leaf):
        return _leaf(data, shape, words)
    if isinstance(shape, Stated):
        return data if data in ("none", "unknown") else _planted(data, shape.of, words)
    if isinstance(shape, Several):
        several = data if isinstance(data, list) else [data]
        return [_planted(held, shape.of, words) for held in several]
    if isinstance(shape, Named) and isinstance(data, dict):
        return {name: _planted(held, shape.of, words) for name, held in data.items()}
    if isinstance(shape, Entry) and isinstance(data, dict) and len(data) == 1:
        return {id_: _planted(held, Keys(shape.detail), words) for id_, held in data.items()}
    if isinstance(shape, InPlace):
        if isinstance(data, dict):
            return {id_: _planted(held, Keys(shape.record), words) for id_, held in data.items()}
        return _planted(data, Several(Entry(shape.detail), alone=True), words)
    if isinstance(shape, Keys):
        return _keys(data, shape.model, words)
    if isinstance(shape, Either):
        changed = (_planted(data, form, words) for form in shape.forms)
        return next((new for new in changed if new != data), data)
    return data


def _long_form(flow):
    if isinstance(flow, str):
        return {"path": flow}
    if "path" in flow:
        return flow
    ((path, detail),) = flow.items()
    return {"path": path, **(detail if isinstance(detail, dict) else {"data": detail})}


def _leaf(data, shape, words):
    if shape not in {Leaf.TEXT, Leaf.PLAIN} or not isinstance(data, str | dict):
        return data
    return {language: words() for language in data} if isinstance(data, dict) else words()


def _keys(data, model, words):
    if model is Flow:
        data = _long_form(data)
    keys = {info.alias or name: name for name, info in model.model_fields.items()}
    if not isinstance(data, dict):
        short = getattr(model, "short_form", None)
        return _planted(data, shape_at(model, short), words) if short is not None and isinstance(data, str) else data
    if not keys.keys() >= data.keys():  # another form of the same value, such as a mapping from basis to detail
        return data
    planted = {
        key: held if (model.__name__, keys[key]) in _NOT_FREE else _planted(held, shape_at(model, keys[key]), words)
        for key, held in data.items()
    }
    for key, name in keys.items():  # and every field that the example leaves out here
        if (
            key not in data
            and not (_EITHER.get(key, set()) & planted.keys())
            and (model.__name__, name) not in _NOT_FREE
        ):
            shape = shape_at(model, name)
            if _takes_words(shape):
                planted[key] = [words()] if isinstance(shape, Several) else words()
    return planted
