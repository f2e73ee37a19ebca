"""Before parsing: take out what no reader sees and what makes libxml2 lose text."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

import regex

from .._twins import fastest
from ..lazy_patterns import lazy_re, lazy_regex
from . import _scan

_next_opener = fastest(_scan).next_opener
_KEPT = ("textarea", "noembed", "xmp")  # only to see whether they end
_CLOSER = {
    name: lazy_re(rf"</{name}\s{{0,9}}>", re.IGNORECASE)
    for name in ("script", "style", "svg", "iframe", "textarea", "noembed", "xmp")
} | {"!--": lazy_re(r"--!?>")}
_TAG_REST = lazy_regex(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_DRAWING = lazy_regex(r"<(/?)svg(?=[\s/>])", regex.IGNORECASE)
_PARAGRAPH = lazy_regex(r"<p[\s>]", regex.IGNORECASE)
_FRAMED = lazy_re(r"""(?is)\ssrcdoc\s{0,9}=\s{0,9}(["'])(.*?)\1""")
_BODY_OF_FRAMED = lazy_re(r"(?is)<body\b[^>]{0,500}>(.*)")
_SOURCE = lazy_re(r"\ssrc\s{0,9}=", re.IGNORECASE)
_TITLE = lazy_re(r"<title(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_TITLE_END = lazy_re(r"</title", re.IGNORECASE)
_TITLE_REACH = 5000  # characters; no title is longer
_TAG_REACH = 2000  # characters of a tag that are looked at
_DRAWINGS = 500  # tags; keeps the search for a drawing's end linear
_SCRIPT_TAG = 300  # characters of a script in which its kind is looked for
_FORMULA = lazy_regex(r"type\s{0,9}=\s{0,9}[\"']?math/tex")
_FRAMES = 3  # documents in frames inside each other that are read
_NEXT_BLOCK = lazy_regex(r"<(?:p|div|h[1-6]|article|section|main|ul|table)[\s>]", regex.IGNORECASE)


def close_titles(html: str) -> tuple[str, tuple[str, ...]]:
    """End each ``<title>`` that never ends, or the parser takes the rest of the page for it."""
    out: list[str] = []
    position = closing = 0
    for opened in _TITLE.finditer(html):
        if closing < opened.end():  # each stretch of the page is searched once
            found = _TITLE_END.search(html, opened.end())
            closing = found.start() if found else len(html) + _TITLE_REACH
        end = html.find("<", opened.end())
        if end >= 0 and closing > opened.end() + _TITLE_REACH:
            out += (html[position:end], "</title>")
            position = end
    if not out:
        return html, ()
    return "".join((*out, html[position:])), ("unclosed <title>: ended at the next tag",)


def strip_unreadable(html: str) -> tuple[str, tuple[str, ...]]:
    """Drop comments, scripts, styles, drawings, and early ``</body>`` and ``</html>`` tags.

    One pass over all of them, so that a comment sign inside a script does not open a comment, and
    a script inside an attribute opens none. JSON-LD and formulas in scripts stay, as does a drawing
    that holds paragraphs by broken nesting. ``</body>`` and ``</html>`` go because libxml2 ends the
    tree there, although browsers do not, ``<noframes>`` and ``<plaintext>`` because it would read
    the markup in them as text; so do frames and text fields that never end. The document inside
    ``srcdoc`` takes the place of its frame. Line breaks are kept, so that line numbers stay right.

    Returns:
        The HTML that is left, and warnings about elements that never end.
    """
    return _strip(html, _FRAMES)


def _strip(html: str, frames: int) -> tuple[str, tuple[str, ...]]:
    """The same, reading documents in frames only so many levels deep."""
    out: list[str] = []
    warnings: list[str] = []
    unclosed: set[str] = set()
    closers = _Closers(html)
    position = 0
    while found := _next_opener(html, position):
        start, end = found.span()
        kind = (found[1] or found[2] or "").lower()
        inside = _end_of_value(html, position, start) if kind else 0
        out.append(html[position : inside or start])
        position = inside or end
        if inside or not kind:
            continue
        closing = -1 if kind in unclosed else _end_of(html, kind, end, closers)
        if closing < 0:
            if kind not in unclosed:
                unclosed.add(kind)
                name = "comment" if kind == "!--" else f"<{kind}>"
                warnings.append(f"unclosed {name}: what follows was read as text")
            position = _after_unclosed(html, kind, end)
            continue
        if kind in _KEPT:
            out.append(html[start:end])
            continue
        position = closing
        out.append(_readable(kind, html[start:position], frames))
    out.append(html[position:])
    return "".join(out), tuple(warnings)


class _Closers:
    """Finds closing tags; each stretch of the page is searched once for each kind."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._found: dict[str, tuple[int, int]] = {}

    def behind(self, kind: str, start: int) -> int:
        """Offset behind the first closing tag at or behind `start`, which never falls; or -1."""
        known = self._found.get(kind)
        if known is None or known[0] < start:
            match = _CLOSER[kind].search(self._html, start)
            known = self._found[kind] = match.span() if match else (len(self._html), -1)
        return known[1]


def _end_of(html: str, kind: str, end: int, closers: _Closers) -> int:
    """Offset behind the element whose tag's name ends at `end`; -1 if it never ends."""
    if kind == "!--":
        return closers.behind(kind, end - 2)  # "<!-->" is a whole comment
    behind = _behind_tag(html, end)
    if html.endswith("/>", end, behind):
        return behind
    if kind == "svg":
        return _end_of_drawing(html, end)
    return closers.behind(kind, end)


def _behind_tag(html: str, end: int) -> int:
    """Offset behind the tag whose name ends at `end`; `end` if it is too long or never ends.

    Its first ">" ends it unless that stands in quotes, which is seldom.
    """
    behind = html.find(">", end, end + _TAG_REACH) + 1
    if behind and not html.count("'", end, behind) and not html.count('"', end, behind) % 2:
        return behind
    tag = _TAG_REST.match(html, end, end + _TAG_REACH)
    return int(tag.end()) if tag else end


def _end_of_drawing(html: str, end: int) -> int:
    """Drawings nest; one whose own end is missing ends at the first end there is."""
    first, open_ones = -1, 1
    for found in islice(_DRAWING.finditer(html, end), _DRAWINGS):
        if not found[1]:
            behind = _behind_tag(html, found.end())
            open_ones += not html.endswith("/>", found.end(), behind)
            continue
        closing = html.find(">", found.end()) + 1 or len(html)
        first = closing if first < 0 else first
        open_ones -= 1
        if not open_ones:
            return closing
    return first


def _end_of_value(html: str, position: int, start: int) -> int:
    """Where the attribute value ends that an opener at `start` stands in; 0 if it stands in none.

    Taking the element out would take the text behind it along.
    """
    opened = html.rfind("<", max(position, start - _TAG_REACH), start)
    if opened < 0 or not html[opened + 1].isalpha() or html.rfind(">", opened, start) >= 0:
        return 0
    for quote in "\"'":
        if f"={quote}" in html[opened:start] and html.count(quote, opened, start) % 2:
            return max(0, html.find(quote, start))
    return 0


def _readable(kind: str, content: str, frames: int) -> str:
    """What stays of an element: all of it, or its line breaks."""
    if kind == "iframe":
        return _framed(content, frames)
    if kind == "script" and _is_read(content[:_SCRIPT_TAG].lower()):
        return content
    if kind == "svg" and _PARAGRAPH.search(content):
        return content
    return "\n" * content.count("\n")


def _is_read(tag: str) -> bool:
    """Whether a script's tag, in small letters, says that it holds data or a formula."""
    return "ld+json" in tag or ("math/tex" in tag and _FORMULA.search(tag) is not None)


def _framed(frame: str, frames: int) -> str:
    """The document that a frame carries along, if it has no address of its own."""
    found = _FRAMED.search(frame) if frames else None
    if found is None or _SOURCE.search(frame):
        return frame
    inner, _ = _strip(unescape(found[2]), frames - 1)
    body = _BODY_OF_FRAMED.search(inner)
    return f'<div class="srcdoc">{body[1] if body else inner}</div>'


def _after_unclosed(html: str, kind: str, end: int) -> int:
    """Where reading goes on: behind the tag, or for code at the next block element."""
    if kind in ("script", "style"):
        found = _NEXT_BLOCK.search(html, end)
        return found.start() if found else len(html)
    if kind == "!--":
        return end
    closing = html.find(">", end)
    return closing + 1 if closing >= 0 else len(html)
