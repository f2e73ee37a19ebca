"""What can be told of a text by its shape alone, in any language and script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from .lazy_patterns import lazy_re, lazy_regex

# Unicode knows the marks that end sentences in every script (danda, khan, ideographic full stop);
# the Tibetan shad and the Greek question mark have other uses as well, so it does not list them.
_CLOSING = r"""["'”’“‘»›)\]」』】）]{0,3}"""
_MARKS = r"\p{Sentence_Terminal}…།༎\u037e"
_SENTENCE_END = lazy_regex(rf"[{_MARKS}]{_CLOSING}$")
# Marks that are part of ASCII also stand inside numbers and names: what follows must be a blank.
_SENTENCE_BREAK = lazy_regex(
    rf"[.!?…]{_CLOSING}(?=\s|$)|[[{_MARKS}]--[.!?…]]", flags=regex.VERSION1
)
_PLAIN_BREAK = lazy_re(rf"[.!?…]{_CLOSING}(?=\s|$)")
_OTHER_MARK = lazy_regex(rf"[[{_MARKS}]--[.!?…]]", flags=regex.VERSION1)
_UNMARKED = lazy_regex(r"[\p{Thai}\p{Lao}]")
_DIFFERS = lazy_re(r"""[.!?]["')\]]{0,2}>""")  # ends a sentence in ASCII only
_DENSE = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Yi}]")
_DENSE_WORTH = 2.5  # letters of an alphabetic script that one ideograph or syllable stands for
# A quick look: in these ranges nothing is dense (the others take four times as long to compile).
_MAYBE_DENSE = lazy_re("[^\x00-\u10ff\u1200-\u2e7f]")
_ASCII_END = lazy_re(r"""[.!?]["')>\]]{0,3}$""")
_ASCII_BREAK = lazy_re(r"""[.!?]["')>\]]{0,3}(?=\s|$)""")
_BLANKS = lazy_re(r"[^\S\n]+")
_UNEVEN = lazy_re(r"  |[^\S\n ]")
_NO_ASCII_ALNUM = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_ALNUM = lazy_re(r"[\W_]+")  # all but what `str.isalnum` is true of
_NO_ASCII_ALPHA = bytes(code for code in range(128) if not chr(code).isalpha())
_LETTER = lazy_regex(r"[\p{L}\p{M}]")  # vowel signs of Indian and Thai scripts are marks
_ALL_CLOSING = frozenset("\"')>]”’“‘»›」』】）")
_COUNTED = "\x00"  # the cleaner leaves none in a page
_PROSE, _LONG_PROSE = 60, 140  # letters of a sentence, and of what needs no mark to be one
_LINKED = 0.5  # share of the text
_EDGES = " \t\u00a0:：-–—|•·»«›<>,;.()[]【】\"'“”"


def squash(text: str) -> str:
    """Letters and digits only, case folded: what two printings of one text share."""
    if text.isascii():
        return text.encode().translate(None, _NO_ASCII_ALNUM).decode().lower()
    return _NO_ALNUM.sub("", text).casefold()


def label(text: str) -> str:
    """A short text as the lexicons spell it: no punctuation at the ends, case folded."""
    return " ".join(text.strip(_EDGES).casefold().split())


def strip_edges(text: str) -> str:
    """Without punctuation and blanks at the ends."""
    return text.strip(_EDGES)


def fold(text: str) -> str:
    """Without the differences that `re.IGNORECASE` overlooks, and those of Turkish."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.replace("\u0307", "").replace("ı", "i")


def labels(texts: Iterable[str]) -> list[str]:
    """The `label` of each text of many, none of which holds a line end."""
    folded = "\n".join(texts).casefold()
    if _UNEVEN.search(folded):
        folded = _BLANKS.sub(" ", folded)
    return [text.strip(_EDGES) for text in folded.split("\n")]


def digit_count(text: str) -> int:
    """Number of digits of any script."""
    if text.isascii():
        return len(text) - len(text.encode().translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))


def letters(text: str) -> float:
    """Length in letters of an alphabetic script; an ideograph counts for several."""
    if text.isascii() or not _MAYBE_DENSE.search(text):
        return float(len(text))
    return len(text) + (_DENSE_WORTH - 1) * len(_DENSE.findall(text))


def mostly_letters(text: str) -> bool:
    """Whether more than half of the characters are letters or signs that belong to letters."""
    if text.isascii():
        return len(text.encode().translate(None, _NO_ASCII_ALPHA)) * 2 > len(text)
    if sum(map(str.isalpha, text)) * 2 > len(text):  # nearly always: few letters need signs
        return True
    return len(_LETTER.findall(text)) * 2 > len(text)


def ends_sentence(text: str) -> bool:
    """Whether it ends as a sentence does; Thai and Lao have no mark for it."""
    if text[-1:].isalnum():
        return False  # as most labels
    tail = text[-6:]
    return (_ASCII_END if tail.isascii() else _SENTENCE_END).search(tail) is not None


def may_end(text: str) -> bool:
    """Whether running text may end so: a sentence, or a long line of a script without a mark."""
    return ends_sentence(text) or (
        letters(text) >= _LONG_PROSE and _UNMARKED.search(text[-1:]) is not None
    )


def sentence_count(text: str) -> int:
    """Number of sentence ends, the last one included."""
    if not text.isascii():
        return len(_SENTENCE_BREAK.findall(text))
    if "." in text or "!" in text or "?" in text:
        return len(_ASCII_BREAK.findall(text))
    return 0


def sentence_counts(whole: str, others: str) -> list[int]:
    """`sentence_count` of each line of a text.

    Args:
        whole: the lines.
        others: the different characters in it that are not ASCII.
    """
    if _COUNTED in whole or (others and ">" in whole and _DIFFERS.search(whole)):
        return list(map(sentence_count, whole.split("\n")))
    marked = (_PLAIN_BREAK if others else _ASCII_BREAK).sub(_COUNTED, whole)
    for mark in _OTHER_MARK.findall(others):
        marked = marked.replace(mark, _COUNTED)
    return [line.count(_COUNTED) for line in marked.split("\n")]


def all_end_sentences(lines: Sequence[str], others: str) -> list[bool]:
    """`ends_sentence` of each line; `others` are the characters in them that are not ASCII."""
    marks = {*".!?…", *_OTHER_MARK.findall(others)}
    return [
        line[-1:] in marks or (line[-1:] in _ALL_CLOSING and ends_sentence(line)) for line in lines
    ]


def all_letters(lines: Sequence[str], others: str) -> list[float]:
    """`letters` of each line; `others` are the characters in them that are not ASCII."""
    if _MAYBE_DENSE.search(others):
        return list(map(letters, lines))
    return list(map(float, map(len, lines)))


def is_prose(text: str, link_density: float = 0.0) -> bool:
    """A running sentence or more, not made of links."""
    size = letters(text)
    if size < _PROSE or link_density > _LINKED:
        return False
    return size >= _LONG_PROSE or sentence_count(text) > 0


def all_prose(
    sizes: Sequence[float], sentences: Sequence[int], link_densities: Sequence[float]
) -> list[bool]:
    """`is_prose` of each line, by its `letters`, its `sentence_count` and how much is linked."""
    return [
        size >= _PROSE and density <= _LINKED and (size >= _LONG_PROSE or count > 0)
        for size, count, density in zip(sizes, sentences, link_densities, strict=True)
    ]
