"""Set phrases of notices: found once on each line of a page, whoever asks."""

from __future__ import annotations

from .finder import finder
from .model import Document

__all__ = ["LONGEST_NOTICE", "notices"]

LONGEST_NOTICE = 400
"""Characters; a longer paragraph that holds a set phrase talks about it."""


def notices(doc: Document) -> list[tuple[str, str] | None]:
    """For each block the kind of notice and its first set phrase; None without one, or if long."""
    known: list[tuple[str, str] | None] | None = doc.derived.get("notices")
    if known is None:
        find = finder("notices").kind
        known = doc.derived["notices"] = [
            find(block.text.casefold()) if len(block.text) <= LONGEST_NOTICE else None
            for block in doc.blocks
        ]
    return known
