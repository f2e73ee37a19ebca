"""The ``scrapeclean`` command: thin; every judgement is the library's."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from typing import NoReturn

from ._version import __version__
from .article import Article
from .batch.command import add_command as add_batch
from .cleaner import Cleaner
from .cli_output import (
    FORMATS,
    Output,
    RunError,
    printable,
    refuse_inputs,
    silence_stdout,
    write_stdout,
)
from .errors import ArgumentError, RecipeError, ScrapecleanError, SiteFileError, TooLarge
from .limits import Limits
from .recipe import ENTRY_POINTS, Recipe
from .sites import SiteModel

_FINE, _PAGE_FAILED, _CANNOT_RUN, _INTERRUPTED, _READER_GONE = 0, 1, 2, 130, 141
_MANY = 20  # more files than this, and a person wants to see a count
_SHOWN_WARNINGS = 3

_EXIT_CODES = """\
exit codes:
  0    every page was cleaned (doubts about a page are warnings on standard error)
  1    at least one page could not be read or cleaned; the others were
  2    wrong usage, or the output cannot be written
  130  interrupted
  141  the reader of the output has gone
"""
_MAIN_HELP = f"""\
examples:
  scrapeclean extract page.html                  the article as JSON
  scrapeclean extract page.html --format text    only its text
  scrapeclean explain page.html                  where each line went, and why
  scrapeclean learn-site a/*.html -o a.json      what recurs on a site's pages …
  scrapeclean extract a/1.html --site a.json     … and the article without it
  scrapeclean batch dump.warc.gz -o articles/    a whole dump, on all cores
  scrapeclean schema                             the JSON Schema of the article

{_EXIT_CODES}"""
_EXTRACT_HELP = f"""\
examples:
  scrapeclean extract page.html --url https://example.org/a
  scrapeclean extract pages/*.html > articles.jsonl
  scrapeclean extract pages/*.html --format markdown -o articles/
  fetch-a-page | scrapeclean extract - --format text

One FILE gives one indented JSON object; several give one compact object a line, in the order of
the files, without those that failed. In the other formats a line with the file's name goes before
each of several pages. With a folder for OUT each page gets a file of its own, called like it.

{_EXIT_CODES}"""
_EXPLAIN_HELP = f"""\
Each line of the page is shown with the article's field that holds it (or `removed`), its role, and
below it every vote with its weight (natural log odds) and its reason.

{_EXIT_CODES}"""

_LEARN_HELP = f"""\
examples:
  scrapeclean learn-site pages/*.html -o site.json
  scrapeclean learn-site more/*.html -o site.json --update
  scrapeclean extract pages/1.html --site site.json

The FILEs are pages of one site that show different articles: two are enough, twenty are plenty.
OUT holds digests of at most a hundred pages, and no text.

{_EXIT_CODES}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (default: those of the process); returns the exit code.

    Raises:
        SystemExit: by argparse, for ``--help``, ``--version`` and wrong usage.
    """
    try:
        try:
            options = _parser().parse_args(arguments)
            return int(options.run(options))
        finally:
            sys.stdout.flush()
    except RunError as fault:
        _say(str(fault))
        return _CANNOT_RUN
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        silence_stdout()
        return _READER_GONE
    except OSError as error:
        silence_stdout()
        _say(f"cannot write the output: {error.strerror or error}")
        return _CANNOT_RUN


# ---- commands -----------------------------------------------------------------------------------


def _extract(options: argparse.Namespace) -> int:
    cleaner = _cleaner(options)
    output = Output(options.files, options.output, FORMATS[options.format])
    report = _Report(len(options.files), quiet=options.quiet)
    failed = False
    try:
        with output.opened() as write:
            for name in options.files:
                article = _clean(name, cleaner, options, report)
                if article is None:
                    failed = True
                else:
                    report.warnings_of(name, article)
                    write(name, article)
                report.count()
    except BrokenPipeError:
        raise
    except OSError as error:  # reading has its own handler: this one is about writing
        where = options.output or "standard output"
        raise RunError(f"cannot write {where}: {error.strerror or error}") from error
    finally:
        report.end()
    return _PAGE_FAILED if failed else _FINE


def _clean(
    name: str, cleaner: Cleaner, options: argparse.Namespace, report: _Report
) -> Article | None:
    with report.faults_of(name):
        page = _read(name, cleaner.limits.size)
        return cleaner.extract(
            page, url=options.url, kind=options.kind, content_type=options.content_type
        )
    return None


def _explain(options: argparse.Namespace) -> int:
    cleaner = _cleaner(options)
    account: str | None = None
    with _Report(1, quiet=False).faults_of(options.file):
        page = _read(options.file, cleaner.limits.size)
        account = str(
            cleaner.explain(
                page, url=options.url, kind=options.kind, content_type=options.content_type
            )
        )
    if account is None:
        return _PAGE_FAILED
    write_stdout(account + "\n" if account else "")
    return _FINE


def _learn_site(options: argparse.Namespace) -> int:
    refuse_inputs([options.output], options.files)
    cleaner = _cleaner(options)
    model = _site(options.output, "--update") if options.update else SiteModel()
    report = _Report(len(options.files), quiet=options.quiet)
    failed = False
    try:
        for name in options.files:
            learnt: SiteModel | None = None
            with report.faults_of(name):
                page = cleaner.segment(
                    _read(name, cleaner.limits.size),
                    kind=options.kind, content_type=options.content_type,
                )  # fmt: skip
                learnt = SiteModel.learn([page], cleaner=cleaner)
            if learnt:
                model = model.merge(learnt)
            failed = failed or not (learnt and learnt.pages)
            report.count()
        model.save(options.output)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RunError(f"cannot write {options.output}: {error.strerror or error}") from error
    finally:
        report.end()
    if model.articles < 2:
        report.doubt(options.output, "the pages show one article or none: nothing can recur")
    return _PAGE_FAILED if failed else _FINE


def _schema(_: argparse.Namespace) -> int:
    write_stdout(json.dumps(Article.model_json_schema(), indent=2, ensure_ascii=False) + "\n")
    return _FINE


def _cleaner(options: argparse.Namespace) -> Cleaner:
    try:
        recipe = Recipe((*Recipe.default(), *options.plugin))
    except RecipeError as error:
        offered = sorted({point.name for point in metadata.entry_points(group=ENTRY_POINTS)})
        known = f" (installed: {', '.join(offered) or 'none'})"
        raise RunError(f"--plugin: {error}{known}") from error
    if options.site:
        recipe = recipe.after("body", _site(options.site, "--site"))
    try:
        return Cleaner(recipe=recipe, limits=Limits.parse(options.limit))
    except ArgumentError as error:
        raise RunError(f"--limit: {error}") from error


def _site(name: str, option: str) -> SiteModel:
    try:
        return SiteModel.load(name)
    except OSError as error:
        raise RunError(f"{option}: {name}: {_os_fault(error, name)}") from error
    except SiteFileError as error:
        raise RunError(f"{option}: {error}") from error


def _read(name: str, limit: int) -> bytes:
    """The page's bytes, never many more than the cleaner will take."""
    if name == "-":
        return sys.stdin.buffer.read(limit + 1)
    with open(name, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise TooLarge(size, limit, "bytes")
        return file.read(limit + 1)


# ---- what goes to standard error ----------------------------------------------------------------


class _Report:
    """One line for each fault or doubt, and a count for a person who waits for many files."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total, self._quiet = total, quiet
        self._done = 0
        self._counting = total > _MANY and not quiet and sys.stderr.isatty()

    @contextmanager
    def faults_of(self, name: str) -> Iterator[None]:
        """Whatever a page raises becomes one line, and the others go on."""
        try:
            yield
        except OSError as error:
            self._line(name, _os_fault(error, name))
        except ScrapecleanError as error:
            self._line(name, str(error))
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            self._line(name, f"unexpected {fault}: a fault of scrapeclean, please report it")

    def warnings_of(self, name: str, article: Article) -> None:
        """The article's doubts, in short."""
        if article.status != "ok":
            self.doubt(name, f"the status is {article.status}")
        for warning in article.warnings[:_SHOWN_WARNINGS]:
            self.doubt(name, warning if len(warning) <= 160 else warning[:159] + "…")
        if len(article.warnings) > _SHOWN_WARNINGS:
            self.doubt(name, f"and {len(article.warnings) - _SHOWN_WARNINGS} more")

    def doubt(self, name: str, warning: str) -> None:
        """A warning about a file."""
        if not self._quiet:
            self._line(name, f"warning: {warning}")

    def count(self) -> None:
        """One more file is done."""
        self._done += 1
        if self._counting:
            sys.stderr.write(f"\r{self._done} of {self._total} files")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave a clean line behind."""
        if self._counting and self._done:
            sys.stderr.write("\n")

    def _line(self, name: str, message: str) -> None:
        if self._counting:
            sys.stderr.write("\r\x1b[K")
        _say(f"{'standard input' if name == '-' else name}: {message}")


def _os_fault(error: OSError, name: str) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if os.path.isdir(name):
        return "is a folder: name the files in it"
    return f"cannot be read: {error.strerror or error}"


def _say(message: str) -> None:
    sys.stderr.write(f"scrapeclean: {printable(message)}\n")


# ---- usage --------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and not the whole usage before it."""

    def error(self, message: str) -> NoReturn:
        self.exit(_CANNOT_RUN, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    style = argparse.RawDescriptionHelpFormatter
    parser = _Parser(
        prog="scrapeclean",
        description="Turns scraped article pages, HTML or flattened text, into clean articles.",
        epilog=_MAIN_HELP,
        formatter_class=style,
    )
    parser.add_argument("--version", action="version", version=f"scrapeclean {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, does: str, epilog: str) -> argparse.ArgumentParser:
        description = f"{does[0].upper()}{does[1:]}."
        return commands.add_parser(
            name, help=does, description=description, epilog=epilog, formatter_class=style
        )

    extract = command("extract", "clean pages", _EXTRACT_HELP)
    _add_files(extract)
    _add_page_options(extract)
    extract.add_argument(
        "--format", choices=tuple(FORMATS), default="json",
        help="json: everything; text: the body alone; markdown, html: title and body",
    )  # fmt: skip
    extract.add_argument(
        "-o", "--output", metavar="OUT", help="a file, or a folder (existing, or ending in /)"
    )
    extract.set_defaults(run=_checked(extract))

    explain = command("explain", "show where each line of a page went, and why", _EXPLAIN_HELP)
    explain.add_argument("file", metavar="FILE", help="a page; - for standard input")
    _add_page_options(explain)
    explain.set_defaults(run=_explain)

    learn = command("learn-site", "learn what recurs on the pages of one site", _LEARN_HELP)
    _add_files(learn)
    _add_reading_options(learn)
    learn.add_argument("-o", "--output", metavar="OUT", required=True, help="the file to write")
    learn.add_argument("--update", action="store_true", help="go on from what OUT holds already")
    learn.set_defaults(run=_learn_site, site=None)

    add_batch(command("batch", "clean whole dumps on all cores, losing nothing", ""))

    schema = commands.add_parser("schema", help="print the JSON Schema of the article")
    schema.set_defaults(run=_schema)
    return parser


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="a page; - for standard input")
    command.add_argument("-q", "--quiet", action="store_true", help="show no warnings, no count")


def _add_page_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--url", help="the page's address")
    command.add_argument(
        "--site", metavar="FILE", help="what `learn-site` found out about the page's site"
    )
    _add_reading_options(command)


def _add_reading_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--kind", choices=("html", "text"), help="do not guess what the input is")
    command.add_argument(
        "--content-type", metavar="HEADER", help="the HTTP Content-Type that came with it"
    )
    command.add_argument(
        "--limit", metavar="NAME=N", action="append", default=[],
        help="what a page may cost: size=64M, depth=512, blocks=100k, seconds=N; may be repeated",
    )  # fmt: skip
    command.add_argument(
        "--plugin", metavar="NAME", action="append", default=[],
        help="an installed extractor to put at the end of the recipe; may be repeated",
    )  # fmt: skip


def _checked(extract: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        if options.url is not None and len(options.files) > 1:
            extract.error("--url belongs to one page: give one FILE with it")
        if options.files.count("-") > 1:
            extract.error("standard input can be read only once")
        return _extract(options)

    return run
