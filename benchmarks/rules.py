"""What the rules add to loading and validating, at 1,000, 10,000 and 50,000 systems.

Two inventories: one that states what the law asks (few findings), and one that states only what `content.py` does (more
than three findings for each system). Times are processor time, the best of several runs in one process; the ratio of
the two is the figure that counts.

    python benchmarks/rules.py [--systems 1000 10000] [--runs 3]
"""

import argparse
import datetime as dt
import gc
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.content import OURS_HEAD, Host, System, in_datamap, write
from datamap.catalog.known import built_in
from datamap.catalog.naming import Naming
from datamap.catalog.terms import vocabulary
from datamap.load.files import read_inventory
from datamap.load.inventory import load
from datamap.rules.context import context_of
from datamap.rules.engine import check
from datamap.rules.registry import rules

DAY = dt.date(2026, 11, 22)
FILES = 20
KEPT_HEAD = """organisation:
  name: Example Trading Ltd
  country: GB
  address: 1 Example Street, Leith
  regimes: [uk-gdpr]
  authority: ico
  dpo: none
  contacts:
    privacy: {email: privacy@example.org}
  defaults:
    source: given
    required: voluntary
    automated_decisions: none
    measures: [incident-response]
rights:
  access: privacy
  rectification: privacy
  erasure: privacy
  restriction: privacy
  portability: privacy
  objection: privacy
  withdraw-consent: privacy
  complaint: {how: the Information Commissioner}
  complaint-to-controller: privacy
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01}
"""
_TRANSFERS = {
    "US": "{US: {mechanism: idta, document: IDTA 2026, assessment: TRA 2026}}",
    "CA": "{CA: {mechanism: idta, document: IDTA 2026, assessment: TRA 2026}}",
    "NZ": "{NZ: adequacy}",
}
_BASES = {
    "contract": "contract",
    "consent": "{consent: {given: a box on the form, withdraw: unsubscribe-link, record: consent log}}",
    "legitimate-interests": "{legitimate-interests: {interest: running the business, assessment: LIA 2026}}",
}


def in_full(hosts: Sequence[Host], chosen: Sequence[System]) -> str:
    """Return hosts and systems as an inventory that states what the law asks."""
    lines = []
    if hosts:
        lines.append("processors:")
        for host in hosts:
            lines += [f"  host-{host.number}:", f"    title: {host.title}", f"    legal_name: {host.title} Ltd"]
            lines += [f"    country: {host.country}", "    provides: hosting"]
            lines.append("    agreement: {document: DPA 2026, signed: 2026-01-15, at_end: returned and deleted}")
            if host.country in _TRANSFERS:
                lines.append(f"    transfers: {_TRANSFERS[host.country]}")
    lines.append("systems:")
    for it in chosen:
        lines += [f"  system-{it.number}:", f"    title: {it.title}", f"    description: {it.description}"]
        lines += [f"    is: {it.kind.ours}", f"    owner: {it.department}", f"    host: host-{it.host.number}"]
        lines += [f"    measures: [{', '.join(it.measures)}]", "    reviewed: 2026-03-01"]
    lines.append("activities:")
    for it in chosen:
        purpose = {"marketing": "public-relations"}.get(it.purpose.ours, it.purpose.ours)
        lines += [
            f"  work-{it.number}:",
            f"    title: {it.work}",
            f"    owner: {it.department}",
            "    reviewed: 2026-03-01",
        ]
        lines += [
            f"    purposes: [{purpose}]",
            f"    basis: {_BASES[it.basis.ours]}",
            f"    subjects: [{it.subject.ours}]",
        ]
        lines.append(f"    data: [{', '.join(word.ours for word in it.data)}]")
        lines.append(
            f"    retention: {{keep: {it.retention.removeprefix('up to ')}, after: the last contact, then: [delete]}}"
        )
        lines += ["    flows:", f"      - {it.subject.ours} -> system-{it.number}"]
        hosted = ", ".join(word.ours for word in it.hosted_data)
        lines.append(f"      - system-{it.number} -> host-{it.host.number}: [{hosted}]")
    return "\n".join(lines) + "\n"


def measured(directory: Path, runs: int) -> tuple[float, float, int, int]:
    """Return the time of loading, that of the rules, the number of records and that of findings; the best of some runs."""
    loading, checking = [], []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        started = time.process_time()
        loaded = load(read_inventory(directory), built_in())
        loading.append(time.process_time() - started)
        (organisation, records), *_ = loaded.inventory.organisations.items()
        naming = Naming(records=records, vocabulary=vocabulary(), vendors={})
        started = time.process_time()
        checked = check(context_of(organisation, naming, DAY), rules().values())
        checking.append(time.process_time() - started)
        gc.enable()
        assert not loaded.has_defects
        assert not checked.crashes
    count = sum(len(value) for value in records.__dict__.values() if isinstance(value, dict))
    return min(loading), min(checking), count, len(checked.findings)


def main() -> None:
    """Print one line for each inventory and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--systems", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    vocabulary()
    rules()
    print(f"{len(rules())} rules")
    print(
        f"{'inventory':10} {'systems':>8} {'records':>8} {'findings':>9} {'load s':>8} {'rules s':>8} {'ratio':>6} {'us/record':>10}"
    )
    for name, head, language in (("kept", KEPT_HEAD, in_full), ("bare", OURS_HEAD, in_datamap)):
        for count in asked.systems:
            with tempfile.TemporaryDirectory() as temporary:
                directory = Path(temporary) / "inventory"
                write(directory / "org", count, FILES, head, language)
                loading, checking, records, findings = measured(directory, asked.runs)
            share, each = checking / loading, checking / records * 1e6
            print(
                f"{name:10} {count:8} {records:8} {findings:9} {loading:8.2f} {checking:8.2f} {share:6.2f} {each:10.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
