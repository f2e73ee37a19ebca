"""Learnt sites: what recurs is chrome, what only looks like it stays, files are what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapeclean import (
    Article,
    Claim,
    Cleaner,
    Document,
    Recipe,
    SiteFileError,
    SiteModel,
    SoFar,
    Vote,
)  # fmt: skip
from scrapeclean.sites import SAMPLE

TOPICS = ("ferry", "orchard", "library", "quarry", "lantern", "harbour", "meadow", "tunnel")
SLIP = "Members of the reading circle get the quiet edition by post, every second Friday morning."


class Everything:
    """Takes every line for body, not too firmly."""

    name = "body"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"body"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        for block in doc.blocks:
            yield Vote(block.position, "body", 1.0, "any line")


CREDULOUS = Cleaner(recipe=Recipe([Everything()]))


def learn(pages: Any) -> SiteModel:
    return SiteModel.learn(pages, cleaner=CREDULOUS)


def clean(page: str, model: SiteModel) -> Article:
    return Cleaner(recipe=CREDULOUS.recipe.after("body", model)).extract(page)


def prose(topic: str, number: int) -> str:
    parts = ("morning", "noon", "evening")
    return (
        f"In the {parts[number]} the council heard what people from the {topic} had to say about "
        f"the plan for the {topic}, and then it put off the vote."
    )


def text_page(topic: str, *extra: str) -> str:
    body = [prose(topic, number) for number in range(3)]
    for line in extra:
        body.insert(2, line)
    foot = ["The desk", SLIP, "A small room", "The end"]
    return "\n".join(["Home", "World", f"News of the {topic}", *body, *foot])


def html_page(topic: str, *extra: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in (*(prose(topic, at) for at in range(3)), *extra))
    return (
        f"<html><body><div class=top><p>Home</p><p>World</p></div><h1>News of the {topic}</h1>"
        f"<div class=story>{body}</div>"
        f"<div class=x1><p>The desk</p><p>{SLIP}</p><p>A small room</p></div></body></html>"
    )


@pytest.mark.parametrize("page", [text_page, html_page])
def test_what_recurs_between_the_same_lines_is_chrome(page: Any) -> None:
    model = learn(map(page, TOPICS[1:5]))
    article = clean(page("ferry"), model)
    assert all(prose("ferry", number) in article.text for number in range(3))
    assert SLIP not in article.text
    [gone] = [gone for gone in article.removed if gone.text == SLIP]
    assert (gone.extractor, gone.kind) == ("site", "other")
    assert gone.reason == "stands between the same lines on 4 of 4 other pages"


def test_two_pages_are_enough_and_one_is_not() -> None:
    pages = [text_page(topic) for topic in TOPICS[:2]]
    assert SLIP not in clean(pages[0], learn(pages)).text
    assert SLIP in clean(pages[0], learn(pages[:1])).text
    assert clean(pages[0], SiteModel()) == CREDULOUS.extract(pages[0])


def test_an_article_printed_several_times_does_not_recur() -> None:
    page = text_page("ferry")
    for_print = "\n".join(line for line in page.split("\n") if line not in ("Home", "World"))
    cut = "\n".join(page.split("\n")[:6])
    again = page.replace("Home", "Start here")
    assert clean(page, learn([page, for_print, cut, again])).text == CREDULOUS.extract(page).text


def test_a_line_that_comes_again_elsewhere_is_no_chrome() -> None:
    recurring = ("What happens next", "“We were not ready at all for what came,” the mayor said.")
    pages = [text_page(topic, line) for topic in TOPICS for line in recurring]
    model = learn(pages)
    for line in recurring:
        assert line in clean(text_page("ferry", line), model).text


def test_the_labels_of_a_long_list_are_no_chrome() -> None:
    """Sources, reviews, results: their labels follow each other on every page."""

    def sources(topic: str) -> str:
        return "\n".join([text_page(topic), *["Free article", "Look it up", "Cite"] * 4])

    model = learn(map(sources, TOPICS[1:]))
    assert clean(sources("ferry"), model).text.count("Look it up") == 4


def test_a_stub_does_not_make_others_one_article() -> None:
    stub = "\n".join(["Home", "World", "News of the gate", prose("gate", 0), "The desk", SLIP])
    model = learn([*map(text_page, TOPICS[1:5]), stub])
    assert model.articles == 4
    assert SLIP not in clean(text_page("ferry"), model).text


def test_the_lead_of_an_article_in_a_list_of_the_others_is_no_chrome() -> None:
    teaser = f"News of the ferry\n{prose('ferry', 0)}\n"
    model = learn([teaser + text_page(topic) for topic in TOPICS[1:]])
    assert prose("ferry", 0) in clean(text_page("ferry"), model).text


def test_chrome_keeps_its_kind() -> None:
    class Lists(Everything):
        name = "lists"
        assigns = frozenset({"related"})

        def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
            for block in doc.blocks:
                if block.text == SLIP:
                    yield Vote(block.position, "related", 0.5, "a list")

    cleaner = Cleaner(recipe=Recipe([Everything(), Lists()]))
    model = SiteModel.learn(map(text_page, TOPICS[1:5]), cleaner=cleaner)
    article = Cleaner(recipe=cleaner.recipe.after("lists", model)).extract(text_page("ferry"))
    assert [gone.kind for gone in article.removed if gone.text == SLIP] == ["related"]


def test_what_markup_holds_elsewhere_counts_from_two_pages_on() -> None:
    """A paragraph nobody is sure about stands where other pages have their text."""

    class Doubtful(Everything):
        def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
            for block in doc.blocks:
                weight = -0.5 if block.text == "Then it rained." else 1.0
                yield Vote(block.position, "body", weight, "any line")

    cleaner = Cleaner(recipe=Recipe([Doubtful()]))
    page = html_page("ferry", "Then it rained.")
    held = []
    for number in (1, 2):
        pages = [html_page(topic, f"The {topic} was closed.") for topic in TOPICS[1 : number + 1]]
        model = SiteModel.learn(pages, cleaner=cleaner)
        article = Cleaner(recipe=cleaner.recipe.after("body", model)).extract(page)
        held.append("Then it rained." in article.text)
    assert held == [False, True]


@pytest.mark.parametrize("page", [text_page, html_page])
def test_order_and_parts_do_not_matter(page: Any) -> None:
    pages = [page(topic) for topic in TOPICS[:4]]
    whole = learn(pages)
    for some in list(permutations(pages))[::5]:
        assert learn(some[:1]).update(some[1:3], cleaner=CREDULOUS).merge(learn(some[3:])) == whole


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_memory_is_bounded_and_the_sample_is_the_same_in_any_order(random: Any) -> None:
    pages = [f"Line {'x' * number} of a page\nAnother line" for number in range(SAMPLE + 40)]
    whole = learn(pages)
    random.shuffle(pages)
    assert learn(pages) == whole
    assert (whole.pages, len(whole.sample)) == (SAMPLE + 40, SAMPLE)


def test_a_long_page_keeps_its_ends() -> None:
    lines = [f"line {'x' * number}" for number in range(3000)]
    [sketch] = learn(["\n".join(lines)]).sample
    assert len(sketch.lines) == len(sketch.verdicts) == 1001
    ends = learn(["\n".join([*lines[:2], "another page"]), "\n".join(["other", *lines[-2:]])])
    for page in ends.sample:
        assert len(set(page.lines) & set(sketch.lines)) == 2


def test_pages_that_fail_are_counted_with_the_reason() -> None:
    model = learn([text_page("ferry"), b"%PDF-1.7", "", b"%PDF-1.4", 42])
    assert model.pages == 1
    assert [(reason[:20], number) for reason, number in model.skipped.items()] == [
        ("the input is a PDF d", 2), ("the input is empty: ", 1), ("page must be bytes, ", 1),
    ]  # fmt: skip
    assert learn([b"%PDF-1.7"]).merge(model).skipped[next(iter(model.skipped))] == 3


def test_a_document_does_as_a_page() -> None:
    pages = [text_page(topic) for topic in TOPICS[:3]]
    assert learn(CREDULOUS.segment(page) for page in pages) == learn(pages)


# ---- files --------------------------------------------------------------------------------------


def test_a_file_gives_back_the_model(tmp_path: Path) -> None:
    model = learn([*map(html_page, TOPICS), *map(text_page, TOPICS), b"%PDF-1.7"])
    file = tmp_path / "site.json"
    model.save(file)
    assert SiteModel.load(file) == model
    assert SLIP not in file.read_text("utf-8")
    assert file.stat().st_size < 9000
    first = file.read_bytes()
    SiteModel.load(file).save(file)
    assert file.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["site.json"]


DAMAGE = {
    "cut": lambda data: data[:-40],
    "text": lambda _: b"no JSON",
    "binary": lambda _: b"\xff\xfe\x00",
    "list": lambda _: b"[]",
    "deep": lambda _: b"[" * 100_000,
    "other": lambda data: data.replace(b"scrapeclean-site", b"scrapeclean-zoo"),
    "newer": lambda data: data.replace(b'"version":1', b'"version":2'),
    "pages": lambda data: data.replace(b'"pages":3', b'"pages":-3'),
    "number": lambda data: data.replace(b'"lines":[', b'"lines":[-9,'),
    "beyond": lambda data: data.replace(b'"lines":[', b'"lines":[99999,'),
    "verdict": lambda data: data.replace(b'"verdicts":"b', b'"verdicts":"x'),
    "uneven": lambda data: data.replace(b'"verdicts":"b', b'"verdicts":"'),
    "gone": lambda data: data.replace(b'"sample"', b'"simple"'),
    "kind": lambda data: data.replace(b'"digests":"', b'"digests":7,"x":"'),
    "true": lambda data: data.replace(b'"pages":3', b'"pages":true'),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_says_so(how: str, tmp_path: Path) -> None:
    file = tmp_path / "site.json"
    learn(map(html_page, TOPICS[:3])).save(file)
    whole = file.read_bytes()
    damaged = DAMAGE[how](whole)
    assert damaged != whole
    file.write_bytes(damaged)
    with pytest.raises(SiteFileError, match=r"site\.json .*: learn the site again"):
        SiteModel.load(file)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SiteModel.load(tmp_path / "site.json")


def test_the_format_is_versioned(tmp_path: Path) -> None:
    learn([text_page("ferry")]).save(tmp_path / "site.json")
    data = json.loads((tmp_path / "site.json").read_text("utf-8"))
    assert (data["format"], data["version"], data["pages"]) == ("scrapeclean-site", 1, 1)
