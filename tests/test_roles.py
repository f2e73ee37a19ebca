"""The learned roles: their model, their votes, and trails by markup."""

from __future__ import annotations

from pathlib import Path

import pytest

import scrapeclean
from scrapeclean import Cleaner, Vote
from scrapeclean.extractors.roles import Roles
from scrapeclean.features import feature_columns
from scrapeclean.forest import Classifier, Trees
from scrapeclean.roles import LIST, RoleModel, load_model, page_roles, vote_weights

PAGE = (Path(__file__).parent / "golden" / "news-json-ld.html").read_bytes()


def test_each_block_with_text_has_chances_that_sum_to_one() -> None:
    document = Cleaner().segment(PAGE)
    found = page_roles(document)
    shown = [block.position for block in document.blocks if block.text]
    assert list(found.rows) == shown
    for chances in (found.chances, found.kinds):
        rows = list(zip(*chances.values(), strict=True))
        assert list(map(sum, rows)) == pytest.approx([1] * len(shown))
    assert page_roles(document) is found
    assert page_roles(Cleaner().segment("A line.", kind="text")).chances == {}


def test_the_features_are_what_the_weights_ask_for() -> None:
    columns = feature_columns(Cleaner().segment(PAGE))
    for classifier in load_model():
        assert {name for tree, _ in classifier.trees.apart() for name, _ in tree} <= columns.keys()


def test_weights_of_your_own_decide() -> None:
    def always(role: str, *others: str) -> Classifier:
        classes = (role, *others)
        none = Trees((), 0, b"", b"", len(classes))
        return Classifier(classes, none, 1.0, (9.0, *(0.0 for _ in others)))

    model = RoleModel(
        always("promo", LIST), always("latest", "related", "ranking", "recommendation")
    )
    recipe = scrapeclean.Recipe.default().replace("roles", Roles(model))
    document = Cleaner().segment(PAGE)
    votes = list(
        recipe.extractors[recipe.names.index("roles")](document, Cleaner().judge(document))
    )
    assert {vote.role for vote in votes} == {"promo"}


def test_a_vote_grows_with_the_probability_and_small_ones_say_nothing() -> None:
    weights = vote_weights("caption", (0.1, 0.4, 0.6, 0.9, 1.0))
    assert weights[0] == 0
    assert weights == sorted(weights)
    assert vote_weights("body", [0.9]) == [0]
    assert vote_weights("caption", [0.2, 0.9999]) == [0, 5.5], "neither against it nor certain"


def test_on_other_kinds_of_pages_the_votes_count_less() -> None:
    def strongest(kind: str) -> float:
        document = Cleaner().segment(PAGE)
        document.derived["page_types"] = {"article": 0.1, "forum": 0.9, kind: 0.9}
        votes = Roles()(document, Cleaner().judge(document))
        return max(vote.weight for vote in votes if isinstance(vote, Vote))

    assert 0 < strongest("forum") < 0.2 * strongest("article")


def trail(markup: str) -> list[tuple[str, str | None]]:
    head = "<title>The pier reopens</title><h1>The pier reopens</h1>"
    page = f"{head}{markup}<p>" + "The pier reopens on Friday, they said. " * 9
    return [(crumb.name, crumb.url) for crumb in scrapeclean.extract(page).breadcrumbs]


def test_trails_by_markup() -> None:
    link = "<li><a href='https://x.example/{0}'>{0}</a></li>"
    crumbs = link.format("News") + link.format("Bay")
    both = [("News", "https://x.example/News"), ("Bay", "https://x.example/Bay")]
    assert trail(f"<ol class=breadcrumb>{crumbs}</ol>") == both
    assert trail(f"<ol class=breadcrumb>{crumbs}<li>The pier reopens</ol>") == both
    assert trail(f"<nav class=breadcrumb><h2>Trail links</h2><ol>{crumbs}</ol></nav>") == both
    one_line = "<a href='https://x.example/News'>News</a> <a href='https://x.example/Bay'>Bay</a>"
    assert trail(f"<div class=breadcrumb>{one_line}</div>") == both


def test_a_lone_section_is_no_trail_but_one_before_the_headline_is() -> None:
    lone = "<li><a href='https://x.example/Bay'>Bay</a></li>"
    assert trail(f"<ol class=breadcrumb>{lone}</ol>") == []
    assert trail(f"<ol class=breadcrumb>{lone}<li>The pier reopens</ol>") == [
        ("Bay", "https://x.example/Bay")
    ]
