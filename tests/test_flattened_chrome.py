"""What stands around the text of flattened pages whose templates nobody has seen."""

from __future__ import annotations

import pytest

import scrapeclean
from scrapeclean import Article
from text_blocks import ADVICE, PROSE

TITLE = "Harbour board puts off the second crane"
DAY = "4 March 2024"
HEADLINES = [f"The old ferry to the {isle} island is back" for isle in ("west", "east", "far")]
MORE = [f"Nobody wants to mend the {part} of the slipway" for part in ("top", "foot", "side")]


def extract(behind: str = "", above: str = "Bluefen Post") -> Article:
    page = f"{above}\n{TITLE}\nNews\nInes Calloway\n{DAY}\n{PROSE}\n{ADVICE}\n{PROSE}\n{behind}"
    return scrapeclean.extract(page, kind="text")


def lists(article: Article) -> list[list[str]]:
    groups = (*article.related, *article.ranking, *article.recommendation, *article.latest)
    return [[link.name for link in group.links] for group in groups]


def cards(*lines: str) -> str:
    """A list of cards, each with these lines; ``#`` stands for the headline."""
    return "\n".join("\n".join(lines).replace("#", headline) for headline in HEADLINES)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Trade", "#"), id="section above"),
        pytest.param(("#", "Ines Calloway - 10 March 2024"), id="name and day below"),
        pytest.param(("10:00", "#"), id="hour above"),
    ],
)
def test_a_card_s_other_lines_are_no_items_and_the_next_list_begins_at_its_heading(
    lines: tuple[str, ...],
) -> None:
    behind = "\n".join(("Related articles", cards(*lines), "Vidindajxoj", *MORE))
    assert lists(extract(behind)) == [HEADLINES, MORE]


def test_a_list_ends_where_readers_sign() -> None:
    behind = cards("#", "10 March 2024")
    comments = "Petra 14 March 2024\nI cannot agree with this\nalex77 15 March 2024\nNeither can I"
    assert lists(extract(f"Related articles\n{behind}\n{comments}")) == [HEADLINES]


@pytest.mark.parametrize("behind", ["Trade (17)\nWeather (5)\nTown (120)", "Privacy | Terms | Us"])
def test_sections_with_counts_and_rows_of_links_end_a_list(behind: str) -> None:
    listed = "\n".join(("Most read", *HEADLINES))
    assert lists(extract(f"{listed}\n{behind}")) == [HEADLINES]


def test_labels_of_the_articles_before_and_after_end_a_list() -> None:
    listed = "\n".join(("Related articles", *HEADLINES))
    article = extract(f"{listed}\nPrevious article\n{MORE[0]}\nNext article\n{MORE[1]}")
    assert lists(article) == [HEADLINES]
    assert article.previous
    assert article.next
    assert (article.previous.name, article.next.name) == (MORE[0], MORE[1])


@pytest.mark.parametrize("shown", ["« {}\n{} »", "←\n{}\n{}\n→"])
def test_arrows_alone_tell_the_articles_before_and_after(shown: str) -> None:
    article = extract(shown.format(MORE[0], MORE[1]))
    assert article.previous
    assert article.next
    assert (article.previous.name, article.next.name) == (MORE[0], MORE[1])


def test_topics_end_at_the_heading_of_a_list_and_at_a_share_bar() -> None:
    listed = "\n".join(("Related articles", *HEADLINES))
    for between in ("", "Facebook\nTwitter\nWhatsApp\n"):
        article = extract(f"Tags:\nHarbour\nCranes\n{between}{listed}")
        assert article.tags == ("Harbour", "Cranes")
        assert lists(article) == [HEADLINES]


def test_a_row_of_topics_ends_where_no_comma_parts_it() -> None:
    assert extract("Tags:\nHarbour\n,\nCranes\nVidindajxoj").tags == ("Harbour", "Cranes")


@pytest.mark.parametrize(
    "above",
    [
        "Home Town Trade Letters\nHome › Town › Trade",  # the menu holds the trail's words
        "Bluefen Post\nBluefen Post › Town",  # the trail holds the site's name
        "Home / Trade-news / Town\nTrade-news",  # a section above the headline is in the trail
        "3304 views 13 mins 0 comments",
    ],
)
def test_the_headline_is_above_the_day_not_what_a_trail_repeats(above: str) -> None:
    assert extract(above=above).title == TITLE


def test_a_trail_may_begin_with_the_name_that_claims_the_rights() -> None:
    article = extract("(C) 2024 Bluefen Post. Kept by law", "Bluefen Post / Town / Trade")
    assert article.site_name == "Bluefen Post"
    assert [crumb.name for crumb in article.breadcrumbs] == ["Bluefen Post", "Town", "Trade"]


@pytest.mark.parametrize("trail", ["Home\nTown", "Home → Town"])
def test_the_site_s_name_above_a_trail_is_no_part_of_it(trail: str) -> None:
    above = f"Bluefen Post - {TITLE}\nBluefen Post\n{trail}"
    article = extract("© 2024 Bluefen Post", above)
    assert [crumb.name for crumb in article.breadcrumbs] == ["Home", "Town"]


def test_a_headline_with_the_site_behind_it_is_no_trail() -> None:
    assert extract(above=f"Inquiry: {TITLE} » Bluefen Post").breadcrumbs == ()


def test_pictures_without_words_part_no_list_and_head_none() -> None:
    listed = cards("[photo1]", "#")
    assert lists(extract(f"Related articles\n{listed}")) == [HEADLINES]
    assert extract(f"[photo1]\n{listed}").related[:1] == ()


def test_a_section_with_its_count_on_the_next_line_ends_a_list() -> None:
    listed = "\n".join(("Most read", *HEADLINES))
    assert lists(extract(f"{listed}\nWeather forecast\n(17)\nTown life\n(5)")) == [HEADLINES]


def test_a_pointer_in_the_text_may_stand_below_its_label() -> None:
    page = f"{TITLE}\n{DAY}\n{PROSE}\nRead also:\n{MORE[0]}\n{ADVICE}\n{PROSE}"
    article = scrapeclean.extract(page, kind="text")
    assert [link.name for group in article.related for link in group.links] == [MORE[0]]
    assert MORE[0] not in article.text


def test_a_bar_may_part_a_pointer_from_its_label() -> None:
    page = f"{TITLE}\n{DAY}\n{PROSE}\nALSO READ | {MORE[0]}\n{ADVICE}\n{PROSE}"
    article = scrapeclean.extract(page, kind="text")
    assert [link.name for group in article.related for link in group.links] == [MORE[0]]
    assert "ALSO READ" not in article.text


def test_the_end_of_a_broken_trail_is_not_the_headline() -> None:
    assert extract(above=f"Home\n>\nTown\n> {TITLE}").title == TITLE


def test_headlines_that_ask_are_headlines_in_any_script() -> None:
    asked = [f"هل يعود مجلس المدينة إلى الجدول {word}؟" for word in ("الأول", "الثاني", "الثالث")]
    article = extract(above="\n".join(("أحدث الأخبار", *asked)))
    assert [[link.name for link in group.links] for group in article.latest] == [asked]


def test_news_above_the_text_are_told_by_their_hours_and_keep_their_heading() -> None:
    news = (
        "Boats that run at night are coming back", "10:15",
        "The crane has to wait for another winter", "11:20",
        "Tide table for June is out at last", "12:00",
    )  # fmt: skip
    head = ("Harbour board puts off the vote on a crane", "By Jane Doe", "3 May 2024")
    lines = ("Quay notes", *news, *head)
    article = scrapeclean.extract("\n".join((*lines, PROSE, ADVICE)), kind="text")
    (group,) = article.latest
    assert group.heading == "Quay notes"
    assert [link.name for link in group.links] == list(news[::2])
