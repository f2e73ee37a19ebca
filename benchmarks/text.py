"""How good is scrapeclean on pages whose markup is gone?

::

    python benchmarks/text.py                              # every page in every way of flattening
    python benchmarks/text.py --limit 40 --ways wet,w3m    # quick
    python benchmarks/text.py --folds DIR                  # ours with weights that saw no domain

Each page is flattened in the six ways of `flatten` (kept in a folder); word F1 against the gold
body, mean over pages, for ours beside the whole page, C4's line rules and FineWeb's (`linerules`);
how often the title is right, which only ours gives; and how many MB each cleans in a second of one
core.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import corpora
import flatten
import linerules
import measures
from report import HELD_OUT, OURS, Table


class Job(NamedTuple):
    """One page in one way, and who is to clean it."""

    gold: corpora.Gold
    way: str
    folder: Path
    tools: tuple[str, ...]
    folds: Path | None


Row = dict[str, Any]
"""``corpus, id, way, domain, bytes`` and, by tool, ``f1``, ``title`` and ``ms``."""
Answer = tuple[str, str | None]
"""A page's text and title."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; 0 unless an argument is wrong (2)."""
    options = _options().parse_args(arguments)
    tools = [*options.tools.split(","), *([HELD_OUT] if options.folds else [])]
    try:
        unknown = [name for name in tools if name not in TOOLS]
        if unknown:
            raise ValueError(f"unknown: {', '.join(unknown)} (there are {', '.join(TOOLS)})")
        golds = [
            gold for gold in flatten.golds(options.corpus, options.limit)
            if options.all_kinds or gold.kind == "article"
        ]  # fmt: skip
        ways = flatten.available(options.ways)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    except ValueError as fault:
        print(f"text.py: {fault}", file=sys.stderr)
        return 2
    jobs = [Job(g, way, options.folder, tuple(tools), options.folds) for g in golds for way in ways]
    with ProcessPoolExecutor(options.jobs) as pool:
        rows = [row for row in pool.map(_row, jobs, chunksize=8) if row]
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for table in (*tables(rows, tools, ways), speed(rows, tools, ways)):
        print(table.markdown() if options.markdown else table.plain())
    return 0


def _row(job: Job) -> Row | None:
    page = flatten.flattened(job.gold, job.way, job.folder)
    if page is None or job.gold.text is None:
        return None
    kind = "" if job.gold.kind == "article" else f" {job.gold.kind}"
    row: Row = {
        "corpus": job.gold.corpus + kind,
        "id": job.gold.id,
        "way": job.way,
        "domain": job.gold.domain,
        "bytes": len(page.encode("utf-8", "replace")),
        "f1": {},
        "title": {},
        "ms": {},
    }
    for name in job.tools:
        start = time.process_time()
        try:
            text, title = TOOLS[name](page, job)
        except Exception as fault:  # whatever a tool raises is its failure on this page
            print(f"{name} on {job.way} {job.gold.id}: {fault!r:.120}", file=sys.stderr)
            text, title = "", None
        row["ms"][name] = round((time.process_time() - start) * 1000, 3)
        row["f1"][name] = round(measures.word_score(job.gold.text, text).f1, 5)
        if job.gold.title and name in (OURS, HELD_OUT):
            row["title"][name] = float(measures.same_title(job.gold.title, title))
    return row


def _ours(page: str, job: Job) -> Answer:
    import scrapeclean  # the other tools are measured without it

    article = scrapeclean.extract(page, kind="text")
    return article.text, article.title


def _heldout(page: str, job: Job) -> Answer:
    assert job.folds is not None, "the tool is only listed with --folds"
    count = len(list(job.folds.glob("fold-*.json")))
    weights = job.folds / f"fold-{corpora.fold(job.gold.domain, count)}.json"
    article = _cleaner(weights).extract(page, kind="text")
    return article.text, article.title


@cache
def _cleaner(weights: Path) -> Any:
    from heldout import cleaner  # imports the whole pipeline

    return cleaner(weights)


TOOLS: dict[str, Callable[[str, Job], Answer]] = {
    HELD_OUT: _heldout,
    OURS: _ours,
    "raw": lambda page, _: (page, None),
    "c4": lambda page, _: (linerules.c4(page), None),
    "fineweb": lambda page, _: (linerules.fineweb(page), None),
}
"""What is compared, by name."""


def tables(rows: list[Row], tools: list[str], ways: list[str]) -> Iterator[Table]:
    """For each corpus, tools by ways, with the mean over ways: of the body, then of the title."""
    for measure, said in (("f1", "word F1"), ("title", "titles that are right")):
        yield from _by_corpus(rows, tools, ways, measure, said)


def _by_corpus(
    rows: list[Row], tools: list[str], ways: list[str], measure: str, said: str
) -> Iterator[Table]:
    groups: dict[str, dict[tuple[str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for tool, value in row[measure].items():
            groups[row["corpus"]][tool, row["way"]].append(value)
    for corpus, found in groups.items():
        pages = max(map(len, found.values()))
        named = {tool for tool, _ in found}
        lines = []
        for tool in sorted(named & set(tools), key=list(TOOLS).index):
            means = [sum(found[tool, way]) / max(1, len(found[tool, way])) for way in ways]
            means.append(sum(means) / len(means))
            lines.append([tool, *(f"{mean:.4f}" for mean in means)])
        yield Table(f"{corpus} ({pages} pages): {said}", ["tool", *ways, "mean"], lines)


def speed(rows: list[Row], tools: list[str], ways: list[str]) -> Table:
    """MB of UTF-8 per second of one core; the first page, which loads what is needed, included."""
    lines = []
    for tool in sorted(tools, key=list(TOOLS).index):
        cells = []
        for own in (*[{way} for way in ways], set(ways)):
            mine = [row for row in rows if row["way"] in own and row["ms"][tool]]
            seconds = sum(row["ms"][tool] for row in mine) / 1000
            cells.append(f"{sum(row['bytes'] for row in mine) / 1e6 / max(seconds, 1e-9):.2f}")
        lines.append([tool, *cells])
    return Table("MB/s a core", ["tool", *ways, "all"], lines)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--folder", type=Path, default=flatten.DEFAULT, help="where flattened pages are kept")
    add("--ways", help=f"comma-separated; default: {','.join(flatten.WAYS)}")
    add("--tools", default=f"{OURS},raw,c4,fineweb", help="comma-separated")
    add("--folds", type=Path, help=f"folder of fold weights: adds the tool {HELD_OUT}")
    add("--limit", type=int, help="at most so many pages of each corpus and kind, evenly spread")
    add("--all-kinds", action="store_true", help="also pages that are no articles")
    add("--out", type=Path, help="write all scores page by page (JSON lines)")
    add("--markdown", action="store_true", help="print Markdown tables")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
