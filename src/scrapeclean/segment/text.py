"""Flattened text to `Document`: what a scrape left of a page, line by line.

Each non-blank line ends up in one block (a table row in one block a cell). Most lines are plain
and become a paragraph each; `_openings` tells the others. The lines of a hard-wrapped page are
joined (`_unwrap`), so are those that were cut at inline elements (`_fragments`); a page in one line
is cut into sentences (`_sentences`); one that is evidently Markdown loses its inline marks
(`_markdown`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from scrapeclean.model import Block, BlockKind, Container, Document, Link
from scrapeclean.mojibake import mend
from scrapeclean.segment._fragments import Fragments, find_fragments, joint
from scrapeclean.segment._markdown import Inline, is_markdown, read_inline
from scrapeclean.segment._openings import Opening, find_openings
from scrapeclean.segment._sentences import cut, find_long_lines
from scrapeclean.segment._tex import with_formulas
from scrapeclean.segment._unwrap import Unwrapper, find_wrapping, glue, indent

_OPEN_TARGET = regex.compile(r"\]\(<?(?:https?:/|/|\#)[^\s()<>]*+$")
_CELL_BORDER = regex.compile(r"(?<!\\)\|")


class _Page(NamedTuple):
    """The lines of a page and what was found out about them."""

    lines: Sequence[str]
    """As written, without invisible characters."""
    folded: Sequence[str]
    """The same with white space folded and without quote marks; empty where blank."""
    soft_ends: frozenset[int]
    """Indices of the lines that end in a soft hyphen."""
    markdown: bool
    openings: dict[int, Opening]
    """By line index; lines that are not here are plain."""

    def may_follow(self, first: int, lower: int) -> bool:
        """Whether line `lower` can go on with the block that begins on line `first`."""
        if self.markdown and self.lines[lower - 1].endswith("  "):
            return False
        opening, other = self.openings.get(first), self.openings.get(lower)
        if opening and (opening.kind in ("rule", "cell", "code") or opening.last > first):
            return False
        if other is None:
            return True
        quoted = opening is not None and opening.kind == other.kind == "quote"
        return quoted and bool(other.text)

    def joined(self, first: int, last: int) -> str:
        """The text of some lines as one, without their marks."""
        pieces = [self._text(first)]
        in_target = False
        for index in range(first + 1, last + 1):
            piece = self._text(index)
            if self.markdown:
                in_target = _in_target(pieces[-1], was_inside=in_target)
            if index - 1 in self.soft_ends or in_target:
                between = ""
            else:
                between = glue(pieces[-1], piece) and joint(piece)
            pieces += [between, piece]
        return "".join(pieces)

    def _text(self, index: int) -> str:
        opening = self.openings.get(index)
        return opening.text if opening else self.folded[index]


def segment_text(text: str, *, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """Split flattened text into blocks.

    `url` is the page's address, against which Markdown links are resolved; `warnings` are kept
    with the document. Lines end as `str.splitlines` has it; a page without any line end is one
    block. Blocks are paragraphs unless their marks say more. Nothing is raised.
    """
    text, doubts = mend(text)
    page = _read_page(text)
    starts = {at for at, opening in page.openings.items() if opening.kind != "quote"}
    wrapping = find_wrapping(page.lines, page.folded, starts)
    joiner: Unwrapper | Fragments | None
    if wrapping:
        joiner = Unwrapper(page.lines, page.folded, wrapping, page.may_follow)
    else:
        joiner = find_fragments(page.lines, page.folded, page.may_follow)
    long_lines = frozenset() if wrapping or page.markdown else find_long_lines(page.folded)
    builder = _Builder(page, url)
    openings, last = page.openings, -1
    for index in [at for at, line in enumerate(page.folded) if line]:
        if index <= last:
            continue
        opening = openings.get(index)
        if index in long_lines:
            last = index
            builder.pieces(index)
        elif opening is None:
            last = joiner.last(index) if joiner else index
            builder.paragraph(index, last)
        else:
            hang = len(opening.bullet) + 4 if opening.bullet else 0
            last = max(opening.last, joiner.last(index, hang) if joiner else index)
            builder.opening(opening, index, last)
    containers = tuple(builder.containers)
    told = (*warnings, *doubts)
    blocks = builder.blocks
    if "\\" in text or "$" in text:
        blocks = with_formulas(blocks, lambda: False)
    return Document("text", tuple(blocks), containers, url=url, warnings=told)


def _read_page(text: str) -> _Page:
    text = text.replace("\u200b", "").replace("\ufeff", "")
    lines = text.splitlines()
    soft_ends: frozenset[int] = frozenset()
    if "\u00ad" in text:
        soft_ends = frozenset(i for i, line in enumerate(lines) if line.endswith("\u00ad"))
        lines = [line.replace("\u00ad", "") for line in lines]
    folded = [" ".join(line.split()) if line else "" for line in lines]
    markdown = is_markdown(lines)
    openings = find_openings(lines, folded, markdown=markdown)
    for index, opening in openings.items():
        if opening.kind == "quote" and opening.text:
            folded[index] = opening.text
    return _Page(lines, folded, soft_ends, markdown, openings)


def _in_target(line: str, *, was_inside: bool) -> bool:
    """Whether a line of Markdown ends within the address of a link, which was wrapped too."""
    if was_inside and " " not in line and ")" not in line:
        return True
    return "](" in line and _OPEN_TARGET.search(line) is not None


class _Builder:
    """Makes the blocks and containers of a page, in order."""

    def __init__(self, page: _Page, url: str | None) -> None:
        self.blocks: list[Block] = []
        self.containers = [Container("page", "", "", "", -1, 0, (1, 1))]
        self._page, self._url = page, url
        self._indents: list[int] = []
        self._table = (0, -1)

    def paragraph(self, first: int, last: int) -> None:
        """Add plain lines as one block."""
        if self._indents and indent(self._page.lines[first]) <= self._indents[0]:
            self._indents.clear()
        text = self._page.folded[first] if first == last else self._page.joined(first, last)
        if self._page.markdown:
            self._add_inline(Opening("paragraph", text, last), first)
        else:
            self.blocks.append(
                Block(len(self.blocks), text, "paragraph", 0, 0, first + 1, last + 1)
            )

    def pieces(self, line: int) -> None:
        """Add the sentences of a long line, each as a block that continues the one before."""
        for number, piece in enumerate(cut(self._page.folded[line])):
            self.blocks.append(
                Block(
                    len(self.blocks), piece.text, "paragraph", 0, 0, line + 1, line + 1,
                    continues=number > 0,
                )
            )  # fmt: skip

    def opening(self, opening: Opening, first: int, last: int) -> None:
        """Add what begins with a mark."""
        if opening.kind == "cell":
            self._row(opening, first)
            return
        if opening.kind == "item":
            opening = opening._replace(level=self._depth(indent(self._page.lines[first])))
        elif opening.kind == "heading":
            self._indents.clear()
        if last > opening.last:
            opening = opening._replace(text=self._page.joined(first, last), last=last)
        if opening.kind == "quote" and not opening.text:
            self._empty_quote(first)
        elif opening.kind in ("rule", "code") or not self._page.markdown:
            self._add(opening, first, Inline(opening.text))
        else:
            self._add_inline(opening, first)

    def _depth(self, column: int) -> int:
        """Nesting depth of an item by its indentation; one column more or less is alignment."""
        while len(self._indents) > 1 and column < self._indents[-1] - 1:
            self._indents.pop()
        if not self._indents or column > self._indents[-1] + 1:
            self._indents.append(column)
        return len(self._indents)

    def _empty_quote(self, line: int) -> None:
        """A quote mark alone parts two paragraphs of a quote: it goes with the one above."""
        above = self.blocks[-1] if self.blocks else None
        if above and above.kind == "quote" and above.last_line == line:
            self.blocks[-1] = above._replace(last_line=line + 1)
        else:
            self._add(Opening("rule", "", line), line, Inline(""))

    def _row(self, opening: Opening, first: int) -> None:
        """Add a table row, one block a cell."""
        table, expected = self._table
        if opening.level or expected != first:
            table = self._contain("table", 0)
        row = self._contain("tr", table)
        added = len(self.blocks)
        for text in _CELL_BORDER.split(opening.text.removeprefix("|").removesuffix("|")):
            cell = self._contain("th" if opening.level else "td", row)
            if text.strip():
                self._add_inline(opening._replace(text=text.strip(), level=0), first, cell)
        if added == len(self.blocks):
            self._add(Opening("rule", "", opening.last), first, Inline(""), row)
        self._table = table, opening.last + 1

    def _contain(self, tag: str, parent: int) -> int:
        depth = self.containers[parent].depth + 1
        self.containers.append(Container(tag, "", "", "", parent, depth, (1, 1)))
        return len(self.containers) - 1

    def _add_inline(self, opening: Opening, first: int, container: int = 0) -> None:
        """Add a block of Markdown; one without words shows its pictures, or what is written."""
        inline = read_inline(opening.text, self._url)
        if inline.text:
            self._add(opening, first, inline, container)
            return
        picture = opening._replace(kind="image", text="", level=0, bullet="")
        for media in inline.images:
            self._add(picture, first, Inline(""), container)
            self.blocks[-1] = self.blocks[-1]._replace(media=media)
        if not inline.images:
            links = [Link(0, len(opening.text), target) for target in inline.targets[:1]]
            self._add(opening, first, Inline(opening.text, tuple(links)), container)

    def _add(self, opening: Opening, first: int, inline: Inline, container: int = 0) -> None:
        kind: BlockKind = opening.kind
        self.blocks.append(
            Block(
                len(self.blocks), inline.text, kind, opening.level, container,
                first + 1, opening.last + 1, inline.links, inline.marks, opening.bullet,
            )
        )  # fmt: skip
