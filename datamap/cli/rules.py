"""`datamap rules`: the checks that read the law, and what stands behind each."""

import json
from typing import Any

import click

from datamap.rules.rule import Rule


@click.command("rules")
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def command(names: tuple[str, ...], form: str) -> None:
    """List the rules; with an ID, say what is behind it: law, reason, a case that it finds and one that it does not.

    An ID is `TR-01`, or `TR` for the whole group.
    """
    from datamap.report.in_words import rule_in_text, rules_in_text
    from datamap.rules.registry import rules
    from datamap.rules.selection import selected

    chosen = selected(rules(), names)
    if form == "json":
        click.echo(json.dumps([_as_data(rule) for rule in chosen], indent=2, ensure_ascii=False))
    elif names:
        click.echo("\n\n".join(rule_in_text(rule) for rule in chosen))
    else:
        for line in rules_in_text(chosen):
            click.echo(line)
        click.echo(f"{len(chosen)} rules; `datamap rules ID` says more. This is no legal advice.")


def _as_data(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity.value,
        "group": rule.group,
        "law": dict(rule.law),
        "rationale": rule.rationale,
        "bad": rule.bad,
        "good": rule.good,
    }
