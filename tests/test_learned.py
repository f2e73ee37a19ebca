"""The learned scorer: the forest's arithmetic, its file, its features, and life without it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scrapeclean
from scrapeclean import Cleaner, LexiconError, Recipe
from scrapeclean.extractors.learned import Learned
from scrapeclean.features import feature_columns
from scrapeclean.forest import MOST_TREES, Forest, load_forest, parse_forest

PAGE = (Path(__file__).parent / "golden" / "news-json-ld.html").read_bytes()


def forest_data(trees: int = 2, **changes: object) -> dict[str, object]:
    questions = bytes([0, 10, 1, 200]) * trees
    leaves = bytes([0, 255, 7, 100]) * trees
    data: dict[str, object] = {
        "features": ["length", "links"],
        "depth": 2,
        "scale": 0.5,
        "bias": -3.0,
        "questions": base64.b64encode(questions).decode(),
        "leaves": base64.b64encode(leaves).decode(),
    }
    return {**data, **changes}


def row_by_row(forest: Forest, columns: dict[str, bytes], row: int) -> float:
    """What `Forest.scores` means, said plainly."""
    steps = 0
    for questions, leaves in forest.trees:
        leaf = 0
        for depth, (feature, least) in enumerate(questions):
            leaf |= (columns[feature][row] >= least) << depth
        steps += leaves[leaf]
    return forest.bias + forest.scale * steps


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 255)), max_size=40))
def test_all_rows_at_once_give_what_each_gives_alone(rows: list[tuple[int, int]]) -> None:
    forest = parse_forest(forest_data(trees=MOST_TREES))
    columns = {
        "length": bytes(length for length, _ in rows),
        "links": bytes(links for _, links in rows),
    }
    assert forest.scores(columns) == [row_by_row(forest, columns, at) for at in range(len(rows))]


@pytest.mark.parametrize(
    "changes",
    [
        {"depth": 3},
        {"leaves": ""},
        {"features": ["length"]},
        {"scale": "wide"},
        {"questions": "%%%"},
        {"leaves": base64.b64encode(bytes(4 * (MOST_TREES + 1))).decode()},
    ],
)
def test_weights_that_do_not_fit_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match="cannot be used"):
        parse_forest(forest_data(**changes))


def test_the_features_are_what_the_weights_ask_for() -> None:
    document = Cleaner().segment(PAGE)
    columns = feature_columns(document)
    rows = sum(1 for block in document.blocks if block.text)
    assert {len(column) for column in columns.values()} == {rows}
    asked = {feature for tree, _ in load_forest("weights_html").trees for feature, _ in tree}
    assert asked <= columns.keys()


def test_a_page_without_text_has_no_features_to_fail_on() -> None:
    assert all(column == b"" for column in feature_columns(Cleaner().segment(b"<p> </p>")).values())
    assert scrapeclean.extract(b"<html><img src=a.png></html>").status == "empty"


def test_weights_of_your_own_decide() -> None:
    always = parse_forest(forest_data(features=["letters", "links"], bias=9.0))
    never = parse_forest(forest_data(features=["letters", "links"], bias=-999.0))
    recipe = Recipe.default()
    kept = Cleaner(recipe=recipe.replace("learned", Learned(always))).extract(PAGE)
    lost = Cleaner(recipe=recipe.replace("learned", Learned(never))).extract(PAGE)
    assert len(kept.text) > len(scrapeclean.extract(PAGE).text)
    assert lost.text == ""


def test_the_library_works_without_weights() -> None:
    article = Cleaner(recipe=Recipe.default().without("learned")).extract(PAGE)
    assert article.text.startswith("After six hours of debate")
    assert "Most read" not in article.text
    assert "All rights reserved" not in article.text


def test_flattened_text_is_left_to_the_other_extractors() -> None:
    document = Cleaner().segment("One line.\nAnother line of the text.", kind="text")
    assert list(Learned()(document, Cleaner().judge(document))) == []
