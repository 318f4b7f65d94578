"""A register says which law asks for it and, in a site that is built, of which day it is."""

import datetime as dt

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
