"""Blocks that were judged body become the article's typed body blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .model import Block, Document
from .parts import BodyBlock, Cell, Image, Span

_ICON_PIXELS = 60  # a picture stated smaller than this is decoration


def compose_body(document: Document, body: Sequence[int]) -> tuple[BodyBlock, ...]:
    """Typed body blocks, in the page's order.

    Lines parted by ``<br>`` join into one block, cells into tables; images and embeds that stand
    between the first and the last body block come along.
    """
    return tuple(_compose(document, _with_media(document, body)))


def images_of(blocks: Sequence[BodyBlock], document: Document) -> tuple[Image, ...]:
    """The pictures among body blocks, each address once, with caption and credit if near."""
    captions = _captions(document)
    images: dict[str, Image] = {}
    for block in blocks:
        if block.kind == "image" and block.url and block.url not in images:
            images[block.url] = Image(
                url=block.url, alt=block.alt, caption=captions.get(block.url, "")
            )
    return tuple(images.values())


def _with_media(document: Document, body: Sequence[int]) -> list[Block]:
    if not body:
        return []
    chosen = set(body)
    common = _common_containers(document, body)
    blocks = []
    seen: set[str] = set()
    for block in document.blocks[body[0] : body[-1] + 1]:
        if block.position in chosen:
            blocks.append(block)
        elif block.media and not block.hidden and _belongs(document, block, common):
            small = 0 < block.media.width < _ICON_PIXELS or 0 < block.media.height < _ICON_PIXELS
            if not small and block.media.url not in seen:
                seen.add(block.media.url)
                blocks.append(block)
    return blocks


def _common_containers(document: Document, body: Sequence[int]) -> set[int]:
    """Every container that holds body text directly or just above."""
    found = set()
    for index in body:
        container = document.blocks[index].container
        found.add(container)
        found.add(document.containers[container].parent)
    return found


def _belongs(document: Document, block: Block, common: set[int]) -> bool:
    """A picture is the article's if it hangs, at most through a figure, where body text hangs."""
    for steps, container in enumerate(document.ancestors(block.container)):
        if container in common:
            return True
        if steps == 3:
            break
    return False


def _compose(document: Document, blocks: list[Block]) -> Iterator[BodyBlock]:
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if block.kind == "cell":
            table = _ancestor(document, block, ("table",))
            end = position
            while (
                end < len(blocks)
                and blocks[end].kind == "cell"
                and _ancestor(document, blocks[end], ("table",)) == table
            ):
                end += 1
            yield _table(document, blocks[position:end])
        else:
            end = position + 1
            while end < len(blocks) and _goes_on(blocks[end - 1], blocks[end]):
                end += 1
            yield _one(document, blocks[position:end])
        position = end


def _goes_on(before: Block, block: Block) -> bool:
    return block.continues and block.position == before.position + 1 and block.kind == before.kind


def _one(document: Document, lines: list[Block]) -> BodyBlock:
    first = lines[0]
    spans: list[Span] = []
    offset = 0
    for line in lines:
        spans += _spans(line, offset)
        offset += len(line.text) + 1
    media = first.media
    kind: Any = "paragraph" if first.kind == "caption" else first.kind
    return BodyBlock(
        kind=kind,
        text="\n".join(map(_with_line_breaks, lines)),
        level=first.level,
        ordered=first.kind == "item" and _is_ordered(document, first),
        spans=tuple(spans),
        url=media.url if media else None,
        alt=media.alt if media else "",
        where=document.where(first),
    )


def _with_line_breaks(block: Block) -> str:
    text = block.text
    for mark in block.marks:
        if mark.kind == "br":
            text = text[: mark.start] + "\n" + text[mark.end :]
    return text


def _spans(block: Block, offset: int) -> list[Span]:
    found = [
        Span(start=offset + link.start, end=offset + link.end, kind="link", url=link.url)
        for link in block.links
        if link.url
    ]
    kinds: dict[str, Any] = {kind: kind for kind in ("em", "strong", "code", "sub", "sup")}
    found += [
        Span(start=offset + mark.start, end=offset + mark.end, kind=kinds[mark.kind])
        for mark in block.marks
        if mark.kind in kinds
    ]
    return sorted(found, key=lambda span: (span.start, -span.end))


def _is_ordered(document: Document, block: Block) -> bool:
    if block.bullet:
        return block.bullet.strip("().")[:1].isalnum()
    parent = _ancestor(document, block, ("ol", "ul", "menu", "dir"))
    return parent >= 0 and document.containers[parent].tag == "ol"


def _ancestor(document: Document, block: Block, tags: tuple[str, ...]) -> int:
    for container in document.ancestors(block.container):
        if document.containers[container].tag in tags:
            return container
    return -1


def _table(document: Document, cells: list[Block]) -> BodyBlock:
    rows: dict[int, dict[int, list[str]]] = {}
    for block in cells:
        row = _ancestor(document, block, ("tr",))
        cell = _ancestor(document, block, ("td", "th"))
        rows.setdefault(row, {}).setdefault(cell, []).append(block.text)
    typed = []
    for row_cells in rows.values():
        typed_row = []
        for cell, texts in row_cells.items():
            container = document.containers[cell]
            columns, height = container.span
            typed_row.append(Cell(
                text=" ".join(texts), header=container.tag == "th", columns=columns, rows=height
            ))  # fmt: skip
        typed.append(tuple(typed_row))
    return BodyBlock(
        kind="table",
        text="\n".join("\t".join(cell.text for cell in row) for row in typed),
        rows=tuple(typed),
        where=document.where(cells[0]),
    )


def _captions(document: Document) -> dict[str, str]:
    """Captions by the address of the picture they stand under, in the same figure."""
    captions: dict[str, str] = {}
    urls: dict[int, str] = {}
    for block in document.blocks:
        if block.kind == "image" and block.media:
            figure = _ancestor(document, block, ("figure",))
            if figure >= 0:
                urls[figure] = block.media.url
        elif block.kind == "caption" and block.text:
            figure = _ancestor(document, block, ("figure",))
            if figure in urls:
                url = urls[figure]
                captions[url] = f"{captions[url]} {block.text}" if url in captions else block.text
    return captions
