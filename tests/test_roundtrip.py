"""Markdown read back by another parser gives the same blocks, texts, links and code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapeclean import BodyBlock, Cell, Span
from scrapeclean.render import html, markdown, text_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import roundtrip

thorough = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))

WORDS = (
    "word", "Word.", "# a", "1. a", "12) a", "- a", "+ a", "> a", "* a", "```", "~~~", "| a |",
    "---", "===", "***", "<div>", "&copy;", "&", "a\\", "[x]: /y", "[x](y)", "![", "1.", "-", "#",
    "!", "`", "**", "_x_", "snake_case", "«q»", "“q”", "(b)", "强调", "a|b", "[^1]", "x*y", "<",
    "a_", "5 * 3", "$x$", "~~gone~~", "[ ] todo", "\\", "]", "[", "http://x.org/a_b", ":--", "·",
)  # fmt: skip
KINDS = ("link", "em", "strong", "code", "sub", "sup", "del", "kbd", "tex", "mathml", "note")
LIGHT = ("em", "strong", "sub", "del")  # may stand inside another
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
glued = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
lines = st.lists(st.one_of(texts, glued), min_size=1, max_size=3).map("\n".join)


@st.composite
def marked(draw: st.DrawFn, *, one_line: bool = False) -> tuple[str, tuple[Span, ...]]:
    text = draw(st.one_of(texts, glued) if one_line else lines)
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        words = text[start:end]
        start, end = (
            start + len(words) - len(words.lstrip()),
            end - len(words) + len(words.rstrip()),
        )
        around = [s for s in spans if s.start < end and start < s.end]
        kind = draw(st.sampled_from(KINDS))
        crosses = any(kind not in LIGHT or s.kind == kind or not (s.start <= start and end <= s.end)
                      for s in around)  # fmt: skip
        if start < end and "\n" not in text[start:end] and not crosses:
            url = "https://x.org/a?b=(1)&copy=_2_" if kind == "link" else None
            spans.append(Span(start=start, end=end, kind=kind, url=url,
                              note="n1" if kind == "note" else ""))  # fmt: skip
    return text, tuple(spans)


@st.composite
def articles(draw: st.DrawFn) -> list[BodyBlock]:
    """Blocks as an article holds them: nothing continues what has not begun."""
    blocks: list[BodyBlock] = []
    for _ in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from((
            "paragraph", "heading", "item", "item", "item", "quote", "code", "table", "term",
            "definition", "rule", "image", "embed", "math",
        )))  # fmt: skip
        last = blocks[-1] if blocks else None
        fields: dict[str, object] = {}
        level = draw(st.integers(1, 4))
        in_list = last is not None and last.level > 0 and last.kind != "heading"
        if kind in ("code", "rule", "image", "embed", "table"):
            fields["text"] = draw(lines) if kind == "code" else ""
        else:
            fields["text"], fields["spans"] = draw(marked(one_line=kind == "heading"))
        if kind == "item":
            fields |= {"level": level, "ordered": draw(st.booleans())}
            fields["number"] = draw(st.sampled_from((None, 1, 2, 7))) if fields["ordered"] else None
            fields["continues"] = in_list and draw(st.booleans())
            if fields["continues"]:
                fields["level"] = last.level if last else 1
        elif kind == "heading":
            fields["level"] = level
        elif in_list and last and draw(st.booleans()) and kind in ("code", "paragraph", "image"):
            fields["level"] = last.level
        if kind == "quote":
            fields["quoted"] = True
            fields["continues"] = last is not None and last.kind == "quote" and draw(st.booleans())
            if not fields["continues"] and draw(st.booleans()):
                fields["source"] = draw(texts)
        elif kind == "table":
            rows = draw(
                st.lists(st.lists(marked(), min_size=2, max_size=2), min_size=2, max_size=3)
            )
            fields["rows"] = tuple(
                tuple(Cell(text=text, header=at == 0, spans=spans) for text, spans in row)
                for at, row in enumerate(rows)
            )
            fields["caption"] = draw(st.one_of(st.just(""), texts))
        elif kind == "image":
            fields |= {"url": "https://x.org/i_1.jpg", "alt": draw(texts), "caption": draw(texts)}
        elif kind == "embed":
            fields |= {"url": "https://x.org/v", "alt": draw(texts)}
        elif kind == "code":
            fields["language"] = draw(st.sampled_from(("", "python", "c++")))
        elif kind == "math":
            whole = Span(start=0, end=len(str(fields["text"])), kind="tex")
            fields["spans"] = (whole,)
        blocks.append(BodyBlock.model_validate({"kind": kind, **fields}))
    for label in ("n1", "n2"):
        text, spans = draw(marked(one_line=True))
        blocks.append(BodyBlock(kind="footnote", text=text, spans=spans, label=label))
    return blocks


@thorough
@given(st.one_of(st.none(), texts), articles())
def test_markdown_gives_the_same_blocks(title: str | None, blocks: list[BodyBlock]) -> None:
    written = markdown(title, blocks)
    assert roundtrip.compare(title, blocks, written) == "", written


@thorough
@given(articles())
def test_html_says_all_of_the_text_once(blocks: list[BodyBlock]) -> None:
    soup = BeautifulSoup(html(None, blocks), "html.parser")
    for annotation in soup.find_all("annotation"):
        annotation.decompose()
    for element in soup.find_all(["figcaption", "a"]):
        outside = element.name == "figcaption" and element.parent.find("img")
        if outside or element.get("href") == "https://x.org/v":
            element.decompose()
    said = "".join(soup.get_text().split())
    cells = "".join(
        block.caption + "".join(cell.text for row in block.rows for cell in row)
        if block.kind == "table" else block.text + block.source
        for block in blocks
    )  # fmt: skip
    assert said == "".join(cells.split())


def test_text_shows_captions_of_tables_and_sources_of_quotations() -> None:
    table = BodyBlock(kind="table", text="a\tb", caption="Sizes")
    quote = BodyBlock(kind="quote", text="Said.", source="Ann Bell", quoted=True)
    picture = BodyBlock(kind="image", url="https://x.org/i", caption="A pier", credit="Ann")
    assert text_of([table, quote, picture]) == "Sizes\na\tb\nSaid.\nAnn Bell"


STARRED = "class Reader(*, size=None)"


def test_emphasis_between_signs_does_not_end_what_is_around() -> None:
    spans = [Span(start=0, end=5, kind="em"), Span(start=13, end=14, kind="em")]
    block = BodyBlock(kind="term", text=STARRED, spans=spans)
    assert roundtrip.compare(None, [block], markdown(None, [block])) == ""


def test_code_stays_whole_around_bold_words() -> None:
    code, bold = Span(start=0, end=6, kind="code"), Span(start=0, end=5, kind="strong")
    block = BodyBlock(kind="paragraph", text="break;", spans=(code, bold))
    assert markdown(None, [block]) == "`break;`\n"
    assert roundtrip.compare(None, [block], "`break;`\n") == ""
    assert roundtrip.compare(None, [block], "**`break;`**\n")


def test_a_reference_cut_by_a_formula_is_a_text_like_any_other() -> None:
    spans = [Span(start=0, end=4, kind="strong"), Span(start=1, end=2, kind="tex")]
    block = BodyBlock(kind="paragraph", text="[^1]", spans=spans)
    assert roundtrip.compare(None, [block], markdown(None, [block])) == ""


PLAIN = (
    "Prices rose by 5 * 3 percent (see [1] and a_b_c), <5 at most & more; a~b, it's 1.5 - or so.",
    "Wow! That is #1, really + then = some > others | no \\ yes {x} $5",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_nothing_is_escaped_without_need(text: str) -> None:
    assert markdown(None, [BodyBlock(kind="paragraph", text=text)]) == text + "\n"
