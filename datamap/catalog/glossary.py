"""Every name that an inventory can use without declaring it, with what is known of it, in one form for all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from datamap.catalog.authorities import authorities
from datamap.catalog.countries import places
from datamap.catalog.known import built_in
from datamap.catalog.mechanisms import mechanisms
from datamap.catalog.regimes import regimes
from datamap.catalog.terms import vocabulary
from datamap.catalog.vendors import vendor, vendor_ids
from datamap.model.term import Term

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """One built-in name: its vocabulary, its title, and what else is known, as pairs of a label and words."""

    vocabulary: str
    id: str
    title: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a vocabulary is called, and what its words are for."""

    title: str
    meaning: str


HEADINGS: Mapping[str, Heading] = {
    "data_categories": Heading(title="Data categories", meaning="What the data are."),
    "data_subjects": Heading(title="Data subjects", meaning="Whom the data are about."),
    "purposes": Heading(title="Purposes", meaning="What the data are used for."),
    "measures": Heading(title="Measures", meaning="How data are protected."),
    "threats": Heading(title="Threats", meaning="What a measure protects against."),
    "stages": Heading(title="Stages of protection", meaning="When a measure protects."),
    "triggers": Heading(title="Triggers of disclosure", meaning="What sets off an occasional disclosure."),
    "tests": Heading(title="Tests", meaning="What the organisation asks itself before it discloses."),
    "conditions": Heading(title="Conditions", meaning="What those who get data are bound to."),
    "sources": Heading(title="Sources", meaning="Where data come from."),
    "channels": Heading(title="Channels", meaning="How the organisation and people reach each other."),
    "party_kinds": Heading(title="Kinds of party", meaning="What a processor, a recipient or a client is."),
    "system_kinds": Heading(title="Kinds of system", meaning="What a system is."),
    "tracker_kinds": Heading(title="Kinds of tracker", meaning="By what means a person or device is recognised."),
    "rights": Heading(title="Rights", meaning="What people can ask for."),
    "ways": Heading(title="Ways", meaning="How a person makes use of a right or a choice."),
    "promises": Heading(title="Promises", meaning="What a commitment promises."),
    "acts": Heading(title="Acts", meaning="What a commitment says is never done."),
    "acceptance": Heading(
        title="Acceptance", meaning="What counts as accepting a changed notice, or as consent to a transfer."
    ),
    "forms": Heading(title="Forms of data", meaning="In what form data are kept or handed on."),
    "endings": Heading(title="Endings", meaning="What becomes of data in the end."),
    "mechanisms": Heading(title="Transfer mechanisms", meaning="What makes a transfer to another country lawful."),
    "regimes": Heading(title="Regimes", meaning="Laws on data protection."),
    "authorities": Heading(title="Supervisory authorities", meaning="To whom people can complain."),
    "areas": Heading(title="Areas", meaning="Groups of countries that a law treats as one."),
    "countries": Heading(title="Countries", meaning="ISO 3166-1 codes, and codes for international organisations."),
    "vendors": Heading(title="Vendors", meaning="Companies of the vendor catalogue, named through `vendor`."),
}
"""Every vocabulary, in the order in which the reference lists them."""


def names_in(name: str) -> tuple[BuiltIn, ...]:
    """Return all names of one vocabulary, in the order of its file."""
    return tuple(_ALL[name]()) if name in _ALL else tuple(_terms(name, vocabulary().get(name, {})))


def named(id_: str) -> tuple[BuiltIn, ...]:
    """Return what one identifier is, in each vocabulary that has it."""
    ids = built_in().ids
    return tuple(
        next(found for found in ([_vendor(id_)] if name == "vendors" else names_in(name)) if found.id == id_)
        for name in HEADINGS
        if id_ in ids(name)
    )


def all_names() -> Iterator[str]:
    """Yield the identifiers of all vocabularies."""
    for name in HEADINGS:
        yield from built_in().ids(name)


def meant_by(other: str) -> tuple[str, ...]:
    """Return the terms to which another name points, such as `email` for `e-mail-address`."""
    synonyms = built_in().synonyms
    return tuple(dict.fromkeys(synonyms(name)[other] for name in HEADINGS if other in synonyms(name)))


def _facts(*pairs: tuple[str, str | None]) -> Facts:
    return tuple((label, words) for label, words in pairs if words)


def _terms(name: str, terms: Mapping[str, Term]) -> Iterator[BuiltIn]:
    for id_, term in terms.items():
        marks = [word for word, holds in (("minors", term.minors), ("vulnerable", term.vulnerable)) if holds]
        facts = _facts(
            ("words", term.words),
            ("one of them", term.singular),
            ("several", term.plural),
            ("to", term.to),
            ("for", term.for_),
            ("a kind of", term.is_),
            ("other names", _listed(term.also)),
            ("sensitivity", term.sensitivity.value if term.sensitivity else None),
            ("people", _listed(marks)),
            ("law", term.law),
            ("DPV", _listed(term.dpv)),
            ("Fides", _listed(term.fides)),
        )
        yield BuiltIn(vocabulary=name, id=id_, title=term.title, facts=facts)


def _mechanisms() -> Iterator[BuiltIn]:
    for id_, held in mechanisms().items():
        articles = "; ".join(f"{regimes()[law].short_name} {place}" for law, place in held.articles.items())
        facts = _facts(
            ("words", held.words),
            ("a kind of", held.is_.value),
            ("other names", _listed(held.also)),
            ("law", articles),
            ("DPV", held.dpv),
        )
        yield BuiltIn(vocabulary="mechanisms", id=id_, title=held.title, facts=facts)


def _regimes() -> Iterator[BuiltIn]:
    for id_, held in regimes().items():
        facts = _facts(("short name", held.short_name), ("citation", held.citation))
        yield BuiltIn(vocabulary="regimes", id=id_, title=held.title, facts=facts)


def _authorities() -> Iterator[BuiltIn]:
    for id_, held in authorities().items():
        titles = {name: regime.short_name for name, regime in regimes().items()}
        facts = _facts(
            ("own name", held.name if held.english else None),
            ("short name", held.short_name),
            ("country", held.country),
            ("watches over", ", ".join(titles.get(name, name) for name in held.regimes)),
            ("address", held.url),
        )
        yield BuiltIn(vocabulary="authorities", id=id_, title=held.english_name, facts=facts)


def _areas() -> Iterator[BuiltIn]:
    for id_, held in places().areas.items():
        facts = _facts(("countries", " ".join(held.members)))
        yield BuiltIn(vocabulary="areas", id=id_, title=held.title[0].upper() + held.title[1:], facts=facts)


def _countries() -> Iterator[BuiltIn]:
    for code, name in places().countries.names.items():
        yield BuiltIn(vocabulary="countries", id=code, title=name, facts=())
    for code, held in places().organisations.items():
        yield BuiltIn(vocabulary="countries", id=code, title=held.name, facts=_facts(("note", held.note)))


def _vendor(id_: str) -> BuiltIn:
    held = vendor(id_)
    facts = _facts(
        ("service", held.is_.value),
        ("legal name", held.legal_name.value if held.legal_name else None),
        ("country", held.country.value if held.country else None),
        ("read", held.checked.isoformat()),
    )
    return BuiltIn(vocabulary="vendors", id=id_, title=held.name.value, facts=facts)


_ALL: Mapping[str, Callable[[], Iterable[BuiltIn]]] = {
    "mechanisms": cache(lambda: tuple(_mechanisms())),
    "regimes": cache(lambda: tuple(_regimes())),
    "authorities": cache(lambda: tuple(_authorities())),
    "areas": cache(lambda: tuple(_areas())),
    "countries": cache(lambda: tuple(_countries())),
    "vendors": cache(lambda: tuple(map(_vendor, vendor_ids()))),
}


def _listed(words: Iterable[str] | None) -> str | None:
    return ", ".join(words or ()) or None
