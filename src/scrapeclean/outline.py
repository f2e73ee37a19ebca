"""Sums over the page's containers, computed once per extractor that needs them."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import NamedTuple

from .lexicon import load
from .model import Block, Document
from .page_text import page_text
from .scale import subtree_sums
from .shape import is_prose

_WIDE = 0.6  # a container with more of the page's prose than this is the page, whatever its name
_MOST = 0.5  # a name that covers more of the prose than this does not tell chrome
_NONE: frozenset[str] = frozenset()
_SAFE_GROUPS = frozenset({"body", "paywall"})


class Outline(NamedTuple):
    """One entry per container; sums are over the whole subtree, hidden blocks left out."""

    chars: list[float]
    """Length of the text, in letters."""
    link_chars: list[float]
    """Length of the text inside links, in letters."""
    prose: list[float]
    """Length of the running text, in letters."""
    blocks: list[int]
    """Number of blocks with text."""
    groups: list[frozenset[str]]
    """Name groups of the container and everything around it, without names of page-wide ones."""
    tags: list[frozenset[str]]
    """Tags of the container and everything around it; only those that anybody asks for."""


def outline(doc: Document) -> Outline:
    """Sum up a document, once; linear in its blocks and containers."""
    known: Outline | None = doc.derived.get("outline")
    if known is None:
        known = doc.derived["outline"] = _sum_up(doc)
    return known


def _sum_up(doc: Document) -> Outline:
    count = len(doc.containers)
    chars, link_chars, prose, blocks = [0.0] * count, [0.0] * count, [0.0] * count, [0] * count
    page, runs = page_text(doc), running_text(doc)
    for block, size, density in zip(page.blocks, page.letters, page.link_densities, strict=True):
        if not block.hidden:
            at = block.container
            chars[at] += size
            link_chars[at] += size * density
            blocks[at] += 1
            if runs[block.position]:
                prose[at] += size
    parents = list(map(attrgetter("parent"), doc.containers))
    chars, link_chars, prose = (subtree_sums(parents, own) for own in (chars, link_chars, prose))
    blocks = list(map(int, subtree_sums(parents, blocks)))
    groups, tags = _inherited(doc, parents, prose)
    return Outline(chars, link_chars, prose, blocks, _believable(doc, groups, prose), tags)


def names_there(doc: Document) -> frozenset[str]:
    """The name groups of all of a page's containers: most pages have but a few of them."""
    known: frozenset[str] | None = doc.derived.get("names_there")
    if known is None:
        known = doc.derived["names_there"] = _NONE.union(*frozenset(doc.groups))
    return known


def running_text(doc: Document) -> list[bool]:
    """For each block of a document whether it `is_running_text`; judged once."""
    known: list[bool] | None = doc.derived.get("running_text")
    if known is None:
        known = doc.derived["running_text"] = [False] * len(doc.blocks)
        page = page_text(doc)
        for block, prose in zip(page.blocks, page.prose, strict=True):
            known[block.position] = prose and block.kind != "caption"
    return known


def is_running_text(block: Block) -> bool:
    """Whether a block is prose that could be an article's."""
    return block.kind != "caption" and is_prose(block.text, block.link_density)


def _believable(
    doc: Document, groups: list[frozenset[str]], prose: list[float]
) -> list[frozenset[str]]:
    """Without names that would cover most of the page's prose: they must mean something else."""
    covered: dict[str, float] = {}
    page, runs = page_text(doc), running_text(doc)
    for block, size in zip(page.blocks, page.letters, strict=True):
        if runs[block.position] and groups[block.container] and not block.hidden:
            for group in groups[block.container]:
                covered[group] = covered.get(group, 0.0) + size
    wide = {
        group for group, size in covered.items()
        if size > _MOST * prose[0] and group not in _SAFE_GROUPS
    }  # fmt: skip
    return [own - wide if own & wide else own for own in groups] if wide else groups


@cache
def _telling() -> frozenset[str]:
    """The tags that tell what stands inside."""
    return frozenset({"article", "main", "table", *load("furniture")["tags"]})


def _inherited(
    doc: Document, parents: list[int], prose: list[float]
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    own_groups = doc.groups or (_NONE,) * len(doc.containers)
    groups: list[frozenset[str]] = []
    tags: list[frozenset[str]] = []
    known: dict[tuple[frozenset[str], str | frozenset[str]], frozenset[str]] = {}
    telling = _telling()
    tag_of, wide = [container.tag for container in doc.containers], _WIDE * prose[0]
    for tag, named, parent, size in zip(tag_of, own_groups, parents, prose, strict=True):
        own = named & _SAFE_GROUPS if named and size > wide else named
        above = groups[parent] if parent >= 0 else _NONE
        if own:  # most unions were made before, for a sibling
            key = above, own
            above = known[key] if key in known else known.setdefault(key, above | own)
        groups.append(above)
        around = tags[parent] if parent >= 0 else _NONE
        if tag in telling and tag not in around:
            inner = around, tag
            around = known[inner] if inner in known else known.setdefault(inner, around | {tag})
        tags.append(around)
    return groups, tags
