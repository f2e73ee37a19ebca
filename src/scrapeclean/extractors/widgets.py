"""Counters, share bars and controls: ``veryGood! (2)``, ``Like (31)``, ``Views: 1,024``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from ..lazy_patterns import lazy_regex
from ..lexicon import phrases
from ..model import Claim, Document, SoFar, Vote
from ..page_text import page_text
from ..parts import Widget
from ..shape import label

_LONGEST = 80
_SURE = 6.0  # weight of a known word with a number and nothing else, and of share links in a row
# A word or two, then a number that stands apart; or the number first.
_COUNTED = lazy_regex(
    r"(?P<word>[^\d()（）\[\]:：]{1,30}?)[!！]?\s{0,3}[:：(（\[]?\s{0,3}(?P<count>\d[\d.,\s]{0,12}[kKmM万]?)\s?[)）\]]?"
    r"|[(（\[]?(?P<count2>\d[\d.,\s]{0,12}[kKmM万]?)\s?[)）\]]?\s{1,3}(?P<word2>[^\d()（）\[\]:：]{1,30})"
)
_KINDS = ("like", "share", "comments", "views", "rating", "save")
_MULTIPLES = {"k": 1_000, "m": 1_000_000, "万": 10_000}
_PARTS = lazy_regex(r"[\s,|·•/、，]+")


class Widgets:
    """Recognises one-line widgets by their words and their shape."""

    name = "widgets"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"widget", "widgets"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        page = page_text(doc)
        found_at = {
            block.position: _widget(block.text, plain, numbered=digits > 0)
            for block, plain, digits in zip(page.blocks, page.labels, page.digits, strict=True)
            if len(block.text) <= _LONGEST and block.kind != "code" and not block.hidden
        }
        for block in page.blocks:
            found, text = found_at.get(block.position), block.text
            # One name may be any word ("X", "Line"): it is a button only beside others.
            alone = found and found.kind == "share" and not _PARTS.search(text)
            near = (found_at.get(block.position - 1), found_at.get(block.position + 1))
            if found and not (alone and not any(each and each.kind == "share" for each in near)):
                in_row = found.kind == "share" and any(e and e.kind == "share" for e in near)
                weight = _SURE if found.count is not None or in_row else 3.0
                yield Vote(block.position, "widget", weight, f"a {found.kind} widget")
                yield Claim("widgets", found, 0.9, "text", raw=text, blocks=(block.position,))


def _widget(text: str, plain: str, *, numbered: bool) -> Widget | None:
    counter = _counter(text) if numbered else None
    return counter or _control(text, plain) or _share_bar(text, plain)


def _counter(text: str) -> Widget | None:
    found = _COUNTED.fullmatch(text.strip())
    if not found:
        return None
    word = label((found["word"] or found["word2"]).rstrip("!！ "))
    kind = _kinds_by_word().get(word)
    if kind is None:
        return None
    return Widget(kind=kind, text=text, count=_number(found["count"] or found["count2"]))


def _share_bar(text: str, plain: str) -> Widget | None:
    """Two or more names of networks and nothing else, or a call to share."""
    head, colon, tail = text.partition(":")
    shares = (label(head) if colon else plain) in phrases("headings", "share")
    named = shares and not colon
    if named or plain in phrases("widgets", "networks"):
        return Widget(kind="share", text=text)
    known = _networks(tail if shares else text)
    return Widget(kind="share", text=text) if known > 1 or (shares and known >= 0) else None


def _networks(text: str) -> int:
    """How many names of networks a text is made of; -1 if it holds anything else."""
    known, names = 0, phrases("widgets", "networks")
    first = text.split(None, 1)[:1]
    if first and first[0].isalnum() and first[0].casefold() not in names:
        return -1  # as most lines
    for part in _PARTS.split(text.strip()):
        name = label(part)
        if name and name not in names:
            return -1
        known += bool(name)
    return known


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
    if multiple > 1 and regex.fullmatch(r"\d+[.,]\d", digits):
        return round(float(digits.replace(",", ".")) * multiple)
    digits = regex.sub(r"[.,\s]", "", digits)
    return int(digits) * multiple if digits.isdecimal() and len(digits) < 13 else None
