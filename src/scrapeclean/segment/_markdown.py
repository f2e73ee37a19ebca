"""Inline Markdown: the text a reader sees, with its links, emphasis and pictures as spans."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin

import regex

from scrapeclean.model import Link, Mark, Media

from ..lazy_patterns import lazy_regex

ENOUGH_EVIDENCE = 2
"""So many links, headings or bold phrases make a page Markdown."""

_TARGET = (
    r"\(\s*+(?:<(?P<{0}_bracketed>[^<>\n]*+)>|(?P<{0}>(?:[^\s()<>]++|\([^\s()<>]*+\))*+))"
    r"(?:\s+[\"'][^\n]{{0,400}}?[\"'])?\s*\)"
)
_TOKEN = lazy_regex(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`{1,2})(?P<code>[^`\n]++)(?P=ticks)"
    r"|!\[(?P<alt>(?:[^\[\]\\]++|\\.|\[[^\[\]]*+\])*+)\]" + _TARGET.format("src")
    + r"|<(?P<auto>https?://[^\s<>]++)>"
    r"|(?P<bare>https?://[^\s<>()\[\]*]++)"
    r"|(?P<open>\[)"
    r"|\]" + _TARGET.format("href")
    + r"|(?P<close>\])"
    r"|(?P<run>\*{1,3}|_{1,3})"
)  # fmt: skip
_HREF, _SOURCE = ("href", "href_bracketed"), ("src", "src_bracketed")
_BORDER = lazy_regex(r"\n[ \t]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)++[ \t:-]*+(?=\n)")
_EVIDENCE = {
    "](": lazy_regex(r"\]\(<?(?:https?:|/|\#|\.|mailto:)[^\s()]"),
    "**": lazy_regex(r"\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])"),
    "# ": lazy_regex(r"\n[ \t]{0,3}\#{1,6}[ \t]++[^\s\#]"),
    "```": lazy_regex(r"\n[ \t]{0,3}```"),
}
"""Patterns for pages that hold the key, which is much quicker to look for."""
_SIGNS = "[*_`\\<"
_KINDS = {
    "*": ("em",), "_": ("em",), "**": ("strong",), "__": ("strong",),
    "***": ("strong", "em"), "___": ("strong", "em"),
}  # fmt: skip


class Inline(NamedTuple):
    """A line of Markdown, read."""

    text: str
    """White space folded; empty if it only holds pictures and links around nothing."""
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    images: tuple[Media, ...] = ()
    targets: tuple[str, ...] = ()
    """Every address linked to, those of links without text too."""


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether a page is evidently written in Markdown: one lone sign is not enough.

    The border of a table is: nothing else looks like it.
    """
    text = "\n".join(("", *lines, ""))
    if ("--|" in text or "-- |" in text) and _BORDER.search(text):
        return True
    found = 0
    for sign, pattern in _EVIDENCE.items():
        if sign in text:
            found += sum(1 for _ in islice(pattern.finditer(text), ENOUGH_EVIDENCE))
        if found >= ENOUGH_EVIDENCE:
            return True
    return False


def read_inline(text: str, base: str | None) -> Inline:
    """Read one block's Markdown; addresses are resolved against `base`."""
    if not any(sign in text for sign in _SIGNS):
        return Inline(text)
    tokens = list(_TOKEN.finditer(text))
    if not tokens:
        return Inline(text.removeprefix(" ").rstrip())
    kinds = [token.lastgroup or "" for token in tokens]
    pairs = _pair_brackets(kinds) | (_pair_runs(tokens, kinds, text) if "run" in kinds else {})
    writer = _Writer(base)
    at = 0
    for number, token in enumerate(tokens):
        writer.put(text[at : token.start()])
        writer.token(token, kinds[number], number, pairs)
        at = token.end()
    writer.put(text[at:])
    return writer.finish()


def resolve(address: str, base: str | None) -> str:
    """`address` made absolute where `base` is known and both can be read."""
    if not base:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _pair_brackets(kinds: Sequence[str]) -> dict[int, int]:
    """Both ways: the number of the token that opens a link, and of the one that closes it."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for number, kind in enumerate(kinds):
        if kind == "open":
            opened.append(number)
        elif kind == "close" or kind in _HREF:
            start = opened.pop() if opened else -1
            if start >= 0 and kind != "close":
                pairs[start], pairs[number] = number, start
    return pairs


def _pair_runs(
    tokens: Sequence[regex.Match[str]], kinds: Sequence[str], text: str
) -> dict[int, int]:
    """Both ways: the runs of stars or underscores that open and close emphasis."""
    pairs: dict[int, int] = {}
    opened: dict[str, int] = {}
    for number, token in enumerate(tokens):
        if kinds[number] != "run":
            continue
        run = token[0]
        before = text[token.start() - 1 : token.start()]
        after = text[token.end() : token.end() + 1]
        strict = run != "**"
        start = opened.get(run, -1)
        if start >= 0 and not before.isspace() and not (strict and after.isalnum()):
            if start < number - 1 or tokens[start].end() < token.start():
                pairs[start], pairs[number] = number, start
                opened = {key: at for key, at in opened.items() if at < start}
        elif after and not after.isspace() and not (strict and before.isalnum()):
            opened[run] = number
    return pairs


class _Writer:
    """Collects the visible text and the spans over it."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._pieces: list[str] = []
        self._length = 0
        self._blank = True
        self._begun: dict[int, int] = {}
        self._links: list[Link] = []
        self._marks: list[Mark] = []
        self._images: list[Media] = []
        self._targets: list[str] = []

    def put(self, piece: str) -> None:
        """Append text, never two blanks in a row."""
        if self._blank and piece.startswith(" "):
            piece = piece[1:]
        if piece:
            self._pieces.append(piece)
            self._length += len(piece)
            self._blank = piece.endswith(" ")

    def token(self, token: regex.Match[str], kind: str, number: int, pairs: dict[int, int]) -> None:
        """Write what one token stands for; `kind` is the last of its groups."""
        start = self._length
        if kind == "escaped":
            self.put(token[kind])
        elif kind == "code":
            self.put(token[kind].strip())
            self._marks.append(Mark(start, self._length, "code"))
        elif kind in _SOURCE:
            address = resolve(token[kind], self._base)
            self._images.append(Media(address, token["alt"].strip(), 0, 0))
        elif kind == "auto":
            self.put(token[kind])
            self._link(start, token[kind])
        elif number not in pairs:
            self.put(token[0])
        elif pairs[number] > number:
            self._begun[number] = start
        elif kind in _HREF:
            self._link(self._begun[pairs[number]], token[kind])
        else:
            begun = self._begun[pairs[number]]
            self._marks += [Mark(begun, start, kind) for kind in _KINDS[token[0]]]

    def _link(self, start: int, address: str) -> None:
        target = resolve(address, self._base)
        self._targets.append(target)
        if not self._links or start >= self._links[-1].end:
            self._links.append(Link(start, self._length, target))

    def finish(self) -> Inline:
        """The text without outer blanks, and the spans without any blank at their ends."""
        text = "".join(self._pieces).rstrip()
        links = (Link(*_trim(text, link.start, link.end), link.url) for link in self._links)
        marks = (Mark(*_trim(text, mark.start, mark.end), mark.kind) for mark in self._marks)
        return Inline(
            text,
            tuple(link for link in links if link.start < link.end),
            tuple(sorted(mark for mark in marks if mark.start < mark.end)),
            tuple(self._images),
            tuple(self._targets),
        )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, len(text))
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
