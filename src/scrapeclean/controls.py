"""The short lines around a reader's comment: who wrote it and when, answer, report, quote."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from .lazy_patterns import lazy_re
from .lexicon import phrases
from .model import Block
from .shape import fold, label

__all__ = ["ago", "is_answer_control", "is_signature", "says_when", "without_verb"]

_DIGITS = lazy_re(r"\d+")
_DATED = lazy_re(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_SHORT = 60  # characters of one or two controls
_LONGEST_AGO = 80  # characters
_EDGES = " \t\u00a0,:：·•|()-–—"
_EDGE = r"[\s,:·•|()\-–—]*"
_SPEAKS = (":", "：", "...", "…")


def is_answer_control(block: Block) -> bool:
    """Whether a block is no more than controls to answer or report a comment, counts left out."""
    if len(block.text) >= _SHORT:
        return False
    if _is_label(block.text):
        return True
    shown = [block.text[link.start : link.end] for link in block.links]
    return bool(shown) and block.link_density > 0.5 and all(map(_is_label, shown))


def says_when(line: str) -> bool:
    """Whether a short line holds a year or a time of day, or begins or ends with how long ago."""
    return _DATED.search(line) is not None or (_DIGITS.search(line) is not None and bool(ago(line)))


def ago(line: str) -> str:
    """How long ago something was written, if a short line says so at one of its ends; else ""."""
    if len(line) >= _LONGEST_AGO:
        return ""
    folded, (pieces, named), found = fold(line), _said_ago(), None
    if folded.rstrip(_EDGES).endswith(named) or any(map(folded.__contains__, pieces)):
        found = _ago().search(line)
    elif _DIGITS.search(line):
        found = _ago_in_short().search(line)
    return found[0].strip(_EDGES) if found else ""


def is_signature(line: str) -> bool:
    """Whether a short line is a name, a verb and a mark: ``Jane said...``, ``Jane schreibt:``."""
    if len(line) >= _SHORT or not line.endswith(_SPEAKS):
        return False
    found = _verbs("says").search(line.strip(_EDGES))
    return found is not None and found.start() > 0


def without_verb(text: str) -> str:
    """A reader's name in a signature, without ``says:``, ``schrieb am``, ``by`` …"""
    named = _starts().sub("", _verbs("says", "on").sub("", text.strip(_EDGES)))
    return str(named).strip(_EDGES)


def _is_label(text: str) -> bool:
    return label(_DIGITS.sub("", text)) in phrases("threads", "answer")


@cache
def _verbs(*keys: str) -> regex.Pattern[str]:
    """What ends a signature."""
    words = _either(phrase for key in keys for phrase in phrases("threads", key))
    return regex.compile(rf"(?i)\s*(?<!\p{{Latin}})(?:{words})\s*[:：.…]*$")


@cache
def _starts() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)^(?:{_either(phrases('threads', 'by'))})[\s:：]+")


@cache
def _said_ago() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For a quick look, the longest piece of each phrase with a number, and the other phrases."""
    said = list(map(fold, phrases("threads", "ago")))
    pieces = {max(phrase.split("#"), key=len) for phrase in said if "#" in phrase}
    return tuple(pieces), tuple(phrase for phrase in said if "#" not in phrase)


@cache
def _ago() -> regex.Pattern[str]:
    """What stands for how long ago, at the start or the end of a line.

    What all phrases share is called by its name: spelled out in each of them it makes an expression
    of 50,000 characters, which takes longer to compile than several pages do.
    """
    some, said = _either(phrases("threads", "some")), phrases("threads", "ago")
    counted = "|".join(
        regex.escape(phrase, special_only=True).replace(r"\#", "#").replace("#", "(?&units)")
        for phrase in sorted(said, key=len, reverse=True) if "#" in phrase
    )  # fmt: skip
    named = _either(phrase for phrase in said if "#" not in phrase)
    unit = rf"(?:\d{{1,3}}\s?|\b(?:{some})\s)(?!\d)[\p{{L}}\p{{M}}]{{1,16}}\.?"
    units = r"(?&unit)(?:[\s,]{1,2}(?:\p{L}{1,3}\s)?(?&unit))?"
    shared = rf"(?(DEFINE)(?P<unit>{unit})(?P<units>{units})(?P<counted>{counted}))"
    begins = rf"^{_EDGE}(?&counted)(?![\p{{L}}\p{{M}}])"
    ends = rf"(?:(?<![\p{{L}}\p{{M}}\d])(?:(?&counted)|{named})|{_short()}){_EDGE}$"
    return regex.compile(rf"(?i){shared}{begins}|{ends}")


@cache
def _ago_in_short() -> regex.Pattern[str]:
    """The same where no phrase stands: ``3h``, ``2 d``."""
    return regex.compile(rf"(?i){_short()}{_EDGE}$")


def _short() -> str:
    return rf"(?<![\p{{L}}\p{{N}}])\d{{1,2}}(?:{_either(phrases('threads', 'units'))})"


def _either(words: Iterable[str]) -> str:
    return "|".join(map(regex.escape, sorted(words, key=lambda word: (-len(word), word))))
