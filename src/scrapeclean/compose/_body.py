"""The article's blocks in order: which go on with the one before, which stand in what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..model import Block, Document
from ..parts import BodyBlock, Span
from ._code import belong_together, is_listing, listing
from ._figures import Figures
from ._inline import joined, part
from ._nearest import nearest, tags_there
from ._notes import Footnotes, without_marks
from ._quotes import bare_source, is_source, names_source, post_address, split_source
from ._tables import table_of


class Composer:
    """Turns blocks of a page into body blocks; keeps what is open (item, quotation, note)."""

    def __init__(self, document: Document, figures: Figures, notes: Footnotes) -> None:
        self._document = document
        self._is_text = document.kind == "text"
        self._figures = figures
        self._notes = notes
        self._item_of = nearest(document, "li")
        self._list_of = nearest(document, "ol", "ul", "menu", "dir")
        self._quotation_of = nearest(document, "blockquote")
        self._figure_of = nearest(document, "figure")
        self._definition_of = nearest(document, "dd")
        self._table_of = nearest(document, "table")
        self._pre_of = nearest(document, "pre", "listing", "xmp", "plaintext")
        self._numbers = _numbers(document)
        self._depths: dict[int, int] = {}  # depth of the items that have begun, by container
        self._quotation = self._definition = -1
        self._note: int | None = None
        self._last_quoted: Block | None = None
        self._caption: tuple[int, list[Block]] | None = None  # of a table that has not begun
        self._last_table = -1  # the figure of a table that has just ended
        self._out: list[BodyBlock] = []

    def compose(self, blocks: Sequence[Block]) -> list[BodyBlock]:
        """The body blocks, in order."""
        position = 0
        while position < len(blocks):
            block = blocks[position]
            end = position + 1
            if self._caption and not self._is_captioned(block):
                self._give_up_caption()
            if block.kind == "cell":
                end = self._end_of_table(blocks, position)
                self._add_table(blocks[position:end])
            elif block.kind == "code":
                while (
                    end < len(blocks)
                    and blocks[end].kind == "code"
                    and belong_together(blocks[end - 1], blocks[end], self._pre_of, self._table_of)
                ):
                    end += 1
                self._add(listing(self._document, blocks[position:end]), block)
            elif block.media:
                self._add(self._media(block), block)
            elif block.kind == "rule":
                if self._out and position < len(blocks) - 1:
                    self._add(BodyBlock(kind="rule", where=self._document.where(block)), block)
            else:
                while end < len(blocks) and _goes_on(blocks[end - 1], blocks[end]):
                    end += 1
                self._add_lines(blocks[position:end])
            position = end
        self._give_up_caption()
        self._end_quotation()
        return self._out

    # ---- kinds ------------------------------------------------------------------------------

    def _end_of_table(self, blocks: Sequence[Block], start: int) -> int:
        table = self._table_of(blocks[start].container)
        end = last = start + 1
        while end < len(blocks) and self._table_of(blocks[end].container) == table:
            if table < 0 and blocks[end].kind != "cell":
                break
            end += 1
            if blocks[end - 1].kind == "cell":
                last = end
        return last

    def _add_table(self, blocks: Sequence[Block]) -> None:
        """A table, and behind it the pictures that stand in its cells."""
        cells = [block for block in blocks if block.kind == "cell"]
        table = self._table_of(cells[0].container)
        block = table_of(self._document, table, cells, self._notes.references)
        if self._caption and self._caption[0] == table:
            words = " ".join(each.text for each in self._caption[1])
            block = block.model_copy(update={"caption": words})
            self._caption = None
        self._add(block, cells[0])
        self._last_table = self._figure_of(cells[0].container)
        for other in blocks:
            if other.media:
                self._add(self._media(other), other)

    def _media(self, block: Block) -> BodyBlock:
        assert block.media
        kind: Any = block.kind
        caption = self._figures.captions.get(block.position)
        return BodyBlock(
            kind=kind, url=block.media.url, alt=block.media.alt,
            caption=caption.text if caption else "", credit=caption.credit if caption else "",
            where=self._document.where(block),
        )  # fmt: skip

    def _add_lines(self, lines: Sequence[Block]) -> None:
        """Running text of any kind."""
        first = lines[0]
        if len(lines) == 1 and self._is_plain(first):
            text = first.text
            if self._is_text and first.kind == "paragraph":
                text = text.replace("\n", " ")
            self._add_text(first, text.strip(), (), is_formula=False)
            return
        if is_listing(lines):
            self._add(listing(self._document, lines), first)
            return
        if len(lines) == 1 and self._is_caption_or_source(first):
            return
        source = ""
        if len(lines) > 1 and first.kind == "quote" and names_source(lines[-1]):
            source, lines = lines[-1].text, lines[:-1]
        text, spans = joined(lines, self._notes.references)
        if self._is_text and first.kind == "paragraph":
            text = text.replace("\n", " ")  # the pieces of one line
        quoted = text
        if first.kind == "quote" and len(lines) == 1 and not source:
            quoted, source = split_source(text, first)
        for start, end, alone in _pieces(lines):
            piece, inside = part(text, spans, start, min(end, len(quoted)))
            if piece:
                self._add_text(first, piece, inside, is_formula=alone)
        if source and self._out:
            self._name_source(source)

    def _is_plain(self, block: Block) -> bool:
        """Whether a block has nothing inside and stands in nothing that would take it in."""
        inside = block.marks or block.links
        return not inside and self._quotation < 0 and block.kind not in ("caption", "quote")

    def _add_text(
        self, first: Block, text: str, spans: Sequence[Span], *, is_formula: bool
    ) -> None:
        kind, level = self._kind(first)
        if is_formula and kind in ("paragraph", "item", "quote") and self._out:
            kind, level = "math", 0
        label = self._notes.labels.get(first.position)
        if label is not None and not is_formula:
            kind, level = "footnote", 0
            if text == first.text:
                text, spans = part(text, spans, *without_marks(first, label))
        if not text:
            return
        is_item = kind == "item"
        self._add(BodyBlock(
            kind=kind, text=text, level=level, spans=tuple(spans), label=label or "",
            ordered=is_item and self._is_ordered(first),
            number=self._numbers.get(self._item_of(first.container)) if is_item else None,
            where=self._document.where(first),
        ), first)  # fmt: skip

    def _is_caption_or_source(self, block: Block) -> bool:
        """Take the caption of a table and the source of a quotation to what they belong to."""
        last = self._out[-1] if self._out else None
        if block.kind == "caption":
            table = self._table_of(block.container)
            figure = self._figure_of(block.container)
            if table >= 0:
                before = self._caption[1] if self._caption else []
                self._caption = table, [*before, block]
                return True
            if last and last.kind == "table" and figure == self._last_table >= 0:
                caption = " ".join(filter(None, (last.caption, block.text)))
                self._out[-1] = last.model_copy(update={"caption": caption})
                return True
            quoted = self._last_quoted
            if not quoted or figure < 0 or figure != self._figure_of(quoted.container):
                return False
        elif (
            self._quotation < 0
            or self._quotation_of(block.container) != self._quotation
            or not is_source(self._document, block, self._quotation)
        ):
            return False
        if last is None or not last.quoted or last.source:
            return False
        self._name_source(block.text)
        if block.links:  # the date below a post leads to it
            self._last_quoted = block
        return True

    def _name_source(self, source: str) -> None:
        self._out[-1] = self._out[-1].model_copy(update={"source": bare_source(source)})

    def _is_captioned(self, block: Block) -> bool:
        """Whether a block can be what the open caption stands above: a table of data."""
        home = self._caption[0] if self._caption else -1
        return block.kind in ("cell", "caption") and home == self._table_of(block.container)

    def _give_up_caption(self) -> None:
        """The caption of a table that does not come is a paragraph."""
        given_up, self._caption = self._caption, None
        for block in given_up[1] if given_up else ():
            text, spans = joined([block], self._notes.references)
            self._add_text(block, text, spans, is_formula=False)

    def _kind(self, block: Block) -> tuple[Any, int]:
        """Kind and level as an article has them."""
        container = self._document.containers[block.container]
        if container.role == "heading" and block.kind == "paragraph":
            level = container.tells("aria-level")
            return "heading", int(level) if level in tuple("123456") else 2
        if block.kind != "caption":
            return block.kind, block.level
        return "paragraph", 0

    def _is_ordered(self, block: Block) -> bool:
        if block.bullet:
            return block.bullet.strip("().")[:1].isalnum()
        parent = self._list_of(block.container)
        return parent >= 0 and self._document.containers[parent].tag == "ol"

    # ---- places -----------------------------------------------------------------------------

    def _add(self, block: BodyBlock, source: Block) -> None:
        """Append a block, with what it stands in and goes on with."""
        changes: dict[str, Any] = {}
        quotation = self._quotation_of(source.container)
        if quotation != self._quotation:
            self._end_quotation()
        quoted = quotation >= 0 or block.kind == "quote"
        goes_on = quotation >= 0 and quotation == self._quotation
        item = self._item_of(source.container)
        if block.kind == "item":
            goes_on = item >= 0 and item in self._depths
            self._depths[item] = block.level
        elif block.kind == "footnote":
            note = self._notes.homes.get(source.position)
            goes_on, self._note = note is not None and note == self._note, note
        elif block.kind == "definition":
            definition = self._definition_of(source.container)
            goes_on = definition >= 0 and definition == self._definition
            self._definition = definition
        elif block.kind == "heading":
            self._depths.pop(item, None)  # what follows in its item begins anew
        elif item in self._depths and block.kind != "term":
            changes["level"] = self._depths[item]
        if quoted:
            changes["quoted"] = True
            self._last_quoted = source
        if quotation >= 0 and not goes_on:
            changes["url"] = self._cited(quotation) if block.kind == "quote" else block.url
        if goes_on:
            changes["continues"] = True
        self._quotation = quotation
        self._out.append(block.model_copy(update=changes) if changes else block)

    def _cited(self, quotation: int) -> str | None:
        return self._document.containers[quotation].tells("cite") or None

    def _end_quotation(self) -> None:
        """A quotation ends; if it is a post of a network, where it stands is told behind it."""
        quotation, last = self._quotation, self._last_quoted
        self._quotation = -1
        if quotation < 0 or last is None:
            return
        if address := post_address(self._document, quotation, last):
            self._out.append(BodyBlock(kind="embed", url=address, where=self._document.where(last)))


def _goes_on(before: Block, block: Block) -> bool:
    return block.continues and block.position == before.position + 1 and block.kind == before.kind


def _pieces(lines: Sequence[Block]) -> Iterator[tuple[int, int, bool]]:
    """Stretches of the joined text: formulas on lines of their own, and what is around them."""
    if len(lines) == 1 and not lines[0].marks:
        yield 0, len(lines[0].text) + 1, False
        return
    offset = start = 0
    for line in lines:
        for mark in line.marks:
            if mark.kind.endswith("-display"):
                yield start, offset + mark.start, False
                yield offset + mark.start, offset + mark.end, True
                start = offset + mark.end
        offset += len(line.text) + 1
    yield start, offset, False


def _numbers(document: Document) -> dict[int, int]:
    """The number of each item of the page's ordered lists, by container."""
    numbers: dict[int, int] = {}
    if "ol" not in tags_there(document):
        return numbers
    last: dict[int, int] = {}
    for index, container in enumerate(document.containers):
        if container.tag == "ol":
            start = container.tells("start")
            last[index] = (int(start) if _is_number(start) else 1) - 1
        elif container.tag == "li" and container.parent in last:
            value = container.tells("value")
            number = int(value) if _is_number(value) else last[container.parent] + 1
            last[container.parent] = numbers[index] = number
    return numbers


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9
