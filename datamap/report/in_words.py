"""A rule in words: for the terminal, and as Markdown."""

from collections.abc import Iterable, Iterator

from datamap.rules.rule import MARK, Rule

_WIDTH = 88


def rule_in_markdown(rule: Rule) -> str:
    """Return what a rule is about, its law, and its examples, as Markdown without a heading."""
    laws = "; ".join(rule.law.values()) or "none: it is about the inventory itself"
    return "\n\n".join(
        [
            rule.rationale,
            f"**Law:** {laws}.",
            f"**Severity:** {rule.severity}.",
            "Found (at the line with the comment):",
            f"```yaml\n{rule.bad}```",
            "Not found:",
            f"```yaml\n{rule.good}```",
        ]
    )


def rule_in_text(rule: Rule) -> str:
    """Return a rule for the terminal: everything that is said about it."""
    rows = [f"{rule.id}: {rule.title} ({rule.severity})", ""]
    rows += list(wrapped(rule.rationale))
    rows += ["", "Law:"]
    rows += [f"  {text}" for text in rule.law.values()] or ["  none: it is about the inventory itself, and always runs"]
    rows += ["", f"Found, at the line that ends in `{MARK}`:", ""]
    rows += [f"  {line}".rstrip() for line in rule.bad.splitlines()]
    rows += ["", "Not found:", ""]
    rows += [f"  {line}".rstrip() for line in rule.good.splitlines()]
    return "\n".join(rows)


def wrapped(text: str) -> Iterator[str]:
    """Yield a text in lines of a readable width."""
    row = ""
    for word in text.split():
        if row and len(row) + len(word) >= _WIDTH:
            yield row
            row = word
        else:
            row = f"{row} {word}" if row else word
    if row:
        yield row


def rules_in_text(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield one line for each rule: id, severity, title, law."""
    listed = tuple(rules)
    widest = max((len(rule.title) for rule in listed), default=0)
    for rule in listed:
        law = next(iter(rule.law.values()), "")
        yield f"{rule.id:7} {rule.severity:8} {rule.title:{widest}}  {law}".rstrip()
