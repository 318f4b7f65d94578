"""What a rule is: one function with its id, its law, its reason and its own evidence."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from datamap.load.findings import Severity
from datamap.model.provenance import Path
from datamap.rules.context import Context

MARK = "# finding"
"""Ends the line of a bad example at which the finding belongs."""


class HasPath(Protocol):
    """Anything that a rule can be about: it has a path in the inventory."""

    @property
    def at(self) -> Path:
        """Where it stands."""
        ...


S = TypeVar("S", bound=HasPath)


@dataclass(frozen=True, slots=True)
class About(Generic[S]):
    """What the rules of one kind look at, one by one; `name` is the singular in words."""

    name: str
    subjects: Callable[[Context], Iterable[S]]


class Fault(NamedTuple):
    """What a rule found. The engine adds the id, the severity and the law of the rule.

    `regimes` narrows the law that is printed to those that it is about; empty means all that the rule is about.
    """

    at: Path
    message: str
    help: str = ""
    related: tuple[tuple[Path, str], ...] = ()
    on_key: bool = False
    regimes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A check with everything that is said about it.

    `law` maps each regime under which it runs to the provision behind it; a rule without law is about the inventory
    itself and always runs. With `if_assumed=False` it does not run where the regime is only assumed, and one that asks
    for `papers`, which nobody publishes, not for an illustration (decision 013). A rule that runs `last` sees what the
    others found. `bad` and `good` are inventories that are laid over the minimal one; the line of
    `bad` at which the finding belongs ends in `# finding`.
    """

    id: str
    title: str
    severity: Severity
    name: str
    group: str
    law: Mapping[str, str]
    rationale: str
    bad: str
    good: str
    about: About[Any]
    check: Callable[[Context, Any], Iterable[Fault]]
    if_assumed: bool = True
    papers: bool = False
    last: bool = False

    def applies(self, context: Context) -> bool:
        """Whether the regimes of an organisation choose this rule, and what its inventory is for."""
        if self.papers and context.is_illustration:
            return False
        if not self.law:
            return True
        if context.assumed and not self.if_assumed:
            return False
        return any(regime in self.law for regime in context.regimes)


_NO_PAPERS = "An illustration, the model of a policy that somebody else has published, is not asked for it."


def _group(module: str) -> str:
    """Return the group of rules to which a module belongs: the module or the package right below the checks."""
    return module.rpartition("datamap.rules.checks.")[2].partition(".")[0]


def rule(  # noqa: PLR0913 - each is a fact about the rule, given by name
    id_: str,
    title: str,
    severity: Severity,
    about: About[S],
    *,
    bad: str,
    good: str,
    law: Mapping[str, str] | None = None,
    if_assumed: bool = True,
    papers: bool = False,
    last: bool = False,
) -> Callable[[Callable[[Context, S], Iterable[Fault]]], Rule]:
    """Make a rule of a generator function; its name says what is wrong, its docstring is the rationale."""

    def decorate(check: Callable[[Context, S], Iterable[Fault]]) -> Rule:
        rationale = " ".join((check.__doc__ or "").split())
        if not rationale:
            message = f"the rule {id_} gives no reason: write it as the docstring of `{check.__name__}`"
            raise TypeError(message)
        if papers:
            rationale += f" {_NO_PAPERS}"
        return Rule(
            id=id_,
            title=title,
            severity=severity,
            name=check.__name__,
            group=_group(check.__module__),
            law=law or {},
            rationale=rationale,
            bad=_tidy(bad),
            good=_tidy(good),
            about=about,
            check=check,
            if_assumed=if_assumed,
            papers=papers,
            last=last,
        )

    return decorate


def _tidy(example: str) -> str:
    """Return an example without the empty lines that its parts left behind."""
    return re.sub(r"\n{2,}", "\n", example).strip("\n") + "\n"
