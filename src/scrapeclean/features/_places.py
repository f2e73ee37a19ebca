"""Features of where a block hangs in the tree: names, neighbourhood, the main content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from html import unescape

import regex

from ..jsonld import json_ld_nodes
from ..lexicon import load
from ..model import Block, Document
from ..outline import Outline
from ..scale import share, size, small
from ..shape import squash
from ._alone import Alone

_TAGS = (
    "article", "main", "section", "nav", "aside", "footer", "header", "form", "figure", "table",
    "ul", "ol", "li", "dl", "blockquote", "button", "p", "div", "h1", "h2", "h3", "h4", "noscript",
    "td", "label",
)  # fmt: skip
_STEPPED = (
    "article", "main", "nav", "aside", "footer", "header", "form", "figure", "table", "ul", "ol",
    "blockquote", "noscript", "button",
)  # fmt: skip
_FAR = 15
_ONE_UP = bytes(min(step + 1, _FAR) for step in range(256))
_SHORTEST_BODY = 200  # a stated body below this is a teaser
_TAG = regex.compile(r"<[^<>]{0,500}>")
_LEVELS = 4
_HELD = ("letters", "links", "prose", "density", "blocks")
_MAIN_SHARES = (50, 70, 90)
_WIDE = 0.6  # names on a container with more of the prose than this say nothing of its blocks


def places(
    doc: Document, blocks: Sequence[Block], own: Alone, sums: Outline
) -> dict[str, list[int]]:
    """Each block by its ancestors."""
    homes = [block.container for block in blocks]
    containers = doc.containers
    parents = [max(containers[home].parent, 0) for home in homes]
    count = len(blocks)
    columns = {
        "tag": [_tag_code(containers[home].tag) for home in homes],
        "parent_tag": [_tag_code(containers[parent].tag) for parent in parents],
        "depth": [small(containers[home].depth) for home in homes],
        "position": [share(at, count) for at in range(count)],
        "from_end": [small(count - at) for at in range(count)],
        "page_blocks": [size(count)] * count,
        "page_prose": [size(sums.prose[0])] * count,
        "page_links": [share(sums.link_chars[0], sums.chars[0])] * count,
        **_steps(doc, sums, homes),
        **_main_content(doc, homes, own),
        **_levels(doc, blocks, sums),
        **_signatures(doc, blocks, own),
    }
    if doc.head.json_ld:
        columns["stated_body"] = _in_stated_body(doc, own)
    else:
        columns["stated_body"] = [1] * count
    return columns


def _tag_code(tag: str) -> int:
    return _codes().get(tag, len(_TAGS))


@cache
def _codes() -> dict[str, int]:
    return {tag: code for code, tag in enumerate(_TAGS)}


@cache
def _groups() -> tuple[str, ...]:
    return tuple(name for name in load("classes") if name != "about")


def _steps(doc: Document, sums: Outline, homes: Sequence[int]) -> dict[str, list[int]]:
    """For each block, how many elements up the nearest one of a name or tag is."""
    whole = sums.prose[0] or 1.0
    groups = doc.groups or (frozenset[str](),) * len(doc.containers)
    place = _places_of_steps()
    rows: list[bytes] = []
    first = bytes([_FAR]) * len(place)
    for index, container in enumerate(doc.containers):
        row = rows[container.parent].translate(_ONE_UP) if container.parent >= 0 else first
        names = groups[index]
        if names and sums.prose[index] > _WIDE * whole:
            names &= {"body"}
        at = place.get(f"up_{container.tag}") if container.tag in _STEPPED else None
        if names or at is not None:
            changed = bytearray(row)
            if at is not None:
                changed[at] = 0
            for name in names:
                changed[place[f"named_{name}"]] = 0
            row = bytes(changed)
        rows.append(row)
    return _columns(place, [rows[home] for home in homes])


@cache
def _places_of_steps() -> dict[str, int]:
    names = (*(f"up_{tag}" for tag in _STEPPED), *(f"named_{group}" for group in _groups()))
    return {name: at for at, name in enumerate(names)}


def _main_content(doc: Document, homes: Sequence[int], own: Alone) -> dict[str, list[int]]:
    """Elements to climb from the deepest one with most of the good text to one around a block."""
    sums = [0.0] * len(doc.containers)
    for home, is_good, letters in zip(homes, own.good, own.letters, strict=True):
        if is_good:
            sums[home] += letters
    for index in range(len(sums) - 1, 0, -1):
        sums[doc.containers[index].parent] += sums[index]
    columns = {}
    for percent in _MAIN_SHARES:
        enough = sums[0] * percent / 100
        main = max(
            (index for index, total in enumerate(sums) if total >= enough),
            key=lambda index: (doc.containers[index].depth, -index),
            default=0,
        )
        climb: dict[int, int] = {index: n for n, index in enumerate(doc.ancestors(main))}
        up: list[int] = []
        for index, container in enumerate(doc.containers):
            up.append(climb[index] if index in climb else up[container.parent])
        columns[f"from_main_{percent}"] = [small(up[home]) for home in homes]
        inside = doc.containers[main].depth
        columns[f"below_main_{percent}"] = [
            small(doc.containers[home].depth - inside) if up[home] == 0 else 255 for home in homes
        ]
    return columns


def _levels(doc: Document, blocks: Sequence[Block], sums: Outline) -> dict[str, list[int]]:
    """Sums of the nearest ancestors that differ in what they hold; bare wrappers don't count."""
    known: dict[int, tuple[list[int], list[int]]] = {}
    rows, places = [], []
    for block in blocks:
        home = block.container
        if home not in known:
            chain = _distinct(doc, home, sums.blocks)
            known[home] = chain, [value for index in chain for value in _held(sums, index)]
        chain, held = known[home]
        rows.append(held)
        inside = [block.position - doc.containers[index].first_block for index in chain]
        places.append([
            share(at, max(sums.blocks[index], at)) for at, index in zip(inside, chain, strict=True)
        ])  # fmt: skip
    names = [f"l{level}_{name}" for level in range(_LEVELS) for name in _HELD]
    return _columns(names, rows) | _columns([f"l{level}_at" for level in range(_LEVELS)], places)


def _columns(names: Iterable[str], rows: Sequence[Iterable[int]]) -> dict[str, list[int]]:
    """Rows of values, turned on their side."""
    if not rows:
        return {name: [] for name in names}
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def _held(sums: Outline, index: int) -> tuple[int, ...]:
    """What a container holds, as `_HELD` names it."""
    chars, prose = sums.chars[index], sums.prose[index]
    return (
        size(chars),
        share(sums.link_chars[index], chars),
        share(prose, sums.prose[0]),
        share(prose, chars),
        size(sums.blocks[index]),
    )


def _distinct(doc: Document, container: int, counts: Sequence[int]) -> list[int]:
    chain = [container]
    for index in doc.ancestors(container):
        if counts[index] > counts[chain[-1]]:
            chain.append(index)
            if len(chain) == _LEVELS:
                break
    return chain + [chain[-1]] * (_LEVELS - len(chain))


def _signatures(doc: Document, blocks: Sequence[Block], own: Alone) -> dict[str, list[int]]:
    """How much good text stands in elements of the same tags and classes."""
    containers = doc.containers

    def narrow(home: int) -> tuple[str, str]:
        return containers[home].tag, containers[home].classes

    def wide(home: int) -> tuple[str, str, str, str]:
        return (*narrow(home), *narrow(max(containers[home].parent, 0)))

    columns = {}
    for name, sign in (("like", narrow), ("alike", wide)):
        of_home = {home: sign(home) for home in {block.container for block in blocks}}
        signs = [of_home[block.container] for block in blocks]
        good: dict[tuple[str, ...], float] = defaultdict(float)
        every: dict[tuple[str, ...], float] = defaultdict(float)
        number: dict[tuple[str, ...], int] = defaultdict(int)
        total = 0.0
        for key, is_good, letters in zip(signs, own.good, own.letters, strict=True):
            every[key] += letters
            number[key] += 1
            if is_good:
                good[key] += letters
                total += letters
        columns[f"{name}_good"] = [share(good[key], every[key]) for key in signs]
        columns[f"{name}_share"] = [share(good[key], total) for key in signs]
        columns[f"{name}_count"] = [size(number[key]) for key in signs]
    return columns


def _in_stated_body(doc: Document, own: Alone) -> list[int]:
    """Whether JSON-LD repeats the text as the article's body: 0 no, 1 nothing stated, 2 yes."""
    texts = [
        node["articleBody"]
        for node in json_ld_nodes(doc.head.json_ld)
        if isinstance(node.get("articleBody"), str)
    ]
    stated = squash(_TAG.sub(" ", unescape(" ".join(texts))))
    if len(stated) < _SHORTEST_BODY:
        return [1] * len(own.squashed)
    return [2 if len(plain) > 12 and plain in stated else 0 for plain in own.squashed]
