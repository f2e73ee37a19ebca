"""``scrapeclean batch``: the options, the progress, the account."""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..cleaner import Cleaner
from ..cli_output import RunError
from ..errors import ArgumentError, ScrapecleanError
from ..limits import Limits

if TYPE_CHECKING:
    from .options import RunOptions

FINE = 0
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_HELP = """\
examples:
  scrapeclean batch dump.warc.gz -o articles/
  scrapeclean batch 's3://bucket/pages-*.jsonl.zst' -o articles/ --keep crawl_date
  scrapeclean batch pages/ -o articles/ --format markdown
  scrapeclean batch --retry articles/failed.jsonl -o second/ --timeout 60

SOURCE is a file, a folder, a pattern, an address that fsspec knows, or - for standard input: WARC,
WET, JSONL, Parquet, Arrow, CSV, TSV, HTML and text files, tar and zip of them, also compressed.
OUT is a folder. The same command goes on with a run that was interrupted, and loses no page.
"""


def add_command(parser: argparse.ArgumentParser) -> None:
    """Give the sub-command's parser its options."""
    parser.epilog = _HELP
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add = parser.add_argument
    add("sources", nargs="*", metavar="SOURCE", help="what to read; see below")
    add("-o", "--output", metavar="OUT", help="the folder to write")
    add(
        "--format", default="parquet", choices=("parquet", "jsonl", "jsonl.zst", "markdown"),
        help="what to write (default: parquet)",
    )  # fmt: skip
    add("--content", metavar="COLUMN", help="where the page is, if not in a column of usual name")
    add("--url", metavar="COLUMN", help="where its address is")
    add("--id", metavar="COLUMN", help="where its id is")
    add(
        "--keep", metavar="COLUMN", action="append", default=[],
        help="a column to carry along; may be repeated",
    )  # fmt: skip
    _add_bounds(add)
    add("--plugin", metavar="NAME", action="append", default=[], help="an installed extractor")
    add(
        "--learn-sites", action="store_true", help="read everything twice: learn first what recurs "
        "on the pages of each site; OUT/sites.jsonl is what was learnt",
    )  # fmt: skip
    add("--sites", metavar="FILE", help="a sites.jsonl of another run, in place of learning anew")
    add(
        "--duplicates", choices=("mark", "drop"),
        help="find exact and near copies among the articles: mark them, or keep the best only",
    )  # fmt: skip
    add(
        "--retry", metavar="FILE", help="clean the pages of a failed.jsonl again (default OUT: "
        "a folder `retried` beside it)",
    )  # fmt: skip
    add("--log-json", action="store_true", help="progress as JSON lines on standard error")
    add("-q", "--quiet", action="store_true", help="no progress")
    parser.set_defaults(run=run_command)


def _add_bounds(add: Callable[..., object]) -> None:
    """What the run may take, and what each page."""
    add("--workers", type=int, default=0, metavar="N", help="processes (default: all cores)")
    add("--timeout", type=float, default=10.0, metavar="S", help="seconds a page may take")
    add("--memory", type=_size, default=2 << 30, metavar="SIZE", help="of a worker, such as 2G")
    add(
        "--recycle", type=int, default=5000, metavar="PAGES",
        help="pages after which a worker is replaced",
    )  # fmt: skip
    add(
        "--part-size", type=_size, default=32 << 20, metavar="SIZE",
        help="of the pieces that big files are cut into; what a kill costs at most",
    )  # fmt: skip
    add("--max-failures", metavar="N|N%", help="stop when more pages have failed")
    add(
        "--limit", metavar="NAME=N", action="append", default=[],
        help="what a page may cost: size=64M, depth=512, blocks=100k, seconds=N; may be repeated",
    )  # fmt: skip


def run_command(arguments: argparse.Namespace) -> int:
    """Run the engine; what it says is one line.

    Raises:
        RunError: it cannot run.
    """
    from .progress import Progress
    from .runner import run

    try:
        sources, output = _ends(arguments)
        options = _options(arguments)
        if arguments.duplicates:
            _check_duplicates(options)
        with Progress(as_json=arguments.log_json, quiet=arguments.quiet) as progress:
            report = run(sources, output, options, watch=progress)
        print(report)
        if arguments.duplicates:
            from .duplicates import handle_duplicates

            found = handle_duplicates(output, arguments.duplicates)
            done = "dropped" if arguments.duplicates == "drop" else "marked"
            print(f"{found.copies:,} copies of {found.clusters:,} stories {done}")
    except ScrapecleanError as error:
        raise RunError(f"batch: {error}") from error
    except OSError as error:
        where = error.filename or arguments.output
        raise RunError(f"batch: cannot write {where}: {error.strerror or error}") from error
    if report.pages["failed"]:
        print(f"failed pages: {os.path.join(output, 'failed.jsonl')}")
    return FINE


def _check_duplicates(options: RunOptions) -> None:
    """Before the run, not hours later."""
    if options.format != "parquet":
        raise RunError(f"batch: --duplicates works on --format parquet, not {options.format}")
    if importlib.util.find_spec("rensa") is None:
        raise RunError("batch: --duplicates needs rensa: pip install 'scrapeclean[duplicates]'")


def _ends(arguments: argparse.Namespace) -> tuple[list[str], str]:
    sources, output = list(arguments.sources), arguments.output
    if arguments.retry:
        if sources:
            raise RunError("batch: --retry reads a failed.jsonl, and no SOURCE beside it")
        sources = [arguments.retry]
        output = output or os.path.join(os.path.dirname(arguments.retry), "retried")
    if not sources:
        raise RunError("batch: name a SOURCE to read")
    if not output:
        raise RunError("batch: name the folder to write with -o")
    return sources, output


def _options(arguments: argparse.Namespace) -> RunOptions:
    from .columns import Columns
    from .guard import GuardOptions
    from .options import Budget, RunOptions

    return RunOptions(
        format=arguments.format,
        columns=Columns(
            content=arguments.content, url=arguments.url, id=arguments.id,
            keep=tuple(arguments.keep),
        ),
        guard=GuardOptions(
            timeout=arguments.timeout, memory=arguments.memory, recycle=arguments.recycle,
            plugins=tuple(arguments.plugin), sites=arguments.sites,
            cleaner=_cleaner(arguments.limit),
        ),
        workers=arguments.workers,
        part_size=arguments.part_size,
        learn_sites=arguments.learn_sites,
        budget=Budget.parse(arguments.max_failures) if arguments.max_failures else None,
    )  # fmt: skip


def _cleaner(limits: list[str]) -> Cleaner | None:
    if not limits:
        return None
    try:
        return Cleaner(limits=Limits.parse(limits))
    except ArgumentError as error:
        raise RunError(f"batch: --limit: {error}") from error


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d{1,12})([kmg]?)i?b?", text.lower())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: write 500M or 2G")
    return int(found[1]) * _UNITS[found[2]]
