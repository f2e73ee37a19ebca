"""Menus, footers, forms, captions, comments: what markup, names and set phrases give away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from ..lexicon import load, phrases
from ..model import ROLES, Block, Claim, Document, Role, SoFar, Vote
from ..notices import LONGEST_NOTICE, notices
from ..outline import outline, running_text
from ..shape import label, letters

_RIGHTS = 160  # characters of a line that claims the rights in a page
_CLAIMS_RIGHTS = regex.compile(
    r"(?:©|\(c\)|copyright).{0,40}(?:19|20)\d\d|(?:19|20)\d\d.{0,20}©", regex.IGNORECASE
)
_SENTENCE = 120  # letters; chrome of the roles below seldom speaks in such sentences
_QUOTES = ('"', "'", "“", "”", "„", "‘", "«", "»", "「", "『")  # “No.” is an answer, no button
_SHORT_TEXTS = frozenset(
    {
        "nav",
        "promo",
        "related",
        "ranking",
        "recommendation",
        "latest",
        "widget",
        "byline",
        "date",
        "tags",
        "kicker",
        "next",
        "breadcrumbs",
    }
)


class Furniture:
    """Votes for the roles that the page maker's own words suggest."""

    name = "furniture"
    requires: frozenset[str] = frozenset()
    assigns = ROLES

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        places, runs, told = outline(doc), running_text(doc), notices(doc)
        by_container: dict[int, tuple[Vote, ...]] = {}
        for block in doc.blocks:
            if not block.text:
                continue
            if block.hidden:
                gated = "paywall" in places.groups[block.container]
                yield Vote(block.position, "hidden", 1.0 if gated else 4.0, "hidden by markup")
            votes = by_container.get(block.container)
            if votes is None:
                found = _of_container(
                    doc, block, places.tags[block.container], places.groups[block.container]
                )
                votes = by_container[block.container] = tuple(found)
            doubt = 0.5 if runs[block.position] and letters(block.text) > _SENTENCE else 1.0
            for vote in votes:
                weight = vote.weight * (doubt if vote.role in _SHORT_TEXTS else 1.0)
                yield Vote(block.position, vote.role, weight, vote.reason)
            yield from _of_wording(block, told[block.position])


def _of_container(
    doc: Document, block: Block, tags: frozenset[str], groups: frozenset[str]
) -> Iterator[Vote]:
    table = load("furniture")
    for tag in sorted(tags & table["tags"].keys()):
        role, weight = table["tags"][tag]
        if tag in ("header", "footer") and "article" in tags:
            weight /= 2  # an article's own header or footer
        yield Vote(block.position, role, weight, f"inside <{tag}>")
    for group in sorted(groups & table["groups"].keys()):
        role, weight = table["groups"][group]
        yield Vote(block.position, role, weight, f"named as {group}")
    arias = {doc.containers[index].role for index in doc.ancestors(block.container)}
    for aria in sorted(arias & table["aria"].keys()):
        role, weight = table["aria"][aria]
        yield Vote(block.position, role, weight, f'inside role="{aria}"')
    if block.kind in table["kinds"]:
        role, weight = table["kinds"][block.kind]
        yield Vote(block.position, role, weight, f"marked up as {block.kind}")


def _of_wording(block: Block, notice: tuple[str, str] | None) -> Iterator[Vote]:
    if letters(block.text) > LONGEST_NOTICE:
        return
    if notice:
        kind, phrase = notice
        role, weight = load("furniture")["notices"][kind]
        yield Vote(block.position, role, weight, f"set phrase: {phrase}")
    elif len(block.text) < _RIGHTS and _CLAIMS_RIGHTS.search(block.text):
        yield Vote(block.position, "footer", 3.0, "claims the rights in the page")
    named, colon, _ = block.text.replace("：", ":").partition(":")
    if colon and label(named) in phrases("labels", "partner_links"):
        yield Vote(block.position, "footer", 3.0, "links to other sites")
    plain = label(block.text) if len(block.text) < 60 else ""
    role_of_heading = _headings().get(plain)
    if role_of_heading:
        yield Vote(block.position, role_of_heading, 3.0, "the heading of such a part")
    quoted = block.text[:1] in _QUOTES
    if len(block.text) < 40 and not quoted and plain in phrases("widgets", "controls"):
        yield Vote(block.position, "widget", 6.0, "the label of a control")


@cache
def _headings() -> dict[str, Role]:
    """Headings of parts that are no lists of articles, folded as `scrapeclean.shape.label` does."""
    roles: dict[str, Role] = load("furniture")["headings"]
    return {
        label(phrase): role for key, role in roles.items() for phrase in phrases("headings", key)
    }
