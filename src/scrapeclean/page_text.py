"""All texts of a page as one string: what every step asks of every line is asked of it once.

A call for each line costs more than the line is worth. So characters are counted, words are cut
and phrases are looked for in the whole page, and the answers are told apart by line afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, chain

from .character_kinds import COUNTED, foreign, kinds_of
from .lazy_patterns import lazy_re
from .model import Block, Document
from .scale import counts
from .shape import all_end_sentences, all_letters, all_prose, label, sentence_counts, strip_edges

__all__ = ["PageText", "page_text"]

_MOST_MARKS = 60  # different characters; more are replaced in one pass
_LONGEST_LABEL = 300  # characters
_OTHER_BLANKS = [chr(code) for code in range(128) if chr(code).isspace() and chr(code) not in " \n"]
_BEGINNING = 200  # characters in which a year or a time is looked for
_YEAR = lazy_re(r"\b(?:19|20)\d\d\b")
_CLOCK = lazy_re(r"\b\d{1,2}[:.]\d\d\b")
_CLOCK_DIGITS = 3  # the fewest that a time has
_APART = bytes(c if c > 127 or c == 10 or chr(c).isalnum() else 32 for c in range(256))


class PageText:
    """The blocks of a page that have text; every list has one value for each of them."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.lines = [block.text for block in blocks]
        """The texts; those of code with blanks for line ends."""
        self.whole = "\n".join(self.lines)
        """The lines as one text."""
        if self.whole.count("\n") >= len(blocks) > 0:
            self.lines = [line.replace("\n", " ") for line in self.lines]
            self.whole = "\n".join(self.lines)

    @cached_property
    def others(self) -> str:
        """The different characters that are not ASCII."""
        return foreign(self.whole)

    @cached_property
    def letters(self) -> list[float]:
        """The lengths in letters (`shape.letters`)."""
        return all_letters(self.lines, self.others)

    @cached_property
    def word_counts(self) -> list[int]:
        """The numbers of words between white space."""
        if self.is_evenly_spaced and self.lines:
            return [line.strip(" ").count(" ") + 1 for line in self.lines]
        return [len(line.split()) for line in self.lines]

    @cached_property
    def ends(self) -> list[bool]:
        """Which end as sentences do (`shape.ends_sentence`)."""
        return all_end_sentences(self.lines, self.others)

    @cached_property
    def sentences(self) -> list[int]:
        """The numbers of sentence ends (`shape.sentence_count`)."""
        return sentence_counts(self.whole, self.others) if self.lines else []

    @cached_property
    def is_evenly_spaced(self) -> bool:
        """Whether all white space inside the lines is single blanks."""
        if "  " in self.whole or any(map(str.isspace, self.others)):
            return False
        return not any(map(self.whole.__contains__, _OTHER_BLANKS))

    @cached_property
    def kinds(self) -> bytes:
        """The kinds of all characters (`character_kinds.kinds_of`), the lines as one text."""
        return kinds_of(self.whole, self.others)

    @cached_property
    def counts(self) -> dict[str, list[int]]:
        """The numbers of characters of some kinds (`character_kinds.COUNTED`)."""
        if not self.lines:
            return {name: [] for name in COUNTED}
        return dict(zip(COUNTED, counts(self.kinds, COUNTED.values()), strict=True))

    @cached_property
    def digits(self) -> list[int]:
        """The numbers of digits of any script (`shape.digit_count`)."""
        return self.counts["digits"]

    @cached_property
    def years(self) -> list[bool]:
        """Which begin with a year in them."""
        return self._begin_with(_YEAR, self.lines_with(("19", "20")))

    @cached_property
    def clocks(self) -> list[bool]:
        """Which begin with a time of day in them."""
        enough = [at for at, count in enumerate(self.digits) if count >= _CLOCK_DIGITS]
        return self._begin_with(_CLOCK, enough)

    def _begin_with(self, pattern: re.Pattern[str], lines: Iterable[int]) -> list[bool]:
        found = [False] * len(self.lines)
        for at in lines:
            found[at] = pattern.search(self.lines[at][:_BEGINNING]) is not None
        return found

    @cached_property
    def link_chars(self) -> list[int]:
        """The numbers of characters that are inside links (`Block.link_chars`)."""
        return [block.link_chars if block.links else 0 for block in self.blocks]

    @cached_property
    def link_densities(self) -> list[float]:
        """The shares of the characters that are inside links (`Block.link_density`)."""
        return [
            chars / len(line) if chars else 0.0
            for chars, line in zip(self.link_chars, self.lines, strict=True)
        ]

    @cached_property
    def prose(self) -> list[bool]:
        """Which are running sentences (`shape.is_prose`)."""
        return all_prose(self.letters, self.sentences, self.link_densities)

    @cached_property
    def labels(self) -> list[str]:
        """As the lexicons spell them (`shape.label`); "" for a long line, which is no label."""
        spell, lines = label, self.lines
        if self.is_evenly_spaced:  # as nearly all are: then nothing is left to do but to strip
            spell, lines = strip_edges, self.folded_lines
        short = [len(line) <= _LONGEST_LABEL for line in self.lines]
        return [
            spell(line) if is_short else "" for line, is_short in zip(lines, short, strict=True)
        ]

    @cached_property
    def folded(self) -> str:
        """The lines as one text, case folded."""
        return self.whole.casefold()

    @cached_property
    def folded_lines(self) -> list[str]:
        """The lines, case folded."""
        return self.folded.split("\n") if self.lines else []

    @cached_property
    def apart(self) -> str:
        """The lines as one text, with a blank for all that is neither letter nor digit."""
        apart = self.whole
        marks = [char for char in self.others if not char.isalnum()]
        if len(marks) > _MOST_MARKS:
            apart = apart.translate({ord(char): " " for char in marks})
        else:
            for mark in marks:
                apart = apart.replace(mark, " ")
        plain = apart.encode("utf-8", "surrogatepass").translate(_APART)
        return plain.decode("utf-8", "surrogatepass")

    @cached_property
    def words_by_line(self) -> list[list[str]]:
        """The runs of letters and digits of each line."""
        return list(map(str.split, self.apart.split("\n"))) if self.lines else []

    @cached_property
    def words(self) -> frozenset[str]:
        """The runs of letters and digits."""
        return frozenset(chain.from_iterable(self.words_by_line))

    @cached_property
    def squashed(self) -> list[str]:
        """Letters and digits only, case folded (`shape.squash`)."""
        plain = self.apart.replace(" ", "").casefold()
        return plain.split("\n") if self.lines else []

    # ---- phrases --------------------------------------------------------------------------------

    def lines_with(self, texts: Iterable[str]) -> list[int]:
        """Indices of the lines that hold one of some texts."""
        return _lines_with(texts, self.whole, self._starts)

    def folded_lines_with(self, texts: Iterable[str]) -> list[int]:
        """Indices of the lines that hold one of some case-folded texts, once they are folded."""
        return _lines_with(texts, self.folded, self._folded_starts)

    @cached_property
    def folded_others(self) -> frozenset[str]:
        """The different characters of the case-folded text that are not ASCII."""
        return frozenset(self.others.casefold())

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate([len(line) + 1 for line in self.lines])]

    @cached_property
    def _folded_starts(self) -> list[int]:
        return [0, *accumulate([len(line) + 1 for line in self.folded_lines])]

    def folded_places(self, phrase: str) -> list[tuple[int, int]]:
        """Line and column of each place of a phrase in the case-folded text."""
        starts, found = self._folded_starts, []
        at = self.folded.find(phrase)
        while at >= 0:
            line = bisect_right(starts, at) - 1
            found.append((line, at - starts[line]))
            at = self.folded.find(phrase, at + 1)
        return found


def _lines_with(texts: Iterable[str], whole: str, starts: list[int]) -> list[int]:
    found = set()
    for text in texts:
        at = whole.find(text)
        while at >= 0:
            line = bisect_right(starts, at)
            found.add(line - 1)
            at = whole.find(text, starts[line])
    return sorted(found)


def page_text(doc: Document) -> PageText:
    """The texts of a document's blocks, joined once."""
    known: PageText | None = doc.derived.get("page_text")
    if known is None:
        known = doc.derived["page_text"] = PageText([block for block in doc.blocks if block.text])
    return known
