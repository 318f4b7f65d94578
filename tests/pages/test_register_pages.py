"""A register says which law asks for it and, in a site that is built, of which day it is."""

import datetime as dt
import re

import pytest

from datamap.app import site_pages
from datamap.model.record import Audience
from tests.sites import Written

INVENTORY = """\
organisation: {name: Acme, country: IE, regimes: [gdpr]}
clients: {school: A school}
activities:
  orders: {title: Orders, data: [name]}
  lessons: {title: Lessons, on_behalf_of: school, data: [name]}
"""


@pytest.mark.parametrize(("page", "article"), [("register.md", "30(1)"), ("register-processor.md", "30(2)")])
@pytest.mark.parametrize(
    ("date", "of"), [(dt.date(2026, 11, 2), " The inventory as of 2 November 2026."), (None, "")], ids=str
)
def test_a_register_bears_the_day_of_the_build(tmp_path, page, article, date, of):
    site = site_pages(Written(tmp_path, INVENTORY).opened, Audience.PUBLIC, date=date)
    (register,) = [each for each in site.pages if each.path == f"org/{page}"]
    assert (
        f"<p>GDPR Art. {article}.{of} One part for each activity. "
        "“Not declared” marks what the inventory does not say.</p>"
    ) in register.markdown


DOCUMENTS = """\
notices:
  records: {is: register, title: Our records, version: "3", updated: 2026-03, effective: 2026-04-01, approved: "board, 2026-02-27"}
  for-schools: {is: register, title: What we do for schools, about: [lessons], effective: unknown, status: draft}
"""
CARD = r'<tr role="row"><th scope="row" role="rowheader">([^<]+) <small></small></th> <td [^>]*>(.*?)</td></tr>'


@pytest.mark.parametrize(
    ("page", "audience", "rows", "draft"),
    [
        pytest.param(
            "register.md",
            Audience.PUBLIC,
            [("Document", "Our records"), ("Version", "3"), ("Last updated", "March 2026"), ("In effect from", "1 April 2026")],
            False,
            id="what nobody restricted",
        ),
        pytest.param(
            "register-processor.md",
            Audience.PUBLIC,
            [
                ("Document", "Our records"), ("Version", "3"), ("Last updated", "March 2026"),
                ("In effect from", "1 April 2026"), ("Document", "What we do for schools"), ("In effect from", "unknown"),
            ],
            True,
            id="what is about its activities too",
        ),
        pytest.param(
            "register.md",
            Audience.INTERNAL,
            [
                ("Document", "Our records"), ("Version", "3"), ("Last updated", "March 2026"),
                ("In effect from", "1 April 2026"), ("Approved", "board, 2026-02-27"),
            ],
            False,
            id="who approved it, inside",
        ),
    ],
)  # fmt: skip
def test_a_register_says_what_is_declared_of_it_as_a_document(tmp_path, page, audience, rows, draft):
    site = site_pages(Written(tmp_path, INVENTORY + DOCUMENTS).opened, audience)
    (register,) = [each for each in site.pages if each.path == f"org/{page}"]
    who = register.markdown.partition("## Activities")[0].partition('<h2 id="activity-')[0]
    shown = [(label, re.sub(r"<[^>]+>", "", value)) for label, value in re.findall(CARD, who)]
    assert [(label, value.partition("source")[0]) for label, value in shown] == rows
    assert ("This register is a draft." in who) == draft


def test_a_register_of_which_nothing_is_declared_says_nothing_of_itself(tmp_path):
    site = site_pages(Written(tmp_path, INVENTORY).opened, Audience.PUBLIC)
    (register,) = [each for each in site.pages if each.path == "org/register.md"]
    assert not re.findall(CARD, register.markdown)


def test_a_register_calls_an_officer_external_who_is(tmp_path):
    officer = "organisation: {name: Acme, country: IE, dpo: {title: Privacy Firm Ltd, external: true, email: dpo@firm.example}}"
    site = site_pages(
        Written(
            tmp_path, INVENTORY.replace("organisation: {name: Acme, country: IE, regimes: [gdpr]}", officer)
        ).opened,
        Audience.PUBLIC,
    )
    (register,) = [each for each in site.pages if each.path == "org/register.md"]
    assert "Privacy Firm Ltd (external): by e-mail to" in re.sub(r"<[^>]+>", "", register.markdown)
