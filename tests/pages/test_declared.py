"""What is declared reads as words: languages by their names, what happens in some cases, and which of several."""

import pytest

from tests.sites import Written

INVENTORY = """\
organisation: {name: Acme, country: IE, languages: [en, pt-BR, tlh]}
notices: {privacy: {is: privacy-notice, language: nl}}
commitments: {no-sale: {never: [sell], may: false}}
activities:
  one:
    title: One
    data: [name, one_of: [email, phone]]
    may: true
    formerly: first
    basis: contract
    subjects: [customer]
    transfers: {US: [{mechanism: sccs, may: true}, {mechanism: adequacy, limit: for certified companies}]}
"""


@pytest.fixture
def pages(tmp_path):
    return {path: page.markdown.splitlines() for path, page in Written(tmp_path, INVENTORY).pages().items()}


@pytest.mark.parametrize(
    "line",
    [r"- **Languages**: English, Portuguese \(Brazil\), tlh", "- **Language**: Dutch", "- **May**: no"],
)
def test_a_language_goes_by_its_name_and_what_is_denied_keeps_its_key(pages, line):
    assert line in pages["declared.md"]


def test_languages_may_be_unknown(tmp_path):
    written = Written(tmp_path, "organisation: {name: Acme, languages: unknown}\n")
    assert "- **Languages**: *unknown*" in written.pages()["declared.md"].markdown.splitlines()


def test_what_happens_in_some_cases_says_so_and_each_of_several_is_counted(pages):
    page = pages["activities/one.md"]
    assert "- In some cases" in page
    start = page.index("    - **United States**:") + 1
    assert page[start : start + 6] == [
        "        - 1 of 2:",
        "            - In some cases",
        "            - **Mechanism**: Standard contractual clauses of the European Commission",
        "        - 2 of 2:",
        "            - **Limit**: for certified companies",
        "            - **Mechanism**: Adequacy decision",
    ]


def test_what_its_kind_alone_has_comes_first_and_upkeep_last(pages):
    page = pages["activities/one.md"]
    keys = [line.split(":")[0] for line in page if line.startswith("- ")]
    assert keys == [
        "- In some cases",
        "- **Data subjects**",
        "- **Data**",
        "- **Lawful basis**",
        "- **Transfers**",
        "- **Formerly**",
    ]


def test_alternatives_stand_in_the_list_as_what_they_are(pages):
    page = pages["activities/one.md"]
    start = page.index("- **Data**:")
    assert page[start + 1 : start + 3] == ["    - Name", "    - **One of**: E-mail address, Phone number"]


def test_what_a_record_is_goes_by_the_term_also_where_it_has_the_same_name(tmp_path):
    written = Written(
        tmp_path,
        "organisation: Acme\nsystems: {website: {title: acme.example, is: website}, blog: {title: Blog, is: [website, own-x]},"
        " own-x: Our own kind}\n",
    )
    pages = {path: page.markdown.splitlines() for path, page in written.pages().items()}
    assert "- **Is**: Website" in pages["systems/website.md"]
    assert "- **Is**: Website, [Our own kind](own-x.md)" in pages["systems/blog.md"]


def test_what_stands_below_its_own_title_does_not_repeat_it(tmp_path):
    text = """
organisation:
  name: Harbour Books Ltd
  contacts: {privacy: {title: Privacy team, email: privacy@harbour.example}, desk: {phone: "1"}, hall: {title: Hall}}
rights: {access: {how: desk, only: {region: eea}}}
"""
    lines = Written(tmp_path, text).pages()["declared.md"].markdown.splitlines()
    first = lines.index("- **Contacts**:")
    assert lines[first + 1 : first + 6] == [
        "    - **Privacy team**:",
        "        - **E-mail**: privacy@harbour.example",
        "    - **Desk**:",
        "        - **Telephone**: 1",
        "    - **Hall**",
    ]
    assert "    - **Region**: European Economic Area" in lines
    assert "- **How**: Desk" in lines


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("declared.md", "    - **Acme, Inc.**:"),
        ("declared.md", "    - EU-US Data Privacy Framework:"),
        ("activities/one.md", "    - **Talk with you about jobs, and more**"),
        ("activities/one.md", "    - **Improve our site**:"),
    ],
)
def test_no_identifier_stands_where_there_are_words(tmp_path, page, line):
    written = Written(
        tmp_path,
        "organisation:\n"
        "  name: Acme\n"
        "  entities: {acme-inc: {name: 'Acme, Inc.', country: US}}\n"
        "  certifications: [dpf: {limit: for data from the Union}]\n"
        "activities:\n"
        "  one:\n"
        "    title: One\n"
        "    purposes:\n"
        "      engage: talk with you about jobs, and more\n"
        "      better: {to: improve our site, when: you agree}\n",
    )
    lines = written.pages()[page].markdown.splitlines()
    assert line in lines, "\n".join(lines)
