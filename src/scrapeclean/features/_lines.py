"""Features of a line in flattened text: marks, blanks, and the running text around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import sub

from ..model import Document
from ..page_text import PageText, page_text
from ..scale import aparts, close_by, ramp, runs, share, shares, size, sizes, smalls
from ._alone import Alone
from ._marks import marked, since, until
from ._words import CORE_WORDS, repeats, shapes, vocabulary, words_of

_BULLETS = {"": 0, "-": 1, "*": 2, "•": 3, "·": 4, "–": 5}
_LIKE_WITHIN = 3  # lines
_LIKE = 12  # steps of the size scale: lines of about the same length
_NEAR, _FAR = 5, 15
_COSTS = {"dense": 60.0, "wide": 25.0}  # letters of running text that a line of labels outweighs
_DATED = 60  # characters; a longer line that holds a date is no stamp
_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./]\d{1,2}[./]")


def lines(doc: Document, own: Alone) -> dict[str, bytes]:
    """Each line by its marks and words, and by where the running text lies."""
    page, words = page_text(doc), words_of(doc)
    counts = words.counts()
    core = [
        end and count >= CORE_WORDS and not block.bullet and not notice
        for end, count, block, notice in zip(
            page.ends, counts, page.blocks, own.columns["notice"], strict=True
        )
    ]
    return {
        **_page(page, own),
        **_marks(page),
        **_stamps(page, own),
        **_segments(own, core),
        **_lists(counts, own, page.ends),
        **shapes(words, counts),
        **vocabulary(words, counts, core),
        **repeats(words),
    }


def _page(page: PageText, own: Alone) -> dict[str, bytes]:
    """What kind of dump it is, and where on the page a line stands."""
    blocks, count = page.blocks, len(page.blocks)
    upto = list(accumulate(own.letters, initial=0.0))
    whole = upto[-1]
    good = sum([letters for letters, is_good in zip(own.letters, own.good, strict=True) if is_good])
    gaps = sum([b.line - a.last_line > 1 for a, b in pairwise(blocks)])
    same = {
        "page_lines": size(count),
        "page_letters": size(whole / 8),
        "page_good": share(good, whole),
        "page_prose": size(good / 8),
        "page_ends": share(sum(page.ends), count),
        "page_gaps": share(gaps, count),
        "page_linked": share(sum([bool(block.links) for block in blocks]), count),
        "page_bullets": share(sum([bool(block.bullet) for block in blocks]), count),
        "page_pieces": share(sum([block.continues for block in blocks]), count),
        "page_line": size(whole / max(1, count)),
        "page_joined": share(sum([block.last_line > block.line for block in blocks]), count),
    }
    columns = {name: bytes((value,)) * count for name, value in same.items()}
    columns["position"] = bytes([255 * at // count for at in range(count)])
    columns["place"] = shares(upto[:-1], [whole] * count)
    columns["from_start"] = ramp(count)
    columns["from_end"] = ramp(count + 1)[:0:-1]
    return columns


def _marks(page: PageText) -> dict[str, bytes]:
    """Blanks around, list marks and the runs they form, sentence ends near by."""
    blocks = page.blocks
    count = len(blocks)
    firsts = [block.line for block in blocks]
    lasts = [block.last_line for block in blocks]
    steps = map(sub, firsts[1:], lasts)  # below 0 in a row of cells, whose border goes with each
    gaps = smalls([0, *[max(0, step) for step in steps], 0]) if blocks else b"\0"
    codes = _bullets([block.bullet for block in blocks])
    ends = bytes(page.ends)
    columns = {
        "gap_before": gaps[:count],
        "gap_behind": gaps[1:],
        "gap-2": (b"\0" + gaps)[:count],
        "gap+2": gaps[2:] + bytes(min(1, count)),
        "source_lines": smalls(list(map(sub, lasts, firsts))),
        "bullet": codes,
        "ends": ends,
    }
    for name, values in (("bullets", codes), ("end", ends)):
        columns[f"{name}_before"], columns[f"{name}_behind"] = runs(values)
    for step in (1, 2, 3):
        edge = b"\t" * min(step, count)
        columns[f"ends-{step}"] = edge + ends[: count - len(edge)]
        columns[f"ends+{step}"] = ends[len(edge) :] + edge
        columns[f"bullet-{step}"] = edge + codes[: count - len(edge)]
        columns[f"bullet+{step}"] = codes[len(edge) :] + edge
    return columns


def _bullets(marks: Sequence[str]) -> bytes:
    codes = {mark: _BULLETS.get(mark, 7) for mark in set(marks)}
    for mark in codes:
        if any(map(str.isdigit, mark)):
            codes[mark] = 6
    return bytes([codes[mark] for mark in marks])


def _stamps(page: PageText, own: Alone) -> dict[str, bytes]:
    """Short lines with a date or a time: they part comments, teasers and entries of lists."""
    dated = bytearray(len(page.lines))
    for at in marked(own.columns["digits"]):
        line = page.lines[at]
        dated[at] = len(line) < _DATED and _TIME.search(line) is not None
    count, places = len(dated), marked(dated)
    upto = list(accumulate(dated, initial=0))
    highs = [*upto[_FAR:], *[upto[-1]] * _FAR]
    lows = [*[0] * _FAR, *upto]
    return {
        "stamp": bytes(dated),
        "stamp_since": since(places, count),
        "stamp_until": until(places, count),
        "stamps_near": bytes(list(map(sub, highs[:count], lows[:count]))),
    }


def _lists(counts: Sequence[int], own: Alone, ends: Sequence[bool]) -> dict[str, bytes]:
    """Lines like their neighbours: lists of headlines, menus, columns of labels."""
    labels = bytes([not end and n < CORE_WORDS for end, n in zip(ends, counts, strict=True)])
    before, behind = runs(labels)
    near = close_by(own.columns["letters"], _LIKE_WITHIN, _LIKE)
    return {"labels_before": before, "labels_behind": behind, "like_near": near}


def _segments(own: Alone, core: Sequence[bool]) -> dict[str, bytes]:
    """Where a line stands to the densest stretch of the page and to its core lines."""
    count = len(core)
    columns: dict[str, bytes] = {}
    for name, cost in _COSTS.items():
        first, last = _heaviest(
            [n if is_good else -cost for n, is_good in zip(own.letters, own.good, strict=True)]
        )
        columns[f"{name}_from"], columns[f"{name}_to"] = _sides(first, last, count)
    heavy = [
        letters if is_core else 0.0 for letters, is_core in zip(own.letters, core, strict=True)
    ]
    upto = list(accumulate(heavy, initial=0.0))
    wholes = [upto[-1]] * count
    places = marked(core)
    first, last = (places[0], places[-1]) if places else (count, -1)
    columns["core"] = bytes(core)
    columns["core_from"], columns["core_to"] = _sides(first, last, count)
    columns["core_so_far"] = shares(upto[:-1], wholes)
    columns["core_to_come"] = shares([upto[-1] - part for part in upto[1:]], wholes)
    columns["page_core"] = sizes([upto[-1] / 8]) * count
    columns["core_since"], columns["core_until"] = since(places, count), until(places, count)
    numbers = list(accumulate(core, initial=0))
    for reach in (_NEAR, _FAR):
        lows = [*[0] * reach, *numbers][:count]
        highs = [*numbers, *[numbers[-1]] * reach][reach + 1 :]
        columns[f"cores_before_{reach}"] = bytes(list(map(sub, numbers[:-1], lows)))
        columns[f"cores_behind_{reach}"] = bytes(list(map(sub, highs, numbers[1:])))
    return columns


def _sides(first: int, last: int, count: int) -> tuple[bytes, bytes]:
    """How far behind its beginning, and how far before its end, each line of a stretch is."""
    return aparts(first, count), aparts(count - 1 - last, count)[::-1]


def _heaviest(gains: Sequence[float]) -> tuple[int, int]:
    """First and last index of the stretch with the largest sum (Kadane's scan)."""
    best = total = 0.0
    start = 0
    found = (len(gains), -1)
    for at, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, at
        total += gain
        if total > best:
            best, found = total, (start, at)
    return found
