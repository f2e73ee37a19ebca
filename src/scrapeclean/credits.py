"""Picture credits: told from captions by their grammar.

``Photo: Jane Doe``, ``© Jane Doe / dpa``, ``(Jane Doe/AFP via Getty Images)``; the words and
signs stand in ``lexicon/captions.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from .lazy_patterns import lazy_re, lazy_regex
from .lexicon import by_first_letter, load, phrases
from .page_text import PageText

__all__ = ["credit_cue", "credit_cues", "split_credit"]

_WORD = lazy_re(r"[^\W_]+")
_LONGEST_CREDIT = 140
_CLOSING = " \t.,;:|-–—/)]"
_OPENING = " \t|-–—/([:："
_SIGNS = ("©", "℗", "(c)", "copyright")  # a credit by its sign holds one of these


def credit_cue(text: str) -> int:
    """How clearly a text gives a credit: 0 not, 1 by an agency's name, 2 by a label, 3 by ©."""
    if _sign().search(text):
        return 3
    if _label().search(text):
        return 2
    return int(_agency().search(text) is not None)


def credit_cues(page: PageText, reach: int) -> list[int]:
    """For each line of a page what `credit_cue` says of its first `reach` characters.

    Only lines are looked at that hold a sign, an agency, or the word of a label with its mark.
    """
    maybe = set(page.lines_with(_maybe_in(_agencies(), page.words)))
    maybe.update(page.folded_lines_with(_SIGNS))
    maybe.update(page.folded_lines_with(phrases("captions", "joined")))
    marked = {  # a mark with which a label ends, but for those that go on with a name
        at for at, line in enumerate(page.lines) if ":" in line or "/" in line or "：" in line
    } - maybe
    starts = "\n".join([page.folded_lines[at] for at in marked])  # far less than the whole page
    labels = _maybe_in(phrases("captions", "labels"), _WORD.findall(starts))
    words = [word for word in labels if word in starts]
    maybe.update([at for at in marked if any(map(page.folded_lines[at].__contains__, words))])
    cues = [0] * len(page.lines)
    for at in maybe:
        cues[at] = credit_cue(page.lines[at][:reach])
    return cues


def _maybe_in(names: frozenset[str] | tuple[str, ...], words: Iterable[str]) -> list[str]:
    """Those whose first word is among some words: few are left to be looked for."""
    by_first = _by_first_word(names)
    return list(chain.from_iterable([by_first[word] for word in by_first.keys() & words]))


@cache
def _by_first_word(names: frozenset[str] | tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_WORD.findall(name)[0], []).append(name)
    return found


def split_credit(text: str) -> tuple[str, str]:
    """A caption without its credit, and the credit (without its label); "" for what is missing.

    A credit stands at the end: behind a label or a sign, or in brackets that name an agency.
    """
    for pattern in (_label(), _sign()):
        found = None
        for each in pattern.finditer(text):
            if len(text) - each.end() <= _LONGEST_CREDIT and text[each.end() :].strip(_CLOSING):
                found = each
                break
        if found:
            credit = text[found.end() :].strip(_OPENING).rstrip(_CLOSING)
            return text[: found.start()].rstrip(_OPENING).strip(), _balanced(credit)
    bracket = _BRACKETS.search(text)
    if bracket and (_agency().search(bracket[1]) or "/" in bracket[1]):
        return text[: bracket.start()].strip(), bracket[1].strip()
    return text, ""


_BRACKETS = lazy_regex(r"[(\[（]([^()\[\]（）]{2,100})[)\]）]\s*\.?$")


def _balanced(credit: str) -> str:
    return credit + ")" if credit.count("(") > credit.count(")") else credit


@cache
def _label() -> re.Pattern[str]:
    """A label at the start, or behind a sentence, a bracket, a bar; then a colon or a name."""
    labels, joined = _words("labels"), _words("joined")
    return re.compile(
        r"(?:^|(?<=[.!?。！？…|(\[（\-–—/\n»”\"'])\s{0,3})"
        rf"(?:(?:{labels})\s{{0,2}}[:：/]\s{{0,2}}|(?:{joined})\s)",
        re.IGNORECASE,
    )


def _words(key: str) -> str:
    longest_first = sorted(phrases("captions", key), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first))


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(rf"(?:{load('captions')['signs']})\s{{0,3}}", re.IGNORECASE)


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(by_first_letter(rf"\b{re.escape(name)}\b" for name in _agencies()))


@cache
def _agencies() -> tuple[str, ...]:
    return tuple(load("captions")["agencies"])
