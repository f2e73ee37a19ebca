"""Formulas that are written as TeX in a page's text, for MathJax or KaTeX to typeset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate

import regex

from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..model import Block, Link, Mark
from ._math import bare

_RENDERER = lazy_regex(r"(?i)\b(?:mathjax|katex)")
_LONGEST = 5_000  # characters, and so pieces; a longer stretch between two signs is no formula
_EVIDENT = lazy_regex(  # a command, or something raised or lowered
    r"\\[A-Za-z]{2,}|[\^_]\{|(?<=[\p{L}\d)\]}])\^[\p{L}\d]|\b\p{L}_[\p{L}\d]\b"
)
_LETTER = lazy_regex(r"[\p{L}\d]")
_PROSE = lazy_regex(r"\p{L}{3}[,;:]?\s+\p{L}{3}")
_VERBATIM = ("code", "kbd", "tex", "mathml", "tex-display", "mathml-display")


def names_renderer(source: str) -> bool:
    """Whether a page's source names one of the scripts that typeset formulas."""
    return _RENDERER.search(source) is not None


def with_formulas(blocks: Sequence[Block], typeset: Callable[[], bool]) -> list[Block]:
    r"""The blocks, with what stands between ``\(…\)``, ``\[…\]``, ``$…$`` or ``$$…$$`` as formulas.

    So are TeX's environments, as they are (``\begin{align}…``). The signs themselves go, as for
    formulas from other markup. Regular expressions, templates and prices hold the same signs: so it
    must be TeX on its face, or no prose on a page that typesets formulas, and between single
    dollars both. Code stays as it is, as it does for the scripts.

    Args:
        blocks: of the page.
        typeset: whether the page typesets formulas; asked only where something could be one.
    """
    asked = cache(typeset)
    return [
        _marked(block, asked)
        if ("\\" in block.text or block.text.count("$") > 1) and block.kind != "code"
        else block
        for block in blocks
    ]


@cache
def _formula() -> regex.Pattern[str]:
    environments = "|".join(load("markup")["formula_environments"])
    return regex.compile(
        r"""(?xs) (?<!\\) (?|
      (\\\()  ( (?: [^\\]++ | \\[^()] ){1,5000}+ )  \\\)
    | (\\\[)  ( (?: [^\\]++ | \\[^\[\]] ){1,5000}+ )  \\\]
    | ((?<!\$)\$\$(?!\$))  ( (?: [^$\\]++ | \\. | \$(?!\$) ){1,5000}+ )  \$\$(?!\$)
    | ((?<![$\p{L}\d])\$(?![\s$]))  ( (?: [^$\\]++ | \\[^(\[] ){1,5000}+ )  (?<!\s)\$(?![$\p{L}\d])
    | (?=(\\begin))  ( \\begin\{("""
        + environments
        + r""")\*?+\}
                      (?: [^\\]++ | \\(?!(?:begin|end)\{\3\*?+\}) ){0,5000}+  \\end\{\3\*?+\} )
    )"""
    )


def _marked(block: Block, typeset: Callable[[], bool]) -> Block:
    pieces: list[str] = []
    formulas: list[Mark] = []
    starts: list[int] = []
    ends = [0]  # both of each formula, as written
    gone = [0]  # how many characters were gone behind it
    markup = _Markup(block)
    for found in _formula().finditer(block.text):
        start, end = found.span()
        tex = bare(found[2])
        if not _is_tex(tex, found[1], typeset) or markup.touches(start, end):
            continue
        pieces += (block.text[ends[-1] : start], tex)
        kind = "tex" if found[1] in ("\\(", "$") else "tex-display"
        formulas.append(Mark(start - gone[-1], start - gone[-1] + len(tex), kind))
        gone.append(gone[-1] + end - start - len(tex))
        starts.append(start)
        ends.append(end)
    if not formulas:
        return block

    def moved(place: int) -> int:
        return place - gone[bisect_right(ends, place) - 1]

    def is_inside(mark: Mark) -> bool:
        last = bisect_left(starts, mark.start)
        return mark.kind == "br" and last > 0 and mark.start < ends[last]

    marks = [
        mark._replace(start=moved(mark.start), end=moved(mark.end))
        for mark in block.marks
        if not is_inside(mark)
    ]
    return block._replace(
        text="".join([*pieces, block.text[ends[-1] :]]),
        links=tuple(Link(moved(link.start), moved(link.end), link.url) for link in block.links),
        marks=tuple(sorted([*marks, *formulas])),
    )


def _is_tex(tex: str, sign: str, typeset: Callable[[], bool]) -> bool:
    if len(tex) > _LONGEST or not _LETTER.search(tex):
        return False
    if _EVIDENT.search(tex):
        return sign != "$" or typeset()
    return sign != "$" and not _PROSE.search(tex) and typeset()


class _Markup:
    """Where the markup of a block begins and ends; a line break is none that matters."""

    def __init__(self, block: Block) -> None:
        spans: list[Link | Mark] = [*block.links]
        spans += (mark for mark in block.marks if mark.kind != "br")
        self._edges = sorted(edge for span in spans for edge in (span.start, span.end))
        verbatim = sorted((m.start, m.end) for m in block.marks if m.kind in _VERBATIM)
        self._starts = [start for start, _ in verbatim]
        self._ends = list(accumulate((end for _, end in verbatim), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether any begins or ends inside a stretch, or the stretch lies in code."""
        if bisect_right(self._edges, start) < bisect_left(self._edges, end):
            return True
        before = bisect_right(self._starts, start)
        return before > 0 and self._ends[before - 1] > start
