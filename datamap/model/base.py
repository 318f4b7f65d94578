"""What all entities share: frozen, closed to unknown keys, and a short form for a record that is only words."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

from datamap.model.complaints import complaint

ANSWERS = frozenset({"yes", "no"})
SAID_IN_WORDS = frozenset({"text", "given", "contract", "whose", "interest", "logic", "document", "provides"})
"""Short forms for which an answer is no answer. A title may be any word: somebody may be called so."""


class Frozen(BaseModel):
    """A value of the language: immutable, and closed to unknown keys.

    `short_form` names the key that a plain text stands for (law 4 of the language), `list_form` the key that a list
    stands for; `None` where a text or a list is an error.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    short_form: ClassVar[str | None] = None
    list_form: ClassVar[str | None] = None

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        if isinstance(value, str) and cls.short_form is not None:
            if value in ANSWERS and cls.short_form in SAID_IN_WORDS:
                raise complaint("answer", "expected words or a mapping", "say what it is, or leave the key out")
            return {cls.short_form: value}
        if isinstance(value, list) and cls.list_form is not None:
            return {cls.list_form: value}
        return value
