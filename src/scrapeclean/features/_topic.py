"""Features of what a block is about: words shared with the headline, with the text elsewhere.

A further article, a comment, a promotion or a consent text stands out by its words where markup
does not tell it from the article.
"""

from __future__ import annotations

from .._twins import fastest
from ..model import Document
from ..page_text import PageText, page_text
from ..scale import shares, smalls
from . import _stems
from ._alone import Alone

_shared = fastest(_stems).shared
_CHARS = 10 * _stems.MOST  # of a block that are looked at


def topic(doc: Document, own: Alone) -> dict[str, bytes]:
    """Shares of a block's words that the title, the description, other running text have."""
    head = doc.head
    title = head.first_meta("og:title", "twitter:title") or head.title
    about = head.first_meta("description", "og:description", "twitter:description")
    stems = _shared(_beginnings(page_text(doc)), own.good, _folded(title), _folded(about))
    return {
        "topic_words": smalls(stems.words),
        "topic_title": smalls(stems.title),
        "topic_about": shares(stems.about, stems.words),
        "topic_elsewhere": shares(stems.elsewhere, stems.words),
        "topic_before": shares(stems.before, stems.words),
    }


def _folded(text: str) -> str:
    return text[:_CHARS].casefold()


def _beginnings(page: PageText) -> list[str]:
    """As `_folded` makes them of the lines, which are folded already for the most part."""
    return [
        folded[:_CHARS] if len(folded) == len(line) else _folded(line)
        for folded, line in zip(page.folded_lines, page.lines, strict=True)
    ]
