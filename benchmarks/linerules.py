"""Line rules of two well-known datasets, after their published descriptions.

C4: Raffel et al., Exploring the Limits of Transfer Learning with a Unified Text-to-Text
Transformer, JMLR 21 (2020), section 2.2. Kept are lines that end in a terminal punctuation mark
and have at least five words; gone are lines that mention JavaScript or policies, and lines that
stand on the page already (the paper drops repeated spans of three sentences over the data set).
Rules that discard whole pages (few sentences, bad words, braces) make no text and are left out.

FineWeb: Penedo et al., The FineWeb Datasets, NeurIPS 2024, section 3.4 and 3.5. It takes C4's rules
but for the terminal mark, and discards pages by the share of their lines that are short (at most
30 characters) or repeated; here the lines themselves are judged so.

Both are English in their papers. For other languages the marks that end sentences in any script
count, and a Chinese, Japanese, Korean or Thai character counts as a word, so that rules are not
beaten by languages they were not written for.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

import measures

FEWEST_WORDS = 5
SHORT_LINE = 30
_TERMINAL = regex.compile(r"[\p{Sentence_Terminal}\"”»」』][\"'”’»)\]」』）]{0,2}$")
_POLICIES = (
    "javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies",
    "use of cookies", "use cookies",
)  # fmt: skip


def c4(page: str) -> str:
    """The lines that C4 keeps."""
    return "\n".join(
        line for line in _fresh(page)
        if _TERMINAL.search(line[-6:]) and len(measures.words(line)) >= FEWEST_WORDS
    )  # fmt: skip


def fineweb(page: str) -> str:
    """The lines that speak for a page by FineWeb's measures."""
    return "\n".join(line for line in _fresh(page) if len(line) > SHORT_LINE)


def _fresh(page: str) -> Iterator[str]:
    """Lines that are no policy and have not been there yet."""
    seen = set()
    for line in page.splitlines():
        plain = line.strip()
        if not plain or plain in seen:
            continue
        seen.add(plain)
        lower = plain.lower()
        if not any(phrase in lower for phrase in _POLICIES):
            yield plain
