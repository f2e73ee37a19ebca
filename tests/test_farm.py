"""Content-farm pages, made up in several languages and layouts: everything comes out typed."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from farm_pages import TEMPLATES, generate
from scrapeclean import Article, Cleaner
from scrapeclean.assemble import assemble, place_blocks
from scrapeclean.extractors._html_lists import html_lists
from scrapeclean.heading_kinds import heading_labels, heading_role, headings_of, list_role
from scrapeclean.headline import copyright_holder
from scrapeclean.lexicon import load
from scrapeclean.tally import Tally

with patch.object(sys, "path", [str(Path(__file__).parents[1] / "benchmarks"), *sys.path]):
    headings = importlib.import_module("train.headings")

GOLDEN = Path(__file__).parent / "golden"
ORDINARY = (
    "arabic-news.html", "blog-comments.html", "br-page.html", "docs-code.html", "german-news.html",
    "how-to.html", "markdown-dump.txt", "news-json-ld.html",
)  # fmt: skip
PAGES = list(generate(seed=3, pages_each=1))
FORMS = [(page, form) for page in PAGES for form in ("text", "html")]
IDS = [f"{page['variant']}-{form}" for page, form in FORMS]


def test_every_template_is_printed_and_every_line_has_a_role() -> None:
    assert [page["variant"] for page in PAGES] == [*TEMPLATES]
    for page in PAGES:
        assert len(page["gold"]["lines"]) == len(page["text"].splitlines())


@pytest.mark.parametrize(("page", "form"), FORMS, ids=IDS)
def test_every_block_ends_in_exactly_one_place(page: dict[str, Any], form: str) -> None:
    cleaner = Cleaner()
    document = cleaner.segment(page[form])
    tally = cleaner.judge(document)
    article, placing = assemble(document, tally), place_blocks(document, tally)
    assert all(placing.places[block.position] for block in document.blocks if block.text)
    assert {*placing.places} <= {*Article.model_fields, ""}
    removed = [b.text for b in document.blocks if placing.places[b.position] == "removed"]
    assert [piece.text for piece in article.removed] == removed
    assert all(piece.reason for piece in article.removed)


@pytest.mark.parametrize(("page", "form"), FORMS, ids=IDS)
def test_title_and_site(page: dict[str, Any], form: str) -> None:
    article = Cleaner().extract(page[form])
    assert article.title == page["gold"]["title"]
    assert article.site_name == page["gold"]["site"]


@pytest.mark.parametrize(("page", "form"), FORMS, ids=IDS)
def test_trail_date_and_topics(page: dict[str, Any], form: str) -> None:
    article, gold = Cleaner().extract(page[form]), page["gold"]
    assert [crumb.name for crumb in article.breadcrumbs] == [c["text"] for c in gold["breadcrumbs"]]
    assert article.date_published is not None
    assert article.date_published.isoformat().startswith(gold["date"])
    assert list(article.tags) == [tag["text"] for tag in gold["tags"]]


@pytest.mark.parametrize("page", PAGES, ids=[*TEMPLATES])
def test_lists_sides_and_counters_of_flattened_pages(page: dict[str, Any]) -> None:
    """Every item, in the right kind of list under its heading, even of a language not known."""
    article, gold = Cleaner().extract(page["text"]), page["gold"]
    for wanted in gold["lists"]:
        (group,) = getattr(article, wanted["kind"])
        assert group.heading == wanted["heading"]
        assert [link.name for link in group.links] == [item["text"] for item in wanted["items"]]
    for side in ("previous", "next"):
        found = getattr(article, side)
        assert (found.name if found else None) == (gold[side]["text"] if gold[side] else None)
    counters = {widget.text for widget in article.widgets if widget.kind == "like"}
    assert counters == {widget["text"] for widget in gold["widgets"]}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Most viewed this week", "ranking"),  # no phrase of the lexicon, but its stems are
        ("Selected for you today", "recommendation"),
        ("本周热文", "ranking"),
        ("Nuevos artículos", "latest"),
        ("Related stories", "related"),
        ("What happens next", None),
        ("About the author", None),
    ],
)
def test_the_kind_of_a_list_by_its_heading(heading: str, role: str | None) -> None:
    assert list_role(heading) == role


def test_what_is_kept_of_headings_is_made_of_their_phrases() -> None:
    assert load("heading_labels") == headings.folded(), "run benchmarks/train/headings.py again"
    assert load("heading_stems") == headings.stems(), "run benchmarks/train/headings.py again"
    shared = {plain for plain, kind in heading_labels().items() if kind == "share"}
    assert headings_of("share") == shared
    assert "share this article" in shared


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("KaçırmayınTümü", "recommendation"),  # the link to all of the list, glued to its heading
        ("更多>> 热门文章", "ranking"),
        ("En cok okunanlar", "ranking"),  # without its accents
        ("الاكثر قراءة", "ranking"),
        ("مطالب مرتبط", "related"),
        ("🔥 Top 7", "ranking"),
        ("More", None),
        ("Top of the hill", None),
    ],
)
def test_a_phrase_that_is_spelled_or_set_differently(line: str, role: str | None) -> None:
    assert heading_role(line) == role


def test_a_list_in_the_text_stays_there() -> None:
    """Lines in a row before the end of an article, and short items at its end, are the text's."""
    sentence = "The harbour board met on Tuesday and put off the vote on a crane for the inner old "
    page = "\n".join(
        [
            "Crane vote put off until the spring", "May 3, 2024",
            sentence + "basin.", sentence + "basin again.", "What the board wants to see",
            "- A shorter waiting period", "- Two new depots", "- No change to the fare",
            "Tags: Harbour, Crane", "Related", "- The ferry is late for the third time this week",
            "- A retired baker finds the old account book",
        ]
    )  # fmt: skip
    article = Cleaner().extract(page)
    assert [len(group.links) for group in article.related] == [2]
    assert article.recommendation == ()
    assert article.ranking == ()


_TEXT = [
    f"The harbour board met on {day} and put off the vote on a crane for the inner old basin, "
    "which the members had asked for in the spring, for want of money and of a quorum. Two of them "
    "left before the minutes were read, and said at the door that they would not come again."
    for day in ("Monday", "Tuesday", "Friday")
]
_NAMES = ("Tram line nine gets new rails", "The old mill race floods again", "Ferry sold at last")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Hot topics", *(f"0{n}{name}" for n, name in enumerate(_NAMES, 1))], "ranking"),
        (["Hot topics", *(f"{n}341{name}" for n, name in enumerate(_NAMES, 3))], "ranking"),
        (["Hot topics", *(f"{name} ({n}27)" for n, name in enumerate(_NAMES, 3))], "ranking"),
        (["Hot topics", *(f"[Town] {name} {n}7 read" for n, name in enumerate(_NAMES))], "ranking"),
        (["Just in", *(f"05-1{n}{name}" for n, name in enumerate(_NAMES, 3))], "latest"),
        (["Just in", *(f"·{name}(2024-05-1{n})" for n, name in enumerate(_NAMES, 3))], "latest"),
        (["Worth reading", *(line for name in _NAMES for line in (name, "A long wait ends."))],
         "recommendation"),
    ],
)  # fmt: skip
def test_what_flattening_glues_to_items_is_no_part_of_them(lines: list[str], kind: str) -> None:
    page = "\n".join(["Crane vote put off", "May 3, 2024", *_TEXT, "Good (3)", *lines])
    (group,) = getattr(Cleaner().extract(page), kind)
    assert [link.name for link in group.links] == list(_NAMES)


def test_a_list_inside_the_text_ends_where_the_text_goes_on() -> None:
    page = "\n".join(
        [
            "Crane vote put off",
            _TEXT[0],
            "Related",
            *_NAMES,
            "It rained on the day, and nobody came.",
            *_TEXT[1:],
        ]
    )
    article = Cleaner().extract(page)
    assert [len(group.links) for group in article.related] == [3]
    assert len(article.blocks) == 4


def test_a_heading_that_holds_a_dateline_and_a_line_with_both_neighbours() -> None:
    page = f"""<title>Crane vote put off_Town_Quay - Powered by Formel!</title>
      <div><a href="/">Home</a>/<a href="/t">Town</a></div>
      <h1>Crane vote put off<br><span>2024-05-03 11:20 Source: Quay</span></h1>
      <p>{_TEXT[0]}</p><p>{_TEXT[1]}</p>
      <div><em>Previous: <a href="/1">{_NAMES[0]}</a></em><em>Next: <a href="/2">{_NAMES[1]}</a>"""
    article = Cleaner().extract(page)
    assert article.title == "Crane vote put off"
    assert article.site_name == "Quay"
    assert str(article.date_published) == "2024-05-03 11:20:00"
    assert [crumb.name for crumb in article.breadcrumbs] == ["Home", "Town"]
    sides = (article.previous, article.next)
    assert [(side.name, side.url) for side in sides if side] == [
        (_NAMES[0], "/1"),
        (_NAMES[1], "/2"),
    ]


def test_neighbours_between_arrows_and_a_headline_that_only_the_pages_title_tells() -> None:
    page = f"""<title>Crane vote put off-Town-Quay</title><p><a href="/">Home</a> | <a
      href="/t">Town</a></p><p><b>Crane vote put off</b></p><p>{_TEXT[0]}</p><p>{_TEXT[1]}</p>
      <p>« <a href="/1">{_NAMES[0]}</a> | <a href="/">Home</a> | <a href="/2">{_NAMES[1]}</a> »</p>
      <p>Powered by Formel © 2019-2024 Quay</p>"""
    article = Cleaner().extract(page)
    assert article.title == "Crane vote put off"
    assert [crumb.name for crumb in article.breadcrumbs] == ["Home", "Town"]
    sides = (article.previous, article.next)
    assert [(side.name, side.url) for side in sides if side] == [
        (_NAMES[0], "/1"),
        (_NAMES[1], "/2"),
    ]
    assert copyright_holder("Powered by Formel © 2019-2024 Quay") == "Quay"


def test_topics_by_their_mark_and_a_trail_behind_the_pages_own_title() -> None:
    lines = ["Crane vote put off :: Town :: Quay", "Home → Town", "Crane vote put off", *_TEXT]
    article = Cleaner().extract("\n".join([*lines, "#crane#harbour"]))
    assert article.tags == ("crane", "harbour")
    assert [crumb.name for crumb in article.breadcrumbs] == ["Home", "Town"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("👍 45👎 7", "like"),
        ("Helpful 12 Not helpful 3", "like"),
        ("♥ Like ♥ 12", "like"),
        ("FacebookWhatsAppTelegram", "share"),
    ],
)
def test_counters_and_names_glued_in_a_row(line: str, kind: str) -> None:
    page = "\n".join(["Crane vote put off", *_TEXT, line])
    assert [widget.kind for widget in Cleaner().extract(page).widgets] == [kind]


@pytest.mark.parametrize(("page", "form"), FORMS, ids=IDS)
def test_a_farm_is_warned_of(page: dict[str, Any], form: str) -> None:
    warning = Cleaner().extract(page[form]).warnings[-1]
    score, _, reasons = warning.removeprefix("content_farm: ").partition(" ")
    assert 0.8 <= float(score) <= 1
    assert "several lists of articles" in reasons


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_page_is_no_farm(name: str) -> None:
    article = Cleaner().extract((GOLDEN / name).read_bytes())
    assert not any("content_farm" in warning for warning in article.warnings)


@pytest.mark.parametrize(("cards", "sign"), [(3, "heading"), (4, "pattern")])
def test_a_list_of_cards_is_one_for_sure_from_four_on(cards: int, sign: str) -> None:
    name, teaser = "The old mill race floods again in spring", "Nobody knows why it rains."
    card = f'<div><h3><a href="/{{}}">{name} {{}}</a></h3><p>{teaser}</p></div>'
    shown = "".join(card.format(at, at) for at in range(cards))
    document = Cleaner().segment(f"<article><p>{_TEXT[0]}</article><aside><h2>Related</h2>{shown}")
    found = html_lists(document, Tally(len(document.blocks)))
    assert [each.sign for each in found if each.role == "related"][:1] == [sign]
