"""Whether people are told how they use their rights, object and complain."""

import datetime as dt
from collections.abc import Iterable, Iterator

from datamap.load.findings import Severity
from datamap.model.organisation import Organisation
from datamap.model.rights import Right
from datamap.model.said import is_value
from datamap.rules.context import Context
from datamap.rules.laws import both, uk
from datamap.rules.obligations import relies_on
from datamap.rules.rule import Fault, rule
from datamap.rules.sieves import resting_on
from datamap.rules.subjects.records import ORGANISATION, Declared
from datamap.rules.words import listed
from datamap.rules.works import Work

_COMPLAINTS_SINCE = dt.date(2026, 6, 19)  # the day on which s. 164A came into force


@rule(
    "PN-07",
    "right to object that nothing explains",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 21(1), 21(4)"),
    bad="""
organisation:  # finding
  country: IE
rights: {objection: {how: unknown}}
activities:
  letters: {title: Letters, owner: shop team, purposes: [customer-relations],
           basis: {legitimate-interests: {interest: news, assessment: LIA 1}},
            subjects: [customer], data: [email], flows: [customer -> shop], recipients: none}
""",
    good="""
rights: {objection: privacy}
activities:
  letters: {title: Letters, owner: shop team, purposes: [customer-relations],
           basis: {legitimate-interests: {interest: news, assessment: LIA 1}},
            subjects: [customer], data: [email], flows: [customer -> shop], recipients: none}
""",
)
def unexplained_objection(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Where processing rests on legitimate interests or a public task, people can object, and are told so clearly and apart from everything else.

    An activity that says with `opt_out` how people stop it says how they object.
    """
    if context.has_right("objection"):
        return
    resting = resting_on(context, "legitimate_interests", "public_task")
    relying = [work.id for work in context.ours if work.id in resting and not is_value(work.value("opt_out"))]
    if relying:
        yield Fault(
            at=profile.at,
            message=f"{listed(relying)} can be objected to, and nothing says how",
            help="declare the right `objection` with `how:`",
        )


@rule(
    "PN-08",
    "complaint to the controller not explained",
    Severity.WARNING,
    ORGANISATION,
    law=uk("DPA 2018 s. 164A"),
    bad="""
organisation:  # finding
  country: GB
  regimes: [uk-gdpr]
  authority: ico
""",
    good="""
organisation:
  country: GB
  regimes: [uk-gdpr]
  authority: ico
rights: {complaint-to-controller: {how: privacy, deadline: 30 days}}
""",
)
def unexplained_complaint(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """Since 19 June 2026 a controller in the United Kingdom helps people to complain to it, for example with a form, and acknowledges a complaint within 30 days.

    A notice should name that way beside the complaint to the Commissioner.
    """
    if (
        context.date >= _COMPLAINTS_SINCE
        and any(True for _ in context.ours)
        and not context.has_right("complaint-to-controller")
    ):
        yield Fault(
            at=profile.at,
            message="nothing says how people complain to the organisation itself",
            help="declare the right `complaint-to-controller` with `how:`",
        )


@rule(
    "PN-13",
    "right without a way to use it",
    Severity.WARNING,
    ORGANISATION,
    law=both("Art. 12(2), 13(2)(b), 14(2)(c)", nz="principle 3(1)(g)", br="Art. 9, 18"),
    bad="""
organisation:  # finding
  country: IE
rights: {erasure: {how: unknown}}
""",
    good="""
rights: {erasure: privacy}
""",
)
def right_without_a_way(context: Context, profile: Declared[Organisation]) -> Iterator[Fault]:
    """People have their rights anyway; the controller tells them how to use each, and makes that easy.

    Access and rectification hold under every law here, portability where consent or a contract is the basis.
    """
    works = list(context.ours)
    if not works:
        return
    wanted = ["access", "rectification"]
    if {"gdpr", "uk-gdpr"} & set(context.regimes):
        wanted += ["erasure", "restriction"]
        wanted += ["portability"] if relies_on(context, works, "consent", "contract") else []
    lacking = [right for right in wanted if not _told_to_all(context, works, right)]
    if lacking:
        yield Fault(
            at=profile.at,
            message=_untold(lacking, [right for right in lacking if _rules_of(context, right)]),
            help=f"declare {'them' if len(lacking) > 1 else 'it'} under `rights`, such as `{lacking[0]}: privacy`",
        )


def _untold(lacking: list[str], partly: list[str]) -> str:
    """Return which rights nobody is told how to use, and which only some people are."""
    whole = [right for right in lacking if right not in partly]
    of = {True: "right of", False: "rights of"}
    if not partly:
        return f"nothing says how people use their {of[len(whole) == 1]} {listed(whole)}"
    some = f"how to use their {of[len(partly) == 1]} {listed(partly)}"
    if not whole:
        return f"only some people are told {some}"
    return f"nothing says how people use their {of[len(whole) == 1]} {listed(whole)}, and only some are told {some}"


def _rules_of(context: Context, name: str) -> list[Right]:
    """Return the rules that say how a right is used."""
    return [
        right
        for id_, variants in context.of("rights").items()
        for right in variants
        if context.is_told(right) and name in context.kinds.of("rights", id_, right)
    ]


def _told_to_all(context: Context, works: Iterable[Work], name: str) -> bool:
    """Whether everybody learns how to use a right: a rule of it is for all, or its rules together name every group."""
    rules = _rules_of(context, name)
    if not rules or any(not right.subjects for right in rules):
        return bool(rules)
    named = {item.id for right in rules for item in right.subjects or ()}
    people = {mention.id: mention for work in works for mention in work.subjects}
    return bool(people) and all(
        id_ in named or not named.isdisjoint(context.kinds.of_mention("data_subjects", mention))
        for id_, mention in people.items()
    )
