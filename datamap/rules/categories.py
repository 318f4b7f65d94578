"""Categories of data as rules meet them: an entry of an activity, whether it is special, whether it leads to nobody."""

from typing import Any, NamedTuple

from datamap.graph.hops import Category
from datamap.graph.vocabulary import Words
from datamap.model.activity import DataDetail
from datamap.model.people import Identifiable
from datamap.model.provenance import Path

_ANONYMOUS = "anonymised"


class Datum(NamedTuple):
    """One entry of an activity's data: the category, what was said beside it, and where."""

    id: str
    category: Category
    detail: DataDetail | None
    record: Any
    at: Path


class Specials(dict[str, bool]):
    """Whether a declared or built-in category of data is special; what was asked once is remembered."""

    def __init__(self, words: Words) -> None:
        """Take what knows the categories."""
        super().__init__()
        self.words = words

    def __missing__(self, id_: str) -> bool:
        """Look a category up."""
        found = self[id_] = self.words.category_of(id_).is_special
        return found


def is_anonymous(record: Any) -> bool:  # noqa: ANN401
    """Whether a category of data is said to lead to nobody."""
    return getattr(record, "identifiable", None) is Identifiable.NOT or _ANONYMOUS in (
        getattr(record, "form", None) or ()
    )
