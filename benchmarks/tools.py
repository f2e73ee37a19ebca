"""The tools that are compared: scrapeclean and its peers, each at its best fair setting.

Every tool gets the page's bytes and address and returns an `Answer`. Peers that only take text get
it decoded as a browser would at first sight (`decode`). A field that a tool does not offer is not
scored. A tool is imported when it is first used; one that is not installed is left out, by name.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True)
class Tool:
    """A tool: the module that must be importable, how it is called, what it offers."""

    module: str
    run: Callable[[bytes, str | None], Answer]
    offers: frozenset[str]


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
    )


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


_ARTICLE = frozenset({"text", "title", "date", "authors"})

TOOLS: dict[str, Tool] = {
    "scrapeclean": Tool("scrapeclean", scrapeclean, _ARTICLE | {"chrome"}),
    "trafilatura": Tool("trafilatura", trafilatura, _ARTICLE),
    "trafilatura-fast": Tool("trafilatura", trafilatura_fast, _ARTICLE),
    "readability-lxml": Tool("readability", readability, _ARTICLE - {"date"}),
    "newspaper4k": Tool("newspaper", newspaper, _ARTICLE),
    "resiliparse": Tool("resiliparse", resiliparse, frozenset({"text"})),
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
        (here if _importable(TOOLS[name].module) else missing).append(name)
    return here, missing


def _importable(module: str) -> bool:
    # A folder without code is importable as a namespace: ask for a file.
    found = importlib.util.find_spec(module)
    return found is not None and found.origin is not None


def quiet() -> None:
    """Silences logs and warnings of peers: what they cannot read is counted instead."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
