"""Body blocks to CommonMark with GitHub tables; footnotes and formulas as GitHub writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lazy_patterns import lazy_re
from ..parts import BodyBlock, Cell, Span
from ._escape import can_close, can_open, escape
from ._grid import grid
from ._spans import Around, nested, write
from ._tree import Definitions, ListNode, Node, Notes, Quotation, tree
from ._urls import safe_url

_TICKS = lazy_re(r"`+")
_INDENT = lazy_re(r"^[ \t]+", re.MULTILINE)
_CLOSING_HASHES = lazy_re(r"(?<!\S)(#+)$")
_TARGET = str.maketrans({char: f"%{ord(char):02X}" for char in "()<>\\`\"'|"})
_ENTITY = lazy_re(r"&(?=#?\w{1,40};)")
_STARS = {"em": "*", "strong": "**"}
_DEFINITION = lazy_re(r"\[(?:[^\[\]\\]|\\(?s:.)){1,999}\]:")
_LABEL = lazy_re(r"[A-Za-z0-9-]{1,40}")
_MOST = 999_999_999  # the greatest number that begins a list
_ESCAPABLE_WORD = lazy_re(r"\S+(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*")


def written(title: str | None, blocks: Sequence[BodyBlock]) -> str:
    """See `scrapeclean.render.markdown`."""
    parts = [_heading(1, _inline(title, ()))] if title else []
    parts += _Writer(blocks).nodes(tree(blocks))
    return "\n\n".join(parts) + "\n" if parts else ""


class _Writer:
    def __init__(self, blocks: Sequence[BodyBlock]) -> None:
        self.labels = note_labels(blocks)

    def nodes(self, nodes: Sequence[Node]) -> list[str]:
        """Each node as Markdown, without blank lines at its ends."""
        parts: list[str] = []
        before: Node | None = None
        other = False
        for node in nodes:
            if isinstance(node, ListNode):
                beside = isinstance(before, ListNode) and before.ordered == node.ordered
                other = beside and not other
                parts.append(self.listing(node, other=other))
            elif isinstance(node, Quotation):
                parts.append(self.quotation(node))
            elif isinstance(node, Definitions | Notes):
                parts += [part for entry in node.entries for part in self.entry(entry)]
            elif part := self.block(node):
                parts.append(part)
            before = node
        return parts

    def listing(self, node: ListNode, *, other: bool) -> str:
        """A list; `other` marks set it apart from the same kind of list directly before it."""
        items = []
        for number, item in enumerate(node.items, start=min(max(node.start, 0), _MOST)):
            dot = ")" if other else "."
            mark = f"{min(number, _MOST)}{dot} " if node.ordered else "* " if other else "- "
            parts = self.nodes(item)
            # Only a list that begins at 1 may follow a paragraph without a blank line.
            lists = [isinstance(n, ListNode) and (not n.ordered or n.start == 1) for n in item]
            tight = all(lists[1:]) and sum(lists) <= 1
            body = ("\n" if tight else "\n\n").join(parts)
            items.append(_indented(body, mark, " " * len(mark)))
        return "\n".join(items)

    def quotation(self, node: Quotation) -> str:
        parts = self.nodes(node.inside)
        if node.source:
            parts.append("— " + self.inline(node.source, ()))
        return _indented("\n\n".join(parts), "> ", "> ")

    def entry(self, entry: Sequence[BodyBlock]) -> list[str]:
        """A term, a definition or a note."""
        texts = [self.inline(block.text, block.spans) for block in entry]
        if entry[0].kind == "term":
            wrapped = Span(start=0, end=len(entry[0].text), kind="strong")
            return [self.inline(block.text, (wrapped, *_lighter(block.spans))) for block in entry]
        if entry[0].kind == "footnote" and (label := self.labels.get(entry[0].label)):
            # A single word behind the label would be read as the address of a link.
            guard = " &#32;" if _ESCAPABLE_WORD.fullmatch(texts[0]) else ""
            first = f"[^{label}]: {texts[0]}{guard}"
            if len(texts) == 1:
                return [first]
            return ["\n\n".join([first, *texts[1:]])]
        return texts

    def block(self, block: BodyBlock) -> str:
        kind = block.kind
        if kind == "code":
            return _fenced(block.text, block.language)
        if kind == "math":
            tex = any(span.kind == "tex" for span in block.spans)
            return _fenced(block.text, "math") if tex else self.inline(block.text, ())
        if kind == "table":
            return self.table(block)
        if kind == "image":
            return self.image(block)
        if kind == "embed":
            url = _target(block.url)
            label = self.inline(block.alt or block.url or "", (), in_link=True, before="[")
            return f"[{label.replace(chr(92) + chr(10), ' ')}]({url})" if url else ""
        if kind == "rule":
            return "---"
        text = self.inline(block.text, block.spans)
        return _heading(min(max(block.level, 2), 6), text) if kind == "heading" else text

    def image(self, block: BodyBlock) -> str:
        url = _target(block.url)
        if not url:
            return ""
        alt = self.inline(block.alt, (), in_link=True, before="[").replace("\\\n", " ")
        lines = [f"![{alt}]({url})"]
        for text in (block.caption, block.credit):
            if text:
                folded = " ".join(text.split())
                lines.append(self.inline(folded, (Span(start=0, end=len(folded), kind="em"),)))
        return "\\\n".join(lines)

    def table(self, block: BodyBlock) -> str:
        """A table; a cell that covers several places is shown in the first of them."""
        rows, width = grid(block.rows)
        lines = [
            "| " + " | ".join(self.cell(cell) if cell else "" for cell in row) + " |"
            for row in rows
        ]
        if not lines:
            return ""
        if not any(cell.header for cell in block.rows[0]):
            lines.insert(0, "|" + "   |" * width)
        lines.insert(1, "|" + " --- |" * width)
        caption = [self.inline(block.caption, ())] if block.caption else []
        return "\n\n".join([*caption, "\n".join(lines)])

    def cell(self, cell: Cell) -> str:
        written = self.inline(" ".join(cell.text.split("\n")), cell.spans, before="|")
        return written.replace("|", "\\|")

    def inline(
        self, text: str, spans: Sequence[Span], *, in_link: bool = False, before: str = ""
    ) -> str:
        return _inline(text, spans, self.labels, in_link=in_link, before=before)


def _inline(
    text: str,
    spans: Sequence[Span],
    labels: dict[str, str] | None = None,
    *,
    in_link: bool = False,
    before: str = "",
) -> str:
    """A text with its inline markup; line ends in it become hard breaks."""
    known = labels or {}
    shown = [span for span in spans if _shows(span, known)]
    ordered = nested(shown, text, links_first=True)
    links = [(s.start, s.end) for s in ordered if s.kind == "link"]
    raw = [(s.start, s.end) for s in ordered if s.kind in ("code", "tex")]
    at = 0

    def plain(piece: str, last: str, after: str) -> str:
        nonlocal at
        start, at = at, at + len(piece)
        if any(a <= start < b for a, b in raw):
            return piece
        inside = in_link or any(a <= start < b for a, b in links)
        behind = after or ("]" if in_link else "")
        return escape(piece, last or before, behind, in_link=inside)

    inside = _inside_stars(ordered)

    def wrap(span: Span, inner: str, around: Around) -> str:
        return _wrap(span, inner, around, known, closable=(span.start, span.end) in inside)

    written = write(text, ordered, plain, wrap)
    return _undefined(_INDENT.sub("", written).replace("\n", "\\\n"))


def _undefined(written: str) -> str:
    """A text that begins with brackets and a colon defines nothing."""
    found = _DEFINITION.match(written)
    if not found:
        return written
    if found[0].startswith("[^"):
        return f"{written[: found.end() - 1]}\\{written[found.end() - 1 :]}"
    return "\\" + written


def _shows(span: Span, labels: dict[str, str]) -> bool:
    """Whether Markdown has anything for it."""
    if span.kind == "link":
        return bool(_target(span.url))
    return span.note in labels if span.kind == "note" else span.kind != "mathml"


def _inside_stars(ordered: Sequence[Span]) -> set[tuple[int, int]]:
    """Emphasis whose first stars could be read as the end of the emphasis around it.

    CommonMark has a rule against that, which counts stars: it fails where other emphasis begins
    together with the one around, since then three stars stand in a row.
    """
    found: set[tuple[int, int]] = set()
    start = end = -1
    in_a_row = False
    for span in ordered:
        if span.kind not in _STARS:
            continue
        if span.end > end:
            start, end, in_a_row = span.start, span.end, False
        elif span.start == start:
            in_a_row = True
        elif in_a_row:
            found.add((span.start, span.end))
    return found


def _wrap(span: Span, inner: str, around: Around, labels: dict[str, str], *, closable: bool) -> str:
    if not inner.strip():
        return inner
    kind = span.kind
    if kind == "link":
        return f"[{inner}]({_target(span.url)})"
    if kind == "code":
        return _ticked(around.text)
    if kind == "tex":
        return f"${_ticked(around.text)}$"
    if kind == "note":
        return f"[^{labels[span.note]}]"
    stars = _STARS.get(kind)
    if (
        stars
        and around.before != "*"
        and can_open(around.before, inner[0])
        and can_close(inner[-1], around.after)
        and not (closable and can_close(around.before, inner[0]))
    ):
        return f"{stars}{inner}{stars}"
    return f"<{kind}>{inner}</{kind}>"


def note_labels(blocks: Sequence[BodyBlock]) -> dict[str, str]:
    """For the label of each footnote, the one that Markdown can write."""
    labels = [block.label for block in blocks if block.kind == "footnote" and block.label]
    usable = all(_LABEL.fullmatch(label) for label in labels)
    return {
        label: label if usable else str(number)
        for number, label in enumerate(dict.fromkeys(labels), start=1)
    }


def _lighter(spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if span.kind != "strong"]


def _ticked(text: str) -> str:
    """A code span, with as many ticks as its content asks for."""
    text = text.replace("\n", " ")
    ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    if ticks == "`" and text.isspace():
        return text
    needs_room = text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " ")
    room = " " if needs_room else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def _fenced(text: str, language: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
    return f"{fence}{''.join(language.split()).replace('`', '')}\n{text}\n{fence}"


def _heading(level: int, text: str) -> str:
    one_line = text.replace("\\\n", " ")
    return "#" * level + " " + _CLOSING_HASHES.sub(r"\\\1", one_line)


def _target(url: str | None) -> str:
    return _ENTITY.sub("&amp;", safe_url(url).translate(_TARGET))


def _indented(text: str, first: str, further: str) -> str:
    """Every line behind a mark; a blank one without blanks at its end."""
    lines = text.split("\n")
    rest = [further + line if line else further.rstrip() for line in lines[1:]]
    return "\n".join([first + lines[0], *rest])
