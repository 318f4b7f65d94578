"""How people's requests are made and who answers them: for whoever has to answer one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from datamap.graph import sentences
from datamap.graph.rights import in_force, is_used_with_us
from datamap.graph.rows import Row
from datamap.graph.vocabulary import Words, mentions_of
from datamap.model.inventory import records_of
from datamap.model.kept import numbered
from datamap.model.provenance import Path
from datamap.model.references import Reference, mentions
from datamap.model.said import Said

_FIRST = ("access", "erasure", "rectification", "portability", "objection", "restriction", "withdraw-consent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something stated, in words, with the place in the inventory; `level` says how close that place is.

    `lead` is the beginning of the words that says what they are about, where others can say the same of another thing.
    """

    words: str
    path: Path
    level: str = ""
    about: str = ""
    lead: str = ""


def requests_of(
    words: Words,
    organisation: str,
    rows: Iterable[Row],
    concerns: Callable[[set[str]], bool],
    contact: str | None = None,
) -> Iterator[Fact]:
    """Yield who answers for data held for a client, then how each right is exercised; what is for some people first.

    A right for some people only counts if `concerns` says so of their identifiers; with a `contact`, those count that
    name it.
    """
    naming = words.naming
    for row in rows:
        for mention in mentions_of(row.record.on_behalf_of, (*row.path, "on_behalf_of")):
            client = naming.title("clients", mention.id)
            said = _answered(getattr(naming.record("clients", mention.id), "answered_by", None), client, words)
            yield Fact(words=f"{row.title}: held for {client}, the controller; {said}", path=mention.path)
    rights = records_of(naming.records, "rights")
    for id_ in dict.fromkeys((*(name for name in _FIRST if name in rights), *rights)):
        stated = numbered(rights[id_] if isinstance(rights[id_], tuple) else (rights[id_],))
        for number, right in sorted(stated, key=lambda each: each[1].subjects is None):
            if not concerns({item.id for item in right.subjects or ()}):
                continue
            for used in in_force(right, naming.records, words.regions):
                if contact is not None and not names_contact(used, contact):
                    continue
                if not is_used_with_us(id_, right):
                    # What the defaults say of the way to us is no way to use it.
                    used = used.model_copy(update={"how": right.how})  # noqa: PLW2901
                lead = f"{naming.title('rights', id_)}: "
                said = sentences.right(used, words)
                yield Fact(words=f"{lead}{said}", path=(organisation, "rights", id_, number), lead=lead)


def names_contact(record: Any, contact: str) -> bool:  # noqa: ANN401
    """Whether a record, or a part of one, names a contact."""
    return any(
        isinstance(each, Reference) and each.id == contact and "contacts" in each.target.kinds
        for each in mentions(record)
    )


def _answered(who: Any, client: str, words: Words) -> str:  # noqa: ANN401
    """Return who answers the requests of people whose data are held for a client."""
    if not isinstance(who, str) or isinstance(who, Said):
        return "who answers is not stated" if who is None else f"who answers is stated as {who.value}"
    if who == "each":
        return f"{client} and we each answer"
    party = {"client": client, "us": "us"}.get(who) or words.naming.title_among(("processors", "recipients"), who)[0]
    return f"requests are answered by {party}"
