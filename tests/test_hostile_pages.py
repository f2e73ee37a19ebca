"""Whatever a page holds, our HTML of it runs nothing, loads nothing but pictures, hides nothing."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from scrapeclean import Article, extract
from xss_vectors import VECTORS

ELEMENTS = frozenset({
    "article", "h1", "h2", "h3", "h4", "h5", "h6", "p", "a", "em", "strong", "code", "sub", "sup",
    "del", "ins", "mark", "kbd", "br", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr",
    "td", "th", "pre", "blockquote", "cite", "small", "hr", "dl", "dt", "dd", "figure",
    "figcaption", "img", "section", "math", "semantics", "annotation", "mi", "mn", "mo", "mrow",
    "mtext", "msup",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "lang", "dir", "href", "rel", "src", "alt", "cite", "class", "start", "id", "role", "colspan",
    "rowspan", "display", "encoding",
})  # fmt: skip
PROSE = "".join(
    f"<p>The {word} mill at the creek stood still for sixty years, and its wheel, of which nobody "
    "knew the age, had been sold for scrap long before the war, as the miller liked to tell.</p>"
    for word in ("old", "new", "third")
)


def page(vector: str) -> Article:
    return extract(f"<html><body><h1>The mill</h1><article>{PROSE}{vector}{PROSE}</article>")


@pytest.mark.parametrize("vector", VECTORS)
def test_html_of_a_hostile_page_is_safe(vector: str) -> None:
    shown = BeautifulSoup(page(vector).to_html(), "html.parser")
    assert "sixty years" in shown.get_text()
    for tag in shown.find_all(True):
        assert tag.name in ELEMENTS
        assert set(tag.attrs) <= ATTRIBUTES, tag
        for key in ("href", "src", "cite"):
            address = "".join(str(tag.get(key, "")).split()).lower()
            assert not re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", address), tag


def test_an_address_with_blanks_keeps_them_encoded() -> None:
    html = page("<p>See <a href='https://x.example/a map of it'>the map of it</a>, please.</p>")
    assert 'href="https://x.example/a%20map%20of%20it"' in html.to_html()
    assert "](https://x.example/a%20map%20of%20it)" in html.to_markdown()


@pytest.mark.parametrize("address", ["http://[", "//[", "http://a]b/", "http://\u2100/"])
def test_addresses_nobody_can_follow_cost_nothing_but_themselves(address: str) -> None:
    page = (
        f'<base href="{address}"><link rel="canonical" href="{address}">'
        f'<meta property="og:url" content="{address}"><meta name="author" content="Ann Lee">'
        f'<meta property="og:image" content="{address}"><h1>Rain at last</h1><img src="{address}">'
        f'<a rel="next" href="{address}">Next</a><p>The rain came in the night, and it stayed.</p>'
    )
    for url in (None, address):
        article = extract(page, url=url)
        assert "The rain came in the night" in article.text
        assert article.main_image is None
