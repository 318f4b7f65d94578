"""What is known of groups of people: who is under age, and who is vulnerable."""

from dataclasses import dataclass

from datamap.catalog.naming import Naming
from datamap.graph.vocabulary import Mention
from datamap.rules.kinds import Kinds
from datamap.rules.once import once


@dataclass(frozen=True)
class People:
    """The groups of people of one organisation, declared, built-in or declared in place; what was asked once is kept."""

    naming: Naming
    kinds: Kinds

    def is_minor(self, subject: Mention) -> bool:
        """Whether a group of people is said to be, or by its term is, under age."""
        return self._has_trait(subject, "minors")

    def is_known_minor(self, id_: str) -> bool:
        """Whether a declared or built-in group of people is under age."""
        return self.is_minor(Mention(id_, None, None, ()))

    def is_weak(self, subject: Mention) -> bool:
        """Whether a group of people is vulnerable or under age."""
        return self._has_trait(subject, "vulnerable") or self._has_trait(subject, "minors")

    def is_known_weak(self, id_: str) -> bool:
        """Whether a declared or built-in group of people is vulnerable or under age."""
        return self.is_weak(Mention(id_, None, None, ()))

    @once
    def _traits(self) -> dict[tuple[str, str], bool]:
        return {}

    def _has_trait(self, subject: Mention, trait: str) -> bool:
        if subject.record is not None:
            return self._found_trait(subject, trait)
        known = self._traits.get((subject.id, trait))
        if known is None:
            known = self._traits[subject.id, trait] = self._found_trait(subject, trait)
        return known

    def _found_trait(self, subject: Mention, trait: str) -> bool:
        record = subject.record or self.naming.record("data_subjects", subject.id)
        stated = getattr(record, trait, None)
        if isinstance(stated, bool):
            return stated
        terms = self.naming.vocabulary.get("data_subjects", {})
        return any(getattr(terms[name], trait) for name in self.kinds.of_mention("data_subjects", subject))
