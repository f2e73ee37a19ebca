"""Set phrases of notices: found once on each line of a page, whoever asks."""

from __future__ import annotations

from .finder import finder
from .model import Document
from .page_text import page_text

__all__ = ["LONGEST_NOTICE", "notices"]

LONGEST_NOTICE = 400
"""Characters; a longer paragraph that holds a set phrase talks about it."""


def notices(doc: Document) -> list[tuple[str, str] | None]:
    """For each block the kind of notice and its first set phrase; None without one, or if long."""
    known: list[tuple[str, str] | None] | None = doc.derived.get("notices")
    if known is None:
        known = doc.derived["notices"] = [None] * len(doc.blocks)
        page = page_text(doc)
        for line, found in finder("notices").firsts(page).items():
            if len(page.lines[line]) <= LONGEST_NOTICE:
                known[page.blocks[line].position] = found
    return known
