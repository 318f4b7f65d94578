"""What `datamap stats` counts: records, what is stated and what is missing, and how much is only words."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from datamap.catalog.naming import Naming
from datamap.graph.hops import OurRole
from datamap.graph.rows import our_role_in
from datamap.graph.transfers import regimes_outside
from datamap.model import keys
from datamap.model.activity import Activity
from datamap.model.disclosures import Commitment
from datamap.model.inventory import each_record, records_of, said_of
from datamap.model.organisation import Organisation
from datamap.model.record import Qualified, Record, Scoped
from datamap.model.records import KINDS, Records
from datamap.model.references import Declaration, mentions
from datamap.model.said import Said
from datamap.report.elsewhere import Elsewhere
from datamap.report.statements import Form, forms_in
from datamap.rules.laws import CALIFORNIA, GDPR, UK
from datamap.rules.regimes import regimes_in_force


class Answer(StrEnum):
    """What a record says by one of its keys."""

    STATED = "stated"
    NONE = "none"
    UNKNOWN = "unknown"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How often each answer was given by one key of one kind.

    `elsewhere` is the part of the answers that stands in another place, where the language looks it up. `asked` says
    that Art. 13, 14 or 30 GDPR asks for it; then only records of which it is asked are counted. `column` is the heading
    of the register column that it fills.
    """

    kind: str
    key: str
    law: str
    column: str
    asked: bool
    answers: Mapping[Answer, int]
    elsewhere: int

    @property
    def records(self) -> int:
        """The number of records that were asked."""
        return sum(self.answers.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many records of one kind are declared, shared or for one use alone, or what is said in place of any."""

    kind: str
    shared: int
    in_place: int
    said: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The figures of one organisation. `free` and `words` count statements that are only words, in two degrees."""

    organisation: str
    kinds: tuple[KindCount, ...]
    coverage: tuple[Coverage, ...]
    statements: int
    free: int
    words: int

    @property
    def share_free(self) -> float:
        """The share of statements that only `text`, `description` or `note` carry, from 0 to 1."""
        return self.free / self.statements if self.statements else 0.0

    @property
    def share_words(self) -> float:
        """The same with those that are only words in `when`, `unless`, `limit`, `because` or `refuse`."""
        return (self.free + self.words) / self.statements if self.statements else 0.0


_ASKED = re.compile(r"GDPR Art\. [^;]*?(?<![\d(])(13|14|30)(?!\d)")
_NOT_ASKED = frozenset({"employees"})
"""Art. 30(5) GDPR names it for an exemption only."""
_LOOKED_UP = frozenset({"purposes", "data_categories"})
"""Kinds that the register has no row for: what they say is counted in the activities that look it up there."""
_OF_PROCESSORS = frozenset({"on_behalf_of", "processing", "transfers", "measures"})
"""What GDPR Art. 30(2) asks of whoever processes for somebody else."""
_CALIFORNIAN = "Cal. Civ. Code"
_EITHER = {"to": "for", "for": "to"}
"""Keys of which one is enough."""
_SHARED = frozenset({Record, Qualified, Scoped})


def statistics(organisation: str, naming: Naming) -> Statistics:
    """Return the figures of one organisation."""
    records = naming.records
    in_place = _declared_in_place(records)
    forms = Counter(_all_forms(records, naming))
    return Statistics(
        organisation=organisation,
        kinds=tuple(
            KindCount(
                kind=kind,
                shared=len(records_of(records, kind)),
                in_place=len(in_place.get(kind, ())),
                said=said_of(records, kind),
            )
            for kind in KINDS
            if kind != "organisation"
        ),
        coverage=tuple(coverage(organisation, naming)),
        statements=forms.total(),
        free=forms[Form.FREE],
        words=forms[Form.WORDS],
    )


def _everything(records: Records) -> Iterator[BaseModel]:
    if records.organisation is not None:
        yield records.organisation
    for _, _, record in each_record(records):
        yield record


def _declared_in_place(records: Records) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in _everything(records):
        for mention in mentions(record):
            if isinstance(mention, Declaration):
                found.setdefault(mention.kind, []).append(mention.record)
    return found


def _all_forms(records: Records, naming: Naming) -> Iterator[Form]:
    contacts = records.organisation.reached if isinstance(records.organisation, Organisation) else {}
    ways = {*naming.vocabulary.get("ways", ()), *contacts}
    if records.organisation is not None:
        yield from forms_in(records.organisation, ways)
    promises = naming.vocabulary.get("promises", {})
    for _, id_, record in each_record(records):
        yield from forms_in(record, ways, _ALONE if _is_only_a_sentence(record) and id_ not in promises else ())
    for kind in KINDS:
        if said_of(records, kind) is not None:
            yield Form.STRUCTURED


_ALONE = frozenset({"title"})
_PROMISED = ("is_", "never", "responsible_for")


def _is_only_a_sentence(record: BaseModel) -> bool:
    """Whether a promise is nothing but words: no key says what is promised, so its title does."""
    return isinstance(record, Commitment) and all(getattr(record, key) is None for key in _PROMISED)


def coverage(organisation: str, naming: Naming) -> Iterator[Coverage]:
    """Yield what the records say by each key, as far as a law that holds here can ask for it."""
    elsewhere = Elsewhere(organisation, naming)
    in_place = _declared_in_place(naming.records)
    regimes, _ = regimes_in_force(naming.records.organisation)
    for kind in KINDS:
        declared = [*_of_kind(naming.records, kind), *(("", record) for record in in_place.get(kind, ()))]
        for key in keys.keys_of(keys.record_model(kind)):
            if key.model in _SHARED:
                continue
            asked = _is_asked(kind, key, regimes)
            answers: Counter[Answer] = Counter()
            looked_up = 0
            for id_, record in declared:
                answer = answer_of(_value(record, key.name))
                if not _can_be_asked_of(key, record, regimes) and answer is Answer.MISSING:
                    continue
                if asked and not _is_asked_of(key.name, record):
                    continue
                if answer is Answer.MISSING and kind == "activities":
                    answer = answer_of(elsewhere.value(id_, key.name))
                    looked_up += answer is not Answer.MISSING
                if answer is Answer.MISSING and isinstance(record, Organisation) and _of_entities(record, key.name):
                    answer = Answer.STATED
                    looked_up += 1
                answers[answer] += 1
            if answers:
                yield Coverage(
                    kind=kind,
                    key=key.name,
                    law=key.law,
                    column=key.column,
                    asked=asked,
                    answers=answers,
                    elsewhere=looked_up,
                )


def _of_entities(organisation: Organisation, key: str) -> bool:
    """Whether each of several controllers states what the organisation as a whole does not."""
    entities = list(organisation.entities.values()) if isinstance(organisation.entities, Mapping) else []
    return bool(entities) and all(answer_of(getattr(entity, key, None)) is Answer.STATED for entity in entities)


def _of_kind(records: Records, kind: str) -> list[tuple[str, Any]]:
    if kind == "organisation":
        return [] if records.organisation is None else [("", records.organisation)]
    return [(id_, record) for held, id_, record in each_record(records) if held == kind]


def _value(record: BaseModel, key: str) -> Any:  # noqa: ANN401
    return next(
        getattr(record, name) for name, info in type(record).model_fields.items() if (info.alias or name) == key
    )


def answer_of(value: object) -> Answer:
    """Return what a value says: that something is stated, that there is none, that nobody knows, or nothing."""
    if value is None:
        return Answer.MISSING
    return Answer(value.value) if isinstance(value, Said) else Answer.STATED


def _is_asked(kind: str, key: keys.Key, regimes: Collection[str]) -> bool:
    """Whether Art. 13, 14 or 30 asks for a key: they are the same articles in both laws, and in no other."""
    in_force = GDPR in regimes or UK in regimes
    named = kind not in _LOOKED_UP and key.name not in _NOT_ASKED and _ASKED.search(key.law) is not None
    return in_force and named


def _can_be_asked_of(key: keys.Key, record: BaseModel, regimes: Collection[str]) -> bool:
    """Whether a record lacks anything where it says nothing by a key: not by what is of no concern to it."""
    if key.law.startswith(_CALIFORNIAN):
        return CALIFORNIA in regimes
    if key.name in _EITHER:
        return answer_of(_value(record, _EITHER[key.name])) is Answer.MISSING
    if key.name == "representative" and isinstance(record, Organisation):
        return _is_abroad(record, regimes)
    return True


def _is_abroad(organisation: Organisation, regimes: Collection[str]) -> bool:
    """Whether Art. 27 asks for a representative: a law holds, and the organisation is not where it holds."""
    country = organisation.country
    if organisation.public_body or not isinstance(country, str):
        return False
    return bool(regimes_outside(tuple(law for law in (GDPR, UK) if law in regimes), country))


def _is_asked_of(key: str, record: BaseModel) -> bool:
    """Whether the law asks a key of an activity: of a processor Art. 30(2) asks less, and something else."""
    if not isinstance(record, Activity):
        return True
    if our_role_in(record) is OurRole.PROCESSOR:
        return key in _OF_PROCESSORS
    return key not in {"on_behalf_of", "processing"}
