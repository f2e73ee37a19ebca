"""Both twins count the same stems, which are those that each line alone has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean.features import _stems

WORDS = [
    "harbour",
    "harbours",
    "crane",
    "cranes",
    "the",
    "überfuhr",
    "東京都知事選",
    "กรุงเทพ",
    "m²half",
    "x" * 64,
]
LINES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=40),
).map(str.casefold)


def twins() -> list[Any]:
    try:
        from scrapeclean.features import _stems_c
    except ImportError:
        return [_stems, pytest.param(None, marks=pytest.mark.skip("there was no compiler"))]
    return [_stems, _stems_c]


@pytest.mark.parametrize("twin", twins())
def test_stems_are_shared_with_the_headline_and_other_running_text(twin: Any) -> None:
    lines = ["the harbours", "a harbour crane", "cranes, cranes", "nothing"]
    found = twin.shared(lines, [True, True, False, True], "harbour news", "crane")
    assert found.words == [1, 2, 1, 1]
    assert found.title == [1, 1, 0, 0]
    assert found.about == [0, 1, 0, 0]
    assert found.before == [0, 1, 0, 0], "'crane' and 'cranes' are two stems: five letters and six"
    assert found.elsewhere == [1, 1, 0, 0]


@given(st.lists(st.tuples(LINES, st.booleans()), max_size=9), LINES, LINES)
def test_the_compiled_twin_counts_the_same(
    lines: list[tuple[str, bool]], title: str, about: str
) -> None:
    compiled = pytest.importorskip("scrapeclean.features._stems_c", reason="there was no compiler")
    arguments = [line for line, _ in lines], [good for _, good in lines], title, about
    assert compiled.shared(*arguments) == _stems.shared(*arguments)


def test_a_page_with_more_stems_than_there_was_room_for_keeps_them_all() -> None:
    compiled = pytest.importorskip("scrapeclean.features._stems_c", reason="there was no compiler")
    letters = "abcdefghijklmnopqrst"
    lines = [f"{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in "xyz"]
    lines = [" ".join(lines[at : at + 20]) for at in range(0, len(lines), 20)] * 2
    good = [at % 3 > 0 for at in range(len(lines))]
    assert compiled.shared(lines, good, lines[0], "") == _stems.shared(lines, good, lines[0], "")


@pytest.mark.parametrize("twin", twins())
def test_only_the_first_sixty_words_of_a_line_are_looked_at(twin: Any) -> None:
    letters = "abcdefghij"
    line = " ".join(f"{one}{two}xx" for one in letters[:7] for two in letters)
    assert twin.shared([line], [True], "gixx", "ajxx") == ([60], [0], [1], [0], [0])
