"""Names of elements: what is looked for is found in any of them, however the search is laid out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean import LexiconError, _literals
from scrapeclean.lexicon import by_first_letter, load
from scrapeclean.model import Container
from scrapeclean.names import name_groups, spellings

LEXICON = {kind: words for kind, words in load("classes").items() if kind != "about"}
PIECES = [
    *("article", "body", "content", "title", "comment", "ary", "ad", "ads", "nav", "date", "up"),
    *("post", "_", "-", " ", "x", "tags", "read", "more", "author", "bio", "credit", "share", "d"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_names_read_word_by_word_fall_into_the_groups_of_the_whole(names: str) -> None:
    names = " ".join(names.split())
    plainly = {kind for kind, words in LEXICON.items() if re.search("|".join(words), names)}
    found = name_groups([Container("div", names, "", "", -1, 0, (1, 1))])
    assert found == (frozenset(plainly),)


@pytest.mark.parametrize("pattern", ["", ".x", "a?b", "[ab]c", "(a|b)c"])
def test_an_expression_without_a_first_letter_is_refused(pattern: str) -> None:
    with pytest.raises(LexiconError, match="does not begin with a letter"):
        by_first_letter([pattern])


@given(
    st.lists(st.sampled_from([*PIECES, "\n", "ſ", "\U0001f4f0"]), max_size=30).map("".join),
    st.sets(st.sampled_from(["a", "ad", "ads", "article", "articlebody", "-ta", "ſh", "postad"])),
)
def test_both_twins_find_the_places_of_words(text: str, words: set[str]) -> None:
    plainly = [
        (at, word)
        for at in range(len(text))
        for word in sorted(words, key=lambda word: (min(len(word), _literals.LONGEST), word))
        if text.startswith(word, at)
    ]
    assert _literals.places(text, _literals.plan(words)) == plainly
    compiled = pytest.importorskip("scrapeclean._literals_c", reason="there was no compiler")
    assert compiled.places(text, compiled.plan(words)) == plainly


def test_expressions_are_spelled_out() -> None:
    assert spellings("a-?(?:b|cd)s?") == (
        ["a-bs", "a-b", "a-cds", "a-cd", "abs", "ab", "acds", "acd"], True,
    )  # fmt: skip
    assert spellings(r"\bprev(?:ious)?(?!x|y)") == (["previous", "prev"], False)


@pytest.mark.parametrize("pattern", ["", "a?", "a.", "a+", "[ab]", "(a)", "(?:a", "a)", "(?!.)a"])
def test_an_expression_that_cannot_be_spelled_out_is_refused(pattern: str) -> None:
    with pytest.raises(LexiconError, match="more than a list of words"):
        spellings(pattern)
