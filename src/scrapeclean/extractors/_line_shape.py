"""A line of a flattened list taken apart: its mark, its number, its day, and the headline left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from ..dates import parse_date
from ..lazy_patterns import lazy_regex
from ..model import Block
from ..page_text import PageText
from ..shape import ends_sentence, is_prose, letters, mostly_letters, squash
from ._list_items import SHORTEST_ITEM, could_be_item

_TEASER = 80  # letters of a text that breaks off; shorter ones may be headlines
_LONGEST = 600  # characters; what is longer is not read
_LONG = 180  # letters of running text that is no headline
_SHORT_NOTE = 24  # letters of a line that says when, or how often, and nothing else
_LEADS = frozenset("-–—―*•·‧・･▪‣◦»›>▶►▸●○■□◆◇★☆✓✔→➤➜+§~")
_LEAD = lazy_regex(
    r"(?P<mark>[-–—―*•·‧・･▪‣◦»›>▶►▸●○■□◆◇★☆✓✔→➤➜+§~])(?:\s+|(?<=[·・･•●■◆★▶►▪»›])(?=\S))"
)
_NUMBERED = lazy_regex(
    r"[\[(（【]?(?:(?:#|№|[Nn][Oo]\.?|[Nn][Rr]\.?|第)\s?)?(?P<count>[0-9]{1,2})"
    r"(?:(?P<end>[.)）\]】．、:：]|\s?[位위名])\s*|\s+|(?=\p{Lu}|\p{Lo}))(?=\D)"
)
_COUNTS = "Nn第"  # letters that may stand before a number: "No. 1"
_LONGEST_NUMBER = 12  # characters of a line that is a number
_NUMBER_ALONE = lazy_regex(r"(?:[#(\[№第]|[Nn][Oo]\.?|TOP)?\s?([0-9]{1,2})[.)\]]?(?:\s?[位위名])?")
_DAY = (
    r"(?:\d{4}\s?[-./年년]\s?\d{1,2}\s?[-./月월]\s?\d{1,2}\s?[日일]?\.?"
    r"|\d\d[-./]\d\d(?!\d)(?:[-./]\d{2,4})?\.?|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d\.?)"
)
_TIME = r"\d{1,2}[:h]\d\d(?::\d\d)?"
_WHEN = rf"[\[(（]?(?:{_DAY}(?:[\s,T]{{1,2}}{_TIME})?|{_TIME})[\])）]?"
_BEFORE = lazy_regex(rf"(?P<when>{_WHEN})(?:\s?[-–—|·:,]\s?|\s+|(?=\p{{L}}))(?=\D)")
_BEHIND = lazy_regex(
    rf"(?<=\S)(?:\s?[-–—|·,]\s?|\s+|(?=[\[(（])|(?<=[\p{{L}}\p{{M}}?!？！…]))(?P<when>{_WHEN})$"
)
_LONGEST_STAMP = 60  # characters, with what parts it from the words before
_STAMP_TAIL = 10  # characters in which the last mark of a day or a time stands
_STAMP_MARKS = frozenset("-./:h월月")
_STAMP_ENDS = frozenset("])）.日일\n")
_WORDED_BEHIND = lazy_regex(
    r"(?<=\S)\s+[-–—|·(\[]?\s?(?P<when>[^\s-–—|·(\[].{5,28}\d{4}.{0,6})[)\]]?$"
)
_PARTED_BEHIND = lazy_regex(r"(?<=\S)\s[-–—|·]\s(?P<when>[^-–—|·]{6,32}\d)$")
EXCLAIMS = ("?", "!", "…", "...", "？", "！", "؟", "\u037e")
"""What a headline may end with as well."""
_BROKEN_OFF = ("...", "…")
_COUNT_BEGINS, _COUNT_ENDS = "(（[", ")）]"
_HAS_DIGIT = lazy_regex(r"\d")
_COUNT_ALONE = lazy_regex(r"[(（\[]\d{1,6}[)）\]]")
_PICTURE = lazy_regex(r"\[[^\[\]\s]{1,40}\]")
_COUNTED_NAME = lazy_regex(r"\P{N}{2,28}[(（\[]\d{1,6}[)）\]]")
_MENU_NAME = 28  # letters
_BYLINE = 36  # letters of a name with a day behind it
KICKER, _UNDER_KICKER = 24, 28  # letters: of a section at most, of the headline below at least
_KICKER_WORDS = 3


class Line(NamedTuple):
    """What a line of a list is made of."""

    block: Block
    kind: str
    """``headline``; ``number`` or ``note`` (a day, a count) alone; ``kicker``; ``picture``;
    ``teaser``; ``other``."""
    mark: str
    """The list mark; ``1`` for any number that counts."""
    number: int
    """The number in front; 0 if there is none."""
    dated: str
    """Where a day stands beside the headline: ``before``, ``behind`` or nowhere."""
    text: str
    """The headline without all that."""
    offset: int
    """Where the headline begins in the block's text, with a day in front of it."""
    size: float
    """The headline's length in letters."""

    @property
    def undated(self) -> str:
        """The headline with what was taken for a day."""
        return self.block.text[self.offset :]

    @property
    def pattern(self) -> tuple[str, str, str]:
        """What lines of one list have in common."""
        return self.kind, self.mark, self.dated


def read_line(block: Block, *, counted: bool = True) -> Line:
    """A block as a line of a list; a number that may be the headline's own is marked ``?``.

    Without `counted`, a number in front is the headline's.
    """
    text, bullet = block.text, block.bullet
    digits = _HAS_DIGIT.search(text) is not None  # most lines have none: no number and no day
    alone = _NUMBER_ALONE.fullmatch(text) if digits and len(text) <= _LONGEST_NUMBER else None
    if alone:
        return Line(block, "number", "", int(alone[1]), "", text, 0, letters(text))
    if len(text) > _LONGEST:
        return Line(block, "teaser", bullet, 0, "", text, 0, letters(text))
    mark, offset, count = bullet, 0, 0
    if bullet.strip("().")[:1].isdigit():
        mark, count = "1", int(bullet.strip("().") or 0)
    lead = _LEAD.match(text) if not bullet and text[:1] in _LEADS else None
    if lead:
        mark, offset = lead["mark"], lead.end()
    begin = text[offset : offset + 1]
    may_count = digits and counted and not count and (not begin.isalpha() or begin in _COUNTS)
    numbered = _NUMBERED.match(text, offset) if may_count else None
    if numbered:
        mark, count = "1" if numbered["end"] else "?", int(numbered["count"])
        offset = numbered.end()
    rest = text[offset:]
    before = _BEFORE.match(rest) if digits and not rest[:1].isalpha() else None
    rest = rest[before.end() :] if before else rest
    behind = (_stamped(rest) or _worded(rest)) if digits else None
    dated = "before" if before else "behind" if behind else ""
    rest = rest[: behind.start()] if behind else rest
    size = letters(rest)
    kind = _kind(text, rest, size, marked=bool(mark), digits=digits)
    if kind == "note":
        mark, count = "", 0
    return Line(block, kind, mark, count, dated, rest, offset, size)


def plain_kinds(page: PageText) -> list[str]:
    """For each line of a page what kind `read_line` says it is, if it is words and nothing else;
    "" for one that has to be read: it may have a mark, a number or a day.
    """
    if any(_HAS_DIGIT.search(char) and not char.isdigit() for char in page.others):
        return [""] * len(page.lines)  # digits of a script that Python does not know
    facts = zip(
        page.blocks, page.lines, page.letters, page.digits, page.counts["letters"], strict=True
    )
    return [
        "teaser" if not block.bullet and len(line) > _LONGEST
        else "" if digits or block.bullet or block.kind == "code" or not line[0].isalnum()
        else "teaser" if size > _LONG or (size >= _TEASER and line.endswith(_BROKEN_OFF))
        else "" if line[-1] in _COUNT_ENDS or " | " in line
        else "headline"
        if size >= SHORTEST_ITEM and (2 * alphas > len(line) or mostly_letters(line))
        else "other"
        for block, line, size, digits, alphas in facts
    ]  # fmt: skip


def _stamped(text: str) -> regex.Match[str] | None:
    """A day or a time in numbers at the end: the quick look at the end spares most the search."""
    end = text[-1:]
    if not (end.isdecimal() or end in _STAMP_ENDS) or _STAMP_MARKS.isdisjoint(text[-_STAMP_TAIL:]):
        return None
    return _BEHIND.search(text, max(0, len(text) - _LONGEST_STAMP))


def _worded(text: str) -> regex.Match[str] | None:
    """A day with the month's name at the end, as ``… May 3, 2024``."""
    if not text[-1:].isdigit() and not text[-2:-1].isdigit():
        return None
    found = _PARTED_BEHIND.search(text) or _WORDED_BEHIND.search(text)
    date = parse_date(found["when"]) if found else None
    return found if found and date and len(date.raw) + 3 > len(found["when"]) else None


def _kind(text: str, rest: str, size: float, *, marked: bool, digits: bool) -> str:
    if not (text[:1].isalnum() or squash(text)):
        return "note"  # a mark on a line of its own
    if text[0] == "[" and _PICTURE.fullmatch(text):
        return "picture"  # as terminals' browsers show what has no words
    if size <= _SHORT_NOTE and digits and not could_be_item(rest):
        return "note"
    if len(text) <= 40 and digits:
        date = parse_date(text)
        if date and len(text) - len(date.raw) <= 12:
            return "note"
    if size >= _TEASER and rest.endswith(_BROKEN_OFF):
        return "teaser"
    if size > _LONG and is_prose(rest) and not (marked and could_be_item(rest)):
        return "teaser"
    if _is_menu(text, rest):
        return "other"
    return "headline" if could_be_item(rest) else "other"


def _is_menu(text: str, rest: str) -> bool:
    """Whether a line is a row of links between bars, or a section with how many articles it has."""
    if text[-1] in _COUNT_ENDS and _COUNTED_NAME.fullmatch(rest):
        return len(rest.replace("(", " (").split()) <= _KICKER_WORDS + 1
    names = text.split(" | ") if text.count(" | ") > 1 else ()
    return bool(names) and all(letters(name) <= _MENU_NAME for name in names)


def without_chance_number(lines: Sequence[Line], at: int) -> Line:
    """The line at `at`; a number of its own ("7 ways to …") has no neighbour that counts on."""
    line = lines[at]
    if not line.number or line.kind == "number" or line.block.bullet[-1:] in (".", ")"):
        return line
    near = [other for other in (*lines[max(0, at - 3) : at], *lines[at + 1 : at + 4])
            if other.number and other.kind != "number" and other.mark == line.mark]  # fmt: skip
    if any(abs(other.number - line.number) == 1 for other in near):
        return line._replace(mark="1")
    return read_line(line.block, counted=False)


def may_read_as_teaser(line: Line) -> bool:
    """Whether a line is such a sentence by itself; what stands near by tells the rest."""
    return not line.mark and line.kind in ("headline", "teaser") and _goes_on(line)


def reads_as_teaser(lines: Sequence[Line], at: int) -> bool:
    """Whether the line at `at` is a sentence under a headline, as another one near by is."""
    if not _is_under_headline(lines, at):
        return False
    return any(
        _is_under_headline(lines, at + step * side)
        and all(line.kind in ("note", "number") for line in _between(lines, at, step, side))
        for step in (2, 3) for side in (-1, 1)
    )  # fmt: skip


def reads_as_byline(lines: Sequence[Line], at: int) -> bool:
    """Whether the line at `at` is a name with a day under a headline, as another one near by is."""
    return _is_byline(lines, at) and any(_is_byline(lines, at + step) for step in (-3, -2, 2, 3))


def _is_byline(lines: Sequence[Line], at: int) -> bool:
    if not 0 < at < len(lines):
        return False
    above, line = lines[at - 1], lines[at]
    dated = line.dated == "behind" and not line.mark and line.size <= _BYLINE
    return dated and above.kind == "headline" and not above.dated and above.size > line.size


def is_counted(line: Line, below: Line) -> bool:
    """Whether a short name has how many articles there are below it: a section, no headline."""
    if line.size > KICKER or below.block.text[0] not in _COUNT_BEGINS:
        return False  # as most
    if not _COUNT_ALONE.fullmatch(below.block.text):
        return False
    return len(line.text.split()) <= _KICKER_WORDS


def reads_as_kicker(line: Line, under: Line) -> bool:
    """Whether a line may be the section that stands above a card's headline."""
    if line.size > KICKER or line.kind not in ("headline", "other") or line.mark or line.dated:
        return False
    if under.kind != "headline" or under.size < _UNDER_KICKER or under.mark != line.mark:
        return False
    return len(line.text.split()) <= _KICKER_WORDS and not ends_sentence(line.text)


def _between(lines: Sequence[Line], at: int, step: int, side: int) -> Sequence[Line]:
    """What stands between two cards, but for the headline of the second."""
    last = at if side > 0 else at - step
    return lines[last + 1 : last + step - 1]


def _is_under_headline(lines: Sequence[Line], at: int) -> bool:
    if not 0 < at < len(lines):
        return False
    above, line = lines[at - 1], lines[at]
    return above.kind == "headline" and not _goes_on(above) and may_read_as_teaser(line)


def _goes_on(line: Line) -> bool:
    """Whether a line is a sentence, or the beginning of one."""
    return says_more(line.text) or line.text.endswith(_BROKEN_OFF)


def says_more(text: str) -> bool:
    """Whether a text ends as a sentence of running text does, not as a headline may."""
    return ends_sentence(text) and not text.rstrip("\"'”’»").endswith(EXCLAIMS)


def words_alike(text: str) -> str:
    """A letter for each word, the same for lines that are put alike: 0 with digits, else a."""
    return "".join(
        ["a" if word.isalpha() or not any(map(str.isdigit, word)) else "0" for word in text.split()]
    )
