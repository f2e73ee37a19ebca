"""Before parsing: take out what no reader sees and what makes libxml2 lose text."""

from __future__ import annotations

import regex

_OPENER = regex.compile(
    r"<(?:(!--)|(script|style|svg)\b|/(?:body|html)\s{0,9}>|/?noframes\b[^>]{0,200}>)",
    regex.IGNORECASE,
)
_CLOSER = {
    "script": regex.compile(r"</script\s{0,9}>", regex.IGNORECASE),
    "style": regex.compile(r"</style\s{0,9}>", regex.IGNORECASE),
    "svg": regex.compile(r"</svg\s{0,9}>", regex.IGNORECASE),
    "!--": regex.compile(r"--!?>"),
}
_PARAGRAPH = regex.compile(r"<p[\s>]", regex.IGNORECASE)
_TITLE = regex.compile(r"<title\b[^<>]{0,500}>", regex.IGNORECASE)
_TITLE_END = regex.compile(r"</title", regex.IGNORECASE)
_TITLE_REACH = 5000  # characters; no title is longer
_NEXT_BLOCK = regex.compile(
    r"<(?:p|div|h[1-6]|article|section|main|ul|table)[\s>]", regex.IGNORECASE
)


def close_title(html: str) -> tuple[str, tuple[str, ...]]:
    """End a ``<title>`` that never ends, or the parser takes the whole page for the title."""
    opened = _TITLE.search(html)
    if opened is None or _TITLE_END.search(html, opened.end(), opened.end() + _TITLE_REACH):
        return html, ()
    end = html.find("<", opened.end())
    if end < 0:
        return html, ()
    return f"{html[:end]}</title>{html[end:]}", ("unclosed <title>: ended at the next tag",)


def strip_unreadable(html: str) -> tuple[str, tuple[str, ...]]:
    """Drop comments, scripts, styles, drawings, and early ``</body>`` and ``</html>`` tags.

    One pass over all of them, so that a comment sign inside a script does not open a comment.
    JSON-LD scripts stay, as does a drawing that holds paragraphs by broken nesting. ``</body>`` and
    ``</html>`` go because libxml2 ends the tree there, although browsers do not, ``<noframes>``
    because libxml2 would read the markup in it as text. Line breaks are kept, so that line numbers
    stay right.

    Returns:
        The HTML that is left, and warnings about elements that never end.
    """
    out: list[str] = []
    warnings: list[str] = []
    unclosed: set[str] = set()
    position = 0
    while found := _OPENER.search(html, position):
        start, end = found.span()
        out.append(html[position:start])
        kind = (found[1] or found[2] or "").lower()
        position = end
        if not kind:
            continue
        last = None if kind in unclosed else _CLOSER[kind].search(html, end - (kind == "!--") * 2)
        if last is None:
            if kind not in unclosed:
                unclosed.add(kind)
                name = "comment" if kind == "!--" else f"<{kind}>"
                warnings.append(f"unclosed {name}: what follows was read as text")
            position = _after_unclosed(html, kind, end)
            continue
        position = last.end()
        content = html[start:position]
        if _is_readable(kind, content):
            out.append(content)
        elif "\n" in content:
            out.append("\n" * content.count("\n"))
    out.append(html[position:])
    return "".join(out), tuple(warnings)


def _is_readable(kind: str, content: str) -> bool:
    if kind == "script":
        return "ld+json" in content[:300].lower()
    return kind == "svg" and _PARAGRAPH.search(content) is not None


def _after_unclosed(html: str, kind: str, end: int) -> int:
    """Where reading goes on: behind the tag, or for code at the next block element."""
    if kind in ("script", "style"):
        found = _NEXT_BLOCK.search(html, end)
        return found.start() if found else len(html)
    if kind == "!--":
        return end
    closing = html.find(">", end)
    return closing + 1 if closing >= 0 else len(html)
