"""What kind of page this is, by a classifier that weighs its shape, words and own statements."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Claim, Document, SoFar
from ..page_type import page_types

_SHOWN = 3


class PageType:
    """Claims the likeliest kind of page, with its probability as the confidence."""

    name = "page-type"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"page_type"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Claim]:
        ranked = list(page_types(doc).items())
        if ranked:
            kind, chance = ranked[0]
            raw = ", ".join(f"{each} {part:.0%}" for each, part in ranked[:_SHOWN])
            yield Claim("page_type", kind, round(chance, 3), "learned", raw)
