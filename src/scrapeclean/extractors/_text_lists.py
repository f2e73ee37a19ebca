"""Lists in flattened text: a short line, then headlines of one pattern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ..heading_kinds import LONGEST_HEADING, list_role
from ..model import Block, Document, Group, Item, Role, SoFar
from ..shape import ends_sentence, label, letters
from ._line_shape import Line, read_line, says_more, without_chance_number
from ._list_items import Found
from ._text_sides import pointer, sides

_FEWEST = 2
_FEWEST_UNKNOWN = 3  # items under a heading that no lexicon knows
_FEWEST_HEADLESS = 4
_HEADLINE = 28  # letters; a list of shorter lines may be the article's own
_SHORT_HEADING = 32  # letters of a heading among unmarked headlines
_SHORTER, _MUCH_SHORTER = 0.65, 0.45  # … and its share of their length
_MOST = 80  # lines of a list
_CORE_WORDS = 18
_END_MARKERS = ("tags", "widget")
_CHROME = ("nav", "footer", "comments", "promo", "widget", "breadcrumbs", "tags")


@dataclass(slots=True)
class _Run:
    """A list's lines."""

    items: list[Line] = field(default_factory=list)
    used: list[Line] = field(default_factory=list)
    """All of them: items, and the days, numbers and teasers between."""

    def trim(self) -> None:
        """Take the last lines off if they are unlike the cards before: they are something else."""
        starts = [at for at, line in enumerate(self.used) if line.kind == "headline"]
        if len(starts) < _FEWEST:
            return
        tails = [ends - start - 1 for start, ends in pairwise(starts)]
        usual = max(set(tails), key=tails.count)
        last = len(self.used) - starts[-1] - 1
        if last > usual and usual == 0:
            del self.used[starts[-1] + 1 :]
        elif last == 0 and usual > 0 and self.used[0].kind == "headline" and len(starts) > _FEWEST:
            self.used.pop()
            self.items.pop()

    @property
    def layered(self) -> bool:
        """Whether lines stand between the items, about as many for each."""
        return len(self.used) >= 2 * len(self.items) - 1

    @property
    def counted(self) -> bool:
        """Whether the items are numbered."""
        numbers = sum(line.kind == "number" or line.mark == "1" for line in self.used)
        return numbers >= len(self.items)

    @property
    def dated(self) -> bool:
        """Whether each item has its day."""
        days = sum(bool(line.dated) or line.kind == "note" for line in self.used)
        return days >= len(self.items)

    @property
    def told(self) -> bool:
        """Whether more than the wording tells that these are items of a list."""
        first = self.items[0]
        return bool(first.mark) or self.layered or self.counted or self.dated

    @property
    def takes_teaser(self) -> bool:
        """Whether a teaser may stand here: each headline has one at most."""
        return bool(self.used) and self.used[-1].kind != "teaser"

    @property
    def says_sentences(self) -> bool:
        """Whether most of them end as sentences do: then they are text."""
        return 2 * sum(says_more(line.text) for line in self.items) > len(self.items)

    @property
    def usual_length(self) -> float:
        """The median length of the items in letters."""
        return sorted(letters(line.text) for line in self.items)[len(self.items) // 2]


class _Page:
    """The lines of a page, taken apart where they are looked at."""

    def __init__(self, doc: Document, so_far: SoFar, heading_roles: dict[str, Role]) -> None:
        self.blocks = [block for block in doc.blocks if block.text]
        self.so_far = so_far
        self._roles = heading_roles
        self._read: dict[int, Line] = {}

    def known(self, at: int) -> Role | None:
        """The kind of list that a line heads by a phrase of the lexicon."""
        block = self.blocks[at]
        if len(block.text) > LONGEST_HEADING or block.bullet:
            return None
        return self._roles.get(label(block.text))

    def line(self, at: int) -> Line:
        """The line at a position, without a number that nothing near by counts on."""
        first, last = max(0, at - 3), min(len(self.blocks), at + 4)
        near = [self._raw(place) for place in range(first, last)]
        return without_chance_number(near, at - first)

    def _raw(self, at: int) -> Line:
        if at not in self._read:
            self._read[at] = read_line(self.blocks[at])
        return self._read[at]

    def is_chrome(self, at: int) -> bool:
        """Whether an earlier extractor took it for a part of the page that is no list."""
        block = self.blocks[at]
        return self.so_far.role(block.position) in _CHROME or "©" in block.text


def text_lists(doc: Document, so_far: SoFar, heading_roles: dict[str, Role]) -> Iterator[Found]:
    """Every list of a flattened page, in order."""
    page = _Page(doc, so_far, heading_roles)
    tail = _tail_start(page)
    marker = _end_marker(page, tail)
    at, listed = 0, 0
    while at < len(page.blocks):
        found = (  # the first finder that knows the line
            pointer(page.blocks, at)
            or (sides(page.blocks, at, so_far) if at >= tail else None)
            or _headed_by_phrase(page, at, tail)
            or (_shaped(page, at, listed, behind=marker >= 0 or listed > 0)
                if at >= tail and (at > marker or listed) else None)
        )
        for each in found if isinstance(found, list) else [found] if found else []:
            yield each
            listed += each.role not in ("previous", "next") and at >= tail
            at += len(each.blocks)
        if not found:
            at += 1


def _headed_by_phrase(page: _Page, at: int, tail: int) -> Found | None:
    """A list under a heading that the lexicon has."""
    role = page.known(at)
    if role is None or page.is_chrome(at):
        return None
    run = _run(page, at + 1)
    # Before the end of the text, a list is believed only if more than its heading tells.
    enough = len(run.items) >= _FEWEST and (at >= tail or run.told or _stands_apart(run))
    return _found(role, "heading", page.blocks[at], run) if enough else None


def _shaped(page: _Page, at: int, listed: int, *, behind: bool) -> Found | None:
    """A list behind the text that its shape tells, under a heading of unknown words or none.

    Plain lines in a row may be the text's own; they need an end of the text (`behind`) above them.
    """
    heading, line = page.blocks[at], page.line(at)
    if page.is_chrome(at):
        return None
    headless = bool(line.mark or line.dated) or line.kind == "number"
    run = _run(page, at if headless else at + 1)
    worded = None if headless else list_role(heading.text)
    fewest = _FEWEST_HEADLESS if headless else _FEWEST_UNKNOWN
    if len(run.items) < fewest or run.says_sentences or not (run.told or behind):
        return None
    if not worded and run.usual_length < _HEADLINE:
        return None
    if headless:
        return _found(_kind(run, listed), "shape", None, run)
    if heading.bullet or letters(heading.text) > LONGEST_HEADING or ends_sentence(heading.text):
        return None
    if line.kind in ("note", "teaser") or not _parts(line, run):
        return None
    return _found(worded or _kind(run, listed), "heading" if worded else "shape", heading, run)


def _parts(heading: Line, run: _Run) -> bool:
    """Whether a heading that no lexicon knows differs from the lines below it."""
    first = run.items[0]
    if run.told:
        return heading.pattern != first.pattern or run.layered
    return _is_short(heading, run, _SHORTER)


def _is_short(line: Line, run: _Run, share: float) -> bool:
    """Whether a line is short for a headline, and beside those of a list."""
    return letters(line.text) <= min(_SHORT_HEADING, share * run.usual_length)


def _kind(run: _Run, listed: int) -> Role:
    """The kind of a list by its shape: charts count, news have their day, the first is related."""
    if run.counted:
        return "ranking"
    if run.dated:
        return "latest"
    return "recommendation" if listed else "related"


def _stands_apart(run: _Run) -> bool:
    """Unmarked headlines, three or more, none of which could be a sentence of the text."""
    return len(run.items) >= _FEWEST_UNKNOWN and not any(
        ends_sentence(line.text) and line.text[-1:] not in "?？!！" for line in run.items
    )


def _run(page: _Page, start: int) -> _Run:
    """The list that begins at `start`: headlines of one pattern with what belongs to each."""
    run = _Run()
    pending: list[Line] = []
    for at in range(start, min(len(page.blocks), start + _MOST)):
        if page.known(at) or page.is_chrome(at):
            break
        line = page.line(at)
        if line.kind == "headline":
            if run.items and (_differs(page, at, run) or _is_heading(page, at, run)):
                break
            if _is_teaser(page, at, run):
                run.used.append(line)
                continue
            run.items.append(line)
            run.used += [*pending, line]
            pending = []
        elif line.kind == "other" or (line.kind == "teaser" and not run.takes_teaser):
            break
        else:
            pending.append(line)
            if line.kind == "teaser":
                run.used += pending
                pending = []
    if pending and run.items and run.used[0].kind == "headline" and run.layered:
        run.used += pending[:1]
    run.trim()
    return run


def _differs(page: _Page, at: int, run: _Run) -> bool:
    """Whether a headline has another mark, or no day after those that had one."""
    line, first = page.line(at), run.items[0]
    if line.mark != first.mark:
        return True
    lacking = first.dated and len(run.items) > 1 and not line.dated and run.dated
    return bool(lacking and (at + 1 >= len(page.blocks) or not page.line(at + 1).dated))


def _is_heading(page: _Page, at: int, run: _Run) -> bool:
    """Whether an unmarked line among unmarked headlines heads the next list."""
    line = page.line(at)
    if line.mark or line.dated or len(run.items) < _FEWEST or at + 1 >= len(page.blocks):
        return False
    if page.line(at - 1).kind == "number":
        return False
    if run.layered and page.line(at + 1).kind == "headline":
        return letters(line.text) <= LONGEST_HEADING and not _is_teaser(page, at, run)
    below = page.line(at + 1)
    share = _SHORTER if list_role(line.text) or below.pattern != line.pattern else _MUCH_SHORTER
    if ends_sentence(line.text) or not _is_short(line, run, share):
        return False
    behind = [page.line(place) for place in range(at + 1, min(at + 4, len(page.blocks)))]
    return len(behind) >= _FEWEST_UNKNOWN and all(
        letters(each.text) > letters(line.text) or each.kind in ("number", "note")
        for each in behind
    )


def _is_teaser(page: _Page, at: int, run: _Run) -> bool:
    """Whether a headline-like line is the teaser of the one above, as in the cards before."""
    if not run.items or run.used[-1] is not run.items[-1]:
        return False
    kinds = [line.kind for line in run.used[:3]]
    return kinds[1:2] == ["teaser"] and kinds[:1] == ["headline"]


def _found(role: Role, sign: str, heading: Block | None, run: _Run) -> Found:
    dated = run.dated
    items = tuple(
        Item(
            line.text if dated or not line.dated else line.undated,
            line.block.links[0].url if line.block.links else "",
            line.block.position,
        )
        for line in run.items
    )
    indices = tuple(line.block.position for line in run.used)
    if heading is None:
        return Found(role, sign, Group("", items), indices)
    group = Group(heading.text, items, heading.position)
    return Found(role, sign, group, (heading.position, *indices))


def _end_marker(page: _Page, tail: int) -> int:
    """The first line behind the text that stands at the end of an article; -1 if none does."""
    for at in range(tail, len(page.blocks)):
        role = page.so_far.role(page.blocks[at].position)
        if role in _END_MARKERS or pointer(page.blocks, at) or page.known(at):
            return at
    return -1


def _tail_start(page: _Page) -> int:
    """Position behind the last line that only running text can be."""
    teasers = set(_teasers(page))
    for at in range(len(page.blocks) - 1, -1, -1):
        block = page.blocks[at]
        if _is_core(block) and not page.is_chrome(at) and at not in teasers:
            return at + 1
    return 0


def _is_core(block: Block) -> bool:
    if block.bullet or block.kind == "item" or not ends_sentence(block.text):
        return False
    words = len(block.text.split())
    return words >= _CORE_WORDS or (words < 4 and letters(block.text) >= 4 * _CORE_WORDS)


def _teasers(page: _Page) -> Iterator[int]:
    """Positions of teasers in full sentences: under headlines of a list that a phrase heads."""
    for at in range(len(page.blocks)):
        if page.known(at):
            run = _run(page, at + 1)
            if len(run.items) >= _FEWEST and run.layered:
                yield from range(at + 1, at + 1 + len(run.used))
