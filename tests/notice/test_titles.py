"""Titles inside sentences: their capitals, their articles, and whether they are one or several."""

import pytest

from datamap.model.parties import Party
from datamap.notice.capitals import described, is_name, lowered, named, with_article
from datamap.notice.number import are_several, is_plural
from datamap.notice.writer import capital

OURS = frozenset({"Harbour", "Jetpack", "Thunderbird"})


@pytest.mark.parametrize(
    "title",
    [
        "WooPay users", "iOS users", "reCAPTCHA scores", "iCloud Photos", "eBay seller name", "GitHub username",
        "IP address", "GPS position", "MP3 files", "A4 scans", "Wi-Fi network names", "X-ray images", "Covid-19 tests",
        "Jetpack CRM customers", "Acme CRM customers", "WordPress.com-connected users", "shop.example.org visitors",
        "Gift Aid status", "Globally Recognized Avatar", "Stripe receipts", "Thunderbird settings",
    ],
)  # fmt: skip
def test_a_name_keeps_its_letters(title):
    assert lowered(title, OURS) == title


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Name", "name"),
        ("E-mail address", "e-mail address"),
        ("E-Mail Address", "e-mail address"),
        ("Order Details", "order details"),
        ("Right to Know", "right to know"),
        ("End User Communications", "end user communications"),
        ("Customer CRM data", "customer CRM data"),
        ("Our Harbour Card", "our Harbour Card"),
        ("Our Shop", "our shop"),
        ("Daily Stripe report", "daily Stripe report"),
    ],
)
def test_a_description_begins_with_a_small_letter(title, inside):
    assert lowered(title, OURS) == inside


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Independent contractors", "independent contractors"),
        ("Appropriate authorities", "appropriate authorities"),
        ("E-mail services", "e-mail services"),
        ("General Medical Council", "General Medical Council"),
        ("Bank of England", "Bank of England"),
        ("Acorn hosting", "Acorn hosting"),
        ("Bus companies", "bus companies"),
        ("Stripe partners", "Stripe partners"),
        ("Trusted third parties", "trusted third parties"),
        ("Foreign courts", "foreign courts"),
        ("Regulatory bodies", "regulatory bodies"),
        ("Various countries around the world", "various countries around the world"),
        ("Counterparties to contracts", "counterparties to contracts"),
        ("Clerks who help us", "clerks who help us"),
        ("Friends of the Earth", "Friends of the Earth"),
        ("Itineris of Leith", "Itineris of Leith"),
        ("Regulatory Affairs Ltd", "Regulatory Affairs Ltd"),
        ("Foreign office", "Foreign office"),
    ],
)
def test_a_party(title, inside):
    assert described(title, OURS) == inside


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Thunderbird", "Thunderbird"),
        ("Thunderbird for iOS", "Thunderbird for iOS"),
        ("Thunderbird desktop", "Thunderbird desktop"),
        ("addons.thunderbird.net", "addons.thunderbird.net"),
        ("addons.thunderbird.net site", "the addons.thunderbird.net site"),
        ("iCloud", "iCloud"),
        ("S3 buckets", "S3 buckets"),
        ("Acorn hosting", "Acorn hosting"),
        ("Acorn server", "the Acorn server"),
        ("Harbour app for iPhones", "the Harbour app for iPhones"),
        ("iOS app", "the iOS app"),
        ("CRM", "the CRM"),
        ("CRM systems", "the CRM systems"),
        ("Telemetry pipeline", "the telemetry pipeline"),
        ("Online shop", "the online shop"),
        ("Summer camp", "the summer camp"),
        ("Our apps", "our apps"),
        ("Intranet", "the intranet"),
    ],
)
def test_a_thing_has_an_article_and_a_name_none(title, inside):
    assert (named(title, OURS), with_article(title, OURS)) == (inside, inside)


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("iOS users", "iOS users"),
        ("shop.example.org", "shop.example.org"),
        ("reCAPTCHA scores", "reCAPTCHA scores"),
        ("e-mail address", "E-mail address"),
        ("etc. and so on", "Etc. and so on"),
    ],
)
def test_a_sentence_begins_with_a_capital_unless_a_name_does_not(words, begun):
    assert capital(words) == begun


@pytest.mark.parametrize(
    "words",
    [
        "card details", "name and address", "pages viewed", "advertisements seen or clicked", "media watched or heard",
        "messages opened and links clicked in them", "details of disputes", "date and time of visit",
        "contents of the shopping basket", "data about children", "advertising networks", "providers of hosting",
    ],
)  # fmt: skip
def test_several(words):
    assert is_plural(words)


@pytest.mark.parametrize(
    "words",
    [
        "address", "marital status", "analysis", "analytics", "use of our services", "history of contacts with us",
        "last page viewed", "other information given to us", "site that led to ours", "our group of companies", "feed",
    ],
)  # fmt: skip
def test_one(words):
    assert not is_plural(words)


@pytest.mark.parametrize(
    ("record", "several"),
    [
        pytest.param({"title": "Advertising networks"}, True, id="a description"),
        pytest.param({"title": "Advertising Networks"}, True, id="a description in capitals"),
        pytest.param({"title": "Friends of the Earth"}, False, id="a name in the plural"),
        pytest.param({"title": "Itineris"}, False, id="a name that ends in is"),
        pytest.param({"title": "Atlas"}, False, id="a name that ends in as"),
        pytest.param({"title": "Registrars"}, False, id="a word that may be a name"),
        pytest.param({"title": "Registrars", "legal_name": "none"}, True, id="several without a name"),
        pytest.param({"title": "Registrars", "includes": ["a"]}, True, id="one word that stands for others"),
        pytest.param({"title": "Our printers", "legal_name": "Our Printers Ltd"}, False, id="a legal name"),
        pytest.param({"title": "Payment services", "vendor": "stripe"}, False, id="a vendor"),
    ],
)
def test_a_party_is_one_or_several(record, several):
    assert are_several(record["title"], Party.model_validate(record)) is several


def test_one_word_for_several_bodies_is_no_name():
    words = {title: described(title, OURS, alone=True) for title in ("Publishers", "Reuters", "Registrars")}
    assert words == {"Publishers": "publishers", "Reuters": "Reuters", "Registrars": "Registrars"}


def test_a_name_is_told_from_a_description():
    assert [title for title in ("Itineris", "Bank of England", "Hosting Providers", "Our hosts") if is_name(title)] == [
        "Itineris",
        "Bank of England",
    ]
