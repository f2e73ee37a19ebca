"""The learned scorer: the forest's arithmetic, its file, its features, and life without it."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scrapeclean
from scrapeclean import Cleaner, LexiconError, Recipe
from scrapeclean.assemble import assemble
from scrapeclean.body_model import BodyModel, parse_body_model
from scrapeclean.extractors.furniture import Furniture
from scrapeclean.extractors.learned import Learned
from scrapeclean.extractors.lists import Lists
from scrapeclean.features import feature_columns, word_evidence, words_of
from scrapeclean.forest import MOST_TREES, Forest, parse_forest
from scrapeclean.lexicon import load_as
from scrapeclean.model import Document, Extractor, SoFar, Vote
from scrapeclean.page_type import kind_columns, page_types
from scrapeclean.tally import Tally
from scrapeclean.text_model import TextModel, parse_text_model

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
    for questions, (leaves,) in forest.trees.apart():
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
    rows = sum(1 for block in document.blocks if block.text)
    columns = feature_columns(document) | kind_columns(page_types(document), rows)
    assert {len(column) for column in columns.values()} == {rows}
    model = load_as("weights_html", parse_body_model)
    for forest in (*model.article, *model.other):
        asked = {feature for tree, _ in forest.trees.apart() for feature, _ in tree}
        assert asked <= columns.keys()


def test_a_page_without_text_has_no_features_to_fail_on() -> None:
    assert all(column == b"" for column in feature_columns(Cleaner().segment(b"<p> </p>")).values())
    assert scrapeclean.extract(b"<html><img src=a.png></html>").status == "empty"


def constant(log_odds: float) -> Forest:
    """A forest that says the same of every block."""
    return parse_forest(forest_data(features=["letters", "links"], scale=0.0, bias=log_odds))


@pytest.mark.parametrize(
    ("log_odds", "weight", "percent"),
    [
        (0.0, 0.0, 50),
        (0.5, 3.0, 62),
        (-0.5, -3.0, 38),
        (0.9, 5.4, 71),
        (0.95, 5.5, 72),  # more would silence whoever is certain
        (-0.95, -5.5, 28),
        (40.0, 5.5, 100),
        (-40.0, -5.5, 0),
    ],
)
def test_a_vote_weighs_six_times_the_log_odds_and_tells_the_chance(
    log_odds: float, weight: float, percent: int
) -> None:
    document = Cleaner().segment(PAGE)
    model = BodyModel((constant(log_odds),), (constant(log_odds),), bar=0.0)
    votes = Learned(model)(document, Tally(len(document.blocks)))
    said = {(vote.weight, vote.reason) for vote in votes if isinstance(vote, Vote)}
    assert (weight, f"looks {percent}% like body text") in said
    assert percent == round(100 / (1 + math.exp(-log_odds)))


def test_weights_of_your_own_decide() -> None:
    always = BodyModel((constant(9.0),), (constant(9.0),), bar=0.0)
    never = BodyModel((constant(-999.0),), (constant(-999.0),), bar=0.0)
    recipe = Recipe.default()
    kept = Cleaner(recipe=recipe.replace("learned", Learned(always))).extract(PAGE)
    lost = Cleaner(recipe=recipe.replace("learned", Learned(never))).extract(PAGE)
    assert len(kept.text) > len(scrapeclean.extract(PAGE).text)
    assert lost.text == ""


@pytest.mark.parametrize(("kind", "votes"), [("forum", True), ("product", False)])
def test_what_is_text_may_depend_on_the_kind_of_page(kind: str, votes: bool) -> None:
    posts = parse_forest(forest_data(features=["page_is_forum", "letters"], scale=0.1, bias=-20.0))
    document = Cleaner().segment(PAGE)
    document.derived["page_types"] = {"article": 0.1, kind: 0.9}
    learned = Learned(BodyModel((constant(0.0),), (posts,), bar=0.0))
    said = learned(document, Tally(len(document.blocks)))
    assert any(vote.weight > 0 for vote in said if isinstance(vote, Vote)) == votes


COLUMNS = {"letters": bytes(4), "links": bytes(4)}


def test_a_page_that_may_be_either_is_judged_by_both_kinds_of_forests() -> None:
    model = BodyModel((constant(2.0), constant(4.0)), (constant(-1.0),), bar=0.5)
    certain = model.margins(COLUMNS, [10] * 4, 0.9)
    assert certain == pytest.approx([2.5] * 4)  # the mean of the two, above the bar
    halved = model.margins(COLUMNS, [10] * 4, 0.6)
    # scores of 1.0 promise an F1 of 2p / (1 + p), whose half lies below even odds: log(p) = bar
    chance = 1 / (1 + 2.718281828459045**-1.0)
    assert halved == pytest.approx([1.0 - 0.5 * (0.5 + math.log(chance))] * 4)


class Deaf:
    """A forest that nobody may ask."""

    def scores(self, columns: object) -> list[float]:
        raise AssertionError("asked where only the other kind counts")


@pytest.mark.parametrize(("article", "mute"), [(0.95, "other"), (0.25, "article")])
def test_a_page_plainly_of_one_kind_is_judged_by_its_forests_alone(
    article: float, mute: str
) -> None:
    model = BodyModel((constant(2.0),), (constant(2.0),), bar=0.0)._replace(**{mute: (Deaf(),)})
    assert all(margin > 0 for margin in model.margins(COLUMNS, [10] * 4, article))


def test_where_little_is_certain_the_bar_of_other_pages_sinks_but_never_rises() -> None:
    model = BodyModel((constant(0.0),), (constant(-2.0),), bar=0.0)
    expected = -2.0 - math.log(0.1192029)
    assert model.margins(COLUMNS, [10] * 4, 0.0)[0] == pytest.approx(expected, abs=1e-5)
    sure = BodyModel((constant(0.0),), (constant(20.0),), bar=-0.5)
    assert sure.margins(COLUMNS, [10] * 4, 0.0)[0] == pytest.approx(20.5)


@pytest.mark.parametrize("changes", [{"article": []}, {"other": [{}]}, {"bar": "high"}])
def test_a_body_model_that_lacks_something_is_refused(changes: dict[str, object]) -> None:
    whole = {"article": [forest_data()], "other": [forest_data()], "bar": 0.4}
    assert parse_body_model(whole).bar == 0.4
    with pytest.raises(LexiconError, match="cannot be used"):
        parse_body_model({**whole, **changes})


class SetAside:
    """Is certain of chrome where the markup says so."""

    name = "set-aside"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"promo"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote]:
        for block in doc.blocks:
            if doc.containers[block.container].classes == "set-aside":
                yield Vote(block.position, "promo", 6.0, "set aside by the test")


SENTENCE = "The council of the lower town has voted to keep the ferry running through the winter."


@pytest.mark.parametrize(
    ("page", "copies"),
    [
        (f"<p>{SENTENCE}</p><p>{SENTENCE}</p>", 1),
        (f"<p class=set-aside>{SENTENCE}</p><p>{SENTENCE}</p><p>{'And so on. ' * 20}</p>", 1),
        ("<p>Not a word.</p><p>Not a word.</p>", 2),
        (f"<table><tr><td>a<td>b<tr><td>{SENTENCE}<td>{SENTENCE}</table>", 2),
    ],
)
def test_a_long_text_printed_again_is_kept_once(page: str, copies: int) -> None:
    model = BodyModel((constant(9.0),), (constant(9.0),), bar=0.0)
    cleaner = Cleaner(recipe=Recipe((SetAside(), Learned(model))))
    text = cleaner.extract(page).text
    assert text.count(SENTENCE) + text.count("Not a word.") == copies


def test_words_tell_what_a_block_is_about() -> None:
    page = f"""<title>Ferry runs through winter</title><meta name=description content="A vote.">
      <p>{SENTENCE}</p><p>Ferry crews had asked the council of the lower town for a vote.</p>
      <p>Subscribe today, receive discounts.</p>"""
    columns = feature_columns(Cleaner().segment(page))
    assert list(columns["topic_title"]) == [3, 1, 0]
    first, second, third = columns["topic_elsewhere"]
    assert (first > 80, second > 100, third) == (True, True, 0)
    assert [share > 100 for share in columns["topic_before"]] == [False, True, False]


def test_a_caption_is_near_its_picture_in_page_and_tree() -> None:
    page = (
        "<div><figure><img src=a.png><p>One.</p></figure><section><p>Two.</p></section></div>"
        "<section><div><p>Three.</p></div></section>"
    )
    columns = feature_columns(Cleaner().segment(page))
    assert list(columns["since_picture"]) == [0, 1, 2]
    assert list(columns["to_picture"]) == [1, 2, 3]
    assert list(columns["until_picture"]) == [255, 255, 255]
    columns = feature_columns(Cleaner().segment(f"{page}<img src=b.png><img src=c.png>{page}"))
    assert list(columns["since_picture"]) == [0, 1, 2, 0, 1, 2]
    assert list(columns["until_picture"]) == [2, 1, 0, 255, 255, 255]


def test_the_library_works_without_weights() -> None:
    article = Cleaner(recipe=Recipe.default().without("learned")).extract(PAGE)
    assert article.text.startswith("After six hours of debate")
    assert "Most read" not in article.text
    assert "All rights reserved" not in article.text


LINES = (Path(__file__).parent / "golden" / "chinese-farm.txt").read_bytes()


def test_flattened_text_has_weights_of_its_own() -> None:
    document = Cleaner().segment(LINES, kind="text")
    model = load_as("weights_text", parse_text_model)
    columns = feature_columns(document) | word_evidence(words_of(document), model.words)
    assert {len(column) for column in columns.values()} == {len(document.blocks)}
    asked = {feature for tree, _ in model.forest.trees.apart() for feature, _ in tree}
    assert asked <= columns.keys()
    never = Learned(text=TextModel({}, constant(-999.0)))
    cleaner = Cleaner(recipe=Recipe.default().replace("learned", never))
    plain = scrapeclean.extract(PAGE).text
    assert len(scrapeclean.extract(plain, kind="text").text) > 200
    assert cleaner.extract(plain, kind="text").text == ""
    assert cleaner.extract(PAGE) == scrapeclean.extract(PAGE)


def evidence(text: str, table: dict[str, int]) -> dict[str, list[int]]:
    """What the words of each line say; 128 is nothing."""
    columns = word_evidence(words_of(Cleaner().segment(text, kind="text")), table)
    return {name: list(column) for name, column in columns.items()}


def test_the_words_of_a_line_speak_for_it_and_for_its_neighbours() -> None:
    table = {"subscribe": -16, "said": 8, "minister said": 4}
    found = evidence("The Minister said so\nSUBSCRIBE subscribe\nNothing known\n", table)
    assert found["evidence"] == [128 + 6, 128 - 16, 128]
    assert found["evidence_mean"] == [128 + 12, 128 - 64, 128]
    assert found["evidence-1"][2] == 128 - 16
    assert len(set(found["evidence_5"])) == 1, "so far the lines reach, they are one neighbourhood"


def test_a_pair_of_words_stands_in_one_line_and_is_one_also_without_blanks() -> None:
    assert evidence("Read\nmore\nRead more", {"read more": -10})["evidence"] == [128, 128, 123]
    assert evidence("相关阅读", {"相 关": -6, "阅 读": -2, "关": 4})["evidence"] == [126]


@given(st.lists(st.sampled_from(["a", "a a", "a b", "词语"]), min_size=1), st.integers(-99, 99))
def test_however_loud_its_words_are_a_line_is_one_byte(lines: list[str], steps: int) -> None:
    page = words_of(Cleaner().segment("\n".join(lines), kind="text"))
    for column in word_evidence(page, {"a": steps, "a a": steps, "词": -steps}).values():
        assert len(column) == len(page.counts())


@pytest.mark.parametrize(
    "changes", [{"words": {"many": "a|b"}}, {"words": ["a"]}, {"words": {"1": 5}}, {"forest": {}}]
)
def test_weights_of_words_that_do_not_fit_are_refused(changes: dict[str, object]) -> None:
    data: dict[str, object] = {"words": {"-3": "cookies|read more"}, "forest": forest_data()}
    assert parse_text_model(data).words == {"cookies": -3, "read more": -3}
    with pytest.raises(LexiconError, match="cannot be used"):
        parse_text_model(data | changes)


def loudest(extractor: Extractor, article: float) -> float:
    """The strongest vote on a page that is an article with this probability."""
    document = Cleaner().segment(PAGE)
    document.derived["page_types"] = {"article": article}
    votes = extractor(document, Tally(len(document.blocks)))
    return max(vote.weight for vote in votes if isinstance(vote, Vote))


def test_on_a_page_that_is_no_article_chrome_is_doubted_unless_it_is_certain() -> None:
    learned = Learned(BodyModel((constant(9.0),), (constant(9.0),), bar=0.0))
    assert [loudest(learned, article) for article in (0.9, 0.1)] == [5.5, 5.9]
    sure, doubted, least = (loudest(Lists(), article) for article in (0.9, 0.4, 0.01))
    assert [doubted, least] == pytest.approx([sure / 1.5, sure / 2], abs=0.001)


@pytest.mark.parametrize(("article", "text"), [(0.9, False), (0.2, True)])
def test_the_choices_of_a_form_are_no_text_however_much_of_an_articles_page_they_are(
    article: float, text: bool
) -> None:
    learned = Learned(BodyModel((constant(9.0),), (constant(9.0),), bar=0.0))
    options = "".join(f"<option>The ferry of the winter of {year}" for year in range(1800, 1900))
    document = Cleaner().segment(f"<p>{SENTENCE}</p><form><select>{options}</select></form>")
    document.derived["page_types"] = {"article": article}
    tally = Cleaner(recipe=Recipe([Furniture(), learned])).judge(document)
    assert ("winter of 1850" in assemble(document, tally).text) == text
