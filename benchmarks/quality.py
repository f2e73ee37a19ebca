"""How good is scrapeclean, beside its peers, on pages with gold?

::

    python benchmarks/quality.py                                 # everything installed, every page
    python benchmarks/quality.py --tools scrapeclean --limit 40  # quick: 40 pages a corpus and kind
    python benchmarks/quality.py --out benchmarks/out/new.jsonl --against benchmarks/out/old.jsonl
    python benchmarks/quality.py --tools scrapeclean --merge benchmarks/out/peers.jsonl --markdown
    python benchmarks/quality.py --folds DIR --tools scrapeclean-heldout --worst 20

What is measured, and how, stands in `measures` and `scoring`. With ``--folds`` ours runs once more,
held out (see `heldout`). JavaScript peers are found as `nodejs` says. Without corpora: a word, and
exit 0.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

import breakdown
import changes
import corpora
import report
import scoring
import tools
import worst


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; 0 unless an argument is wrong (2)."""
    options = _options().parse_args(arguments)
    tools.quiet()
    try:
        if options.folds:  # imported here: it needs scrapeclean, the peers alone do not
            importlib.import_module("heldout").register(options.folds)
        wanted = options.tools.split(",") if options.tools else None
        names, missing = tools.installed(wanted)
        golds = corpora.sample(corpora.load(options.corpus), options.limit)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    except ValueError as fault:
        print(f"quality.py: {fault}", file=sys.stderr)
        return 2
    for name in missing:
        print(f"not installed, left out: {name}", file=sys.stderr)
    rows = list(scoring.rows(golds, names, jobs=options.jobs))
    if options.merge:
        rows = scoring.merge(rows, scoring.read(options.merge))
    if options.out:
        scoring.write(options.out, rows)
    _show(rows, golds, options)
    return 0


def _show(rows: list[scoring.Row], golds: list[corpora.Gold], options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(report.summarise(rows), indent=1, ensure_ascii=False))
        return
    shown = [*breakdown.tables(rows), *report.tables(rows)]
    if options.against:
        shown = [*changes.tables(rows, scoring.read(options.against), options.worst), *shown]
    elif options.worst:
        shown += worst.tables(rows, golds, options.worst)
    for table in shown:
        print(table.markdown() if options.markdown else table.plain())


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--tools", help=f"comma-separated; default: all installed of {', '.join(tools.TOOLS)}")
    add("--folds", type=Path, help=f"folder of fold weights: adds the tool {report.HELD_OUT}")
    add("--limit", type=int, help="at most so many pages of each corpus and kind, evenly spread")
    add("--worst", type=int, default=0, metavar="N", help="list the worst pages of each measure")
    add("--out", type=Path, help="write all scores page by page (JSON lines)")
    add("--against", type=Path, help="compare scrapeclean with an earlier --out file")
    add("--merge", type=Path, help="take the scores of tools that are not run from an --out file")
    add("--json", action="store_true", help="print the numbers as JSON")
    add("--markdown", action="store_true", help="print Markdown tables")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
