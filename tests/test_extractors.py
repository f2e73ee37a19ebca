"""Each heuristic on hand-made blocks: no HTML, no other extractor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from scrapeclean import Block, Claim, Container, Document, Extractor, Head, Link, Property, Vote
from scrapeclean.arbiter import rank
from scrapeclean.extractors.body import Body
from scrapeclean.extractors.breadcrumbs import Breadcrumbs
from scrapeclean.extractors.byline import Byline
from scrapeclean.extractors.furniture import Furniture
from scrapeclean.extractors.lists import Lists
from scrapeclean.extractors.tags import Tags
from scrapeclean.extractors.title import Title
from scrapeclean.extractors.widgets import Widgets
from scrapeclean.names import name_groups
from scrapeclean.roles import Roles
from scrapeclean.tally import Tally

PROSE = (
    "The harbour board met on Tuesday and put off the vote on a second crane, because the report "
    "of the engineers had come in late and nobody had found the time to read it."
)
MORE = (
    "Members from the northern wards asked for a longer pause, and said that the old crane would "
    "do for another winter if only somebody looked after its chains and its brakes."
)


def text(*lines: str | tuple[str, str]) -> Document:
    """A flattened page; a pair is a list mark and its text."""
    blocks = []
    for at, line in enumerate(lines):
        bullet, words = line if isinstance(line, tuple) else ("", line)
        kind: Any = "item" if bullet else "paragraph"
        blocks.append(Block(at, words, kind, int(bool(bullet)), 0, at + 1, at + 1, bullet=bullet))
    return Document("text", tuple(blocks), (Container("page", "", "", "", -1, 0, (1, 1)),))


def html(*parts: tuple[str, str | tuple[Any, ...]], head: Head | None = None,
         properties: Sequence[Property] = ()) -> Document:  # fmt: skip
    """A page of containers ``tag.class`` in the body; each holds one or several blocks.

    A block is its text, or ``(kind, text)``, where ``[…]`` in the text is a link to ``/u``.
    """
    containers = [Container("page", "", "", "", -1, 0, (1, 1)),
                  Container("body", "", "", "", 0, 1, (1, 1))]  # fmt: skip
    blocks: list[Block] = []
    for name, content in parts:
        tag, _, classes = name.partition(".")
        containers.append(Container(tag, classes, "", "", 1, 2, (1, 1), len(blocks)))
        for each in (content,) if isinstance(content, str) else content:
            kind, words = each if isinstance(each, tuple) else ("paragraph", each)
            blocks.append(_block(len(blocks), kind, words, len(containers) - 1))
    return Document("html", tuple(blocks), tuple(containers), name_groups(containers),
                    head or Head(), tuple(properties))  # fmt: skip


def _block(position: int, kind: Any, words: str, container: int) -> Block:
    links, plain = [], ""
    for at, piece in enumerate(words.replace("]", "[").split("[")):
        if at % 2:
            links.append(Link(len(plain), len(plain) + len(piece), f"/u{position}"))
        plain += piece
    level = 1 if kind == "heading" else 0
    return Block(position, plain, kind, level, container, 0, 0, tuple(links))


class Said:
    """Claims and a page, as an extractor that spoke before."""

    name, requires = "said", frozenset[str]()

    def __init__(self, *results: Vote | Claim) -> None:
        self.results = results
        self.assigns = frozenset(r.role if isinstance(r, Vote) else r.field for r in results)

    def __call__(self, doc: Document, so_far: object) -> Sequence[Vote | Claim]:
        return self.results


def heard(extractor: Extractor, doc: Document, *before: Vote | Claim) -> Tally:
    tally = Tally(len(doc.blocks))
    for voice in (Said(*before), extractor):
        tally.add(voice, voice(doc, tally))
    return tally


def roles(tally: Tally, doc: Document) -> list[str]:
    return [tally.role(block.position) for block in doc.blocks]


def best(tally: Tally, field: str) -> Any:
    claims = tally.claims(field)
    return claims[rank(field, claims)[0].members[0]].value if claims else None


def title_at(block: int, value: str) -> Claim:
    return Claim("title", value, 0.9, "text", value, (block,))


class TestWidgets:
    @pytest.mark.parametrize(
        ("shown", "kind", "count"),
        [
            ("veryGood! (2)", "like", 2), ("Like (31)", "like", 31),
            ("Views: 1,024", "views", 1024),
            ("12 comments", "comments", 12), ("3.1k shares", "share", 3100),
            ("Share on Facebook", "share", None), ("Facebook Twitter", "share", None),
            ("Share: Facebook, Twitter", "share", None), ("Font size: A A A", "font_size", None),
        ],
    )  # fmt: skip
    def test_found(self, shown: str, kind: str, count: int | None) -> None:
        doc = text(shown)
        tally = heard(Widgets(), doc)
        assert roles(tally, doc) == ["widget"]
        widget = best(tally, "widgets")
        assert (widget.kind, widget.text, widget.count) == (kind, shown, count)

    @pytest.mark.parametrize(
        "shown",
        ["Chapter 2", "On May 3", "(2)", "2", "Facebook fined by court", "3 dead in storm",
         "Windows 11", PROSE],
    )  # fmt: skip
    def test_not_found(self, shown: str) -> None:
        assert best(heard(Widgets(), text(shown)), "widgets") is None


class TestTags:
    @pytest.mark.parametrize(
        ("shown", "names"),
        [
            ("Tags: Harbour, Old crane", ("Harbour", "Old crane")),
            ("标签：港口、旧吊车", ("港口", "旧吊车")),
            ("Topics: Harbour | Crane", ("Harbour", "Crane")),
            ("Tags: #harbour #crane", ("harbour", "crane")),
        ],
    )
    def test_behind_a_label(self, shown: str, names: tuple[str, ...]) -> None:
        doc = text(PROSE, shown)
        tally = heard(Tags(), doc)
        assert best(tally, "tags") == names
        assert roles(tally, doc) == ["other", "tags"]

    def test_under_a_label(self) -> None:
        doc = text(PROSE, ("-", "Tags:"), ("-", "Harbour"), ("-", "Crane"), "Related", ("-", "x"))
        tally = heard(Tags(), doc)
        assert best(tally, "tags") == ("Harbour", "Crane")
        assert roles(tally, doc)[1:] == ["tags"] * 3 + ["other"] * 2

    @pytest.mark.parametrize("shown", ["Tags: they are what people call labels.", "Note: a, b"])
    def test_no_tags(self, shown: str) -> None:
        assert best(heard(Tags(), text(shown)), "tags") is None

    def test_by_relation_and_by_name(self) -> None:
        relation = Property("rel:tag", "/t", "Harbour", "", 2, 0)
        doc = html(("div.x", "In [Harbour]"), properties=[relation])
        assert best(heard(Tags(), doc), "tags") == ("Harbour",)
        doc = html(("ul.tag-list", ("[Harbour]", "[Crane]", "[All topics]")))
        assert best(heard(Tags(), doc), "tags") == ("Harbour", "Crane")

    def test_containers_of_one_topic_each_make_one_list(self) -> None:
        one, two, far = (("div.tag-item", f"[{name}]") for name in ("Harbour", "Crane", "Far"))
        doc = html(one, two, ("div.x", PROSE), far)
        assert best(heard(Tags(), doc), "tags") == ("Harbour", "Crane")

    def test_the_row_that_shows_the_keywords(self) -> None:
        keywords = Claim("tags", ("Harbour", "Crane", "Editors' pick"), 0.7, "meta:keywords")
        row = ("div.x", ("[Harbour]", "[Crane]", "[Wards]"))
        doc = html(("div.y", ("[Harbour]", "[Weather]", "[Sport]")), ("p", PROSE), row)
        tally = heard(Tags(), doc, keywords)
        assert best(tally, "tags") == ("Harbour", "Crane", "Wards")
        assert roles(tally, doc)[4:] == ["tags"] * 3
        trail = [Vote(at, "breadcrumbs", 3.0, "trail") for at in (4, 5, 6)]
        assert best(heard(Tags(), doc, keywords, *trail), "tags") == keywords.value

    def test_the_sites_topics_of_the_day_are_not_the_articles(self) -> None:
        doc = html(("div.x", "Topics: [Harbour] [Crane]"))
        assert best(heard(Tags(), doc), "tags") == ("Harbour", "Crane")
        assert best(heard(Tags(), doc, Vote(0, "nav", 3.0, "menu")), "tags") is None

    def test_names_without_links_come_in_several(self) -> None:
        one, two = ("div.category-tag", "Harbour"), ("div.category-tag", "Crane")
        assert best(heard(Tags(), html(one, two)), "tags") == ("Harbour", "Crane")
        assert best(heard(Tags(), html(one, ("p", PROSE))), "tags") is None

    def test_a_card_of_another_article_has_its_own_topics(self) -> None:
        relation = Property("rel:tag", "/t", "Harbour", "", 2, 0)
        doc = html(("div.x", "[Harbour]"), properties=[relation])
        doc.derived["roles"] = Roles({0: {"list": 0.8}}, {})
        assert best(heard(Tags(), doc), "tags") is None

    def test_by_looks(self) -> None:
        doc = html(("div.x", ("[Sport]", PROSE, "[Harbour]", "[Crane]")))
        looks = {0: {"tags": 0.7}, 2: {"tags": 0.7}, 3: {"tags": 0.7}}
        doc.derived["roles"] = Roles(looks, {})
        assert best(heard(Tags(), doc), "tags") == ("Harbour", "Crane")


class TestBreadcrumbs:
    @pytest.mark.parametrize(
        ("shown", "names"),
        [
            ("Home > News > Harbour", ["Home", "News", "Harbour"]),
            ("首页 > 新闻", ["首页", "新闻"]),
            ("You are here: Home / News", ["Home", "News"]),
            ("Home » News » The crane must wait until spring", ["Home", "News"]),
            ("News › Local", ["News", "Local"]),
        ],
    )
    def test_lines(self, shown: str, names: list[str]) -> None:
        doc = text("Bay Post", shown, "The crane must wait until spring", PROSE)
        tally = heard(Breadcrumbs(), doc, title_at(2, "The crane must wait until spring"))
        assert [crumb.name for crumb in best(tally, "breadcrumbs")] == names
        assert roles(tally, doc)[1] == "breadcrumbs"

    @pytest.mark.parametrize("shown", ["Rock / Pop", "Crane - harbour", " > ".join("abcdefghi")])
    def test_no_trail(self, shown: str) -> None:
        assert best(heard(Breadcrumbs(), text(shown, PROSE)), "breadcrumbs") is None

    def test_markup(self) -> None:
        doc = html(("ol.breadcrumb", ("[Home]", "[News]", "The crane must wait")))
        tally = heard(Breadcrumbs(), doc, title_at(2, "The crane must wait"))
        assert [(crumb.name, crumb.url) for crumb in best(tally, "breadcrumbs")] == [
            ("Home", "/u0"), ("News", "/u1"),
        ]  # fmt: skip


class TestLists:
    def groups(self, tally: Tally, field: str) -> list[tuple[str, list[str]]]:
        return [(c.value.heading, [i.name for i in c.value.items]) for c in tally.claims(field)]

    @pytest.mark.parametrize(
        ("heading", "field"),
        [("Related articles", "related"), ("Most read", "ranking"), ("Lo más leído", "ranking"),
         ("Recommended", "recommendation"), ("Latest news", "latest"), ("相关文章", "related")],
    )  # fmt: skip
    def test_under_a_heading_in_text(self, heading: str, field: str) -> None:
        doc = text(PROSE, MORE, heading, ("-", "The pier reopens"), ("-", "A boat for everyone"))
        tally = heard(Lists(), doc)
        assert self.groups(tally, field) == [
            (heading, ["The pier reopens", "A boat for everyone"])
        ]  # fmt: skip
        assert roles(tally, doc)[2:] == [field] * 3

    def test_a_list_inside_the_text_has_no_such_heading(self) -> None:
        doc = text(PROSE, "What is new", ("-", "The crane has a roof"), ("-", "It turns"), MORE)
        assert roles(heard(Lists(), doc), doc) == ["other"] * 5

    def test_pointers_in_text(self) -> None:
        doc = text(PROSE, "Previous: The pier reopens", "Next:", "A boat for everyone")
        tally = heard(Lists(), doc)
        assert (best(tally, "previous").name, best(tally, "next").name) == (
            "The pier reopens", "A boat for everyone",
        )  # fmt: skip
        assert roles(tally, doc) == ["other", "previous", "next", "next"]

    def test_by_heading_name_and_looks_in_html(self) -> None:
        links = ("[The old pier has reopened at last]", "[A boat for everyone who can row]",
                 "[Why the herring came back this year]")  # fmt: skip
        for name, content, field, chance in (
            ("div.x", (("heading", "Most read"), *links), "ranking", 0.4),
            ("div.related-posts", links, "related", 0.4),
            ("div.x", links, "latest", 0.9),
        ):
            doc = html(("div.story", (PROSE, MORE)), (name, content))
            kinds = {"related": 0.2, "ranking": 0.1, "recommendation": 0.1, "latest": 0.6}
            listed = {block.position: {"list": chance} for block in doc.blocks[2:]}
            doc.derived["roles"] = Roles(listed, dict.fromkeys(listed, kinds))
            doc.derived["page_types"] = {"article": 0.9}
            ((_, names),) = self.groups(heard(Lists(), doc), field)
            assert names == [link.strip("[]") for link in links]

    def test_what_only_looks_like_a_list_is_none_on_other_pages(self) -> None:
        links = ("[The old pier has reopened at last]", "[A boat for everyone who can row]",
                 "[Why the herring came back this year]")  # fmt: skip
        kinds = {"related": 0.2, "ranking": 0.1, "recommendation": 0.1, "latest": 0.6}
        for article, claims in ((0.9, 1), (0.1, 0)):
            doc = html(("div.story", (PROSE, MORE)), ("div.x", links))
            listed = {block.position: {"list": 0.9} for block in doc.blocks[2:]}
            doc.derived["roles"] = Roles(listed, dict.fromkeys(listed, kinds))
            doc.derived["page_types"] = {"article": article}
            assert len(heard(Lists(), doc).claims("latest")) == claims

    def test_menus_are_no_lists_whatever_heads_them(self) -> None:
        links = ("[The old pier and its history]", "[A boat for everyone who can row]")
        doc = html(("div.story", (PROSE, MORE)), ("div.x", (("heading", "Most read"), *links)))
        menu = {block.position: {"nav": 0.8, "list": 0.1} for block in doc.blocks[2:]}
        doc.derived["roles"] = Roles(menu, {})
        assert not heard(Lists(), doc).claims("ranking")

    def test_a_lone_link_between_paragraphs_in_html(self) -> None:
        doc = html(("div.story", (PROSE, "[The old pier has reopened at last]", MORE)))
        assert roles(heard(Lists(), doc), doc) == ["other", "related", "other"]


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
