"""Footnotes: references in the text, paired with the notes that they lead to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import unquote

from ..lazy_patterns import lazy_regex
from ..lexicon import load, phrases
from ..model import Block, Document, Link

_LABEL = lazy_regex(r"[\[(]?\s*([0-9]{1,4}|[a-zA-Z]|[ivxIVX]{1,6}|[*†‡§¶#]{1,4})\s*[\])]?\.?")
_NOTE_BLOCKS = 40  # one note is not longer; a link to a chapter's name is no reference
_BEHIND_LABEL = lazy_regex(r"(?:[\])]\.?|\.|:)?\s+")
_BACK = lazy_regex(r"[^\p{L}\p{N}]{0,8}")
_BARE = "[]() .\u2009"
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "doc-endnotes"})


class Footnotes(NamedTuple):
    """What refers to notes, and where the notes are."""

    references: dict[tuple[int, int], str]
    """Label of the note, by the position of a block and the offset of the link in it."""
    labels: dict[int, str]
    """Label, by the position of each block that is (part of) a note."""
    homes: dict[int, int]
    """What keeps one note together, by the position of each of its blocks."""


class _Reference(NamedTuple):
    block: Block
    link: Link
    label: str
    target: str


def find_footnotes(
    document: Document, picks: Sequence[Block], spare: Sequence[Block] = ()
) -> Footnotes:
    """Pair the references among the article's blocks with its notes.

    A reference is a short link (``1``, ``[2]``, ``*``) to a name further down on the page. What
    carries the name is the note, if it is not a heading, nor long. Elements that are notes by
    their role are notes without a reference as well.

    Args:
        document: the page.
        picks: the article's blocks.
        spare: blocks that nothing claims; one that is referred to is a note of the article's.
    """
    found = Footnotes({}, {}, {})
    if document.kind == "text":
        return found
    references = list(_references(document, picks))
    marked = _marked_notes(document)
    if not references and not marked:
        return found
    named = _named(document, sorted([*picks, *spare], key=lambda block: block.position))
    homes: dict[str, tuple[int, str]] = {}
    taken: dict[str, int] = {}
    for reference in references:
        blocks = named.get(reference.target, [])
        first = blocks[0] if blocks else None
        if first is None or first.position <= reference.block.position or first.kind == "heading":
            continue
        if reference.target not in homes:
            label = reference.label
            if label in taken:
                label = f"{label}-{taken[label]}"
            taken[reference.label] = taken.get(reference.label, 1) + 1
            homes[reference.target] = (len(homes), label)
            for block in blocks:
                found.labels.setdefault(block.position, label)
                found.homes.setdefault(block.position, homes[reference.target][0])
        found.references[reference.block.position, reference.link.start] = homes[reference.target][
            1
        ]
    for block in picks:
        for index in document.ancestors(block.container) if marked else ():
            if index in marked and block.text and block.position not in found.labels:
                found.labels[block.position] = ""
                found.homes[block.position] = -1 - index
    return found


def without_marks(block: Block, label: str) -> tuple[int, int]:
    """Start and end of a note's own words: without its label and the links back to the text."""
    start, end = 0, len(block.text)
    text = block.text
    for link in block.links:
        if "#" not in link.url:
            continue
        words = text[link.start : link.end]
        bare = words.strip(_BARE)
        back = _BACK.fullmatch(words) or bare == label or bare.casefold() in _back_words()
        if back and not text[start : link.start].strip(_BARE + "^↑,;"):
            start = link.end
        elif back and not text[link.end : end].strip(_BARE + "↩︎,;"):
            end = min(end, link.start)
    rest = text[start:end].lstrip(_BARE + "]")
    at = 1 if rest.startswith(("[", "(")) else 0
    if label and rest.startswith(label, at):
        found = _BEHIND_LABEL.match(rest, at + len(label))
        rest = rest[found.end() :] if found else rest
    return end - len(rest), end


def _references(document: Document, picks: Sequence[Block]) -> Iterator[_Reference]:
    here = (document.url or "").partition("#")[0]
    base = document.head.base_url.partition("#")[0]
    for block in picks:
        raised: _Raised | None = None
        for link in block.links:
            page, _, name = link.url.partition("#")
            if not name or page not in ("", here, base):
                continue
            found = _LABEL.fullmatch(block.text[link.start : link.end].strip())
            if found and raised is None:
                raised = _raised(block)
            if found and raised and _looks_raised(block, link, raised):
                yield _Reference(block, link, found[1], unquote(name).lower())


_Raised = tuple[list[int], list[int]]
"""Where superscript begins, in order, and how far what has begun by then reaches."""


def _raised(block: Block) -> _Raised:
    spans = [(mark.start, mark.end) for mark in block.marks if mark.kind == "sup"]
    return [start for start, _ in spans], list(accumulate([end for _, end in spans], max))


def _looks_raised(block: Block, link: Link, raised: _Raised) -> bool:
    """In superscript or in brackets, or a symbol, or a number glued to the word before it."""
    words = block.text[link.start : link.end]
    if not words.strip()[0].isalnum():
        return True
    around = block.text[max(link.start - 1, 0) : link.start] + block.text[link.end : link.end + 1]
    if around in ("[]", "()"):
        return True
    if link.start and not block.text[link.start - 1].isspace():
        return True
    starts, reaches = raised
    begun = bisect_right(starts, link.start)
    return begun > 0 and reaches[begun - 1] >= link.end


def _named(document: Document, picks: Sequence[Block]) -> dict[str, list[Block]]:
    """The blocks that carry a name, or lie in a container that does; the innermost first."""
    named: dict[str, list[Block]] = {}
    for block in picks:
        if not block.text:
            continue
        names = [mark.value for mark in block.marks if mark.kind == "anchor"]
        for index in document.ancestors(block.container):
            container = document.containers[index]
            if container.tag in ("body", "article", "main", "section", "ol", "ul", "table"):
                break
            if container.id:
                names.append(container.id)
        for name in names:
            blocks = named.setdefault(name, [])
            if len(blocks) < _NOTE_BLOCKS:
                blocks.append(block)
    return named


def _marked_notes(document: Document) -> frozenset[int]:
    """Containers that are one note each, by their role or as entries of a list of notes."""
    notes = set()
    lists = set()
    classes = list(map(attrgetter("classes"), document.containers))
    named, whole = set[str](), "\n".join(classes)
    if any(map(whole.__contains__, load("markup")["footnote_signs"])):  # on few pages
        named.update(filter(_names().search, set(classes)))
    if not named and _NOTE_ROLES.isdisjoint(map(attrgetter("role"), document.containers)):
        return frozenset()
    for index, container in enumerate(document.containers):
        above = container.parent
        if container.role in ("doc-footnote", "doc-endnote"):
            notes.add(index)
        elif (
            container.role == "doc-endnotes"
            or container.classes in named
            or (above in lists and container.tag in ("ol", "ul"))
        ):
            lists.add(index)
        elif above in lists and container.tag == "li":
            notes.add(index)
    return frozenset(notes)


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(load("markup")["footnote_lists"]))


@cache
def _back_words() -> frozenset[str]:
    return phrases("markup", "back_to_text")
