"""Hard-wrapped text: whether lines were broken at a fixed width, and which belong together.

Browsers' dumps and Markdown writers fill lines greedily: a line ends where the next word would
not have fitted. So every break says in which range the width lies, and the breaks of a wrapped
page agree on one width. Pages with a line per paragraph must stay as they are, hence several
independent signs are asked for before anything is joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from itertools import accumulate
from typing import NamedTuple

from ..character_kinds import foreign
from ..lazy_patterns import lazy_regex

MIN_WIDTH = 30
"""Columns; narrower columns are menus, not prose."""
MAX_WIDTH = 160
"""Columns; no dump wraps wider unless it is told to."""
NEAR = 9
"""A full line ends within so many columns of the width."""
TIGHT = 3
"""The same where text may be broken after any character."""
MIN_FULL_LINES = 5
"""So many full lines make a wrapped page."""
MIN_FULL_SHARE = 0.75
"""Share of the near breaks that obey the greedy rule."""
MIN_FLOW = 0.3
"""Share of the lines after a full line that go on in lower case, in scripts that have case."""
MAX_EARLY = 0.25
"""Share of breaks before the width, of the full ones, in pages with blank lines in between."""
MAX_TOO_LONG = 0.1
"""Lines longer than the width, as a share of the full ones."""

_WIDE = lazy_regex(r"[\p{EA=W}\p{EA=F}]")
_NO_COLUMN = lazy_regex(r"[\p{Mn}\p{Me}\p{Cf}]")
_MARK = lazy_regex(r"[\p{M}\p{Cf}]")
_COUNTED_APART = lazy_regex(r"[\p{M}\p{EA=W}\p{EA=F}]")
_IDEOGRAPHIC = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\u3001-\u303f\u30fb-\u30fe\uff00-\uff65"
_BREAKS_ANYWHERE = lazy_regex(f"[{_IDEOGRAPHIC}]")
_NOT_PLAIN = lazy_regex(rf"[{_IDEOGRAPHIC}\p{{EA=W}}\p{{EA=F}}\p{{M}}\p{{Cf}}]")
_CLOSING = r"\p{Pe}\p{Pf}\u3001\u3002\u2026\uff01\uff0c\uff0e\uff1a\uff1b\uff1f"
_FIRST_PIECE = lazy_regex(
    rf"[{_IDEOGRAPHIC}][{_CLOSING}]{{0,3}}|[^\s{_IDEOGRAPHIC}]++"
)  # Closing marks never begin a line, so they move with the character before them.
_SENTENCE_END = lazy_regex(r"[\p{Sentence_Terminal}:\u2026\uff1a][\p{Pf}\p{Pe}\p{Pi}\"']{0,2}$")
_NUMBER_ALONE = lazy_regex(r"\d{1,2}")
_COUNTED_WITHIN = 4  # lines
_MENU_BARS = 3

Measure = Callable[[str], int]


def columns(line: str) -> int:
    """Columns that a terminal gives to `line`: wide characters take two, combining ones none."""
    if line.isascii():
        return len(line)
    return len(line) + len(_WIDE.findall(line)) - len(_NO_COLUMN.findall(line))


def _columns_without_marks(line: str) -> int:
    """The same where vowel signs that stand beside a letter take none either, as in w3m."""
    if line.isascii():
        return len(line)
    return len(line) + len(_WIDE.findall(line)) - len(_MARK.findall(line))


def _plain_columns(line: str) -> int:
    """The same on a page whose characters take one column each, and that breaks at blanks only."""
    return len(line)


_MEASURES: tuple[Measure, ...] = (columns, _columns_without_marks, len)
"""How programs count; those that know nothing of scripts count characters."""


class _Break(NamedTuple):
    """The end of a line that has another one directly below it."""

    line: int
    """Index of the upper line."""
    used: int
    """Columns the upper line takes."""
    needed: int
    """Columns it would have taken with the first piece of the lower line."""


class Wrapping(NamedTuple):
    """How a page was wrapped."""

    width: int
    """In columns."""
    dense: bool
    """Whether no blank lines part the paragraphs, so that a full line may end one by chance."""
    measure: Measure = columns
    """How the program that wrapped it counts columns."""


def indent(line: str) -> int:
    """Columns of white space before the first character; tabs stop at every eighth column."""
    blank = line[: len(line) - len(line.lstrip())]
    return columns(blank.expandtabs()) if blank else 0


def glue(upper: str, lower: str) -> str:
    """What stands between two lines once they are joined: nothing next to an ideograph."""
    if _BREAKS_ANYWHERE.match(lower) or _BREAKS_ANYWHERE.match(upper[-1:]):
        return ""
    return " "


def _break_after(
    index: int, lines: Sequence[str], folded: Sequence[str], measure: Measure
) -> _Break:
    """Measure the break between a line and the one below; neither may be blank."""
    used = measure(lines[index].rstrip().expandtabs())
    lower = folded[index + 1]
    if measure is _plain_columns:
        return _Break(index, used, used + 1 + len(lower.partition(" ")[0]))
    piece = _FIRST_PIECE.match(lower)
    gap = len(glue(folded[index], lower))
    return _Break(index, used, used + gap + measure(piece.group() if piece else lower[:1]))


def find_wrapping(lines: Sequence[str], folded: Sequence[str], starts: Set[int]) -> Wrapping | None:
    """How a page was wrapped, or None if it was not.

    `lines` are the lines as written, `folded` the same with white space folded, and
    `starts` the indices of lines that begin something of their own, such as list items.
    """
    if _mostly_long(folded, starts):
        return None
    if not _NOT_PLAIN.search(foreign("".join(lines))):
        return _found_by(_plain_columns, lines, folded, starts)[1]
    differ = sum(not each.isascii() and _COUNTED_APART.search(each) is not None for each in folded)
    measures = _MEASURES if differ >= MIN_FULL_LINES else _MEASURES[:1]
    found = [_found_by(measure, lines, folded, starts) for measure in measures]
    return max(found, key=lambda each: each[0])[1]


def _found_by(
    measure: Measure, lines: Sequence[str], folded: Sequence[str], starts: Set[int]
) -> tuple[int, Wrapping | None]:
    """How a page was wrapped if columns are counted so, and how many breaks agree on it."""
    breaks = [
        found
        for index in range(len(folded) - 1)
        if folded[index] and folded[index + 1] and index + 1 not in starts
        and 2 * len(lines[index]) >= MIN_WIDTH - NEAR and len(folded[index]) <= MAX_WIDTH
        and (found := _break_after(index, lines, folded, measure)).used <= MAX_WIDTH
    ]  # fmt: skip
    if len(breaks) < MIN_FULL_LINES:
        return 0, None
    width = _agreed(breaks, [measure(folded[index]) for index in _prose(folded, starts)])
    full = [b for b in breaks if width - NEAR <= b.used <= width < b.needed]
    if not width or not _flows(full, folded, width):
        return 0, None
    dense = len(breaks) - len(full) > MAX_EARLY * len(full)
    return len(full), Wrapping(width, dense, measure)


def _prose(folded: Sequence[str], starts: Set[int]) -> Iterator[int]:
    """Lines that a wrapping program would have broken had they been too long."""
    for index, text in enumerate(folded):
        breakable = 2 * len(text) > MIN_WIDTH and " " in text and index not in starts
        if breakable and _may_be_prose(text):
            yield index


def _may_be_prose(text: str) -> bool:
    return not (" | " in text or "](" in text or "://" in text)


def _mostly_long(folded: Sequence[str], starts: Set[int]) -> bool:
    """The quick way out: a line per paragraph leaves many lines that no program would write."""
    long = sum(
        1
        for index, text in enumerate(folded)
        if len(text) > MAX_WIDTH and " " in text and index not in starts
        and _may_be_prose(text)
    )  # fmt: skip
    return long > MAX_TOO_LONG * sum(1 for text in folded if 2 * len(text) > MIN_WIDTH)


def _agreed(breaks: Sequence[_Break], prose: Sequence[int]) -> int:
    """The width that the most breaks agree on, 0 if they do not; `prose` are widths of lines.

    A break near the width obeys the greedy rule for any width from `used` to `needed` - 1.
    """
    near, full, longer = ([0] * (MAX_WIDTH + 2) for _ in range(3))
    for found in breaks:
        near[found.used] += 1
        near[min(found.used + NEAR, MAX_WIDTH) + 1] -= 1
        full[found.used] += 1
        full[min(found.needed, found.used + NEAR + 1, MAX_WIDTH + 1)] -= 1
    for width in prose:
        longer[0] += 1
        longer[min(width, MAX_WIDTH + 1)] -= 1
    best, found_width = 0, 0
    counts = zip(accumulate(near), accumulate(full), accumulate(longer), strict=True)
    for width, (close, obeying, too_long) in enumerate(counts):
        enough = obeying >= max(MIN_FULL_LINES, MIN_FULL_SHARE * close)
        holds = enough and too_long <= MAX_TOO_LONG * obeying and MIN_WIDTH <= width <= MAX_WIDTH
        if holds and obeying - too_long > best:
            best, found_width = obeying - too_long, width
    return found_width


def _flows(full: Sequence[_Break], folded: Sequence[str], width: int) -> bool:
    """Whether text runs on over the breaks, as it does in prose and not in lists.

    Where a script has case, sentences go on in lower case. Where it breaks anywhere, nothing
    but a closing mark makes a line shorter than the width, so all full lines are equally long.
    """
    nexts = [folded[found.line + 1][0] for found in full]
    cased = [c for c in nexts if c.isupper() or c.islower()]
    if 2 * len(cased) >= len(nexts):
        return sum(map(str.islower, cased)) >= MIN_FLOW * len(cased)
    free = [b for b in full if not glue(folded[b.line], folded[b.line + 1])]
    tight = sum(1 for b in free if b.used >= width - TIGHT)
    return tight >= MIN_FULL_SHARE * len(free)


class Unwrapper:
    """Joins the lines of a page that was wrapped; joins nothing where `wrapping` is None."""

    def __init__(
        self,
        lines: Sequence[str],
        folded: Sequence[str],
        wrapping: Wrapping | None,
        may_follow: Callable[[int, int], bool],
    ) -> None:
        self._lines, self._folded, self._wrapping = lines, folded, wrapping
        self._may_follow = may_follow

    def last(self, first: int, hang: int = 0) -> int:
        """Index of the last line of what begins at `first`.

        `hang` is the number of columns of its list mark, by which later lines may be indented.
        """
        at = first
        if self._wrapping:
            while self._goes_on(self._wrapping, first, at, hang):
                at += 1
        return at

    def _goes_on(self, wrapping: Wrapping, first: int, at: int, hang: int) -> bool:
        lower = at + 1
        if lower == len(self._folded) or not self._folded[lower]:
            return False
        if not self._may_follow(first, lower):
            return False
        shift = indent(self._lines[lower]) - indent(self._lines[at])
        if shift and not (at == first and 0 < shift <= hang):
            return False
        if _NUMBER_ALONE.fullmatch(self._folded[lower]) and self._counts(lower):
            return False  # the next item of a list begins
        if self._folded[at].count(" | ") >= _MENU_BARS and " | " not in self._folded[lower]:
            return False  # a menu between bars ends where they end
        found = _break_after(at, self._lines, self._folded, wrapping.measure)
        fitted = found.used <= wrapping.width or " " not in self._folded[at]
        if not fitted or found.needed <= wrapping.width:
            return False
        return not wrapping.dense or (
            found.used >= wrapping.width - 2 * NEAR
            and not _new_sentence(self._folded[at], self._folded[lower])
        )

    def _counts(self, at: int) -> bool:
        """Whether a number alone on its line goes on counting from one near by, or one from it."""
        near = self._folded[max(0, at - _COUNTED_WITHIN) : at + _COUNTED_WITHIN + 1]
        number = int(self._folded[at])
        return str(number - 1) in near or str(number + 1) in near


def _new_sentence(upper: str, lower: str) -> bool:
    return bool(_SENTENCE_END.search(upper[-4:])) and not lower[0].islower()
