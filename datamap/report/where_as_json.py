"""The answer of `datamap where` as JSON: version 1 of a documented shape (see docs/how-to/answer-a-request.md)."""

import json
from collections.abc import Iterable
from typing import Any

from datamap.graph.answer import InActivity, Whereabouts
from datamap.graph.holders import Holder, Part
from datamap.graph.hops import Hop, Named, Reach
from datamap.graph.requests import Fact
from datamap.load.sources import SourceMap
from datamap.model.provenance import Path

VERSION = 1


def as_json(term: str, answers: Iterable[Whereabouts], sources: SourceMap) -> str:
    """Return `{version, term, answers: [...]}` as text; every statement has its path, file and line."""
    writer = _Writer(sources)
    return json.dumps(
        {"version": VERSION, "term": term, "answers": [writer.answer(each) for each in answers]},
        indent=2,
        ensure_ascii=False,
    )


class _Writer:
    def __init__(self, sources: SourceMap) -> None:
        self.sources = sources

    def at(self, path: Path) -> dict[str, Any]:
        place = self.sources.place(path)
        return {"path": list(path), "file": place.file or None, "line": place.line or None}

    def answer(self, answer: Whereabouts) -> dict[str, Any]:
        match = answer.match
        return {
            "organisation": answer.organisation,
            "organisation_title": answer.organisation_title,
            "kind": match.kind,
            "id": match.id,
            "title": match.title,
            **(self.at(match.path) if match.path is not None else {"path": None, "file": None, "line": None}),
            "counted": [_named(category) for category in answer.counted],
            "activities": [self.activity(each) for each in answer.activities],
            "chains": [[self.hop(hop, answer) for hop in chain.hops] for chain in answer.chains],
            **{
                part.value: [self.holder(holder, answer) for holder in answer.holders if holder.part is part]
                for part in Part
            },
            "countries": [
                {**self.reach(reach), "node": str(hop.target) if hop is not None else None}
                for reach, hop in answer.countries
            ],
            "retention": [self.fact(fact) for fact in answer.retention],
            "silent": [self.hop(hop, answer) for hop in answer.silent],
            "possible": [self.holder(holder, answer) for holder in answer.possible],
            "reached": [self.fact(fact) for fact in answer.reached],
            "mentions": [self.fact(fact) for fact in answer.mentions],
            "requests": [self.fact(fact) for fact in answer.requests],
        }

    def activity(self, each: InActivity) -> dict[str, Any]:
        return {
            "id": each.id,
            "title": each.title,
            "our_role": each.our_role.value,
            **self.at(each.path),
            "purposes": [_named(purpose) for purpose in each.purposes],
            "purposes_are_precise": each.precise,
            "subjects": [_named(subject) for subject in each.people],
            "data": [_named(category) for category in each.data],
            "bases": [self.fact(fact) for fact in each.bases],
            "sources": [self.fact(fact) for fact in each.sources],
            "retention": [self.fact(fact) for fact in each.retention],
            "limits": each.limits,
            "beside": {named.id: said.strip() for named, said in each.beside.items()},
        }

    def holder(self, holder: Holder, answer: Whereabouts) -> dict[str, Any]:
        node = holder.node
        return {
            "node": str(node.key),
            "title": node.title,
            "group": node.group.value,
            **(self.at(node.path) if node.path is not None else {"path": None, "file": None, "line": None}),
            "roles": [role.value for role in holder.roles],
            "data": [_named(category) for category in holder.data],
            "subjects": [_named(subject) for subject in holder.people],
            "activities": [{"id": id_, "title": answer.activity_titles[id_]} for id_ in holder.activities],
            "countries": [self.reach(reach) for reach in holder.reaches],
            "retention": [self.fact(fact) for fact in holder.retention],
            "contact": [self.fact(fact) for fact in holder.contact],
            "held": [
                {
                    "data": [_named(category) for category in holding.data],
                    "in_words": list(holding.in_words),
                    "activity": holding.activity,
                    **self.at(holding.path),
                }
                for holding in holder.holdings
            ],
            "hops": [self.hop(hop, answer) for hop in holder.hops],
        }

    def hop(self, hop: Hop, answer: Whereabouts) -> dict[str, Any]:
        return {
            "source": str(hop.source),
            "source_title": answer.titles[hop.source],
            "target": str(hop.target),
            "target_title": answer.titles[hop.target],
            "kind": hop.kind.value,
            "activity": hop.activity,
            "role": hop.role.value if hop.role is not None else None,
            "data": [_named(category) for category in hop.data],
            "data_from": hop.data_from.value,
            "may": hop.may,
            "conditions": [{condition.key: condition.words} for condition in hop.conditions],
            "only": [answer.scopes[scope] for scope in hop.only],
            "except": [answer.scopes[scope] for scope in hop.except_],
            "countries": [self.reach(reach) for reach in hop.reaches],
            "at": [self.at(path) for path in hop.paths],
        }

    def reach(self, reach: Reach) -> dict[str, Any]:
        return {
            "place": reach.place,
            "title": reach.title,
            "mechanisms": [mechanism.id for mechanism in reach.mechanisms],
            "said": reach.said.value if reach.said is not None else None,
            "outside": list(reach.outside),
            "limits": list(reach.scope),
            **self.at(reach.path),
        }

    def fact(self, fact: Fact) -> dict[str, Any]:
        return {"words": fact.words, "from": fact.level or None, "about": fact.about or None, **self.at(fact.path)}


def _named(named: Named) -> dict[str, str]:
    return {"id": named.id, "title": named.title}
