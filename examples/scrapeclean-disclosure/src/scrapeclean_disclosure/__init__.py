"""Sets aside the paragraph in which a page says that it earns money from its links."""

from __future__ import annotations

from collections.abc import Iterator

from scrapeclean import Document, SoFar, Vote

_PHRASES = (
    "affiliate link",
    "may earn a commission",
    "earn a small commission",
    "earn an affiliate commission",
)
_LONGEST = 400  # a longer paragraph is about disclosures, not one itself


class Disclosure:
    """Votes ``promo`` for short paragraphs that hold one of the phrases."""

    name = "disclosure"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"promo"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote]:
        for block in doc.blocks:
            folded = block.text.casefold()
            phrase = next((phrase for phrase in _PHRASES if phrase in folded), None)
            if phrase and len(folded) <= _LONGEST:
                yield Vote(block.position, "promo", 8.0, f"an affiliate disclosure: {phrase!r}")
