"""What the words of a line and of its neighbours tell: a learnt weight for each word and pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from operator import sub

from .. import _word_sums
from .._twins import fastest
from ..scale import levels
from ..text_model import WordWeights
from ._words import Words, near

STEP = 1 / 16
"""What one step of a word's weight is worth, in log odds."""
_SUM, _MEAN, _MEAN_NEAR = 0.5, 4, 12  # by so much steps are spread over the values of a column
_REACHES = (5, 15)

_compute = fastest(_word_sums)


def word_evidence(words: Words, table: Mapping[str, int]) -> dict[str, bytes]:
    """What all words of each line say together, and what those of the lines near by say.

    Args:
        words: those of a page.
        table: for a word, or for two in a row with a blank between, the steps by which it speaks
            for body text (above 0) or against it; case folded.
    """
    counts = words.counts()
    weights = table if isinstance(table, WordWeights) else WordWeights(table)
    sums = _compute.evidence(words.folded, words.starts, weights.by_word)
    own = levels(sums, [1] * len(sums), _SUM)
    columns = {"evidence": own, "evidence_mean": levels(sums, counts, _MEAN)}
    columns |= near("evidence", own)
    for reach in _REACHES:
        sums_near, counts_near = _near_by(sums, reach), _near_by(counts, reach)
        columns[f"evidence_{reach}"] = levels(sums_near, counts_near, _MEAN_NEAR)
    return columns


def word_pairs(words: Words) -> list[str]:
    """Each word with the one behind it in its line; "" for the last of a line."""
    pairs = [f"{one} {other}" for one, other in pairwise(words.folded)]
    pairs += [""] * (len(words.folded) - len(pairs))
    for end in words.starts[1:]:
        if end:
            pairs[end - 1] = ""
    return pairs


def _near_by(values: Sequence[int], reach: int) -> list[int]:
    """The sum of each value with so many on either side."""
    upto = list(accumulate(values, initial=0))
    lows = [*[0] * reach, *upto][: len(values)]
    highs = [*upto[reach + 1 :], *[upto[-1]] * reach][: len(values)]
    return list(map(sub, highs, lows))
