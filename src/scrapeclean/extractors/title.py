"""The headline as printed, and the site's name in what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from ..arbiter import first_printed, rank
from ..forest import Forest, parse_forest
from ..headline import around, site_of
from ..lexicon import load_as
from ..model import Block, Claim, Document, SoFar, Vote
from ..page_text import page_text
from ..shape import letters, squash
from ._html_title import printed_claims, site_names, stated_claims, stated_titles
from ._text_title import text_claims

_SHORTEST = 8  # letters
_STANDFIRST_NEAR, _LONGEST_STANDFIRST = 4, 500  # blocks below the headline; letters


class Title:
    """Finds the printed headline; where none is printed, cuts the site off the page's title.

    Args:
        text: weights of your own for flattened text; by default those of the package.
    """

    def __init__(self, *, text: Forest | None = None) -> None:
        self._text = text

    name = "title"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"title", "subtitle", "site_name", "breadcrumbs"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        if doc.kind == "text":
            yield from text_claims(doc, self._text or load_as("weights_titles", parse_forest))
        else:
            yield from _from_html(doc, so_far)


# ---- HTML ---------------------------------------------------------------------------------------


def _from_html(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    sites = site_names(doc, so_far)
    own = [
        *stated_claims(doc, so_far, sites),
        *printed_claims(doc, so_far, stated_titles(doc, so_far), sites),
    ]
    yield from own
    claims = [*so_far.claims("title"), *own]
    ranked = rank("title", claims)
    if not ranked:
        return
    headline = claims[ranked[0].members[0]].value
    at = first_printed(ranked, claims)
    if at is not None:
        yield from _votes(doc, doc.blocks[at])
        yield from _subtitle(doc, doc.blocks[at])
    yield from _site_claims(doc.head.title, headline)


def _subtitle(doc: Document, headline: Block) -> Iterator[Vote | Claim]:
    """The text just below the headline, if its element is named as a standfirst."""
    for block in doc.blocks[headline.position + 1 : headline.position + 1 + _STANDFIRST_NEAR]:
        named = doc.groups and "subtitle" in doc.groups[block.container]
        if named and _SHORTEST < letters(block.text) <= _LONGEST_STANDFIRST:
            yield Claim("subtitle", block.text, 0.8, "text", block.text, (block.position,))
            yield Vote(block.position, "subtitle", 3.0, "a standfirst by its name")
            return


def _votes(doc: Document, chosen: Block) -> Iterator[Vote]:
    yield Vote(chosen.position, "title", 6.0, "the headline")
    plain, page = squash(chosen.text), page_text(doc)
    for block, squashed in zip(page.blocks, page.squashed, strict=True):
        if squashed == plain and block.position != chosen.position:
            yield Vote(block.position, "title", 3.0, "the headline again")


def _site_claims(whole: str, headline: str) -> Iterator[Claim]:
    parts = around(whole, headline) if whole else None
    if parts and parts.after:
        site = site_of(parts.after)
        if site:
            yield Claim("site_name", site, 0.55, "title-element", raw=whole)
