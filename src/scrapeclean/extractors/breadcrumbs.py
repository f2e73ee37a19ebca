"""The trail above the headline: ``Home > News``, marked up or glued to a line of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..headline import around
from ..lexicon import phrases
from ..model import Block, Claim, Document, SoFar, Vote
from ..parts import NamedLink
from ..shape import ends_sentence, label, squash
from ._trail_lines import chains

_TOP_LINES = 60
_MOST_CRUMBS = 7  # more is a menu in a trail's markup
_LONGEST_CRUMB = 60
_SEPARATOR = regex.compile(r"\s*(?:->|=>|::|>>|[>＞»›→⟩❯▸►·•|]|(?<=\s)[/\\-](?=\s)|(?<=\s)/$)\s*")
_STRONG_SEPARATOR = regex.compile(r"->|>>|::|[>＞»›→⟩❯]")
_LABEL = regex.compile(r"\s*([^:：>»›/|]{1,30})[:：]\s*")


class Breadcrumbs:
    """Finds the visible trail and takes it apart."""

    name = "breadcrumbs"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"breadcrumbs"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        titles = [claim.value for claim in so_far.claims("title")[:3]]
        finders = (_from_markup, _from_lines) if doc.kind == "html" else (_from_lines,)
        for find in finders:
            found = list(find(doc, titles))
            if found:
                yield from found
                return


def _from_markup(doc: Document, titles: Sequence[str]) -> Iterator[Vote | Claim]:
    tried = 0  # what is nested in one that was tried holds no other crumbs
    for index, groups in enumerate(doc.groups):
        if index < tried or "breadcrumbs" not in groups:
            continue
        tried = doc.subtree_end(index)
        blocks = [block for block in doc.blocks_in(index) if block.text and not block.hidden]
        crumbs = [crumb for block in blocks for crumb in _crumbs([block], block.text)]
        trail = _trail(crumbs, titles)
        if trail and len(trail) <= _MOST_CRUMBS:
            raw = " ".join(block.text for block in blocks)
            shown = tuple(block.position for block in blocks)
            yield Claim("breadcrumbs", trail, 0.85, "text", raw, shown)
            for block in shown:
                yield Vote(block, "breadcrumbs", 4.0, "a trail by its markup")
            return


def _from_lines(doc: Document, titles: Sequence[str]) -> Iterator[Vote | Claim]:
    top = _top(doc, titles)
    lines = [([block], block.text) for block in top]
    for blocks, text in (*lines, *chains(top, titles)):
        trail_text, labelled = _trail_text(text, titles)
        if not trail_text:
            continue
        trail = _trail(_crumbs(blocks, trail_text), titles)
        starts_home = bool(trail) and label(trail[0].name) in phrases("labels", "home")
        if (
            trail
            and len(trail) <= _MOST_CRUMBS
            and (starts_home or len(trail) > 1 or (labelled and _SEPARATOR.search(text)))
        ):
            confidence = 0.9 if labelled or starts_home else 0.7
            shown = tuple(block.position for block in blocks)
            yield Claim("breadcrumbs", trail, confidence, "text", text, shown)
            for position in shown:
                yield Vote(position, "breadcrumbs", 4.5, "a trail by its separators")
            return


def _top(doc: Document, titles: Sequence[str]) -> list[Block]:
    """Short lines up to a little below the headline, where a trail can stand."""
    shown = [block for block in doc.blocks if block.text and not block.hidden]
    plain = squash(titles[0]) if titles else ""
    at = next((n for n, b in enumerate(shown) if plain and squash(b.text) == plain), None)
    if at is not None:
        above = at - 15 if doc.kind == "html" else 0
        candidates = shown[max(0, above) : at + 4]
    else:
        candidates = shown[:_TOP_LINES]
    return [block for block in candidates if len(block.text) < 400]


def _trail_text(text: str, titles: Sequence[str]) -> tuple[str, bool]:
    """The part of a line that can be a trail, and whether a label says that it is one."""
    before = next(
        (glued.before for title in titles
         if len(squash(title)) > 8 and (glued := around(text, title)) and glued.before), "",
    )  # fmt: skip
    text = before or text
    found = _LABEL.match(text)
    labelled = found is not None and label(found[1]) in phrases("labels", "breadcrumbs")
    strong = _STRONG_SEPARATOR.search(text) and not ("«" in text and "»" in text)
    if found and (labelled or strong):
        text = text[found.end() :]  # what no lexicon knows is a label all the same
    if not labelled and (not (strong or before) or ends_sentence(text)):
        return "", False
    return text, labelled


def _crumbs(blocks: Sequence[Block], text: str) -> list[NamedLink]:
    links = {
        squash(block.text[link.start : link.end]): link.url
        for block in blocks for link in block.links
    }  # fmt: skip
    return [
        NamedLink(name=name, url=links.get(squash(name)) or None)
        for piece in _SEPARATOR.split(text)
        if (name := piece.strip(" \t:：>＞»›/|-–—")) and len(name) <= 200
    ]


def _trail(crumbs: Sequence[NamedLink], titles: Sequence[str]) -> tuple[NamedLink, ...]:
    """Crumbs without a leading label, placeholders and the article's own title."""
    kept = list(crumbs)
    if kept and label(kept[0].name) in phrases("labels", "breadcrumbs"):
        kept = kept[1:]
    own = {squash(title) for title in titles}
    while kept and (
        squash(kept[-1].name) in own
        or label(kept[-1].name) in phrases("labels", "placeholder")
        or (len(kept[-1].name) > 25 and any(squash(kept[-1].name.rstrip(".… ")) in t for t in own))
    ):
        kept.pop()
    if any(len(crumb.name) > _LONGEST_CRUMB for crumb in kept):
        return ()
    unique = {squash(crumb.name): crumb for crumb in reversed(kept)}
    return tuple(crumb for crumb in kept if unique.pop(squash(crumb.name), None))
