"""Which words keep their capital inside a sentence: those of names, and no others."""

import re
from collections.abc import Collection
from functools import cache

from datamap.catalog.terms import ordinary_words
from datamap.catalog.vendors import vendor_ids

WORD = re.compile(r"[\w.’'&-]+")
_DETERMINERS = frozenset(
    {"a", "all", "an", "any", "each", "every", "no", "other", "others", "our", "some", "the", "their", "these"}
    | {"those", "your"}
)
_BEGIN_A_PHRASE = _DETERMINERS | {"general", "partners", "people", "third", "website", "websites"}
"""Words with which a description begins, whatever follows."""
_ORDINARY = frozenset(
    {"academy", "charities", "classes", "courses", "hospitals", "islands", "lessons", "markets", "newsletter", "online"}
    | {"platform", "portal", "readers", "shops", "states", "subscriptions", "teachers", "territories", "universities"}
    | {"volunteers"}
)
"""Words that begin descriptions of parties, systems, products and regions, and that the terms do not have."""
_OFFICES = frozenset(
    {"board", "centre", "center", "committee", "counsel", "department", "desk", "helpdesk", "lead", "manager"}
    | {"office", "officer", "ombudsman", "representative", "secretary", "team", "unit"}
)
"""What the title of a contact ends with that is no person and no brand, so that it has an article."""
_ACT = re.compile(r"\b(act|code|directive|law|order|ordinance|regulations?|statute)\b", re.IGNORECASE)
"""Words that tell the English name of a law."""
_BETWEEN = frozenset({"and", "at", "by", "for", "from", "in", "of", "or", "the", "to", "with"})
"""Small words that names have too: what comes after them tells."""
_INNER_CAPITAL = re.compile("[^\\W\\d_A-Z][A-Z]")
"""What only brands are written with: `WooPay`, `iPhone`."""
_FORMS = frozenset({"ag", "bv", "inc", "kg", "limited", "llc", "llp", "ltd", "nv", "plc", "sa", "se"})


def lowered(title: str, proper: Collection[str] = ()) -> str:
    """Return a heading as it stands inside a sentence: with a small first letter, unless it begins with a name.

    `proper` holds the names that an inventory knows beside those of the vendors of the catalogue.
    """
    first = WORD.match(title)
    if first is None or _is_proper(first[0], proper) or _INNER_CAPITAL.search(first[0]):
        return title
    if _begins_a_name(title, proper):
        return title
    head = title[0]
    is_name = not head.isupper() or title[1:2].isupper() or title[1:2].isdigit() or not title[1:2]
    return title if is_name else head.lower() + title[1:]


def _begins_a_name(title: str, proper: Collection[str]) -> bool:
    """Whether the first two words are one name, told by the small letter of the third: `Gift Aid status`.

    `Our Shop here` begins with an article, `Order Details` has capitals throughout, `Daily Stripe report` has a vendor.
    """
    first, second, third, *_ = [*WORD.findall(title), "", "", ""]
    is_word = second[:1].isupper() and second[1:].islower() and not _is_proper(second, proper)
    return is_word and third[:1].islower() and first.casefold() not in _BEGIN_A_PHRASE


def described(title: str, proper: Collection[str] = (), *, alone: bool = False, plain: bool = False) -> str:
    """Return the title of a party, system or contact inside a sentence: a description gets a small letter, a name none.

    It describes if it begins with an ordinary word and goes on with a small letter: `Readers of the yearly list`, but
    `Bank of England` and `Acorn hosting`. A single word is a name, unless `alone` says that an ordinary one is none.
    With `plain`, the first word need not be known for an ordinary one.
    """
    first, *others = WORD.findall(title) or [""]
    start = first.casefold().partition("-")[0]
    if first == "A" and others and _goes_on_as_a_name(others[0]):
        return title
    if start in _BEGIN_A_PHRASE:
        return lowered(title, proper)
    following = next((word for word in others if word not in _BETWEEN and not _is_abbreviation(word)), None)
    if (following is None and not alone) or (following is not None and _goes_on_as_a_name(following)):
        return title
    is_known = plain or start in _ORDINARY or any(form in ordinary_words() for form in _forms(start))
    return lowered(title, proper) if is_known else title


def with_article(title: str, proper: Collection[str] = (), *, plain: bool = False) -> str:
    """Return a description with an article, where it has none: `the desk at your pool`; a name stays as it is."""
    words = described(title, proper, alone=True, plain=plain)
    first = WORD.match(words)
    is_office = plain and (
        any(f" {word} the " in title for word in ("to", "of", "for")) or title.casefold().split()[-1] in _OFFICES
    )
    is_thing = not plain and _names_a_thing(title, proper)
    is_name = words == title and title[:1].isupper() and not is_office and not is_thing
    if first is None or is_name or first[0] in _DETERMINERS:
        return words
    return f"the {words}"


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


def _names_a_thing(title: str, proper: Collection[str]) -> bool:
    """Whether a name or an abbreviation leads what is an ordinary thing: `Harbour app`, `CRM systems`."""
    first, *others = WORD.findall(title) or [""]
    return (_is_abbreviation(first) or _is_proper(first, proper)) and bool(others) and others[-1][:1].islower()


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _goes_on_as_a_name(word: str) -> bool:
    return not word[0].islower() or word.rstrip(".") in _FORMS


def _forms(word: str) -> tuple[str, ...]:
    return word, f"{word}s", word.removesuffix("s"), f"{word.removesuffix('ies')}y"


def _is_proper(word: str, proper: Collection[str]) -> bool:
    bare = word.removesuffix("'s").removesuffix("’s")
    return word in proper or bare in proper or bare.casefold() in _names_of_vendors()


@cache
def _names_of_vendors() -> frozenset[str]:
    return frozenset(id_.partition("-")[0] for id_ in vendor_ids())
