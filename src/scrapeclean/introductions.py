"""What introduces names in a byline: phrases such as "written by", in any known language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import regex

from .lexicon import phrases
from .page_text import PageText
from .shape import fold

__all__ = [
    "AROUND_NAMES", "introduces_names", "introducing_lines", "is_plainly_introduced",
    "without_introduction",
]  # fmt: skip

AROUND_NAMES = ' \t\u00a0\u200b\ufeff:：՝-–—|•·»«›‹,;，、/／"“”„*_~→←↗●⋅◦▪■►▶'
"""Signs and blanks that may stand around a name."""
_LONGEST = 80  # characters of such a phrase, and more


def introduces_names(text: str, *, plainly: bool = False) -> bool:
    """Whether a line is nothing but what stands before names ("Written by"); with `plainly`,
    whether it starts with an introduction that cannot mean anything else."""
    if plainly:
        return _begins_clearly(text) and bool(_marked_introductions().match(text))
    return text.strip(AROUND_NAMES).casefold() in _introducing()


def introducing_lines(page: PageText) -> tuple[list[bool], list[bool]]:
    """For each line of a page what `introduces_names` says, and what it says with `plainly`."""
    known, starts = _introducing(), _clear_beginnings()
    bare = [line.strip(AROUND_NAMES) in known for line in page.folded_lines]
    begun = [
        line.startswith(starts.get(line[:3], ())) if line.isascii()
        else line[:3] in starts or not line[:3].isascii()
        for line in page.folded_lines
    ]  # fmt: skip
    plain = [
        may and introduces_names(block.text, plainly=True)
        for may, block in zip(begun, page.blocks, strict=True)
    ]
    return bare, plain


def without_introduction(text: str) -> str:
    """A byline without what introduces its names, and without what stands around them."""
    for _ in range(2):
        found = None
        if _may_introduce(text):
            clear = _begins_clearly(text) or any(mark in text for mark in ":：՝")
            found = clear and _clear_introductions().match(text)
            found = found or _bare_introductions().match(text)
        rest = text[found.end() :].strip(AROUND_NAMES) if found else text.strip(AROUND_NAMES)
        if rest == text or not rest:
            break
        text = rest
    return text


def is_plainly_introduced(text: str) -> bool:
    """Whether it starts with what cannot mean anything else: "by", or any with a mark behind it."""
    if _plain_introductions().match(text):
        return True
    return _begins_clearly(text) and bool(_marked_introductions().match(text))


# ---- the lexicon --------------------------------------------------------------------------------


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _introducing() -> frozenset[str]:
    return phrases("people", "introductions") | phrases("people", "bare_introductions")


# Long lists go to `re`, which compiles them in a third of the time that `regex` takes.


@cache
def _clear_introductions() -> re.Pattern[str]:
    """Phrases that introduce names wherever they start a line, and "by" with a mark behind it."""
    clear, bare = phrases("people", "introductions"), phrases("people", "bare_introductions")
    return re.compile(
        rf"(?i:(?:{_either(clear)})(?:\s*[:：՝|/／]\s*|\s+)|(?:{_either(_unspaced(clear))})\s*"
        rf"|(?:{_either(bare)})\s*[:：՝]\s*)"
    )


@cache
def _bare_introductions() -> regex.Pattern[str]:
    """Ordinary words such as "by", which need a capital behind them."""
    bare = _either(phrases("people", "bare_introductions"))
    return regex.compile(rf"(?i:{bare})\s+(?=\p{{Lu}}|\p{{Lo}}|$)")


def _unspaced(words: Iterable[str]) -> list[str]:
    """Those in scripts that part words by no blanks."""
    return [word for word in words if regex.match(r"[\p{Han}\p{Kana}\p{Hangul}]", word)]


@cache
def _plain_introductions() -> re.Pattern[str]:
    clear, bare = phrases("people", "introductions"), phrases("people", "bare_introductions")
    return re.compile(rf"(?i:(?:{_either(bare)})\s|(?:{_either(_unspaced(clear))}))")


@cache
def _marked_introductions() -> re.Pattern[str]:
    """Those that need no headline near to be believed: "written by", or any with a mark."""
    bare, clear = phrases("people", "bare_introductions"), phrases("people", "introductions")
    said = [phrase for phrase in clear if phrase.rpartition(" ")[2] in bare]
    return re.compile(rf"(?i:(?:{_either(said)})\s|(?:{_either(clear)})\s?[:：՝|/／])")


def _may_introduce(text: str) -> bool:
    """The quick look: whether a text begins as something that introduces names does."""
    pair = fold(text[:2])
    return pair in _beginnings() or pair[:1] in _beginnings()


def _begins_clearly(text: str) -> bool:
    """Whether a text begins with a phrase that introduces names: most that may have "by"."""
    start, known = fold(text[:3])[:3], _clear_beginnings()
    begun = [known[key] for key in (start, start[:2], start[:1]) if key in known]
    if len(start) == 3 and not begun:
        return False  # as most texts
    folded = fold(text[:_LONGEST])
    return any(map(folded.startswith, begun if len(start) == 3 else known.values()))


@cache
def _clear_beginnings() -> dict[str, tuple[str, ...]]:
    """These phrases by their first three characters; a shorter one by itself."""
    starts: dict[str, tuple[str, ...]] = {}
    for phrase in map(fold, phrases("people", "introductions")):
        starts[phrase[:3]] = *starts.get(phrase[:3], ()), phrase
    return starts


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters of what introduces names, or the only one."""
    return frozenset(fold(phrase)[:2] for phrase in _introducing())
