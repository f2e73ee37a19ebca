"""Credits of those who edited a page: named beside its authors or below its text, but not one.

The labels stand in ``lexicon/labels.json`` under ``editor``. What introduces authors in one
language and editors in another is left to the authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from .finder import Look, look_for
from .lazy_patterns import lazy_regex
from .lexicon import phrases
from .model import Block
from .page_text import PageText
from .shape import fold, label

__all__ = [
    "crediting_lines", "introduces_editors", "names_editors", "names_staff", "without_editors",
]  # fmt: skip

_LONGEST = 80  # characters of a line that is such a credit
_LONGEST_STAFF = 300  # of one that names all who worked on a report
_BRACKETS = " \t([（［【「)]）］】」"
_MARK = lazy_regex(r"[:：]")
_PARTS = lazy_regex(r"\s+(?=\p{Han}{2,6}[:：])|\s*[|;；]\s*")
_SENTENCE = lazy_regex(r"[!?…。！？]|\p{Ll}{4}\.\s")


def without_editors(text: str) -> str:
    """A byline without the parts that say who edited the page."""
    return str(_credit().sub(" ", text)).strip() if _look()(fold(text)) else text


def introduces_editors(text: str) -> bool:
    """Whether a line is nothing but the label of such a credit ("Edited by")."""
    return label(text) in _labels()


def names_editors(text: str) -> bool:
    """Whether a short line says who edited the page, and otherwise at most who wrote it where."""
    if len(text) > _LONGEST:
        return False
    shown = text.strip(_BRACKETS)
    folded, known = fold(shown), _beginnings()
    if not folded.startswith((*known.get(folded[:3], ()), *known.get(folded[:2], ()))):
        return False
    if not _look()(folded) or _SENTENCE.search(shown):
        return False
    rests = [without_editors(part) for part in _PARTS.split(shown)]
    others = [rest for rest in rests if any(map(str.isalnum, rest))]
    return len(others) < len(rests) and all(map(_is_labelled, others))


def crediting_lines(page: PageText) -> Iterator[Block]:
    """The lines that name editors or staff, as `names_editors` and `names_staff` have it."""
    known, brackets = _beginnings(), frozenset(_BRACKETS)
    for block, line in zip(page.blocks, page.folded_lines, strict=True):
        start = line[:3]
        may = start in known or line[:2] in known or line[0] in brackets or ";" in line
        if (not may and start.isascii()) or len(block.text) > _LONGEST_STAFF:
            continue  # as most
        if names_editors(block.text) or names_staff(block.text):
            yield block


def names_staff(text: str) -> bool:
    """Whether a line does nothing but name who worked on a report, as news agencies end theirs:
    "(Reporting by … in …; Editing by …)". One part alone needs its brackets."""
    bracketed = text[:1] in _BRACKETS
    if not (bracketed or ";" in text) or len(text) > _LONGEST_STAFF:
        return False
    parts = text.strip(_BRACKETS + ".").split(";")
    return all(_staff().fullmatch(part.strip()) for part in parts)


def _is_labelled(text: str) -> bool:
    named = _MARK.split(text, 1)
    return len(named) > 1 and label(named[0]) in _beside()


@cache
def _labels() -> frozenset[str]:
    return phrases("labels", "editor") - phrases("people", "introductions")


@cache
def _beside() -> frozenset[str]:
    """Labels of what may stand in one line with a credit."""
    return phrases("labels", "source") | phrases("people", "introductions")


@cache
def _look() -> Look:
    return look_for({fold(phrase) for phrase in _labels()})


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    """What such a credit may begin with, by its first three characters; all of a shorter one."""
    starts: dict[str, tuple[str, ...]] = {}
    for phrase in map(fold, _labels() | _beside()):
        starts[phrase[:3]] = *starts.get(phrase[:3], ()), phrase
    return starts


@cache
def _credit() -> regex.Pattern[str]:
    """A label with its mark, or a verb with "by", and names up to where something else begins."""
    bare = phrases("people", "bare_introductions")
    verbs = [phrase for phrase in _labels() if phrase.rpartition(" ")[2] in bare]
    dense = [phrase for phrase in _labels() if regex.match(r"[\p{Han}\p{Kana}]", phrase)]
    begun = phrases("people", "introductions") | bare
    return regex.compile(
        rf"[\s,]{{0,3}}[(（\[【]?\s?(?:(?<![\p{{L}}\p{{M}}])(?:(?i:{_either(_labels())})\s?[:：]"
        rf"|(?i:{_either(verbs)})\s(?=[\p{{Lu}}\p{{Lo}}])|(?:{_either(dense)})[\s／/](?=\p{{Han}})))"
        rf"[^|;；•·⋅∙\n\t()（）\[\]【】\d]{{0,100}}?"
        rf"(?:[)）\]】]|(?=[|;；•·⋅∙\n\t()（）\[\]【】\d])|(?=\s[-–—]\s)|(?=\s\S{{1,12}}[:：])"
        rf"|(?=[\s,]{{1,3}}(?i:{_either(begun)})[\s:：])|$)"
    )


@cache
def _staff() -> regex.Pattern[str]:
    work = _either(phrases("labels", "staff"))
    return regex.compile(rf"(?i:{work})[:：]?\s(?=[\p{{Lu}}\p{{Lo}}])[^!?…。！？()（）]{{2,160}}")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
