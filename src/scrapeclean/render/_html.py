"""Body blocks to one semantic ``<article>`` that is safe to show."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..parts import BodyBlock, Cell, Span
from ._mathml import safe_mathml
from ._spans import Around, nested, write
from ._tree import Definitions, ListNode, Node, Notes, Quotation, tree
from ._urls import safe_url


def written(
    title: str | None, blocks: Sequence[BodyBlock], *, language: str | None, direction: str | None
) -> str:
    """See `scrapeclean.render.html`."""
    lang = f' lang="{_quoted(language)}"' if language else ""
    side = ' dir="rtl"' if direction == "rtl" else ""
    parts = [f"<article{lang}{side}>"]
    if title:
        parts.append(f"<h1>{escape(title)}</h1>")
    parts += _Writer(blocks).nodes(tree(blocks))
    parts.append("</article>")
    return "\n".join(parts) + "\n"


class _Writer:
    def __init__(self, blocks: Sequence[BodyBlock]) -> None:
        labels = [block.label for block in blocks if block.kind == "footnote" and block.label]
        self.numbers = {label: n for n, label in enumerate(dict.fromkeys(labels), start=1)}
        self.referred: set[str] = set()

    def nodes(self, nodes: Sequence[Node]) -> list[str]:
        """Each node as HTML."""
        parts = []
        for node in nodes:
            if isinstance(node, ListNode):
                parts.append(self.listing(node))
            elif isinstance(node, Quotation):
                parts.append(self.quotation(node))
            elif isinstance(node, Definitions):
                parts.append(self.definitions(node))
            elif isinstance(node, Notes):
                parts.append(self.notes(node))
            elif part := self.block(node):
                parts.append(part)
        return parts

    def listing(self, node: ListNode) -> str:
        tag = "ol" if node.ordered else "ul"
        start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
        items = [f"<li>{self.flow(item)}</li>" for item in node.items]
        return "\n".join([f"<{tag}{start}>", *items, f"</{tag}>"])

    def flow(self, nodes: Sequence[Node]) -> str:
        """What stands in an item or a cell: a lone paragraph needs no tag of its own."""
        first, rest = nodes[0], nodes[1:]
        alone = all(isinstance(node, ListNode) for node in rest)
        if alone and isinstance(first, BodyBlock) and first.kind == "paragraph":
            return "\n".join([self.inline(first), *self.nodes(rest)])
        return "\n".join(self.nodes(nodes))

    def quotation(self, node: Quotation) -> str:
        url = safe_url(node.url)
        cite = f' cite="{_quoted(url)}"' if url else ""
        inside = "\n".join(self.nodes(node.inside))
        quote = f"<blockquote{cite}>{inside}</blockquote>"
        if not node.source:
            return quote
        source = f"<figcaption><cite>{_lines(node.source)}</cite></figcaption>"
        return f"<figure>{quote}{source}</figure>"

    def definitions(self, node: Definitions) -> str:
        out = ["<dl>"]
        for entry in node.entries:
            tag = "dt" if entry[0].kind == "term" else "dd"
            if tag == "dt" or len(entry) == 1:
                out += [f"<{tag}>{self.inline(block)}</{tag}>" for block in entry]
            else:
                paragraphs = "".join(f"<p>{self.inline(block)}</p>" for block in entry)
                out.append(f"<{tag}>{paragraphs}</{tag}>")
        return "\n".join([*out, "</dl>"])

    def notes(self, node: Notes) -> str:
        first = self.numbers.get(node.entries[0][0].label, 1)
        start = f' start="{first}"' if first != 1 else ""
        out = [f'<section role="doc-endnotes"><ol{start}>']
        for entry in node.entries:
            number = self.numbers.get(entry[0].label)
            name = f' id="note-{number}"' if number else ""
            paragraphs = "".join(f"<p>{self.inline(block)}</p>" for block in entry)
            out.append(f"<li{name}>{paragraphs}</li>")
        return "\n".join([*out, "</ol></section>"])

    def block(self, block: BodyBlock) -> str:
        kind = block.kind
        if kind == "table":
            return self.table(block)
        if kind == "image":
            return _figure(block)
        if kind == "embed":
            url = _quoted(safe_url(block.url))
            label = escape(block.alt) or url
            return f'<p><a href="{url}" rel="nofollow">{label}</a></p>' if url else ""
        if kind == "rule":
            return "<hr>"
        if kind == "code":
            language = "".join(block.language.split())
            named = f' class="language-{_quoted(language)}"' if language else ""
            return f"<pre><code{named}>{escape(block.text)}</code></pre>"
        if kind == "math":
            span = block.spans[0] if block.spans else Span(start=0, end=0, kind="mathml")
            return f"<p>{_math(span, block.text, display=True)}</p>"
        if kind == "heading":
            level = min(max(block.level, 2), 6)
            return f"<h{level}>{self.inline(block)}</h{level}>"
        return f"<p>{self.inline(block)}</p>"

    def table(self, block: BodyBlock) -> str:
        out = ["<table>"]
        if block.caption:
            out.append(f"<caption>{_lines(block.caption)}</caption>")
        heads = 0
        while heads < len(block.rows) - 1 and all(cell.header for cell in block.rows[heads]):
            heads += 1
        rows = [f"<tr>{''.join(map(self.cell, row))}</tr>" for row in block.rows]
        if heads:
            out += ["<thead>", *rows[:heads], "</thead>", "<tbody>", *rows[heads:], "</tbody>"]
        else:
            out += rows
        return "\n".join([*out, "</table>"])

    def cell(self, cell: Cell) -> str:
        tag = "th" if cell.header else "td"
        span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        span += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        return f"<{tag}{span}>{self.written(cell.text, cell.spans)}</{tag}>"

    def inline(self, block: BodyBlock) -> str:
        return self.written(block.text, block.spans)

    def written(self, text: str, spans: Sequence[Span]) -> str:
        """A text with its inline markup; line ends in it become ``<br>``."""
        ordered = nested(spans, text)
        return write(text, ordered, lambda piece, *_: _lines(piece), self.wrap)

    def wrap(self, span: Span, inner: str, around: Around) -> str:
        kind = span.kind
        if kind == "link":
            url = _quoted(safe_url(span.url))
            return f'<a href="{url}" rel="nofollow">{inner}</a>' if url else inner
        if kind == "note":
            number = self.numbers.get(span.note)
            link = f'<a href="#note-{number}" role="doc-noteref">{inner}</a>'
            return f"<sup>{link}</sup>" if number else inner
        if kind in ("tex", "mathml"):
            return _math(span, around.text, display=False)
        return f"<{kind}>{inner}</{kind}>"


def _figure(block: BodyBlock) -> str:
    url = _quoted(safe_url(block.url))
    if not url:
        return ""
    words = [_lines(block.caption)] if block.caption else []
    words += [f"<small>{_lines(block.credit)}</small>"] if block.credit else []
    caption = f"<figcaption>{' '.join(words)}</figcaption>" if words else ""
    return f'<figure><img src="{url}" alt="{_quoted(block.alt)}">{caption}</figure>'


def _math(span: Span, text: str, *, display: bool) -> str:
    """MathML, with the TeX as an annotation where it is known."""
    shown = safe_mathml(span.mathml) if span.mathml else f"<mtext>{escape(text)}</mtext>"
    mode = ' display="block"' if display else ""
    if span.kind != "tex":
        return f"<math{mode}>{shown}</math>"
    tex = f'<annotation encoding="application/x-tex">{escape(text)}</annotation>'
    return f"<math{mode}><semantics><mrow>{shown}</mrow>{tex}</semantics></math>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>\n")


def _quoted(text: str) -> str:
    return escape(text, quote=True)
