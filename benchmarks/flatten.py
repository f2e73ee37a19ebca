"""Flattens the corpora's pages in the ways in which dumps are made.

::

    python benchmarks/flatten.py benchmarks/out/flat             # every page, every way
    python benchmarks/flatten.py FOLDER --ways wet,w3m --limit 40

==============  ================================================================================
``soup``        BeautifulSoup's ``get_text("\\n")``: a line for every piece of text
``wet``         a line a block element, as in Common Crawl's WET files
``inscriptis``  laid out as text by inscriptis
``html2text``   Markdown by html2text, wrapped at 78
``oneline``     lxml's ``text_content()``, white space squashed: the page is one line
``w3m``         ``w3m -dump``: what a terminal's browser shows, wrapped at 80
==============  ================================================================================

Flattened pages are kept as FOLDER/WAY/CORPUS/ID.txt. A way whose program is missing is left out
with a word (the extra ``bench`` brings inscriptis and html2text; w3m is a program of its own).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from lxml import html as lxml_html

import corpora
from scrapeclean.decode import decode

CORPORA = ("fundus-dev", "wcxb-dev", "news-roles-dev")
"""Those whose gold holds whole bodies."""
DEFAULT = Path(__file__).parent / "out" / "flat"
_WIDTH = 78
_TERMINAL = 80
_SECONDS = 30
_NOT_SHOWN = ("script", "style", "noscript", "template")
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "nav", "ol",
    "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul", "br",
})  # fmt: skip


def soup(page: str) -> str:
    """BeautifulSoup: every piece of text is a line."""
    from bs4 import BeautifulSoup  # slow to import, and not every way needs it

    return BeautifulSoup(page, "lxml").get_text("\n")


def wet(page: str) -> str:
    """A line a block element; what is inline stays together."""
    pieces: list[str] = []
    for event, node in _walk(_tree(page)):
        ends = node.tag in _BLOCKS
        if event == "start":
            pieces += ["\n" if ends else "", (node.text or "").replace("\n", " ")]
        else:
            pieces += ["\n" if ends else "", (node.tail or "").replace("\n", " ")]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def inscriptis(page: str) -> str:
    """Laid out as text, lists marked, tables aligned."""
    import inscriptis as library  # an optional peer

    return str(library.get_text(page))


def html2text(page: str) -> str:
    """Markdown with inline links, wrapped."""
    import html2text as library  # an optional peer

    return str(library.html2text(page, bodywidth=_WIDTH))


def oneline(page: str) -> str:
    """All text in one line: no element leaves a trace."""
    return " ".join(_tree(page).text_content().split())


def w3m(page: str) -> str:
    """A terminal's browser."""
    options = ["-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", str(_TERMINAL)]
    shown = subprocess.run(
        ["w3m", *options], input=page.encode(), capture_output=True, check=True, timeout=_SECONDS
    )
    return shown.stdout.decode("utf-8", "replace")


WAYS: dict[str, Callable[[str], str]] = {
    "soup": soup, "wet": wet, "inscriptis": inscriptis, "html2text": html2text,
    "oneline": oneline, "w3m": w3m,
}  # fmt: skip
"""The ways, by name."""


def available(wanted: str | None = None) -> list[str]:
    """The ways that can be had here, in order; a word for each that cannot.

    Raises:
        ValueError: one of those wanted (separated by commas) is unknown.
    """
    names = wanted.split(",") if wanted else list(WAYS)
    unknown = [name for name in names if name not in WAYS]
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)} (there are {', '.join(WAYS)})")
    here = {
        "inscriptis": importlib.util.find_spec("inscriptis"),
        "html2text": importlib.util.find_spec("html2text"),
        "w3m": shutil.which("w3m"),
    }
    for name in names:
        if not here.get(name, True):
            print(f"not installed, left out: {name}", file=sys.stderr)
    return [name for name in names if here.get(name, True)]


def golds(root: Path, limit: int | None = None) -> list[corpora.Gold]:
    """The pages with a whole body as gold; `limit` for each corpus and kind.

    Raises:
        corpora.MissingCorporaError: there are none.
    """
    found = [gold for gold in corpora.load(root) if gold.corpus in CORPORA and gold.text]
    return corpora.sample(found, limit)


def kept(gold: corpora.Gold, way: str, folder: Path) -> Path:
    """Where a flattened page is kept."""
    return folder / way / gold.corpus / f"{gold.id.replace('/', '_')}.txt"


def flattened(gold: corpora.Gold, way: str, folder: Path) -> str | None:
    """A page flattened, from the folder if it is there; None if that way failed on it."""
    file = kept(gold, way, folder)
    if not file.exists():
        try:
            text = WAYS[way](decode(gold.read()).text)
        except Exception as fault:  # a peer may raise anything on a page; others go on
            print(f"{way} failed on {gold.corpus}/{gold.id}: {fault!r:.120}", file=sys.stderr)
            return None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", "surrogateescape", newline="\n")
    return file.read_text("utf-8", "surrogateescape")


def _tree(page: str) -> lxml_html.HtmlElement:
    """Parsed from bytes: a declared encoding must not contradict a str."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    for node in list(tree.iter(*_NOT_SHOWN)):
        with contextlib.suppress(AttributeError):  # the root itself
            node.drop_tree()
    return tree


def _walk(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, lxml_html.HtmlElement]]:
    from lxml import etree  # only its walker

    for event, node in etree.iterwalk(tree, events=("start", "end")):
        if isinstance(node.tag, str):
            yield event, node


def main(arguments: list[str] | None = None) -> int:
    """Flattens; 0 unless an argument is wrong (2)."""
    options = _options().parse_args(arguments)
    try:
        pages = golds(options.corpus, options.limit)
        ways = available(options.ways)
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    except ValueError as fault:
        print(f"flatten.py: {fault}", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(options.jobs) as pool:
        for way in ways:
            flatten = partial(flattened, way=way, folder=options.folder)
            made = sum(text is not None for text in pool.map(flatten, pages, chunksize=8))
            print(f"{way}: {made} of {len(pages)} pages", flush=True)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("folder", type=Path, nargs="?", default=DEFAULT, help="where the flattened pages are kept")
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--ways", help=f"comma-separated; default: {','.join(WAYS)}")
    add("--limit", type=int, help="at most so many pages of each corpus and kind, evenly spread")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
