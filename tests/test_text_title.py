"""The headline of flattened text: what a line is told by, and what stands around it elsewhere."""

from __future__ import annotations

import pytest

import scrapeclean
from hand_made import MORE, PROSE, best, heard, roles, text
from scrapeclean.extractors.title import Title
from scrapeclean.features import title_columns
from scrapeclean.forest import Forest
from text_blocks import ADVICE


def test_what_is_printed_again_and_what_holds_another_line_is_seen() -> None:
    doc = text(
        "The crane must wait - Bay Post", "Home > News", "The crane must wait", PROSE,
    )  # fmt: skip
    columns = title_columns(doc)
    assert list(columns["printed_again"][:4]) == [0, 0, 2, 0]
    assert list(columns["holds_another"][:4]) == [1, 0, 0, 0]
    assert list(columns["since_trail"][:4]) == [255, 255, 1, 2]
    whole = f"A crane may wait. {PROSE * 4}"
    short_or_long = text("Sport", "Sport and more of it", "A crane may wait", whole)
    assert list(title_columns(short_or_long)["printed_again"]) == [0, 0, 0, 0]
    assert not any(title_columns(short_or_long)["holds_another"])
    again = title_columns(text("Crane waits", PROSE, "Crane waits"))
    assert list(again["printed_again"]) == [3, 0, 3]


@pytest.mark.parametrize(
    ("line", "role", "site"),
    [
        ("The crane must wait | Bay Post", "title", "Bay Post"),
        ("Home > Harbour > The crane must wait", "breadcrumbs", None),
        ("Harbour » The crane must wait - Bay Post", "breadcrumbs", "Bay Post"),
    ],
)
def test_lines_that_hold_the_headline_give_the_trail_and_the_site(
    line: str, role: str, site: str | None
) -> None:
    doc = text(line, "The crane must wait", "3 May 2024", PROSE, MORE)
    tally = heard(Title(), doc)
    assert (best(tally, "title"), best(tally, "site_name")) == ("The crane must wait", site)
    assert roles(tally, doc)[:2] == [role, "title"]


@pytest.mark.parametrize(
    "above",
    [
        "Menu\nSearch for:\nSubscribe\nLog in",
        "Join the newsletter\nShare this article\n",
        "Harbour\nBusiness\nSport\nWeather\nTides today\nAbout us\nContact us\nAdvertise",
    ],
)
def test_chrome_above_the_headline_is_not_taken_for_it(above: str) -> None:
    headline = "Harbour board puts off the vote on a second crane"
    page = f"{above}\n{headline}\nBy Jane Doe\n3 May 2024\n{PROSE}\n{ADVICE}\n{MORE}"
    article = scrapeclean.extract(page, kind="text")
    assert article.title == headline
    assert headline not in article.text
    assert article.provenance["title"].confidence > 0.5


def test_a_text_without_a_headline_has_none() -> None:
    article = scrapeclean.extract(f"{PROSE}\n{ADVICE}", kind="text")
    assert article.title is None


class _Fixed(Forest):
    """Scores that are given, whatever the lines are."""

    def __init__(self, scores: list[float]) -> None:
        object.__setattr__(self, "given", scores)

    def scores(self, columns: object) -> list[float]:
        return list(self.given)  # type: ignore[attr-defined]  # set past the frozen class


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe and John Roe",
        "Published: 3 May 2024, 10:15",
        "Home > Harbour > Cranes",
        "Read more: The crane that never came",
        "12 shares 3 comments",
        "x" * 301,
    ],
)
def test_what_cannot_be_a_headline_is_none_however_it_looks(line: str) -> None:
    doc = text(line, "The crane must wait", PROSE)
    assert best(heard(Title(text=_Fixed([3.0, 2.0, -9.0])), doc), "title") == "The crane must wait"
    assert best(heard(Title(text=_Fixed([2.0, 3.0, -9.0])), doc), "title") == "The crane must wait"


def test_a_line_that_hardly_looks_like_a_headline_is_none() -> None:
    doc = text("Some line", "The crane must wait", PROSE)
    assert best(heard(Title(text=_Fixed([-9.0, -2.1, -9.0])), doc), "title") is None
    assert best(heard(Title(text=_Fixed([-9.0, -1.9, -9.0])), doc), "title")


def test_a_headline_that_ends_as_a_sentence_must_look_like_one() -> None:
    doc = text("Nobody waits for it.", "The crane must wait", PROSE)
    doubtful, certain = _Fixed([-1.0, -1.5, -9.0]), _Fixed([1.0, 0.5, -9.0])
    assert best(heard(Title(text=doubtful), doc), "title") == "The crane must wait"
    assert best(heard(Title(text=certain), doc), "title") == "Nobody waits for it."
