"""Features of where a block hangs in the tree: names, neighbourhood, the main content."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import cache
from html import unescape
from operator import sub

from ..jsonld import json_ld_nodes
from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..model import Block, Document
from ..outline import Outline
from ..scale import share, shares, size, sizes, smalls
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
_ONE_UP = bytes(min(step + 1, _FAR) for step in range(256))
_SHORTEST_BODY = 200  # a stated body below this is a teaser
_TAG = lazy_regex(r"<[^<>]{0,500}>")
_LEVELS = 4
_HELD = ("letters", "links", "prose", "density", "blocks")
_MAIN_SHARES = (50, 70, 90)
_WIDE = 0.6  # names on a container with more of the prose than this say nothing of its blocks


def places(doc: Document, blocks: Sequence[Block], own: Alone, sums: Outline) -> dict[str, bytes]:
    """Each block by its ancestors."""
    homes = [block.container for block in blocks]
    containers = doc.containers
    parents = [max(containers[home].parent, 0) for home in homes]
    count = len(blocks)
    codes = _codes()
    columns = {
        "tag": bytes([codes.get(containers[home].tag, _OTHER_TAG) for home in homes]),
        "parent_tag": bytes([codes.get(containers[parent].tag, _OTHER_TAG) for parent in parents]),
        "depth": smalls([containers[home].depth for home in homes]),
        "position": shares(range(count), [count] * count),
        "from_end": smalls(range(count, 0, -1)),
        "page_blocks": sizes([count]) * count,
        "page_prose": sizes(sums.prose[:1]) * count,
        "page_links": shares(sums.link_chars[:1], sums.chars[:1]) * count,
        **_steps(doc, sums, homes),
        **_main_content(doc, homes, own),
        **_levels(doc, blocks, sums),
        **_signatures(doc, homes, own),
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


def _steps(doc: Document, sums: Outline, homes: Sequence[int]) -> dict[str, bytes]:
    """For each block, how many elements up the nearest one of a name or tag is."""
    whole = sums.prose[0] or 1.0
    place = _places_of_steps()
    of_tag = {tag: place[f"up_{tag}"] for tag in _STEPPED}
    rows: list[bytes] = []
    first = bytes([_FAR]) * len(place)
    for index, container in enumerate(doc.containers):
        row = rows[container.parent].translate(_ONE_UP) if container.parent >= 0 else first
        names = doc.groups[index] if doc.groups else _NO_NAMES
        if names and sums.prose[index] > _WIDE * whole:
            names &= {"body"}
        at = of_tag.get(container.tag)
        if names or at is not None:
            changed = bytearray(row)
            if at is not None:
                changed[at] = 0
            for name in names:
                changed[place[f"named_{name}"]] = 0
            row = bytes(changed)
        rows.append(row)
    return _columns(place, map(rows.__getitem__, homes))


@cache
def _places_of_steps() -> dict[str, int]:
    names = (*(f"up_{tag}" for tag in _STEPPED), *(f"named_{group}" for group in _groups()))
    return {name: at for at, name in enumerate(names)}


def _main_content(doc: Document, homes: Sequence[int], own: Alone) -> dict[str, bytes]:
    """Elements to climb from the deepest one with most of the good text to one around a block."""
    containers = doc.containers
    sums = [0.0] * len(containers)
    for home, is_good, letters in zip(homes, own.good, own.letters, strict=True):
        if is_good:
            sums[home] += letters
    for index in range(len(sums) - 1, 0, -1):
        if sums[index]:
            sums[containers[index].parent] += sums[index]
    depths = [containers[home].depth for home in homes]
    ends = _ends(doc)
    columns = {}
    for percent in _MAIN_SHARES:
        enough = sums[0] * percent / 100
        main = max(
            [index for index, total in enumerate(sums) if total >= enough],
            key=lambda index: (containers[index].depth, -index),
            default=0,
        )
        up = _climbs(doc, main, ends)
        climbs = bytes(map(up.__getitem__, homes))
        inside = containers[main].depth
        columns[f"from_main_{percent}"] = climbs
        columns[f"below_main_{percent}"] = smalls(
            [255 if climb else depth - inside for climb, depth in zip(climbs, depths, strict=True)]
        )
    return columns


def _ends(doc: Document) -> list[int]:
    """For each container the index behind the last one inside it: a subtree is one run."""
    ends = list(range(1, len(doc.containers) + 1))
    for index in range(len(ends) - 1, 0, -1):
        parent = doc.containers[index].parent
        if ends[parent] < ends[index]:
            ends[parent] = ends[index]
    return ends


def _climbs(doc: Document, main: int, ends: Sequence[int]) -> bytes:
    """For each container, how many elements above `main` the first around both is."""
    up = bytearray(len(ends))
    begin, end = main, ends[main]
    for steps, index in enumerate(doc.ancestors(main)):
        step = bytes((min(steps, 255),))
        up[index:begin], up[end : ends[index]] = step * (begin - index), step * (ends[index] - end)
        begin, end = index, ends[index]
    return bytes(up)


def _levels(doc: Document, blocks: Sequence[Block], sums: Outline) -> dict[str, bytes]:
    """Sums of the nearest ancestors that differ in what they hold; bare wrappers don't count."""
    wider = _wider(doc, sums.blocks)
    firsts = [container.first_block for container in doc.containers]
    wholes = [max(1, number) for number in sums.blocks]
    positions = [block.position for block in blocks]
    known: dict[int, bytes] = {}
    columns: dict[str, bytes] = {}
    indices = [block.container for block in blocks]
    for level in range(_LEVELS):
        for index in set(indices) - known.keys():
            known[index] = _held(sums, index)
        names = [f"l{level}_{name}" for name in _HELD]
        columns |= _columns(names, map(known.__getitem__, indices))
        columns[f"l{level}_at"] = shares(
            map(sub, positions, map(firsts.__getitem__, indices)),
            map(wholes.__getitem__, indices),
        )
        indices = list(map(wider.__getitem__, indices))
    return columns


def _wider(doc: Document, counts: Sequence[int]) -> list[int]:
    """For each container the nearest one around it that holds more blocks; itself without one."""
    found: list[int] = []
    for index, container in enumerate(doc.containers):
        parent = container.parent
        if parent >= 0 and counts[parent] <= counts[index]:
            parent = found[parent] if found[parent] != parent else -1
        found.append(parent if parent >= 0 else index)
    return found


def _held(sums: Outline, index: int) -> bytes:
    """What a container holds, as `_HELD` names it."""
    chars, prose = sums.chars[index], sums.prose[index]
    return bytes(
        (
            size(chars),
            share(sums.link_chars[index], chars),
            share(prose, sums.prose[0]),
            share(prose, chars),
            size(sums.blocks[index]),
        )
    )


def _columns(names: Collection[str], rows: Iterable[bytes]) -> dict[str, bytes]:
    """Rows of values, turned on their side."""
    table, width = b"".join(rows), len(names)
    return {name: table[at::width] for at, name in enumerate(names)}


def _signatures(doc: Document, homes: Sequence[int], own: Alone) -> dict[str, bytes]:
    """How much good text stands in elements of the same tags and classes."""
    containers = doc.containers
    known: dict[tuple[str, str], int] = {}

    def sign(index: int) -> int:
        container = containers[index]
        return known.setdefault((container.tag, container.classes), len(known))

    narrow = list(map(sign, homes))
    above = [sign(max(containers[home].parent, 0)) for home in homes]
    return _alike("like", narrow, own) | _alike("alike", list(zip(narrow, above, strict=True)), own)


def _alike(name: str, signs: Sequence[Hashable], own: Alone) -> dict[str, bytes]:
    good: dict[Hashable, float] = defaultdict(float)
    every: dict[Hashable, float] = defaultdict(float)
    for sign, is_good, letters in zip(signs, own.good, own.letters, strict=True):
        every[sign] += letters
        if is_good:
            good[sign] += letters
    total = sum(good.values())
    rows = {
        sign: bytes((share(good[sign], every[sign]), share(good[sign], total), size(number)))
        for sign, number in Counter(signs).items()
    }
    names = (f"{name}_good", f"{name}_share", f"{name}_count")
    return _columns(names, map(rows.__getitem__, signs))


def _in_stated_body(doc: Document, own: Alone) -> bytes:
    """Whether JSON-LD repeats the text as the article's body: 0 no, 1 nothing stated, 2 yes."""
    texts = [
        node["articleBody"]
        for node in json_ld_nodes(doc.head.json_ld)
        if isinstance(node.get("articleBody"), str)
    ]
    stated = squash(_TAG.sub(" ", unescape(" ".join(texts))))
    if len(stated) < _SHORTEST_BODY:
        return b"\1" * len(own.squashed)
    return bytes([2 if len(plain) > 12 and plain in stated else 0 for plain in own.squashed])
