"""The language and direction of the text itself, beside what the page says of them.

The direction is that of the script most letters are of. The language is told by py3langid (the
extra ``language``: naive Bayes over byte n-grams, Lui and Baldwin: langid.py, an off-the-shelf
language identification tool, ACL 2012), offline; without it only the page's own word counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from ..lazy_patterns import lazy_regex
from ..model import Claim, Document, SoFar

_SAMPLE = 2000  # characters; more tells nothing new
_FEWEST = 120  # letters; fewer are told wrong too often
_CLAIM = 0.6  # short of what a page states; a template's wrong word is named in a warning
_SCRIPT = 0.65
_RTL = lazy_regex(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}]")
_FIRST_RTL = "\u0590"
_WRITTEN = {"wuu": "zh"}  # told apart in speech
_SAME = ({"no", "nb", "nn", "da"}, {"sr", "hr", "bs", "sh"}, {"id", "ms"}, {"he", "iw"},
         {"zh", "yue"})  # fmt: skip
"""Languages that are written so much alike that a word about it would be noise."""


class Language:
    """Claims what the text looks like, and warns where the page says otherwise."""

    name = "language"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"language", "direction", "warnings"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Claim]:
        text = _sample(doc, so_far)
        if sum(map(str.isalpha, text[: 3 * _FEWEST])) < _FEWEST > sum(map(str.isalpha, text)):
            return
        yield Claim("direction", "rtl" if _is_rtl(text) else "ltr", _SCRIPT, "text")
        found = detect(text)
        if not found:
            return
        stated = [claim.value for claim in so_far.claims("language")]
        yield Claim("language", found, _CLAIM, "text")
        if stated and not any(_is_same(found, each) for each in stated):
            yield Claim("warnings", f"language: the page says {stated[0]}, its text looks {found}",
                        _CLAIM, "text")  # fmt: skip


def _is_rtl(text: str) -> bool:
    """Whether most letters are of a script that is written from the right."""
    return max(text) >= _FIRST_RTL and 2 * len(_RTL.findall(text)) > sum(map(str.isalpha, text))


def detect(text: str) -> str:
    """The likeliest language (ISO 639-1), or nothing where py3langid is not installed."""
    classify = _classifier()
    found = str(classify(text)[0]) if classify else ""
    return _WRITTEN.get(found, found)


@cache
def _classifier() -> Callable[[str], tuple[str, float]] | None:
    """That of py3langid, which is optional: to look for what is not there takes long."""
    try:
        from py3langid import classify
    except ImportError:
        return None
    found: Callable[[str], tuple[str, float]] = classify
    return found


def _sample(doc: Document, so_far: SoFar) -> str:
    pieces: list[str] = []
    size = 0
    for block in doc.blocks:
        if block.text and block.kind != "code" and so_far.role(block.position) == "body":
            pieces.append(block.text)
            size += len(block.text)
            if size >= _SAMPLE:
                break
    return "\n".join(pieces)[:_SAMPLE]


def _is_same(one: str, other: str) -> bool:
    pair = {one.partition("-")[0], other.partition("-")[0]}
    return len(pair) == 1 or any(pair <= group for group in _SAME)
