"""Transfers: `none`, or countries with what makes each lawful."""

import datetime as dt

import pytest
from pydantic import TypeAdapter

from datamap.model.links import Link
from datamap.model.said import Said
from datamap.model.transfers import Transfer, Transfers

TRANSFERS = TypeAdapter(Transfers)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("none", Said.NONE),
        ("unknown", Said.UNKNOWN),
        ({"US": "sccs"}, {"US": (Transfer(mechanism="sccs"),)}),
        ({"US": "unknown", "CA": "none"}, {"US": Said.UNKNOWN, "CA": Said.NONE}),
        ({"US": {"mechanism": "unknown"}}, {"US": (Transfer(mechanism="unknown"),)}),
        ({"US": ["dpf", "sccs"]}, {"US": (Transfer(mechanism="dpf"), Transfer(mechanism="sccs"))}),
        (
            {"US": {"mechanism": "sccs", "document": "SCC module 2", "from": "2023-10-12", "until": "2031-12-27"}},
            {
                "US": (
                    Transfer.model_validate(
                        {
                            "mechanism": "sccs",
                            "document": Link(title="SCC module 2"),
                            "from": dt.date(2023, 10, 12),
                            "until": dt.date(2031, 12, 27),
                        }
                    ),
                )
            },
        ),
    ],
)
def test_forms(written, read):
    assert TRANSFERS.validate_python(written) == read
    written_back = TRANSFERS.dump_python(
        TRANSFERS.validate_python(written), mode="json", by_alias=True, exclude_unset=True
    )
    assert TRANSFERS.validate_python(written_back) == read
