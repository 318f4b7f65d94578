"""Direct marketing: consent to electronic messages, and a way to stop them."""

import re
from collections.abc import Iterator

from datamap.graph.vocabulary import Mention
from datamap.load.findings import Severity
from datamap.model.said import Said, is_value
from datamap.rules.context import Context
from datamap.rules.laws import GDPR, UK, both
from datamap.rules.rule import Fault, rule
from datamap.rules.subjects.activities import MARKETING
from datamap.rules.words import listed
from datamap.rules.works import Work

_MAIL = """
activities:
  letters:
    title: Letters
    owner: shop team
    purposes: [newsletter]
    required: voluntary
    subjects: [customer]
    data: [email]
    flows: [customer -> shop]
    recipients: none
    channels: [email]
"""


@rule(
    "LB-12",
    "direct marketing that cannot be stopped",
    Severity.WARNING,
    MARKETING,
    law=both("Art. 21(2)"),
    bad="rights: {objection: {how: unknown}}\n"
    + _MAIL.lstrip("\n")
    .replace("[newsletter]", "[newsletter]  # finding")
    .replace("channels: [email]", "channels: [post]")
    + """    basis: contract
""",
    good="rights: {objection: {how: unknown}}\n"
    + _MAIL.lstrip("\n").replace("channels: [email]", "channels: [post]")
    + """    basis: contract
    opt_out: support-request
""",
)
def unstoppable_marketing(context: Context, work: Work) -> Iterator[Fault]:
    """Whoever gets direct marketing can object to it at any time, without a reason, and is told how.

    Where it rests on consent, the way to withdraw it is an answer.
    """
    if work.stated("opt_out").is_value or context.has_right("objection", "opt-out"):
        return
    for purpose in work.purposes:
        if "direct-marketing" in context.kinds.of_mention("purposes", purpose):
            if _can_be_withdrawn(context, work, purpose):
                continue
            yield Fault(
                at=purpose.path,
                message=f"`{purpose.id}` is direct marketing, and nothing says how people stop it",
                help="write `opt_out:`, or declare the right `objection-to-marketing`",
            )
            return


def _can_be_withdrawn(context: Context, work: Work, purpose: Mention) -> bool:
    found = context.basis_of(work).of_purpose(purpose)
    consents = (
        [ground.basis.consent for ground in found if ground.basis.consent is not None]
        if isinstance(found, tuple)
        else []
    )
    return any(context.has_right("withdraw-consent") or is_value(consent.withdraw) for consent in consents)


_ELECTRONIC = frozenset({"email", "sms", "push", "in-app", "messenger", "fax"})
_SOFT = re.compile(r"soft opt-in|existing customer|similar (products|goods|services)", re.IGNORECASE)
_MESSAGES = {GDPR: "ePrivacy Directive Art. 13", UK: "PECR reg. 22"}


@rule(
    "LB-15",
    "electronic marketing without consent",
    Severity.WARNING,
    MARKETING,
    law=_MESSAGES,
    bad=_MAIL
    + """    basis: {legitimate-interests: {interest: selling more books, assessment: LIA 2026-01}}  # finding
""",
    good=_MAIL
    + """    basis: {legitimate-interests: {interest: selling similar products to existing customers, assessment: LIA 1}}
""",
)
def electronic_marketing_without_consent(context: Context, work: Work) -> Iterator[Fault]:
    """Marketing by e-mail or text message needs consent, unless it goes to the organisation's own customers and is about similar products.

    That exception, the soft opt-in, counts if the basis says so in words.
    """
    channels = work.value("channels")
    used = [item.id for item in channels if item.id in _ELECTRONIC] if isinstance(channels, tuple) else []
    if not used:
        return
    for purpose in work.purposes:
        found = context.basis_of(work).of_purpose(purpose)
        grounds = found if isinstance(found, tuple) else ()
        if not grounds or "direct-marketing" not in context.kinds.of_mention("purposes", purpose):
            continue
        if any(ground.basis.consent is not None or _is_soft(context, ground.basis) for ground in grounds):
            continue
        yield Fault(
            at=grounds[0].at,
            message=f"`{purpose.id}` reaches people by {listed(used)} without their consent, and no soft opt-in is stated",
            help="state `consent` as the basis, or say in the interest that it goes to existing customers about similar products",
        )


def _is_soft(context: Context, basis: object) -> bool:
    interests = getattr(basis, "legitimate_interests", None)
    stated = interests.interest if interests is not None and not isinstance(interests.interest, Said) else ()
    examples = interests.such_as or () if interests is not None else ()
    texts = [
        *(stated or ()),
        *examples,
        getattr(basis, "when", None),
        getattr(basis, "text", None),
        getattr(basis, "limit", None),
    ]
    return any(_SOFT.search(context.words_of(text)) for text in texts)
