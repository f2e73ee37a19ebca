"""The quick looks at all lines of a page say what is said of each line by itself."""

from __future__ import annotations

from hand_made import MORE, PROSE, text
from scrapeclean.extractors._line_shape import Line, plain_kinds, read_line
from scrapeclean.heading_kinds import heading_role, headings
from scrapeclean.page_text import page_text
from scrapeclean.shape import letters

LINES = (
    "The crane must wait", "Sport", "3. The crane must wait", "12", "3 May 2024", "» Harbour news",
    "[picture]", "News (12)", "Home | News | Sport", "港口理事会推迟了起重机的表决", "١٢ ورقة",
    "Board puts off the vote on a second crane after a long night of talks at the harbour and…",
    "Board puts off the vote on a second crane after a long night of talks at the harbour...",
    "Board puts off the vote", "²", "***", "Previous: The old crane", "next » The new crane",
    "Read also: What the crane costs", "Older post The crane and its chains", "The next crane",
    "Next", "Related articles", "Top 5", PROSE, PROSE + MORE, (PROSE + MORE) * 3,
    "« Before | Behind »", "← Previous post about the crane", "Más leídas", "5 " + PROSE,
)  # fmt: skip


def test_a_line_that_is_called_plain_is_read_as_that() -> None:
    doc = text(*LINES, ("-", "The crane must wait"), ("1.", PROSE))
    page = page_text(doc)
    plain = 0
    for block, kind in zip(page.blocks, plain_kinds(page), strict=True):
        if kind:
            plain += 1
            whole = Line(block, kind, "", 0, "", block.text, 0, letters(block.text))
            assert read_line(block) == whole
    assert plain > len(LINES) / 3


def test_headings_of_a_page_are_those_of_its_lines() -> None:
    doc = text(*LINES)
    found = headings(doc)
    assert [found.get(at) for at in range(len(LINES))] == list(map(heading_role, LINES))
