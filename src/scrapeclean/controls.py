"""The short lines around a reader's comment: when it was written, answer, report, quote."""

from __future__ import annotations

from .lazy_patterns import lazy_re
from .lexicon import phrases
from .model import Block
from .shape import label

__all__ = ["is_answer_control", "says_when"]

_DIGITS = lazy_re(r"\d+")
_DATED = lazy_re(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_SHORT = 60  # characters of one or two controls


def is_answer_control(block: Block) -> bool:
    """Whether a block is no more than controls to answer or report a comment, counts left out."""
    if len(block.text) >= _SHORT:
        return False
    if _is_label(block.text):
        return True
    shown = [block.text[link.start : link.end] for link in block.links]
    return bool(shown) and block.link_density > 0.5 and all(map(_is_label, shown))


def says_when(line: str) -> bool:
    """Whether a short line holds a year or a time of day."""
    return _DATED.search(line) is not None


def _is_label(text: str) -> bool:
    return label(_DIGITS.sub("", text)) in phrases("threads", "answer")
