"""Which words keep their capital inside a sentence: those of names, and no others."""

import re
from collections.abc import Collection
from functools import cache

from datamap.catalog.terms import ordinary_words, words_of_systems
from datamap.catalog.vendors import vendor_ids

WORD = re.compile(r"[\w.’'&-]+")
_DETERMINERS = frozenset(
    {"a", "all", "an", "any", "each", "every", "no", "other", "others", "our", "some", "the", "their", "these"}
    | {"those", "your"}
)
_BEGIN_A_PHRASE = _DETERMINERS | {"general", "partners", "people", "third", "website", "websites"}
"""Words with which a description begins, whatever follows."""
_ORDINARY = frozenset(
    {"academy", "affiliated", "appropriate", "charities", "classes", "courses", "e-mail", "entities", "evening"}
    | {"family", "holiday", "hospitals", "independent", "islands", "junior", "lessons", "markets", "newsletter"}
    | {"night", "online", "platform", "portal", "premium", "private", "production", "readers", "senior", "shops"}
    | {"spring", "staging", "states", "subscriptions", "summer", "teachers", "telemetry", "territories", "ticketing"}
    | {"universities", "volunteers", "winter", "young"}
)
"""Words that begin descriptions of parties, systems, products and regions, and that the terms do not have."""
_SAYS_WHICH = re.compile(
    r"(certain|current|different|domestic|federal|foreign|former|judicial|local|many|municipal|national|potential|"
    r"prospective|regional|relevant|selected|several|specific|some|trusted|various|\w{3,}(?:able|ary|ful|ible|less|ory|ous))",
    re.IGNORECASE,
)
"""Adjectives, also told by endings that names hardly have, that say which of several: `Regulatory bodies`."""
_GOES_ON = frozenset({"of", "that", "to", "which", "who", "whom", "whose"})
"""What follows a plural that describes: `Counterparties to contracts`, `Clerks who help us`."""
_BODIES = frozenset(
    {"agency", "archive", "association", "authority", "bank", "board", "bureau", "charity", "city", "clinic", "club"}
    | {"college", "commission", "company", "council", "county", "court", "foundation", "government", "hospital"}
    | {"institute", "insurer", "laboratory", "landlord", "library", "ministry", "municipality", "museum", "office"}
    | {"parish", "police", "practice", "province", "region", "register", "registry", "school", "service", "state"}
    | {"accountant", "auditor", "bookkeeper", "broker", "carrier", "contractor", "courier", "dentist", "doctor", "firm"}
    | {"garage", "guardian", "lawyer", "notary", "operator", "pharmacy", "provider", "publisher", "supplier"}
    | {"translator", "trust", "university"}
)
"""Words for parties that are no names by themselves, so that one of them has an article: `the municipality`."""
_ADJECTIVAL = ("al", "ary", "ic", "ive", "ed", "ing")
"""Endings of adjectives that are no names: `Regional court`, but `Acorn hosting`."""
_NO_PLURAL = ("is", "ss", "us")
"""How words end that have an s and are one."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_GROUPS = frozenset(
    {"advisers", "agencies", "agents", "authorities", "banks", "companies", "consultants", "contractors", "families"}
    | {"firms", "insurers", "networks", "organisations", "partners", "providers", "suppliers", "vendors"}
)
"""What descriptions of several parties end with, so that the first word is no name: `Bus companies`."""
_OFFICES = frozenset(
    {"board", "centre", "center", "committee", "counsel", "department", "desk", "helpdesk", "lead", "manager"}
    | {"office", "officer", "ombudsman", "representative", "secretary", "team", "unit"}
)
"""What the title of a contact ends with that is no person and no brand, so that it has an article."""
_ACT = re.compile(r"\b(act|code|directive|law|order|ordinance|regulations?|statute)\b", re.IGNORECASE)
"""Words that tell the English name of a law."""
_BETWEEN = frozenset({"and", "at", "by", "for", "from", "in", "of", "or", "the", "to", "with"})
"""Small words that names have too: what comes after them tells."""
_OF_A_BRAND = re.compile("[^\\W\\d_A-Z][A-Z]|[^\\W_]-[A-Z]|[0-9]|^[A-DF-Z]-")
"""What keeps its form: a second capital, a digit or a letter of its own, as in `WooPay`, `Wi-Fi`, `S3`, `X-ray`."""
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
"""The name of a host, which is a name however it is written: `shop.example.org`."""
_THINGS = frozenset(
    {"add-on", "bucket", "channel", "cluster", "group", "page", "pipeline", "service", "site", "stack", "team"}
)
"""What a name can lead that is a thing and has an article, and that no kind of system is called."""
_SYSTEMS = frozenset({"CMS", "CRM", "DMS", "ERP", "LMS"})
"""Abbreviations that are no names, for one of which most have one."""
_FORMS = frozenset({"ag", "bv", "inc", "kg", "limited", "llc", "llp", "ltd", "nv", "plc", "sa", "se"})


def lowered(title: str, proper: Collection[str] = ()) -> str:
    """Return a heading as it stands inside a sentence: with a small first letter, unless it begins with a name.

    `proper` holds the names that an inventory knows beside those of the vendors of the catalogue.
    """
    first = WORD.match(title)
    if first is None or _is_proper(first[0], proper) or is_brand(first[0]):
        return title
    if _begins_a_name(title, proper):
        return title
    small = _in_small_letters(title, proper)
    if small is not None:
        return small
    head = title[0]
    is_name = not head.isupper() or title[1:2].isupper() or title[1:2].isdigit() or not title[1:2]
    return title if is_name else head.lower() + title[1:]


def _begins_a_name(title: str, proper: Collection[str]) -> bool:
    """Whether the first two words are one name, told by the small letter of the third: `Gift Aid status`.

    `Our Shop here` begins with an article, `Order Details` has capitals throughout, `Daily Stripe report` has a vendor,
    and `Jetpack CRM customers` begins with no word that the terms know.
    """
    first, second, third, *_ = [*WORD.findall(title), "", "", ""]
    if first.casefold() in _DETERMINERS or not third[:1].islower() or is_brand(third):
        return False
    if _is_abbreviation(second):
        return not _is_ordinary(first)
    return second[:1].isupper() and second[1:].islower() and not _is_proper(second, proper)


def is_brand(word: str) -> bool:
    """Whether a word is written as only a name is, so that it neither loses nor gains a capital: `iOS`, `shop.org`."""
    is_mixed = _OF_A_BRAND.search(word) is not None and not all(map(_is_ordinary, word.split("-")))
    return (is_mixed and not _is_ordinary(word)) or _ADDRESS.fullmatch(word) is not None


def begins_as_written(words: str) -> bool:
    """Whether words begin with what has no capital at the start of a sentence either: `iOS users`, `shop.org`."""
    first = WORD.match(words)
    return first is not None and words[:1].islower() and is_brand(first[0].rstrip(".’'"))


def _in_small_letters(title: str, proper: Collection[str]) -> str | None:
    """Return a title in capitals, as some write headings, in small letters, if all its words are ordinary ones.

    A name such as `Globally Recognized Avatar` stays as it is; `None` where the title is not in capitals.
    """
    words = [word for word in WORD.findall(title) if word not in _BETWEEN]
    ours = {word for word in words if not _keeps_its_form(word, proper)}
    others = {word for word in words if word not in ours and not _is_abbreviation(word)}
    if others or len(ours) == 1 or not all(word[0].isupper() for word in ours):
        return None
    if all(map(_is_ordinary, ours)):
        return WORD.sub(lambda match: match[0].lower() if match[0] in ours else match[0], title)
    return None if words[0].casefold() in _DETERMINERS else title


def _keeps_its_form(word: str, proper: Collection[str]) -> bool:
    return _is_proper(word, proper) or _is_abbreviation(word) or is_brand(word)


def described(title: str, proper: Collection[str] = (), *, alone: bool = False, plain: bool = False) -> str:
    """Return the title of a party, system or contact inside a sentence: a description gets a small letter, a name none.

    It describes if it begins with an ordinary word and goes on with a small letter: `Readers of the yearly list`, but
    `Bank of England` and `Acorn hosting`. A single word is a name, unless `alone` says that an ordinary one is none.
    With `plain`, the first word need not be known for an ordinary one.
    """
    first, *others = WORD.findall(title) or [""]
    start = first.casefold()
    if first == "A" and others and _goes_on_as_a_name(others[0]):
        return title
    if start in _DETERMINERS or (start.partition("-")[0] in _BEGIN_A_PHRASE and (not others or others[0][0].islower())):
        return lowered(title, proper)
    following = next((word for word in others if word not in _BETWEEN and not _is_abbreviation(word)), None)
    if (following is None and not alone) or (following is not None and _goes_on_as_a_name(following)):
        return title
    is_group = bool(others) and others[-1] in _GROUPS
    is_ordinary = _is_ordinary(first) or _describes_several(first, others)
    return lowered(title, proper) if plain or is_group or is_ordinary else title


def _describes_several(first: str, others: list[str]) -> bool:
    """Whether a title is of several that are not named, by how it begins: with an adjective, or with their plural."""
    start = first.casefold()
    if not others:
        return start.removesuffix("s") in _BODIES and start.endswith("s")
    goes_on = others[0] in _GOES_ON and start.endswith("s") and not start.endswith(_NO_PLURAL)
    return goes_on or (_SAYS_WHICH.fullmatch(first) is not None and any(map(_ends_as_a_plural, others)))


def _ends_as_a_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(_NO_PLURAL)


def is_name(title: str, proper: Collection[str] = ()) -> bool:
    """Whether the title of a party is the name of one: `Itineris`, `Bank of England`, not `Hosting Providers`."""
    words = [word for word in WORD.findall(title) if word not in _BETWEEN]
    if not words or (len(words) > 1 and words[-1].islower()) or described(title, proper, alone=True) != title:
        return False
    return not all(map(_is_ordinary, words))


def with_article(title: str, proper: Collection[str] = (), *, plain: bool = False) -> str:
    """Return a description with an article, where it has none: `the desk at your pool`; a name stays as it is."""
    words = described(title, proper, alone=True, plain=plain)
    first = WORD.match(words)
    is_office = plain and (
        any(f" {word} the " in title for word in ("to", "of", "for")) or title.casefold().split()[-1] in _OFFICES
    )
    is_thing = not plain and _names_a_thing(title)
    is_name = words == title and (title[:1].isupper() or is_brand(title)) and not is_office and not is_thing
    if first is None or is_name or first[0] in _DETERMINERS:
        return words
    return f"the {words}"


def of_a_body(title: str, proper: Collection[str] = ()) -> str:
    """Return the title of one party inside a sentence: what describes it has an article, and a name has none."""
    words = with_article(title, proper)
    first, *others = WORD.findall(title) or [""]
    if words != title or first.casefold() in _DETERMINERS:
        return words
    if first.casefold() in _BODIES and others[:1] == ["of"]:
        return f"the {title}"
    is_body = [first, *others][-1].casefold() in _BODIES and not any(word[0].isupper() for word in others)
    if not is_body:
        return words
    # A name may come before what somebody is: `the Leith library`.
    is_ordinary = not others or first.casefold().endswith(_ADJECTIVAL)
    # The titles of parties are among the names that are known, so that this one would be its own.
    return with_article(title, plain=True) if is_ordinary else f"the {title}"


def bare(title: str) -> str:
    """Return a title without what stands in brackets behind it: `Mailchimp (Intuit)` is `Mailchimp`."""
    return _IN_BRACKETS.sub("", title) or title


def named(title: str, proper: Collection[str] = ()) -> str:
    """Return the title of a product inside a sentence: a name stays, one thing has its article, several have none."""
    words = described(title, proper, alone=True)
    is_several = words != title and " " not in words and words.endswith("s")
    return words if is_several else with_article(title, proper)


def contact(function: str) -> str:
    """Return a contact of which only its function is known: `the front desk`, `our contact for privacy`."""
    return f"the {function}" if function.rsplit(maxsplit=1)[-1] in _OFFICES else f"our contact for {function}"


def of_a_law(title: str) -> str:
    """Return the title of a law inside a sentence: an act has an article, a name such as `Loi 78-17` has none."""
    has_article = title.casefold().startswith(("the ", "article ", "section ", "art. ", "s. ", "regulation ("))
    return f"the {title}" if _ACT.search(title) and not has_article and title[:1].isupper() else title


def _names_a_thing(title: str) -> bool:
    """Whether a name or an abbreviation leads what is an ordinary thing: `Harbour app`, `iOS app`, `CRM systems`.

    What comes after a small word tells only which: `Thunderbird for iOS` is a name, `Harbour app for iOS` not.
    """
    words = WORD.findall(title)
    head = words[: next((n for n, word in enumerate(words) if n and word in _BETWEEN), len(words))]
    if not head or not (head[0][:1].isupper() or is_brand(head[0])):
        return False
    is_thing = (
        len(head) > 1 and head[-1].casefold() in _THINGS | words_of_systems() and not _goes_on_as_a_name(head[-1])
    )
    return is_thing or (len(head) == 1 and head[0] in _SYSTEMS)


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _goes_on_as_a_name(word: str) -> bool:
    return not word[0].islower() or is_brand(word) or word.rstrip(".") in _FORMS


def _is_ordinary(word: str) -> bool:
    """Whether a word is one of the language, as far as the terms tell: `e-mail`, `Readers`, but not `Acorn`."""
    start = word.casefold()
    known = (start, start.partition("-")[0])
    return any(
        each in _ORDINARY | _BEGIN_A_PHRASE or any(form in ordinary_words() for form in _forms(each)) for each in known
    )


def _forms(word: str) -> tuple[str, ...]:
    return word, f"{word}s", word.removesuffix("s"), f"{word.removesuffix('ies')}y"


def _is_proper(word: str, proper: Collection[str]) -> bool:
    bare = word.removesuffix("'s").removesuffix("’s")
    return word in proper or bare in proper or bare.casefold() in _names_of_vendors()


@cache
def _names_of_vendors() -> frozenset[str]:
    return frozenset(id_.partition("-")[0] for id_ in vendor_ids())
