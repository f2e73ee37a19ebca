"""Further articles and readers' comments on the page, by the structure that they repeat.

Elements that stand side by side and are marked up alike are units of a stream. If each has a
headline and running text, and one headline is the page's own, the others are further articles; if
each has free text, and most have a control to answer it or, where they are named so, a date or a
signature ("Jane said:"), they are comments.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..controls import is_answer_control, is_signature, says_when
from ..lazy_patterns import lazy_re
from ..lexicon import load
from ..model import Block, Claim, Document, SoFar, Vote
from ..outline import is_running_text, outline, running_text
from ..page_type import page_types
from ..parts import OtherArticle
from ..shape import letters, squash

_NO_UNITS = frozenset({"p", "td", "th", "tr"})
_DIGITS = lazy_re(r"\d+")
_DATE_LINE = 60  # characters of a line that gives no more than who and when
_FREE_TEXT = 20  # letters of the shortest comment
_ARTICLE = 200  # letters of running text that an article has; without, a thread is the content
_LIKELY = 0.75  # probability of an article; there what is named for comments is no content
_DEEPEST = 64  # nesting of streams; what lies deeper would be read once a level
_REASON, _START = 40, 160  # letters shown of a headline in a reason, of a text
_NAME = 10  # letters of a headline that can be told from others


class _Unit(NamedTuple):
    blocks: Sequence[Block]
    prose: float
    headline: str
    level: int
    """Of the headline, 1 to 6."""
    first: int
    """Position of the headline's block, which tells a unit from the element around it."""


class Threads:
    """Votes for further articles and for comments, on HTML pages that most likely are articles."""

    name = "threads"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"body", "comments", "other_article", "other_articles"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        types = page_types(doc)
        if not types or max(types, key=types.__getitem__) != "article":
            return  # there, a thread or a row of parts may be the page's content
        titles = {squash(str(claim.value)) for claim in so_far.claims("title")[:2]}
        weights = load("threads")["weights"]
        start = _prose_start(doc)
        told: set[int] = set()
        for stream in _streams(doc):
            units = [_unit(doc, index) for index in stream]
            own = _own_article(units, titles)
            if own is not None:
                for unit in _further(units, units[own]):
                    if unit.first not in told:
                        told.add(unit.first)
                        yield from _votes_for_other(unit, weights["other_article"])
                        yield _claim_of_other(unit)
            elif units[0].blocks[0].position > start and _has_free_text(units):
                named = types["article"] > _LIKELY and _is_named(doc, stream[0])
                sign = _sign_of_comments(doc, units, named=named)
                yield from _votes_for_comments(units, weights["comments"], sign, named=named)


def _votes_for_comments(
    units: Sequence[_Unit], weight: float, sign: str, *, named: bool
) -> Iterator[Vote]:
    """Against the body too where they are named so: they may be most of the page's text."""
    reason = f"one of {len(units)} alike with free text and {sign}"
    for block in (block for unit in units for block in unit.blocks if sign):
        yield Vote(block.position, "comments", weight, reason)
        if named:
            yield Vote(block.position, "body", -weight, reason)


def _votes_for_other(unit: _Unit, weight: float) -> Iterator[Vote]:
    """Against the body too: most of the page's text may be other articles'."""
    reason = f"a further article, like the page's own: {unit.headline[:_REASON]}"
    for block in unit.blocks:
        yield Vote(block.position, "other_article", weight, reason)
        yield Vote(block.position, "body", -weight, reason)


def _claim_of_other(unit: _Unit) -> Claim:
    heading = next(block for block in unit.blocks if block.kind == "heading")
    first = next(block for block in unit.blocks if is_running_text(block))
    found = OtherArticle(
        title=unit.headline,
        url=next((link.url for link in heading.links if link.url), None),
        start=textwrap.shorten(first.text, _START, placeholder=" …"),
    )
    blocks = tuple(block.position for block in unit.blocks)
    return Claim("other_articles", found, 0.9, "text", unit.headline, blocks)


def _prose_start(doc: Document) -> int:
    """The block with which an article's worth of running text has been read."""
    prose, runs = 0.0, running_text(doc)
    for block in doc.blocks:
        if runs[block.position]:
            prose += letters(block.text)
            if prose >= _ARTICLE:
                return block.position
    return len(doc.blocks)


def _streams(doc: Document) -> Iterator[list[int]]:
    """Containers that are marked up alike, two or more: side by side, or as articles anywhere."""
    prose = outline(doc).prose
    chars = outline(doc).chars
    beside: dict[tuple[int, str], list[int]] = {}
    articles: list[int] = []
    for index in [at for at, size in enumerate(chars) if size >= _FREE_TEXT]:  # few
        container = doc.containers[index]
        if container.depth > _DEEPEST or container.tag in _NO_UNITS:
            continue
        beside.setdefault((container.parent, container.tag), []).append(index)
        if container.tag == "article" and (not articles or doc.subtree_end(articles[-1]) <= index):
            articles.append(index)
    groups: dict[tuple[int, str, str], list[int]] = {}
    several = [index for alike in beside.values() if len(alike) > 1 for index in alike]
    for index in sorted(several):
        container = doc.containers[index]
        shape = container.parent, container.tag, _DIGITS.sub("", container.classes)
        groups.setdefault(shape, []).append(index)
    streams = list(groups.values())
    if articles not in streams:
        streams.append(articles)
    for stream in streams:
        if len(stream) > 1 and any(prose[index] for index in stream):
            yield stream


def _unit(doc: Document, index: int) -> _Unit:
    blocks = [block for block in doc.blocks_in(index) if block.text]
    runs = running_text(doc)
    prose = sum([letters(block.text) for block in blocks if runs[block.position]], 0.0)
    heads = (block for block in blocks if block.kind == "heading")
    head = next(heads, None)
    named = (head.text, head.level, head.position) if head else ("", 0, -1)
    return _Unit(blocks, prose, *named)


def _own_article(units: Sequence[_Unit], titles: set[str]) -> int | None:
    """The unit that has the page's own headline, if others are articles too."""
    for at, unit in enumerate(units):
        name = squash(unit.headline)
        if len(name) >= _NAME and name in titles and _is_article(unit):
            return at
    return None


def _further(units: Sequence[_Unit], own: _Unit) -> Iterator[_Unit]:
    for unit in units:
        if unit is not own and unit.level == own.level and _is_article(unit) and _is_further(unit):
            yield unit


def _is_article(unit: _Unit) -> bool:
    return bool(unit.headline) and unit.prose >= _ARTICLE


def _is_further(unit: _Unit) -> bool:
    """Whether it has a link or a date of its own: a section of the same article has neither."""
    heading = next(block for block in unit.blocks if block.kind == "heading")
    return bool(heading.links) or any(_is_date_line(block.text) for block in unit.blocks)


def _has_free_text(units: Sequence[_Unit]) -> bool:
    return all(
        any(b.link_density < 0.3 and letters(b.text) >= _FREE_TEXT for b in unit.blocks)
        for unit in units
    )


def _is_named(doc: Document, index: int) -> bool:
    """Whether an element or the one around it is named for comments.

    Where these are most of a page's text, no name that covers them is believed elsewhere.
    """
    around = max(doc.containers[index].parent, 0)
    return "comments" in doc.groups[index] | doc.groups[around]


def _sign_of_comments(doc: Document, units: Sequence[_Unit], *, named: bool) -> str:
    """What tells that texts side by side are comments; "" if nothing does."""
    answered = sum(any(map(is_answer_control, unit.blocks)) for unit in units)
    if 2 * answered >= len(units):
        return "a control to answer it"
    if not named:
        return ""
    dated = sum(any(_is_date_line(block.text) for block in unit.blocks) for unit in units)
    if 2 * dated >= len(units):
        return "its date, named for comments"
    signed = sum(any(map(is_signature, _lines_of(doc, unit))) for unit in units)
    return "its signature, named for comments" if 2 * signed >= len(units) else ""


def _lines_of(doc: Document, unit: _Unit) -> Iterator[str]:
    """A unit's lines, after the one above it: ``<dt>Jane said...</dt><dd>…</dd>``."""
    for block in doc.blocks[max(0, unit.blocks[0].position - 1) : unit.blocks[-1].position + 1]:
        yield block.text


def _is_date_line(text: str) -> bool:
    return len(text) < _DATE_LINE and says_when(text)
