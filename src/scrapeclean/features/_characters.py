"""Features of what a text's characters are."""

from __future__ import annotations

from collections.abc import Sequence

from ..character_kinds import counts_by_line
from ..page_text import PageText
from ..scale import shares, smalls


def characters(page: PageText, lengths: Sequence[int]) -> dict[str, bytes]:
    """For each text the shares of digits, capitals, letters, and how often some signs stand."""

    def count(kind: bytes) -> list[int]:
        return counts_by_line(page.kinds, kind) if page.lines else []

    return {
        "digits": shares(page.digits, lengths),
        "uppers": shares(count(b"A^"), lengths),
        "alphas": shares(page.alphas, lengths),
        "commas": smalls(count(b",")),
        "quotes": smalls(count(b'"')),
        "questions": smalls(count(b"?")),
        "bars": smalls(count(b"|")),
    }
