"""What a whole page looks like, for telling kinds of pages apart: one small integer a feature.

Sizes are on a logarithmic scale, shares in 255ths, as in `scrapeclean.features`. The page's
address is no feature: it would tell sites apart, not kinds of pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

from .jsonld import node_types, page_nodes
from .lexicon import load
from .model import Document
from .names import NamePatterns
from .outline import outline, running_text
from .page_text import PageText, page_text
from .scale import share, size, small
from .shape import label

_KINDS = ("heading", "item", "cell", "code", "quote", "term", "image", "embed", "caption")
_TAGS = (
    "article", "section", "nav", "aside", "table", "form", "button", "li", "dl", "pre", "figure",
    "h1", "h2", "h3", "time", "label", "blockquote", "main",
)  # fmt: skip
_KINDS_STATED = ("article", "listing", "forum", "product", "documentation", "service")
_SHORT = 40
_LONGEST_PRICED = 200  # characters
_MOST_NAMES = 4000  # containers whose names are looked at


def page_features(doc: Document) -> dict[str, int]:
    """The features of a page, by name, 0 to 255 each."""
    page = page_text(doc)
    shown = [at for at, block in enumerate(page.blocks) if not block.hidden]
    return {
        **_text(page, shown, doc),
        **_structure(doc),
        **_repetition(doc),
        **_words(page, shown),
        **_names(doc),
        **_stated(doc),
    }


def _text(page: PageText, shown: Sequence[int], doc: Document) -> dict[str, int]:
    sums, runs = outline(doc), running_text(doc)
    lines, blocks, count = page.lines, page.blocks, len(shown)
    running = [at for at in shown if runs[blocks[at].position]]
    prose = [page.letters[at] for at in running]
    headings = [at for at in shown if blocks[at].kind == "heading"]
    homes = Counter[int]()
    for at in running:
        home = blocks[at].container
        homes[home] += len(lines[at])
        homes[doc.containers[home].parent] += len(lines[at])
    densest = max(homes.values(), default=0)
    return {
        "blocks": size(count),
        "chars": size(sums.chars[0]),
        "links": share(sums.link_chars[0], sums.chars[0]),
        "prose": share(sums.prose[0], sums.chars[0]),
        "prose_size": size(sums.prose[0]),
        "prose_blocks": size(len(prose)),
        "prose_mean": size(sum(prose) / len(prose)) if prose else 0,
        "prose_longest": size(max(prose, default=0)),
        "prose_together": share(densest, sum([len(lines[at]) for at in running])),
        "linked": share(sum([bool(blocks[at].links) for at in shown]), count),
        "headings_linked": share(sum([bool(blocks[at].links) for at in headings]), len(headings)),
        "questions": share(sum([lines[at][-1] in "?？" for at in shown]), count),
        "years": share(sum([page.years[at] for at in shown]), count),
        "digits": share(sum([page.digits[at] * 2 > len(lines[at]) for at in shown]), count),
        "prices": small(_prices(page, shown)),
        "copyright": small(sum(["©" in lines[at] for at in shown])),
    }


def _prices(page: PageText, shown: Sequence[int]) -> int:
    """How many short lines have a price in them."""
    lines, digits, is_priced = page.folded_lines, page.digits, _price().search
    counted = [at for at in shown if digits[at] and len(page.lines[at]) < _LONGEST_PRICED]
    return sum([is_priced(lines[at]) is not None for at in counted])


@cache
def _price() -> re.Pattern[str]:
    return re.compile(load("page_types")["price"])


def _structure(doc: Document) -> dict[str, int]:
    shown = [block for block in doc.blocks if not block.hidden]
    kinds = Counter[str]([block.kind for block in shown])
    chars = Counter[str]()
    for block in shown:
        chars[block.kind] += len(block.text)
    total = sum(chars.values())
    tags = Counter([container.tag for container in doc.containers])
    return {
        **{f"kind_{kind}": size(kinds[kind]) for kind in _KINDS},
        **{f"chars_{kind}": share(chars[kind], total) for kind in _KINDS[:6]},
        **{f"tag_{tag}": size(tags[tag]) for tag in _TAGS},
        "depth": small(max([container.depth for container in doc.containers], default=0)),
    }


def _repetition(doc: Document) -> dict[str, int]:
    """How often elements of the same tag and classes recur: with prose, links, headings."""
    runs = running_text(doc)
    prose, linked, headed = Counter[str](), Counter[str](), Counter[str]()
    page = page_text(doc)
    for block, density in zip(page.blocks, page.link_densities, strict=True):
        if block.hidden:
            continue
        runs_on, is_heading = runs[block.position], block.kind == "heading"
        if not (runs_on or density > 0.8 or is_heading):
            continue
        home = doc.containers[block.container]
        above = doc.containers[max(home.parent, 0)]
        sign = f"{above.tag} {above.classes} {home.tag} {home.classes}"
        if runs_on:
            prose[sign] += 1
        if density > 0.8:
            linked[sign] += 1
        if is_heading:
            headed[sign] += 1
    found = {}
    for name, counts in (("prose", prose), ("linked", linked), ("headed", headed)):
        found[f"signs_{name}"] = size(len(counts))
        found[f"most_{name}"] = size(max(counts.values(), default=0))
        found[f"top_{name}"] = share(max(counts.values(), default=0), sum(counts.values()))
    return found


def _words(page: PageText, shown: Sequence[int]) -> dict[str, int]:
    said = Counter([page.labels[at] for at in shown if len(page.lines[at]) <= _SHORT])
    found = {}
    for kind, words in _phrases().items():
        own = said.keys() & words
        found[f"says_{kind}"] = small(sum([said[plain] for plain in own]))
        found[f"words_{kind}"] = small(len(own))
    return found


@cache
def _phrases() -> dict[str, frozenset[str]]:
    words = load("page_types")["words"]
    return {
        kind: frozenset(label(phrase) for group in by_language.values() for phrase in group)
        for kind, by_language in words.items()
    }


def _names(doc: Document) -> dict[str, int]:
    """Elements with names of each kind, and whether the page's maker program is of it."""
    named = Counter[str]()
    looks = Counter(map(attrgetter("classes", "id"), doc.containers[:_MOST_NAMES]))
    names = list(map(" ".join, looks))
    generator = doc.head.first_meta("generator").casefold()[:200]
    known = _patterns().of([*names, generator])
    for name, times in zip(names, looks.values(), strict=True):
        for kind in known[name]:
            named[kind] += times
    found = {}
    for kind in _patterns().kinds:
        found[f"named_{kind}"] = size(named[kind])
        found[f"made_{kind}"] = int(kind in known[generator])
    return found


@cache
def _patterns() -> NamePatterns:
    return NamePatterns(load("page_types")["names"])


def _stated(doc: Document) -> dict[str, int]:
    """What the page says to machines that it is."""
    in_json = Counter(types_meant(doc))
    in_markup = Counter(_meant()[prop.scope] for prop in doc.properties if prop.scope in _meant())
    opengraph = doc.head.first_meta("og:type").casefold()
    head = doc.head
    return {
        **{f"json_{kind}": small(in_json[kind]) for kind in _KINDS_STATED},
        **{f"scope_{kind}": small(in_markup[kind]) for kind in _KINDS_STATED},
        "og_type": _og_code(opengraph),
        "published": int(bool(head.first_meta("article:published_time"))),
        "author": int(bool(head.first_meta("author", "article:author"))),
        "priced": int(bool(head.first_meta("product:price:amount", "og:price:amount"))),
        "times": small(sum([prop.name == "time" for prop in doc.properties])),
        "rel_author": small(sum([prop.name.endswith("author") for prop in doc.properties])),
        "rel_tag": small(sum([prop.name == "rel:tag" for prop in doc.properties])),
        "feeds": small(sum([rel == "alternate" for rel, _ in head.links])),
        "pages": small(sum([rel in ("next", "prev") for rel, _ in head.links])),
    }


def types_meant(doc: Document) -> Iterator[str]:
    """The kinds of page that the types of its JSON-LD nodes mean, in order."""
    for node in page_nodes(doc):
        kinds = {_meant()[name] for name in node_types(node) if name in _meant()}
        if kinds:
            yield "article" if "article" in kinds else min(kinds)


def _meant() -> dict[str, str]:
    known: dict[str, str] = load("sources")["page_types"]
    return known


def _og_code(opengraph: str) -> int:
    if not opengraph:
        return 0
    if opengraph == "website":
        return 1
    kind = _meant().get(opengraph)
    return 2 + _KINDS_STATED.index(kind) if kind else 9
