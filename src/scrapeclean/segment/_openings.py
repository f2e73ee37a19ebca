"""What the first characters of a text line say: list items, rules, headings, quotes, tables, code.

Most lines are plain and are told by their first character alone. Marks that also occur in prose
need company: a number needs the next or the last one of its count near by, a dash another dash.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from scrapeclean.model import BlockKind

from ..lazy_patterns import lazy_regex

SEQUENCE_REACH = 12
"""A numbered item has its neighbour in the count within so many non-blank lines."""

_RULES = frozenset("-*=_~\u2013\u2014•·+#")
_UNDERLINE = lazy_regex(r"={3,}+|-{3,}+")
_BULLET = lazy_regex(r"(?P<bullet>[-*·\u2013]) (?P<rest>.+)|(?P<bullet>[•‣▪◦]) ?(?P<rest>.+)")
_NUMBER = lazy_regex(
    r"(?P<bullet>(?P<count>[0-9]{1,3}+)(?P<style>[.)])|(?P<style>\()(?P<count>[0-9]{1,3}+)\)"
    r"|(?P<count>[A-Za-z])(?P<style>\))) (?P<rest>.+)"
)
_REST_OF_DATE = lazy_regex(r"\p{L}{2,12}+\.? [12][0-9]{3}\b")
_HEADING = lazy_regex(r"(?P<marks>\#{1,6}+) (?P<rest>[^ \#].*?)(?: \#++)?")
_QUOTE = lazy_regex(r"(?:> ?)++(?P<rest>.*)")
_FENCE = lazy_regex(r"(?P<fence>`{3,}+|~{3,}+)[^`]*+")


class Opening(NamedTuple):
    """What begins on a line that is not plain."""

    kind: BlockKind
    text: str
    """What is left of the line without its mark, white space folded; as written in code."""
    last: int
    """Index of the last line that belongs to it whether or not the page is wrapped."""
    level: int = 0
    """Of a heading; 1 for the cells of a header row."""
    bullet: str = ""
    """The list mark as written."""


def find_openings(
    lines: Sequence[str], folded: Sequence[str], *, markdown: bool
) -> dict[int, Opening]:
    """The lines that are not plain, by index.

    `lines` are the lines as written, `folded` the same with white space folded.
    """
    finder = _Finder(lines, folded)
    readers = _READERS | _MARKDOWN_READERS if markdown else _READERS
    candidates = [
        index
        for index, text in enumerate(folded)
        if text and (text[0] in readers or text[1:2] == ")")
    ]
    for index in candidates:
        if index >= finder.next:
            for read in readers.get(folded[index][0], (_Finder.number,)):
                if read(finder, index):
                    break
    finder.keep_company()
    return finder.found


class _Finder:
    """Reads one line after the other. A reader returns whether the line was of its kind."""

    def __init__(self, lines: Sequence[str], folded: Sequence[str]) -> None:
        self.found: dict[int, Opening] = {}
        self.next = 0
        self._lines, self._folded = lines, folded
        self._counts: list[tuple[int, str, int, Opening]] = []
        self._dashes: list[tuple[int, Opening]] = []
        self._unclosed = ""

    def underline(self, index: int) -> bool:
        """A line of ``=`` or ``-`` about as long as the plain line above: that is a heading."""
        text, above = self._folded[index], index - 1
        if above < self.next or not self._folded[above] or above in self.found:
            return False
        title = self._folded[above]
        if not _UNDERLINE.fullmatch(text) or abs(len(text) - len(title)) > max(2, len(title) // 4):
            return False
        self.found[above] = Opening("heading", title, index, 1 if text[0] == "=" else 2)
        self.next = index + 1
        return True

    def rule(self, index: int) -> bool:
        """Three or more of the same mark and nothing else."""
        line = self._folded[index]
        if line[:1] not in _RULES or line[-1] == " " or "  " in line:
            return False
        marks = line.replace(" ", "")
        if len(marks) < 3 or marks.count(line[0]) < len(marks):
            return False
        self.found[index] = Opening("rule", "", index)
        return True

    def bullet(self, index: int) -> bool:
        """A list mark and text."""
        match = _BULLET.fullmatch(self._folded[index])
        if not match:
            return False
        opening = Opening("item", match["rest"], index, 0, match["bullet"])
        if opening.bullet == "\u2013":
            self._dashes.append((index, opening))
        else:
            self.found[index] = opening
        return True

    def number(self, index: int) -> bool:
        """A number or letter that may belong to a numbered list."""
        match = _NUMBER.fullmatch(self._folded[index])
        if not match or _REST_OF_DATE.match(match["rest"]):
            return False
        count = match["count"]
        letter = not count.isdigit()
        style = match["style"] + ("a" if letter else "")
        opening = Opening("item", match["rest"], index, 0, match["bullet"])
        self._counts.append((index, style, ord(count) if letter else int(count), opening))
        return True

    def heading(self, index: int) -> bool:
        """``## Heading``."""
        match = _HEADING.fullmatch(self._folded[index])
        if not match:
            return False
        self.found[index] = Opening("heading", match["rest"], index, len(match["marks"]))
        return True

    def quote(self, index: int) -> bool:
        """``> quoted``; several marks count as one."""
        match = _QUOTE.fullmatch(self._folded[index])
        assert match is not None, "the reader is only asked about lines that begin with '>'"
        self.found[index] = Opening("quote", match["rest"], index)
        return True

    def fence(self, index: int) -> bool:
        """Three back ticks or tildes up to the next line that holds nothing else."""
        match = _FENCE.fullmatch(self._folded[index])
        if not match or match["fence"][0] in self._unclosed:
            return False
        tick, size = match["fence"][0], len(match["fence"])
        last = index + 1
        while last < len(self._folded):
            text = self._folded[last]
            if len(text) >= size and text == tick * len(text):
                break
            last += 1
        else:
            # Nothing below closes it, so nothing closes a later one: never search twice.
            self._unclosed += tick
            return False
        code = "\n".join(self._lines[index + 1 : last])
        if code.strip():
            self.found[index] = Opening("code", code, last)
        else:
            self.found[index] = Opening("rule", "", last)
        self.next = last + 1
        return True

    def table(self, index: int) -> bool:
        """The line of dashes below a header row, and the rows below it."""
        above = index - 1
        if not _is_border(self._folded[index]) or above < self.next:
            return False
        if "|" not in self._folded[above]:
            return False
        self.found[above] = Opening("cell", self._folded[above], index, 1)
        self.next = index + 1
        while self.next < len(self._folded) and "|" in self._folded[self.next]:
            row, header = self.next, self.next - 1
            if not _is_border(self._folded[row]):
                self.found[row] = Opening("cell", self._folded[row], row)
            elif header in self.found:
                self.found[header] = self.found[header]._replace(last=row, level=1)
            else:
                self.found[row] = Opening("rule", "", row)
            self.next += 1
        return True

    def keep_company(self) -> None:
        """Accept the numbers and dashes that stand together with others of their kind."""
        if not self._counts and not self._dashes:
            return
        rank = list(accumulate(map(bool, self._folded)))
        for (first, one), (second, two) in zip(self._dashes, self._dashes[1:], strict=False):
            if rank[second] - rank[first] == 1:
                self.found.setdefault(first, one)
                self.found.setdefault(second, two)
        before: dict[tuple[str, int], tuple[int, Opening]] = {}
        for index, style, count, opening in self._counts:
            last = before.get((style, count - 1))
            if last and rank[index] - rank[last[0]] <= SEQUENCE_REACH:
                self.found.setdefault(last[0], last[1])
                self.found.setdefault(index, opening)
            before[style, count] = index, opening


def _is_border(text: str) -> bool:
    return "|" in text and "--" in text and not text.strip("|-: ")


_Reader = Callable[[_Finder, int], bool]
_READERS: dict[str, tuple[_Reader, ...]] = (
    dict.fromkeys("0123456789(", (_Finder.number,))
    | dict.fromkeys("‣▪◦", (_Finder.bullet,))
    | dict.fromkeys("*•·\u2013", (_Finder.rule, _Finder.bullet))
    | dict.fromkeys("_~\u2014+#", (_Finder.rule,))
    | {"=": (_Finder.underline, _Finder.rule)}
    | {"-": (_Finder.underline, _Finder.rule, _Finder.bullet)}
)
_MARKDOWN_READERS: dict[str, tuple[_Reader, ...]] = {
    "#": (_Finder.rule, _Finder.heading),
    ">": (_Finder.quote,),
    "`": (_Finder.fence,),
    "~": (_Finder.fence, _Finder.rule),
    "|": (_Finder.table,),
    ":": (_Finder.table,),
    "-": (_Finder.table, *_READERS["-"]),
}
