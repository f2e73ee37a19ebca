"""TeX in the text of a page: what is a formula, and what only looks like one."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

import scrapeclean
from scrapeclean.model import Block
from scrapeclean.segment.html import segment_html, segment_tree
from scrapeclean.segment.text import segment_text

TYPESET = '<script src="https://site.example/katex.min.js"></script>'


def formulas(block: Block) -> list[tuple[str, str]]:
    return [(mark.kind, block.text[mark.start : mark.end]) for mark in block.marks
            if mark.kind.startswith("tex")]  # fmt: skip


def only(html: str) -> Block:
    (block,) = segment_html(html).blocks
    return block


@pytest.mark.parametrize(("written", "kind", "tex"), [
    (r"\(x_1 + y^2\)", "tex", "x_1 + y^2"),
    (r"\[ \frac{a}{b} \]", "tex-display", r"\frac{a}{b}"),
    (r"$$ \sum_i <br> a_i $$", "tex-display", r"\sum_i a_i"),
    (r"\[ a &amp;= b \\[2pt] \text{if $b$} \]", "tex-display", r"a &= b \\[2pt] \text{if $b$}"),
    (r"\begin{align*} a &amp;= b_1 \\ \begin{cases} c \end{cases} \end{align*}", "tex-display",
     r"\begin{align*} a &= b_1 \\ \begin{cases} c \end{cases} \end{align*}"),
])  # fmt: skip
def test_what_is_tex_on_its_face_is_a_formula(written: str, kind: str, tex: str) -> None:
    block = only(f"<p>So {written} holds.</p>")
    assert block.text == f"So {tex} holds."
    assert formulas(block) == [(kind, tex)]
    assert len(block.marks) == 1  # the line break is gone with the line


@pytest.mark.parametrize("written", [r"\(n\)", r"\[ a + b = 7 \]", "$$ n $$"])
def test_plain_letters_are_one_where_the_page_typesets(written: str) -> None:
    assert formulas(only(f"{TYPESET}<p>Let {written} be.</p>"))
    assert only(f"<p>Let {written} be.</p>").text == f"Let {written} be."


def test_between_single_dollars_it_must_be_tex_on_a_page_that_typesets() -> None:
    written = r"<p>Let $\alpha_1$ and $x^2$ cost $5 or $6 and $n$ more.</p>"
    assert formulas(only(TYPESET + written)) == [("tex", r"\alpha_1"), ("tex", "x^2")]
    assert not formulas(only(written))
    assert not formulas(only(TYPESET + r"<p>At 5 $ x^2$ of it.</p>"))
    assert formulas(only(r"<p>At 5$, \(x^2\) is 6$.</p>")) == [("tex", "x^2")]


def test_a_formula_that_is_only_drawn_is_read_as_drawn() -> None:
    drawing = '<span class="katex-html" aria-hidden="true"><span>x</span><span>2</span></span>'
    assert only(f'<p>Let <span class="katex">{drawing}</span> be.</p>').text == "Let x2 be."


def test_a_tree_tells_what_its_scripts_are() -> None:
    tree = lxml_html.fromstring(f"<div>{TYPESET}<p>Let \\(n\\) be.</p></div>")
    (block,) = segment_tree(tree).blocks
    assert formulas(block) == [("tex", "n")]


@pytest.mark.parametrize("written", [
    "from $$ — $$ to $$$$", "costs $$ or even more $$ a night",
    r"two strokes \\(x^2\)", r"a <code>\(x^2\)</code> in code", r"\(x <em>y^2</em> z\)",
    r"\(a^2", r"\(" + "x^2 " * 2000 + r"\)",
    r"\begin{letter} x^2 \end{letter}", r"\begin{align} x^2",
])  # fmt: skip
def test_what_only_looks_like_one_stays(written: str) -> None:
    block = only(f"{TYPESET}<p>{written}</p>")
    assert not formulas(block)
    assert block.text == " ".join(
        written.replace("<code>", "").replace("</code>", "")
        .replace("<em>", "").replace("</em>", "").split()
    )  # fmt: skip


def test_a_regular_expression_is_no_formula() -> None:
    assert not formulas(only(r"<p>The group \(?\d{3}\) matches three digits.</p>"))


def test_code_blocks_stay() -> None:
    assert only(TYPESET + r"<pre>\(x^2\)</pre>").text == r"\(x^2\)"


def test_links_and_marks_around_move_along() -> None:
    block = only(
        r'<p>A \(a^2\) and <b>bold <a href="/b">\(b^2\) here</a></b>, <a href="/c">last</a>'
        "<br>line</p>"
    )
    shown = {mark.kind: block.text[mark.start : mark.end] for mark in block.marks}
    assert block.text == "A a^2 and bold b^2 here, last line"
    assert (shown["strong"], shown["br"]) == ("bold b^2 here", " ")
    assert [block.text[a:b] for a, b, _ in block.links] == ["b^2 here", "last"]


def test_in_flattened_text_too() -> None:
    (block,) = segment_text(r"The force \(F = m a^2\) grows.").blocks
    assert formulas(block) == [("tex", "F = m a^2")]


WORDS = "The water that runs over the weir in an hour depends on its height alone. "


@pytest.mark.parametrize("drawn", [
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>x</mi>'
    '<mn>2</mn></msup></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics>'
    '</math></span><span class="katex-html" aria-hidden="true">x2</span></span>',
    '<span class="MathJax_Preview">x2</span><span class="MathJax" data-mathml="…"><nobr>x2</nobr>'
    '<span class="MJX_Assistive_MathML"><math><mi>x</mi></math></span></span>'
    '<script type="math/tex">x^2</script>',
    '<script type="math/tex">x^2</script>',
    r"\(x^2\)",
], ids=["katex", "mathjax", "script", "source"])  # fmt: skip
def test_a_formula_is_said_once_and_safely(drawn: str) -> None:
    page = f"<article><p>{WORDS}Here {drawn} is it. {WORDS}</p><p>{WORDS * 3}</p></article>"
    article = scrapeclean.extract(page)
    assert article.blocks[0].text == f"{WORDS}Here x^2 is it. {WORDS}".strip()
    assert "Here $`x^2`$ is it." in article.to_markdown()
    assert '<annotation encoding="application/x-tex">x^2</annotation>' in article.to_html()
