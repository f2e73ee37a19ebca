"""Flattened text whose lines were wrapped, cut or run together."""

from __future__ import annotations

import re
import textwrap
import unicodedata

import pytest

from scrapeclean.segment.text import segment_text
from text_blocks import ADVICE, PROSE, kinds, ranges, texts, wrap


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


@pytest.mark.parametrize("counted", ["no signs", "no marks", "characters"])
def test_programs_count_the_columns_of_vowel_signs_differently(counted: str) -> None:
    words = ("नगर परिषद ने पुल की योजना पेश की और किसान संघ ने बढ़ती कीमतों पर चेतावनी दी " * 12).split()
    uncounted = {"no signs": ("Mn",), "no marks": ("Mn", "Mc"), "characters": ()}[counted]
    lines, line = [], ""
    for word in words:
        longer = f"{line} {word}".strip()
        if sum(unicodedata.category(char) not in uncounted for char in longer) > 72:
            lines.append(line)
            longer = word
        line = longer
    assert texts("\n".join((*lines, line))) == [" ".join(words)]


def test_numbers_that_count_a_list_are_not_joined_to_the_lines_above() -> None:
    headline = "Nobody wants to mend the lower half of the long old slipway"
    listed = "\n".join(f"{n}\n{headline}" for n in range(1, 4))
    page = f"{wrap(PROSE, 60)}\n\n{wrap(ADVICE, 60)}\n\n{listed}"
    assert texts(page)[2:] == ["1", headline, "2", headline, "3", headline]
