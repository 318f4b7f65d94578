"""Citations: which provision stands behind a rule under each regime, and how that is printed."""

from collections.abc import Iterable, Mapping

GDPR, UK, NZ, CH, CALIFORNIA, BRAZIL = "gdpr", "uk-gdpr", "nz-privacy-act", "fadp", "ccpa", "lgpd"
KNOWN = (GDPR, UK, NZ, CH, CALIFORNIA, BRAZIL)
"""The laws that stand behind some rule."""


def both(article: str, **others: str) -> Mapping[str, str]:
    """Return an article that the GDPR and the UK GDPR share, with those of other laws by `nz`, `ch`, `ca` and `br`."""
    return {GDPR: f"GDPR {article}", UK: f"UK GDPR {article}", **_others(others)}


def eu(article: str) -> Mapping[str, str]:
    """Return an article of the GDPR alone."""
    return {GDPR: f"GDPR {article}"}


def uk(citation: str) -> Mapping[str, str]:
    """Return a provision of the law of the United Kingdom alone, written out."""
    return {UK: citation}


def nz(citation: str) -> Mapping[str, str]:
    """Return a provision of New Zealand's Privacy Act 2020 alone."""
    return {NZ: f"Privacy Act 2020 {citation}"}


def swiss(citation: str) -> Mapping[str, str]:
    """Return a provision of the Swiss FADP alone."""
    return {CH: f"FADP {citation}"}


def californian(citation: str) -> Mapping[str, str]:
    """Return a provision of Californian law alone."""
    return {CALIFORNIA: citation}


def brazilian(citation: str) -> Mapping[str, str]:
    """Return a provision of Brazil's LGPD alone."""
    return {BRAZIL: f"LGPD {citation}"}


def eprivacy(pecr: str = "PECR reg. 6") -> Mapping[str, str]:
    """Return the rules on what is stored on people's devices, in the Union and in the United Kingdom."""
    return {GDPR: "ePrivacy Directive Art. 5(3)", UK: pecr}


def _others(articles: Mapping[str, str]) -> Mapping[str, str]:
    makers = {"nz": nz, "ch": swiss, "ca": californian, "br": brazilian}
    return {regime: text for name, article in articles.items() for regime, text in makers[name](article).items()}


def cited(law: Mapping[str, str], regimes: Iterable[str], *, assumed: bool) -> str:
    """Return the provisions of the regimes in force, ready to print: `GDPR and UK GDPR Art. 6(1)`."""
    chosen = [law[regime] for regime in regimes if regime in law]
    if law.get(GDPR) in chosen and law.get(UK) in chosen and law[UK] == f"UK {law[GDPR]}":
        joint = f"GDPR and {law[UK]}"
        chosen = [joint, *(text for text in chosen if text not in {law[GDPR], law[UK]})]
    words = "; ".join(dict.fromkeys(chosen))
    return f"{words}, assumed" if assumed and words else words
