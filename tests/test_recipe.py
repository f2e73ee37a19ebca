"""Recipes: what can be changed, what is refused, and what a bad extractor does while running."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import pytest

import scrapeclean
from scrapeclean import (
    ArgumentError,
    Claim,
    Cleaner,
    Document,
    ExtractorError,
    Recipe,
    RecipeError,
    SoFar,
    Vote,
)

PAGE = "<p>The first paragraph of a page that says nothing much, though at some length.</p>"


class Step:
    """An extractor that returns what it is given."""

    def __init__(
        self,
        name: Any = "mine",
        results: Iterable[Any] = (),
        requires: Any = frozenset(),
        assigns: Any = frozenset({"body", "promo", "title"}),
    ) -> None:
        self.name, self.results = name, results
        self.requires, self.assigns = requires, assigns

    def __call__(self, doc: Document, so_far: SoFar) -> Iterable[Any]:
        return self.results


class Crash(Step):
    def __call__(self, doc: Document, so_far: SoFar) -> Iterable[Any]:
        yield Vote(0, "body", 1.0, "fine so far")
        raise KeyError("oops")


NAMES = Recipe.default().names


def test_the_order_of_the_default() -> None:
    assert NAMES == (
        "json-ld", "meta", "microdata", "page-type", "furniture", "widgets", "title",
        "breadcrumbs", "byline", "roles", "tags", "lists", "learned", "body", "threads",
        "language", "content-farm",
    )  # fmt: skip
    assert tuple(step.name for step in Recipe.default()) == NAMES


def test_changes_give_new_recipes() -> None:
    recipe, one, two = Recipe.default(), Step("one"), Step("two")
    at = NAMES.index("title")
    rest = NAMES[at + 1 :]
    assert recipe.before("title", one, two).names == (
        *NAMES[:at], "one", "two", "title", *rest)  # fmt: skip
    assert recipe.after("title", one, two).names == (
        *NAMES[:at], "title", "one", "two", *rest)  # fmt: skip
    assert recipe.replace("title", one).names == (*NAMES[:at], "one", *rest)
    assert recipe.without("title", "content-farm").names == (*NAMES[:at], *rest[:-1])
    assert recipe.names == NAMES
    with pytest.raises(dataclasses.FrozenInstanceError):
        recipe.extractors = ()  # type: ignore[misc]  # that it is refused is the point


@pytest.mark.parametrize(
    ("extractor", "fault"),
    [
        (Step, "is a class: give an instance"),
        (Step("Mine"), "lower-case letters, digits and hyphens"),
        (Step("my step"), "lower-case letters, digits and hyphens"),
        (Step(""), "lower-case letters, digits and hyphens"),
        (Step(3), "lower-case letters, digits and hyphens"),
        (Step("title"), "two extractors are called 'title'"),
        (Step(requires=["body"]), "`requires` must be a frozenset"),
        (Step(assigns={"body"}), "`assigns` must be a frozenset"),
        (Step(assigns=frozenset({"bdoy"})), "`assigns` has unknown names: bdoy"),
        (Step(requires=frozenset({"heading"})), "`requires` has unknown names: heading"),
        (len, "lacks name, requires, assigns"),
        (object(), "lacks name, requires, assigns, __call__"),
        ("no-such-extractor", "no installed package offers an extractor 'no-such-extractor'"),
    ],
)
def test_bad_extractors_are_refused_when_built(extractor: Any, fault: str) -> None:
    with pytest.raises(RecipeError, match=fault.replace("(", r"\(")):
        Recipe.default().before("body", extractor)


def test_what_is_required_must_come_first() -> None:
    needs = Step(requires=frozenset({"body"}))
    assert Recipe.default().after("content-farm", needs).names[-1] == "mine"
    with pytest.raises(RecipeError, match=r"'mine' requires body, which no earlier"):
        Recipe([needs])


@pytest.mark.parametrize("change", ["before", "after", "replace", "without"])
def test_unknown_names_are_refused(change: str) -> None:
    with pytest.raises(RecipeError, match="no extractor 'titel' in this recipe: it has json-ld"):
        getattr(Recipe.default(), change)("titel")


@pytest.mark.parametrize("steps", ["title", b"title", None, 3])
def test_a_recipe_is_a_sequence(steps: Any) -> None:
    with pytest.raises(RecipeError, match="sequence of extractors"):
        Recipe(steps)


def test_an_empty_recipe_works() -> None:
    article = scrapeclean.extract(PAGE, cleaner=Cleaner(recipe=Recipe([])))
    assert (article.text, article.status, len(article.removed)) == ("", "not_article", 1)
    assert article.removed[0].reason == "nothing speaks for it"


def test_an_extractor_of_ones_own_is_heard() -> None:
    step = Step(results=[Vote(0, "promo", 50.0, "we know this one"),
                         Claim("title", "Mine", 1.0, "own")])  # fmt: skip
    cleaner = Cleaner(recipe=Recipe.default().before("body", step))
    article = scrapeclean.extract(f"{PAGE}<p>Short.</p>", cleaner=cleaner)
    assert article.title == "Mine"
    assert article.provenance["title"].extractor == "mine"
    explained = scrapeclean.explain(PAGE, cleaner=cleaner)
    assert "mine promo +50.0: we know this one" in explained[0].votes


def test_a_crash_is_named_and_chained() -> None:
    cleaner = Cleaner(recipe=Recipe([Crash()]))
    with pytest.raises(ExtractorError, match="'mine' raised KeyError: 'oops'") as caught:
        cleaner.extract(PAGE)
    assert caught.value.extractor == "mine"
    assert isinstance(caught.value.__cause__, KeyError)


@pytest.mark.parametrize(
    ("result", "fault"),
    [
        (Vote(0, "nav", 1.0, ""), "voted for 'nav', which is not in its `assigns`"),
        (Vote(1, "body", 1.0, ""), "voted on block 1, which does not exist"),
        (Vote(-1, "body", 1.0, ""), "voted on block -1, which does not exist"),
        (Claim("tags", (), 1.0, ""), "claimed 'tags', which is not in its `assigns`"),
        (Claim("title", "x", 1.1, ""), "claimed title with confidence 1.1"),
        (Claim("title", "x", float("nan"), ""), "with confidence nan"),
        (Claim("title", "x", 1.0, "", blocks=(7,)), "from a block that does not exist"),
        ((0, "body", 1.0), "returned a tuple, not a Vote or a Claim"),
        (None, "returned a NoneType"),
    ],
)
def test_broken_promises(result: Any, fault: str) -> None:
    with pytest.raises(ExtractorError) as caught:
        Cleaner(recipe=Recipe([Step(results=[result])])).extract(PAGE)
    assert fault in str(caught.value)


def test_results_that_are_no_sequence() -> None:
    with pytest.raises(ExtractorError, match="TypeError"):
        Cleaner(recipe=Recipe([Step(results=None)])).extract(PAGE)  # type: ignore[arg-type]  # wrong on purpose


def test_a_cleaner_wants_a_recipe() -> None:
    with pytest.raises(ArgumentError, match="recipe must be a Recipe, not list"):
        Cleaner(recipe=[])  # type: ignore[arg-type]  # wrong on purpose
