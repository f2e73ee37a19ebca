"""A forest of oblivious trees over byte columns, scored for all blocks of a page at once.

An oblivious tree asks the same question of every row at each depth, so a row's leaf is the number
that its answers spell in binary (Kohavi: Bottom-up induction of oblivious read-once decision
graphs, ECML 1994; used for boosting by Prokhorenkova et al.: CatBoost, NeurIPS 2018). Here a
question is one `bytes.translate` of a whole column, answers are joined in one big integer, and
the leaves' values are added up in sixteen-bit lanes: no loop over blocks, no library.
"""

from __future__ import annotations

import base64
from array import array
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from .errors import LexiconError
from .lexicon import load

__all__ = ["Forest", "load_forest", "parse_forest"]

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
        low = high = 0
        lanes = int.from_bytes(b"\xff\x00" * (rows // 2 + 1), "little")
        for questions, leaves in self.trees:
            answers = 0
            for depth, (feature, least) in enumerate(questions):
                yes = columns[feature].translate(_question(depth, least))
                answers |= int.from_bytes(yes, "little")
            values = int.from_bytes(answers.to_bytes(rows, "little").translate(leaves), "little")
            low += values & lanes
            high += (values >> 8) & lanes
        even, odd = _lanes(low, rows), _lanes(high, rows)
        steps = [even[row // 2] if row % 2 == 0 else odd[row // 2] for row in range(rows)]
        return [self.bias + self.scale * step for step in steps]


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
        features, depth = data["features"], data["depth"]
        questions = base64.b64decode(data["questions"])
        leaves = base64.b64decode(data["leaves"])
        count = len(leaves) >> depth
        if not 0 < count <= MOST_TREES or len(questions) != count * depth * 2:
            raise ValueError("trees, questions and leaves do not fit together")
        trees = []
        for tree in range(count):
            pairs = questions[tree * depth * 2 : (tree + 1) * depth * 2]
            asked = tuple((features[pairs[at]], pairs[at + 1]) for at in range(0, len(pairs), 2))
            own = leaves[tree << depth : (tree + 1) << depth]
            trees.append((asked, own + bytes(256 - len(own))))
        return Forest(tuple(trees), float(data["scale"]), float(data["bias"]))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise LexiconError(f"these weights cannot be used: {error!r}") from error


@cache
def load_forest(name: str) -> Forest:
    """The forest in the lexicon file of that name.

    Raises:
        LexiconError: the file is missing or malformed.
    """
    return parse_forest(load(name))
