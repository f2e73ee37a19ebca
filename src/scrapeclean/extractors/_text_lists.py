"""Lists in flattened text: a short line, then headlines of one pattern."""

from __future__ import annotations

from collections.abc import Iterator

from ..heading_kinds import LONGEST_HEADING
from ..model import Block, Document, SoFar
from ..shape import ends_sentence, letters, may_end
from ._line_shape import EXCLAIMS, Line
from ._list_items import Found
from ._page_lines import Lines
from ._runs import (
    FEWEST,
    FEWEST_UNKNOWN,
    SHORTER,
    Run,
    found_list,
    is_short,
    kind_of,
    read_run,
)
from ._text_sides import arrows, sides

_FEWEST_HEADLESS = 4
_HEADLINE = 28  # letters; a list of shorter lines may be the article's own
_CORE_WORDS = 18
_TOP_LINES = 15
_DAY_WITHIN = 5  # lines: a heading, a number, a headline, its teaser, its day


def text_lists(doc: Document, so_far: SoFar) -> Iterator[Found]:
    """Every list of a flattened page, in order."""
    page = Lines(doc, so_far)
    tail = _tail_start(page)
    marker = _end_marker(page, tail)
    head = next((at for at in range(len(page.blocks)) if _is_text(page, at)), 0)
    at, listed = 0, 0
    while at < len(page.blocks):
        found = (  # the first finder that knows the line
            _pointer(page, at, tail)
            or (arrows(page.blocks, at) if at >= tail else None)
            or (_sides(page, at, ended=0 <= marker < at) if at >= tail else None)
            or _headed_by_phrase(page, at, tail)
            or (
                _shaped(page, at, listed, behind=marker >= 0 or listed > 0)
                if at >= tail and (at > marker or listed)
                else _dated(page, at)
                if at < head
                else None
            )
        )
        each_found = found if isinstance(found, list) else [found] if found else []
        for each in each_found:
            yield each
            listed += each.sign != "pointer" and at >= tail
        at += len({block for each in each_found for block in each.blocks}) or 1


def _sides(page: Lines, at: int, *, ended: bool) -> list[Found] | None:
    """The articles before and after, behind the end of the text or above a list."""
    found = sides(page.blocks, at, page.so_far)
    return found if found and (ended or _list_follows(page, at + 2)) else None


def _list_follows(page: Lines, at: int) -> bool:
    """Whether a line heads a list that its shape tells."""
    run = read_run(page, at + 1)
    return len(run.items) >= FEWEST_UNKNOWN and run.told and not run.says_sentences


def _pointer(page: Lines, at: int, tail: int) -> list[Found] | None:
    """A pointer to another article; those before and after stand above the text or below it."""
    found = page.pointer(at)
    if not found or found[0].role == "related" or not _TOP_LINES <= at < tail:
        return found
    beside = [page.pointer(place) for place in (at - 1, at + 1) if place < len(page.blocks)]
    return found if any(each and each[0].role in ("previous", "next") for each in beside) else None


def _headed_by_phrase(page: Lines, at: int, tail: int) -> Found | None:
    """A list under a heading that the lexicon has."""
    role = page.known(at)
    if role is None or page.is_chrome(at):
        return None
    run = read_run(page, at + 1, known=True)
    # Before the end of the text, a list is believed only if more than its heading tells.
    enough = len(run.items) >= FEWEST and (at >= tail or run.told or _stands_apart(run))
    return found_list(role, run.sign, page.blocks[at], run) if enough else None


def _shaped(page: Lines, at: int, listed: int, *, behind: bool) -> Found | None:
    """A list behind the text that its shape tells, under a heading of unknown words or none.

    Plain lines in a row may be the text's own; they need an end of the text (`behind`) above them.
    """
    heading, line = page.blocks[at], page.line(at)
    if page.is_chrome(at):
        return None
    headless = bool(line.mark or line.dated) or line.kind == "number"
    if not headless and not _could_head(heading, line):
        return None
    start = at if headless else at + 1
    if start < page.untold_until and not behind:
        return None
    if start == len(page.blocks) or page.line(start).kind == "other":  # no list begins so
        return None
    run = read_run(page, start)
    page.note_untold(start, len(run.used))
    worded = None if headless else page.worded(at)
    fewest = _FEWEST_HEADLESS if headless else FEWEST_UNKNOWN
    if len(run.items) < fewest or run.says_sentences or not (run.told or behind):
        return None
    if not worded and run.usual_length < _HEADLINE:
        return None
    if headless:
        return found_list(kind_of(run, listed), "shape", None, run)
    if not _parts(line, run):
        return None
    sign = "heading" if worded else "shape"
    return found_list(worded or kind_of(run, listed), sign, heading, run)


def _dated(page: Lines, at: int) -> Found | None:
    """News with their hours or days above the text, under a heading of unknown words or none."""
    if not page.has_day(at, _DAY_WITHIN) and page.worded(at) != "latest":
        return None
    found = _shaped(page, at, 0, behind=False)
    return found if found and found.role == "latest" else None


def _could_head(heading: Block, line: Line) -> bool:
    """Whether a line may head a list under words that nobody knows."""
    if heading.bullet or line.kind in ("note", "teaser", "picture") or ends_sentence(heading.text):
        return False
    return letters(heading.text) <= LONGEST_HEADING


def _parts(heading: Line, run: Run) -> bool:
    """Whether a heading that no lexicon knows differs from the lines below it."""
    first = run.items[0]
    if run.told:
        return heading.pattern != first.pattern or run.layered
    return is_short(heading, run, SHORTER)


def _stands_apart(run: Run) -> bool:
    """Unmarked headlines, three or more, none of which could be a sentence of the text."""
    return len(run.items) >= FEWEST_UNKNOWN and not any(
        ends_sentence(line.text) and not line.text.endswith(EXCLAIMS) for line in run.items
    )


def _end_marker(page: Lines, tail: int) -> int:
    """The first line behind the text that stands at the end of an article; -1 if none does."""
    counters = {
        block for claim in page.so_far.claims("widgets") if claim.value.count is not None
        for block in claim.blocks
    }  # fmt: skip
    for at in range(tail, len(page.blocks)):
        position = page.blocks[at].position
        if position in counters or page.so_far.role(position) == "tags" or page.known(at):
            return at
        if page.points(at):
            return at
    return -1


def _tail_start(page: Lines) -> int:
    """Position behind the last line that only running text can be."""
    teasers = set(_teasers(page))
    for at in range(len(page.blocks) - 1, -1, -1):
        if _is_text(page, at) and at not in teasers:
            return at + 1
    return 0


def _is_text(page: Lines, at: int) -> bool:
    return _is_core(page.blocks[at]) and not page.is_chrome(at)


def _is_core(block: Block) -> bool:
    if block.bullet or block.kind == "item" or not may_end(block.text):
        return False
    words = len(block.text.split())
    return words >= _CORE_WORDS or (words < 4 and letters(block.text) >= 4 * _CORE_WORDS)


def _teasers(page: Lines) -> Iterator[int]:
    """Positions of teasers in full sentences: under headlines of a list that a phrase heads."""
    for at in range(len(page.blocks)):
        if page.known(at):
            run = read_run(page, at + 1)
            if len(run.items) >= FEWEST and run.layered:
                yield from range(at + 1, at + 1 + len(run.used))
