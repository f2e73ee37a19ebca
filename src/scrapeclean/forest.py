"""A forest of oblivious trees over byte columns, scored for all blocks of a page at once.

An oblivious tree asks the same question of every row at each depth, so a row's leaf is the number
that its answers spell in binary (Kohavi: Bottom-up induction of oblivious read-once decision
graphs, ECML 1994; used for boosting by Prokhorenkova et al.: CatBoost, NeurIPS 2018). Their values
are added up by `_leaf_sums`, or by its compiled twin where there is one.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from . import _leaf_sums
from ._leaf_sums import Question
from ._twins import fastest
from .errors import LexiconError

__all__ = [
    "Classifier", "Forest", "Trees",
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


class Trees(NamedTuple):
    """Oblivious trees as they are kept: thousands of objects would only be in the way."""

    features: tuple[str, ...]
    """The names of the features."""
    depth: int
    """The questions of each tree."""
    questions: bytes
    """For each question of each tree the index of its feature, and the least value that answers
    yes."""
    leaves: bytes
    """For each tree, and in it for each class, the values of its leaves."""
    classes: int
    """The number of classes."""

    def apart(self) -> Iterator[tuple[tuple[Question, ...], tuple[bytes, ...]]]:
        """For each tree its questions, and its leaves for each class."""
        step, size = 2 * self.depth, 1 << self.depth
        for tree in range(len(self.leaves) // (size * self.classes)):
            own = self.questions[tree * step : (tree + 1) * step]
            asked = zip(map(self.features.__getitem__, own[::2]), own[1::2], strict=True)
            first = tree * self.classes
            leaves = (self.leaves[at * size : (at + 1) * size]
                      for at in range(first, first + self.classes))  # fmt: skip
            yield tuple(asked), tuple(leaves)


@dataclass(frozen=True)
class Forest:
    """A trained model; see `Forest.scores`."""

    trees: Trees
    """Of one class."""
    scale: float
    """What one step of a leaf is worth, in log odds."""
    bias: float
    """Log odds of a row whose leaves are all zero."""

    @cached_property
    def _plan(self) -> Any:
        return _sums.plan(*self.trees)

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
    trees: Trees
    """Of as many classes."""
    scale: float
    """What one step of a leaf is worth."""
    biases: tuple[float, ...]
    """Sum of each class for a row whose leaves are all zero."""

    @cached_property
    def _plan(self) -> Any:
        return _sums.plan(*self.trees)

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
        return Forest(_trees(data, 1), float(data["scale"]), float(data["bias"]))
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


def _trees(data: Mapping[str, Any], classes: int) -> Trees:
    features, depth = tuple(map(str, data["features"])), int(data["depth"])
    questions = base64.b64decode(data["questions"])
    leaves = base64.b64decode(data["leaves"])
    count = (len(leaves) >> depth) // classes
    fits = 0 < count <= MOST_TREES and depth <= _DEEPEST
    if not fits or len(questions) != count * depth * 2:
        raise ValueError("trees, questions and leaves do not fit together")
    if len(leaves) != (count * classes) << depth:
        raise ValueError("there must be leaves for each class")
    if max(questions[::2], default=0) >= len(features):
        raise ValueError("there must be a name for each feature")
    return Trees(features, depth, questions, leaves, classes)
