"""The quick quality gate: scrapeclean on a fixed sample, against floors.

::

    python benchmarks/gate.py            # 0: every floor is kept; 1: one is not, or a page raised
    python benchmarks/gate.py --raise    # lifts floors to what is reached now, never lowers one

The sample is the same 40 evenly spaced articles of each corpus at every run, and results are
deterministic, so the floors need no slack: they are what was reached, cut (not rounded) to three
decimals. A floor whose corpus is missing is not judged; without corpora: a word, and exit 0.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path

import corpora
import report
import scoring
import tools
from report import OURS, Table

FLOORS = Path(__file__).with_name("floors.json")
PAGES = 40
"""Pages of each corpus."""
JUDGED: dict[str, tuple[str, ...]] = {
    "wcxb-dev": ("f1", "title", "date", "authors"),
    "fundus-dev": ("f1", "title", "date", "authors"),
    "trafilatura-dev": ("snippet_f1", "title", "date", "authors"),
    "htmldate-dev": ("date",),
}
"""What is judged, by corpus; articles only."""
Floors = dict[str, dict[str, float]]


def reached(golds: Iterable[corpora.Gold], *, jobs: int) -> tuple[Floors, list[str]]:
    """The numbers on the sample, and what pages raised."""
    judged = [gold for gold in golds if gold.corpus in JUDGED and gold.kind == "article"]
    rows = list(scoring.rows(corpora.sample(judged, PAGES), [OURS], jobs=jobs))
    summary = {group: of_tools[OURS] for group, of_tools in report.summarise(rows).items()}
    numbers = {
        group: {name: float(summary[group][name]) for name in names if name in summary[group]}
        for group, names in JUDGED.items()
        if group in summary
    }
    faults = [
        f"{row['corpus']}/{row['id']}: {row['scores'][OURS]['error']}"
        for row in rows
        if "error" in row["scores"][OURS]
    ]
    return numbers, faults


def main(arguments: list[str] | None = None) -> int:
    """Runs the gate: 0 passed or skipped, 1 failed, 2 cannot run."""
    options = _options().parse_args(arguments)
    tools.quiet()
    try:
        golds = corpora.load(options.corpus)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    if not tools.installed([OURS])[0]:
        print(f"gate.py: {OURS} cannot be imported", file=sys.stderr)
        return 2
    numbers, faults = reached(golds, jobs=options.jobs)
    floors: Floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if options.lift:
        floors = lifted(floors, numbers)
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n")
    table, kept = judge(floors, numbers)
    print(table.plain())
    for fault in faults:
        print(f"raised: {fault}")
    print("gate passed" if kept and not faults else "gate FAILED")
    return 0 if kept and not faults else 1


def judge(floors: Floors, numbers: Floors) -> tuple[Table, bool]:
    """A line for each number or floor, and whether every judged floor is kept."""
    rows, kept = [], True
    for group in dict.fromkeys([*numbers, *floors]):
        names = dict.fromkeys([*numbers.get(group, {}), *floors.get(group, {})])
        for name in names:
            floor, number = floors.get(group, {}).get(name), numbers.get(group, {}).get(name)
            low = floor is not None and number is not None and number < floor
            kept = kept and not low
            verdict = (
                "UNDER ITS FLOOR" if low else "not judged" if None in (floor, number) else "ok"
            )
            shown = [f"{value:.4f}" if value is not None else "-" for value in (number, floor)]
            rows.append([group, name, *shown, verdict])
    return Table("Quality gate", ["pages", "measure", "reached", "floor", ""], rows), kept


def lifted(floors: Floors, numbers: Floors) -> Floors:
    """The floors raised to the numbers, cut to three decimals; none becomes lower."""
    raised = {group: dict(names) for group, names in floors.items()}
    for group, names in numbers.items():
        for name, number in names.items():
            old = raised.setdefault(group, {}).get(name, 0.0)
            raised[group][name] = max(old, math.floor(number * 1000) / 1000)
    return raised


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
