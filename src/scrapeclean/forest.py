"""A forest of oblivious trees over byte columns, scored for all blocks of a page at once.

An oblivious tree asks the same question of every row at each depth, so a row's leaf is the number
that its answers spell in binary (Kohavi: Bottom-up induction of oblivious read-once decision
graphs, ECML 1994; used for boosting by Prokhorenkova et al.: CatBoost, NeurIPS 2018). Their values
are added up by `_leaf_sums`, or by its compiled twin where there is one.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from . import _leaf_sums
from ._leaf_sums import Question
from ._twins import fastest
from .errors import LexiconError

__all__ = [
    "Classifier", "Forest",
    "parse_classifier", "parse_forest", "reaching",
]  # fmt: skip

MOST_TREES = 257
"""More would overflow a lane: 257 leaves of at most 255 just fit into sixteen bits."""

_DEEPEST = 7  # 128 leaves


_sums = fastest(_leaf_sums)


def reaching(chances: Sequence[float], least: float) -> list[int]:
    """The rows whose probability, as `Classifier.by_class` gives it, is as high as `least`."""
    rows: list[int] = _sums.reaching(chances, least)
    return rows


@dataclass(frozen=True)
class Forest:
    """A trained model; see `Forest.scores`."""

    trees: tuple[tuple[tuple[Question, ...], bytes], ...]
    """For each tree its questions, as many as every other has, and its leaves."""
    scale: float
    """What one step of a leaf is worth, in log odds."""
    bias: float
    """Log odds of a row whose leaves are all zero."""

    @cached_property
    def _plan(self) -> Any:
        return _sums.plan([(questions, (leaves,)) for questions, leaves in self.trees], 1)

    def scores(self, columns: Mapping[str, bytes]) -> list[float]:
        """Log odds for each row.

        Args:
            columns: one byte a row for every feature the forest asks for.
        """
        (steps,) = _sums.leaf_sums(self._plan, columns)
        log_odds: list[float] = _sums.scores(steps, self.scale, self.bias)
        return log_odds


@dataclass(frozen=True)
class Classifier:
    """A trained model that tells several classes apart; see `Classifier.chances`."""

    classes: tuple[str, ...]
    """The names of the classes."""
    trees: tuple[tuple[tuple[Question, ...], tuple[bytes, ...]], ...]
    """For each tree its questions, as many as every other has, and its leaves for each class."""
    scale: float
    """What one step of a leaf is worth."""
    biases: tuple[float, ...]
    """Sum of each class for a row whose leaves are all zero."""

    @cached_property
    def _plan(self) -> Any:
        return _sums.plan(self.trees, len(self.classes))

    def chances(self, columns: Mapping[str, bytes]) -> list[tuple[float, ...]]:
        """For each row the probability of each class.

        Args:
            columns: one byte a row for every feature the classifier asks for.
        """
        return list(zip(*self.by_class(columns).values(), strict=True))

    def by_class(self, columns: Mapping[str, bytes]) -> dict[str, Sequence[float]]:
        """For each class its probability for each row, by the softmax of the sums.

        Args:
            columns: one byte a row for every feature the classifier asks for.
        """
        sums = _sums.leaf_sums(self._plan, columns)
        chances = _sums.softmax(sums, self.scale, self.biases)
        return dict(zip(self.classes, chances, strict=True))


def parse_forest(data: Mapping[str, Any]) -> Forest:
    """A forest from the form in which weights are kept (see ``lexicon/weights_html.json``).

    Raises:
        LexiconError: something is missing, or the pieces do not fit together.
    """
    try:
        trees = tuple((asked, leaves[0]) for asked, leaves in _trees(data, 1))
        return Forest(trees, float(data["scale"]), float(data["bias"]))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise LexiconError(f"these weights cannot be used: {error!r}") from error


def parse_classifier(data: Mapping[str, Any]) -> Classifier:
    """A classifier from the form in which weights are kept (see ``lexicon/weights_pages.json``).

    Raises:
        LexiconError: something is missing, or the pieces do not fit together.
    """
    try:
        classes = tuple(map(str, data["classes"]))
        biases = tuple(map(float, data["biases"]))
        if len(biases) != len(classes):
            raise ValueError("there must be one bias for each class")
        return Classifier(classes, _trees(data, len(classes)), float(data["scale"]), biases)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise LexiconError(f"these weights cannot be used: {error!r}") from error


def _trees(
    data: Mapping[str, Any], classes: int
) -> tuple[tuple[tuple[tuple[str, int], ...], tuple[bytes, ...]], ...]:
    features, depth = data["features"], data["depth"]
    questions = base64.b64decode(data["questions"])
    leaves = base64.b64decode(data["leaves"])
    count = (len(leaves) >> depth) // classes
    fits = 0 < count <= MOST_TREES and depth <= _DEEPEST
    if not fits or len(questions) != count * depth * 2:
        raise ValueError("trees, questions and leaves do not fit together")
    if len(leaves) != (count * classes) << depth:
        raise ValueError("there must be leaves for each class")
    pairs = list(zip(map(features.__getitem__, questions[::2]), questions[1::2], strict=True))
    own = [leaves[at << depth : (at + 1) << depth] for at in range(count * classes)]
    return tuple(
        (
            tuple(pairs[tree * depth : (tree + 1) * depth]),
            tuple(own[tree * classes : (tree + 1) * classes]),
        )
        for tree in range(count)
    )
