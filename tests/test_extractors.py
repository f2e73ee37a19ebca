"""Each heuristic on hand-made blocks: no HTML, no other extractor."""

from __future__ import annotations

from pathlib import Path

import pytest

import scrapeclean
from hand_made import MORE, PROSE, best, heard, html, learnt, roles, text, title_at
from scrapeclean import Claim, Property, Vote
from scrapeclean.extractors.breadcrumbs import Breadcrumbs
from scrapeclean.extractors.lists import Lists
from scrapeclean.extractors.roles import Roles as RolesByLooks
from scrapeclean.extractors.tags import Tags
from scrapeclean.extractors.widgets import Widgets
from scrapeclean.tally import Tally


class TestWidgets:
    @pytest.mark.parametrize(
        ("shown", "kind", "count"),
        [
            ("veryGood! (2)", "like", 2), ("Like (31)", "like", 31),
            ("Views: 1,024", "views", 1024),
            ("12 comments", "comments", 12), ("3.1k shares", "share", 3100),
            ("Share on Facebook", "share", None), ("Facebook Twitter", "share", None),
            ("FacebookTwitterLinkedIn", "share", None),
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
         "Windows 11", "FacebookTwitterless", PROSE],
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

    @pytest.mark.parametrize(("votes", "names"), [((), ("Harbour", "Fish")), ((2.0,), ())])
    def test_behind_the_headline_looks_alone_make_no_chrome_of_a_labelled_row(
        self, votes: tuple[float, ...], names: tuple[str, ...]
    ) -> None:
        doc = html(("h1", "The crane"), ("main", (PROSE, MORE, "Tags: [Harbour], [Fish]")))
        doc.derived["roles"] = learnt({3: {"nav": 0.9}})
        doc.derived["page_types"] = {"article": 0.9}
        (looks,) = (v.weight for v in RolesByLooks()(doc, Tally(4)) if v.role == "nav")
        said = [Vote(3, "nav", weight, "said") for weight in (looks, *votes)]
        tally = heard(Tags(), doc, title_at(0, "The crane"), *said)
        assert (best(tally, "tags") or ()) == names

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
        doc.derived["roles"] = learnt({0: {"list": 0.8}})
        assert best(heard(Tags(), doc), "tags") is None

    def test_by_looks(self) -> None:
        doc = html(("div.x", ("[Sport]", PROSE, "[Harbour]", "[Crane]")))
        looks = {0: {"tags": 0.7}, 2: {"tags": 0.7}, 3: {"tags": 0.7}}
        doc.derived["roles"] = learnt(looks)
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
            doc.derived["roles"] = learnt(listed, kinds)
            doc.derived["page_types"] = {"article": 0.9}
            ((_, names),) = self.groups(heard(Lists(), doc), field)
            assert names == [link.strip("[]") for link in links]

    def test_related_links_alone_may_look_like_a_menu(self) -> None:
        page = Path(__file__).with_name("golden") / "japanese-short-list.html"
        alone = page.read_text("utf-8")
        mixed = alone.replace("</ul>", "<li>ここまで</li></ul>")
        recommended = alone.replace("あわせて読みたい", "おすすめ記事")
        assert len(scrapeclean.extract(alone).related) == 1
        assert not scrapeclean.extract(mixed).related
        assert not scrapeclean.extract(recommended).recommendation

    def test_what_only_looks_like_a_list_is_none_on_other_pages(self) -> None:
        links = ("[The old pier has reopened at last]", "[A boat for everyone who can row]",
                 "[Why the herring came back this year]")  # fmt: skip
        kinds = {"related": 0.2, "ranking": 0.1, "recommendation": 0.1, "latest": 0.6}
        for article, claims in ((0.9, 1), (0.1, 0)):
            doc = html(("div.story", (PROSE, MORE)), ("div.x", links))
            listed = {block.position: {"list": 0.9} for block in doc.blocks[2:]}
            doc.derived["roles"] = learnt(listed, kinds)
            doc.derived["page_types"] = {"article": article}
            assert len(heard(Lists(), doc).claims("latest")) == claims

    def test_menus_are_no_lists_whatever_heads_them(self) -> None:
        links = ("[The old pier and its history]", "[A boat for everyone who can row]")
        doc = html(("div.story", (PROSE, MORE)), ("div.x", (("heading", "Most read"), *links)))
        menu = {block.position: {"nav": 0.8, "list": 0.1} for block in doc.blocks[2:]}
        doc.derived["roles"] = learnt(menu)
        assert not heard(Lists(), doc).claims("ranking")

    @pytest.mark.parametrize(
        ("links", "found"),
        [(("The old pier has reopened at last", "A boat for everyone who can row",
           "The last ferry of the year"), 1),
         (("Piers and quays", "All the boats", "Ferries"), 0)],
    )  # fmt: skip
    def test_headlines_and_nothing_else_under_a_known_heading_are_no_menu(
        self, links: tuple[str, ...], found: int
    ) -> None:
        items = "".join(f"<dd><a href=/{at}>{link}</a></dd>" for at, link in enumerate(links))
        page = f"<p>{PROSE}</p><div><div><dl><dt>Most read</dt>{items}</dl></div></div>"
        doc = scrapeclean.Cleaner().segment(page)
        doc.derived["roles"] = learnt({block.position: {"nav": 0.8} for block in doc.blocks[2:]})
        assert len(heard(Lists(), doc).claims("ranking")) == found

    @pytest.mark.parametrize(
        ("heading", "others", "names"),
        [("Most read", 0.0, [4]), ("Most read", 2.0, [1]), ("At the quay", 0.0, [4]),
         ("At the quay", 2.0, [1])],
    )  # fmt: skip
    def test_a_heading_heads_what_only_looks_like_a_menu(
        self, heading: str, others: float, names: list[int]
    ) -> None:
        links = ("[The old pier has reopened at last]", "[Herring and eel]",
                 "[A boat for everyone who can row]", "[The last ferry of the year]")  # fmt: skip
        doc = html(("main", (PROSE, MORE, ("heading", heading), *links)))
        doc.derived["roles"] = learnt({4: {"nav": 0.8, "list": 0.1}, 3: {"list": 0.9}})
        doc.derived["page_types"] = {"article": 0.9}
        (looks,) = (v.weight for v in RolesByLooks()(doc, Tally(7)) if v.role == "nav")
        votes = (Vote(4, "nav", looks, "looks"), Vote(4, "nav", others, "its markup"))
        tally = heard(Lists(), doc, *votes)
        found = [*self.groups(tally, "ranking"), *self.groups(tally, "related")]
        assert [len(items) for _, items in found] == names

    @pytest.mark.parametrize(("box", "field"), [("div", "recommendation"), ("", "related")])
    def test_the_kind_of_a_list_in_a_box_of_its_own_is_what_it_looks_like(
        self, box: str, field: str
    ) -> None:
        names = ("The old pier has reopened", "A boat for everyone who can row", "The last ferry")
        items = "".join(
            f"<li><a href=/{at}>{name} of the year</a>" for at, name in enumerate(names)
        )
        listed = f"<h4>At the quay</h4><ul>{items}</ul>"
        boxed = f"<{box}>{listed}</{box}>" if box else listed
        doc = scrapeclean.Cleaner().segment(f"<div><p>{PROSE}</p><p>{MORE} {MORE}</p>{boxed}</div>")
        kinds = {"related": 0.1, "ranking": 0.0, "recommendation": 0.8, "latest": 0.1}
        doc.derived["roles"] = learnt({b.position: {"list": 0.9} for b in doc.blocks[3:]}, kinds)
        doc.derived["page_types"] = {"article": 0.9}
        assert len(heard(Lists(), doc).claims(field)) == 1

    def test_a_lone_link_between_paragraphs_in_html(self) -> None:
        doc = html(("div.story", (PROSE, "[The old pier has reopened at last]", MORE)))
        assert roles(heard(Lists(), doc), doc) == ["other", "related", "other"]
