"""Reads our Markdown with markdown-it-py and compares what it finds with the body blocks.

`wanted` says, block by block, what a parser should find; `found` says what it does. Both are lists
of `Piece`, and written apart from the renderer, so that they can be wrong only in different ways.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scrapeclean import BodyBlock, Span
from scrapeclean.render import safe_url
from scrapeclean.render._markdown import note_labels

_PARSER = MarkdownIt("commonmark").enable("table")
_PARSER.validateLink = bool  # type: ignore[method-assign]  # what is safe is decided by us


class Piece(NamedTuple):
    """One block as it should be, or as the parser sees it."""

    kind: str
    """``heading2``, ``paragraph``, ``item``, ``code``, ``cell``, ``image``, ``rule``."""
    lists: int
    """Items that it stands in."""
    quoted: bool
    text: str
    """White space folded, except in code."""
    links: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    """Inline code and formulas; the language of code."""
    strong: str = ""
    """All strong text, without white space."""


def compare(title: str | None, blocks: Sequence[BodyBlock], markdown: str) -> str:
    """What differs first, in words; "" if nothing does."""
    hoped, seen = wanted(title, blocks), found(markdown)
    for one, other in zip(hoped, seen, strict=False):
        if one != other:
            return f"wanted {one}\n   found {other}"
    if len(hoped) != len(seen):
        more = (hoped if len(hoped) > len(seen) else seen)[min(len(hoped), len(seen))]
        return f"{len(hoped)} pieces wanted, {len(seen)} found; first too many: {more}"
    return ""


# ---- what is wanted ---------------------------------------------------------------------------


def wanted(title: str | None, blocks: Sequence[BodyBlock]) -> list[Piece]:
    """What a parser should find."""
    labels = note_labels(blocks)
    pieces = [Piece("heading1", 0, False, _folded(title))] if title and title.strip() else []
    levels: list[int] = []
    for block in blocks:
        in_item = block.kind == "item" or (block.level > 0 and block.kind != "heading")
        if not in_item or (block.kind == "item" and block.quoted and not pieces[-1].quoted):
            levels = []
        if block.kind == "item" and not (block.continues and levels):
            level = min(max(block.level, 1), 12)
            levels = [each for each in levels if each < level] + [level]
        elif levels:
            levels = [each for each in levels if each <= max(block.level, 1)] or levels[:1]
        quoted = block.quoted or block.kind == "quote"
        pieces += _wanted_of(block, len(levels) if in_item else 0, quoted, labels)
    return pieces


def _wanted_of(
    block: BodyBlock, lists: int, quoted: bool, labels: dict[str, str]
) -> Iterable[Piece]:
    kind = block.kind
    if kind == "rule":
        yield Piece("rule", lists, quoted, "")
    elif kind == "code" or (kind == "math" and any(s.kind == "tex" for s in block.spans)):
        language = "math" if kind == "math" else "".join(block.language.split())
        yield Piece("code", lists, quoted, block.text, code=(language.replace("`", ""),))
    elif kind == "image":
        if safe_url(block.url):
            words = _folded(" ".join(filter(None, (block.alt, block.caption, block.credit))))
            yield Piece("image", lists, quoted, words, (_address(block.url),))
    elif kind == "embed":
        if safe_url(block.url):
            label = _folded(block.alt or block.url)
            yield Piece("paragraph", lists, quoted, label, (_address(block.url),))
    elif kind == "table":
        if block.caption:
            yield Piece("paragraph", lists, quoted, _folded(block.caption))
        for row in block.rows:
            for cell in row:
                if cell.text.strip():
                    yield _piece("cell", lists, quoted, cell.text, cell.spans, labels)
    else:
        name = f"heading{min(max(block.level, 2), 6)}" if kind == "heading" else "paragraph"
        if kind == "item" and not block.continues:
            name = "item"
        spans = block.spans
        if kind == "term":
            whole = Span(start=0, end=len(block.text), kind="strong")
            spans = (*(span for span in spans if span.kind != "strong"), whole)
        piece = _piece(name, lists, quoted, block.text, spans, labels)
        if kind == "footnote" and block.label in labels and not block.continues:
            piece = piece._replace(text=f"[^{labels[block.label]}]: {piece.text}")
        yield piece
    if block.source:
        yield Piece("paragraph", lists, quoted, _folded("— " + block.source))


def _piece(
    name: str,
    lists: int,
    quoted: bool,
    text: str,
    spans: Sequence[Span],
    labels: dict[str, str],
) -> Piece:
    opaque = [span for span in spans if span.kind in ("code", "tex")]
    links = [s for s in spans if s.kind == "link" and safe_url(s.url) and _words(text, s)]
    cut = [edge for span in links for edge in (span.start, span.end)]
    codes = []
    for span in _merged(opaque):
        edges = [span.start, *sorted(e for e in cut if span.start < e < span.end), span.end]
        codes += [text[a:b] for a, b in pairwise(edges)]
    shown = text
    for span in sorted(spans, key=lambda span: -span.start):
        if span.kind == "note" and span.note in labels:
            label = f"[^{labels[span.note]}]"
            shown = shown[: span.start] + label + shown[span.end :]
        elif span.kind == "tex":
            shown = f"{shown[: span.start]}${text[span.start : span.end]}${shown[span.end :]}"
    return Piece(
        name, lists, quoted, _folded(shown),
        tuple(_address(s.url) for s in sorted(links, key=lambda s: s.start)),
        tuple(" ".join(code.split()) for code in codes if code.strip()),
        _bare(_strong(text, spans, labels)),
    )  # fmt: skip


def _strong(text: str, spans: Sequence[Span], labels: dict[str, str]) -> str:
    """What is bold: a reference to a note with its label, if it is bold as a whole."""
    opaque = _merged([span for span in spans if span.kind in ("code", "tex")])
    bold = _merged([
        span for span in spans
        if span.kind == "strong" and not any(_hides(around, span) for around in opaque)
    ])  # fmt: skip
    chars = list(text)
    for note in spans:
        if note.kind == "note" and note.note in labels:
            whole = any(b.start <= note.start and note.end <= b.end for b in bold)
            label = f"[^{labels[note.note]}]" if whole else ""
            chars[note.start : note.end] = [label, *[""] * (note.end - note.start - 1)]
    return "".join(
        char for at, char in enumerate(chars) if any(b.start <= at < b.end for b in bold)
    )


def _hides(opaque: Span, bold: Span) -> bool:
    """Formulas have no weight of their own, nor have words inside code that goes on around them."""
    around = opaque.start <= bold.start and bold.end <= opaque.end
    return around and (opaque.kind == "tex" or bold.end - bold.start < opaque.end - opaque.start)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Code directly behind code is one piece, and so are bold words that overlap."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        last = merged[-1] if merged else None
        joins = last and last.kind == span.kind and span.kind in ("code", "strong")
        if last and joins and span.start < last.end + (span.kind == "code"):
            merged[-1] = last.model_copy(update={"end": max(last.end, span.end)})
        else:
            merged.append(span)
    return merged


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end].strip()


# ---- what is found ----------------------------------------------------------------------------


def found(markdown: str) -> list[Piece]:
    """What the parser finds."""
    pieces: list[Piece] = []
    open_tags: list[str] = []
    fresh: list[bool] = []
    for token in _PARSER.parse(markdown):
        lists = open_tags.count("list_item")
        quoted = "blockquote" in open_tags
        if token.nesting == 1:
            name = token.type.removesuffix("_open")
            open_tags.append(name)
            if name == "heading":
                open_tags[-1] = name + token.tag[1:]
            if name == "list_item":
                fresh.append(True)
        elif token.nesting == -1:
            if open_tags.pop() == "list_item":
                fresh.pop()
        elif token.type == "hr":
            pieces.append(Piece("rule", lists, quoted, ""))
        elif token.type in ("fence", "code_block", "html_block"):
            text = token.content.removesuffix("\n")
            kind = "code" if token.type == "fence" else token.type
            pieces.append(Piece(kind, lists, quoted, text, code=(token.info,)))
        elif token.type == "inline":
            piece = _found_inline(token.children or [])._replace(lists=lists, quoted=quoted)
            if piece.kind == "paragraph":
                first = bool(fresh) and fresh[-1] and open_tags[-2] == "list_item"
                piece = piece._replace(kind="item" if first else _kind(open_tags))
            if fresh:
                fresh[-1] = False
            if piece.text or piece.links:
                pieces.append(piece)
    return pieces


def _kind(open_tags: Sequence[str]) -> str:
    if open_tags[-1] in ("th", "td"):
        return "cell"
    return open_tags[-1]


def _found_inline(children: Sequence[Token]) -> Piece:
    text, links, codes, strong = [], [], [], []
    kind, bold = "paragraph", 0
    for token in children:
        piece = ""
        if token.type == "text":
            piece = token.content
        elif token.type in ("softbreak", "hardbreak"):
            piece = " "
        elif token.type == "code_inline":
            piece = token.content
            codes.append(" ".join(piece.split()))
        elif token.type == "image":
            kind = "image"
            piece = _alt(token)
            links.append(_address(str(token.attrs["src"])))
        elif token.type == "link_open":
            links.append(_address(str(token.attrs["href"])))
        elif token.type == "strong_open" or token.content == "<strong>":
            bold += 1
        elif token.type == "strong_close" or token.content == "</strong>":
            bold -= 1
        text.append(piece)
        if bold:
            strong.append(piece)
    return Piece(
        kind, 0, False, _folded("".join(text)), tuple(links), tuple(codes), _bare("".join(strong))
    )


def _alt(token: Token) -> str:
    return "".join(child.content or " " for child in token.children or []) + " "


# ---- both -------------------------------------------------------------------------------------


def _folded(text: str | None) -> str:
    return " ".join((text or "").replace("\x00", "\ufffd").split())


def _bare(text: str) -> str:
    """Letters and digits: what is comparable in both."""
    return "".join(filter(str.isalnum, text))


def _address(url: str | None) -> str:
    """An address as the parser normalises it, roughly: percent signs and case of the host aside."""
    return unicodedata.normalize("NFKC", unquote(safe_url(url))).casefold()
