"""A forest of oblivious trees over byte columns, scored for all blocks of a page at once.

An oblivious tree asks the same question of every row at each depth, so a row's leaf is the number
that its answers spell in binary (Kohavi: Bottom-up induction of oblivious read-once decision
graphs, ECML 1994; used for boosting by Prokhorenkova et al.: CatBoost, NeurIPS 2018). Here a
column is one big integer with a byte for each row, so that an addition compares all rows, shifts
join their answers, and one `bytes.translate` looks up the leaves. Their values are added up in two
integers, of every other row each, where a row has sixteen bits: no loop over blocks, no library.
"""

from __future__ import annotations

import base64
import math
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, repeat
from operator import and_, or_, rshift, sub, truediv
from typing import Any, NamedTuple

from .errors import LexiconError
from .lexicon import load

__all__ = [
    "Classifier", "Columns", "Forest",
    "load_classifier", "load_forest", "parse_classifier", "parse_forest",
]  # fmt: skip

MOST_TREES = 257
"""More would overflow a lane: 257 leaves of at most 255 just fit into sixteen bits."""

_DEEPEST = 7  # 128 leaves

Question = tuple[str, int]
"""A feature, and the least value that answers yes."""


class _Plan(NamedTuple):
    """Trees in the order in which a page is asked: see `Columns.leaves` and `Columns.sums`."""

    questions: dict[str, tuple[list[int], list[int]]]
    """For each feature what to add to its lower seven bits, so that the eighth says whether they
    are enough: where the eighth alone is enough already, and where it is needed as well."""
    levels: tuple[tuple[int, ...], ...]
    """For each depth the index of every tree's question there."""
    tables: tuple[tuple[bytes, ...], ...]
    """For each class every tree's values, 256 of them: the number of a leaf fills the upper bits
    of a byte."""


def _plan(trees: Sequence[tuple[Sequence[Question], Sequence[bytes]]], classes: int) -> _Plan:
    asked = sorted({question for questions, _ in trees for question in questions})
    index = {question: at for at, question in enumerate(asked)}
    of_feature: dict[str, tuple[list[int], list[int]]] = {}
    for feature, least in asked:
        of_feature.setdefault(feature, ([], []))[least > 127].append(128 - (least & 127))
    numbers = [[index[question] for question in questions] for questions, _ in trees]
    tables = [[_spread(own, len(questions)) for own in leaves] for questions, leaves in trees]
    levels = tuple(zip(*numbers, strict=True))
    return _Plan(of_feature, levels, tuple(zip(*tables, strict=True)) or ((),) * classes)


def _spread(leaves: bytes, depth: int) -> bytes:
    table = bytearray(256)
    table[:: 256 >> depth] = leaves
    return bytes(table)


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
    def _plan(self) -> _Plan:
        return _plan([(questions, (leaves,)) for questions, leaves in self.trees], 1)

    def scores(self, columns: Mapping[str, bytes]) -> list[float]:
        """Log odds for each row.

        Args:
            columns: one byte a row for every feature the forest asks for; as `Columns`, if other
                forests are asked about them, too.
        """
        rows = _as_columns(columns)
        steps = rows.sums(rows.leaves(self._plan), self._plan.tables[0])
        return [self.bias + self.scale * step for step in steps]


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
    def _plan(self) -> _Plan:
        return _plan(self.trees, len(self.classes))

    def chances(self, columns: Mapping[str, bytes]) -> list[tuple[float, ...]]:
        """For each row the probability of each class, by the softmax of the sums.

        Args:
            columns: one byte a row for every feature the classifier asks for.
        """
        rows = _as_columns(columns)
        reached = rows.leaves(self._plan)
        totals = []
        for table, bias in zip(self._plan.tables, self.biases, strict=True):
            steps = rows.sums(reached, table)
            totals.append([bias + self.scale * step for step in steps])
        return _softmax(totals)


def _softmax(totals: Sequence[Sequence[float]]) -> list[tuple[float, ...]]:
    """The probabilities of each row, from the sums of each class."""
    most = list(map(max, zip(*totals, strict=True)))
    powers = [list(map(math.exp, map(sub, each, most))) for each in totals]
    whole = list(map(sum, zip(*powers, strict=True)))
    return list(zip(*[map(truediv, each, whole) for each in powers], strict=True))


class Columns(dict[str, bytes]):
    """One byte a row for every feature; see `Forest.scores`.

    Loops over trees are `map`s of what is built in: there are hundreds of trees to a page.
    """

    def __init__(self, columns: Mapping[str, bytes]) -> None:
        super().__init__(columns)
        self.rows = len(next(iter(columns.values()), b""))
        ones = int.from_bytes(b"\1" * self.rows, "little")
        self._multiples = [0, *accumulate(repeat(ones, 128))]
        self._every_other = int.from_bytes((b"\xff\0" * self.rows)[: self.rows], "little")

    def leaves(self, plan: _Plan) -> list[bytes]:
        """For each tree the leaf that each row reaches, its number's bits at the upper end."""
        answers = self._answers(plan)
        reached: Iterable[int] = repeat(0, len(plan.tables[0]))
        for level in plan.levels:
            halved = map(rshift, reached, repeat(1))
            reached = map(or_, halved, map(answers.__getitem__, level))
        return list(map(int.to_bytes, reached, repeat(self.rows), repeat("little")))  # type: ignore[arg-type]  # maps fit

    def _answers(self, plan: _Plan) -> list[int]:
        """For each question the highest bit in the byte of each row that says yes."""
        answers: list[int] = []
        multiples = self._multiples
        highs = multiples[128]
        for feature, (either, both) in plan.questions.items():
            value = int.from_bytes(self[feature], "little")
            lower = value & ~highs
            answers += [(lower + multiples[step] | value) & highs for step in either]
            answers += [lower + multiples[step] & value & highs for step in both]
        return answers

    def sums(self, reached: Iterable[bytes], leaves: Iterable[bytes]) -> list[int]:
        """For each row the sum of the values of the leaves that it reaches."""
        found = map(bytes.translate, reached, leaves)
        values = list(map(int.from_bytes, found, repeat("little")))  # type: ignore[arg-type]  # same
        odd = map(rshift, values, repeat(8))
        sums = [0] * self.rows
        sums[::2] = self._lanes(sum(map(and_, values, repeat(self._every_other))))
        sums[1::2] = self._lanes(sum(map(and_, odd, repeat(self._every_other))))[: self.rows // 2]
        return sums

    def _lanes(self, total: int) -> array[int]:
        """What was added up in sixteen bits each."""
        lanes = array("H")
        lanes.frombytes(total.to_bytes(self.rows + self.rows % 2, "little"))
        if sys.byteorder == "big":
            lanes.byteswap()
        return lanes


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
            leaves[at << depth : (at + 1) << depth]
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
