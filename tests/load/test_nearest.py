"""An unknown name suggests the nearest known one, and never takes long about it."""

import time
from hashlib import sha256

import pytest

from datamap.load.known import Known, Terms
from datamap.load.nearest import Names, did_you_mean, nearest
from datamap.model.items import refers


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("activites", ["activities", "actors"], "activities"),
        ("tsl", ["tls", "dns"], "tls"),
        ("UK", ["GB"], None),
        ("no", ["NO", "SE"], "NO"),
        ("Contracts", ["contract"], "contract"),
        ("zebra", ["shop", "mailer"], None),
        ("anything", [], None),
        ("", ["a"], None),
        ("shop", ["shops", "shop-2"], "shops"),
    ],
)
def test_nearest(name, known, found):
    assert nearest(name, known) == found
    assert did_you_mean(name, known, "else") == (f"did you mean `{found}`?" if found else "else")


def test_among_many_names_only_those_are_compared_that_can_be_meant():
    known = [sha256(str(number).encode()).hexdigest()[:12] for number in range(20_000)]
    names = Names(known)
    begun = time.process_time()
    for name in known[::400]:
        assert names.nearest(name[:5] + "x" + name[6:]) == name
        assert names.nearest(name.upper()) == name
        assert names.nearest(f"zzzz{name}zzzz") is None
    assert time.process_time() - begun < 5


def test_names_beside_the_known_ones_count_too():
    names = Names(["shop"])
    assert names.nearest("delivr", ["deliver"]) == "deliver"
    assert names.nearest("DELIVERS", ["deliver"]) == "deliver"
    assert names.nearest("delivr") is None


def test_what_was_found_is_remembered_within_bounds():
    names = Names(["shop"])
    for number in range(10_001):
        assert names.nearest(f"{number}") is None
    assert names.nearest("shpo") == "shop"


def test_after_very_many_questions_nothing_is_suggested_any_more():
    known = Known(terms=TERMS, declared={"systems": ["shop"]})
    assert [known.nearest("shpo", refers("systems")) for _ in range(1_001)] == [*["shop"] * 1_000, None]


TERMS = Terms(ids=lambda kind: {"countries": ["NO", "GB"], "purposes": ["delivery"]}.get(kind, ()))


def test_what_is_known():
    known = Known(terms=TERMS, declared={"regions": {"north"}}, local={"purposes": {"deliver"}})
    assert known.knows("north", refers("regions"))
    assert known.knows("deliver", refers("purposes"))
    assert known.knows("NO", refers("regions", "countries"))
    assert known.knows("GB-SCT", refers("countries"))
    assert known.knows("consent", refers("bases"))
    assert known.knows("write to us", refers("contacts", words=True))
    assert known.knows("Tax Act 2010", refers("laws", words=True))
    for id_, target in [
        ("south", refers("regions")),
        ("XX-SCT", refers("countries")),
        ("GB-SCT", refers("purposes")),
        ("GB-SCTX", refers("countries")),
        ("tax-act", refers("laws", words=True)),
        ("write to us", refers("contacts")),
    ]:
        assert not known.knows(id_, target)


def test_a_synonym_is_meant_before_what_merely_looks_alike():
    terms = Terms(ids=TERMS.ids, synonyms=lambda kind: {"UK": "GB"} if kind == "countries" else {})
    known = Known(terms=terms, declared={})
    assert known.nearest("UK", refers("countries")) == "GB"
    assert known.nearest("delivry", refers("purposes")) == "delivery"
    assert Known(terms=TERMS, declared={}).nearest("UK", refers("countries")) is None
