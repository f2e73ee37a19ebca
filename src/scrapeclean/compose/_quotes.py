"""Quotations: where their source stands, and which are posts of a network."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ..lexicon import load
from ..model import Block, Document
from ._nearest import between

_SOURCE_CHARS = 200
_DASHES = " \n—–―-~"
_ENDS = '.!?…"”»’。！？」'


def is_source(document: Document, block: Block, quotation: int) -> bool:
    """Whether a block of a quotation says who or what is quoted."""
    if len(block.text) > _SOURCE_CHARS:
        return False
    if names_source(block):
        return True
    if block.text[0] in "—–―" and _posts().search(document.containers[quotation].classes):
        return True
    return any(
        container.tag in ("footer", "figcaption")
        or (container.classes and _names().search(container.classes))
        for container in between(document, block.container, quotation)
    )


def names_source(block: Block) -> bool:
    """Whether a block is a ``<cite>`` and nothing else."""
    if not block.marks:
        return False
    first = len(block.text) - len(block.text.lstrip(_DASHES))
    last = len(block.text.rstrip(_DASHES))
    return any(
        mark.value == "cite" and mark.start <= first and mark.end >= last for mark in block.marks
    )


def split_source(text: str, block: Block) -> tuple[str, str]:
    """The words of a quotation, and the source that is named at its end inside ``<cite>``.

    Args:
        text: the block's text, with its line breaks.
        block: the quotation.
    """
    for mark in block.marks:
        ends = mark.end == len(text) and mark.end - mark.start <= _SOURCE_CHARS
        before = text[: mark.start] if mark.value == "cite" and ends else ""
        if before.strip(_DASHES):
            apart = before.rstrip(_DASHES) != before.rstrip(" ")
            if apart or before.rstrip()[-1] in _ENDS:
                return before.rstrip(_DASHES), text[mark.start :]
    return text, ""


def bare_source(text: str) -> str:
    """A source without the dash before it."""
    return " ".join(text.strip(_DASHES).split())


def post_address(document: Document, quotation: int, last: Block) -> str:
    """Where the post stands that a quotation embeds; "" if it is none."""
    container = document.containers[quotation]
    if not _posts().search(container.classes):
        return ""
    address = container.tells("data-instgrm-permalink", "data-href", "cite")
    if not address and last.links:
        address = last.links[-1].url
    return address


@cache
def _names() -> Any:
    return re.compile("|".join(load("markup")["quote_sources"]))


@cache
def _posts() -> Any:
    return re.compile("|".join(load("markup")["posts"]))
