"""The quick way through a text: its data alone, as long as there is nothing to say about it."""

from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined] # the stubs leave it out
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_DEPTH = 64
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def plain_data(text: str) -> Any:  # noqa: ANN401
    """Return the data of a text; `None` if it holds an anchor, an alias, or anything that deserves a finding.

    Most texts hold nothing of that. Their data can be had in half the time that it takes to note every position, and
    the positions later, if anybody asks.
    """
    parser = CParser(text)
    try:
        return _data(parser.get_event)
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()


def _data(next_event: Any) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one loop without calls: each would be made for every word
    above: list[tuple[Any, str | None, bool]] = []
    value: Any = []
    is_list = True
    key: str | None = None
    documents = 0
    event = next_event()
    while event is not None:
        kind = type(event)
        if kind is ScalarEvent:
            text = event.value
            if event.tag or event.anchor or (text in NULLS and not event.style):
                return None
            if is_list:
                value.append(text)
            elif key is not None:
                value[key] = text
                key = None
            elif text not in value:
                key = text
            else:
                return None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            is_key = key is None and not is_list
            if event.tag or event.anchor or is_key or len(above) >= MAX_DEPTH:
                return None
            above.append((value, key, is_list))
            is_list = kind is SequenceStartEvent
            value = [] if is_list else {}
            key = None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if is_list and not value:
                return None
            done = value
            value, key, is_list = above.pop()
            if is_list:
                value.append(done)
            else:
                value[key] = done
                key = None
        elif kind is AliasEvent:
            return None
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                return None
        event = next_event()
    return value[0] if value else None
