"""Counters, share bars and controls: ``veryGood! (2)``, ``Like (31)``, ``Views: 1,024``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from ..heading_kinds import headings_of
from ..lazy_patterns import lazy_regex
from ..lexicon import phrases
from ..model import Claim, Document, SoFar, Vote
from ..page_text import page_text
from ..parts import Widget
from ..shape import ends_sentence, label

_LONGEST = 80
_SURE = 6.0  # weight of a known word with a number and nothing else, and of share links in a row
# A word or two, then a number that stands apart; or the number first.
_WORD_FIRST = (
    r"(?P<word>[^\d()（）\[\]:：]{1,30}?)[!！]?\s{0,3}[:：(（\[]?\s{0,3}"
    r"(?P<count>\d[\d.,\s]{0,12}[kKmM万]?)\s?[)）\]]?"
)
_COUNTED_FIRST = lazy_regex(_WORD_FIRST + r"\s{0,3}")
_SIGNS = lazy_regex(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$")
_COUNTED = lazy_regex(
    _WORD_FIRST
    + r"|[(（\[]?(?P<count2>\d[\d.,\s]{0,12}[kKmM万]?)\s?[)）\]]?\s{1,3}"
    + r"(?P<word2>[^\d()（）\[\]:：]{1,30})"
)
_BEFORE_COUNT, _BEHIND_COUNT = "(（[", ".,kKmM万)）]"
_KINDS = ("like", "share", "comments", "views", "rating", "save")
_MULTIPLES = {"k": 1_000, "m": 1_000_000, "万": 10_000}
_TENTHS, _GROUPING = lazy_regex(r"\d+[.,]\d"), lazy_regex(r"[.,\s]")
_PARTS = lazy_regex(r"[\s,|·•/、，]+")


class Widgets:
    """Recognises one-line widgets by their words and their shape."""

    name = "widgets"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"widget", "widgets"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        page, names = page_text(doc), phrases("widgets", "networks")
        known: dict[str, Widget | None] = {}  # much chrome is printed again
        found_at: dict[int, Widget] = {}
        for block, plain, digits in zip(page.blocks, page.labels, page.digits, strict=True):
            text = block.text
            if len(text) > _LONGEST or block.kind == "code" or block.hidden:
                continue
            if text not in known:
                known[text] = _widget(text, plain, numbered=digits > 0)
            widget = known[text]
            if widget:
                found_at[block.position] = widget
        for block in page.blocks if found_at else ():
            found, text = found_at.get(block.position), block.text
            # One name may be any word ("X", "Line"): it is a button only beside others.
            alone = found and found.kind == "share" and _is_one_word(text, names)
            near = (found_at.get(block.position - 1), found_at.get(block.position + 1))
            if found and not (alone and not any(each and each.kind == "share" for each in near)):
                in_row = found.kind == "share" and any(e and e.kind == "share" for e in near)
                weight = _SURE if found.count is not None or in_row else 3.0
                yield Vote(block.position, "widget", weight, f"a {found.kind} widget")
                yield Claim("widgets", found, 0.9, "text", raw=text, blocks=(block.position,))


def _is_one_word(text: str, names: frozenset[str]) -> bool:
    return label(text) in names and not _PARTS.search(text)


def _widget(text: str, plain: str, *, numbered: bool) -> Widget | None:
    counter = _counter(text) if numbered else None
    if counter or not (plain in _known_words() or _may_be_row(text)):
        return counter  # as most
    return _control(text, plain) or _share_bar(text, plain)


def _may_be_row(text: str) -> bool:
    """The quick look: a mark behind a label, or a name or a sign at the beginning."""
    if ":" in text or "：" in text:
        return True
    first = text.split(None, 1)[0]
    if not first.isalnum() or first.casefold() in phrases("widgets", "networks"):
        return True
    return " " not in text and text.casefold().startswith(_networks_begin())


@cache
def _known_words() -> frozenset[str]:
    """What a control or a share bar says if it says one thing."""
    named = (("labels", "font_size"), ("labels", "print"), ("headings", "share"))
    return phrases("widgets", "networks").union(*[phrases(*each) for each in named])


def _counter(text: str) -> Widget | None:
    last, first = text.rstrip()[-1:], text.lstrip()[:1]
    ends = last.isdecimal() or last in _BEHIND_COUNT
    if not (ends or first.isdecimal() or first in _BEFORE_COUNT):
        return None
    found = _COUNTED.fullmatch(text.strip())
    kind = _kind_of(found["word"] or found["word2"]) if found else None
    if found and kind:
        return Widget(kind=kind, text=text, count=_number(found["count"] or found["count2"]))
    return _counters(text) if ends else None


def _counters(text: str) -> Widget | None:
    """Several in a row, the word first: ``Helpful 12 Not helpful 3``."""
    row: list[regex.Match[str]] = []
    while not row or row[-1].end() < len(text):
        found = _COUNTED_FIRST.match(text, row[-1].end() if row else 0)
        if not found:
            return None
        row.append(found)
    if len(row) < 2:
        return None
    kinds = [_kind_of(each["word"]) for each in row]
    if not all(kinds) or kinds[0] is None:
        return None
    return Widget(kind=kinds[0], text=text, count=_number(row[0]["count"]))


def _kind_of(shown: str) -> str | None:
    """What a word, a sign or both count."""
    word = label(shown.rstrip("!！ "))
    kinds = _kinds_by_word()
    return kinds.get(word) or kinds.get(_SIGNS.sub("", word))


def _share_bar(text: str, plain: str) -> Widget | None:
    """Two or more names of networks and nothing else, or a call to share."""
    head, colon, tail = (text.replace("：", ":") if "：" in text else text).partition(":")
    shares = (label(head) if colon else plain) in headings_of("share")
    named = shares and not colon
    if named or plain in phrases("widgets", "networks"):
        return Widget(kind="share", text=text)
    if shares and not ends_sentence(tail):
        return Widget(kind="share", text=text)
    known = max(_networks(tail if shares else text), _glued(text))
    return Widget(kind="share", text=text) if known > 1 or (shares and known >= 0) else None


def _networks(text: str) -> int:
    """How many names of networks a text is made of; -1 if it holds anything else."""
    known, names = 0, phrases("widgets", "networks")
    first = text.split(None, 1)[:1]
    if first and first[0].isalnum() and first[0].casefold() not in names:
        return -1  # as most lines
    for part in _PARTS.split(text.strip()) if first else ():
        name = label(part)
        if name and name not in names:
            return -1
        known += bool(name)
    return known


def _glued(text: str) -> int:
    """How many names of networks a text without blanks is made of; 0 if it holds anything else."""
    folded, known = text.casefold(), phrases("widgets", "networks")
    if " " in folded or not folded.startswith(_networks_begin()):
        return 0
    at = count = 0
    while at < len(folded):
        longest = min(_longest_network(), len(folded) - at)
        ends = (at + length for length in range(longest, 0, -1))
        end = next((end for end in ends if folded[at:end] in known), 0)
        if not end:
            return 0
        at, count = end, count + 1
    return count


@cache
def _networks_begin() -> tuple[str, ...]:
    """The beginnings of all names: few texts begin with any."""
    return tuple({name[:3] for name in phrases("widgets", "networks")})


@cache
def _longest_network() -> int:
    return max(map(len, phrases("widgets", "networks")))


def _control(text: str, plain: str) -> Widget | None:
    named = plain
    if ":" in text or "：" in text:
        named = label(text.replace("：", ":").partition(":")[0])
    for kind in ("font_size", "print"):
        known = phrases("labels", kind)
        if plain in known or named in known:
            return Widget(kind=kind, text=text)
    return None


@cache
def _kinds_by_word() -> dict[str, str]:
    words: dict[str, str] = {}
    for kind in _KINDS:
        for word in phrases("widgets", kind):
            words.setdefault(word, kind)
    for word in phrases("labels", "views"):
        words.setdefault(word, "views")
    return words


def _number(shown: str) -> int | None:
    """``1,024``, ``3.1k``, ``2万``; None for what is no plausible count."""
    shown = shown.strip().lower()
    multiple = _MULTIPLES.get(shown[-1:], 1)
    digits = shown.rstrip("km万 ")
    if multiple > 1 and _TENTHS.fullmatch(digits):
        return round(float(digits.replace(",", ".")) * multiple)
    digits = _GROUPING.sub("", digits)
    return int(digits) * multiple if digits.isdecimal() and len(digits) < 13 else None
