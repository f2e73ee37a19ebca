"""Features of a block by itself: its text, its links, its words that tell chrome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..heading_kinds import heading_labels
from ..lazy_patterns import lazy_re
from ..lexicon import load, phrases
from ..model import Block, Document
from ..notices import LONGEST_NOTICE, notices
from ..outline import running_text
from ..page_text import page_text
from ..scale import share, shares, sizes, smalls
from ..shape import label, labels, squash
from ._characters import characters

_KINDS = (
    "paragraph", "heading", "item", "cell", "code", "caption", "quote", "term", "definition",
)  # fmt: skip
_CODE_OF_KIND = {kind: code for code, kind in enumerate(_KINDS)}
_OTHER_KIND = len(_KINDS)
_LAST = {".": 1, "。": 1, "?": 2, "!": 2, "？": 2, "！": 2, ":": 3, "：": 3, "…": 4, ",": 6}
_CLOSING = "\"'”’»)]」』）"
_KNOWN = 8  # letters and digits; shorter texts stand in others by chance
_LABEL = lazy_re(r"\s*([^:：]{1,40})[:：]")


class Alone(NamedTuple):
    """The columns, and what the other features are made from."""

    columns: dict[str, bytes]
    texts: list[str]
    letters: list[float]
    good: list[bool]
    """Running text that is shown."""
    squashed: list[str]


def alone(doc: Document, blocks: Sequence[Block]) -> Alone:
    """Each block by itself."""
    page = page_text(doc)
    texts = page.lines
    lengths = list(map(len, texts))
    runs = running_text(doc)
    good = [runs[block.position] and not block.hidden for block in blocks]
    columns = {
        "letters": sizes(page.letters),
        "words": sizes(page.word_counts),
        "link_density": shares(page.link_chars, lengths),
        "links": smalls([len(block.links) for block in blocks]),
        "sentences": smalls(page.sentences),
        **_edges(texts),
        **characters(page, lengths),
        "kind": bytes([_CODE_OF_KIND.get(block.kind, _OTHER_KIND) for block in blocks]),
        "level": smalls([block.level for block in blocks]),
        "hidden": bytes([block.hidden for block in blocks]),
        "continues": bytes([block.continues for block in blocks]),
        "strong": bytes([_marked(block, "strong") if block.marks else 0 for block in blocks]),
        "emphasis": bytes([_marked(block, "em") if block.marks else 0 for block in blocks]),
        "good": bytes(good),
        "year": bytes(page.years),
        "clock": bytes(page.clocks),
        **_cues(doc, blocks),
        **_copies(blocks, page.squashed),
        **_matches(doc, page.squashed),
    }
    return Alone(columns, texts, page.letters, good, page.squashed)


def _edges(texts: Sequence[str]) -> dict[str, bytes]:
    """How the texts begin and end: each way is looked at once."""
    firsts, ends = [text[0] for text in texts], [text[-2:] for text in texts]
    of_first = {char: _first(char) for char in set(firsts)}
    of_end = {end: _last(end) for end in set(ends)}
    return {
        "first": bytes(map(of_first.__getitem__, firsts)),
        "last": bytes(map(of_end.__getitem__, ends)),
    }


def _first(char: str) -> int:
    if char.islower():
        return 0
    if char.isupper():
        return 1
    if char.isdigit():
        return 2
    return 3 if char.isalpha() else 4


def _last(end: str) -> int:
    char = end[-1]
    if char in _CLOSING and len(end) > 1:
        return 5 if end[-2] in _LAST else 7
    return _LAST.get(char, 0 if char.isalnum() else 8)


def _marked(block: Block, kind: str) -> int:
    marked = sum(mark.end - mark.start for mark in block.marks if mark.kind == kind)
    return share(marked, len(block.text))


def _cues(doc: Document, blocks: Sequence[Block]) -> dict[str, bytes]:
    """Which kinds of chrome the words speak for, as small codes; 0 for none."""
    headings, starts, kinds = _codes("headings"), _codes("labels"), _codes("notices")
    told = notices(doc)
    controls, networks = phrases("widgets", "controls"), phrases("widgets", "networks")
    page = page_text(doc)
    count, labelled = len(blocks), zip(page.lines, page.labels, strict=True)
    plain = [own if len(line) <= 60 else "" for line, own in labelled]
    notes = [told[block.position] for block in blocks]
    with_label = bytearray(count)
    for at in page.lines_with((":", "：")):
        with_label[at] = starts.get(_label_of(blocks[at].text), 0)
    return {
        "heading_cue": bytes([headings.get(each, 0) for each in plain]),
        "control": bytes(
            [
                (each in controls or each in networks) and len(line) < 40
                for each, line in zip(plain, page.lines, strict=True)
            ]
        ),
        "label_cue": bytes(with_label),
        "notice": bytes([kinds[note[1]] if note else 0 for note in notes]),
        "copyright": _flags(page.lines_with(("©",)), count),
        "address": _flags(page.lines_with(("@", "http")), count),
    }


def _flags(places: Iterable[int], count: int) -> bytes:
    flags = bytearray(count)
    for at in places:
        flags[at] = 1
    return bytes(flags)


def _label_of(text: str) -> str:
    """What stands before a colon near the beginning of a short text; "" if nothing does."""
    if len(text) > LONGEST_NOTICE:
        return ""
    start = _LABEL.match(text)
    return label(start[1]) if start else ""


@cache
def _codes(name: str) -> dict[str, int]:
    if name == "headings":
        kinds = heading_labels()
        of_kind = {kind: code for code, kind in enumerate(dict.fromkeys(kinds.values()), start=1)}
        return {plain: of_kind[kind] for plain, kind in kinds.items()}
    keys = [key for key in load(name) if key != "about"]
    codes: dict[str, int] = {}
    for code, key in enumerate(keys, start=1):
        known = phrases(name, key)
        for phrase in known if name == "notices" else labels(known):
            codes.setdefault(phrase, code)
    return codes


def _copies(blocks: Sequence[Block], squashed: Sequence[str]) -> dict[str, bytes]:
    """How often the same text, or the same target, stands on the page."""
    texts = Counter(squashed)
    targets = Counter(block.links[0].url for block in blocks if block.links)
    first = dict(zip(reversed(squashed), range(len(squashed) - 1, -1, -1), strict=True))
    return {
        "copies": smalls(map(texts.__getitem__, squashed)),
        "again": bytes([first[plain] < at for at, plain in enumerate(squashed)]),
        "same_target": smalls([targets[b.links[0].url] if b.links else 0 for b in blocks]),
    }


def _matches(doc: Document, squashed: Sequence[str]) -> dict[str, bytes]:
    """How a block compares with what the page says of itself."""
    head = doc.head
    title = squash(head.first_meta("og:title", "twitter:title") or head.title)
    about = squash(head.first_meta("description", "og:description", "twitter:description"))
    in_title, in_about = bytearray(len(squashed)), bytearray(len(squashed))
    for at, plain in enumerate(squashed):
        if plain == title:
            in_title[at] = 2 if plain else 0
        elif len(plain) > _KNOWN:
            in_title[at] = plain in title
        if about and len(plain) > _KNOWN:
            in_about[at] = 2 if plain in about else about[:40] == plain[:40]
    return {"in_title": bytes(in_title), "in_description": bytes(in_about)}
