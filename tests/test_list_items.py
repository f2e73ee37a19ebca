"""Items of linked cards: the headline among kickers, teasers, labels and dates."""

from __future__ import annotations

import scrapeclean
from scrapeclean import Cleaner
from scrapeclean.extractors._list_items import items_of


def names(markup: str) -> list[str]:
    return [item.name for item in items_of(Cleaner().segment(markup).blocks)]


HEADLINE = "Old ferry number {n} sails the bay again"
CARD = f"<li><a href='/{{n}}'><span>Harbour news</span> <span>{HEADLINE}</span></a>"


def test_a_link_s_elements_are_marked_as_its_parts() -> None:
    (block,) = Cleaner().segment("<p><a href=/x><span>Port</span> <span>It sails</span></a>").blocks
    assert [block.text[mark.start : mark.end] for mark in block.marks] == ["Port", "It sails"]
    assert {mark.kind for mark in block.marks} == {"part"}
    (plain,) = Cleaner().segment("<p><span>It</span> <a href=/x>sails</a> <span>on</span>").blocks
    assert plain.marks == ()


def test_a_kicker_of_its_own_is_no_part_of_the_headline() -> None:
    assert names(CARD.format(n=1)) == [HEADLINE.format(n=1)]
    assert names("<p><a href=/1><strong>Harbour news:</strong> Old ferry sails again</a>") == [
        "Harbour news: Old ferry sails again"
    ]


def test_a_headline_styled_in_pieces_stays_whole() -> None:
    assert names("<p><a href=/1><span>Old ferry</span> <span>sails again today</span></a>") == [
        "Old ferry sails again today"
    ]
    words = " ".join(f"<span>Word{n}</span>" for n in range(8))
    assert names(f"<p><a href=/1>{words}</a>") == [" ".join(f"Word{n}" for n in range(8))]


def test_a_teaser_behind_the_headline_is_left_out() -> None:
    card = (
        "<a href=/1><span>Old ferry sails again</span> "
        "<span>After nine years of repairs the boat is back in the water.</span></a>"
    )
    assert names(card) == ["Old ferry sails again"]


def test_links_to_all_of_them_and_labels_among_headlines_are_no_items() -> None:
    cards = "".join(CARD.format(n=n) for n in range(4))
    more = "<li><a href=/all>View all articles</a><li><a href=/sport>Rowing clubs</a>"
    assert len(names(f"<ul>{cards}{more}</ul>")) == 4
    assert names("<ul><li><a href=/a>Rowing clubs</a><li><a href=/b>Harbours</a></ul>") == [
        "Rowing clubs",
        "Harbours",
    ]


def test_parts_of_links_do_not_show_in_the_article() -> None:
    page = "<p>" + "The boat is back, as <a href=/x><span>they</span> <span>Say</span></a>. " * 9
    article = scrapeclean.extract(page)
    assert {span.kind for block in article.blocks for span in block.spans} == {"link"}
