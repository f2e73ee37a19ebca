"""Trees are summed up alike by both twins, and as each row alone says."""

from __future__ import annotations

import math
from array import array
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean import _leaf_sums
from scrapeclean.forest import Trees


def twins() -> list[Any]:
    try:
        from scrapeclean import _leaf_sums_c
    except ImportError:
        return [_leaf_sums, pytest.param(None, marks=pytest.mark.skip("there was no compiler"))]
    return [_leaf_sums, _leaf_sums_c]


@st.composite
def forests(draw: st.DrawFn) -> tuple[Trees, dict[str, bytes]]:
    """Trees of one depth, and columns to ask."""
    depth, classes = draw(st.integers(0, 7)), draw(st.integers(1, 3))
    trees, rows = draw(st.integers(0, 4)), draw(st.sampled_from([0, 1, 2, 5, 600]))
    pair = st.tuples(st.sampled_from([0, 2, 3]), st.integers(0, 255)).map(bytes)
    questions = b"".join(draw(st.tuples(*[pair] * (trees * depth))))
    size = trees * classes << depth
    leaves = draw(st.binary(min_size=size, max_size=size))
    seeds = draw(st.binary(min_size=3, max_size=3))
    columns = {
        name: bytes((seed * (at + 1) + at * at) % 256 for at in range(rows))
        for name, seed in zip("acd", seeds, strict=True)
    }
    return Trees(("a", "never asked", "c", "d"), depth, questions, leaves, classes), columns


@pytest.mark.parametrize("twin", twins())
@given(forest=forests())
def test_each_row_is_summed_as_its_answers_say(
    twin: ModuleType, forest: tuple[Trees, dict[str, bytes]]
) -> None:
    trees, columns = forest
    expected = [[0] * len(columns["a"]) for _ in range(trees.classes)]
    for questions, leaves in trees.apart():
        for row in range(len(columns["a"])):
            leaf = sum(
                (columns[feature][row] >= least) << depth
                for depth, (feature, least) in enumerate(questions)
            )
            for each, values in enumerate(leaves):
                expected[each][row] += values[leaf]
    sums = twin.leaf_sums(twin.plan(*trees), columns)
    assert list(map(list, sums)) == expected


@pytest.mark.parametrize("twin", twins())
@given(
    rows=st.lists(st.lists(st.integers(0, 65535), min_size=3, max_size=3), max_size=9),
    scale=st.floats(0, 0.01),
    biases=st.lists(st.floats(-9, 9), min_size=3, max_size=3),
)
def test_probabilities_are_the_softmax_of_the_sums(
    twin: ModuleType, rows: list[list[int]], scale: float, biases: list[float]
) -> None:
    sums = [array("H", [row[each] for row in rows]) for each in range(3)]
    found = twin.softmax(sums, scale, biases)
    assert list(map(list, found)) == _leaf_sums.softmax(sums, scale, biases)
    for at, row in enumerate(rows):
        powers = [math.exp(b + scale * step) for step, b in zip(row, biases, strict=True)]
        expected = [power / sum(powers) for power in powers]
        assert [chances[at] for chances in found] == pytest.approx(expected)
    for chances in found:
        likely = [at for at, chance in enumerate(chances) if chance >= 0.3]
        assert twin.reaching(chances, 0.3) == twin.reaching(list(chances), 0.3) == likely
    logs = [biases[0] + scale * step for step in sums[0]]
    assert twin.scores(sums[0], scale, biases[0]) == logs


@pytest.mark.parametrize("twin", twins())
@pytest.mark.parametrize(
    "trees",
    [
        Trees(("a",), 1, b"\0\1", b"\0\1\1", 1),
        Trees(("a",), 1, b"\0\1\0\1", b"\0\1", 1),
        Trees(("a",), 1, b"\0\1", b"\0\1", 2),
    ],
)
def test_trees_that_do_not_fit_together_are_refused(twin: ModuleType, trees: Trees) -> None:
    with pytest.raises(ValueError, match="as many questions and leaves"):
        twin.plan(*trees)
