"""What holds for every page, whatever is in it: searched for counter-examples."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scrapeclean
from scrapeclean import Article, Cleaner, ScrapecleanError
from scrapeclean.assemble import assemble, place_blocks

thorough = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

SENTENCES = (
    "The harbour board met on Tuesday and put off the vote on a second crane for the inner basin.",
    "Nobody had found the time to read the report, which had come in late and was rather long.",
    "Boats that use the inner basin should keep to the eastern side until the dredger has left.",
    "Der Rat hat am Montag beschlossen, die alte Brücke noch einen Winter lang stehen zu lassen.",
    "市议会星期一决定把旧桥再保留一个冬天,因为修理的费用比预计的要高得多。",
    "قرر المجلس يوم الاثنين إبقاء الجسر القديم شتاء آخر لأن تكاليف الإصلاح أعلى من المتوقع.",
)
SCRAPS = (
    "Home", "Share", "Related", "By Ann Bell", "May 3, 2024", "Tags: Harbour, Crane", "Like (3)",
    "Most read", "© 2024 Bay Post", "- item", "1. first", "> quote", "Home > News", "a < b",
    "&amp;",
    "Next: The pier reopens after two years", "# Head", "| a | b |", "Comments", "x",
)  # fmt: skip
words = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(SCRAPS),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)
TAGS = (
    "div", "p", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h2", "span", "a", "b", "pre",
    "code",
    "br", "nav", "article", "section", "aside", "footer", "blockquote", "dl", "dt", "dd", "script",
    "style", "button", "figure", "figcaption", "svg", "template", "select", "option", "hr", "form",
)  # fmt: skip
ATTRIBUTES = (
    "", " class='comments'", " id=related", " hidden", " href=/x", " class='article-body'",
    " style='display:none'", " class='share tags'", " itemprop=author", " colspan=2", " rel=tag",
)  # fmt: skip


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attribute, inner, end: f"<{tag}{attribute}>{''.join(inner)}" + end.format(tag),
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(children, max_size=5),
        st.sampled_from(("</{}>", "</{}>", "</{}>", "")),
    )


escaped = words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;") + " ")
html_pages = st.lists(st.recursive(escaped, element, max_leaves=25), min_size=1, max_size=8).map(
    lambda parts: "<html><body>" + "".join(parts)
)
text_pages = st.lists(words, min_size=1, max_size=25).map("\n".join)
pages = st.one_of(html_pages, text_pages)


def cleaned(page: str | bytes, **options: object) -> Article | None:
    try:
        return scrapeclean.extract(page, **options)  # type: ignore[arg-type]  # only kind is used
    except ScrapecleanError:
        return None


@thorough
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200), pages),
    st.sampled_from([None, "html", "text"]),
    st.one_of(st.none(), st.text(max_size=20)),
)
def test_only_own_errors(page: str | bytes, kind: str | None, url: str | None) -> None:
    article = cleaned(page, kind=kind, url=url)
    if article:
        article.to_markdown()
        article.to_html()
        article.to_schema_org()
        repr(article)


@thorough
@given(pages)
def test_the_text_is_a_part_of_the_page_in_its_order(page: str) -> None:
    cleaner = Cleaner()
    try:
        document = cleaner.segment(page)
    except ScrapecleanError:
        return
    article = assemble(document, cleaner.judge(document))
    there = iter(word for block in document.blocks for word in block.text.split())
    missing = [word for word in article.text.split() if word not in there]
    assert missing == []


@thorough
@given(pages)
def test_every_block_ends_in_exactly_one_place(page: str) -> None:
    cleaner = Cleaner()
    try:
        document = cleaner.segment(page)
    except ScrapecleanError:
        return
    tally = cleaner.judge(document)
    article, placing = assemble(document, tally), place_blocks(document, tally)
    shown = [block for block in document.blocks if block.text]
    assert [bool(placing.places[block.position]) for block in document.blocks] == [
        bool(block.text) or placing.roles[block.position] == "body" for block in document.blocks
    ]
    assert {placing.places[b.position] for b in shown} <= {*Article.model_fields}
    removed = [b.text for b in shown if placing.places[b.position] == "removed"]
    assert [piece.text for piece in article.removed] == removed
    body = [b.text for b in shown if placing.places[b.position] == "blocks"]
    assert "".join(article.text.split()) == "".join("".join(body).split())


@thorough
@given(pages)
def test_json_and_back(page: str) -> None:
    article = cleaned(page)
    if article:
        assert Article.model_validate_json(article.model_dump_json()) == article


@thorough
@given(pages)
def test_the_same_page_gives_the_same_article(page: str) -> None:
    assert cleaned(page) == cleaned(page)


@thorough
@given(pages)
def test_spans_lie_inside_their_blocks(page: str) -> None:
    try:
        blocks = Cleaner().segment(page).blocks
    except ScrapecleanError:
        return
    for block in blocks:
        assert all(0 <= a.start < a.end <= len(block.text) for a in (*block.links, *block.marks))
        assert all(one.end <= other.start for one, other in pairwise(block.links))
        assert block.kind == "code" or block.text == " ".join(block.text.split())


@thorough
@given(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=8, unique=True))
def test_clean_text_stays_as_it_is(paragraphs: list[str]) -> None:
    """Cleaning what is clean changes nothing, as long as it is running text of some length."""
    paragraphs = [f"{one} {other}" for one, other in pairwise((*paragraphs, paragraphs[0]))]
    page = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = scrapeclean.extract(f"<article>{page}</article>")
    assert article.text == "\n".join(paragraphs)
    assert scrapeclean.extract(article.text, kind="text").text == article.text


@pytest.mark.parametrize("count", [8])
def test_threads_change_nothing(count: int) -> None:
    many = [
        "<article><h1>Head</h1>" + "".join(f"<p>{s}</p>" for s in SENTENCES[:n]) + "</article>"
        for n in range(1, 7)
    ] + ["\n".join((*SCRAPS[:n], *SENTENCES, *SCRAPS[n:])) for n in range(6)]
    with ThreadPoolExecutor(count) as pool:
        threaded = list(pool.map(scrapeclean.extract, many * 4))
    assert threaded == [scrapeclean.extract(page) for page in many] * 4
