"""Is the structure of an article whole? Properties checked on every page of the corpora.

::

    python benchmarks/structure.py                 # all pages: a table of properties
    python benchmarks/structure.py --limit 20      # 20 pages of each corpus and kind
    python benchmarks/structure.py --show 5        # the first so many violations of each property
    python benchmarks/structure.py --ways soup,wet # `placed` alone, on flattened pages

order
    Every line of the body is a part of the page's text, and the lines come in the page's order.
glued
    No word of the body is two words of the page without the blank between them.
once
    No piece of the page stands twice in the body.
markdown
    markdown-it-py reads the blocks, levels, texts, links and code back from our Markdown.
safe
    Our HTML holds known elements and attributes only, well nested, and no address that runs.
again
    Our HTML, segmented and composed anew, gives the same text.
placed
    Every text of the page stands somewhere in the article: body, field, list, widget, `removed`;
    an entry of a list by its name, which a label or a day may stand beside; a caption parted from
    its credit, whose label goes; the head of a comment as its author and date.

Exit code 1 if a property fails on any page; without corpora: a word, and exit 0.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import corpora
import flatten
import roundtrip
from report import Table
from scrapeclean import Article, Cleaner, Document, ScrapecleanError
from scrapeclean.assemble import assemble, place_blocks
from scrapeclean.compose import compose_body
from scrapeclean.credits import split_credit
from scrapeclean.model import Role
from scrapeclean.render import safe_url, text_of
from scrapeclean.segment.html import segment_html
from scrapeclean.shape import squash

_VOID = frozenset({"br", "hr", "img"})
_ELEMENTS = frozenset(
    [
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "a",
        "em",
        "strong",
        "code",
        "sub",
        "sup",
        "del",
        "ins",
        "mark",
        "kbd",
        "br",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "pre",
        "blockquote",
        "cite",
        "small",
        "hr",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "img",
        "section",
        "math",
        "semantics",
        "annotation",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "mspace",
        "mrow",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "merror",
        "mpadded",
        "mphantom",
        "menclose",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mtable",
        "mtr",
        "mtd",
        "mlabeledtr",
        "mfenced",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "lang",
        "dir",
        "href",
        "rel",
        "src",
        "alt",
        "cite",
        "class",
        "start",
        "id",
        "role",
        "colspan",
        "rowspan",
        "display",
        "encoding",
    ]
)
HEAD_OF_COMMENT = 80
"""Characters of a line that may name who wrote a comment, and when."""
_RUNS = re.compile(r"\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def main(arguments: list[str] | None = None) -> int:
    """Checks; 1 if anything is violated."""
    options = _options().parse_args(arguments)
    try:
        golds = corpora.sample(corpora.load(options.corpus), options.limit)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    if options.ways:
        return _check_flattened(options)
    pages, counts, shown = 0, Counter(dict.fromkeys(PROPERTIES, 0)), Counter[str]()
    for gold in golds:
        if gold.corpus == corpora.CHROME:  # the same pages once more
            continue
        try:
            found = violations(gold.read(), gold.url)
        except ScrapecleanError:
            continue
        pages += 1
        for name, words in found:
            counts[name] += 1
            if shown[name] < options.show:
                shown[name] += 1
                print(f"{name}: {gold.corpus}/{gold.id}: {words}", flush=True)
    rows = [[name, str(pages), str(counts[name])] for name in PROPERTIES]
    table = Table("Structure", ["property", "pages", "violations"], rows)
    print(table.markdown() if options.markdown else table.plain())
    return int(any(counts.values()))


def _check_flattened(options: argparse.Namespace) -> int:
    """The lines of flattened pages: each way of flattening, and what is nowhere to be read."""
    cleaner, rows, any_lost = Cleaner(), [], False
    golds = flatten.golds(options.corpus, options.limit)
    for way in flatten.available(options.ways):
        pages = blocks = lost = 0
        for gold in golds:
            text = flatten.flattened(gold, way, options.folder)
            if text is None:
                continue
            try:
                document = cleaner.segment(text, kind="text")
            except ScrapecleanError:
                continue
            tally = cleaner.judge(document)
            pages, blocks = pages + 1, blocks + len(document.blocks)
            places = place_blocks(document, tally).places
            words = _placed(document, assemble(document, tally), places)
            lost += bool(words)
            if words and lost <= options.show:
                print(f"placed: {gold.corpus}/{gold.id} ({way}): {words}", flush=True)
        rows.append([way, str(pages), str(blocks), str(lost)])
        any_lost = any_lost or lost > 0
    table = Table("Placed", ["way", "pages", "blocks", "pages with a lost block"], rows)
    print(table.markdown() if options.markdown else table.plain())
    return int(any_lost)


def violations(page: bytes, url: str | None) -> Iterator[tuple[str, str]]:
    """Properties that do not hold for a page, and the first place where."""
    cleaner = Cleaner()
    document = cleaner.segment(page, url=url)
    tally = cleaner.judge(document)
    article = assemble(document, tally)
    places = place_blocks(document, tally).places
    for name, check in PROPERTIES.items():
        words = check(document, article, places)
        if words:
            yield name, words


# ---- properties -------------------------------------------------------------------------------


def _order(document: Document, article: Article, places: Sequence[str]) -> str:
    """Letter by letter: the body is a subsequence of the page."""
    there = "".join("".join(block.text.split()) for block in document.blocks)
    position = 0
    for line in _lines(article):
        squeezed = "".join(line.split())
        for word in line.split():
            found = there.find(word, position)
            if found < 0:
                return f"{word!r} of {squeezed[:60]!r} comes too early, or never"
            position = found + len(word)
    return ""


def _glued(document: Document, article: Article, places: Sequence[str]) -> str:
    words = {word for block in document.blocks for word in block.text.split()}
    for line in _lines(article):
        for word in line.split():
            if word not in words and not any(word in other for other in words):
                return repr(word)
    return ""


def _once(document: Document, article: Article, places: Sequence[str]) -> str:
    """No more letters in the body than in the blocks of the page that it was made of."""
    body = sum(
        len("".join(block.text.split()))
        for block in document.blocks
        if places[block.position] == "blocks"
    )
    mine = sum(len("".join(line.split())) for line in _lines(article))
    return f"{mine} letters of {body}" if mine > body else ""


def _markdown(document: Document, article: Article, places: Sequence[str]) -> str:
    return roundtrip.compare(article.title, article.blocks, article.to_markdown())


def _safe(document: Document, article: Article, places: Sequence[str]) -> str:
    reader = _Reader()
    reader.feed(article.to_html())
    reader.close()
    if reader.open:
        reader.faults.append(f"never closed: {reader.open}")
    return "; ".join(reader.faults[:1])


def _again(document: Document, article: Article, places: Sequence[str]) -> str:
    """Everything in our HTML is body, but the title and the captions of pictures."""
    again = segment_html(article.to_html())
    titled = bool(article.title)
    roles: list[Role] = ["body"] * len(again.blocks)
    if titled and again.blocks and again.blocks[0].level == 1:
        roles[0] = "title"
    links = {block.alt or safe_url(block.url) for block in article.blocks if block.kind == "embed"}
    kept = [
        block.text if block.text not in links else "" for block in compose_body(again, roles).blocks
    ]
    first = [block for block in article.blocks if block.text not in links]
    one, other = _squeezed(text_of(first)), "".join(map(_squeezed, _with_parts(again, roles, kept)))
    if one == other:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    at = min(len(one), len(other)) if at < 0 else at
    return f"{one[max(at - 30, 0) : at + 30]!r} became {other[max(at - 30, 0) : at + 30]!r}"


def _with_parts(again: Document, roles: Sequence[Role], kept: Sequence[str]) -> Iterator[str]:
    for block, text in zip(compose_body(again, roles).blocks, kept, strict=True):
        if block.kind == "table":
            yield block.caption
        yield text
        yield block.source


def _placed(document: Document, article: Article, places: Sequence[str]) -> str:
    held = "\n".join(map(squash, _strings(article.model_dump(mode="json"))))
    groups = (*article.related, *article.ranking, *article.recommendation, *article.latest)
    names = {squash(link.name) for group in groups for link in group.links}

    def is_held(text: str, place: str) -> bool:
        plain = squash(text)
        if plain in held or any(name in plain for name in names):
            return True
        if place == "comments" and len(text) <= HEAD_OF_COMMENT:
            return True
        caption, credit = split_credit(text)
        return bool(credit) and squash(caption) in held and squash(credit) in held

    placed = zip(document.blocks, places, strict=True)
    lost = [block.text for block, place in placed if not is_held(block.text, place)]
    return f"{len(lost)} lost, the first: {lost[0][:80]!r}" if lost else ""


def _strings(value: object) -> Iterator[str]:
    """Every text in what JSON can hold."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _lines(article: Article) -> list[str]:
    """The lines of the text; a table's caption can stand below it on the page."""
    return text_of(block.model_copy(update={"caption": ""}) for block in article.blocks).split("\n")


def _squeezed(text: str) -> str:
    return "".join(text.split())


PROPERTIES: dict[str, Callable[[Document, Article, Sequence[str]], str]] = {
    "order": _order,
    "glued": _glued,
    "once": _once,
    "markdown": _markdown,
    "safe": _safe,
    "again": _again,
    "placed": _placed,
}


class _Reader(HTMLParser):
    """Collects what must not be in our HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.faults.append(f"<{tag}>")
        if tag not in _VOID:
            self.open.append(tag)
        formula = "math" in self.open
        for key, value in attrs:
            if key not in _ATTRIBUTES and (not formula or key.startswith("on")):
                self.faults.append(f"<{tag} {key}>")
            if key in ("href", "src", "cite") and _RUNS.match(value or ""):
                self.faults.append(f"{key}={value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> ends nothing")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--limit", type=int, help="at most so many pages of each corpus and kind, evenly spread")
    add("--ways", help="check flattened pages instead: names of `flatten`, parted by commas")
    add("--folder", type=Path, default=flatten.DEFAULT, help="where flattened pages are kept")
    add("--show", type=int, default=0, metavar="N", help="print N violations of each property")
    add("--markdown", action="store_true", help="print a Markdown table")
    return parser


if __name__ == "__main__":
    sys.exit(main())
