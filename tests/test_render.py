"""Renderers show all of the body, and nothing that runs."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scrapeclean import BodyBlock, Cell, Span
from scrapeclean.render import html, markdown, safe_url, text_of

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
NASTY = (
    "*a* _b_ `c` [d](e) <f> & &amp; \\ # 1. - > + | ~~~ ``` ![x](y) __x__ http://x ~ = $x$ ^ {a}"
)
LINES = (
    "# a", "1. a", "12) a", "- a", "+ a", "> a", "* a", "```", "~~~", "| a |", "---", "===", "***",
    "    indented", "<div>", "&copy;", "a\\", "[x]: /y", "1.", "-", "#", "!", "![", "`", "**",
)  # fmt: skip


def block(kind: str = "paragraph", text: str = "", **fields: object) -> BodyBlock:
    return BodyBlock.model_validate({"kind": kind, "text": text, **fields})


def cells(*rows: tuple[str, ...], header: bool = True) -> BodyBlock:
    typed = tuple(
        tuple(Cell(text=text, header=header and at == 0) for text in row)
        for at, row in enumerate(rows)
    )
    return BodyBlock(kind="table", text="\n".join("\t".join(row) for row in rows), rows=typed)


def shown(source: str) -> str:
    """The words a reader of the rendered HTML sees."""
    return " ".join(BeautifulSoup(source, "html.parser").get_text(" ").split())


def through_markdown(*blocks: BodyBlock, title: str | None = None) -> str:
    return shown(MARKDOWN.render(markdown(title, blocks)))


def squeezed(text: str) -> str:
    return "".join(text.split())


ALL = (
    block("heading", "Head & shoulders", level=2),
    block("paragraph", "Two lines\nof text with code", spans=(
        Span(start=0, end=3, kind="strong"), Span(start=24, end=28, kind="code"))),
    block("item", "one", level=1), block("item", "two", level=2), block("item", "three", level=1),
    block("paragraph", "between"),
    block("item", "first", level=1, ordered=True), block("item", "second", level=1, ordered=True),
    cells(("Name", "Size"), ("pier | old", "3"), ("", "4")),
    block("code", "if a < b:\n    ```\n    return '*'"),
    block("quote", "Quoted\nin two lines"), block("rule"),
    block("term", "Term"), block("definition", "Meaning"),
)  # fmt: skip


@pytest.mark.parametrize("one", ALL, ids=[f"{at}-{b.kind}" for at, b in enumerate(ALL)])
def test_markdown_says_what_the_block_says(one: BodyBlock) -> None:
    assert squeezed(through_markdown(one)) == squeezed(one.text)
    assert squeezed(shown(html(None, [one]))) == squeezed(one.text)


def test_all_together() -> None:
    said = squeezed("Title" + text_of(ALL))
    assert squeezed(through_markdown(*ALL, title="Title")) == said
    assert squeezed(shown(html("Title", ALL))) == said


@pytest.mark.parametrize("kind", ["paragraph", "heading", "item", "quote", "term", "definition"])
@pytest.mark.parametrize("text", [NASTY, *LINES])
def test_marks_in_the_text_stay_text(kind: str, text: str) -> None:
    one = block(kind, f"{text}\nand {text}" if kind != "heading" else text, level=1)
    assert squeezed(through_markdown(one)) == squeezed(one.text)


@given(
    st.lists(
        st.sampled_from([*LINES, "word", "Word.", "&amp;", "(b)", "_x_y_"]), min_size=1, max_size=6
    ),
    st.sampled_from(["paragraph", "item", "quote", "heading"]),
)
def test_no_mixture_of_marks_is_markup(parts: list[str], kind: str) -> None:
    one = block(kind, " ".join(parts), level=1)
    assert squeezed(through_markdown(one)) == squeezed(one.text)


def structure(*blocks: BodyBlock, title: str | None = None) -> str:
    return re.sub(r"\s*\n\s*", "", MARKDOWN.render(markdown(title, blocks)))


def test_the_shape_of_markdown() -> None:
    assert structure(block("heading", "H", level=1), title="T") == "<h1>T</h1><h2>H</h2>"
    assert structure(*ALL[2:5]) == ("<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>")
    assert structure(*ALL[6:8]) == "<ol><li>first</li><li>second</li></ol>"
    assert structure(block("paragraph", "a\nb")) == "<p>a<br />b</p>"
    assert structure(block("quote", "a\nb")).startswith("<blockquote><p>a")
    assert "<pre><code>if a &lt; b:" in structure(ALL[9])
    assert structure(block("rule")) == "<hr />"
    assert "<th>Name</th>" in structure(ALL[8])
    assert "<td>pier | old</td>" in structure(ALL[8])


def test_what_follows_a_list_inside_an_item_stays_behind_it() -> None:
    blocks = (
        block("item", "item", level=1), block("item", "inner", level=2),
        block("item", "goes on", level=1, continues=True), block("item", "later", level=2),
    )  # fmt: skip
    words = "item inner goes on later"
    assert shown(html(None, blocks)) == words
    assert through_markdown(*blocks) == words


def test_an_ordered_list_inside_one() -> None:
    items = [block("item", text, level=level, ordered=True)
             for text, level in (("a", 1), ("b", 2), ("c", 2), ("d", 1), ("e", 2))]  # fmt: skip
    wanted = "<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d<ol><li>e</li></ol></li></ol>"
    assert structure(*items) == wanted
    assert wanted in html(None, items).replace("\n", "")


def test_wide_cells() -> None:
    row = (Cell(text="a", header=True, columns=2, rows=2), Cell(text="b", header=True))
    table = BodyBlock(kind="table", text="a\tb", rows=(row, (Cell(text="c"),)))
    assert markdown(None, [table]).splitlines()[0] == "| a |  | b |"
    assert '<th colspan="2" rowspan="2">a</th><th>b</th>' in html(None, [table])


def test_spans() -> None:
    text = "see the old pier now"
    spans = (
        Span(start=4, end=16, kind="link", url="https://x.org/a b(c)"),
        Span(start=8, end=11, kind="em"),
        Span(start=10, end=20, kind="strong"),  # crosses the link
    )
    one = block("paragraph", text, spans=spans)
    assert html(None, [one]).splitlines()[1] == (
        '<p>see <a href="https://x.org/a%20b(c)" rel="nofollow">the <em>ol<strong>d</strong></em>'
        " <strong>pier</strong></a> <strong>now</strong></p>"
    )
    assert structure(one) == (
        '<p>see <a href="https://x.org/a%20b%28c%29">the <em>ol<strong>d</strong></em>'
        " <strong>pier</strong></a> <strong>now</strong></p>"
    )


def test_emphasis_set_twice_is_set_once() -> None:
    twice = (Span(start=4, end=7, kind="em"), Span(start=4, end=7, kind="em"))
    one = block("paragraph", "see the old pier", spans=twice)
    assert structure(one) == "<p>see <em>the</em> old pier</p>"
    assert "see <em>the</em> old pier" in html(None, [one])


def test_pictures_and_players() -> None:
    image = block("image", url="https://x.org/(a).jpg", alt="A *pier* ]( x")
    embed = block("embed", url="https://x.org/v", alt="Film")
    assert structure(image) == '<p><img src="https://x.org/%28a%29.jpg" alt="A *pier* ]( x" /></p>'
    assert structure(embed) == '<p><a href="https://x.org/v">Film</a></p>'
    assert html(None, [image]).count("<img ") == 1
    assert html(None, [block("image", url="javascript:x", alt="a")]) == "<article>\n</article>\n"


ATTACKS = (
    "javascript:x()", "JaVaScRiPt:x()", " javascript:x()", "java\tscript:x()", "java\nscript:x()",
    "\x01javascript:x()", "java\x00script:x()", "data:text/html,<script>x()</script>",
    "vbscript:x()", "\u200bjavascript:x()", "javascript\t:x()", "file:///etc/passwd", "blob:x",
    "\xa0javascript:x()", "feed:javascript:x()", "view-source:javascript:x()",
)  # fmt: skip


@pytest.mark.parametrize("url", ATTACKS)
def test_addresses_that_run_are_no_addresses(url: str) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    "url",
    ["https://x.org/a?b=c#d", "HTTP://x", "mailto:a@b.org", "/a", "a/b:c", "//x/y", "?q", "#f"],
)
def test_addresses_that_lead_somewhere(url: str) -> None:
    assert safe_url(url) == url


INJECTIONS = (
    "<script>x()</script>", "<img src=x onerror=x()>", '"><script>x()</script>',
    "' onmouseover='x()", '" onload="x()', "</article><script>x()", "<!--<script>", "]]><script>",
    "&lt;script&gt;x()&lt;/script&gt;", "<svg/onload=x()>", "</code></pre><script>",
    '"onfocus=x() autofocus=', "](javascript:x())", "<iframe srcdoc='<script>x()</script>'>",
)  # fmt: skip
ALLOWED = {
    "article", "h1", "h2", "p", "a", "em", "strong", "code", "sub", "sup", "br", "ul", "ol", "li",
    "table", "tr", "td", "th", "pre", "blockquote", "hr", "dl", "dt", "dd", "figure", "img",
}  # fmt: skip


@pytest.mark.parametrize("payload", [*INJECTIONS, *ATTACKS])
def test_html_is_safe_to_show(payload: str) -> None:
    kinds = ("paragraph", "heading", "item", "code", "quote", "term", "definition")
    link = Span(start=0, end=len(payload), kind="link", url=payload)
    blocks = [block(kind, payload, spans=(link,), level=1) for kind in kinds]
    blocks += [block("image", url=payload, alt=payload), block("embed", url=payload, alt=payload)]
    blocks += [block("image", url="https://x/" + payload, alt=payload), cells((payload, payload))]
    source = html(payload, blocks, language=payload)
    for tag in BeautifulSoup(source, "html.parser").find_all(True):
        assert tag.name in ALLOWED
        assert set(tag.attrs) <= {"lang", "href", "rel", "src", "alt"}
        for name in ("href", "src"):
            if name in tag.attrs:
                address = unescape(str(tag[name])).strip().lower()
                assert not re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", address)
    # A viewer of the Markdown is asked for no more either, even with raw HTML allowed.
    lenient = MarkdownIt("commonmark", {"html": True}).enable("table")
    lenient.validateLink = bool  # type: ignore[method-assign]  # trusts us alone
    rendered = lenient.render(markdown(payload, blocks))
    for tag in BeautifulSoup(rendered, "html.parser").find_all(True):
        assert tag.name in ALLOWED | {"thead", "tbody"}
        assert not {name for name in tag.attrs if name.startswith("on")}
        for name in ("href", "src"):
            if name in tag.attrs:
                assert not re.match(r"\s*(?!https?:|mailto:)\w+\s*:", str(tag[name]).lower())
