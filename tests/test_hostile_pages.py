"""Whatever a page holds, our HTML of it runs nothing, loads nothing but pictures, hides nothing."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from scrapeclean import Article, extract

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
VECTORS = {
    "script": "<script>x()</script><SCRIPT SRC=//e.example/x.js></SCRIPT>",
    "handler": "<p onclick=x() onmouseover='x()'>Press <b onfocus=x() tabindex=0>here</b></p>",
    "link": "<p><a href=' java\nscript:x()'>one</a> <a href='jav&#x09;ascript:x()'>two</a></p>",
    "entity": "<p><a href='&#106;avascript&colon;x()'>one</a> <a href=DATA:text/html,x>two</a></p>",
    "picture": "<img src=x onerror=x()><img src='data:image/svg+xml,<svg onload=x()>' alt=a>",
    "svg": "<svg onload=x()><a xlink:href='javascript:x()'><text>go</text></a></svg>",
    "math": "<math href='javascript:x()'><mi onclick=x() href='javascript:x()'>a</mi>"
            "<maction actiontype='statusline#http://e'>b</maction></math>",
    "annotation": "<math><annotation-xml encoding=text/html><img src=x onerror=x()>"
                  "</annotation-xml><mi>c</mi></math>",
    "frame": "<iframe srcdoc='<script>x()</script>'></iframe><iframe src=javascript:x()></iframe>",
    "object": "<object data='data:text/html,x'></object><embed src=javascript:x()>",
    "form": "<form action=javascript:x()><button formaction=javascript:x()>Send</button></form>",
    "style": "<style>p{background:url(javascript:x())}</style>"
             "<p style='width:expression(x())'>a</p>",
    "base": "<base href='javascript:x()//'><p><a href=y>relative</a></p>",
    "meta": "<meta http-equiv=refresh content='0;url=javascript:x()'>",
    "quote": "<blockquote cite='javascript:x()'><p>Said.</p></blockquote>",
    "code": "<pre><code class='language-x&quot;onload=&quot;x()'>&lt;script>x()&lt;/script>"
            "</code></pre>",
    "caption": "<figure><img src=/a.jpg alt='&quot;onerror=x() '><figcaption>&lt;img src=x "
               "onerror=x()></figcaption></figure>",
    "nested": "<p><<script>script>x()<</script>/script></p><noscript><p title='</noscript><img "
              "src=x onerror=x()>'>n</p></noscript>",
    "comment": "<p>a<!--><img src=x onerror=x()>-->b</p><![CDATA[<script>x()</script>]]>",
    "template": "<template><script>x()</script></template><xmp><script>x()</script></xmp>",
    "list": "<ol start='1\" onload=\"x()'><li value='2 onclick=x()'>one</ol>",
    "table": "<table background=javascript:x()><tr><td colspan='2\" onload=x()'>a<td>b</table>",
}  # fmt: skip
PROSE = "".join(
    f"<p>The {word} mill at the creek stood still for sixty years, and its wheel, of which nobody "
    "knew the age, had been sold for scrap long before the war, as the miller liked to tell.</p>"
    for word in ("old", "new", "third")
)


def page(vector: str) -> Article:
    return extract(f"<html><body><h1>The mill</h1><article>{PROSE}{vector}{PROSE}</article>")


@pytest.mark.parametrize("name", VECTORS)
def test_html_of_a_hostile_page_is_safe(name: str) -> None:
    shown = BeautifulSoup(page(VECTORS[name]).to_html(), "html.parser")
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
