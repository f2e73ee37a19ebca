"""What the tests of flattened text share: passages, and the blocks of a page."""

from __future__ import annotations

import textwrap

from scrapeclean.model import Document
from scrapeclean.segment.text import segment_text

PROSE = (
    "The harbour board met on Tuesday and put off the vote on a second crane, because the report "
    "of the engineers had come in late and nobody had found the time to read it. Members from the "
    "northern wards asked for a longer pause. They said that the old crane would do for another "
    "winter if it was looked after, and that the money was needed for the slipway first of all."
)
ADVICE = (
    "Boats that use the inner basin should keep to the eastern side until the dredger has left, "
    "which the pilots expect to happen before the end of the month, weather permitting. "
    "A notice with the new depths is pinned up at the office and will be sent to every member."
)


def texts(page: str) -> list[str]:
    return [block.text for block in segment_text(page).blocks]


def kinds(page: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in segment_text(page).blocks]


def ranges(doc: Document) -> list[tuple[int, int]]:
    return [(block.line, block.last_line) for block in doc.blocks]


def wrap(text: str, width: int, hang: str = "") -> str:
    return textwrap.fill(
        text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
