"""Menus, footers, forms, captions, comments: what markup, names and set phrases give away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..heading_kinds import heading_labels
from ..lazy_patterns import lazy_re
from ..lexicon import load, phrases
from ..model import ROLES, Block, Claim, Document, Role, SoFar, Vote
from ..notices import LONGEST_NOTICE, notices
from ..outline import outline, running_text
from ..page_text import page_text
from ..shape import label

_RIGHTS = 160  # characters of a line that claims the rights in a page
_CLAIMS_RIGHTS = lazy_re(
    r"(?:©|\(c\)|copyright).{0,40}(?:19|20)\d\d|(?:19|20)\d\d.{0,20}©", re.IGNORECASE
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

_NOTHING: frozenset[str] = frozenset()
_new = tuple.__new__  # of a named tuple, whose own takes twice as long
_Looks = tuple[frozenset[str], frozenset[str], frozenset[str], str]
_Word = tuple[Role, float, str]


class Furniture:
    """Votes for the roles that the page maker's own words suggest."""

    name = "furniture"
    requires: frozenset[str] = frozenset()
    assigns = ROLES

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        places, runs, told, page = outline(doc), running_text(doc), notices(doc), page_text(doc)
        arias = _arias_around(doc)
        tags, groups, containers = places.tags, places.groups, doc.containers
        known: dict[_Looks, tuple[tuple[_Word, ...], tuple[_Word, ...]]] = {}
        choices = load("furniture")["choices"]
        telling = _telling()
        may_tell = set(page.lines_with((":", "20", "19", "：")))  # what names a year, a label
        for line, block in enumerate(page.blocks):
            position, at, size, plain = (
                block.position, block.container, page.letters[line], page.labels[line],
            )  # fmt: skip
            if block.hidden:
                gated = "paywall" in groups[at]
                yield Vote(position, "hidden", 1.0 if gated else 4.0, "hidden by markup")
            if containers and containers[at].tag in choices:
                yield Vote(position, "widget", 6.0, "choices of a form")
            looks = tags[at], groups[at], arias[at], block.kind
            if looks not in known:
                words = tuple(_of_looks(*looks))
                known[looks] = words, tuple(map(_doubted, words))
            for role, weight, reason in known[looks][runs[position] and size > _SENTENCE]:
                yield _new(Vote, (position, role, weight, reason))
            notice = told[position]
            if size <= LONGEST_NOTICE and (notice or plain in telling or line in may_tell):
                yield from _of_wording(block, plain, notice)


def _arias_around(doc: Document) -> list[frozenset[str]]:
    """For each container, the ARIA roles of it and everything around it."""
    found: list[frozenset[str]] = []
    for container in doc.containers:
        above = found[container.parent] if container.parent >= 0 else _NOTHING
        found.append(above | {container.role} if container.role else above)
    return found


def _of_looks(
    tags: frozenset[str], groups: frozenset[str], arias: frozenset[str], kind: str
) -> Iterator[_Word]:
    table = load("furniture")
    for tag in sorted(tags & table["tags"].keys()):
        role, weight = table["tags"][tag]
        if tag in ("header", "footer") and "article" in tags:
            weight /= 2  # an article's own header or footer
        yield role, weight, f"inside <{tag}>"
    for group in sorted(groups & table["groups"].keys()):
        yield *table["groups"][group], f"named as {group}"
    for aria in sorted(arias & table["aria"].keys()):
        yield *table["aria"][aria], f'inside role="{aria}"'
    if kind in table["kinds"]:
        yield *table["kinds"][kind], f"marked up as {kind}"


def _doubted(word: _Word) -> _Word:
    """What it weighs where the text is a long sentence."""
    role, weight, reason = word
    return role, weight / 2 if role in _SHORT_TEXTS else weight, reason


def _of_wording(block: Block, plain: str, notice: tuple[str, str] | None) -> Iterator[Vote]:
    if notice:
        kind, phrase = notice
        role, weight = load("furniture")["notices"][kind]
        yield Vote(block.position, role, weight, f"set phrase: {phrase}")
    elif len(block.text) < _RIGHTS and _claims_rights(block.text):
        yield Vote(block.position, "footer", 3.0, "claims the rights in the page")
    if ":" in block.text or "：" in block.text:
        named = block.text.replace("：", ":").partition(":")[0]
        if label(named) in phrases("labels", "partner_links"):
            yield Vote(block.position, "footer", 3.0, "links to other sites")
    role_of_heading = _headings().get(plain) if len(block.text) < 60 else None
    if role_of_heading:
        yield Vote(block.position, role_of_heading, 3.0, "the heading of such a part")
    quoted = block.text[:1] in _QUOTES
    if len(block.text) < 40 and not quoted and plain in phrases("widgets", "controls"):
        yield Vote(block.position, "widget", 6.0, "the label of a control")


def _claims_rights(text: str) -> bool:
    named_year = "20" in text or "19" in text
    return named_year and _CLAIMS_RIGHTS.search(text) is not None


@cache
def _telling() -> frozenset[str]:
    """Labels about which `_of_wording` has something to say."""
    return frozenset(_headings().keys() | phrases("widgets", "controls"))


@cache
def _headings() -> dict[str, Role]:
    """Headings of parts that are no lists of articles, folded as `scrapeclean.shape.label` does."""
    roles: dict[str, Role] = load("furniture")["headings"]
    return {plain: roles[kind] for plain, kind in heading_labels().items() if kind in roles}
