"""Does 0.9 mean nine in ten? What scrapeclean says of its certainty, against how often it is right.

::

    python benchmarks/reliability.py --rows benchmarks/out/all.jsonl --svg reliability.svg
    python benchmarks/reliability.py --limit 40                    # runs scrapeclean itself
    python benchmarks/reliability.py --folds DIR                   # the same, held out by domain

Answers are put into bins by what was said; for each bin: how many, the mean of what was said, and
the share that is right, with an interval that takes the pages of a domain as one draw. A title,
date or list of authors is right or it is not; a body is right from a word F1 of 0.9; the whole if
all that the gold knows of the page is right. A field that was left empty says nothing and does not
count. The error of calibration is the mean distance of the two over all answers (Naeini, Cooper,
Hauskrecht: Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015), the Brier
score the mean squared one of single answers. Without corpora and rows: a word, and exit 0.
"""

from __future__ import annotations

import argparse
import importlib
import math
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import corpora
import measures
import plot
import report
import scoring
import tools
from report import Table
from scoring import Marks, Row

FIELDS = ("title", "date", "authors", "body", "whole")
BODY = 0.9
"""Word F1 from which a body is right."""
WIDTH = 0.05
"""Of a bin."""


class Said(NamedTuple):
    """One answer: how sure the tool was, whether it was right, the page's domain."""

    stated: float
    right: bool
    domain: str


class Bin(NamedTuple):
    """Answers of which much the same was said."""

    count: int
    stated: float
    right: float
    error: float
    """Half of the 95 % interval of `right`, by domain; NaN for a single domain."""


def collect(rows: Iterable[Row], tool: str) -> dict[str, list[Said]]:
    """What a tool said of each field, where the gold can tell whether it was right."""
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        marks = row["scores"].get(tool, {})
        stated, right = marks.get("confidence", {}), fates(marks)
        for name in FIELDS:
            if name in stated and name in right:
                found[name].append(Said(stated[name], right[name], row["domain"]))
    return {name: found[name] for name in FIELDS if name in found}


def fates(marks: Marks) -> dict[str, bool]:
    """Which of the fields that the gold knows are right, and whether all of them are."""
    known = {
        "title": marks.get("title"),
        "date": marks["date"] == "right" if "date" in marks else None,
        "authors": marks["authors"] == 1 if "authors" in marks else None,
        "body": marks["f1"] >= BODY if "f1" in marks else None,
    }
    right = {name: bool(fate) for name, fate in known.items() if fate is not None}
    # Without a body there is too little to call anything the whole.
    return {**right, "whole": all(right.values())} if "body" in right else right


def bins(answers: Iterable[Said]) -> list[Bin]:
    """The answers by what was said, the least first; bins without any are left out."""
    sorted_in: dict[int, list[Said]] = defaultdict(list)
    for answer in answers:
        # What is just below a border by the noise of floating point belongs above it.
        place = math.floor(answer.stated / WIDTH + 1e-9)
        sorted_in[min(place, round(1 / WIDTH) - 1)].append(answer)
    made = []
    for _, members in sorted(sorted_in.items()):
        domains = [answer.domain for answer in members]
        right, error = measures.spread(domains, [float(answer.right) for answer in members])
        stated = fmean(answer.stated for answer in members)
        made.append(Bin(len(members), stated, right, 1.96 * error))
    return made


def calibration_error(made: list[Bin]) -> float:
    """Mean distance of what was said and what is right, over all answers."""
    total = sum(each.count for each in made)
    return sum(each.count * abs(each.stated - each.right) for each in made) / total


def brier(answers: Iterable[Said]) -> float:
    """Mean squared distance of what was said and what is right, answer by answer."""
    return fmean((answer.stated - answer.right) ** 2 for answer in answers)


def tables(said: dict[str, list[Said]]) -> list[Table]:
    """One line a field, then one line a bin."""
    overall, by_bin = [], []
    for name, answers in said.items():
        made = bins(answers)
        mean_stated = fmean(answer.stated for answer in answers)
        mean_right = fmean(answer.right for answer in answers)
        numbers = (mean_stated, mean_right, calibration_error(made), brier(answers))
        overall.append([name, str(len(answers)), *(f"{number:.3f}" for number in numbers)])
        for each in made:
            error = "-" if math.isnan(each.error) else f"± {each.error:.3f}"
            numbers = (each.stated, each.right)
            cells = [f"{number:.3f}" for number in numbers]
            by_bin.append([name, str(each.count), *cells, error])
    columns = ["field", "answers", "said", "right", "calibration error", "Brier"]
    return [
        Table("Confidence, by field", columns, overall),
        Table("Confidence, by bin", [*columns[:4], "95 %"], by_bin),
    ]


def chart(said: dict[str, list[Said]]) -> str:
    """The reliability plot: said across, right upwards; on the diagonal 0.9 is nine in ten."""
    panels = []
    for name, answers in said.items():
        points = [
            plot.Point(
                each.stated,
                each.right,
                0.0 if math.isnan(each.error) else each.error,
                1.5 + 10 * math.sqrt(each.count / len(answers)),
            )
            for each in bins(answers)
        ]
        panels.append(plot.Panel(title=f"{name} ({len(answers)})", points=points))
    return plot.svg(panels)


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, draws; 0 unless an argument is wrong (2)."""
    options = _options().parse_args(arguments)
    try:
        rows = scoring.read(options.rows) if options.rows else _run(options)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    except (OSError, ValueError) as fault:
        print(f"reliability.py: {fault}", file=sys.stderr)
        return 2
    tool = options.tool or report.ours(rows)
    said = collect(rows, tool)
    if not said:
        print(f"reliability.py: {tool} says nowhere how sure it is", file=sys.stderr)
        return 2
    for table in tables(said):
        print(table.markdown() if options.markdown else table.plain())
    if options.svg:
        options.svg.write_text(chart(said), "utf-8")
    return 0


def _run(options: argparse.Namespace) -> list[Row]:
    tools.quiet()
    golds = corpora.sample(corpora.load(options.corpus), options.limit)
    if options.folds:
        importlib.import_module("heldout").register(options.folds)
    tool = report.HELD_OUT if options.folds else report.OURS
    return list(scoring.rows(golds, [tool], jobs=options.jobs))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--rows", type=Path, help="scores that quality.py wrote with --out; else ours is run")
    add("--tool", help="whose; default: ours, held out if the rows have it")
    add("--svg", type=Path, help="write the plot")
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--folds", type=Path, help="folder of fold weights: run held out (see `heldout`)")
    add("--limit", type=int, help="at most so many pages of each corpus and kind")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    add("--markdown", action="store_true", help="print Markdown tables")
    return parser


if __name__ == "__main__":
    sys.exit(main())
