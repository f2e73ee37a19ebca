"""Features of a block by itself: its text, its links, its words that tell chrome."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from ..lexicon import load, phrases
from ..model import Block, Document
from ..notices import LONGEST_NOTICE, notices
from ..outline import running_text
from ..scale import share, size, small
from ..shape import label, letters, sentence_count, squash

_KINDS = (
    "paragraph", "heading", "item", "cell", "code", "caption", "quote", "term", "definition",
)  # fmt: skip
_LAST = {".": 1, "。": 1, "?": 2, "!": 2, "？": 2, "！": 2, ":": 3, "：": 3, "…": 4, ",": 6}
_CLOSING = "\"'”’»)]」』）"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_ASCII = re.compile(r"[\x00-\x7f]+")
_CLASSES = tuple(
    (bytes(code for code in range(128) if tells(chr(code))), tells)
    for tells in (str.isdigit, str.isupper, str.isalpha)
)
_LABEL = regex.compile(r"\s*([^:：]{1,40})[:：]")


class Alone(NamedTuple):
    """The columns, and what the other features are made from."""

    columns: dict[str, list[int]]
    letters: list[float]
    good: list[bool]
    """Running text that is shown."""
    squashed: list[str]


def alone(doc: Document, blocks: Sequence[Block]) -> Alone:
    """Each block by itself."""
    sizes = [letters(block.text) for block in blocks]
    squashed = [squash(block.text) for block in blocks]
    runs = running_text(doc)
    good = [not block.hidden and runs[block.position] for block in blocks]
    columns = {
        "letters": [size(number) for number in sizes],
        "words": [size(len(block.text.split())) for block in blocks],
        "link_density": [share(block.link_chars, len(block.text)) for block in blocks],
        "links": [small(len(block.links)) for block in blocks],
        "sentences": [small(sentence_count(block.text)) for block in blocks],
        "first": [_first(block.text) for block in blocks],
        "last": [_last(block.text) for block in blocks],
        **_characters(blocks),
        "commas": [small(sum(map(block.text.count, ",，、،;"))) for block in blocks],
        "quotes": [small(sum(map(block.text.count, '"“”„«»「」'))) for block in blocks],
        "questions": [small(block.text.count("?") + block.text.count("？")) for block in blocks],
        "bars": [small(block.text.count("|") + block.text.count("•")) for block in blocks],
        "year": [int(_YEAR.search(block.text[:200]) is not None) for block in blocks],
        "clock": [int(_CLOCK.search(block.text[:200]) is not None) for block in blocks],
        "kind": [_KINDS.index(block.kind) if block.kind in _KINDS else 9 for block in blocks],
        "level": [small(block.level) for block in blocks],
        "hidden": [int(block.hidden) for block in blocks],
        "continues": [int(block.continues) for block in blocks],
        "strong": [_marked(block, "strong") for block in blocks],
        "emphasis": [_marked(block, "em") for block in blocks],
        "good": list(map(int, good)),
        **_cues(doc, blocks),
        **_copies(blocks, squashed),
        **_matches(doc, squashed),
    }
    return Alone(columns, sizes, good, squashed)


def _characters(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Shares of digits, capitals, letters; what is ASCII is counted without a loop."""
    columns: dict[str, list[int]] = {"digits": [], "uppers": [], "alphas": []}
    for block in blocks:
        raw = block.text.encode("ascii", "ignore")
        rest = "" if len(raw) == len(block.text) else _ASCII.sub("", block.text)
        for column, (deleted, tells) in zip(columns.values(), _CLASSES, strict=True):
            number = len(raw) - len(raw.translate(None, deleted)) + sum(map(tells, rest))
            column.append(share(number, len(block.text)))
    return columns


def _first(text: str) -> int:
    char = text[0]
    if char.islower():
        return 0
    if char.isupper():
        return 1
    if char.isdigit():
        return 2
    return 3 if char.isalpha() else 4


def _last(text: str) -> int:
    char = text[-1]
    if char in _CLOSING and len(text) > 1:
        return 5 if text[-2] in _LAST else 7
    return _LAST.get(char, 0 if char.isalnum() else 8)


def _marked(block: Block, kind: str) -> int:
    if not block.marks:
        return 0
    marked = sum(mark.end - mark.start for mark in block.marks if mark.kind == kind)
    return share(marked, len(block.text))


def _cues(doc: Document, blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Which kinds of chrome the words speak for, as small codes; 0 for none."""
    headings, starts, kinds = _codes("headings"), _codes("labels"), _codes("notices")
    told = notices(doc)
    controls = phrases("widgets", "controls") | phrases("widgets", "networks")
    names = ("heading_cue", "label_cue", "notice", "control")
    columns: dict[str, list[int]] = {name: [] for name in names}
    for block in blocks:
        short = len(block.text) <= LONGEST_NOTICE
        plain = label(block.text) if len(block.text) <= 60 else ""
        columns["heading_cue"].append(headings.get(plain, 0))
        columns["control"].append(int(len(block.text) < 40 and plain in controls))
        start = _LABEL.match(block.text) if short else None
        columns["label_cue"].append(starts.get(label(start[1]), 0) if start else 0)
        notice = told[block.position]
        columns["notice"].append(kinds[notice[1]] if notice else 0)
    columns["copyright"] = [int("©" in block.text) for block in blocks]
    columns["address"] = [int("@" in b.text or "http" in b.text) for b in blocks]
    return columns


@cache
def _codes(name: str) -> dict[str, int]:
    keys = [key for key in load(name) if key != "about"]
    codes: dict[str, int] = {}
    for code, key in enumerate(keys, start=1):
        for phrase in phrases(name, key):
            codes.setdefault(phrase if name == "notices" else label(phrase), code)
    return codes


def _copies(blocks: Sequence[Block], squashed: Sequence[str]) -> dict[str, list[int]]:
    """How often the same text, or the same target, stands on the page."""
    texts = Counter(squashed)
    targets = Counter(block.links[0].url for block in blocks if block.links)
    seen: set[str] = set()
    again = []
    for plain in squashed:
        again.append(int(plain in seen))
        seen.add(plain)
    return {
        "copies": [small(texts[plain]) for plain in squashed],
        "again": again,
        "same_target": [small(targets[b.links[0].url]) if b.links else 0 for b in blocks],
    }


def _matches(doc: Document, squashed: Sequence[str]) -> dict[str, list[int]]:
    """How a block compares with what the page says of itself."""
    head = doc.head
    title = squash(head.first_meta("og:title", "twitter:title") or head.title)
    about = squash(head.first_meta("description", "og:description", "twitter:description"))
    in_title, in_about = [], []
    for plain in squashed:
        known = len(plain) > 8
        in_title.append(2 if plain and plain == title else int(known and plain in title))
        if not about or not known:
            in_about.append(0)
        else:
            in_about.append(2 if plain in about else int(about[:40] == plain[:40]))
    return {"in_title": in_title, "in_description": in_about}
