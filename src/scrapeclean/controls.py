"""The controls below a reader's comment: answer, report, quote."""

from __future__ import annotations

import re

from .lexicon import phrases
from .model import Block
from .shape import label

__all__ = ["is_answer_control"]

_DIGITS = re.compile(r"\d+")
_SHORT = 60  # characters of one or two controls


def is_answer_control(block: Block) -> bool:
    """Whether a block is no more than controls to answer or report a comment, counts left out."""
    if len(block.text) >= _SHORT:
        return False
    if _is_label(block.text):
        return True
    shown = [block.text[link.start : link.end] for link in block.links]
    return bool(shown) and block.link_density > 0.5 and all(map(_is_label, shown))


def _is_label(text: str) -> bool:
    return label(_DIGITS.sub("", text)) in phrases("threads", "answer")
