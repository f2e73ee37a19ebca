"""Pages where every inline element broke the line: which lines were one paragraph.

Programs that print each piece of text on a line of its own (BeautifulSoup's ``get_text("\\n")``)
cut paragraphs at every link and every bold word. What tells is a line that goes on in lower case
or with a closing mark below one that is unfinished, and blanks left at the cut. A single such pair
says nothing, as menus and poems may be in lower case: they must be frequent on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..lazy_patterns import lazy_regex

FEWEST = 4
"""So many cuts make a page of fragments."""
LEAST_SHARE = 0.04
"""Share of the pairs of neighbouring lines that are cuts."""
MOST_LINES = 60
"""Lines that one paragraph may have been cut into."""
_LONG = 25  # characters; a shorter line in lower case is rather an entry of a menu

_ENDS = lazy_regex(r"[\p{Sentence_Terminal}:\u2026\uff1a|][\p{Pf}\p{Pe}\p{Pi}\"'\]]{0,2}$")
_CLOSES = lazy_regex(r"[,;:.!?%)\]\u2019\u201d\u3001\u3002\uff0c\uff1b](?!\w*://)")


class Fragments:
    """Joins the lines of a page of fragments; see `find_fragments`."""

    def __init__(
        self,
        lines: Sequence[str],
        folded: Sequence[str],
        may_follow: Callable[[int, int], bool],
    ) -> None:
        self._lines, self._folded, self._may_follow = lines, folded, may_follow

    def last(self, first: int, hang: int = 0) -> int:
        """Index of the last line of the paragraph that begins at `first`."""
        at = first
        is_long = False
        while at + 1 < len(self._folded) and at - first < MOST_LINES:
            is_long = is_long or at - first > 1 or len(self._folded[at]) >= _LONG
            if not (
                self._folded[at + 1]
                and self._may_follow(first, at + 1)
                and (is_cut(self._folded, at, is_long=is_long) or self._has_blank_at_cut(at))
            ):
                break
            at += 1
        return at

    def _has_blank_at_cut(self, at: int) -> bool:
        """Whether a single blank was left at the end of this line or the start of the next."""
        upper, lower = self._lines[at], self._lines[at + 1]
        if _ENDS.search(self._folded[at][-4:]):
            return False
        ends = upper[-1:] == " " and upper[-2:-1] != " "
        starts = lower[:1] == " " and lower[1:2] != " "
        if not (ends or starts):
            return False
        _, blank, last_word = self._folded[at].rpartition(" ")
        goes_on = bool(blank) and last_word[0].islower()
        return goes_on or max(len(self._folded[at]), len(self._folded[at + 1])) >= _LONG


def find_fragments(
    lines: Sequence[str],
    folded: Sequence[str],
    may_follow: Callable[[int, int], bool],
) -> Fragments | None:
    """What joins the fragments of a page; None if it was not cut at inline elements."""
    pairs = cuts = 0
    for at in range(len(folded) - 1):
        if folded[at] and folded[at + 1]:
            pairs += 1
            cuts += is_cut(folded, at)
    if cuts < FEWEST or cuts < LEAST_SHARE * pairs:
        return None
    return Fragments(lines, folded, may_follow)


def is_cut(folded: Sequence[str], at: int, *, is_long: bool = False) -> bool:
    """Whether the line below `at` goes on with the sentence of this one; neither may be blank.

    `is_long` says that what was joined so far is too long for an entry of a menu.
    """
    upper, lower = folded[at], folded[at + 1]
    if _CLOSES.match(lower):
        return True
    if not lower[0].islower() or _ENDS.search(upper[-4:]):
        return False
    return is_long or len(upper) >= _LONG or len(lower) >= _LONG


def joint(lower: str) -> str:
    """What stands between a fragment and the next: nothing before a closing mark."""
    return "" if _CLOSES.match(lower) else " "
