"""A forest of oblivious trees over byte columns, scored for all blocks of a page at once.

An oblivious tree asks the same question of every row at each depth, so a row's leaf is the number
that its answers spell in binary (Kohavi: Bottom-up induction of oblivious read-once decision
graphs, ECML 1994; used for boosting by Prokhorenkova et al.: CatBoost, NeurIPS 2018). Here a
question is one `bytes.translate` of a whole column, answers are joined in one big integer with
sixteen bits for each row, and so are the leaves' values added up: no loop over blocks, no library.
"""

from __future__ import annotations

import base64
import math
import sys
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from .errors import LexiconError
from .lexicon import load

__all__ = [
    "Classifier", "Columns", "Forest",
    "load_classifier", "load_forest", "parse_classifier", "parse_forest",
]  # fmt: skip

MOST_TREES = 257
"""More would overflow a lane: 257 leaves of at most 255 just fit into sixteen bits."""

_ROOM = 255  # the number of no leaf, so that its value is 0
_DEEPEST = 7  # 128 leaves


class Forest(NamedTuple):
    """A trained model; see `Forest.scores`."""

    trees: tuple[tuple[tuple[tuple[str, int], ...], bytes], ...]
    """For each tree its questions (feature, least value that answers yes) and its leaves."""
    scale: float
    """What one step of a leaf is worth, in log odds."""
    bias: float
    """Log odds of a row whose leaves are all zero."""

    def scores(self, columns: Mapping[str, bytes]) -> list[float]:
        """Log odds for each row.

        Args:
            columns: one byte a row for every feature the forest asks for; as `Columns`, if other
                forests are asked about them, too.
        """
        rows = _as_columns(columns)
        total = 0
        for questions, leaves in self.trees:
            total += int.from_bytes(rows.leaves(questions).translate(leaves), "little")
        return [self.bias + self.scale * step for step in rows.lanes(total)]


class Classifier(NamedTuple):
    """A trained model that tells several classes apart; see `Classifier.chances`."""

    classes: tuple[str, ...]
    """The names of the classes."""
    trees: tuple[tuple[tuple[tuple[str, int], ...], tuple[bytes, ...]], ...]
    """For each tree its questions, and its leaves for each class."""
    scale: float
    """What one step of a leaf is worth."""
    biases: tuple[float, ...]
    """Sum of each class for a row whose leaves are all zero."""

    def chances(self, columns: Mapping[str, bytes]) -> list[tuple[float, ...]]:
        """For each row the probability of each class, by the softmax of the sums.

        Args:
            columns: one byte a row for every feature the classifier asks for.
        """
        rows = _as_columns(columns)
        sums = [0] * len(self.classes)
        for questions, leaves in self.trees:
            reached = rows.leaves(questions)
            for at, own in enumerate(leaves):
                sums[at] += int.from_bytes(reached.translate(own), "little")
        totals = [
            [bias + self.scale * step for step in rows.lanes(each)]
            for each, bias in zip(sums, self.biases, strict=True)
        ]
        return [_softmax(row) for row in zip(*totals, strict=True)]


def _softmax(totals: Sequence[float]) -> tuple[float, ...]:
    most = max(totals)
    powers = [math.exp(total - most) for total in totals]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


class Columns(dict[str, bytes]):
    """One byte a row for every feature; remembers answers, which forests ask for again and again.

    Each row has two bytes: its own, and one that never changes, so that what is summed up for the
    row has room.
    """

    def __init__(self, columns: Mapping[str, bytes]) -> None:
        super().__init__(columns)
        self.rows = len(next(iter(columns.values()), b""))
        self._known: dict[tuple[str, int], int] = {}
        self._spread: dict[str, bytes] = {}
        self._room = int.from_bytes(bytes((0, _ROOM)) * self.rows, "little")

    def leaves(self, questions: Sequence[tuple[str, int]]) -> bytes:
        """The leaf that each row reaches, behind each of them `_ROOM`."""
        known, reached = self._known, self._room
        for depth, question in enumerate(questions):
            yes = known.get(question)
            if yes is None:
                yes = known[question] = self._yes(*question)
            reached |= yes << depth
        return reached.to_bytes(2 * self.rows, "little")

    def _yes(self, feature: str, least: int) -> int:
        """A 1 in the place of each row where a feature is large enough."""
        spread = self._spread.get(feature)
        if spread is None:
            places = bytearray(2 * self.rows)
            places[::2] = self[feature]
            spread = self._spread[feature] = bytes(places)
        return int.from_bytes(spread.translate(_question(least)), "little")

    def lanes(self, total: int) -> array[int]:
        """What was summed up for each row."""
        lanes = array("H")
        lanes.frombytes(total.to_bytes(2 * self.rows, "little"))
        if sys.byteorder == "big":
            lanes.byteswap()
        return lanes


@cache
def _question(least: int) -> bytes:
    return bytes(least) + b"\1" * (256 - least)


def _as_columns(columns: Mapping[str, bytes]) -> Columns:
    return columns if isinstance(columns, Columns) else Columns(columns)


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
    trees = []
    for tree in range(count):
        pairs = questions[tree * depth * 2 : (tree + 1) * depth * 2]
        asked = tuple((features[pairs[at]], pairs[at + 1]) for at in range(0, len(pairs), 2))
        own = tuple(
            leaves[at << depth : (at + 1) << depth].ljust(256, b"\0")
            for at in range(tree * classes, (tree + 1) * classes)
        )
        trees.append((asked, own))
    return tuple(trees)


@cache
def load_forest(name: str) -> Forest:
    """The forest in the lexicon file of that name.

    Raises:
        LexiconError: the file is missing or malformed.
    """
    return parse_forest(load(name))


@cache
def load_classifier(name: str) -> Classifier:
    """The classifier in the lexicon file of that name.

    Raises:
        LexiconError: the file is missing or malformed.
    """
    return parse_classifier(load(name))
