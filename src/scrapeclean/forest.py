"""A forest of oblivious trees over byte columns, scored for all blocks of a page at once.

An oblivious tree asks the same question of every row at each depth, so a row's leaf is the number
that its answers spell in binary (Kohavi: Bottom-up induction of oblivious read-once decision
graphs, ECML 1994; used for boosting by Prokhorenkova et al.: CatBoost, NeurIPS 2018). Here a
question is one `bytes.translate` of a whole column, answers are joined in one big integer, and
the leaves' values are added up in sixteen-bit lanes: no loop over blocks, no library.
"""

from __future__ import annotations

import base64
import math
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from .errors import LexiconError
from .lexicon import load

__all__ = [
    "Classifier", "Forest", "load_classifier", "load_forest", "parse_classifier", "parse_forest",
]  # fmt: skip

MOST_TREES = 257
"""More would overflow a lane: 257 leaves of at most 255 just fit into sixteen bits."""


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
            columns: one byte a row for every feature the forest asks for.
        """
        rows = len(next(iter(columns.values()), b""))
        sums = _Sums(rows)
        for questions, leaves in self.trees:
            sums.add(_answers(questions, columns), leaves)
        return [self.bias + self.scale * step for step in sums.steps()]


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
        rows = len(next(iter(columns.values()), b""))
        sums = [_Sums(rows) for _ in self.classes]
        for questions, leaves in self.trees:
            answers = _answers(questions, columns)
            for each, own in zip(sums, leaves, strict=True):
                each.add(answers, own)
        totals = [
            [bias + self.scale * step for step in each.steps()]
            for each, bias in zip(sums, self.biases, strict=True)
        ]
        return [_softmax(row) for row in zip(*totals, strict=True)]


def _softmax(totals: Sequence[float]) -> tuple[float, ...]:
    most = max(totals)
    powers = [math.exp(total - most) for total in totals]
    whole = sum(powers)
    return tuple(power / whole for power in powers)


def _answers(questions: Sequence[tuple[str, int]], columns: Mapping[str, bytes]) -> bytes:
    """The leaf of each row."""
    answers = rows = 0
    for depth, (feature, least) in enumerate(questions):
        yes = columns[feature].translate(_question(depth, least))
        rows = len(yes)
        answers |= int.from_bytes(yes, "little")
    return answers.to_bytes(rows, "little")


class _Sums:
    """One sum a row, of steps of one byte each, in lanes of sixteen bits."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._low = self._high = 0
        self._lanes = int.from_bytes(b"\xff\x00" * (rows // 2 + 1), "little")

    def add(self, answers: bytes, leaves: bytes) -> None:
        values = int.from_bytes(answers.translate(leaves), "little")
        self._low += values & self._lanes
        self._high += (values >> 8) & self._lanes

    def steps(self) -> list[int]:
        even, odd = _lanes(self._low, self._rows), _lanes(self._high, self._rows)
        return [even[row // 2] if row % 2 == 0 else odd[row // 2] for row in range(self._rows)]


def _lanes(total: int, rows: int) -> array[int]:
    lanes = array("H")
    lanes.frombytes(total.to_bytes((rows // 2 + 1) * 2, "little"))
    if _is_big_endian():
        lanes.byteswap()
    return lanes


def _is_big_endian() -> bool:
    return array("H", [1]).tobytes() == b"\x00\x01"


@cache
def _question(depth: int, least: int) -> bytes:
    return bytes(least) + bytes([1 << depth]) * (256 - least)


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
    if not 0 < count <= MOST_TREES or len(questions) != count * depth * 2:
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
