"""Who, when and under which headline: whole pages, one behaviour each."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

import scrapeclean
from scrapeclean import Cleaner
from scrapeclean.extractors._visible_authors import signed_authors
from scrapeclean.instants import same_instant, with_zone
from scrapeclean.people import plain_names

SENTENCE = "The boats will run again every night from June on, said the board of the harbour. "
TEXT = f"<p>{SENTENCE * 4}</p>" * 3


def article(body: str, head: str = "", url: str | None = None) -> scrapeclean.Article:
    page = f"<html lang=en><head>{head}</head><body><main>{body}{TEXT}</main></body></html>"
    return scrapeclean.extract(page, url=url)


def day(found: scrapeclean.Article) -> str:
    return found.date_published.date().isoformat() if found.date_published else ""


@pytest.mark.parametrize(
    "byline",
    [
        '<p><a href="/authors/jane-doe">Jane Doe</a></p>',
        '<p class="byline">Jane Doe</p>',
        "<p>Jane Doe · May 3, 2024</p>",
        '<p>Posted in News <span class="author">Jane Doe</span></p>',
    ],
)
def test_a_name_near_the_headline_needs_a_sign_that_it_is_the_authors(byline: str) -> None:
    found = article(f"<h1>Boats will run at night</h1>{byline}")
    assert [author.name for author in found.authors] == ["Jane Doe"]


@pytest.mark.parametrize("label", ["Written by", "Author", "Von", "Автор:"])
def test_a_label_may_stand_in_a_line_of_its_own_above_the_name(label: str) -> None:
    found = article(f"<h1>Boats will run at night</h1><p>{label}</p><p>Jane Doe</p>")
    assert [author.name for author in found.authors] == ["Jane Doe"]
    flat = scrapeclean.extract(f"Boats will run at night\n\n{label}\nJane Doe\n\n{SENTENCE * 9}")
    assert [author.name for author in flat.authors] == ["Jane Doe"]


def signed(line: str) -> list[str]:
    """The authors of a page that names none but in a line far behind its text."""
    text = f"<p>{SENTENCE * 4}</p>" * 9
    page = (
        f"<html lang=en><main><h1>Boats will run at night</h1>{text}<div>{line}</div></main></html>"
    )
    found = scrapeclean.extract(page)
    return [author.name for author in found.authors]


@pytest.mark.parametrize(
    "line", ["<p>Written by Jane Doe</p>", "<h4>Article by</h4><p>Jane Doe</p>"]
)
def test_an_article_may_be_signed_far_from_its_headline(line: str) -> None:
    assert signed(line) == ["Jane Doe"]


@pytest.mark.parametrize("line", [
    "<p>By Region</p>",  # a menu
    "<p>Jane Doe</p>",
    '<section class="comments"><p>Posted by Jane Doe</p></section>',
])  # fmt: skip
def test_far_from_the_headline_less_is_believed(line: str) -> None:
    assert signed(line) == []


def signers(page: str, beyond: frozenset[int] = frozenset()) -> list[str]:
    claims = signed_authors(scrapeclean.Cleaner().segment(f"<html>{page}"), beyond)
    return [author.name for claim in claims for author in claim.value]


def test_the_first_two_signatures_count_where_no_list_or_comment_is_and_none_is_read_twice() -> (
    None
):
    lines = [f"<p>Written by {name}</p>" for name in ("Jane Doe", "John Roe", "Ann Poe")]
    assert signers("".join(lines)) == ["Jane Doe", "John Roe"]
    assert signers("".join(lines[:2]), frozenset({0})) == ["John Roe"]
    assert signers(f"<section class=comments>{lines[0]}</section>{lines[1]}") == ["John Roe"]


def test_a_button_beside_the_date_is_no_author() -> None:
    page = "<h1>Boats will run at night</h1><p>May 3, 2024</p><button>Clip It</button>"
    assert article(page).authors == ()


def test_a_name_without_any_sign_is_nobodys() -> None:
    assert article("<h1>Boats will run at night</h1><p>Jane Doe</p>").authors == ()


@pytest.mark.parametrize(
    "text", ["View Date", "Read more", "Table of contents", "Jane", "Jane Doe came. She left."]
)
def test_what_is_no_full_name_is_none_by_itself(text: str) -> None:
    assert [author.name for author in plain_names(text)] == []


def test_a_date_only_in_the_data_of_a_script_is_found() -> None:
    script = '<script>window.state = {\\"publishedAt\\":\\"2024-05-03T06:30:00Z\\"}</script>'
    found = article("<h1>Boats will run at night</h1>", script)
    assert day(found) == "2024-05-03"
    assert found.provenance["date_published"].confidence < 0.97


def test_a_meta_name_that_nobody_listed_may_tell_a_date() -> None:
    meta = '<meta name="acme-publish-day" content="2024-05-03">'
    assert day(article("<h1>Boats will run at night</h1>", meta)) == "2024-05-03"


def test_where_only_a_change_is_dated_the_article_is_as_old_as_that_but_less_surely() -> None:
    found = article("<h1>Boats will run at night</h1><p>Last updated: May 3, 2024</p>")
    assert day(found) == "2024-05-03"
    assert found.date_modified is not None
    assert found.provenance["date_published"].source == "modified:text"
    own = article("<h1>Boats will run at night</h1><p>Published: May 3, 2024</p>")
    said = (found.provenance["date_published"], own.provenance["date_published"])
    assert said[0].confidence < said[1].confidence


def test_what_the_page_states_settles_which_number_is_the_month() -> None:
    meta = '<meta property="article:modified_time" content="2024-03-05T10:00:00Z">'
    found = article("<h1>Boats will run at night</h1><p>05/03/2024</p>", meta)
    assert day(found) == "2024-03-05"
    assert day(article("<h1>Boats will run at night</h1><p>05/03/2024</p>")) == "2024-05-03"


def test_a_date_in_the_headlines_element_counts() -> None:
    assert day(article("<h1>3 May 2024 Boats will run at night</h1>")) == "2024-05-03"


def test_an_address_may_write_the_day_first() -> None:
    url = "https://news.example.org/03-05-2024/boats"
    assert day(article("<h1>Boats will run at night</h1>", url=url)) == "2024-05-03"


def test_the_last_step_of_a_trail_is_not_the_printed_headline() -> None:
    trail = '<nav class="breadcrumb"><h1>Night boats: Harbour board votes</h1></nav>'
    found = article(
        f"{trail}<h2>Boats will run at night</h2>",
        "<title>Night boats: Harbour board votes - Post</title>"
        '<meta property="og:title" content="Boats will run at night">',
    )
    assert found.title == "Boats will run at night"


@pytest.mark.parametrize(("stated", "shown", "expected"), [
    ("2024-05-03T22:30:00Z", "May 4, 2024 12:30 am", "2024-05-04T00:30:00+02:00"),
    ("2024-05-03T22:30:00+00:00", "4 May 2024, 00:30 CEST", "2024-05-04T00:30:00+02:00"),
    ("2024-05-04T03:15:07Z", "May 3, 2024, 11:15 p.m. EDT", "2024-05-03T23:15:00-04:00"),
    ("2024-05-04T00:30:00+02:00", "May 4, 2024", "2024-05-04T00:30:00+02:00"),
])  # fmt: skip
def test_the_day_is_the_pages_own_and_utc_tells_its_zone(
    stated: str, shown: str, expected: str
) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    found = article(f"<h1>Boats will run at night</h1><p>{shown}</p>", head)
    assert found.date_published
    assert found.date_published.isoformat() == expected


def test_a_time_that_is_said_to_be_of_a_change_is_not_the_publications() -> None:
    posted = "Posted <time datetime=2024-05-04>4 May</time>"
    updated = "updated <time datetime=2024-06-01>1 June</time>"
    for line in (f"{posted}, {updated}", f"{updated}; {posted}"):
        found = article(f"<h1>Boats will run at night</h1><p>{line}</p>")
        assert day(found) == "2024-05-04"
        assert found.date_modified
        assert found.date_modified.month == 6


def test_far_from_the_headline_a_line_that_says_so_comes_first() -> None:
    far = "<div><p>3 May 2021</p><p>Posted on 4 May 2024</p></div>"
    found = scrapeclean.extract(f"<html><main><h1>Boats at night</h1>{TEXT * 9}</main>{far}")
    assert day(found) == "2024-05-04"


@pytest.mark.parametrize("name", ["oz", "Lars", "night_owl7"])
def test_an_element_that_is_named_for_the_author_may_hold_a_pen_name(name: str) -> None:
    found = article(f'<h1>Boats will run at night</h1><p>by <span class="author">{name}</span></p>')
    assert [author.name for author in found.authors] == [name]


@pytest.mark.parametrize(
    "line", ["In Local News", "Facebook Twitter E-Mail", "Staff Writer", "Share Post"]
)
def test_what_stands_beside_a_date_is_not_always_a_name(line: str) -> None:
    assert article(f"<h1>Boats will run at night</h1><p>{line}</p><p>4 May 2024</p>").authors == ()


@pytest.mark.parametrize(("site", "author"), [
    ("harbour.example", "harbour.example"), ("Harbour Post", "Harbour Post"),
])  # fmt: skip
def test_who_is_named_in_the_page_is_believed_before_the_sites_name(site: str, author: str) -> None:
    head = f'<meta name=author content="{author}"><meta property="og:site_name" content="{site}">'
    line = "<h1>Boats will run at night</h1><p>By Jane Doe</p><p>4 May 2024</p>"
    found = article(line, head, "https://harbour.example/news/boats")
    assert [each.name for each in found.authors] == ["Jane Doe"]


@pytest.mark.parametrize(("tag", "expected", "direction"), [
    ("en_US", "en-US", "ltr"), ("zh_CN.UTF-8", "zh-CN", "ltr"), ("iw", "he", "rtl"),
    ("en-uk", "en-GB", "ltr"), ("az-arab", "az-Arab", "rtl"), ("ku-Latn", "ku-Latn", "ltr"),
])  # fmt: skip
def test_a_language_is_a_tag_that_others_can_read(tag: str, expected: str, direction: str) -> None:
    found = scrapeclean.extract(f"<html lang={tag}><p>1234")
    assert (found.language, found.direction) == (expected, direction)


@pytest.mark.parametrize("address", [
    "undefined", "http://localhost:3000/news/boats", "javascript:void(0)", "/null",
])  # fmt: skip
def test_what_a_template_left_behind_is_no_address(address: str) -> None:
    head = f'<link rel=canonical href="{address}">'
    assert article("<h1>Boats</h1>", head, "https://a.example/news/boats").canonical_url is None


def test_a_site_is_called_by_its_name_alone() -> None:
    head = '<meta property="og:site_name" content="Harbour Post - News, Tides, Weather">'
    found = article("<h1>Boats</h1>", head, "https://www.harbour-post.example/boats")
    assert found.site_name == "Harbour Post"


@pytest.mark.parametrize(("local", "utc", "same"), [
    ("2024-05-04T01:30:00", "2024-05-03T23:30:00+00:00", True),
    ("2024-05-04T01:30:00", "2024-05-03T23:22:00+00:00", False),
    ("2024-05-04T00:00:00", "2024-05-03T22:00:00+00:00", False),
    ("2024-05-05T23:30:00", "2024-05-03T23:30:00+00:00", False),
    ("2024-05-04T01:30:00+02:00", "2024-05-03T23:30:00+00:00", True),
])  # fmt: skip
def test_a_moment_in_utc_is_a_local_time_by_quarters_of_an_hour(
    local: str, utc: str, same: bool
) -> None:
    one, other = datetime.fromisoformat(local), datetime.fromisoformat(utc)
    assert same_instant(one, other) == same
    known = with_zone(one, other).utcoffset()
    assert known == (timedelta(hours=2) if same else None)


def test_a_day_behind_the_last_change_is_marked_for_the_arbiter() -> None:
    head = '<meta property="article:modified_time" content="2024-05-04T10:00:00Z">'
    document = Cleaner().segment(f"{head}<h1>Boats will run at night</h1><p>12 May 2024</p>{TEXT}")
    said = Cleaner().judge(document).claims("date_published")
    signs = [claim.signs for claim in said if claim.value.day == 12]
    assert signs
    assert any("after the last change" in each for each in signs)
