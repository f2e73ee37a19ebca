"""Lines of a page to the text and the spans of one body block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..model import Block
from ..parts import Span

MARKS = ("em", "strong", "code", "sub", "sup", "del", "ins", "mark", "kbd")
"""Inline markup that a span can be, besides links, notes and formulas."""

Notes = Mapping[tuple[int, int], str]
"""The label of the footnote that a link refers to, by block and offset of the link."""


def joined(lines: Sequence[Block], notes: Notes) -> tuple[str, list[Span]]:
    """The text of lines that make one block, with line ends between them, and its spans."""
    if len(lines) == 1 and not (lines[0].links or lines[0].marks):
        return lines[0].text, []  # as most
    spans: list[Span] = []
    offset = 0
    for line in lines:
        spans += _spans(line, offset, notes)
        offset += len(line.text) + 1
    spans.sort(key=lambda span: (span.start, -span.end))
    return "\n".join(map(_with_line_breaks, lines)), spans


def part(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[str, tuple[Span, ...]]:
    """A stretch of a text without blanks at its ends, and the spans inside it."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start == 0 and not spans:
        return text[:end], ()
    if start == 0 and all(span.end <= end for span in spans):
        return text[:end], tuple(spans)
    kept = [
        span.model_copy(update={"start": max(span.start, start) - start,
                                "end": min(span.end, end) - start})
        for span in spans
        if span.start < end and span.end > start
    ]  # fmt: skip
    return text[start:end], tuple(kept)


def _with_line_breaks(block: Block) -> str:
    breaks = [(mark.start, mark.end) for mark in block.marks if mark.kind == "br"]
    if not breaks:
        return block.text
    pieces: list[str] = []
    at = 0
    for start, end in sorted(breaks):
        pieces += (block.text[at:start], "\n")
        at = end
    return "".join(pieces) + block.text[at:]


def _spans(block: Block, offset: int, notes: Notes) -> list[Span]:
    found = []
    referring = set()
    for link in block.links:
        label = notes.get((block.position, link.start), "")
        start, end = offset + link.start, offset + link.end
        if label:
            referring.add((link.start, link.end))
            found.append(Span(start=start, end=end, kind="note", note=label))
        elif link.url:
            found.append(Span(start=start, end=end, kind="link", url=link.url))
    for mark in block.marks:
        if mark.kind == "sup" and (mark.start, mark.end) in referring:
            continue
        kind: Any = mark.kind.removesuffix("-display")
        formula = kind in ("tex", "mathml")
        if formula or kind in MARKS:
            found.append(Span(
                start=offset + mark.start, end=offset + mark.end, kind=kind,
                mathml=mark.value if formula else "",
            ))  # fmt: skip
    return found
