"""The values of the leaves that rows reach, added up over the trees of a forest.

A column is one big integer with a byte for each row, so that an addition compares all rows, shifts
join their answers, and one `bytes.translate` looks up the leaves. Their values are added up in two
integers, of every other row each, where a row has sixteen bits: no loop over blocks, no library.

This is the specification of ``_leaf_sums_c.pyx``, which says the same in C.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate, repeat
from operator import add, and_, or_, rshift, sub, truediv
from typing import NamedTuple

__all__ = ["Plan", "Question", "leaf_sums", "plan", "reaching", "scores", "softmax"]

Question = tuple[str, int]
"""A feature, and the least value that answers yes."""


class Plan(NamedTuple):
    """Trees in the order in which a page is asked."""

    questions: dict[str, tuple[list[int], list[int]]]
    """For each feature what to add to its lower seven bits, so that the eighth says whether they
    are enough: where the eighth alone is enough already, and where it is needed as well."""
    levels: tuple[tuple[int, ...], ...]
    """For each depth the index of every tree's question there."""
    tables: tuple[tuple[bytes, ...], ...]
    """For each class every tree's values, 256 of them: the number of a leaf fills the upper bits
    of a byte."""


def plan(
    features: Sequence[str], depth: int, questions: bytes, leaves: bytes, classes: int
) -> Plan:
    """Prepares trees for `leaf_sums`, once for all pages.

    Args:
        features: their names.
        depth: the questions of each tree.
        questions: for each question of each tree the index of its feature, and the least value
            that answers yes.
        leaves: for each tree, and in it for each class, the values of its leaves.
        classes: their number.

    Raises:
        ValueError: there are not as many questions or leaves as that.
    """
    asked = list(zip(map(features.__getitem__, questions[::2]), questions[1::2], strict=True))
    trees = (len(leaves) >> depth) // classes
    if len(asked) != trees * depth or len(leaves) != (trees * classes) << depth:
        raise ValueError("every tree must have as many questions and leaves as every other")
    each = sorted(set(asked))
    index = {question: at for at, question in enumerate(each)}
    of_feature: dict[str, tuple[list[int], list[int]]] = {}
    for feature, least in each:
        of_feature.setdefault(feature, ([], []))[least > 127].append(128 - (least & 127))
    numbers = list(map(index.__getitem__, asked))
    tables = [
        _spread(leaves[at << depth : (at + 1) << depth], depth) for at in range(trees * classes)
    ]
    return Plan(
        of_feature,
        tuple(tuple(numbers[level::depth]) for level in range(depth)),
        tuple(tuple(tables[at::classes]) for at in range(classes)),
    )


def _spread(leaves: bytes, depth: int) -> bytes:
    table = bytearray(256)
    table[:: 256 >> depth] = leaves
    return bytes(table)


def leaf_sums(plan: Plan, columns: Mapping[str, bytes]) -> list[Sequence[int]]:
    """For each class the sums of all rows.

    Args:
        plan: the trees.
        columns: one byte a row for every feature they ask for.
    """
    rows = _Rows(columns)
    reached = rows.leaves(plan)
    return [rows.sums(reached, tables) for tables in plan.tables]


def scores(steps: Sequence[int], scale: float, bias: float) -> list[float]:
    """The log odds that sums stand for.

    Args:
        steps: the sums of a class that `leaf_sums` found.
        scale: what one step of a leaf is worth.
        bias: the sum of a row whose leaves are all zero.
    """
    return [bias + scale * step for step in steps]


def reaching(chances: Sequence[float], least: float) -> list[int]:
    """The rows whose probability is as high as `least`."""
    return [at for at, chance in enumerate(chances) if chance >= least]


def softmax(
    sums: Sequence[Sequence[int]], scale: float, biases: Sequence[float]
) -> list[Sequence[float]]:
    """For each class the probability that a row is of it.

    Args:
        sums: what `leaf_sums` found.
        scale: what one step of a leaf is worth.
        biases: for each class the sum of a row whose leaves are all zero.
    """
    totals = [scores(steps, scale, bias) for steps, bias in zip(sums, biases, strict=True)]
    most = list(map(max, zip(*totals, strict=True)))
    powers = [list(map(math.exp, map(sub, each, most))) for each in totals]
    whole = reduce(lambda upto, each: list(map(add, upto, each)), powers)
    return [list(map(truediv, each, whole)) for each in powers]


class _Rows:
    """Loops over trees are `map`s of what is built in: there are hundreds of trees to a page."""

    def __init__(self, columns: Mapping[str, bytes]) -> None:
        self._columns = columns
        self.rows = len(next(iter(columns.values()), b""))
        ones = int.from_bytes(b"\1" * self.rows, "little")
        self._multiples = [0, *accumulate(repeat(ones, 128))]
        self._every_other = int.from_bytes((b"\xff\0" * self.rows)[: self.rows], "little")

    def leaves(self, plan: Plan) -> list[bytes]:
        """For each tree the leaf that each row reaches, its number's bits at the upper end."""
        answers = self._answers(plan)
        reached: Iterable[int] = repeat(0, len(plan.tables[0]))
        for level in plan.levels:
            halved = map(rshift, reached, repeat(1))
            reached = map(or_, halved, map(answers.__getitem__, level))
        return list(map(int.to_bytes, reached, repeat(self.rows), repeat("little")))  # type: ignore[arg-type]  # maps fit

    def _answers(self, plan: Plan) -> list[int]:
        """For each question the highest bit in the byte of each row that says yes."""
        answers: list[int] = []
        multiples = self._multiples
        highs = multiples[128]
        for feature, (either, both) in plan.questions.items():
            value = int.from_bytes(self._columns[feature], "little")
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
