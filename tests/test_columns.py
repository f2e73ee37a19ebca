"""Columns that are computed for a page at once hold what each value alone is defined as."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean import _columns
from scrapeclean.features._characters import characters
from scrapeclean.features._marks import held, since, until
from scrapeclean.finder import finder
from scrapeclean.lexicon import load, phrases
from scrapeclean.model import Block
from scrapeclean.page_text import PageText
from scrapeclean.scale import share, shares, size, sizes, small, smalls

NUMBERS = st.one_of(st.integers(0, 300), st.floats(0, 1e6), st.integers(0, 10**7))


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
def test_many_numbers_are_scaled_as_each_is(pairs: list[tuple[float, float]]) -> None:
    firsts = [one for one, _ in pairs]
    assert list(sizes(firsts)) == list(map(size, firsts))
    assert list(smalls(map(int, firsts))) == list(map(small, firsts))
    seconds = [other for _, other in pairs]
    assert list(shares(firsts, seconds)) == [share(*pair) for pair in pairs]


def twins() -> list[Any]:
    try:
        from scrapeclean import _columns_c
    except ImportError:
        return [pytest.param(None, marks=pytest.mark.skip("there was no compiler"))]
    return [_columns_c]


@pytest.mark.parametrize("twin", twins())
@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.booleans(), st.integers(0, 10**6)), max_size=40))
def test_the_compiled_twin_makes_the_same_columns(
    twin: ModuleType, rows: list[tuple[float, float, bool, int]]
) -> None:
    firsts, seconds, flags, numbers = ([row[at] for row in rows] for at in range(4))
    parents = [at and number % at for at, number in enumerate(numbers)]
    parents[:1] = [-1] * len(rows[:1])
    sums = _columns.subtree_sums(list(map(int, parents)), numbers)
    places = [number % len(rows) for number in numbers]
    for name, arguments in (
        ("sizes", (firsts,)),
        ("shares", (map(float, firsts), seconds)),
        ("shares", (firsts, seconds)),
        ("smalls", (numbers,)),
        ("levels", ([number - 500_000 for number in numbers], numbers, 0.5)),
        (
            "levels",
            ([number % 90 - 45 for number in numbers], [number % 7 for number in numbers], 4),
        ),
        ("means_before", (bytes(map(small, firsts)), 5)),
        ("runs", (bytes(map(small, firsts)),)),
        ("runs", (bytes(flags) * 300,)),
        ("counts", (bytes(map(small, firsts)), [b"\0", bytes(range(30))])),
        ("close_by", (bytes(map(small, firsts)), 3, 12)),
        ("gather", (bytes(map(small, firsts)), places)),
        ("windows", (firsts, flags, (0, 3, 10))),
        ("subtree_sums", (parents, seconds)),
        ("wider", (parents, list(map(int, sums)))),
        ("steps_up", (parents, [(number % 4,) * (number % 3) for number in numbers], places, 3, 4)),
        ("alike", (places, flags, firsts)),
    ):
        held = [list(each) if isinstance(each, map) else each for each in arguments]
        assert getattr(twin, name)(*held) == getattr(_columns, name)(*held), name


def test_windows_are_sums_of_what_lies_within_them() -> None:
    before, behind, part, so_far, to_come = _columns.windows(
        [8, 4, 2, 1], [True, False, True, True], [1]
    )
    assert list(before) == list(map(size, [0, 8, 0, 2]))
    assert list(behind) == list(map(size, [0, 2, 1, 0]))
    assert list(part) == [share(*each) for each in ((8, 12), (10, 14), (3, 7), (3, 3))]
    assert list(so_far) == [share(each, 11) for each in (0, 8, 8, 10)]
    assert list(to_come) == [share(each, 11) for each in (3, 3, 1, 0)]


def test_the_nearest_node_that_counts_more() -> None:
    parents = [-1, 0, 1, 2, 1]
    assert _columns.wider(parents, [5, 5, 3, 3, 1]) == [0, 1, 1, 1, 1]


@given(st.lists(st.sampled_from([0, 0, 0, 1, 7]), max_size=40), st.integers(1, 200))
def test_distances_to_marks_are_those_that_counting_gives(values: list[int], times: int) -> None:
    values = [value for value in values for _ in range(times if value == 0 else 1)]
    marks = [at for at, value in enumerate(values) if value]
    count = len(values)
    before = [[mark for mark in marks if mark < at] for at in range(count)]
    behind = [[mark for mark in marks if mark > at] for at in range(count)]
    far = [min(at - found[-1], 255) if found else 255 for at, found in enumerate(before)]
    assert list(since(marks, count)) == far
    ahead = [min(found[0] - at, 255) if found else 255 for at, found in enumerate(behind)]
    assert list(until(marks, count)) == ahead
    last = [values[found[-1]] if found else 0 for found in before]
    assert list(held(marks, [values[mark] for mark in marks], count)) == last


@given(st.lists(st.text(st.sampled_from('aÄß9٣,，“"?？|•ⒶⅧ .\0漢'), min_size=1), max_size=5))
def test_characters_are_counted_as_one_by_one(texts: list[str]) -> None:
    page = PageText([Block(0, text, "paragraph", 0, 0, 0, 0) for text in texts])
    found = characters(page, list(map(len, texts)))
    for name, tells in (("digits", str.isdigit), ("uppers", str.isupper), ("alphas", str.isalpha)):
        expected = [share(sum(map(tells, text)), len(text)) for text in texts]
        assert list(found[name]) == expected
    for name, signs in (("commas", ",，、،;"), ("quotes", '"“”„«»「」'), ("questions", "?？")):
        assert list(found[name]) == [sum(map(text.count, signs)) for text in texts]


@pytest.mark.parametrize("kind", [key for key in load("notices") if key != "about"])
def test_every_phrase_is_found_in_a_line_of_its_script(kind: str) -> None:
    find = finder("notices").kind
    for phrase in phrases("notices", kind):
        for line in (phrase, f"… {phrase} –", f"{phrase} 今日は"):
            found = find(line)
            assert found is not None
            assert found[1] in phrase or phrase in found[1]
    assert find("the ferry runs through the winter") is None
