"""What a whole page looks like, for telling kinds of pages apart: one small integer a feature.

Sizes are on a logarithmic scale, shares in 255ths, as in `scrapeclean.features`. The page's
address is no feature: it would tell sites apart, not kinds of pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from .jsonld import json_ld_nodes, node_types
from .lazy_patterns import lazy_re, lazy_regex
from .lexicon import load
from .model import Block, Document
from .names import NamePatterns, NameReader
from .outline import outline, running_text
from .page_text import page_text
from .scale import share, size, small
from .shape import digit_count, label, letters

_KINDS = ("heading", "item", "cell", "code", "quote", "term", "image", "embed", "caption")
_TAGS = (
    "article", "section", "nav", "aside", "table", "form", "button", "li", "dl", "pre", "figure",
    "h1", "h2", "h3", "time", "label", "blockquote", "main",
)  # fmt: skip
_KINDS_STATED = ("article", "listing", "forum", "product", "documentation", "service")
_SHORT = 40
_DIGIT = lazy_re(r"\d")
_YEAR = lazy_regex(r"\b(?:19|20)\d\d\b")
_MOST_NAMES = 4000  # containers whose names are looked at


def page_features(doc: Document) -> dict[str, int]:
    """The features of a page, by name, 0 to 255 each."""
    shown = [block for block in doc.blocks if not block.hidden]
    texts = [block for block in shown if block.text]
    return {
        **_text(texts, doc),
        **_structure(shown, doc),
        **_repetition(doc),
        **_words(doc),
        **_names(doc),
        **_stated(doc),
    }


def _text(texts: Sequence[Block], doc: Document) -> dict[str, int]:
    sums = outline(doc)
    runs = running_text(doc)
    running = [block for block in texts if runs[block.position]]
    prose = [letters(block.text) for block in running]
    linked = [block for block in texts if block.links]
    headings = [block for block in texts if block.kind == "heading"]
    homes = Counter[int]()
    for block in running:
        homes[block.container] += len(block.text)
        homes[doc.containers[block.container].parent] += len(block.text)
    densest = max(homes.values(), default=0)
    return {
        "blocks": size(len(texts)),
        "chars": size(sums.chars[0]),
        "links": share(sums.link_chars[0], sums.chars[0]),
        "prose": share(sums.prose[0], sums.chars[0]),
        "prose_size": size(sums.prose[0]),
        "prose_blocks": size(len(prose)),
        "prose_mean": size(sum(prose) / len(prose)) if prose else 0,
        "prose_longest": size(max(prose, default=0)),
        "prose_together": share(densest, sum(len(block.text) for block in running)),
        "linked": share(len(linked), len(texts)),
        "headings_linked": share(sum(1 for block in headings if block.links), len(headings)),
        "questions": share(sum(1 for block in texts if block.text[-1] in "?？"), len(texts)),
        "years": share(sum(1 for b in texts if _names_year(b.text[:200])), len(texts)),
        "digits": share(sum(1 for b in texts if digit_count(b.text) * 2 > len(b.text)), len(texts)),
        "prices": small(sum(1 for b in texts if len(b.text) < 200 and _has_price(b.text))),
        "copyright": small(sum("©" in block.text for block in texts)),
    }


def _names_year(text: str) -> bool:
    return ("20" in text or "19" in text) and _YEAR.search(text) is not None


def _has_price(text: str) -> bool:
    return _DIGIT.search(text) is not None and _price().search(text.casefold()) is not None


@cache
def _price() -> regex.Pattern[str]:
    return regex.compile(load("page_types")["price"])


def _structure(shown: Sequence[Block], doc: Document) -> dict[str, int]:
    kinds = Counter[str](block.kind for block in shown)
    chars = Counter[str]()
    for block in shown:
        chars[block.kind] += len(block.text)
    total = sum(chars.values())
    tags = Counter(container.tag for container in doc.containers)
    return {
        **{f"kind_{kind}": size(kinds[kind]) for kind in _KINDS},
        **{f"chars_{kind}": share(chars[kind], total) for kind in _KINDS[:6]},
        **{f"tag_{tag}": size(tags[tag]) for tag in _TAGS},
        "depth": small(max((container.depth for container in doc.containers), default=0)),
    }


def _repetition(doc: Document) -> dict[str, int]:
    """How often elements of the same tag and classes recur: with prose, links, headings."""
    runs = running_text(doc)
    prose, linked, headed = Counter[str](), Counter[str](), Counter[str]()
    page = page_text(doc)
    for block, density in zip(page.blocks, page.link_densities, strict=True):
        if block.hidden:
            continue
        home = doc.containers[block.container]
        above = doc.containers[max(home.parent, 0)]
        sign = f"{above.tag} {above.classes} {home.tag} {home.classes}"
        if runs[block.position]:
            prose[sign] += 1
        if density > 0.8:
            linked[sign] += 1
        if block.kind == "heading":
            headed[sign] += 1
    found = {}
    for name, counts in (("prose", prose), ("linked", linked), ("headed", headed)):
        found[f"signs_{name}"] = size(len(counts))
        found[f"most_{name}"] = size(max(counts.values(), default=0))
        found[f"top_{name}"] = share(max(counts.values(), default=0), sum(counts.values()))
    return found


def _words(doc: Document) -> dict[str, int]:
    page = page_text(doc)
    said = Counter([
        plain for block, plain in zip(page.blocks, page.labels, strict=True)
        if len(block.text) <= _SHORT and not block.hidden
    ])  # fmt: skip
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
    reader = NameReader(_patterns())
    named = Counter[str]()
    looked_at = doc.containers[:_MOST_NAMES]
    for names, times in Counter([f"{each.classes} {each.id}" for each in looked_at]).items():
        for kind in reader.kinds(names):
            named[kind] += times
    generator = doc.head.first_meta("generator").casefold()[:200]
    found = {}
    for kind, pattern in _patterns().kinds.items():
        found[f"named_{kind}"] = size(named[kind])
        found[f"made_{kind}"] = int(pattern.search(generator) is not None)
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
        "times": small(sum(prop.name == "time" for prop in doc.properties)),
        "rel_author": small(sum(prop.name.endswith("author") for prop in doc.properties)),
        "rel_tag": small(sum(prop.name == "rel:tag" for prop in doc.properties)),
        "feeds": small(sum(rel == "alternate" for rel, _ in head.links)),
        "pages": small(sum(rel in ("next", "prev") for rel, _ in head.links)),
    }


def types_meant(doc: Document) -> Iterator[str]:
    """The kinds of page that the types of its JSON-LD nodes mean, in order."""
    for node in json_ld_nodes(doc.head.json_ld):
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
