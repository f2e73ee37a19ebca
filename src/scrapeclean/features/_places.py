"""Features of where a block hangs in the tree: names, neighbourhood, the main content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import unescape
from operator import attrgetter, sub
from typing import NamedTuple

from ..jsonld import page_nodes
from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..model import Block, Document
from ..outline import Outline
from ..scale import alike, gather, shares, sizes, smalls, steps_up, subtree_sums, wider
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
_OTHER_TAG = len(_TAGS)
_NO_NAMES: frozenset[str] = frozenset()
_FAR = 15
_SHORTEST_BODY = 200  # a stated body below this is a teaser
_TAG = lazy_regex(r"<[^<>]{0,500}>")
_LEVELS = 4
_MAIN_SHARES = (50, 70, 90)
_WIDE = 0.6  # names on a container with more of the prose than this say nothing of its blocks


class _Tree(NamedTuple):
    parents: list[int]
    depths: list[int]


def places(doc: Document, blocks: Sequence[Block], own: Alone, sums: Outline) -> dict[str, bytes]:
    """Each block by its ancestors."""
    homes = [block.container for block in blocks]
    containers = doc.containers
    above = list(map(attrgetter("parent"), containers))
    parents = [max(above[home], 0) for home in homes]
    depths = list(map(attrgetter("depth"), containers))
    count = len(blocks)
    codes = _codes()
    tags = bytes([codes.get(container.tag, _OTHER_TAG) for container in containers])
    columns = {
        "tag": gather(tags, homes),
        "parent_tag": gather(tags, parents),
        "depth": gather(smalls(depths), homes),
        "position": shares(range(count), [count] * count),
        "from_end": smalls(range(count, 0, -1)),
        "page_blocks": sizes([count]) * count,
        "page_prose": sizes(sums.prose[:1]) * count,
        "page_links": shares(sums.link_chars[:1], sums.chars[:1]) * count,
        **_steps(doc, above, sums, homes),
        **_main_content(_Tree(above, depths), homes, own),
        **_levels(doc, above, blocks, sums),
        **_signatures(doc, homes, parents, own),
    }
    if doc.head.json_ld:
        columns["stated_body"] = _in_stated_body(doc, own)
    else:
        columns["stated_body"] = b"\1" * count
    return columns


@cache
def _codes() -> dict[str, int]:
    return {tag: code for code, tag in enumerate(_TAGS)}


@cache
def _groups() -> tuple[str, ...]:
    return tuple(name for name in load("classes") if name != "about")


def _steps(
    doc: Document, above: Sequence[int], sums: Outline, homes: Sequence[int]
) -> dict[str, bytes]:
    """For each block, how many elements up the nearest one of a name or tag is."""
    whole = sums.prose[0] or 1.0
    place = _places_of_steps()
    of_tag = {tag: place[f"up_{tag}"] for tag in _STEPPED}
    groups = doc.groups or (_NO_NAMES,) * len(doc.containers)
    own: list[Sequence[int]] = []
    for container, names, prose in zip(doc.containers, groups, sums.prose, strict=True):
        at = of_tag.get(container.tag)
        if not names:
            own.append((at,) if at is not None else ())
            continue
        believed = names & {"body"} if prose > _WIDE * whole else names
        traits = [place[f"named_{name}"] for name in believed]
        own.append(traits if at is None else [*traits, at])
    columns = steps_up(above, own, homes, _FAR, len(place))
    return dict(zip(place, columns, strict=True))


@cache
def _places_of_steps() -> dict[str, int]:
    names = (*(f"up_{tag}" for tag in _STEPPED), *(f"named_{group}" for group in _groups()))
    return {name: at for at, name in enumerate(names)}


def _main_content(tree: _Tree, homes: Sequence[int], own: Alone) -> dict[str, bytes]:
    """Elements to climb from the deepest one with most of the good text to one around a block."""
    sums = [0.0] * len(tree.parents)
    for home, is_good, letters in zip(homes, own.good, own.letters, strict=True):
        if is_good:
            sums[home] += letters
    sums = subtree_sums(tree.parents, sums)
    depths = tree.depths
    around = list(map(depths.__getitem__, homes))
    ends = _ends(tree)
    columns = {}
    for percent in _MAIN_SHARES:
        enough = sums[0] * percent / 100
        main = max(
            [index for index, total in enumerate(sums) if total >= enough],
            key=lambda index: (depths[index], -index),
            default=0,
        )
        climbs = gather(_climbs(tree, main, ends), homes)
        inside = depths[main]
        columns[f"from_main_{percent}"] = climbs
        columns[f"below_main_{percent}"] = smalls(
            [255 if climb else depth - inside for climb, depth in zip(climbs, around, strict=True)]
        )
    return columns


def _ends(tree: _Tree) -> list[int]:
    """For each container the index behind the last one inside it: a subtree is one run."""
    parents = tree.parents
    ends = list(range(1, len(parents) + 1))
    for index in range(len(ends) - 1, 0, -1):
        parent = parents[index]
        if ends[parent] < ends[index]:
            ends[parent] = ends[index]
    return ends


def _climbs(tree: _Tree, main: int, ends: Sequence[int]) -> bytes:
    """For each container, how many elements above `main` the first around both is."""
    up = bytearray(len(ends))
    index, steps = main, 0
    begin, end = main, ends[main]
    while index >= 0:
        step = bytes((min(steps, 255),))
        up[index:begin], up[end : ends[index]] = step * (begin - index), step * (ends[index] - end)
        begin, end = index, ends[index]
        index, steps = tree.parents[index], steps + 1
    return bytes(up)


def _levels(
    doc: Document, parents: Sequence[int], blocks: Sequence[Block], sums: Outline
) -> dict[str, bytes]:
    """Sums of the nearest ancestors that differ in what they hold; bare wrappers don't count."""
    chars, prose, count = sums.chars, sums.prose, len(parents)
    held = {  # by each container
        "letters": sizes(chars),
        "links": shares(sums.link_chars, chars),
        "prose": shares(prose, prose[:1] * count),
        "density": shares(prose, chars),
        "blocks": sizes(sums.blocks),
    }
    up = wider(parents, sums.blocks)
    firsts = list(map(attrgetter("first_block"), doc.containers))
    wholes = [max(1, number) for number in sums.blocks]
    positions = [block.position for block in blocks]
    columns: dict[str, bytes] = {}
    indices = [block.container for block in blocks]
    for level in range(_LEVELS):
        columns |= {f"l{level}_{name}": gather(column, indices) for name, column in held.items()}
        columns[f"l{level}_at"] = shares(
            map(sub, positions, map(firsts.__getitem__, indices)),
            map(wholes.__getitem__, indices),
        )
        indices = list(map(up.__getitem__, indices))
    return columns


def _signatures(
    doc: Document, homes: Sequence[int], parents: Sequence[int], own: Alone
) -> dict[str, bytes]:
    """How much good text stands in elements of the same tags and classes."""
    number: dict[tuple[str, str], int] = {}
    signs: dict[int, int] = {}
    for index in {*homes, *parents}:
        container = doc.containers[index]
        signs[index] = number.setdefault((container.tag, container.classes), len(number))
    narrow = list(map(signs.__getitem__, homes))
    above = map(signs.__getitem__, parents)
    both: dict[tuple[int, int], int] = {}
    wide = [both.setdefault(pair, len(both)) for pair in zip(narrow, above, strict=True)]
    return _alike("like", narrow, own) | _alike("alike", wide, own)


def _alike(name: str, signs: list[int], own: Alone) -> dict[str, bytes]:
    names = (f"{name}_good", f"{name}_share", f"{name}_count")
    return dict(zip(names, alike(signs, own.good, own.letters), strict=True))


def _in_stated_body(doc: Document, own: Alone) -> bytes:
    """Whether JSON-LD repeats the text as the article's body: 0 no, 1 nothing stated, 2 yes."""
    texts = [
        node["articleBody"] for node in page_nodes(doc) if isinstance(node.get("articleBody"), str)
    ]
    stated = squash(_TAG.sub(" ", unescape(" ".join(texts))))
    if len(stated) < _SHORTEST_BODY:
        return b"\1" * len(own.squashed)
    return bytes([2 if len(plain) > 12 and plain in stated else 0 for plain in own.squashed])
