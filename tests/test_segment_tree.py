"""What a page says of itself in its head, and trees that were parsed by others."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from lxml import html as lxml_html

import scrapeclean
from html_blocks import URL
from scrapeclean.lexicon import load
from scrapeclean.segment.html import segment_html, segment_tree


class TestHead:
    PAGE = (
        "<html lang='de-AT' dir=RTL><head><title> T &amp;\n U </title>"
        "<meta property='OG:title' content=' a  b '><meta name=x content=''>"
        "<meta itemprop=headline content=h><link rel='Canonical' href='/c'>"
        '<script type=\'application/ld+json\'>{"a": "</p>"}</script></head>'
        "<body><svg><title>icon</title></svg><p>x"
    )

    def test_head(self) -> None:
        head = segment_html(self.PAGE, url=URL).head
        assert head.title == "T & U"
        assert head.meta == (("og:title", "a b"), ("itemprop:headline", "h"))
        assert head.links == (("canonical", "https://example.org/c"),)
        assert head.json_ld == ('{"a": "</p>"}',)
        assert (head.language, head.direction) == ("de-AT", "rtl")
        assert head.first_meta("x", "og:title") == "a b"

    @pytest.mark.parametrize(
        "name", [name for names in load("sources")["script_dates"].values() for name in names]
    )
    def test_dates_in_scripts(self, name: str) -> None:
        page = f'<p data-x="{{&quot;{name}&quot;: &quot;2024-05-01T10:00&quot;}}">x'
        page += f'<script>x("{name}", {{"{name}" : "2023-05-01T10:00"}})</script>'
        assert segment_html(page).head.meta == ((f"script:{name.lower()}", "2024-05-01T10:00"),)

    def test_a_drawing_names_no_page(self) -> None:
        page = "<body><svg><title>icon</title><p>" + "text " * 60 + "</svg>"
        assert segment_html(page).head.title == ""

    def test_properties(self) -> None:
        doc = segment_html(
            "<div itemscope itemtype='https://schema.org/NewsArticle'>"
            "<p>By <a rel='author tag' href=/ann itemprop=author>Ann</a></p>"
            "<time datetime=2024-05-01>May 1</time><meta itemprop=dateModified content=2024>"
            "</div><span class='post-Author'>Bob</span>",
            url=URL,
        )
        assert sorted((p.name, p.value, p.text, p.scope) for p in doc.properties) == [
            ("author", "https://example.org/ann", "Ann", "NewsArticle"),
            ("class:author", "Bob", "Bob", ""),
            ("dateModified", "2024", "", "NewsArticle"),
            ("rel:author", "https://example.org/ann", "Ann", "NewsArticle"),
            ("rel:tag", "https://example.org/ann", "Ann", "NewsArticle"),
            ("time", "2024-05-01", "May 1", "NewsArticle"),
        ]


PAGE = """<!DOCTYPE html><html lang="en"><head><title>The pier reopens - Bay Post</title></head>
<body><nav><a href="/">Home</a></nav><!-- x --><article><h1>The pier reopens</h1>
<p>The old pier opened its gates again on Monday, two years after a storm tore off its end,
&amp; several hundred people walked out to look at the water.</p>
<p>Repairs had cost more than <b>planned</b>, the mayor said, but the town had got the
<a href="/oak">oak beams</a> for next to nothing from a shipyard that closed.</p></article>
<script>var a = "<p>no</p>";</script></body></html>"""


class TestTrees:
    """A tree gives what its source gives, and is not touched."""

    @pytest.mark.parametrize(
        "parse",
        [
            lxml_html.document_fromstring,
            lambda page: lxml_html.document_fromstring(page).getroottree(),
            lambda page: etree.fromstring(page, etree.HTMLParser()),
            lambda page: BeautifulSoup(page, "lxml"),
            lambda page: BeautifulSoup(page, "html.parser"),
            lambda page: BeautifulSoup(page, "lxml").html,
        ],
        ids=["element", "tree", "etree", "soup", "soup of html.parser", "tag"],
    )
    def test_same_article(self, parse: Any) -> None:
        tree = parse(PAGE)
        before = self.source(tree)
        article = scrapeclean.extract(tree, url=URL)
        assert self.source(tree) == before
        wanted = scrapeclean.extract(PAGE, url=URL)
        assert (article.title, article.text) == (wanted.title, wanted.text)
        assert article.title == "The pier reopens"
        assert [(b.kind, b.text, b.spans) for b in article.blocks] == [
            (b.kind, b.text, b.spans) for b in wanted.blocks
        ]

    @staticmethod
    def source(tree: Any) -> Any:
        return str(tree) if hasattr(tree, "decode") else etree.tostring(tree)

    def test_a_part_of_a_tree(self) -> None:
        tree = lxml_html.fromstring("<div><p>a</p><div id=x><p>b</p>c</div>tail</div>")
        assert [b.text for b in segment_tree(tree.get_element_by_id("x")).blocks] == ["b", "c"]

    def test_xhtml_in_its_namespace(self) -> None:
        source = (
            '<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"'
            ' xml:lang="de"><head><title>T</title></head><body><p>\u00e9<br/>b</p>'
            "<script>no</script></body></html>"
        )
        for doc in (
            segment_html(source), segment_tree(etree.fromstring(source.encode("iso-8859-1")))
        ):  # fmt: skip
            assert [b.text for b in doc.blocks] == ["\u00e9 b"]
            assert (doc.head.title, doc.head.language) == ("T", "de")

    def test_comments_instructions_and_unresolved_entities(self) -> None:
        parser = etree.XMLParser(resolve_entities=False)
        tree = etree.fromstring(
            '<!DOCTYPE p [<!ENTITY eacute "x">]><p>a <!-- n --><?pi n?>caf&eacute; b</p>', parser
        )
        assert [b.text for b in segment_tree(tree).blocks] == ["a café b"]
