"""The tools that are compared: scrapeclean and its peers, each at its best fair setting.

Every tool gets the page's bytes and address and returns an `Answer`. Peers that only take text get
it decoded as a browser would at first sight (`decode`). A field that a tool does not offer is not
scored. A tool is imported when it is first used; one that is not installed is left out, by name.
"""

from __future__ import annotations

import base64
import importlib
import importlib.util
import logging
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import nodejs

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{1,40})", re.I)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
})  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What a tool found on a page."""

    text: str = ""
    title: str | None = None
    date: str | None = None
    """ISO 8601; only the day is looked at."""
    authors: str | tuple[str, ...] | None = None
    groups: dict[str, list[str]] = field(default_factory=dict)
    """Linked headlines by kind of list."""
    breadcrumbs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    confidence: dict[str, float] = field(default_factory=dict)
    """How sure the tool says it is: by field (``body`` too), and of the ``whole``."""
    ms_elsewhere: float = 0.0
    """CPU time that another process spent on it."""


Run = Callable[[bytes, str | None], Answer]


@dataclass(frozen=True)
class Tool:
    """A tool: the module that must be importable, how it is called, what it offers."""

    module: str
    run: Run
    offers: frozenset[str]
    packages: tuple[str, ...] = ()
    """Packages that Node must find."""

    def on(self, domain: str) -> Run:
        """How it is called for pages of a domain: always the same, but for `heldout`."""
        return self.run

    def is_here(self) -> bool:
        """Whether it can be run."""
        # A folder without code is importable as a namespace: ask for a file.
        found = importlib.util.find_spec(self.module)
        importable = found is not None and found.origin is not None
        return importable and (not self.packages or nodejs.has(self.packages))


def decode(page: bytes) -> str:
    """A page as text: byte order mark, declared charset, UTF-8, else Windows-1252."""
    if page.startswith((b"\xff\xfe", b"\xfe\xff")):
        return page.decode("utf-16", "replace")
    declared = _CHARSET.search(page[:4096])
    for encoding in (declared and declared[1].decode("ascii", "replace"), "utf-8-sig"):
        try:
            if encoding:
                return page.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return page.decode("cp1252", "replace")


def scrapeclean(page: bytes, url: str | None) -> Answer:
    """Ours, as `scrapeclean.extract` comes."""
    return answer(importlib.import_module("scrapeclean").extract(page, url=url))


def answer(article: Any) -> Answer:
    """What of a scrapeclean ``Article`` is measured."""
    groups = {
        kind: [link.name for group in getattr(article, kind) for link in group.links]
        for kind in ("related", "ranking", "recommendation", "latest")
    }
    return Answer(
        text=article.text,
        title=article.title,
        date=article.date_published and article.date_published.isoformat(),
        authors=tuple(author.name for author in article.authors),
        groups=groups,
        breadcrumbs=tuple(link.name for link in article.breadcrumbs),
        tags=article.tags,
        confidence=_stated(article),
    )


def _stated(article: Any) -> dict[str, float]:
    """How sure the article says it is; of the body what it says of the whole, unless it tells."""
    known = {field: source.confidence for field, source in article.provenance.items()}
    names = {"title": "title", "date": "date_published", "authors": "authors", "body": "text"}
    stated = {name: known[field] for name, field in names.items() if field in known}
    return {"body": article.confidence, **stated, "whole": article.confidence}


def trafilatura(page: bytes, url: str | None, *, fast: bool = False) -> Answer:
    """Default settings with metadata, without readers' comments (none is in the gold's body)."""
    found = importlib.import_module("trafilatura").bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, fast=fast
    )
    if found is None:
        return Answer()
    return Answer(found.text or "", found.title, found.date, found.author)


def trafilatura_fast(page: bytes, url: str | None) -> Answer:
    """Its fast mode: no second opinion from other algorithms."""
    return trafilatura(page, url, fast=True)


def readability(page: bytes, url: str | None) -> Answer:
    """The summary's text, a line per block; the shortened title; no dates."""
    document = importlib.import_module("readability").Document(page, url=url)
    summary = document.summary(html_partial=True)
    author = document.author()
    return Answer(
        text=block_text(summary),
        title=document.short_title() or None,
        authors=None if author == "[no-author]" else author,
    )


def block_text(html: str) -> str:
    """The text of a piece of HTML, a line per block element."""
    if not html.strip():
        return ""
    lxml_html = importlib.import_module("lxml.html")
    etree = importlib.import_module("lxml.etree")
    pieces: list[str] = []
    events = ("start", "end", "comment", "pi")
    for event, node in etree.iterwalk(lxml_html.fromstring(html), events=events):
        # Of a comment only what follows it is text.
        text = node.text if event == "start" else node.tail
        pieces += ["\n" if node.tag in _BLOCKS else "", text or ""]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def newspaper(page: bytes, url: str | None) -> Answer:
    """Parsed from the given page; neither pages nor pictures are fetched."""
    module = importlib.import_module("newspaper")
    article = module.Article(url or "http://example.org/", fetch_images=False)
    article.download(input_html=decode(page), ignore_read_more=True)
    article.parse()
    published = article.publish_date
    date = published.isoformat() if hasattr(published, "isoformat") else published
    return Answer(article.text, article.title or None, date or None, tuple(article.authors))


def resiliparse(page: bytes, _url: str | None) -> Answer:
    """Main content without readers' comments; it offers no metadata."""
    encoding = importlib.import_module("resiliparse.parse.encoding")
    tree = importlib.import_module("resiliparse.parse.html").HTMLTree.parse_from_bytes(
        page, encoding.detect_encoding(page, from_html_meta=True) or "utf-8"
    )
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return Answer(
        extract(tree, main_content=True, comments=False, list_bullets=False, alt_texts=False)
    )


def rs_trafilatura(page: bytes, url: str | None) -> Answer:
    """The Python package of the crate's author, default settings without readers' comments."""
    found = importlib.import_module("rs_trafilatura").extract_bytes(
        page, url=url, include_comments=False
    )
    return Answer(found.main_content or "", found.title, found.date, found.author)


def readability_js(page: bytes, url: str | None) -> Answer:
    """Mozilla's own, on jsdom; its article's text, a line per block."""
    question = {"html": base64.b64encode(page).decode(), "url": url}
    found = _readability_js().ask(question)
    return Answer(
        text=block_text(found["content"] or ""),
        title=found["title"],
        date=found["date"],
        authors=found["byline"],
        ms_elsewhere=found["ms"],
    )


@cache
def _readability_js() -> nodejs.Node:
    return nodejs.Node(Path(__file__).with_name("readability.cjs"))


_ARTICLE = frozenset({"text", "title", "date", "authors"})

TOOLS: dict[str, Tool] = {
    "scrapeclean": Tool("scrapeclean", scrapeclean, _ARTICLE | {"chrome"}),
    "trafilatura": Tool("trafilatura", trafilatura, _ARTICLE),
    "trafilatura-fast": Tool("trafilatura", trafilatura_fast, _ARTICLE),
    "readability-lxml": Tool("readability", readability, _ARTICLE - {"date"}),
    "newspaper4k": Tool("newspaper", newspaper, _ARTICLE),
    "resiliparse": Tool("resiliparse", resiliparse, frozenset({"text"})),
    "rs-trafilatura": Tool("rs_trafilatura", rs_trafilatura, _ARTICLE),
    "readability-js": Tool("lxml", readability_js, _ARTICLE, ("@mozilla/readability", "jsdom")),
}


def installed(wanted: list[str] | None = None) -> tuple[list[str], list[str]]:
    """The wanted tools that can be run, and the others; all tools if none is named.

    Raises:
        ValueError: a name that is no tool's.
    """
    unknown = set(wanted or ()) - set(TOOLS)
    if unknown:
        raise ValueError(f"no such tool: {', '.join(sorted(unknown))}; known: {', '.join(TOOLS)}")
    here: list[str] = []
    missing: list[str] = []
    for name in wanted or TOOLS:
        (here if TOOLS[name].is_here() else missing).append(name)
    return here, missing


def quiet() -> None:
    """Silences logs and warnings of peers: what they cannot read is counted instead."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
