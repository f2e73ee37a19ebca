"""How much a page is built like a content farm's: by its structure, never by names.

A farm prints an article written elsewhere and hangs lists of other headlines, counters, links to
friends and disclaimers on it. What tells is how these come together; each sign has a weight in
``lexicon/content_farm.json``, and the warning names those that spoke for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache

from ..lazy_patterns import lazy_re, lazy_regex
from ..lexicon import load, phrases
from ..model import LIST_ROLES, Block, Claim, Document, Item, Role, SoFar, Vote
from ..notices import LONGEST_NOTICE, notices
from ..page_text import page_text
from ..shape import label, letters, may_end, squash

_FEW_ITEMS = 5  # fewer tell nothing of what they have in common
_MANY_LISTS = 3
_CORE = 90  # letters of a sentence that only running text can be
_HEAD_LINES = 8  # lines of counters, dates and names below a headline
_HEAD = ("title", "breadcrumbs", "date", "byline", "widget")
_FOOT_LINES = 3  # so many lines of a foot in a row end the text
_FOOT = (*LIST_ROLES, "tags", "previous", "next", "footer")
_WORD = lazy_regex(r"[\p{L}\p{M}]{5,}|\p{Han}{2}")
_LABEL = lazy_re(r"[\s(（\[]*([^:：\d]{2,30}?)\s?[:：]")


class ContentFarm:
    """Warns of a page that is built like a content farm's, with a score from 0 to 1."""

    name = "content-farm"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"warnings", "body"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        table = load("content_farm")
        signs = farm_signs(doc, so_far)
        total = table["bias"] + sum(table["weights"][sign] * value for sign, value in signs.items())
        score = 1 / (1 + math.exp(-total))
        if score >= table["least"]:
            told = [sign for sign, value in signs.items() if table["weights"][sign] * value > 0.3]
            reasons = ", ".join(table["reasons"][sign] for sign in told)
            yield Claim("warnings", f"content_farm: {score:.2f} ({reasons})", 0.5, "structure")
        if score >= table["framed"] and doc.kind == "text":
            for block in _framed(doc, so_far):
                yield Vote(block.position, "body", table["body"], "between a farm's head and foot")


def _framed(doc: Document, so_far: SoFar) -> Iterator[Block]:
    """The lines between headline and date and what ends an article: all of them are its text.

    Farms print nothing in between but, here and there, a pointer to another article. Lines that
    count as text already, and lines that somebody has put aside, need no word.
    """
    shown = [block for block in doc.blocks if block.text]
    roles = [so_far.role(block.position) for block in shown]
    head = next((at for at, role in enumerate(roles) if role == "title"), len(roles))
    core: list[int] = []
    feet = 0  # lines of a foot in a row since the last sentence: a headline below is no sentence
    for at in range(head + 1, len(shown)):
        feet = feet + 1 if roles[at] in _FOOT else 0
        if feet > _FOOT_LINES:
            break
        if roles[at] in ("other", "body") and _is_sentence(shown[at]):
            core.append(at)
    if not core:
        return
    first = max(at for at in range(head, min(head + _HEAD_LINES, core[0]) + 1)
                if at == head or roles[at] in _HEAD)  # fmt: skip
    behind = range(core[-1] + 1, len(shown))
    last = next((at for at in behind if _ends_text(roles, at)), core[-1] + 1)
    for at in range(first + 1, last):
        named = _LABEL.match(shown[at].text[:60])
        about = named is not None and label(named[1]) in _about()
        position = shown[at].position
        doubted = so_far.score(position, "body") <= 0 and so_far.score(position, "other") <= 0
        if roles[at] in ("other", "body") and doubted and not about:
            yield shown[at]


def _ends_text(roles: Sequence[Role], at: int) -> bool:
    """Whether a line is of the foot: a single line of a list may be a pointer in the text."""
    pair = roles[at : at + 2]
    return pair[0] in _FOOT and (pair[0] not in LIST_ROLES or pair[-1] in LIST_ROLES)


def _is_sentence(block: Block) -> bool:
    return not block.bullet and may_end(block.text) and letters(block.text) >= _CORE


@cache
def _about() -> frozenset[str]:
    """Labels of lines about the article, not in it."""
    keys = ("views", "editor", "source", "partner_links", "font_size", "tags")
    return frozenset().union(*(phrases("labels", key) for key in keys))


def farm_signs(doc: Document, so_far: SoFar) -> dict[str, float]:
    """What tells a farm's page, and what speaks against one; each from 0 to 1."""
    lists = [claim.value.items for role in LIST_ROLES for claim in so_far.claims(role)]
    items = [item for each in lists for item in each]
    groups = sum(len(each) > 1 for each in lists)
    page = page_text(doc)
    shown = [block for block in page.blocks if not block.hidden]
    widgets = [claim.value for claim in so_far.claims("widgets")]
    kinds = {widget.kind for widget in widgets if widget.count is not None}
    starts = [block.text[:60] for block in shown if ":" in block.text or "：" in block.text]
    labels = {label(found[1]) for start in starts if (found := _LABEL.match(start))}
    sizes = zip(page.blocks, page.letters, strict=True)
    size = sum([letters for block, letters in sizes if not block.hidden]) or 1.0
    title = next((claim.value for claim in so_far.claims("title")), "")
    return {
        "votes": float("like" in kinds),
        "views": float("views" in kinds or bool(labels & phrases("labels", "views"))),
        "glued": float(_is_glued(so_far, title)),
        "lists": min(groups, _MANY_LISTS) / _MANY_LISTS,
        "listed": min(1.0, 2 * sum(letters(item.name) for item in items) / size),
        "repeated": _repeated(items),
        "strange": _strange(items, title),
        "sides": float(bool(so_far.claims("previous") and so_far.claims("next"))),
        "disclaimer": float(_disclaims(doc, shown)),
        "partners": float(bool(labels & phrases("labels", "partner_links"))),
        "editor": float(bool(labels & phrases("labels", "editor"))),
        "signed": float(bool(so_far.claims("authors"))),
        "described": float(len(doc.head.meta) > _FEW_ITEMS or bool(doc.head.json_ld)),
        "rich": min(1.0, len(shown) / 200),
    }


def _is_glued(so_far: SoFar, title: str) -> bool:
    """Whether the trail has a label, the headline or a word like "Text" at its end."""
    for claim in so_far.claims("breadcrumbs")[:1]:
        named = _LABEL.match(claim.raw)
        last = claim.raw.replace("＞", ">").rpartition(">")[2]
        return (
            (named is not None and label(named[1]) in phrases("labels", "breadcrumbs"))
            or label(last) in phrases("labels", "placeholder")
            or (len(title) > _FEW_ITEMS and title in claim.raw)
        )
    return False


def _repeated(items: Sequence[Item]) -> float:
    names = [squash(item.name) for item in items]
    return 1 - len(set(names)) / len(names) if len(names) >= _FEW_ITEMS else 0.0


def _strange(items: Sequence[Item], title: str) -> float:
    """Share of the headlines that have no longer word in common with this one."""
    if len(items) < _FEW_ITEMS or not title:
        return 0.0
    own = {word.casefold() for word in _WORD.findall(title)}
    return sum(
        not own.intersection(word.casefold() for word in _WORD.findall(item.name)) for item in items
    ) / len(items)


def _disclaims(doc: Document, shown: Sequence[Block]) -> bool:
    told = notices(doc)
    named = [block for block in shown if told[block.position]]  # few
    return any(
        (found := told[block.position]) is not None
        and found[0] == "disclaimer"
        and letters(block.text) <= LONGEST_NOTICE
        for block in named
    )
