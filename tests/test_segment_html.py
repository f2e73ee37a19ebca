"""HTML to blocks: how a page is laid out decides what belongs together, and nothing is lost."""

from __future__ import annotations

import pytest

from html_blocks import URL, blocks, kinds, links, marks, texts
from scrapeclean.segment.html import segment_html


class TestStructures:
    def test_nested_lists_know_their_depth(self) -> None:
        page = "<ul><li>a<ul><li>b<ol><li>c</ol>b again</ul>a again<li>d</ul><p>e"
        assert [(b.kind, b.level, b.text) for b in blocks(page)] == [
            ("item", 1, "a"), ("item", 2, "b"), ("item", 3, "c"), ("item", 2, "b again"),
            ("item", 1, "a again"), ("item", 1, "d"), ("paragraph", 0, "e"),
        ]  # fmt: skip

    def test_definition_lists(self) -> None:
        assert kinds("<dl><dt>Term<dd><p>Meaning</p><dt>Other<dd>Sense</dl>") == [
            ("term", "Term"), ("definition", "Meaning"), ("term", "Other"), ("definition", "Sense"),
        ]  # fmt: skip

    def test_headings_quotes_captions(self) -> None:
        page = "<h2>H</h2><h6>S</h6><blockquote><p>Q</p></blockquote><figure><figcaption>C"
        assert [(b.kind, b.level, b.text) for b in blocks(page)] == [
            ("heading", 2, "H"), ("heading", 6, "S"), ("quote", 0, "Q"), ("caption", 0, "C"),
        ]  # fmt: skip

    def test_a_table_of_data(self) -> None:
        doc = segment_html(
            "<table><caption>Cap</caption><tr><th>a<th>b<tr><td colspan=2>c"
            "<tr><td rowspan='3'>e<td>f<br>G</table>"
        )
        assert [(b.kind, b.text) for b in doc.blocks] == [
            ("caption", "Cap"), ("cell", "a"), ("cell", "b"), ("cell", "c"), ("cell", "e"),
            ("cell", "f"), ("cell", "G"),
        ]  # fmt: skip
        cells = [doc.containers[b.container] for b in doc.blocks[1:]]
        assert [(c.tag, c.span) for c in cells] == [
            ("th", (1, 1)), ("th", (1, 1)), ("td", (2, 1)), ("td", (1, 3)), ("td", (1, 1)),
            ("td", (1, 1)),
        ]  # fmt: skip

    def test_absurd_spans_count_as_one(self) -> None:
        doc = segment_html("<table><tr><td colspan=99999 rowspan=-1>a<td colspan=x>b</table>")
        assert [doc.containers[b.container].span for b in doc.blocks] == [(1, 1), (1, 1)]

    def test_a_table_that_lays_out_a_page_has_no_cells(self) -> None:
        long = "A whole column of running text stands here. " * 20
        page = f"<table><tr><td>menu<td>{long}<tr><td>foot<td>end</table>"
        assert {b.kind for b in blocks(page)} == {"paragraph"}

    @pytest.mark.parametrize(
        "inner",
        ["<h1>Head</h1>Short text.", "A.<br><br>B.<br><br>C.<br><br>D.<br><br>E.<br><br>F."],
    )
    def test_nor_has_one_with_a_headline_or_many_paragraphs_in_a_cell(self, inner: str) -> None:
        page = f"<table><tr><td>menu<td>{inner}<tr><td>foot"
        assert "cell" not in {b.kind for b in blocks(page)}

    def test_a_table_around_a_table_lays_out_the_page(self) -> None:
        page = "<table><tr><td>x<td><table><tr><td>a<td>b<tr><td>c<td>d</table><tr><td>y<td>z"
        assert [b.text for b in blocks(page) if b.kind == "cell"] == ["a", "b", "c", "d"]
        assert [b.text for b in blocks(page) if b.kind == "paragraph"] == ["x", "y", "z"]

    def test_white_space_is_kept_in_pre_only(self) -> None:
        assert kinds("<pre>\n  a\n    <b>b</b>  c<br>d\n\n</pre><p>e\n   f <code> g </code>") == [
            ("code", "  a\n    b  c\nd"), ("paragraph", "e f g"),
        ]  # fmt: skip

    def test_what_is_no_code_folds_inside_pre_too(self) -> None:
        assert kinds("<pre><h2>  a\n b </h2> c<div>\n  d </div></pre>") == [
            ("heading", "a b"), ("code", " c"), ("code", "  d"),
        ]  # fmt: skip

    def test_a_rule_stands_between(self) -> None:
        assert kinds("<p>a</p><hr><p>b</p>") == [
            ("paragraph", "a"), ("rule", ""), ("paragraph", "b")
        ]  # fmt: skip

    def test_positions_and_containers(self) -> None:
        doc = segment_html("<div id=A class='B c'><p>x<img src=i.png>y</p></div><div>z</div>")
        assert [b.position for b in doc.blocks] == list(range(len(doc.blocks)))
        assert [b.text for b in doc.blocks_in(doc.containers[doc.blocks[0].container].parent)] == [
            "xy", "",
        ]  # fmt: skip
        assert doc.where(doc.blocks[0]) == "body > div#a > p"

    def test_lines_of_the_source(self) -> None:
        page = "<!--\n\n--><p>a</p>\n<script>\n\n</script>\n<p>b\nc</p>"
        assert [b.line for b in blocks(page)] == [3, 7]


class TestLineBreaks:
    def test_one_in_a_paragraph_is_a_line(self) -> None:
        page = "<p>one<br>Two <br/> three</p>"
        assert texts(page) == ["one Two three"]
        assert marks(page) == [(" ", "br"), (" ", "br")]

    def test_two_part_paragraphs(self) -> None:
        page = "<p>one<br> <br>two</p><div>three<br><br><br>four</div>"
        assert texts(page) == ["one", "two", "three", "four"]
        assert not any(b.continues for b in blocks(page))

    def test_one_in_a_box_parts_lines(self) -> None:
        assert [(b.text, b.continues) for b in blocks("<div>One.<br>Two<br>Three</div>")] == [
            ("One.", False), ("Two", True), ("Three", True),
        ]  # fmt: skip

    def test_a_sentence_goes_on_behind_one_in_a_box(self) -> None:
        assert texts("<div>They said<br>that it is late.<br>so it was.</div>") == [
            "They said that it is late.", "so it was.",
        ]  # fmt: skip

    @pytest.mark.parametrize("tag", ["p", "div", "td"])
    def test_one_before_the_text_breaks_nothing(self, tag: str) -> None:
        page = f"<{tag}><br>Hello <b>World</b> and <i>Moon</i></{tag}>"
        assert texts(page) == ["Hello World and Moon"]
        assert marks(page) == [("World", "strong"), ("Moon", "em")]


class TestHidden:
    @pytest.mark.parametrize(
        "page",
        [
            "<p hidden>x</p>", "<div style='color:red; DISPLAY : none'><p>x</p></div>",
            "<div style='visibility:hidden'>x</div>", "<template><p>x</p></template>",
            "<dialog><p>x</p></dialog>", "<div hidden=until-found><ul><li>x</ul></div>",
            "<span hidden>x</span>",
        ],
    )  # fmt: skip
    def test_hidden_blocks_say_so(self, page: str) -> None:
        assert [(b.text, b.hidden) for b in blocks(f"{page}<p>seen</p>")] == [
            ("x", True), ("seen", False),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "page",
        ["<dialog open>x</dialog>", "<template shadowrootmode=open><p>x</p></template>",
         "<p style='display:block'>x</p>"],
    )  # fmt: skip
    def test_shown_after_all(self, page: str) -> None:
        assert [(b.text, b.hidden) for b in blocks(page)] == [("x", False)]

    def test_a_hidden_part_of_a_line_is_taken_out_of_it(self) -> None:
        page = "<p><a href=u>one <b style='display:none'>two <i>three</i></b>four</a> <b>five</b>."
        assert [(b.text, b.hidden, b.line) for b in blocks(page)] == [
            ("one four five.", False, 1), ("two three", True, 1)
        ]  # fmt: skip
        assert links(page) == [("one four", "https://example.org/a/u")]
        assert marks(page) == [("five", "strong"), ("three", "em")]

    def test_a_page_hidden_until_its_script_runs_counts_as_shown(self) -> None:
        doc = segment_html(f"<body><div hidden><p>{'Long text. ' * 30}</p></div><p>Loading</p>")
        assert not any(b.hidden for b in doc.blocks)
        assert "hidden by markup" in doc.warnings[0]

    def test_fallbacks_for_readers_without_scripts_are_text(self) -> None:
        assert kinds("<noscript><p>a</p><img src=/i.jpg></noscript>") == [
            ("paragraph", "a"), ("image", "")
        ]  # fmt: skip

    def test_fallbacks_of_players_are_not(self) -> None:
        page = "<video src=v.mp4><p>Your browser is old.</p></video><object data=x><p>Old</object>"
        assert [b.kind for b in blocks(page)] == ["embed", "embed"]


class TestText:
    def test_entities(self) -> None:
        assert texts("<p>&amp;lt; &eacute;&#8212;&nbsp;&#x41;&copy &#150; AT&T</p>") == [
            "&lt; é— A© – AT&T"
        ]  # fmt: skip

    def test_invisible_characters_go_and_joiners_and_bidi_marks_stay(self) -> None:
        page = "<p>re\u00adport\u200bed\u2060 \u0645\u06cc\u200c\u0634 \u200fx\u202by\u202c\u2069"
        assert texts(page) == ["reported \u0645\u06cc\u200c\u0634 \u200fx\u202by\u202c\u2069"]

    @pytest.mark.parametrize(
        "page",
        [
            "<table><tr><td>one</td><td>two</td></tr></table>", "<ul><li>one</li><li>two</li></ul>",
            "<div>one</div><div>two</div>", "<p>one<p>two", "one<div>two</div>",
            "<div><div>one</div>two</div>", "<p><a href=1>one</a><a href=2>two</a></p>",
            "<div><span>one</span><span>two</span></div>", "<select><option>one<option>two",
            "<p>one<br>two</p>", "<button>one</button>two", "<h2>one</h2>two",
            "<dl><dt>one<dd>two</dl>", "<div><time>one</time><a href=x>two</a></div>",
            "one<hr>two", "<label>one</label><label>two</label>", "one<noscript>two</noscript>",
        ],
    )  # fmt: skip
    def test_words_are_never_glued(self, page: str) -> None:
        assert " ".join(texts(page)).split() == ["one", "two"]

    @pytest.mark.parametrize(
        "page",
        ["<p>on<b>e</b> two", "<p><span>on</span><span>e</span> two", "<p>o<wbr>ne t<i>w</i>o",
         "<p>o<!-- x -->ne two", "<p>one\n\t two", "<p><b>one</b>\u3000two"],
    )  # fmt: skip
    def test_words_are_never_parted(self, page: str) -> None:
        assert texts(page) == ["one two"]

    def test_misnested_emphasis(self) -> None:
        assert texts("<p>a <b>b <i>c</b> d</i> e</p>") == ["a b c d e"]

    def test_nothing_readable(self) -> None:
        for page in ("<!-- x -->", "<script>x</script>", "<style>x", "<br>", " "):
            assert blocks(page) == ()

    def test_text_that_stays_markup(self) -> None:
        assert kinds("<xmp><b>x</b></xmp><textarea><i>y</i></textarea>") == [
            ("code", "<b>x</b>"), ("paragraph", "<i>y</i>")
        ]  # fmt: skip


class TestLinks:
    def test_addresses_are_made_absolute(self) -> None:
        page = "<p><a href=x>a</a> <a href=/y>b</a> <a href=//h/z>c</a> <a href=' ../w '>d</a>"
        assert [url for _, url in links(page)] == [
            "https://example.org/a/x", "https://example.org/y", "https://h/z",
            "https://example.org/w",
        ]  # fmt: skip

    def test_base_comes_first(self) -> None:
        page = "<base href='/sub/'><base href='/no/'><p><a href=x>a</a><img src=i.png>"
        doc = segment_html(page, url=URL)
        assert doc.head.base_url == "https://example.org/sub/"
        assert links(page) == [("a", "https://example.org/sub/x")]
        assert doc.blocks[1].media is not None
        assert doc.blocks[1].media.url == "https://example.org/sub/i.png"

    @pytest.mark.parametrize(
        "href", ["javascript:x()", " JavaScript:x()", "java\tscript:x()", "\x01javascript:x()",
                 "data:text/html,x", "vbscript:x", "#", ""],
    )  # fmt: skip
    def test_links_that_lead_nowhere_keep_their_text_only(self, href: str) -> None:
        assert [url for _, url in links(f"<p>see <a href='{href}'>here</a></p>")] == [""]

    def test_a_link_around_blocks_is_in_each(self) -> None:
        page = "<a href=/q><h2> Head </h2><p>Text</p></a><p>free</p>"
        assert links(page) == [
            ("Head", "https://example.org/q"), ("Text", "https://example.org/q")
        ]  # fmt: skip

    def test_spans_are_trimmed(self) -> None:
        page = "<p>a<a href=/q> b <b> c </b> </a>d<a href=/r>  </a></p>"
        assert texts(page) == ["a b c d"]
        assert links(page) == [("b c", "https://example.org/q")]
        assert marks(page) == [("c", "strong")]

    def test_a_link_ends_where_the_next_begins(self) -> None:
        assert [name for name, _ in links("<p><a href=x>one <a href=y>two</a>")] == ["one", "two"]

    def test_an_anchor_is_no_link(self) -> None:
        assert links("<p><a name=top>Top</a></p>") == []


class TestMedia:
    def media(self, page: str) -> list[tuple[str, str, int, int]]:
        return [tuple(b.media) for b in blocks(page) if b.media]

    @pytest.mark.parametrize("attribute", ["src", "data-src", "data-original", "data-lazy-src"])
    def test_images_lazy_or_not(self, attribute: str) -> None:
        page = f"<p><img src='data:image/gif;base64,R0' {attribute}=/a.jpg alt=' A  B ' width=64px>"
        page = page.replace("src='data:image/gif;base64,R0' src", "src")
        assert self.media(page) == [("https://example.org/a.jpg", "A B", 64, 0)]

    @pytest.mark.parametrize(
        "page", ["<img src=p.gif width=1 height=1>", "<img>", "<img src='data:image/png;base64,i'>"]
    )
    def test_nothing_to_see(self, page: str) -> None:
        assert self.media(page) == []

    def test_an_image_inside_a_line_follows_it(self) -> None:
        assert kinds("<p>before <img src=i.png> behind</p><p>next</p>") == [
            ("paragraph", "before behind"), ("image", ""), ("paragraph", "next")
        ]  # fmt: skip

    def test_embeds(self) -> None:
        page = (
            "<iframe src=//p/1 title=Film>x</iframe><video><source src=/v.mp4>x</video>"
            "<iframe src=about:blank></iframe>"
        )
        assert self.media(page) == [
            ("https://p/1", "Film", 0, 0), ("https://example.org/v.mp4", "", 0, 0)
        ]  # fmt: skip
