"""The same facts in two languages: an organisation, its hosts, and N systems with what each does with personal data.

Both languages state, for each system: name, description, kind, department, host, security measures, one purpose with
its legal basis, people, data, retention, where the data come from and which of them reach the host. Neither file
repeats a fact, and neither leaves one out that the other states. Both are written in one style: records as blocks,
lists of names in brackets.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

SYSTEMS_OF_A_HOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One idea by its name in either language."""

    ours: str
    fides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A company that hosts systems, with the name of its legal entity."""

    number: int
    country: str

    @property
    def title(self) -> str:
        return f"Hosting company {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system and the one thing that is done in it."""

    number: int
    host: Host
    kind: Word
    department: str
    measures: tuple[str, ...]
    purpose: Word
    basis: Word
    subject: Word
    data: tuple[Word, ...]
    hosted_data: tuple[Word, ...]
    retention: str

    @property
    def title(self) -> str:
        return f"{self.kind.fides} {self.number} of {self.department}"

    @property
    def description(self) -> str:
        return f"Used by {self.department} every day; it replaced an older system in {2000 + self.number % 25}."

    @property
    def work(self) -> str:
        return f"Work {self.number} of {self.department}"


KINDS = (
    Word(ours="web-shop", fides="Web shop"),
    Word(ours="database", fides="Database"),
    Word(ours="cloud-service", fides="Cloud service"),
    Word(ours="app", fides="Application"),
)
DEPARTMENTS = ("the sales team", "the finance team", "the support team", "human resources", "the product team")
MEASURES = (("tls", "access-control"), ("tls", "encryption-at-rest", "access-review"), ("pseudonymisation", "tls"))
PURPOSES = (
    Word(ours="order-processing", fides="essential.service"),
    Word(ours="invoicing", fides="finance"),
    Word(ours="sales", fides="sales"),
    Word(ours="marketing", fides="marketing"),
    Word(ours="customer-support", fides="essential.service.operations.support"),
)
BASES = (
    Word(ours="contract", fides="Contract"),
    Word(ours="consent", fides="Consent"),
    Word(ours="legitimate-interests", fides="Legitimate interests"),
)
SUBJECTS = (
    Word(ours="customer", fides="customer"),
    Word(ours="employee", fides="employee"),
    Word(ours="passenger", fides="passenger"),
)
DATA = (
    Word(ours="full-name", fides="user.name"),
    Word(ours="email", fides="user.contact.email"),
    Word(ours="phone", fides="user.contact.phone_number"),
    Word(ours="address", fides="user.contact.address"),
    Word(ours="date-of-birth", fides="user.demographic.date_of_birth"),
    Word(ours="customer-number", fides="user.unique_id"),
    Word(ours="purchase-history", fides="user.behavior.purchase_history"),
    Word(ours="payment-card", fides="user.financial.credit_card"),
    Word(ours="username", fides="user.account.username"),
)
RETENTIONS = ("2 years", "6 years", "90 days", "up to 10 years", "18 months")
COUNTRIES = ("DE", "US", "IE", "NZ", "CA")


def systems(count: int) -> tuple[System, ...]:
    """Return `count` systems; the same count always gives the same ones."""
    hosts = [Host(number=n, country=COUNTRIES[n % 5]) for n in range(1, max(1, count // SYSTEMS_OF_A_HOST) + 1)]
    made = []
    for n in range(1, count + 1):
        data = tuple(DATA[(n + step) % len(DATA)] for step in range(3 + n % 4))
        made.append(
            System(
                number=n,
                host=hosts[n % len(hosts)],
                kind=KINDS[n % len(KINDS)],
                department=DEPARTMENTS[n % len(DEPARTMENTS)],
                measures=MEASURES[n % len(MEASURES)],
                purpose=PURPOSES[n % len(PURPOSES)],
                basis=BASES[n % len(BASES)],
                subject=SUBJECTS[n % len(SUBJECTS)],
                data=data,
                hosted_data=data[:2],
                retention=RETENTIONS[n % len(RETENTIONS)],
            )
        )
    return tuple(made)


def hosts_of(chosen: Iterable[System]) -> tuple[Host, ...]:
    """Return the hosts of some systems, each once, by number."""
    return tuple(sorted({system.host for system in chosen}, key=lambda host: host.number))


def in_datamap(hosts: Sequence[Host], chosen: Sequence[System]) -> str:
    """Return hosts and systems as an inventory."""
    lines = []
    if hosts:
        lines.append("processors:")
        for host in hosts:
            lines += [f"  host-{host.number}:", f"    title: {host.title}", f"    legal_name: {host.title} Ltd"]
            lines += [f"    country: {host.country}", "    provides: hosting"]
    lines.append("systems:")
    for it in chosen:
        lines += [f"  system-{it.number}:", f"    title: {it.title}", f"    description: {it.description}"]
        lines += [f"    is: {it.kind.ours}", f"    owner: {it.department}", f"    host: host-{it.host.number}"]
        lines.append(f"    measures: [{', '.join(it.measures)}]")
    lines.append("activities:")
    for it in chosen:
        lines += [f"  work-{it.number}:", f"    title: {it.work}", f"    purposes: [{it.purpose.ours}]"]
        lines += [f"    basis: {it.basis.ours}", f"    subjects: [{it.subject.ours}]"]
        lines += [f"    data: [{', '.join(word.ours for word in it.data)}]", f"    retention: {it.retention}"]
        lines += ["    flows:", f"      - {it.subject.ours} -> system-{it.number}"]
        hosted = ", ".join(word.ours for word in it.hosted_data)
        lines.append(f"      - system-{it.number} -> host-{it.host.number}: [{hosted}]")
    return "\n".join(lines) + "\n"


def in_fides(hosts: Sequence[Host], chosen: Sequence[System]) -> str:
    """Return hosts and systems as a manifest of fideslang."""
    lines = ["system:"]
    for host in hosts:
        lines += [f"  - fides_key: host_{host.number}", f"    name: {host.title}", "    system_type: Hosting"]
        lines += [f"    legal_name: {host.title} Ltd", f"    legal_address: {host.country}"]
        lines += ["    responsibility: [Processor]", "    privacy_declarations: []"]
    for it in chosen:
        data = ", ".join(word.fides for word in it.data)
        hosted = ", ".join(word.fides for word in it.hosted_data)
        lines += [f"  - fides_key: system_{it.number}", f"    name: {it.title}", f"    description: {it.description}"]
        lines += [f"    system_type: {it.kind.fides}", f"    administrating_department: {it.department}"]
        lines.append(f"    data_security_practices: {', '.join(it.measures)}")
        lines += ["    ingress:", "      - {fides_key: user, type: user}"]
        lines += ["    egress:", f"      - fides_key: host_{it.host.number}", "        type: system"]
        lines.append(f"        data_categories: [{hosted}]")
        lines += ["    privacy_declarations:", f"      - name: {it.work}", f"        data_use: {it.purpose.fides}"]
        lines += [f"        data_categories: [{data}]", f"        data_subjects: [{it.subject.fides}]"]
        lines += [f"        legal_basis_for_processing: {it.basis.fides}", f"        retention_period: {it.retention}"]
        lines += ["        ingress: [user]", f"        egress: [host_{it.host.number}]"]
    return "\n".join(lines) + "\n"


OURS_HEAD = """organisation:
  name: Example Trading Ltd
  country: GB
  regimes: [uk-gdpr]
"""
FIDES_HEAD = """organization:
  - fides_key: default_organization
    name: Example Trading Ltd
"""


def write(directory: Path, count: int, files: int, head: str, language: Callable[..., str]) -> None:
    """Write `count` systems in one language into `files` files; the hosts stand in the first."""
    directory.mkdir(parents=True)
    every = systems(count)
    for number in range(files):
        chosen = every[number * count // files : (number + 1) * count // files]
        text = language(hosts_of(every) if number == 0 else (), chosen)
        (directory / f"{number:05}.yml").write_text((head if number == 0 else "") + text, encoding="utf-8")
