"""Body blocks to plain text, Markdown or HTML: extracted once, rendered as often as asked.

No renderer decides what belongs to the article; each shows all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from .parts import BodyBlock, Span

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_SCHEMES = ("http:", "https:", "mailto:")
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_MARKDOWN_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|>|~~~|\|)")
_MARKDOWN_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
_MARKDOWN_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_MARKDOWN_CLOSING = re.compile(r"(?<=\s)(#+)$")
_MARKDOWN_TARGET = str.maketrans(
    {char: f"%{ord(char):02X}" for char in "()<>\\`\"'"} | {"&": "&amp;"}
)
_MARKDOWN_MARKS = {"em": "*", "strong": "**", "code": "`"}
_HTML_MARKS = {"em": "em", "strong": "strong", "code": "code", "sub": "sub", "sup": "sup"}


def text_of(blocks: Iterable[BodyBlock]) -> str:
    """Plain text, a line for each paragraph; table cells are parted by tabs."""
    return "\n".join(block.text for block in blocks if block.text)


def safe_url(url: str | None) -> str:
    """The address if it is safe to follow from a page (http, https, mailto, relative), else ""."""
    if not url:
        return ""
    folded = "".join(char for char in url if char.isprintable() and not char.isspace())
    scheme = _SCHEME.match(folded)
    if scheme and scheme[0].lower() not in _SAFE_SCHEMES:
        return ""
    return folded


# ---- inline -------------------------------------------------------------------------------------


def _inline(
    text: str,
    spans: Sequence[Span],
    plain: Callable[[str], str],
    wrap: Callable[[Span, str], str],
) -> str:
    """Text with nested spans wrapped; a span that crosses another is dropped."""
    stack: list[tuple[Span | None, list[str]]] = [(None, [])]
    position = 0

    def close_until(limit: int) -> None:
        nonlocal position
        while (top := stack[-1][0]) is not None and top.end <= limit:
            stack[-1][1].append(plain(text[position : top.end]))
            position = top.end
            _, inner = stack.pop()
            stack[-1][1].append(wrap(top, "".join(inner)))

    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        close_until(span.start)
        top = stack[-1][0]
        if span.start >= span.end or span.end > len(text) or (top and span.end > top.end):
            continue
        stack[-1][1].append(plain(text[position : span.start]))
        position = span.start
        stack.append((span, []))
    close_until(len(text))
    stack[0][1].append(plain(text[position:]))
    return "".join(stack[0][1])


# ---- Markdown -----------------------------------------------------------------------------------


def markdown(title: str | None, blocks: Sequence[BodyBlock]) -> str:
    """CommonMark with GitHub tables; the title as the first heading."""
    parts = [_markdown_heading(1, _markdown_plain(title))] if title else []
    for in_list, run in groupby(blocks, key=lambda block: block.kind == "item"):
        if in_list:
            parts.append("\n".join(_markdown_items(list(run))))
        else:
            parts.extend(part for block in run if (part := _markdown_block(block)))
    return "\n\n".join(parts) + "\n" if parts else ""


def _markdown_plain(text: str) -> str:
    text = _MARKDOWN_SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))
    lines = []
    for line in text.split("\n"):
        escaped = _MARKDOWN_LINE_START.sub(r"\1\\\2", line)
        lines.append(_MARKDOWN_NUMBER.sub(r"\1\\\2", escaped))
    return "\n".join(lines)


def _markdown_wrap(span: Span, inner: str) -> str:
    if not inner.strip():
        return inner
    if span.kind == "link":
        target = safe_url(span.url).translate(_MARKDOWN_TARGET)
        return f"[{inner}]({target})" if target else inner
    if span.kind == "code":
        return inner if "`" in inner else "`" + inner.replace("\\", "") + "`"
    mark = _MARKDOWN_MARKS.get(span.kind)
    return f"{mark}{inner}{mark}" if mark else f"<{span.kind}>{inner}</{span.kind}>"


def _markdown_inline(block: BodyBlock) -> str:
    escaped = _inline(block.text, block.spans, _markdown_plain, _markdown_wrap)
    return _MARKDOWN_INDENT.sub("", escaped).replace("\n", "\\\n")


def _markdown_items(items: list[BodyBlock]) -> Iterator[str]:
    numbers: dict[int, int] = {}
    for item in items:
        level = max(item.level, 1)
        numbers = {key: count for key, count in numbers.items() if key <= level}
        numbers[level] = numbers.get(level, 0) + 1
        mark = f"{numbers[level]}." if item.ordered else "-"
        indent = "   " * (level - 1) if level > 1 else ""
        body = _markdown_inline(item).replace("\n", "\n" + indent + "   ")
        yield f"{indent}{mark} {body}"


def _markdown_block(block: BodyBlock) -> str:
    kind = block.kind
    if kind == "code":
        fence = "`" * max(
            3, 1 + max((len(run) for run in re.findall(r"`+", block.text)), default=0)
        )
        return f"{fence}\n{block.text}\n{fence}"
    if kind == "table":
        return _markdown_table(block)
    if kind in ("image", "embed"):
        url = safe_url(block.url).translate(_MARKDOWN_TARGET)
        label = _markdown_plain(block.alt or ("" if kind == "image" else block.url or ""))
        return (f"![{label}]({url})" if kind == "image" else f"[{label}]({url})") if url else ""
    if kind == "rule":
        return "---"
    text = _markdown_inline(block)
    if kind == "heading":
        return _markdown_heading(min(max(block.level, 2), 6), text)
    if kind == "quote":
        return "> " + text.replace("\n", "\n> ")
    if kind == "term":
        return f"**{text}**" if "*" not in text else text
    return text


def _markdown_heading(level: int, text: str) -> str:
    one_line = text.replace("\\\n", " ").replace("\n", " ")
    return "#" * level + " " + _MARKDOWN_CLOSING.sub(r"\\\1", one_line)


def _markdown_table(block: BodyBlock) -> str:
    width = max((sum(cell.columns for cell in row) for row in block.rows), default=0)
    lines = []
    for row in block.rows:
        texts = []
        for cell in row:
            escaped = _markdown_plain(cell.text).replace("|", "\\|").replace("\n", " ")
            texts += [escaped, *[""] * (cell.columns - 1)]
        texts += [""] * (width - len(texts))
        lines.append("| " + " | ".join(texts) + " |")
    header = lines[0] if any(cell.header for cell in block.rows[0]) else "|" + "   |" * width
    rest = lines[1:] if header is lines[0] else lines
    return "\n".join([header, "|" + " --- |" * width, *rest])


# ---- HTML ---------------------------------------------------------------------------------------


def html(title: str | None, blocks: Sequence[BodyBlock], *, language: str | None = None) -> str:
    """One semantic ``<article>``, safe to show: only known tags, no scripts, styles or handlers."""
    lang = f' lang="{escape(language, quote=True)}"' if language else ""
    parts = [f"<article{lang}>"]
    if title:
        parts.append(f"<h1>{escape(title)}</h1>")
    for in_list, run in groupby(blocks, key=lambda block: block.kind == "item"):
        if in_list:
            parts.append(_html_list(list(run)))
        else:
            parts.extend(part for block in run if (part := _html_block(block)))
    parts.append("</article>")
    return "\n".join(parts) + "\n"


def _html_wrap(span: Span, inner: str) -> str:
    if span.kind == "link":
        url = safe_url(span.url)
        return f'<a href="{escape(url, quote=True)}" rel="nofollow">{inner}</a>' if url else inner
    tag = _HTML_MARKS[span.kind]
    return f"<{tag}>{inner}</{tag}>"


def _html_inline(block: BodyBlock) -> str:
    return _inline(block.text, block.spans, escape, _html_wrap).replace("\n", "<br>\n")


def _html_list(items: list[BodyBlock]) -> str:
    out: list[str] = []
    open_tags: list[str] = []
    for item in items:
        level = max(item.level - items[0].level, 0) + 1
        while len(open_tags) > level:
            out.append(f"</li></{open_tags.pop()}>")
        if len(open_tags) == level:
            out.append("</li>")
        while len(open_tags) < level:
            open_tags.append("ol" if item.ordered else "ul")
            out.append(f"<{open_tags[-1]}>" + ("<li>" if len(open_tags) < level else ""))
        out.append(f"<li>{_html_inline(item)}")
    out += [f"</li></{tag}>" for tag in reversed(open_tags)]
    return "\n".join(out)


def _html_block(block: BodyBlock) -> str:
    kind = block.kind
    if kind == "table":
        return _html_table(block)
    if kind == "image":
        url = escape(safe_url(block.url), quote=True)
        return (
            f'<figure><img src="{url}" alt="{escape(block.alt, quote=True)}"></figure>'
            if url
            else ""
        )
    if kind == "embed":
        url = escape(safe_url(block.url), quote=True)
        return (
            f'<p><a href="{url}" rel="nofollow">{escape(block.alt) or url}</a></p>' if url else ""
        )
    if kind == "rule":
        return "<hr>"
    if kind == "code":
        return f"<pre><code>{escape(block.text)}</code></pre>"
    text = _html_inline(block)
    if kind == "heading":
        level = min(max(block.level, 2), 6)
        return f"<h{level}>{text}</h{level}>"
    if kind == "quote":
        return f"<blockquote><p>{text}</p></blockquote>"
    if kind == "term":
        return f"<dl><dt>{text}</dt></dl>"
    if kind == "definition":
        return f"<dl><dd>{text}</dd></dl>"
    return f"<p>{text}</p>"


def _html_table(block: BodyBlock) -> str:
    out = ["<table>"]
    for row in block.rows:
        cells = []
        for cell in row:
            tag = "th" if cell.header else "td"
            span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            span += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            cells.append(f"<{tag}{span}>{escape(cell.text)}</{tag}>")
        out.append("<tr>" + "".join(cells) + "</tr>")
    out.append("</table>")
    return "\n".join(out)
