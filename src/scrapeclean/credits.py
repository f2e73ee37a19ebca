"""Picture credits: told from captions by their grammar.

``Photo: Jane Doe``, ``© Jane Doe / dpa``, ``(Jane Doe/AFP via Getty Images)``; the words and
signs stand in ``lexicon/captions.json``.
"""

from __future__ import annotations

import re
from functools import cache

import regex

from .lexicon import by_first_letter, load, phrases

__all__ = ["credit_cue", "split_credit"]

_LONGEST_CREDIT = 140
_CLOSING = " \t.,;:|-–—/)]"
_OPENING = " \t|-–—/([:："
_HAS_SIGN = re.compile(r"©|℗|\(c\)|copyright", re.IGNORECASE)  # in every credit by its sign


def credit_cue(text: str) -> int:
    """How clearly a text gives a credit: 0 not, 1 by an agency's name, 2 by a label, 3 by ©."""
    if _HAS_SIGN.search(text) and _sign().search(text):
        return 3
    if _may_have_label(text) and _label().search(text):
        return 2
    return int(_agency().search(text) is not None)


def _may_have_label(text: str) -> bool:
    """Whether something is there that ends a label, or one that goes on with a name."""
    if ":" in text or "/" in text or "：" in text:
        return True
    plain = text.casefold()
    for words in phrases("captions", "joined"):  # noqa: SIM110  # half the time of any()
        if words in plain:
            return True
    return False


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


_BRACKETS = regex.compile(r"[(\[（]([^()\[\]（）]{2,100})[)\]）]\s*\.?$")


def _balanced(credit: str) -> str:
    return credit + ")" if credit.count("(") > credit.count(")") else credit


@cache
def _label() -> regex.Pattern[str]:
    """A label at the start, or behind a sentence, a bracket, a bar; then a colon or a name."""
    labels, joined = _words("labels"), _words("joined")
    return regex.compile(
        r"(?:^|(?<=[.!?。！？…|(\[（\-–—/\n»”\"'])\s{0,3})"
        rf"(?:(?:{labels})\s{{0,2}}[:：/]\s{{0,2}}|(?:{joined})\s)",
        regex.IGNORECASE,
    )


def _words(key: str) -> str:
    longest_first = sorted(phrases("captions", key), key=len, reverse=True)
    return "|".join(map(regex.escape, longest_first))


@cache
def _sign() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{load('captions')['signs']})\s{{0,3}}", regex.IGNORECASE)


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(by_first_letter(rf"\b{name}\b" for name in load("captions")["agencies"]))
