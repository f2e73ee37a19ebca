"""Flattened text to blocks: marks, Markdown, hard-wrapped lines, and what must never change."""

from __future__ import annotations

import re
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean.model import Block, Document, Link, Mark, Media
from scrapeclean.segment.text import segment_text

PROSE = (
    "The harbour board met on Tuesday and put off the vote on a second crane, because the report "
    "of the engineers had come in late and nobody had found the time to read it. Members from the "
    "northern wards asked for a longer pause. They said that the old crane would do for another "
    "winter if it was looked after, and that the money was needed for the slipway first of all."
)
ADVICE = (
    "Boats that use the inner basin should keep to the eastern side until the dredger has left, "
    "which the pilots expect to happen before the end of the month, weather permitting. "
    "A notice with the new depths is pinned up at the office and will be sent to every member."
)


def texts(page: str) -> list[str]:
    return [block.text for block in segment_text(page).blocks]


def kinds(page: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in segment_text(page).blocks]


def ranges(doc: Document) -> list[tuple[int, int]]:
    return [(block.line, block.last_line) for block in doc.blocks]


def wrap(text: str, width: int, hang: str = "") -> str:
    return textwrap.fill(
        text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )


class TestLines:
    def test_a_line_is_a_paragraph(self) -> None:
        doc = segment_text("\n  One \t two\u00a0three \n\u200b\n \u00ad\u00a0\nFour", url="u")
        assert doc.blocks == (
            Block(0, "One two three", "paragraph", 0, 0, 2, 2),
            Block(1, "Four", "paragraph", 0, 0, 5, 5),
        )
        assert (doc.kind, doc.url, doc.warnings) == ("text", "u", ())
        assert [(c.tag, c.parent, c.depth, c.span) for c in doc.containers] == [
            ("page", -1, 0, (1, 1))
        ]

    def test_all_line_ends_count(self) -> None:
        page = "a\nb\r\nc\rd\x0be\x0cf\x85g\u2028h\u2029i"
        assert texts(page) == list("abcdefghi")
        assert ranges(segment_text(page))[-1] == (9, 9)

    def test_invisible_characters_go_and_joiners_stay(self) -> None:
        assert texts("\ufeffre\u00adport\u200bed \u0645\u06cc\u200c\u0634\u0648\u062f") == [
            "reported \u0645\u06cc\u200c\u0634\u0648\u062f"
        ]

    @pytest.mark.parametrize("page", ["", " \n\u00a0\n\t", "\u200b"])
    def test_blank_pages_have_no_blocks(self, page: str) -> None:
        assert segment_text(page, warnings=("cut",)).blocks == ()

    def test_warnings_are_kept(self) -> None:
        assert segment_text("x", warnings=("cut",)).warnings == ("cut",)

    def test_a_short_page_without_line_ends_is_one_block(self) -> None:
        assert texts(PROSE) == [PROSE]


class TestListMarks:
    @pytest.mark.parametrize("mark", ["-", "*", "•", "·", "‣", "▪", "◦"])
    def test_bullets(self, mark: str) -> None:
        block = segment_text(f"{mark} In:").blocks[0]
        assert (block.kind, block.text, block.bullet, block.level) == ("item", "In:", mark, 1)

    @pytest.mark.parametrize(
        "line",
        ["-5 degrees", "-AssetScope", "*", "-", "•", "*required", "\u2013 Nein, sagte er.", "·5"],
    )
    def test_what_only_looks_like_a_bullet(self, line: str) -> None:
        assert kinds(line) == [("paragraph", line.strip())]

    def test_dashes_need_company(self) -> None:
        page = "\u2013 first\n\n\u2013 second\nText\n\u2013 Nein, sagte er.\nText"
        assert [b.kind for b in segment_text(page).blocks] == [
            "item", "item", "paragraph", "paragraph", "paragraph",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "page", ["1. a\n2. b", "1) a\n2) b", "(1) a\n(2) b", "a) a\nb) b", "9. a\n10. b"]
    )
    def test_numbers_in_sequence(self, page: str) -> None:
        blocks = segment_text(page).blocks
        assert [(b.kind, b.text, b.level) for b in blocks] == [("item", "a", 1), ("item", "b", 1)]
        assert [b.bullet for b in blocks] == re.findall(r"\S+(?= [ab]$)", page, re.MULTILINE)

    @pytest.mark.parametrize(
        "page",
        [
            "1.\n2.", "2024. Something\n2025. Something", "3. Mai 2024\n4. Mai 2024",
            "1. Liga: alles offen", "(113) comments", "1. a\n3. b", "1. a\n2) b",
            "1. a\n" + "x\n" * 12 + "2. b",
        ],
    )  # fmt: skip
    def test_numbers_that_are_no_marks(self, page: str) -> None:
        assert texts(page) == page.splitlines()
        assert {b.kind for b in segment_text(page).blocks} == {"paragraph"}

    def test_level_follows_indentation(self) -> None:
        page = "  * a\n    * b\n     * c\n        * d\n    * e\n  * f\nText\n    * g"
        levels = [(b.text, b.level) for b in segment_text(page).blocks if b.kind == "item"]
        assert levels == [("a", 1), ("b", 2), ("c", 2), ("d", 3), ("e", 2), ("f", 1), ("g", 1)]

    def test_text_inside_a_list_does_not_end_it(self) -> None:
        page = "* a\n  more on a\n  * b\n* c"
        assert [b.level for b in segment_text(page).blocks] == [1, 0, 2, 1]


class TestRulesAndUnderlines:
    @pytest.mark.parametrize("line", ["---", "* * *", "=====", "________", "- - -", "\u2014" * 9])
    def test_rule(self, line: str) -> None:
        assert kinds(f"A\n\n{line}\n\nB") == [("paragraph", "A"), ("rule", ""), ("paragraph", "B")]

    def test_underlined_heading(self) -> None:
        doc = segment_text("Why it matters\n==============\nText\n\nNext\n-----\nMore")
        assert [(b.kind, b.text, b.level, b.line, b.last_line) for b in doc.blocks] == [
            ("heading", "Why it matters", 1, 1, 2), ("paragraph", "Text", 0, 3, 3),
            ("heading", "Next", 2, 5, 6), ("paragraph", "More", 0, 7, 7),
        ]  # fmt: skip

    def test_a_rule_under_a_long_line_is_a_rule(self) -> None:
        assert [b.kind for b in segment_text(PROSE + "\n-----\nNext").blocks] == [
            "paragraph", "rule", "paragraph",
        ]  # fmt: skip


class TestMarkdown:
    HEAD = "# Harbour *news*\n## Second ##\n"

    def blocks(self, page: str) -> tuple[Block, ...]:
        return segment_text(self.HEAD + page, url="https://site.example/a/b").blocks[2:]

    def test_headings(self) -> None:
        one, two = segment_text(self.HEAD).blocks
        assert (one.kind, one.text, one.level, one.marks) == (
            "heading", "Harbour news", 1, (Mark(8, 12, "em"),)
        )  # fmt: skip
        assert (two.text, two.level) == ("Second", 2)

    def test_links_are_resolved_and_marks_removed(self) -> None:
        (block,) = self.blocks(
            'See **[the [old] list](../c "All (of it)")** or `x_y` <http://e.org>.'
        )
        assert block.text == "See the [old] list or x_y http://e.org."
        assert block.links == (
            Link(4, 18, "https://site.example/c"), Link(26, 38, "http://e.org"),
        )  # fmt: skip
        assert block.marks == (Mark(4, 18, "strong"), Mark(22, 25, "code"))

    @pytest.mark.parametrize(
        "line",
        [
            "snake_case_name 2 * 3 * 4", "[text][1] and [1]", "http://e.org/_a_/b_c_", "** open",
            "a*b*c",
        ],
    )  # fmt: skip
    def test_what_is_no_markup_stays(self, line: str) -> None:
        (block,) = self.blocks(line)
        assert (block.text, block.links, block.marks) == (line, (), ())

    def test_escapes_and_nested_emphasis(self) -> None:
        (block,) = self.blocks(r"2024\. \*no\* ***both*** _one **two**_")
        assert block.text == "2024. *no* both one two"
        assert set(block.marks) == {
            Mark(11, 15, "strong"), Mark(11, 15, "em"), Mark(16, 23, "em"), Mark(20, 23, "strong"),
        }  # fmt: skip

    def test_pictures(self) -> None:
        alone, linked, inline = self.blocks(
            "![A crane](/c.png)\n[ ![B](b.png) ](/big)\nSee ![icon](i.svg) here"
        )
        assert (alone.kind, alone.text) == ("image", "")
        assert alone.media == Media("https://site.example/c.png", "A crane", 0, 0)
        assert linked.media == Media("https://site.example/a/b.png", "B", 0, 0)
        assert (inline.kind, inline.text, inline.media) == ("paragraph", "See here", None)

    def test_a_link_around_nothing_is_still_accounted_for(self) -> None:
        (block,) = self.blocks("* [](/share)")
        assert (block.kind, block.text) == ("item", "[](/share)")
        assert block.links == (Link(0, 10, "https://site.example/share"),)

    def test_an_address_that_cannot_be_resolved_stays(self) -> None:
        (block,) = self.blocks("[x](http://[broken)")
        assert block.links == (Link(0, 1, "http://[broken"),)

    def test_code_keeps_its_white_space(self) -> None:
        code, after = self.blocks("```py\nif a:\n    - b\n\n# c\n```\nText")
        assert (code.kind, code.text) == ("code", "if a:\n    - b\n\n# c")
        assert (code.line, code.last_line, after.text) == (3, 8, "Text")

    def test_an_unclosed_fence_is_text(self) -> None:
        assert [b.text for b in self.blocks("```\n- a")] == ["```", "a"]

    def test_quotes(self) -> None:
        one, two = self.blocks("> one\n>\n> > two")
        assert [(b.kind, b.text) for b in (one, two)] == [("quote", "one"), ("quote", "two")]
        assert (one.last_line, two.line) == (4, 5)

    def test_tables(self) -> None:
        doc = segment_text("| a | b\\|c |\n|---|:-:|\n| | 2 |\n| | |\nText | more")
        cells = [(b.kind, b.text, b.line, b.last_line) for b in doc.blocks]
        assert cells == [
            ("cell", "a", 1, 2), ("cell", "b|c", 1, 2), ("cell", "2", 3, 3), ("rule", "", 4, 4),
            ("cell", "Text", 5, 5), ("cell", "more", 5, 5),
        ]  # fmt: skip
        for index, tag in ((0, "th"), (2, "td")):
            around = doc.ancestors(doc.blocks[index].container)
            assert [doc.containers[c].tag for c in around] == [tag, "tr", "table", "page"]
        assert sum(c.tag == "table" for c in doc.containers) == 1

    @pytest.mark.parametrize("line", ["# Title", "[a](http://e.org)", "5 **or** 6", "> quoted"])
    def test_one_sign_is_not_enough(self, line: str) -> None:
        assert kinds(f"{line}\nText") == [("paragraph", line), ("paragraph", "Text")]

    def test_pipes_alone_make_no_table(self) -> None:
        assert kinds("Contact | About | Help") == [("paragraph", "Contact | About | Help")]


class TestWrappedPages:
    @pytest.mark.parametrize("width", [60, 78, 100])
    @pytest.mark.parametrize("indent", ["", "   "])
    def test_paragraphs_with_blank_lines_between(self, width: int, indent: str) -> None:
        page = "\n\n".join(wrap(text, width) for text in (PROSE, ADVICE, PROSE, ADVICE))
        page = textwrap.indent("Menu\nHome\n\n" + page, indent)
        assert texts(page) == ["Menu", "Home", PROSE, ADVICE, PROSE, ADVICE]
        assert ranges(segment_text(page))[2][0] == 4

    def test_lists_with_and_without_hanging_indent(self) -> None:
        page = "\n".join(
            [
                wrap(PROSE, 70), "", wrap("* " + ADVICE, 70), wrap("* " + PROSE, 70, "  "),
                "* short", "", wrap(ADVICE, 70),
            ]
        )  # fmt: skip
        assert kinds(page) == [
            ("paragraph", PROSE), ("item", ADVICE), ("item", PROSE), ("item", "short"),
            ("paragraph", ADVICE),
        ]  # fmt: skip

    def test_without_blank_lines_doubtful_breaks_stay(self) -> None:
        """A full line that ends a sentence may end a paragraph when nothing else tells."""
        short = ["Local library opens again", "What comes next", "Then it rained."]
        full = "The board is to hear both of the parties on the twelfth of May"
        page = "\n".join([wrap(PROSE, 62), *short, full + ".", "Read more", wrap(ADVICE, 62)])
        found = texts(page)
        assert found[-4:] == [*short[2:], full + ".", "Read more", ADVICE]
        assert PROSE.startswith(found[0])

    def test_wide_characters_take_two_columns_and_join_without_blank(self) -> None:
        text = "市议会周二推迟了关于起重机的表决、因为工程师的报告来得太晚、没有人有时间阅读。" * 6
        lines, used = [""], 0
        for char in text:
            size = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if used + size > 60:
                lines.append("")
                used = 0
            lines[-1] += char
            used += size
        page = "\n".join(["首页", "", *lines, "", "相关推荐"])
        assert texts(page) == ["首页", text, "相关推荐"]

    def test_soft_hyphen_at_the_break_joins_without_blank(self) -> None:
        lines = wrap(PROSE, 60).split("\n")
        at = next(i for i, line in enumerate(lines) if len(line) <= 56)
        word = lines[at + 1].split()[0]
        rest = " ".join(lines[at + 1 :])[2:]
        page = "\n".join([*lines[:at], f"{lines[at]} {word[:2]}\u00ad", wrap(rest, 60)])
        assert texts(f"{page}\n\n{wrap(ADVICE, 60)}") == [PROSE, ADVICE]

    def test_quotes_in_wrapped_markdown(self) -> None:
        quote = textwrap.indent(wrap(ADVICE, 70), "> ")
        page = f"# A\n\n## B\n\n{quote}\n>\n{quote}\n\n{wrap(PROSE, 72)}"
        assert [b.text for b in segment_text(page).blocks[2:]] == [ADVICE, ADVICE, PROSE]

    def test_markdown_hard_breaks_stay(self) -> None:
        first, *rest = wrap(PROSE, 60).split("\n")
        page = "\n".join(["# A", "", "## B", "", first + "  ", *rest, "", wrap(ADVICE, 60)])
        assert texts(page)[2:] == [first, " ".join(rest), ADVICE]

    @pytest.mark.parametrize(
        "page",
        [
            # A paragraph a line; headlines of like lengths; a menu; headlines with dates in a
            # script that has no case.
            "\n".join([PROSE, ADVICE] * 10),
            "\n".join(f"Harbour board puts off the vote on crane number {n:04}" for n in range(40)),
            "\n".join(f"Pilots {'expect ' * (n % 7)}the Dredger to Leave" for n in range(60)),
            "\n".join(["Home", "News", "Sport", "Weather and tides"] * 20),
            "\n".join(f"{'港口' * 12}{'新' * (n % 6)}\n2025/09/{n:02} 11:00" for n in range(30)),
        ],
    )
    def test_pages_that_are_not_wrapped_stay(self, page: str) -> None:
        assert texts(page) == [line for line in page.splitlines() if line]


LINE = st.text(
    st.sampled_from(
        "abcXYZ019 .,:-\u2013•*#>|`=_[]()!\\\t\u00a0\u200b\u00ad市、é\u0301\u200d\ud83d"
    ),
    max_size=30,
)
PAGE = st.one_of(st.text(max_size=300), st.lists(LINE, max_size=30).map("\n".join))
PLAIN = st.lists(
    st.from_regex(r"[A-Za-zé市][A-Za-zé市 ,.:]{0,80}[a-zé.]", fullmatch=True), max_size=20
)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@given(PAGE)
def test_every_line_is_accounted_for_once(page: str) -> None:
    doc = segment_text(page, url="https://site.example/")
    covered: list[int] = []
    for line, last_line in sorted(set(ranges(doc))):
        covered.extend(range(line, last_line + 1))
    lines = page.replace("\u200b", "").replace("\ufeff", "").replace("\u00ad", "").splitlines()
    written = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert covered == sorted(set(covered))
    assert written <= set(covered)
    assert ranges(doc) == sorted(ranges(doc))


@given(PAGE)
def test_blocks_are_well_formed(page: str) -> None:
    for index, block in enumerate(segment_text(page).blocks):
        assert block.position == index
        assert block.text or block.kind in ("image", "rule")
        assert block.kind == "code" or block.text == " ".join(block.text.split())
        for start, end, *_ in (*block.links, *block.marks):
            assert 0 <= start < end <= len(block.text)


@given(st.lists(LINE.filter(lambda line: not set(line) & set("[]`\\_*|#>!")), max_size=30))
def test_words_stay_in_order(lines: list[str]) -> None:
    written = "".join(b.bullet + b.text for b in segment_text("\n".join(lines)).blocks)
    assert letters(written) == letters("".join(lines))


@given(st.lists(st.sampled_from(PROSE.split()), min_size=1, max_size=400), st.integers(40, 100))
def test_wrapping_never_changes_the_words(words: list[str], width: int) -> None:
    assert " ".join(texts(wrap(" ".join(words), width))).split() == words


@given(PAGE.filter(lambda page: "\r" not in page))
def test_line_ends_make_no_difference(page: str) -> None:
    assert segment_text(page.replace("\n", "\r\n")) == segment_text(page)
    assert segment_text(page.replace("\n", "\r")) == segment_text(page)


@given(PLAIN, st.integers(0, 3))
def test_trailing_and_blank_lines_make_no_difference(lines: list[str], blank: int) -> None:
    spaced = ("  \n" + " \n" * blank).join(lines)
    if texts("\n".join(lines)) == lines:
        assert texts(spaced) == lines


class TestOneLine:
    """Pages whose lines are gone are cut into what can be judged by itself."""

    MENU = "Home News Sport Weather Harbour Office Opening Hours Contact Imprint Privacy"

    def test_it_is_cut_into_sentences_that_follow_each_other(self) -> None:
        doc = segment_text(f"{PROSE} {ADVICE} " * 4)
        assert [block.text for block in doc.blocks] == [
            *re.split(r"(?<=\.) ", PROSE), *re.split(r"(?<=\.) ", ADVICE),
        ] * 4  # fmt: skip
        assert {(block.line, block.last_line) for block in doc.blocks} == {(1, 1)}
        assert [block.continues for block in doc.blocks] == [False, *[True] * 19]

    def test_names_and_numbers_end_no_sentence(self) -> None:
        line = "The boat of J. K. Moller took 3.5 hours, said B. Ng of the U.S. Coast Guard."
        assert texts(f"{line} {ADVICE} {PROSE} " * 4)[0] == line

    def test_labels_part_from_the_sentence_they_run_into(self) -> None:
        assert texts(f"{self.MENU} {PROSE} " + f"{ADVICE} {PROSE} " * 3)[:2] == [
            self.MENU,
            PROSE[: PROSE.index(".") + 1],
        ]

    def test_glued_elements_part_but_not_inside_names(self) -> None:
        glued = "HomeNewsSportWeatherHarbourContactTides on TideWatch and AboutUsMap"
        page = f"{glued}The board met late.Nobody had read the report. {PROSE} {ADVICE} " * 3
        found = texts(page.replace("AboutUsMap", "AboutUsMap TideWatch"))
        assert "TideWatch" in " ".join(found)
        assert "Nobody had read the report." in found
        assert "WeatherHarbour" in found

    def test_ideographs_need_no_blank_behind_a_sentence(self) -> None:
        sentence = "市议会星期一决定把旧桥再保留一个冬天，因为修理的费用比预计的要高得多。"
        assert set(texts(sentence * 60)) == {sentence}

    def test_a_long_paragraph_among_others_stays_whole(self) -> None:
        paragraph = f"{PROSE} {ADVICE} " * 3
        assert len(texts("\n".join([paragraph.strip(), *[PROSE] * 20]))) == 21


class TestFragments:
    """Paragraphs that were cut at every inline element."""

    LINES = (
        "The board of the ", "Outer Harbour", " met on Tuesday and put off the vote on",
        "a second crane", ", because the report had come in late.", "",
        "Members from the northern wards asked for", "a longer pause",
        ", which", "the chair", "refused.", "", "Read more", "About us",
    )  # fmt: skip

    def test_they_are_joined_where_they_are_frequent(self) -> None:
        assert texts("\n".join(self.LINES)) == [
            "The board of the Outer Harbour met on Tuesday and put off the vote on a second crane, "
            "because the report had come in late.",
            "Members from the northern wards asked for a longer pause, which the chair refused.",
            "Read more",
            "About us",
        ]

    def test_a_single_one_says_nothing(self) -> None:
        page = ["home", "news", "sport", "weather", "contact", "", PROSE, "", "and more", ADVICE]
        assert texts("\n".join(page)) == [line for line in page if line]

    def test_marked_lines_are_never_joined(self) -> None:
        page = "\n".join(
            (*self.LINES, "- a pump that was never", "- and one of a sort of oak", "of Iceland")
        )
        assert texts(page)[-2:] == ["a pump that was never", "and one of a sort of oak of Iceland"]


def test_a_wrapped_address_is_joined_without_a_blank() -> None:
    address = "https://bay.example/" + "harbour-board-report-" * 6 + "end/"
    page = f"{PROSE} See [the report]({address}) or ask. [Home](/home) {ADVICE} {PROSE}"
    wrapped = textwrap.fill(page, 60, break_long_words=False)
    assert "-\n" in wrapped
    (block,) = segment_text(wrapped).blocks
    assert [link.url for link in block.links] == [address, "/home"]
