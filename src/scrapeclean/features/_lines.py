"""Features of a line in flattened text: marks, blanks, and the running text around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from ..model import Block
from ..scale import apart, share, size, small
from ..shape import ends_sentence
from ._alone import Alone
from ._words import CORE_WORDS, repeats, shapes, vocabulary, words_of

_BULLETS = {"": 0, "-": 1, "*": 2, "•": 3, "·": 4, "–": 5}
_LIKE = 12  # steps of the size scale: lines of about the same length
_NEAR, _FAR = 5, 15
_COSTS = {"dense": 60.0, "wide": 25.0}  # letters of running text that a line of labels outweighs
_DATED = 60  # characters; a longer line that holds a date is no stamp
_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./]\d{1,2}[./]")


def lines(blocks: Sequence[Block], own: Alone) -> dict[str, list[int]]:
    """Each line by its marks and words, and by where the running text lies."""
    words = words_of(blocks)
    counts = words.counts()
    ends = [ends_sentence(block.text) for block in blocks]
    core = [
        end and count >= CORE_WORDS and not block.bullet and not notice
        for end, count, block, notice in zip(
            ends, counts, blocks, own.columns["notice"], strict=True
        )
    ]
    return {
        **_page(blocks, own, ends),
        **_marks(blocks, ends),
        **_stamps(blocks),
        **_segments(own, core),
        **_lists(counts, own, ends),
        **shapes(words, counts),
        **vocabulary(words, counts, core),
        **repeats(words),
    }


def _page(blocks: Sequence[Block], own: Alone, ends: Sequence[bool]) -> dict[str, list[int]]:
    """What kind of dump it is, and where on the page a line stands."""
    count = len(blocks)
    whole = sum(own.letters)
    good = sum(size_ for size_, is_good in zip(own.letters, own.good, strict=True) if is_good)
    gaps = sum(1 for at in range(1, count) if blocks[at].line - blocks[at - 1].last_line > 1)
    linked = sum(1 for block in blocks if block.links)
    upto = [0.0, *accumulate(own.letters)]
    same = {
        "page_lines": size(count),
        "page_letters": size(whole / 8),
        "page_good": share(good, whole),
        "page_prose": size(good / 8),
        "page_ends": share(sum(ends), count),
        "page_gaps": share(gaps, count),
        "page_linked": share(linked, count),
        "page_bullets": share(sum(1 for block in blocks if block.bullet), count),
        "page_pieces": share(sum(1 for block in blocks if block.continues), count),
        "page_line": size(whole / max(1, count)),
        "page_joined": share(sum(1 for b in blocks if b.last_line > b.line), count),
    }
    columns = {name: [value] * count for name, value in same.items()}
    columns["position"] = [share(at, count) for at in range(count)]
    columns["place"] = [share(upto[at], whole) for at in range(count)]
    columns["from_start"] = [small(at) for at in range(count)]
    columns["from_end"] = [small(count - at) for at in range(count)]
    return columns


def _marks(blocks: Sequence[Block], ends: Sequence[bool]) -> dict[str, list[int]]:
    """Blanks around, list marks and the runs they form, sentence ends near by."""
    count = len(blocks)
    gaps = [
        small(blocks[at].line - blocks[at - 1].last_line) if at else 0 for at in range(count)
    ] + [0]
    codes = [_bullet(block.bullet) for block in blocks]
    columns = {
        "gap_before": gaps[:count],
        "gap_behind": gaps[1:],
        "gap-2": [0, *gaps[: count - 1]][:count],
        "gap+2": [*gaps[2:], 0],
        "source_lines": [small(block.last_line - block.line) for block in blocks],
        "bullet": codes,
        "ends": list(map(int, ends)),
    }
    for name, values in (("bullets", codes), ("end", columns["ends"])):
        before, behind = _runs(values)
        columns[f"{name}_before"], columns[f"{name}_behind"] = before, behind
    for step in (1, 2, 3):
        edge = [9] * min(step, count)
        columns[f"ends-{step}"] = edge + columns["ends"][: count - len(edge)]
        columns[f"ends+{step}"] = columns["ends"][len(edge) :] + edge
        columns[f"bullet-{step}"] = edge + codes[: count - len(edge)]
        columns[f"bullet+{step}"] = codes[len(edge) :] + edge
    return columns


def _bullet(mark: str) -> int:
    if mark in _BULLETS:
        return _BULLETS[mark]
    return 6 if any(map(str.isdigit, mark)) else 7


def _runs(values: Sequence[int]) -> tuple[list[int], list[int]]:
    """How many lines with the same value stand directly before and behind each."""
    before: list[int] = []
    behind: list[int] = []
    for found, order in ((before, values), (behind, values[::-1])):
        run, last = -1, None
        for value in order:
            run = run + 1 if value == last else 0
            last = value
            found.append(small(run))
    return before, behind[::-1]


def _stamps(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Short lines with a date or a time: they part comments, teasers and entries of lists."""
    dated = [len(b.text) < _DATED and _TIME.search(b.text) is not None for b in blocks]
    since, until = _distances(dated)
    upto = [0, *accumulate(map(int, dated))]
    count = len(blocks)
    return {
        "stamp": list(map(int, dated)),
        "stamp_since": since,
        "stamp_until": until,
        "stamps_near": [
            upto[min(count, at + _FAR)] - upto[max(0, at - _FAR)] for at in range(count)
        ],
    }


def _lists(counts: Sequence[int], own: Alone, ends: Sequence[bool]) -> dict[str, list[int]]:
    """Lines like their neighbours: lists of headlines, menus, columns of labels."""
    sizes = own.columns["letters"]
    labels = [int(not end and n < CORE_WORDS) for end, n in zip(ends, counts, strict=True)]
    before, behind = _runs(labels)
    near = [
        sum(abs(other - mine) < _LIKE for other in sizes[max(0, at - 3) : at + 4]) - 1
        for at, mine in enumerate(sizes)
    ]
    return {"labels_before": before, "labels_behind": behind, "like_near": near}


def _segments(own: Alone, core: Sequence[bool]) -> dict[str, list[int]]:
    """Where a line stands to the densest stretch of the page and to its core lines."""
    count = len(core)
    columns: dict[str, list[int]] = {}
    for name, cost in _COSTS.items():
        gains = [
            letters if is_good else -cost
            for letters, is_good in zip(own.letters, own.good, strict=True)
        ]
        first, last = _heaviest(gains)
        columns[f"{name}_from"] = [apart(at - first) for at in range(count)]
        columns[f"{name}_to"] = [apart(last - at) for at in range(count)]
    sizes = [letters if c else 0.0 for letters, c in zip(own.letters, core, strict=True)]
    upto = [0.0, *accumulate(sizes)]
    marks = [at for at in range(count) if core[at]]
    first, last = (marks[0], marks[-1]) if marks else (count, -1)
    columns["core"] = list(map(int, core))
    columns["core_from"] = [apart(at - first) for at in range(count)]
    columns["core_to"] = [apart(last - at) for at in range(count)]
    columns["core_so_far"] = [share(upto[at], upto[-1]) for at in range(count)]
    columns["core_to_come"] = [share(upto[-1] - upto[at + 1], upto[-1]) for at in range(count)]
    columns["page_core"] = [size(upto[-1] / 8)] * count
    columns["core_since"], columns["core_until"] = _distances(core)
    numbers = [0, *accumulate(map(int, core))]
    for reach in (_NEAR, _FAR):
        columns[f"cores_before_{reach}"] = [
            numbers[at] - numbers[max(0, at - reach)] for at in range(count)
        ]
        columns[f"cores_behind_{reach}"] = [
            numbers[min(count, at + 1 + reach)] - numbers[at + 1] for at in range(count)
        ]
    return columns


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


def _distances(core: Sequence[bool]) -> tuple[list[int], list[int]]:
    """Lines since the last core line and until the next one."""
    since: list[int] = []
    until: list[int] = []
    for found, order in ((since, core), (until, core[::-1])):
        away = 255
        for is_core in order:
            found.append(small(away))
            away = 1 if is_core else away + 1
    return since, until[::-1]
