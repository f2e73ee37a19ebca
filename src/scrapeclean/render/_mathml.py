"""MathML that is safe to show: presentation elements only, and few attributes."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_ELEMENTS = frozenset({
    "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle",
    "merror", "mpadded", "mphantom", "menclose", "msub", "msup", "msubsup", "munder", "mover",
    "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "mlabeledtr",
    "mfenced",
})  # fmt: skip
_WRAPPERS = frozenset({"math", "semantics"})
_ATTRIBUTES = frozenset({
    "mathvariant", "accent", "accentunder", "stretchy", "fence", "separator", "lspace", "rspace",
    "linethickness", "open", "close", "separators", "columnalign", "rowalign", "columnspan",
    "rowspan", "notation", "displaystyle", "scriptlevel", "minsize", "maxsize", "largeop",
    "movablelimits", "symmetric", "form", "width", "height", "depth",
})  # fmt: skip
_DEEPEST = 200


def safe_mathml(mathml: str) -> str:
    """The inside of a ``<math>`` element with known elements and attributes, well nested."""
    reader = _Reader()
    reader.feed(mathml)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if name in _WRAPPERS:
            return
        if self.unread or name not in _ELEMENTS or len(self.open) >= _DEEPEST:
            self.unread += 1
            return
        kept = [
            f' {key}="{escape(value or "", quote=True)}"'
            for key, value in attrs
            if key in _ATTRIBUTES
        ]
        self.out.append(f"<{name}{''.join(kept)}>")
        self.open.append(name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _WRAPPERS:
            return
        if self.unread:
            self.unread -= 1
        elif name in self.open:
            while self.open:
                last = self.open.pop()
                self.out.append(f"</{last}>")
                if last == name:
                    break

    def handle_data(self, data: str) -> None:
        if not self.unread and (self.open or data.strip()):
            self.out.append(escape(data, quote=False))

    def finished(self) -> str:
        """What was written, with everything closed."""
        ends = [f"</{name}>" for name in reversed(self.open)]
        return "".join([*self.out, *ends])
