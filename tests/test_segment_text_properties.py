"""What must never change when flattened text becomes blocks, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrapeclean.segment.text import segment_text
from text_blocks import PROSE, ranges, texts, wrap

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
