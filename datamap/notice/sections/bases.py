"""On which lawful basis data are used (GDPR Art. 6, 9, 10, 13(1)(c)); several that nothing allocates: one or more."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from datamap.catalog.regimes import regimes
from datamap.graph.transfers import regimes_of
from datamap.model.basis import Basis
from datamap.model.kept import numbered
from datamap.model.provenance import Path, Sourced
from datamap.model.said import Said
from datamap.notice.context import Context

_KNOW_CONDITIONS = frozenset({"gdpr", "uk-gdpr"})
"""The regimes whose articles the conditions of the language are named after."""
_ALLOCATING = ("data", "purposes", "only", "except_", "when", "unless", "if_", "limit", "condition")


def basis_sentences(
    context: Context,
    bases: Any,  # noqa: ANN401
    at: Path,
    data: Markup | None = None,
    *,
    but: bool = False,
) -> Iterator[Sourced]:
    """Yield a sentence for each lawful basis, and one for several of which nothing says when which applies.

    `data` are what all of them are about, where a datum has its own; with `but`, more is said of other bases below.
    """
    if bases is Said.UNKNOWN:
        yield context.say("why.unknown_basis", at)
    found = dict(numbered(bases if isinstance(bases, tuple) else ()))
    for numbers in alternatives(found):
        several = [found[number] for number in numbers]
        if sum(len(basis.kinds) for basis in several) > 1:
            yield _one_or_more(context, several, [(*at, number) for number in numbers], data, but=but)
        else:
            yield from _alone(context, several[0], (*at, numbers[0]), data, but=but)
        for number in numbers:
            yield from _condition(context, found[number], (*at, number), data)


def alternatives(bases: Mapping[int, Basis]) -> list[list[int]]:
    """Return the numbers of bases, those together that nothing allocates: which of them applies is not said."""
    loose = [number for number, basis in bases.items() if _is_loose(basis)]
    groups = [loose if number in loose else [number] for number in bases]
    return [group for place, group in enumerate(groups) if group not in groups[:place]]


def _is_loose(basis: Basis) -> bool:
    """Whether nothing says for what, for whom or when a basis is the one that applies."""
    return bool(basis.kinds) and not basis.together and all(getattr(basis, name) is None for name in _ALLOCATING)


def _alone(context: Context, basis: Basis, at: Path, data: Markup | None, *, but: bool) -> Iterator[Sourced]:
    shared = {**_about(context, basis, data), "but": but}
    for name in basis.kinds:
        field, detail = name.replace("-", "_"), getattr(basis, name.replace("-", "_"))
        extras = context.phrases.qualified(basis) + context.phrases.qualified(detail)
        paths, values = [(*at, name)], _ground(context, field, detail)
        if field == "consent":
            laws = _laws(context) if _is_explicit_consent(context, basis) else []
            values |= {"laws": laws, "exclusive": bool(detail.exclusive)}
            values["withdraw"] = context.phrases.ways(detail.withdraw)
            paths += [(*at, "condition")] if laws else []
        macro = "legitimate_interests" if field == "recognised_legitimate_interests" else field
        yield context.say_about(f"why.{macro}", paths[0], paths, extras=extras, **values, **shared)


def _one_or_more(context: Context, bases: list[Basis], at: list[Path], data: Markup | None, *, but: bool) -> Sourced:
    """Return one sentence on several grounds: alternatives, and no duty that all of them hold, unless that is said."""
    options, withdraw, paths = [], [], []
    for basis, place in zip(bases, at, strict=True):
        for name in basis.kinds:
            field, detail = name.replace("-", "_"), getattr(basis, name.replace("-", "_"))
            words = context.writer.words("why.ground", kind=field, **_ground(context, field, detail))
            options.append(Markup(words) + context.phrases.qualified(detail))  # noqa: S704 - the template escapes
            withdraw += context.phrases.ways(getattr(detail, "withdraw", None))
            paths.append((*place, name))
        if len(bases) > 1:
            options[-1] += context.phrases.qualified(basis)
    return context.say_about(
        "why.one_or_more",
        paths[0],
        paths,
        options=options,
        together=len(bases) == 1 and bool(bases[0].together),
        withdraw=withdraw,
        but=but,
        extras=context.phrases.qualified(bases[0]) if len(bases) == 1 else Markup(),
        **_about(context, bases[0], data),
    )


def _about(context: Context, basis: Basis, data: Markup | None) -> dict[str, Any]:
    own = context.phrases.each(basis.data, ("data_categories",))
    return {"data": own or ([data] if data is not None else []), "purposes": context.phrases.purposes(basis.purposes)}


def _ground(context: Context, field: str, detail: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what is said of one ground, as its sentence takes it."""
    if field == "consent":
        return {"given": context.words(detail.given), "explicit": bool(detail.explicit)}
    if field == "contract":
        return {"contract": context.words(detail.contract), "before": bool(detail.before)}
    if field in {"legal_obligation", "public_task"}:
        texts = detail.law if isinstance(detail.law, tuple) else ()
        return {"law": [context.phrases.law(text, definite=field == "public_task") for text in texts]}
    if field == "vital_interests":
        return {"whose": context.words(detail.whose)}
    named = detail.interest if isinstance(detail.interest, tuple) else ()
    return {
        "interest": [context.words(text) for text in named],
        "such_as": [context.words(text) for text in detail.such_as or ()],
        "whose": context.words(detail.whose),
        "recognised": field.startswith("rec"),
    }


def _condition(context: Context, basis: Basis, at: Path, data: Markup | None) -> Iterator[Sourced]:
    if basis.condition and not _is_explicit_consent(context, basis):
        yield context.say(
            "why.condition",
            (*at, "condition"),
            conditions=[condition.value for condition in basis.condition],
            laws=_laws(context),
            also=bool(basis.kinds),
            schedule=context.words(basis.schedule_1),
            extras=Markup() if basis.kinds else context.phrases.qualified(basis),
            **_about(context, basis, data),
        )


def _laws(context: Context) -> list[str]:
    return [
        known.short_name
        for id_ in regimes_of(context.records)
        if id_ in _KNOW_CONDITIONS and (known := regimes().get(id_)) is not None
    ]


def _is_explicit_consent(context: Context, basis: Basis) -> bool:
    """Whether one consent is both the basis and the condition of Art. 9, so that one sentence says both."""
    consent = basis.consent
    only = [condition.value for condition in basis.condition or ()] == ["9-2-a"] and len(basis.kinds) == 1
    is_both = consent is not None and bool(consent.explicit) and only and basis.schedule_1 is None
    return is_both and bool(_laws(context))
