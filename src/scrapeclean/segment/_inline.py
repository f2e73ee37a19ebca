"""Text inside one block: white space folded as it arrives, links and marks kept as spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from ..model import Link, Mark

SENTENCE_ENDS = frozenset('.!?…:;。！？："”»')
MOST_MARKS = 32  # around a text; each is noted anew in every block inside it
# Soft hyphen, zero-width space, word joiner, byte order mark: never shown, and they split words.
_INVISIBLE = ("\xad", "\u200b", "\u2060", "\ufeff")


def without_invisible(text: str) -> str:
    """Text without the characters that are never shown."""
    for char in _INVISIBLE:
        if char in text:
            text = text.replace(char, "")
    return text


class Inline:
    """Collects the text of a block, then hands it out once with `take`."""

    def __init__(self) -> None:
        self.chunks: list[str] = []
        self.ends: list[int] = []  # offsets at which the chunks end, as far as they are needed
        self.length = 0
        self.space = False
        self.keep_space = False
        self.part_end = -1
        self.part_tag = ""
        self.link: tuple[int, str] | None = None
        self.links: list[tuple[int, int, str]] = []
        self.cuts: list[int] = []
        self.open_marks: list[tuple[int, str, str, int]] = []
        self.marks: list[tuple[int, int, str, str]] = []

    def add(self, text: str) -> None:
        """Append text as it stands in the source."""
        if not text.isascii():
            text = without_invisible(text)
        if self.keep_space:
            chunk = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            words = text.split()
            if not words:
                self.space = self.space or bool(text)
                return
            chunk = " ".join(words)
            if self.length and (self.space or text[0].isspace()):
                chunk = " " + chunk
            self.space = text[-1].isspace()
        self.chunks.append(chunk)
        self.length += len(chunk)

    def open_link(self, url: str) -> None:
        """A link starts here; one that is still open ends."""
        self.close_link()
        self.link = (self.length, url)

    def close_link(self) -> None:
        """The open link, if any, ends here."""
        if self.link:
            start, url = self.link
            if self.length > start:
                self.links.append((start, self.length, url))
                self._mark_parts(start)
            self.link = None
            self.cuts = []

    def _mark_parts(self, start: int) -> None:
        """The pieces of a link that its elements cut it into: a kicker, a headline, a date."""
        ends = sorted({cut for cut in self.cuts if start < cut < self.length})
        if ends:
            for begin, end in pairwise([start, *ends, self.length]):
                self.marks.append((begin, end, "part", ""))

    def open_mark(self, kind: str, value: str, depth: int) -> None:
        """Inline markup of a kind starts here, with the element at a depth."""
        if len(self.open_marks) < MOST_MARKS:
            self.open_marks.append((self.length, kind, value, depth))

    def close_marks(self, depth: int) -> None:
        """The markup that the element at a depth opened ends here."""
        while self.open_marks and self.open_marks[-1][3] >= depth:
            start, kind, value, _ = self.open_marks.pop()
            if self.length > start:
                self.marks.append((start, self.length, kind, value))

    def add_marked(self, text: str, kind: str, value: str) -> None:
        """Append text that is marked as a whole."""
        start = self.length
        self.add(text)
        if self.length > start:
            self.marks.append((start, self.length, kind, value))

    def part_starts(self, tag: str, *, boxed: bool) -> None:
        """A part that stands directly behind another: keep their words apart.

        In a layout box, neighbouring spans are laid out apart by styles; in running text only
        neighbouring links are sure to be separate words.
        """
        if self.link:
            self.cuts.append(self.length)
        touching = self.length and self.part_end == self.length and not self.space
        if touching and (boxed or tag == self.part_tag == "a"):
            self.space = True

    def part_ends(self, tag: str) -> None:
        """Remember where a part (a link, a span, a time) ended."""
        self.part_end, self.part_tag = self.length, tag
        if self.link:
            self.cuts.append(self.length)

    def break_line(self) -> None:
        """A line ends here, but not the block: the blank that follows is marked ``br``."""
        self.marks.append((self.length, self.length + 1, "br", ""))
        self.space = True

    def goes_on(self, text: str) -> bool:
        """Whether `text` continues the sentence collected so far."""
        last = self.chunks[-1].rstrip()[-1:] if self.chunks else ""
        return last not in SENTENCE_ENDS and text.lstrip()[:1].islower()

    def since(self, start: int, most: int) -> str:
        """The text collected from an offset on, or so many characters of it."""
        ends = self.ends
        for chunk in self.chunks[len(ends) :]:
            ends.append(len(chunk) + (ends[-1] if ends else 0))
        first = bisect_right(ends, start)
        last = bisect_left(ends, start + most + 1, first)
        text = "".join(self.chunks[first : last + 1])
        return text[start - (ends[first - 1] if first else 0) :].strip()[:most]

    def take(self) -> tuple[str, tuple[Link, ...], tuple[Mark, ...]]:
        """The block's text with its spans; what is open goes on in the next block."""
        text = "".join(self.chunks)
        if self.keep_space:
            start = len(text) - len(text.lstrip("\n"))
            text = text.strip("\n").rstrip()
        else:
            start = 0
        links, marks = self.links, self.marks
        if self.link and self.length > self.link[0]:
            links.append((self.link[0], self.length, self.link[1]))
            self._mark_parts(self.link[0])
        self.cuts = []
        for begin, kind, value, _ in self.open_marks:
            if self.length > begin:
                marks.append((begin, self.length, kind, value))
        taken_links = (
            tuple(
                Link(*span)
                for a, b, url in links
                if (span := (*_trim(text, a - start, b - start), url))
                if span[1] > span[0]
            )
            if links
            else ()
        )
        taken_marks = (
            tuple(sorted(
                Mark(begin, end, kind, value)
                for a, b, kind, value in marks
                for begin, end in ((a, b) if kind == "br" else _trim(text, a - start, b - start),)
                if begin < end < len(text) + (kind != "br")
            ))
            if marks
            else ()
        )  # fmt: skip
        self._restart()
        return text, taken_links, taken_marks

    def _restart(self) -> None:
        self.chunks, self.ends = [], []
        self.length = 0
        self.space = False
        self.part_end = -1
        self.links = []
        self.marks = []
        if self.link:
            self.link = (0, self.link[1])
        if self.open_marks:
            self.open_marks = [(0, kind, value, depth) for _, kind, value, depth in self.open_marks]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks at its ends."""
    start, end = max(start, 0), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
