"""The headline, who signs below it, the body and the furniture, on hand-made blocks."""

from __future__ import annotations

import pytest

from hand_made import MORE, PROSE, best, heard, html, roles, text, title_at
from scrapeclean import Document, Head, Vote
from scrapeclean.extractors.body import Body
from scrapeclean.extractors.byline import Byline
from scrapeclean.extractors.furniture import Furniture
from scrapeclean.extractors.title import Title
from scrapeclean.tally import Tally


class TestTitle:
    def test_printed_twice_in_text(self) -> None:
        doc = text("The crane must wait - Bay Post", "News", "The crane must wait", PROSE, MORE)
        tally = heard(Title(), doc)
        assert (best(tally, "title"), best(tally, "site_name")) == (
            "The crane must wait", "Bay Post",
        )  # fmt: skip
        assert roles(tally, doc) == ["title", "other", "title", "other", "other"]

    def test_printed_once_in_text(self) -> None:
        doc = text("Bay Post", "The harbour crane has to wait", "May 3", PROSE, MORE)
        assert best(heard(Title(), doc), "title") == "The harbour crane has to wait"

    def test_a_labelled_date_is_no_headline_and_one_that_breaks_off_may_be(self) -> None:
        long = "The harbour crane has to wait, and nobody in the lower town knows for how long..."
        doc = text("News Sport Money", long, "Updated: 3 May 2024, 10:15 Views: 42", PROSE, MORE)
        assert best(heard(Title(), doc), "title") == long
        dateline = "发布时间：2024年04月22日 22:04 来源：Evening Courier 浏览：4422"
        assert best(heard(Title(), text("国际 新闻", dateline, PROSE, MORE)), "title") != dateline

    def test_heading_of_the_pages_own_title_wins(self) -> None:
        doc = html(
            ("header", (("heading", "Bay Post"),)),
            ("main", (("heading", "The crane must wait"), PROSE)),
            head=Head(title="The crane must wait | Bay Post"),
        )
        tally = heard(Title(), doc)
        assert (best(tally, "title"), best(tally, "site_name")) == (
            "The crane must wait", "Bay Post",
        )  # fmt: skip
        assert roles(tally, doc)[:2] == ["other", "title"]

    def test_without_a_heading_the_site_is_cut_off(self) -> None:
        doc = html(("main", PROSE), head=Head(title="The crane must wait | Bay Post"))
        tally = heard(Title(), doc)
        assert (best(tally, "title"), best(tally, "site_name")) == (
            "The crane must wait", "Bay Post",
        )  # fmt: skip

    def test_no_title(self) -> None:
        assert best(heard(Title(), html(("main", PROSE))), "title") is None


class TestByline:
    TITLE = "The crane must wait"

    def found(self, *lines: str) -> Tally:
        return heard(Byline(), text(self.TITLE, *lines, PROSE), title_at(0, self.TITLE))

    @pytest.mark.parametrize(
        ("shown", "names"),
        [("By Ann Bell", ["Ann Bell"]), ("By Ann Bell and Otto Kay", ["Ann Bell", "Otto Kay"]),
         ("Von Henrike Voß", ["Henrike Voß"])],
    )  # fmt: skip
    def test_authors(self, shown: str, names: list[str]) -> None:
        tally = self.found(shown)
        assert [author.name for author in best(tally, "authors")] == names
        assert tally.role(1) == "byline"

    @pytest.mark.parametrize("shown", ["By the river", "Von oben", "Bay Post"])
    def test_no_authors(self, shown: str) -> None:
        assert best(self.found(shown), "authors") is None

    @pytest.mark.parametrize(("shown", "weight"), [("[Ann Bell]", 6.0), ("Ann Bell", 3.0)])
    def test_a_name_by_the_headline_is_certain_where_all_of_it_is_a_link(
        self, shown: str, weight: float
    ) -> None:
        doc = html(("h1", self.TITLE), ("div.author", shown), ("main", (PROSE, MORE)))
        assert heard(Byline(), doc, title_at(0, self.TITLE)).score(1, "byline") == weight

    def test_dates(self) -> None:
        tally = self.found("Published: 2024-05-03 10:15", "Updated: 2024-05-04 08:00")
        assert best(tally, "date_published").isoformat() == "2024-05-03T10:15:00"
        assert best(tally, "date_modified").isoformat() == "2024-05-04T08:00:00"
        assert (tally.role(1), tally.role(2)) == ("date", "date")

    def test_a_date_in_a_sentence_is_no_dateline(self) -> None:
        assert self.found(f"The board will meet again on 3 May 2024. {MORE}").role(1) == "other"


class TestFurniture:
    @pytest.mark.parametrize(
        ("place", "role"),
        [("nav", "nav"), ("footer", "footer"), ("button", "widget"), ("figcaption", "caption"),
         ("div.comment-list", "comments"), ("div.newsletter", "promo"), ("div.sidebar", "other"),
         ("div.breadcrumbs", "breadcrumbs"), ("div.most-read", "ranking"), ("div.x", "other")],
    )  # fmt: skip
    def test_places(self, place: str, role: str) -> None:
        doc = html(("div.story", (PROSE, MORE)), (place, "Some words"))
        assert roles(heard(Furniture(), doc), doc) == ["other", "other", role]

    def test_what_can_be_chosen_is_no_text_however_long(self) -> None:
        doc = html(("div.story", (PROSE, MORE)), ("select", PROSE))
        assert heard(Furniture(), doc).score(2, "widget") >= 6

    def test_hidden(self) -> None:
        doc = html(("p", PROSE))
        doc = Document("html", (doc.blocks[0]._replace(hidden=True),), doc.containers, doc.groups)
        assert heard(Furniture(), doc).role(0) == "hidden"

    def test_names_of_page_wide_containers_mean_nothing(self) -> None:
        doc = html(("div.comments", (PROSE, MORE)))
        assert roles(heard(Furniture(), doc), doc) == ["other", "other"]

    @pytest.mark.parametrize(
        ("shown", "role"),
        [("© 2024 Bay Post. All rights reserved.", "footer"),
         ("Sign up for our newsletter", "promo"), ("We use cookies to improve", "promo")],
    )  # fmt: skip
    def test_set_phrases(self, shown: str, role: str) -> None:
        doc = text(shown, PROSE)
        assert roles(heard(Furniture(), doc), doc) == [role, "other"]

    def test_a_long_paragraph_that_holds_a_set_phrase_talks_about_it(self) -> None:
        doc = text(f"{PROSE} All rights reserved, she read. {MORE} {PROSE}")
        assert roles(heard(Furniture(), doc), doc) == ["other"]


class TestBody:
    def test_running_text_and_what_stands_between(self) -> None:
        doc = html(
            ("nav", ("[Home]", "[News]")),
            ("div.story", (PROSE, ("heading", "What now"), ("item", "A short item"), MORE)),
            ("div.y", "[The old pier has reopened at last]"),
        )
        assert roles(heard(Body(), doc), doc) == ["other"] * 2 + ["body"] * 4 + ["other"]

    def test_what_others_called_chrome_is_no_main_content(self) -> None:
        doc = html(("div.a", (PROSE,)), ("div.b", (f"{MORE} {MORE} {MORE}", "Short words")))
        chrome = [Vote(1, "comments", 5.0, "x")]
        assert roles(heard(Body(), doc, *chrome), doc)[:2] == ["body", "comments"]
        assert heard(Body(), doc).score(2, "body") > heard(Body(), doc, *chrome).score(2, "body")

    def test_links_speak_against_it(self) -> None:
        doc = html(("div", (PROSE, f"[{MORE}]")))
        tally = heard(Body(), doc)
        assert tally.score(0, "body") > 2 > 0 > tally.score(1, "body")

    def test_the_same_again_counts_for_less(self) -> None:
        doc = html(("div", (PROSE, PROSE)))
        tally = heard(Body(), doc)
        assert tally.score(0, "body") > tally.score(1, "body")
        assert "printed before" in tally.votes(1)[0].vote.reason

    def test_lines_of_text(self) -> None:
        doc = text("Bay Post", "Menu", PROSE, "What now", MORE, "Contact", ("-", "About the paper"))
        assert roles(heard(Body(), doc), doc) == [
            "other", "other", "body", "body", "body", "other", "other",
        ]  # fmt: skip

    def test_hidden_text_is_not_shown(self) -> None:
        doc = html(("div.a", (PROSE,)), ("div.b", (MORE,)))
        hidden = [Vote(1, "hidden", 4.0, "x")]
        assert roles(heard(Body(), doc, *hidden), doc) == ["body", "hidden"]
