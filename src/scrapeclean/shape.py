"""What can be told of a text by its shape alone, in any language."""

from __future__ import annotations

import regex

_SENTENCE_END = regex.compile(r"""[.!?…。！？।؟۔։።]["'”’»›)\]」』】）]{0,3}$""")
_SENTENCE_BREAK = regex.compile(r"""[.!?…।؟۔]["'”’»)\]]{0,2}\s|[。！？]""")
_IDEOGRAPHIC = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}]")
_IDEOGRAM_WORTH = 2.5  # letters of an alphabetic script that one ideograph stands for
_EDGES = " \t\u00a0:：-–—|•·»«>›<,;.()[]【】\"'“”"


def squash(text: str) -> str:
    """Letters and digits only, case folded: what two printings of one text share."""
    return "".join(filter(str.isalnum, text)).casefold()


def label(text: str) -> str:
    """A short text as the lexicons spell it: no punctuation at the ends, case folded."""
    return " ".join(text.strip(_EDGES).casefold().split())


def letters(text: str) -> float:
    """Length in letters of an alphabetic script; an ideograph counts for several."""
    if text.isascii():
        return float(len(text))
    return len(text) + (_IDEOGRAM_WORTH - 1) * len(_IDEOGRAPHIC.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether it ends as a sentence does."""
    return _SENTENCE_END.search(text[-6:]) is not None


def sentence_count(text: str) -> int:
    """Number of sentence ends, the last one included."""
    return len(_SENTENCE_BREAK.findall(text)) + (
        1 if text and text[-1] not in "。！？" and ends_sentence(text) else 0
    )


def is_prose(text: str, link_density: float = 0.0) -> bool:
    """A running sentence or more, not made of links."""
    size = letters(text)
    if size < 60 or link_density > 0.5:
        return False
    return ends_sentence(text) or size >= 140 or sentence_count(text) > 0


def is_headline(text: str) -> bool:
    """As long as a headline may be, and more than a label."""
    return 12 <= letters(text) <= 220 and sum(map(str.isalpha, text)) * 2 > len(text)
