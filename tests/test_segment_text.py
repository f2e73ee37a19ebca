"""Flattened text to blocks: lines, marks, rules and Markdown."""

from __future__ import annotations

import re

import pytest

from scrapeclean.model import Block, Link, Mark, Media
from scrapeclean.segment.text import segment_text
from text_blocks import PROSE, kinds, ranges, texts


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
