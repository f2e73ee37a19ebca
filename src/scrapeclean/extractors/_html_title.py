"""Candidates for the headline of an HTML page: printed ones, and stated ones cut to size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..arbiter import TRAIL
from ..domain import registrable_domain
from ..headline import above_dateline, around, pieces, without_site
from ..model import Block, Claim, Document, SoFar
from ..outline import names_there, outline
from ..page_text import PageText, page_text
from ..shape import squash

_LONGEST_TITLE = 500  # characters
_LONGEST_PRINTED = 400
_SHORTEST = 8  # letters; shorter texts are contained in others by chance
_MOST_PRINTED = 8
_CHROME = ("nav", "footer", "comments", "promo", "related", "ranking", "recommendation", "latest")
_PARTS_TITLE = frozenset("-_|–—·•:»/")
_SOON = 6  # blocks below a headline within which the text begins


class Printed(NamedTuple):
    """A line that may be the headline."""

    score: float
    block: Block
    source: str
    signs: tuple[str, ...]


def site_names(doc: Document, so_far: SoFar) -> frozenset[str]:
    """What the site is called, squashed: by what the page says, and by its domain."""
    names = {squash(claim.value) for claim in so_far.claims("site_name")}
    domain = registrable_domain(doc.url or doc.head.base_url)
    if domain:
        names |= {squash(domain), squash(domain.partition(".")[0])}
    return frozenset(names - {""})


def is_news(doc: Document) -> bool:
    """Whether the page says that it is a piece of news: then it has a headline for machines."""
    return any("NewsArticle" in script for script in doc.head.json_ld)


def stated_titles(doc: Document, so_far: SoFar) -> dict[str, str]:
    """What the page says its title is, and who says so; the head's own title last."""
    stated = {claim.value: claim.source for claim in reversed(so_far.claims("title"))}
    stated = dict(reversed(stated.items()))
    if doc.head.title:
        stated.setdefault(doc.head.title, "title-element")
    return {value: source for value, source in stated.items() if len(value) <= _LONGEST_TITLE}


def stated_claims(doc: Document, so_far: SoFar, sites: frozenset[str]) -> Iterator[Claim]:
    """The head's title, and each stated one without the site, and without further ends."""
    if doc.head.title and len(doc.head.title) <= _LONGEST_TITLE:
        yield Claim("title", doc.head.title, 0.4, "title-element", doc.head.title)
    news = is_news(doc)
    for whole, source in stated_titles(doc, so_far).items():
        bare = without_site(whole, sites)
        signs = ["site cut off"] if squash(bare) != squash(whole) else []
        if news:
            signs.append(f"{source.partition(':')[0]} of news")
        yield Claim("title", bare, 0.6, f"{source} without site", whole, signs=tuple(signs))
        for piece in pieces(bare):
            yield Claim("title", piece.text, 0.3, "cut", whole, signs=(piece.cut, piece.size))


def printed_claims(
    doc: Document, so_far: SoFar, stated: Iterable[str], sites: frozenset[str]
) -> Iterator[Claim]:
    """The lines that may be the headline, and what is left of them without a kicker."""
    wanted = {squash(text): text for text in stated}
    wanted.update((squash(bare), bare) for bare in [without_site(t, sites) for t in stated])
    wanted.pop("", None)
    news = is_news(doc)
    found = sorted(_printed(doc, so_far, wanted, sites), key=lambda each: -each.score)
    for rank, line in enumerate(found[:_MOST_PRINTED]):
        text, at = above_dateline(line.block).headline, (line.block.position,)
        signs = line.signs
        if line.source != TRAIL:
            signs = (*signs, f"printed line {min(rank, 3) + 1}", *["printed in news"][:news])
        confidence = min(0.95, max(0.05, 0.5 + 0.1 * line.score))
        yield Claim("title", text, confidence, line.source, text, at, signs)
        for title in wanted.values():
            parts = around(text, title)
            if parts and (parts.before or parts.after) and len(squash(title)) > _SHORTEST:
                side = "end" if parts.before else "start"
                yield Claim(
                    "title", parts.headline, confidence / 2, f"{side} of {line.source}", text, at
                )


def _printed(
    doc: Document, so_far: SoFar, wanted: dict[str, str], sites: frozenset[str]
) -> Iterator[Printed]:
    ones = sum([block.level == 1 and block.kind == "heading" for block in doc.blocks])
    page, title = page_text(doc), doc.head.title
    any_named = "title" in names_there(doc)
    for at, (block, plain) in enumerate(zip(page.blocks, page.squashed, strict=True)):
        named = any_named and "title" in doc.groups[block.container]
        if not (block.kind == "heading" or named):
            stated = plain in wanted or _begins_title(title, block.text)
            if not stated or len(block.text) <= 12:
                continue  # as most
        if not plain or block.hidden or len(block.text) > _LONGEST_PRINTED:
            continue
        score, signs = _judged(doc, so_far, block, plain, wanted)
        if _text_follows(page, at):
            score += 0.3
            signs.append("text follows")
        if plain in sites:
            score, signs = score - 3.0, [*signs, "the site's name"]
        crumb = "in breadcrumbs" in signs
        if block.kind == "heading" and not crumb:
            score += {1: 1.5, 2: 0.6}.get(block.level, 0.2)
            if block.level == 1 == ones:
                score += 0.5
                signs.append("only h1")
        if named:
            score += 0.8
            signs.append("named title")
        source = f"h{min(block.level, 4)}" if block.kind == "heading" else "printed"
        source = TRAIL if crumb else source
        if score >= 1.0:
            yield Printed(score, block, source, tuple(signs))


def _begins_title(title: str, text: str) -> bool:
    """Whether the page's title is this line and something parted from it."""
    return title.startswith(text) and title[len(text) :].lstrip()[:1] in _PARTS_TITLE


def _judged(
    doc: Document, so_far: SoFar, block: Block, plain: str, wanted: dict[str, str]
) -> tuple[float, list[str]]:
    """By what it shares with the stated titles, and where it stands."""
    score, signs = 0.0, []
    if plain in wanted:
        score = 3.0
    elif len(plain) > _SHORTEST and any(plain in other or other in plain for other in wanted):
        score = 2.0
    role = so_far.role(block.position)
    if role in _CHROME:
        score -= min(so_far.score(block.position, role), 3.0)
        signs.append("in a menu" if role == "nav" else "in chrome")
    if block.link_density > 0.8:
        score -= 0.7
        signs.append("linked")
    tags = outline(doc).tags[block.container]
    in_trail = "breadcrumbs" in names_there(doc) and any(
        "breadcrumbs" in doc.groups[at] for at in doc.ancestors(block.container)
    )
    if in_trail or "nav" in tags:
        score -= 1.5
        signs.append("in breadcrumbs")
    if "article" in tags or "main" in tags:
        signs.append("in the article element")
    return score, signs


def _text_follows(page: PageText, at: int) -> bool:
    """Whether running text stands among the next few blocks."""
    last = page.blocks[at].position + _SOON
    soon = range(at + 1, min(at + 1 + _SOON, len(page.blocks)))
    return any(page.prose[below] and page.blocks[below].position <= last for below in soon)
