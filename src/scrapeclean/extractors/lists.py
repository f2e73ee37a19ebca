"""Lists that point at other articles: related, ranking, recommendation, latest, previous, next.

A list is known by its heading's words, by what its container is named, or by its shape alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import LIST_ROLES, Claim, Document, SoFar, Vote
from ..page_type import doubt_of_chrome, page_types
from ._html_lists import html_lists
from ._list_items import Found
from ._text_lists import text_lists

_STRENGTH = {
    "headed pattern": 7.5, "pattern": 6.0, "heading": 4.0, "name": 3.0, "shape": 2.0, "looks": 2.5,
    "pointer": 3.5, "lone link": 2.5, "linked pointer": 6.0,
}  # fmt: skip


class Lists:
    """Finds the lists and takes them apart into single items."""

    name = "lists"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({*LIST_ROLES, "previous", "next"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        find = text_lists if doc.kind == "text" else html_lists
        doubt = doubt_of_chrome(page_types(doc).get("article", 1.0))
        for found in find(doc, so_far):
            yield from _say(doc, found, doubt)


def _say(doc: Document, found: Found, doubt: float) -> Iterator[Vote | Claim]:
    weight = _STRENGTH[found.sign]
    reason = (
        f"a list by its {found.sign}"
        if found.sign in ("headed pattern", "pattern", "heading", "name", "shape", "looks")
        else (f"a {found.sign} to another article")
    )
    for block in found.blocks:
        yield Vote(block, found.role, round(weight / doubt, 3), reason)
    if found.role in ("previous", "next"):
        item = found.group.items[0]
        raw = "\n".join(doc.blocks[block].text for block in found.blocks)  # the label as well
        yield Claim(found.role, item.name and found.link(), 0.9, "text", raw, found.blocks)
    else:
        yield Claim(found.role, found.group, min(0.95, weight / 4), "text", blocks=found.blocks)
