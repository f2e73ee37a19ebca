"""Headlines, the names and dates around them, and how often nested lists are tried."""

from __future__ import annotations

import pytest

import scrapeclean
from scrapeclean.extractors._list_items import Nesting
from scrapeclean.headline import copyright_holder, pieces, without_site


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Copyright © 2025 Harbour Wire All Rights Reserved", "Harbour Wire"),
        ("Harbour Wire harbourwire.example © 2012-2025", "Harbour Wire"),
        ("© 2025 海港网 版权所有", "海港网"),
        ("© 2025. All rights reserved.", ""),
    ],
)
def test_the_owner_of_the_rights_names_the_site(line: str, name: str) -> None:
    assert copyright_holder(line) == name


def test_a_headline_printed_once_stands_between_trail_and_date() -> None:
    page = (
        "Current location: Home>News>text\nBoats will run at night\nView Date:2024-05-02 20:53:56\n"
        "The night boat between the mainland and the island is coming back for good\n"
        + "The board said on Monday that the boats will run every night from June on. " * 2
        + "\n"
        + "It had stopped them four winters ago, when too few people bought a ticket for them. " * 2
    )
    article = scrapeclean.extract(page, kind="text")
    assert article.title == "Boats will run at night"


def test_a_title_of_absurd_length_is_not_taken_apart() -> None:
    short, long = "Boats at night | Wire", "Boats at night | Wire " * 30
    assert without_site(short, frozenset({"wire"})) == "Boats at night"
    assert without_site(long, frozenset({"wire"})) == long.strip()
    assert not list(pieces(long))


@pytest.mark.parametrize(
    "title",
    [
        "Boats at night | Wire",
        "Boats at night - wire.com",
        "Wire: Boats at night -Wire",
        "Boats at night — Wire | wire.com",
        "Boats at night_Wire",
    ],
)
def test_the_sites_name_goes_from_both_ends_of_a_title(title: str) -> None:
    bare = without_site(title, frozenset({"wire", "wirecom"}))
    assert bare.removeprefix("Wire: ") == "Boats at night"


def test_a_title_is_cut_at_its_first_and_its_last_mark() -> None:
    found = {(piece.text, piece.cut, piece.size) for piece in pieces("Sea | Boats at night - Wire")}
    assert found == {
        ("Sea", "cut before |", "many words gone"),
        ("Boats at night - Wire", "cut behind |", "1 words gone"),
        ("Sea | Boats at night", "cut before -", "1 words gone"),
        ("Wire", "cut behind -", "many words gone"),
    }


def test_lists_nested_in_one_that_was_tried_are_tried_only_so_often() -> None:
    nesting = Nesting()
    nesting.tried(1, 1000)
    assert sum(nesting.allows(container) for container in range(2, 1000)) == 20
    assert nesting.allows(1000)


def test_a_date_far_below_the_headline_counts_if_its_element_is_named_so() -> None:
    sentence = "The boats will run again every night from June on, said the board of the harbour. "
    body = "".join(f"<p>{sentence * 4}</p>" for _ in range(20))
    page = f"<h1>Boats will run at night</h1>{body}<div class='post-date'>3 May 2024</div>"
    article = scrapeclean.extract(f"<html lang=en><body>{page}</body></html>")
    assert article.date_published is not None
    assert article.date_published.date().isoformat() == "2024-05-03"
