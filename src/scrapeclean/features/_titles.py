"""Features that tell the headline among the first lines of flattened text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ..lazy_patterns import lazy_regex
from ..model import Document
from ..page_text import page_text
from ._marks import since

MOST_LINES = 400
"""Lines in which a headline is looked for."""
FIRST_LINES = 3
"""The first lines of a dump often are the page's own title, so they count as near to all."""
NEIGHBOURS = 6
"""Lines between two printings of a headline at most."""
SHORTEST, LONGEST = 8, 300
"""Letters and digits; shorter texts are contained in others by chance."""
_EXACTLY, _AT_AN_END, _INSIDE = 3, 2, 1
TRAIL = lazy_regex(r"\w\s{0,3}(?:->|>|＞|»|›|→|::)\s{0,3}\w")
"""One step of a trail and what stands at its end: "Home > News", "Home » News » Text"."""
STEPS = (">", "＞", "»", "›", "→", "::")
"""What such a step has one of."""
_MUCH_LONGER = 120  # a line with so much more around a text than its own length says something else


def title_columns(doc: Document) -> dict[str, bytes]:
    """For each of the first lines: is it printed again near by, does it hold another line, how far
    is it from the last trail.
    """
    page = page_text(doc)
    plain = page.squashed[:MOST_LINES]
    again, holds = bytearray(len(plain)), bytearray(len(plain))
    for at, other in _printings(plain):
        own, whole = plain[at], plain[other]
        if _is_near(at, other):
            again[at] = max(again[at], _printed_in(own, whole))
        if SHORTEST < len(own) < len(whole) <= LONGEST and _is_near(other, at):
            holds[other] = True
    trails = [at for at in page.lines_with(STEPS) if at < len(plain)]
    trails = [at for at in trails if TRAIL.search(page.lines[at])]
    return {
        "printed_again": bytes(again),
        "holds_another": bytes(holds),
        "since_trail": since(trails, len(plain)),
    }


def _printings(plain: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each line with each other one that holds it, if one of the two is near to the other.

    Most lines are held by none, which a look at all that is near them as one text tells.
    """
    whole, count = "\n".join(plain), len(plain)
    starts = [0, *accumulate([len(line) + 1 for line in plain])]
    first = min(FIRST_LINES, count)
    for at, own in enumerate(plain):
        if not SHORTEST <= len(own) <= LONGEST:
            continue
        low, high = max(0, at - NEIGHBOURS), min(count, at + NEIGHBOURS + 1)
        if at < first:  # near to all
            low, high = 0, count
        if (
            whole.find(own, starts[at + 1], starts[high]) >= 0
            or whole.find(own, starts[low], starts[at]) >= 0
            or whole.find(own, 0, starts[min(first, low)]) >= 0
        ):
            around = {*range(first), *range(low, high)} - {at}
            yield from ((at, other) for other in around if own in plain[other])


def _is_near(at: int, other: int) -> bool:
    """Whether `near_lines` of one place has another."""
    return other < FIRST_LINES or abs(other - at) <= NEIGHBOURS


def near_lines(at: int, count: int) -> Sequence[int]:
    """The places of the first lines and of those around one, in order, without its own."""
    around = range(max(0, at - NEIGHBOURS), min(count, at + NEIGHBOURS + 1))
    return sorted({*range(min(FIRST_LINES, count)), *around} - {at})


def _printed_in(own: str, other: str) -> int:
    """Whether another line has one's letters: is the same, begins or ends so, or holds it."""
    if own not in other or len(other) >= 2 * len(own) + _MUCH_LONGER:
        return 0
    if len(own) == len(other):
        return _EXACTLY
    return _AT_AN_END if other.startswith(own) or other.endswith(own) else _INSIDE
