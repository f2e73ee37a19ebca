"""HTML that is broken, nested or cut off: nothing readable is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

import scrapeclean
from html_blocks import texts
from scrapeclean.model import Document
from scrapeclean.segment.html import segment_html, segment_tree


class TestBrokenPages:
    @pytest.mark.parametrize("tag", ["</body>", "</html>", "</body></html>", "</BODY >"])
    def test_an_early_end_ends_nothing(self, tag: str) -> None:
        assert texts(f"<html><body><p>a</p>{tag}<div><p>b</p></div></body></html>") == ["a", "b"]

    @pytest.mark.parametrize(
        "between",
        [
            "<script>x = '<!-- </p> <p>no</p>'</script>", "<!-- <script> <p>no</p> -->",
            "<style>a > b { content: '<!--' }</style>", "<script>if (a < b && c) d('<\\/script>')"
            "</script>", "<!-- --!>", "<!-->", "<SCRIPT>'</scr'</SCRIPT >",
            "<!--[if IE]><p>no</p><![endif]-->", "<svg><title>no</title><text>no</text></svg>",
            "<script type=text/template><p>no</p></script>", "<![CDATA[ no ]]>",
        ],
    )  # fmt: skip
    def test_code_and_comments_are_no_text(self, between: str) -> None:
        doc = segment_html(f"<p>one</p>{between}<p>two</p>")
        assert [b.text for b in doc.blocks] == ["one", "two"]
        assert doc.warnings == ()

    @pytest.mark.parametrize(
        ("page", "said"),
        [
            ("<p>one</p><script>var x = 1; <p>two</p>", "unclosed <script>"),
            ("<p>one</p><style>p {} <p>two</p>", "unclosed <style>"),
            ("<p>one</p><!-- <p>two</p>", "unclosed comment"),
            ("<p>one</p><svg fill='none'><p>two</p>", "unclosed <svg>"),
        ],
    )
    def test_what_never_ends_loses_nothing(self, page: str, said: str) -> None:
        doc = segment_html(page)
        assert [b.text for b in doc.blocks] == ["one", "two"]
        assert len(doc.warnings) == 1
        assert said in doc.warnings[0]

    @pytest.mark.parametrize(
        "page",
        [
            "<p title='<script>'>one</p><p>two</p><script></script>",
            "<p data-x='<script src=x></script>'>one</p><p>two</p>",
            "<meta content='Cut <!-- here'><p>one</p><!-- --><p>two</p>",
            '<meta content="a <style>p{"><p>one</p><style>p{}</style><p>two</p>',
            "<svg-icon a=b></svg-icon><h2>one</h2><svg></svg><p>two</p>",
            "<svg a=b /><h2>one</h2><svg></svg><p>two</p>",
            "<h2>one</h2><script src=a /><h2>two</h2><script>no</script>",
            "<svg><g><svg><g/></svg><text>no</text></svg><h2>one</h2><p>two</p>",
            "<svg><path><h2>one</h2><p>two</p>",
        ],
    )  # fmt: skip
    def test_only_the_elements_themselves_are_dropped(self, page: str) -> None:
        assert texts(page) == ["one", "two"]

    @pytest.mark.parametrize("tag", ["iframe", "textarea", "xmp", "noembed", "plaintext"])
    def test_raw_text_that_never_ends_is_read_as_markup(self, tag: str) -> None:
        assert texts(f"<p>one</p><{tag}><p>two <b>words</b></p>") == ["one", "two words"]

    @pytest.mark.parametrize("tag", ["svg", "map", "object", "canvas", "button"])
    def test_an_article_inside_what_holds_none(self, tag: str) -> None:
        story = "The whole story is in here. " * 10
        assert story.strip() in texts(f"<{tag}><p>{story}</p></{tag}><p>after</p>")

    def test_an_article_behind_many_elements_inside_what_holds_none(self) -> None:
        page = "<object>a <p>b</p>" * 500 + f"<p>{'The whole story is in here. ' * 10}</p>"
        assert "The whole story" in texts(page)[-1]

    def test_the_document_inside_a_frame(self) -> None:
        inner = "<html><head><title>no</title></head><body><p>A &amp;amp; B</p></body></html>"
        quoted = inner.replace("<", "&lt;")
        page = f"<p>one</p><iframe title=x srcdoc='{quoted}'></iframe><p>two</p>"
        doc = segment_html(page)
        assert [b.text for b in doc.blocks] == ["one", "A & B", "two"]
        assert doc.head.title == ""

    def test_a_frame_with_an_address_stands_for_what_is_there(self) -> None:
        page = "<iframe src=https://p/1 srcdoc='<p>Play</p>'></iframe><p>two</p>"
        assert texts(page) == ["", "two"]

    def test_frames_inside_frames_without_end(self) -> None:
        page = "<p>innermost</p>"
        for _ in range(400):  # more than Python's stack has room for
            page = page.replace("&", "&amp;").replace('"', "&quot;").replace("</", "&lt;/")
            page = f'<p>level</p><iframe srcdoc="{page}"></iframe>'
        assert texts(page)[:4] == ["level"] * 4

    @pytest.mark.parametrize("opener", ["<textarea>", '<a title="<!--">', '<a title="<style">'])
    def test_an_end_that_is_far_away_is_looked_for_once(self, opener: str) -> None:
        # Quadratic looking took minutes here.
        end = {"t": "</textarea>", "a": "--></style>"}[opener[1]]
        assert texts("<p>one</p>" + opener * 100_000 + end)[0] == "one"

    @pytest.mark.parametrize("shown", ["shadowrootmode=open", "shadowroot=open"])
    def test_a_declared_shadow_tree_is_shown(self, shown: str) -> None:
        doc = segment_html(f"<x-y><template {shown}><p>in</p></template></x-y><template>no")
        assert [(b.text, b.hidden) for b in doc.blocks] == [("in", False), ("no", True)]

    @pytest.mark.parametrize(
        "page",
        [
            "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>は</p>",
            "<p><ruby><rb>漢</rb><rb>字</rb><rtc><rt>かん</rt><rt>じ</rt></rtc></ruby>は</p>",
            "<p><ruby><rb>漢<rb>字<rtc>かんじ</ruby>は</p>",
        ],
    )
    def test_readings_are_no_text(self, page: str) -> None:
        assert texts(page) == ["漢字は"]

    def test_markup_in_a_page_of_frames(self) -> None:
        doc = segment_html("<html><frameset><frame src=a><noframes><body><p>Plain <b>text</b></p>")
        assert [b.text for b in doc.blocks] == ["Plain text"]
        assert "frameset" in doc.warnings[0]

    @pytest.mark.parametrize(
        ("page", "found"),
        [
            ("<div>" * 3000 + "<p>deep</p>" + "</div>" * 3000 + "<p>after</p>", ["deep", "after"]),
            ("<div>a<font size=2><i>" * 3000 + "b", ["a"] * 2999 + ["ab"]),
            ("<p>a</p>" + "<ul><li>b" * 3000 + "<p>c", ["a", *["b"] * 3000, "c"]),
            ("<a-b><c-d><e-f><g-h><i-j><k-l>" * 2000 + "x", ["x"]),
            ("<div>" * 3000 + "<section>" * 3000 + "<article>" * 3000 + "<p>x", ["x"]),
        ],
        ids=["never closed", "inline tags too", "lists", "many names", "one behind another"],
    )
    def test_what_lies_too_deep_is_recovered(self, page: str, found: list[str]) -> None:
        doc = segment_html(page)
        assert [b.text for b in doc.blocks] == found
        assert ["without some of its structure" in said for said in doc.warnings] == [True]

    def test_what_is_not_too_deep_stays_as_it_is(self) -> None:
        doc = segment_html("<div>" * 1000 + "<p>deep")
        assert [b.text for b in doc.blocks] == ["deep"]
        assert len(doc.containers) > 1000
        assert doc.warnings == ()

    def test_a_tree_too_deep_is_reported(self) -> None:
        root = tip = etree.Element("div")
        for _ in range(3000):
            tip = etree.SubElement(tip, "div")
        assert "drops what lies deeper" in segment_tree(root).warnings[0]

    def test_nested_players_are_looked_into_once(self) -> None:
        # Quadratic looking took minutes here.
        story = "word " * 50_000
        doc = segment_html("<p><object>x" * 800 + f"<p>{story}")
        assert max(len(b.text) for b in doc.blocks) == len(story) - 1


def test_lone_surrogates_do_not_stop_it() -> None:
    doc: Document = segment_html("<p>a\ud800b \ud83d\ude00</p>")
    assert doc.blocks[0].text == "a\ufffdb \U0001f600"


def test_a_title_that_never_ends_does_not_swallow_the_page() -> None:
    page = "<head><title>Boats at night - Wire</titel><meta name=a content=b></head><body>" + (
        "<p>The boats will run again from June on, every night of the week.</p>" * 100
    )
    article = scrapeclean.extract(page)
    assert "every night of the week" in article.text
    assert "unclosed <title>" in " ".join(article.warnings)


@pytest.mark.parametrize(
    "start", ["<title>T</title>", "<html><head><title>T</title>", "<style></style>"]
)
@pytest.mark.parametrize("tag", ["article", "main", "x-story"])
@pytest.mark.parametrize("parse", [str, str.encode, lxml_html.document_fromstring])
def test_a_head_that_is_not_closed_ends_where_the_body_begins(
    start: str, tag: str, parse: Callable[[str], Any]
) -> None:
    story = "The first sentence of a story that nobody may lose. " * 5
    page = f"{start}<{tag}><p>{story}</p></{tag}>Loose words.<p>And more. {story}</p>"
    article = scrapeclean.extract(parse(page))
    read = [article.text, *(each.text for each in article.removed)]
    assert article.text.count("nobody may lose") == 10
    assert "Loose words." in "\n".join(read)
    assert article.text.index(story[:9]) < article.text.index("And more.")


@pytest.mark.parametrize(
    "quoted", ["One line. {0}\\n\\nThe next. {0}", "<p>One line. {0}</p><p>The next. {0}"]
)
def test_a_text_that_only_scripts_show_is_read_from_what_search_engines_are_told(
    quoted: str,
) -> None:
    body = quoted.format(
        "The council met on Monday & agreed after a long debate to repair it. " * 2
    )
    told = f'{{"@type": "Article", "articleBody": "{body}"}}'
    data = f'<script type="application/ld+json">{told}</script>'
    empty = (
        f"<html><head><title>T</title>{data}</head><body><div id=root>Loading</div></body></html>"
    )
    for page in (empty, lxml_html.document_fromstring(empty)):
        article = scrapeclean.extract(page)
        assert [block.text.split(".")[0] for block in article.blocks] == ["One line", "The next"]
        assert any("JSON-LD" in warning for warning in article.warnings)
    assert "<sic>" in scrapeclean.extract(empty.replace("One line", "One <sic> line")).text or (
        "<p>" in quoted
    )
    shown = empty.replace("Loading", "<p>Teaser, and the rest for subscribers. " * 3)
    assert "One line" not in scrapeclean.extract(shown).text


def test_a_tag_does_not_end_inside_of_quotes() -> None:
    page = '<p>Before.</p><script title="a/>b">secret()</script><p>Behind.</p>'
    assert texts(page) == ["Before.", "Behind."]


@pytest.mark.parametrize("sign", ["\f", "\v", "\x1c", "\uffff", "&#1;", "&#12;", "&#xFFFE;"])
def test_text_behind_a_stray_may_hold_what_xml_may_not(sign: str) -> None:
    page = f"<title>T</title><main><p>One mill.</p></main>Two{sign} mills<p>Three.</p>"
    assert texts(page) == ["One mill.", "Two mills", "Three."]
