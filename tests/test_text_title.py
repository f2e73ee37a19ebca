"""The headline of flattened text: what a line is told by, and what stands around it elsewhere."""

from __future__ import annotations

import pytest

import scrapeclean
from hand_made import MORE, PROSE, best, heard, roles, text
from scrapeclean.extractors.title import Title
from scrapeclean.features import title_columns
from text_blocks import ADVICE


def test_what_is_printed_again_and_what_holds_another_line_is_seen() -> None:
    doc = text(
        "The crane must wait - Bay Post", "Home > News", "The crane must wait", PROSE,
    )  # fmt: skip
    columns = title_columns(doc)
    assert list(columns["printed_again"][:4]) == [0, 0, 2, 0]
    assert list(columns["holds_another"][:4]) == [1, 0, 0, 0]
    assert list(columns["since_trail"][:4]) == [255, 255, 1, 2]
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
