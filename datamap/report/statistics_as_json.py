"""The figures of `datamap stats` as JSON: version 1 of a shape that grows and does not change."""

import json
from collections.abc import Iterable
from typing import Any

from datamap.report.statistics import Answer, Coverage, Statistics

VERSION = 1


def as_json(figures: Iterable[Statistics]) -> str:
    """Return `{version, organisations: {id: {records, statements, coverage}}}` as text.

    Shares are fractions of 1, rounded to four places.
    """
    organisations = {each.organisation: _organisation(each) for each in figures}
    return json.dumps({"version": VERSION, "organisations": organisations}, indent=2, ensure_ascii=False)


def _organisation(figures: Statistics) -> dict[str, Any]:
    return {
        "records": {
            held.kind: {
                "shared": held.shared,
                "in_place": held.in_place,
                "said": held.said.value if held.said is not None else None,
            }
            for held in figures.kinds
        },
        "statements": {
            "all": figures.statements,
            "free_text": figures.free,
            "words_of_qualifiers": figures.words,
            "share_free_text": round(figures.share_free, 4),
            "share_with_qualifiers": round(figures.share_words, 4),
        },
        "coverage": [_coverage(held) for held in figures.coverage],
    }


def _coverage(held: Coverage) -> dict[str, Any]:
    return {
        "kind": held.kind,
        "key": held.key,
        "asked": held.asked,
        "law": held.law or None,
        "records": held.records,
        **{answer.value: held.answers.get(answer, 0) for answer in Answer},
        "elsewhere": held.elsewhere,
    }
