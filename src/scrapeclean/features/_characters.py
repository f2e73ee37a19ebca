"""Features of what a text's characters are."""

from __future__ import annotations

from collections.abc import Sequence

from ..page_text import PageText
from ..scale import shares, smalls


def characters(page: PageText, lengths: Sequence[int]) -> dict[str, bytes]:
    """For each text the shares of digits, capitals, letters, and how often some signs stand."""

    counts = page.counts
    return {
        "digits": shares(counts["digits"], lengths),
        "uppers": shares(counts["capitals"], lengths),
        "alphas": shares(counts["letters"], lengths),
        **{name: smalls(counts[name]) for name in ("commas", "quotes", "questions", "bars")},
    }
