"""What the privacy notices of an organisation tell of, and what none of them does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datamap.graph.telling import Telling, is_restricted, left_out
from datamap.graph.vocabulary import Words
from datamap.model.notices import Notice
from datamap.rules.once import once
from datamap.rules.works import Work


@dataclass(frozen=True, kw_only=True)
class Told:
    """The privacy notices that are declared, beside the activities of ours that they may tell of."""

    notices: tuple[Notice, ...]
    ours: Sequence[Work]
    words: Words

    @once
    def is_all(self) -> bool:
        """Whether a notice without restrictions tells of every activity of ours."""
        return any(not is_restricted(notice) for notice in self.notices)

    def by(self, notice: Notice) -> list[Work]:
        """Return the activities of ours that a notice tells of."""
        if not is_restricted(notice):
            return list(self.ours)
        told = Telling(self.words.naming, notice, self.words).activities
        return [work for work in self.ours if work.id in told]

    @once
    def activities(self) -> Mapping[str, tuple[str, ...]]:
        """The activities that notices tell of, each with those of its people, data and purposes that none does."""
        if self.is_all:
            return {work.id: () for work in self.ours}
        tellings = [Telling(self.words.naming, notice, self.words).activities for notice in self.notices]
        versions = {work: [each[work.id] for each in tellings if work.id in each] for work in self.ours}
        return {work.id: left_out(work.record, each) for work, each in versions.items() if each}
