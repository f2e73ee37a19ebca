"""Inline markup of a text: spans that may cross, made into a tree and written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..parts import Span

_OPAQUE = ("tex", "mathml")  # nothing inside a formula is marked up


class Around(NamedTuple):
    """What a span stands in, for those who write it."""

    before: str
    """What was written last before it, at most one character."""
    after: str
    """The character of the text behind it; "" at the end."""
    text: str
    """The span's own text, as it is."""


def nested(spans: Sequence[Span], text: str, *, links_first: bool = False) -> list[Span]:
    """Spans that lie inside each other or apart, the outer first; where two cross, one is split.

    Links stay whole, since half a link is none; emphasis can be set twice.

    Args:
        spans: in any order.
        text: that they belong to; blanks at their ends are left out.
        links_first: code that holds a link is split around it as well.
    """
    usable = [trimmed for span in spans if (trimmed := _trim(span, text))]
    whole = [span for span in usable if span.kind in ("link", "note", *_OPAQUE)]
    result: list[Span] = []
    borders: list[tuple[int, int]] = []
    for span in sorted(whole, key=lambda span: (span.start, -span.end)):
        if not borders or span.start >= borders[-1][1]:
            borders.append((span.start, span.end))
            result.append(span)
    rest = _merged([span for span in usable if span.kind not in ("link", "note", *_OPAQUE)])
    opaque = {(s.start, s.end) for s in result if s.kind in _OPAQUE}
    open_ends: list[int] = []
    for span in sorted(_cut(rest, borders, links_first), key=lambda s: (s.start, -s.end)):
        if any(start <= span.start and span.end <= end for start, end in opaque):
            continue
        while open_ends and open_ends[-1] <= span.start:
            open_ends.pop()
        cuts = [end for end in reversed(open_ends) if span.start < end < span.end]
        start = span.start
        for end in (*cuts, span.end):
            result.append(span.model_copy(update={"start": start, "end": end}))
            start = end
        open_ends.append(cuts[0] if cuts else span.end)
    order = {"link": 0, "note": 0, "code": 2}
    shown = [trimmed for span in result if (trimmed := _trim(span, text))]
    return sorted(shown, key=lambda s: (s.start, -s.end, order.get(s.kind, 1)))


def _trim(span: Span, text: str) -> Span | None:
    """The span without blanks at its ends; None if nothing is left, or it is not in the text."""
    if not 0 <= span.start < span.end <= len(text):
        return None
    words = text[span.start : span.end]
    start, end = len(words) - len(words.lstrip()), len(words.rstrip())
    if start >= end:
        return None
    if start == 0 and end == len(words):
        return span
    return span.model_copy(update={"start": span.start + start, "end": span.start + end})


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Spans of one kind that overlap are one: stars inside stars would be misread.

    So is code that goes on directly behind code.
    """
    merged: list[Span] = []
    last: dict[str, int] = {}
    for span in sorted(spans, key=lambda span: span.start):
        before = merged[last[span.kind]] if span.kind in last else None
        if before and (
            span.start < before.end or (span.kind == "code" and span.start == before.end)
        ):
            end = max(span.end, before.end)
            merged[last[span.kind]] = before.model_copy(update={"end": end})
        else:
            last[span.kind] = len(merged)
            merged.append(span)
    return merged


def _cut(
    spans: Sequence[Span], borders: Sequence[tuple[int, int]], links_first: bool
) -> list[Span]:
    """Split spans where links begin and end, if they cross them or are code around them."""
    pieces = []
    for span in spans:
        starts = [span.start]
        for start, end in borders:
            if end <= span.start or start >= span.end:
                continue
            around = span.start <= start and end <= span.end
            if start <= span.start and span.end <= end:
                continue
            if around and not (links_first and span.kind == "code"):
                continue
            starts += [edge for edge in (start, end) if span.start < edge < span.end]
        edges = [*sorted(set(starts)), span.end]
        for start, end in pairwise(edges):
            pieces.append(span.model_copy(update={"start": start, "end": end}))
    return pieces


def write(
    text: str,
    spans: Sequence[Span],
    plain: Callable[[str, str, str], str],
    wrap: Callable[[Span, str, Around], str],
) -> str:
    """A text with its spans written out.

    Args:
        text: the plain text.
        spans: as `nested` gives them.
        plain: writes a stretch of text, given the character written before it, and one that stands
            for the mark behind it; "" at the ends.
        wrap: writes a span around what is written inside it.
    """
    stack: list[tuple[Span | None, list[str]]] = [(None, [])]
    position = 0

    def add_plain(end: int, behind: str) -> None:
        nonlocal position
        if end > position:
            stack[-1][1].append(plain(text[position:end], _last(stack), behind))
            position = end

    def close_until(limit: int) -> None:
        while (top := stack[-1][0]) is not None and top.end <= limit:
            add_plain(top.end, "*")
            _, inner = stack.pop()
            around = Around(_last(stack), text[top.end : top.end + 1], text[top.start : top.end])
            stack[-1][1].append(wrap(top, "".join(inner), around))

    for span in spans:
        close_until(span.start)
        add_plain(span.start, "[" if span.kind in ("link", "note") else "*")
        stack.append((span, []))
    close_until(len(text))
    add_plain(len(text), "")
    return "".join(stack[0][1])


def _last(stack: Sequence[tuple[Span | None, list[str]]]) -> str:
    """The last character written so far; a mark stands for a span that has just been opened."""
    span, written = stack[-1]
    for piece in reversed(written):
        if piece:
            return piece[-1]
    return "" if span is None else "("
