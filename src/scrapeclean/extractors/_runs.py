"""Runs of headlines: lines, or blocks, of one pattern with what belongs to each of them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..heading_kinds import LONGEST_HEADING
from ..model import Block, Group, Item, Role
from ..shape import ends_sentence
from ._line_shape import Line, says_more, words_alike
from ._list_items import Found, could_be_item, without_counts
from ._page_lines import MOST, Lines

FEWEST = 2
FEWEST_UNKNOWN = 3  # items under a heading that no lexicon knows
SHORTER = 0.65  # share of a list's usual length that its heading has at most
_MUCH_SHORTER = 0.45
_SHORT_HEADING = 32  # letters of a heading among unmarked headlines


@dataclass(slots=True)
class Run:
    """A list's lines."""

    items: list[Line] = field(default_factory=list)
    used: list[Line] = field(default_factory=list)
    """All of them: items, and the days, numbers and teasers between."""
    known: bool = False
    """Whether a phrase of the lexicon heads it."""
    sizes: list[float] = field(default_factory=list)
    """The items' lengths in letters, the shortest first."""

    def add(self, line: Line, pending: Sequence[Line]) -> None:
        """Take an item, and what stood before it."""
        self.items.append(line)
        self.used += [*pending, line]
        insort(self.sizes, line.size)

    def trim(self) -> None:
        """Take the last lines off if they are unlike the cards before: they are something else."""
        starts = [at for at, line in enumerate(self.used) if line.kind == "headline"]
        if len(starts) < FEWEST:
            return
        tails = [ends - start - 1 for start, ends in pairwise(starts)]
        usual = max(set(tails), key=tails.count)
        last = len(self.used) - starts[-1] - 1
        if last > usual and usual == 0:
            del self.used[starts[-1] + 1 :]
        elif last == 0 and usual > 0 and self.used[0].kind == "headline" and len(starts) > FEWEST:
            self.drop_last()

    def drop_last(self) -> None:
        """Take the last line off, an item or not."""
        if self.used.pop() is self.items[-1]:
            self.sizes.remove(self.items.pop().size)

    def drop_card(self) -> None:
        """Take the last item off with the section above it: they began the next list."""
        self.drop_last()
        while self.used and self.used[-1].kind == "kicker":
            self.used.pop()

    def opened_by(self, kind: str) -> bool:
        """Whether a line of a kind stands right above each headline."""
        above = ["", *(line.kind for line in self.used)]
        headlines = [at for at, line in enumerate(self.used) if line.kind == "headline"]
        return all(above[at] == kind for at in headlines)

    @property
    def kicked(self) -> bool:
        """Whether a section stands above each headline."""
        if not self.items:
            return False
        return [line.kind for line in self.used].count("kicker") >= len(self.items)

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
        linked = all(line.block.links for line in self.items)
        return bool(first.mark) or linked or self.layered or self.counted or self.dated

    @property
    def sign(self) -> str:
        """How sure it is under a heading that a phrase of the lexicon makes."""
        return "pattern" if len(self.items) >= FEWEST_UNKNOWN and self.told else "heading"

    @property
    def takes_headline(self) -> bool:
        """Whether a headline is due, even one that breaks off: no card so far has a teaser."""
        return len(self.items) != 1 and len(self.used) == len(self.items)

    @property
    def takes_teaser(self) -> bool:
        """Whether a teaser may stand here: each headline has one at most, or none of them has."""
        if not self.used or self.used[-1].kind == "teaser":
            return False
        return len(self.items) < FEWEST or any(line.kind == "teaser" for line in self.used)

    @property
    def says_sentences(self) -> bool:
        """Whether most of them end as sentences do: then they are text."""
        return 2 * sum(says_more(line.text) for line in self.items) > len(self.items)

    @property
    def usual_length(self) -> float:
        """The median length of the items in letters."""
        return self.sizes[len(self.sizes) // 2]


def read_run(page: Lines, start: int, *, known: bool = False) -> Run:
    """The list that begins at `start`: headlines of one pattern with what belongs to each."""
    run = Run(known=known)
    pending: list[Line] = []
    for at in range(start, min(len(page.blocks), start + MOST)):
        if page.known(at) or page.is_chrome(at) or page.points(at):
            break
        line = page.line(at)
        if line.kind == "teaser" and run.takes_headline and could_be_item(line.text):
            line = line._replace(kind="headline")
        if line.kind == "headline":
            if run.kicked and not pending:
                run.drop_card()
                break
            if run.items and (_differs(page, at, run) or _is_heading(page, at, run)):
                break
            if _is_teaser(page, at, run):
                run.used.append(line)
                continue
            run.add(line, pending)
            pending = []
        elif line.kind == "other" or _ends(line, run):
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


def _differs(page: Lines, at: int, run: Run) -> bool:
    """Whether a headline has another mark, or no day after those that had one."""
    line, first = page.line(at), run.items[0]
    if line.mark != first.mark:
        return True
    if _is_said(page, at, run):
        return True
    lacking = first.dated and len(run.items) > 1 and not line.dated and run.dated
    return bool(lacking and (at + 1 >= len(page.blocks) or not page.line(at + 1).dated))


def _is_said(page: Lines, at: int, run: Run) -> bool:
    """Whether a full sentence stands behind headlines that are none: there the text goes on."""
    line = page.line(at)
    if len(run.items) < FEWEST_UNKNOWN or not says_more(line.text):
        return False
    if line.mark or line.block.links:
        return False
    behind = [page.line(place) for place in range(at + 1, min(at + 4, len(page.blocks)))]
    goes_on = [line for line in behind if line.kind not in ("number", "note")][:1]
    if any(line.kind == "headline" and not says_more(line.text) for line in goes_on):
        return False  # it is a headline with a full stop
    return not any(says_more(item.text) for item in run.items)


def _is_heading(page: Lines, at: int, run: Run) -> bool:
    """Whether an unmarked line among unmarked headlines heads the next list."""
    line = page.line(at)
    if line.mark or line.dated or len(run.items) < FEWEST or at + 1 >= len(page.blocks):
        return False
    above = page.line(at - 1).kind
    if above == "number" or not page.could_head(at):
        return False
    if above in ("note", "kicker") and run.opened_by(above):
        return False
    if _goes_on_alike(page, at, run) and not page.worded(at):
        return False
    if run.layered and page.line(at + 1).kind == "headline":
        return line.size <= LONGEST_HEADING and not _is_teaser(page, at, run)
    if not is_short(line, run, SHORTER):
        return False
    told = page.line(at + 1).pattern != line.pattern or page.worded(at) is not None
    if run.known and not told:
        return False  # where the lexicon knew one heading, it seldom lacks the next
    if ends_sentence(line.text) or not (told or is_short(line, run, _MUCH_SHORTER)):
        return False
    behind = [page.line(place) for place in range(at + 1, min(at + 4, len(page.blocks)))]
    return len(behind) >= FEWEST_UNKNOWN and all(
        each.size > line.size or each.kind in ("number", "note") for each in behind
    )


def _ends(line: Line, run: Run) -> bool:
    """Whether a teaser or a day stands where the cards above have none."""
    if line.kind == "teaser":
        return not run.takes_teaser
    return line.kind == "note" and _is_signed(line, run)


def _is_signed(line: Line, run: Run) -> bool:
    """Whether a day has words before it that those of the cards above lack: a reader signs so."""
    bare = {words_alike(other.block.text) for other in run.used if other.kind == "note"}
    if not bare and len(run.used) == len(run.items) >= FEWEST:
        return line.dated == "behind" and line.text[:1].isalpha()
    shape = words_alike(line.block.text)
    return len(bare) == 1 and any(len(shape) > len(each) and shape.endswith(each) for each in bare)


def _goes_on_alike(page: Lines, at: int, run: Run) -> bool:
    """Whether what follows a line is what follows the items before: their day, or their teaser."""
    kinds = [line.kind for line in run.used[:2]]
    return run.layered and kinds[0] == "headline" and page.line(at + 1).kind == kinds[-1]


def _is_teaser(page: Lines, at: int, run: Run) -> bool:
    """Whether a headline-like line is the teaser of the one above, as in the cards before."""
    if not run.items or run.used[-1] is not run.items[-1]:
        return False
    kinds = [line.kind for line in run.used[:3]]
    return kinds[1:2] == ["teaser"] and kinds[:1] == ["headline"]


def found_list(role: Role, sign: str, heading: Block | None, run: Run) -> Found:
    days = sum(bool(line.dated) for line in run.items)
    names = [
        line.text if 2 * days > len(run.items) or not line.dated else line.undated
        for line in run.items
    ]
    items = tuple(
        Item(name, line.block.links[0].url if line.block.links else "", line.block.position)
        for name, line in zip(without_counts(names), run.items, strict=True)
    )
    indices = tuple(line.block.position for line in run.used)
    if heading is None:
        return Found(role, sign, Group("", items), indices)
    group = Group(heading.text, items, heading.position)
    return Found(role, sign, group, (heading.position, *indices))


def kind_of(run: Run, listed: int) -> Role:
    """The kind of a list by its shape: charts count, news have their day, the first is related."""
    if run.counted:
        return "ranking"
    if run.dated:
        return "latest"
    return "recommendation" if listed else "related"


def is_short(line: Line, run: Run, share: float) -> bool:
    """Whether a line is short for a headline, and beside those of a list."""
    return line.size <= min(_SHORT_HEADING, share * run.usual_length)
