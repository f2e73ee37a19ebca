"""Who wrote it, by what is printed: wording, names of elements, links, and the date beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from ..dates import parse_date
from ..editors import introduces_editors, without_editors
from ..introductions import introduces_names, introducing_lines
from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..model import Block, Claim, Document, Property
from ..page_text import page_text
from ..parts import Author
from ..people import byline_authors, plain_names, signed_name
from ..shape import is_prose, squash
from ._author_signs import author_signs

_LONGEST = 200  # characters of a line that is a byline
_MOST_BOXES = 3  # elements far from the headline that are named after an author
_MOST_SIGNED = 2  # lines far from the headline that say who wrote something
_LONGEST_LABEL, _LONGEST_NAMES = 30, 80  # characters
_LINE = 10_000  # characters of a block in which editors are looked for: a whole page may be one
_DENSE_LABEL = lazy_regex(r"\s(?=\p{Han}{2,6}：)")
_SIGNED = 0.4
_BYLINE, _BIO = "byline", "author_bio"
_NOT_THE_ARTICLES = ("comments", "related", "ranking", "recommendation", "latest", "footer")


def worded_authors(doc: Document, block: Block) -> Iterator[Claim]:
    """The wording says who ("By …"), in a line or behind a label of its own if there are many."""
    if is_prose(block.text):
        return
    authors = byline_authors(block.text)
    if not authors:
        authors = next(filter(None, map(byline_authors, _lines(block))), ())
    yield from _claim(doc, authors, "byline:worded", block)


def _lines(block: Block) -> list[str]:
    """The lines that ``<br>`` parts, or the labelled parts of a Chinese or Japanese line."""
    cuts = [mark.start for mark in block.marks if mark.kind == "br"]
    if not cuts and "：" in block.text:
        cuts = [found.start() for found in _DENSE_LABEL.finditer(block.text)]
    ends = zip([0, *cuts], [*cuts, len(block.text)], strict=True)
    return [block.text[start:end] for start, end in ends] if cuts else []


def shown_authors(doc: Document, block: Block, beside: Sequence[Block]) -> Iterator[Claim]:
    """A name by itself, near the headline, where something else tells that it is the author's.

    Args:
        doc: the page.
        block: the line.
        beside: the lines before and behind it.
    """
    if len(block.text) > _LONGEST or is_prose(block.text) or block.kind == "heading":
        return
    if doc.kind == "text":  # no link, no name of an element: nothing tells
        return
    if doc.containers[block.container].tag == "button":  # what it does, not who wrote
        return
    if beside[0] is not block and introduces_editors(beside[0].text):
        return
    groups = doc.groups[block.container]
    written = without_editors(block.text)
    linked = [
        link for link in block.links
        if _leads_to_person(link.url) and block.text[link.start : link.end] in written
    ]  # fmt: skip
    for link in linked:
        name = block.text[link.start : link.end]
        yield from _claim(doc, plain_names(name), "byline:linked", block)
    if len(linked) > 1:
        names = "; ".join(block.text[link.start : link.end] for link in linked)
        yield from _claim(doc, plain_names(names), "byline:linked", block)
    if block.text.isascii() and " " not in block.text:
        return  # a name by itself has two words
    if _BYLINE in groups:
        source = "byline:named"
    elif parse_date(block.text) is not None:
        source = "byline:dated"
    elif any(parse_date(other.text[:_LONGEST]) for other in beside):
        source = "byline:beside a date"
    else:
        return  # as most: a name alone could be anybody's
    yield from _claim(doc, plain_names(block.text), source, block)


def labelled_authors(doc: Document, label: Block | None, block: Block) -> Iterator[Claim]:
    """A line that is names alone, under a line that is nothing but their label ("Written by")."""
    if label is None or len(label.text) > _LONGEST_LABEL or len(block.text) > _LONGEST_NAMES:
        return
    if introduces_names(label.text):
        authors = byline_authors(f"{label.text} {block.text}")
        yield from _claim(doc, authors, "byline:under a label", block)


def signed_authors(doc: Document, beyond: frozenset[int]) -> Iterator[Claim]:
    """Lines anywhere that say plainly who wrote the page: the first few.

    Args:
        doc: the page.
        beyond: positions of the blocks that are read as lines around the headline.
    """
    found = 0
    label: Block | None = None  # the line before, if it introduces names
    elsewhere: dict[int, bool] = {}
    page, before = page_text(doc), -1
    for block, is_bare, is_plain in zip(page.blocks, *introducing_lines(page), strict=True):
        if block.position > before + 1:
            label = None  # a picture stands between
        before = block.position
        if block.hidden or len(block.text) > _LONGEST:
            label = None
            continue
        may = (label is not None or is_plain) and block.position not in beyond
        claims = list(_signed(doc, label, block)) if may else []
        label = block if is_bare and len(block.text) <= _LONGEST_LABEL else None
        if claims and not _lies_elsewhere(doc, block.container, elsewhere):
            found += 1
            yield from claims
        if found == _MOST_SIGNED:
            return


def _signed(doc: Document, previous: Block | None, block: Block) -> Iterator[Claim]:
    claims = [*labelled_authors(doc, previous, block)]
    if introduces_names(block.text, plainly=True):
        claims += worded_authors(doc, block)
    for claim in claims:
        yield claim._replace(source="byline:signed", confidence=_SIGNED)


def named_authors(doc: Document) -> Iterator[Claim]:
    """Elements anywhere that are named after an author: the first few that hold a name."""
    found = 0
    elsewhere: dict[int, bool] = {}
    lines: dict[int, tuple[str, str]] = {}
    for prop in doc.properties:
        if prop.name != "class:author" or not prop.text:
            continue
        if _lies_elsewhere(doc, prop.container, elsewhere) or _edited(doc, prop, lines):
            continue
        authors = plain_names(prop.text) or byline_authors(prop.text) or signed_name(prop.text)
        if authors:
            found += 1
            sign = "in a bio" if _BIO in doc.groups[prop.container] else "in a byline"
            signs = (sign, *author_signs(authors, doc))
            yield Claim("authors", authors, 0.5, f"named:{found}", prop.text, (), signs)
        if found == _MOST_BOXES:
            return


def _edited(doc: Document, prop: Property, known: dict[int, tuple[str, str]]) -> bool:
    """Whether what is named after an author stands in the credit of an editor.

    Args:
        doc: the page.
        prop: what is named so.
        known: by block the beginning of its text, and that without such credits.
    """
    if prop.block not in known:
        around = doc.blocks[prop.block].text[:_LINE] if prop.block < len(doc.blocks) else ""
        known[prop.block] = around, without_editors(around)
    around, rest = known[prop.block]
    return prop.text in around and prop.text not in rest


def _lies_elsewhere(doc: Document, container: int, known: dict[int, bool]) -> bool:
    """Whether a container is in one that is named after comments, lists or the footer."""
    if not doc.groups:
        return False
    if container not in known:
        around = set().union(*(doc.groups[at] for at in doc.ancestors(container)))
        known[container] = not around.isdisjoint(_NOT_THE_ARTICLES)
    return known[container]


def _leads_to_person(url: str) -> bool:
    try:
        steps = urlsplit(url.casefold()).path.split("/")
    except ValueError:
        return False
    return not set(steps[:-1]).isdisjoint(load("people")["address_parts"])


def _claim(
    doc: Document, authors: tuple[Author, ...], source: str, block: Block
) -> Iterator[Claim]:
    if authors:
        linked = {squash(block.text[link.start : link.end]): link.url for link in block.links}
        with_urls = tuple(
            author.model_copy(update={"url": linked.get(squash(author.name)) or None})
            for author in authors
        )
        signs = author_signs(authors, doc)
        yield Claim("authors", with_urls, 0.6, source, block.text, (block.position,), signs)
