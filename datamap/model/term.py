"""Built-in terms: what identifiers mean that no inventory has to declare."""

from collections.abc import Mapping

from pydantic import Field

from datamap.model.base import Frozen
from datamap.model.items import Many
from datamap.model.people import Sensitivity
from datamap.model.words import Plain


class Term(Frozen):
    """One built-in term: its title, the words a notice uses in English, and what it is called elsewhere.

    A purpose has `to` or `for` in place of `words`.
    `done` is what an act is called behind “have”. `also` lists synonyms that point a reader to the term.
    """

    title: Plain
    words: Plain | None = None
    done: Plain | None = None
    plural: Plain | None = None
    singular: Plain | None = None
    to: Plain | None = None
    for_: Plain | None = Field(default=None, alias="for")
    also: Many[Plain] | None = None
    sensitivity: Sensitivity | None = None
    minors: bool | None = None
    vulnerable: bool | None = None
    dpv: Many[Plain] | None = None
    fides: Many[Plain] | None = None
    law: Plain | None = None
    is_: Plain | None = Field(default=None, alias="is")


Vocabulary = Mapping[str, Mapping[str, Term]]
"""Terms by vocabulary and identifier; a vocabulary that bears the name of a kind extends that kind."""
