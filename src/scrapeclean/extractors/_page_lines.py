"""The lines of a page as lists are looked for in them: what each is, asked once."""

from __future__ import annotations

from collections.abc import Sequence

from ..heading_kinds import LONGEST_HEADING, headings, list_role, role_by_stems
from ..model import Document, Role, SoFar
from ..page_text import page_text
from ..shape import letters
from ._line_shape import (
    KICKER,
    Line,
    is_counted,
    may_read_as_teaser,
    plain_kinds,
    read_line,
    reads_as_byline,
    reads_as_kicker,
    reads_as_teaser,
    without_chance_number,
)
from ._list_items import Found
from ._text_sides import may_point, pointer

MOST = 80
"""Lines of a list."""
_BARE = ("headline", "", "")  # the pattern of one without mark and day
_CHROME = ("nav", "footer", "comments", "promo", "widget", "breadcrumbs", "tags")


class Lines:
    """The lines of a page, taken apart where they are looked at."""

    def __init__(self, doc: Document, so_far: SoFar) -> None:
        page, roles = page_text(doc), headings(doc)
        self._roles = roles
        blocks = page.blocks
        shown = [at for at, block in enumerate(blocks) if not block.hidden]
        self.blocks = [blocks[at] for at in shown]
        self.so_far = so_far
        self._doc = doc
        self.untold_until = 0
        """Runs that start before it are known to have nothing but their wording to tell a list."""
        self._known = [
            roles.get(block.position)
            if len(block.text) <= LONGEST_HEADING and not block.bullet
            else None
            for block in self.blocks
        ]
        kinds, ends = plain_kinds(page), page.ends
        self._labels = [page.labels[at] for at in shown]
        self._plain = [kinds[at] for at in shown]
        self._ends = [ends[at] for at in shown]
        pointing = may_point(page)
        self._may_point = [pointing[at] for at in shown]
        self._read: dict[int, Line] = {}
        self._settled: dict[int, Line] = {}
        self._worded: dict[str, Role | None] = {}
        self._chrome: dict[int, bool] = {}
        self._pointers: dict[int, list[Found] | None] = {}

    def known(self, at: int) -> Role | None:
        """The kind of list that a line heads by a phrase of the lexicon."""
        return self._known[at]

    def worded(self, at: int) -> Role | None:
        """The kind of list that a line heads by its words (`list_role`)."""
        plain = self._labels[at]
        if not plain:  # a long line
            return list_role(self.blocks[at].text)
        if plain not in self._worded:
            role = self._roles.get(self.blocks[at].position)
            self._worded[plain] = role or role_by_stems(plain)
        return self._worded[plain]

    def line(self, at: int) -> Line:
        """The line at a position, without a number that nothing near by counts on."""
        settled = self._settled.get(at)
        if settled is None:
            settled = self._raw(at)
            # Most lines are plain, go on to nothing, and are too long for a section.
            if settled.size <= KICKER or self._ends[at] or not self._plain[at]:
                settled = self._settle(at, settled)
            self._settled[at] = settled
        return settled

    def _settle(self, at: int, settled: Line) -> Line:
        near: Sequence[Line] = ()
        here = 0
        unsure = settled.kind == "headline" and may_read_as_teaser(settled)
        if settled.number or settled.dated or unsure:  # as few lines
            first, last = max(0, at - 3), min(len(self.blocks), at + 4)
            near, here = [self._raw(place) for place in range(first, last)], at - first
            settled = without_chance_number(near, here)
        if near and settled.kind == "headline" and reads_as_teaser(near, here):
            return settled._replace(kind="teaser")
        if near and settled.dated and reads_as_byline(near, here):
            return settled._replace(kind="note")
        if at + 1 < len(self.blocks) and is_counted(settled, self._raw(at + 1)):
            return settled._replace(kind="other")
        if self._is_kicker(at):
            return settled._replace(kind="kicker")
        return settled

    def has_day(self, start: int, lines: int) -> bool:
        """Whether any of so many lines has a day, or is one: no plain line does."""
        for at in range(start, min(start + lines, len(self.blocks))):
            if not self._plain[at]:
                line = self._raw(at)
                if line.dated or line.kind == "note":
                    return True
        return False

    def _raw(self, at: int) -> Line:
        line = self._read.get(at)
        if line is None:
            block, kind = self.blocks[at], self._plain[at]
            text = block.text
            line = self._read[at] = (
                Line(block, kind, "", 0, "", text, 0, letters(text)) if kind else read_line(block)
            )
        return line

    def _is_kicker(self, at: int) -> bool:
        """Whether sections and headlines take turns here, three times or more."""
        if not self._is_kicked(at):
            return False
        above, below = self._is_kicked(at - 2), self._is_kicked(at + 2)
        if above and below:
            return True
        further = -4 if above else 4 if below else 0
        return further != 0 and self._is_kicked(at + further)

    def _is_kicked(self, at: int) -> bool:
        if not 0 <= at < len(self.blocks) - 1:
            return False
        return reads_as_kicker(self._raw(at), self._raw(at + 1))

    def points(self, at: int) -> bool:
        """Whether a line says that the article before or after follows."""
        found = self.pointer(at) if self._may_point[at] else None
        return found is not None and found[0].role != "related"

    def pointer(self, at: int) -> list[Found] | None:
        """The articles that a line says are before, after or worth reading, asked once."""
        if not self._may_point[at]:
            return None  # as most
        if at not in self._pointers:
            self._pointers[at] = pointer(self.blocks, at)
        return self._pointers[at]

    def note_untold(self, start: int, count: int) -> None:
        """Remember that a run of so many lines is bare headlines: those from its first half on are
        told no better.

        What follows them within the length of a run could not outnumber them.
        """
        lines = [self.line(at) for at in range(start, start + count)]
        if all(line.pattern == _BARE and not line.block.links for line in lines):
            self.untold_until = max(self.untold_until, start + len(lines) - MOST // 2)

    def could_head(self, at: int) -> bool:
        """Whether a headline-like line may as well be a heading."""
        return True

    def is_chrome(self, at: int) -> bool:
        """Whether an earlier extractor took it for a part of the page that is no list."""
        if at not in self._chrome:
            block = self.blocks[at]
            role = self.so_far.role(block.position)
            self._chrome[at] = role in _CHROME or "©" in block.text
        return self._chrome[at]
