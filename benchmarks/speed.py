"""How fast is scrapeclean, beside its peers and beside lxml's bare parse of the same pages?

::

    python benchmarks/speed.py                                   # 150 pages, everything installed
    python benchmarks/speed.py --tools scrapeclean --profile     # where the time goes
    python benchmarks/speed.py --tools scrapeclean,scrapeclean-pure
    python benchmarks/speed.py --startup 9                       # import and first call

CPU time of one process. Every tool takes every page in turn, in several rounds, so that all of them
meet the same moods of the machine; a page counts with its best round, and the mean is over pages.
Milliseconds belong to one machine: the multiple of lxml's parse is what can be compared between
machines. The parse is timed on text that is decoded already, so it is the least any tool could do.

Peak memory is that of a fresh process per tool that takes every page once; it includes the
interpreter and the tool's imports.

The start is measured in fresh processes, with the byte code of all modules at hand, as an installed
package has it. What a command line waits for is the sum of the import and the first call.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from unittest import mock

from lxml import etree

import corpora
import tools
from corpora import Gold
from report import Table

PARSE = "lxml parse"
PURE = "scrapeclean-pure"
NOTE = "CPU time; what can be compared between machines is the multiple of lxml's bare parse."


def pure(page: bytes, url: str | None) -> tools.Answer:
    """Ours without its compiled part."""
    fastest = importlib.import_module("scrapeclean.segment._fastest")
    walk = importlib.import_module("scrapeclean.segment._walk").walk
    with mock.patch.object(fastest, "walk", walk):
        return tools.scrapeclean(page, url)


tools.TOOLS[PURE] = tools.Tool("scrapeclean", pure, frozenset({"text"}))


def parser_only(page: bytes) -> Callable[[], object]:
    """A bare lxml parse of a page, with decoding done beforehand."""
    data = tools.decode(page).encode("utf-8", "replace")
    return lambda: etree.fromstring(data, etree.HTMLParser(huge_tree=True, encoding="utf-8"))


def pages_of(golds: Iterable[Gold], limit: int) -> list[Gold]:
    """About `limit` different pages, as many of each corpus, evenly spread over it."""
    of_corpus: dict[str, list[Gold]] = defaultdict(list)
    for gold in golds:
        if gold.page.parts[-3] == gold.corpus:  # annotations of another corpus's pages come again
            of_corpus[gold.corpus].append(gold)
    share = max(1, limit // max(1, len(of_corpus)))
    return [page for pages in of_corpus.values() for page in corpora.evenly(pages, share)]


def clock(run: Callable[[], object]) -> tuple[float, bool]:
    """CPU milliseconds of a call, and whether it went well."""
    start = time.process_time()
    try:
        run()
        well = True
    except Exception:  # a failing tool is counted, not fatal
        well = False
    return (time.process_time() - start) * 1000, well


class Times:
    """The best time of every page, per name."""

    def __init__(self) -> None:
        self.best: dict[str, dict[int, float]] = defaultdict(dict)
        self.failed: dict[str, set[int]] = defaultdict(set)

    def note(self, name: str, page: int, milliseconds: float, *, well: bool = True) -> None:
        """Keeps the time if it is the page's best."""
        known = self.best[name].get(page, milliseconds)
        self.best[name][page] = min(known, milliseconds)
        if not well:
            self.failed[name].add(page)

    def mean(self, name: str) -> float:
        """Mean over pages of the best round, in milliseconds."""
        return fmean(self.best[name].values())


def measure(pages: list[Gold], names: list[str], rounds: int) -> Times:
    """Times the bare parse and every tool, page by page."""
    times = Times()
    data = [(page.read(), page.url) for page in pages]
    parses = [parser_only(page) for page, _ in data]
    for name in names:  # imports and lazily loaded tables are no page's cost
        clock(partial(tools.TOOLS[name].run, *data[0]))
    for _ in range(rounds):
        for number, (page, url) in enumerate(data):
            times.note(PARSE, number, clock(parses[number])[0])
            for name in names:
                spent, well = clock(partial(tools.TOOLS[name].run, page, url))
                times.note(name, number, spent, well=well)
    return times


def profile(pages: list[Gold], rounds: int) -> Times:
    """Times scrapeclean's stages: decode, segment, each extractor by name, assemble."""
    package = {
        name: importlib.import_module(f"scrapeclean.{name}")
        for name in ("assemble", "cleaner", "decode", "tally")
    }
    cleaner = package["cleaner"].Cleaner()
    times = Times()
    data = [(page.read(), page.url) for page in pages]
    cleaner.extract(data[0][0], url=data[0][1])
    for _ in range(rounds):
        for number, (page, url) in enumerate(data):
            stage = time.process_time

            start = stage()
            text = package["decode"].decode(page).text
            times.note("decode", number, (stage() - start) * 1000)

            start = stage()
            document = cleaner.segment(text, url=url)
            times.note("segment", number, (stage() - start) * 1000)

            tally = package["tally"].Tally(len(document.blocks))
            for extractor in cleaner.recipe:
                start = stage()
                tally.add(extractor, extractor(document, tally))
                times.note(f"extractor {extractor.name}", number, (stage() - start) * 1000)

            start = stage()
            package["assemble"].assemble(document, tally)
            times.note("assemble", number, (stage() - start) * 1000)
    return times


def peak(name: str, pages: list[Gold]) -> float:
    """Peak memory in MiB of a fresh process in which a tool takes every page once."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_peak, (name, pages))


def _peak(name: str, pages: list[Gold]) -> float:
    tools.quiet()
    for page in pages:
        data = page.read()
        run = parser_only(data) if name == PARSE else partial(tools.TOOLS[name].run, data, page.url)
        clock(run)
    return _high_water()


def _high_water() -> float:
    # getrusage of a started process starts from its parent's peak on Linux; VmHWM does not.
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    spent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return spent / 1024 / (1024 if sys.platform == "darwin" else 1)


_START = """
import sys, time
from pathlib import Path
clock, page = time.process_time, Path(sys.argv[1]).read_bytes()
times = [clock()]
import scrapeclean
times.append(clock())
after_import = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")]
for _ in range(8):  # a full collection of garbage may fall into one of the later ones
    scrapeclean.extract(page, url="https://news.example.org/2024/story.html")
    times.append(clock())
print(*times, int(after_import[0]) / 1024)
"""


def startup_table(page: bytes, repeats: int) -> Table:
    """What a fresh process spends on the import, the first call and a later one; Linux only."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page")
        path.write_bytes(page)
        variables = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(repeats + 1):
            command = [sys.executable, "-c", _START, str(path)]
            said = subprocess.run(command, env=variables, capture_output=True, check=True).stdout
            python, imported, first, *others, memory = map(float, said.split())
            later = median([end - begin for begin, end in pairwise([first, *others])])
            rows.append((python, imported - python, first - imported, later, memory))
    columns = list(zip(*rows[1:], strict=True))  # the first one wrote the byte code
    columns.insert(3, [one + other for one, other in zip(columns[1], columns[2], strict=True)])
    names = (
        "Python itself, ms", "import, ms", "first call, ms", "import and first call, ms",
        "later call, ms", "resident after import, MiB",
    )  # fmt: skip
    return Table(
        f"Start, {repeats} fresh processes, a page of {len(page) // 1024} KiB",
        ["what", "least", "median"],
        [
            [name, f"{min(values) * unit:.0f}", f"{median(values) * unit:.0f}"]
            for name, values, unit in zip(names, columns, (1000,) * 5 + (1,), strict=True)
        ],
    )


def tool_table(times: Times, peaks: dict[str, float]) -> Table:
    """One line a tool."""
    parse = times.mean(PARSE)
    rows = []
    for name, best in times.best.items():
        ordered = sorted(best.values())
        rows.append(
            [
                name,
                f"{times.mean(name):.2f}",
                f"{times.mean(name) / parse:.2f}",
                f"{median(ordered):.2f}",
                f"{ordered[int(0.95 * (len(ordered) - 1))]:.2f}",
                f"{peaks[name]:.0f}" if name in peaks else "-",
                str(len(times.failed[name])),
            ]
        )
    columns = ["tool", "ms a page", "x parse", "median ms", "95th ms", "peak MiB", "failed"]
    return Table(f"Speed, {len(times.best[PARSE])} pages", columns, rows)


def stage_table(times: Times, parse: float) -> Table:
    """One line a stage of scrapeclean, in order."""
    total = sum(map(times.mean, times.best))
    rows = [
        [
            name,
            f"{times.mean(name):.3f}",
            f"{times.mean(name) / parse:.2f}",
            f"{100 * times.mean(name) / total:.1f}",
        ]
        for name in times.best
    ]
    rows.append(["all", f"{total:.3f}", f"{total / parse:.2f}", "100.0"])
    return Table("scrapeclean by stage", ["stage", "ms a page", "x parse", "%"], rows)


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; 0 unless an argument is wrong (2)."""
    options = _options().parse_args(arguments)
    tools.quiet()
    try:
        wanted = options.tools.split(",") if options.tools else None
        names, missing = tools.installed(wanted)
        pages = pages_of(corpora.load(options.corpus), options.limit)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    except ValueError as fault:
        print(f"speed.py: {fault}", file=sys.stderr)
        return 2
    if options.startup:
        middle = sorted((page.read() for page in pages), key=len)[len(pages) // 2]
        table = startup_table(middle, options.startup)
        print(table.markdown() if options.markdown else table.plain())
        return 0
    for name in missing:
        print(f"not installed, left out: {name}", file=sys.stderr)
    peaks = {} if options.no_memory else {name: peak(name, pages) for name in (PARSE, *names)}
    times = measure(pages, names, options.rounds)
    tables = [tool_table(times, peaks)]
    if options.profile and "scrapeclean" in names:
        tables.append(stage_table(profile(pages, options.rounds), times.mean(PARSE)))
    if options.json:
        print(json.dumps([dict(zip(t.columns, r, strict=True)) for t in tables for r in t.rows]))
        return 0
    for table in tables:
        print(table.markdown() if options.markdown else table.plain())
    print(NOTE)
    if "scrapeclean" in names:
        compiled = importlib.import_module("scrapeclean").accelerated
        print(f"scrapeclean walked HTML {'compiled' if compiled else 'in pure Python'}.")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--tools", help=f"comma-separated; default: all installed of {', '.join(tools.TOOLS)}")
    add("--limit", type=int, default=150, help="about so many pages (default 150)")
    add("--rounds", type=int, default=3, help="rounds over all pages (default 3)")
    add("--profile", action="store_true", help="split scrapeclean's time by stage")
    add("--startup", type=int, default=0, metavar="N", help="time N fresh processes instead")
    add("--no-memory", action="store_true", help="do not measure peak memory")
    add("--json", action="store_true", help="print the tables as JSON")
    add("--markdown", action="store_true", help="print Markdown tables")
    return parser


if __name__ == "__main__":
    sys.exit(main())
