"""Which blocks of an HTML page are body: forests for articles, forests for other pages, one bar.

What is wanted of a shop or a forum page is not what is wanted of an article, so each kind has
forests of its own. A page that is plainly of one kind is judged by those of that kind alone, any
other by both, in the proportion in which it is likely either. On an article every block has to
reach the same bar. On other pages, where less is certain, the bar that promises the best F1 is
half of that F1 (Lipton, Elkan, Naryanaswamy: Optimal thresholding of classifiers to maximize F1
measure, ECML 2014).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple

from .errors import LexiconError
from .forest import Forest, parse_forest

__all__ = ["BodyModel", "parse_body_model"]

_LEAST, _MOST = 0.02, 0.5  # probabilities between which the bar of other pages lies
_PLAINLY_NONE, _PLAINLY_ONE = 0.3, 0.9  # probabilities beyond which one kind of forests is heard
_SURE = 30.0  # log odds beyond which nothing changes


class BodyModel(NamedTuple):
    """Trained weights; see `BodyModel.margins`."""

    article: tuple[Forest, ...]
    """Trained for articles first; their scores are averaged."""
    other: tuple[Forest, ...]
    """Trained for all other kinds of pages first."""
    bar: float
    """Log odds that a block of an article has to reach."""

    def margins(
        self, columns: Mapping[str, bytes], sizes: Sequence[int], article: float
    ) -> list[float]:
        """For each block the log odds by which it lies above (or below) the page's bar.

        Args:
            columns: the features, one byte a block (see `scrapeclean.features`).
            sizes: the blocks' lengths in characters.
            article: the probability that the page is an article, 0 to 1.
        """
        part = (article - _PLAINLY_NONE) / (_PLAINLY_ONE - _PLAINLY_NONE)
        part = min(max(part, 0.0), 1.0)
        if part == 1:
            return [score - self.bar for score in _mean(self.article, columns)]
        scores = _mean(self.other, columns)
        if part:
            by_article = _mean(self.article, columns)
            scores = [
                part * one + (1 - part) * two for one, two in zip(by_article, scores, strict=True)
            ]
        lower = min(self.bar, _best_bar(scores, sizes))
        bar = part * self.bar + (1 - part) * lower
        return [score - bar for score in scores]


def _mean(forests: Sequence[Forest], columns: Mapping[str, bytes]) -> list[float]:
    first, *others = [forest.scores(columns) for forest in forests]
    totals = reduce(lambda upto, scores: list(map(add, upto, scores)), others, first)
    return [total / len(forests) for total in totals]


def _best_bar(scores: Sequence[float], sizes: Sequence[int]) -> float:
    """Log odds of half of the best F1 that the scores promise, counted in characters."""
    chances = map(chance, scores)
    ranked = sorted(zip(chances, sizes, strict=True), reverse=True)
    expected = sum(part * size for part, size in ranked)
    hits = accumulate(part * size for part, size in ranked)
    taken = accumulate(size for _, size in ranked)
    best = max(
        (2 * hit / (size + expected) for hit, size in zip(hits, taken, strict=True) if size),
        default=0.0,
    )
    half = min(max(best / 2, _LEAST), _MOST)
    return math.log(half / (1 - half))


def chance(log_odds: float) -> float:
    """The probability that log odds stand for."""
    return 1 / (1 + math.exp(-max(-_SURE, min(_SURE, log_odds))))


def parse_body_model(data: Mapping[str, Any]) -> BodyModel:
    """A model from the form in which weights are kept (see ``lexicon/weights_html.json``).

    Raises:
        LexiconError: something is missing, or the pieces do not fit together.
    """
    try:
        article = tuple(map(parse_forest, data["article"]))
        other = tuple(map(parse_forest, data["other"]))
        if not article or not other:
            raise ValueError("there must be a forest for articles and one for other pages")
        return BodyModel(article, other, float(data["bar"]))
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"these weights cannot be used: {error!r}") from error
