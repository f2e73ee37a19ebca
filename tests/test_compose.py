"""Body blocks as an article holds them: lines join, cells become tables, pictures come along."""

from __future__ import annotations

from collections.abc import Sequence

from scrapeclean import BodyBlock, Cell, Document, Span
from scrapeclean.compose import compose_body, images_of
from scrapeclean.model import Role
from scrapeclean.segment.html import segment_html
from scrapeclean.segment.text import segment_text


def body(doc: Document, wanted: Sequence[int] | None = None) -> tuple[BodyBlock, ...]:
    if wanted is None:
        wanted = [block.position for block in doc.blocks if block.text]
    roles: list[Role] = ["body" if block.position in wanted else "nav" for block in doc.blocks]
    return compose_body(doc, roles).blocks


def composed(page: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in body(segment_html(page))]


def test_nothing_gives_nothing() -> None:
    assert body(segment_html("<p>x"), []) == ()


def test_lines_join_and_keep_their_spans() -> None:
    doc = segment_html("<div>One <b>two</b>.<br>Three <a href=/x>four</a>.<br><br>Five</div>")
    first, second = body(doc)
    assert (first.text, second.text) == ("One two.\nThree four.", "Five")
    assert first.spans == (
        Span(start=4, end=7, kind="strong"), Span(start=15, end=19, kind="link", url="/x"),
    )  # fmt: skip
    assert [first.text[span.start : span.end] for span in first.spans] == ["two", "four"]


def test_a_line_does_not_join_what_was_not_chosen() -> None:
    doc = segment_html("<div>One.<br>Two.<br>Three.</div>")
    assert [block.text for block in body(doc, [0, 2])] == ["One.", "Three."]


def test_breaks_inside_a_block_are_line_ends() -> None:
    (one,) = body(segment_html("<p>one<br>two <i>three</i></p>"))
    assert one.text == "one\ntwo three"
    assert one.text[one.spans[0].start :] == "three"


def test_tables() -> None:
    page = (
        "<table><caption>Sizes</caption><tr><th>a<th>b</tr><tr><td colspan=2>c</tr>"
        "<tr><td rowspan=2>d<td><p>e</p><p>f</p></table><table><tr><td>g<td>h<tr><td>i<td>j</table>"
    )
    first, second = body(segment_html(page))
    assert first.caption == "Sizes"
    assert first.text == "a\tb\nc\nd\te f"
    assert first.rows == (
        (Cell(text="a", header=True), Cell(text="b", header=True)),
        (Cell(text="c", columns=2),),
        (Cell(text="d", rows=2), Cell(text="e f")),
    )
    assert second.text == "g\th\ni\tj"


def test_the_caption_of_a_table_that_lays_out_comes_first() -> None:
    assert composed("<table><caption>Sizes</caption><tr><td>One cell alone</table><p>Next") == [
        ("paragraph", "Sizes"), ("paragraph", "One cell alone"), ("paragraph", "Next"),
    ]  # fmt: skip


def test_a_caption_of_several_paragraphs_is_whole() -> None:
    rows = "<tr><td>g<td>h<tr><td>i<td>j"
    (table,) = body(segment_html(f"<table><caption><p>Sizes<p>in mm</caption>{rows}</table>"))
    assert table.caption == "Sizes in mm"


def test_a_table_in_text() -> None:
    (table,) = body(segment_text("| Name | Size |\n|---|---|\n| pier | 3 |"))
    assert table.text == "Name\tSize\npier\t3"
    assert [cell.header for cell in table.rows[0]] == [True, True]


def test_items_know_level_and_order() -> None:
    items = body(segment_html("<ol><li>a<ul><li>b</ul><li>c</ol>"))
    assert [(b.text, b.level, b.ordered) for b in items] == [
        ("a", 1, True), ("b", 2, False), ("c", 1, True),
    ]  # fmt: skip
    numbered = body(segment_text("1. one thing\n2. other thing\n\n- loose thing"))
    assert [b.ordered for b in numbered] == [True, True, False]


PICTURES = (
    "<img src=logo.png><article><p>One</p><figure><img src=a.jpg alt=A>"
    "<figcaption>Cap</figcaption></figure><img src=i.png width=16 height=16><p>Two</p>"
    "<iframe src=/v title=V></iframe><img src=a.jpg><p hidden><img src=h.jpg></p>"
    "<aside><div><div><div><img src=far.jpg></div></div></div></aside><p>Three</p></article>"
    "<img src=behind.jpg>"
)


def test_pictures_and_players_between_body_text_come_along() -> None:
    doc = segment_html(PICTURES, url="https://x.org/")
    chosen = [b.position for b in doc.blocks if b.kind == "paragraph" and b.text]
    found = body(doc, chosen)
    assert [(b.kind, b.text or b.url) for b in found] == [
        ("paragraph", "One"), ("image", "https://x.org/a.jpg"), ("paragraph", "Two"),
        ("embed", "https://x.org/v"), ("paragraph", "Three"),
    ]  # fmt: skip
    (image,) = images_of(found)
    assert (image.url, image.alt, image.caption) == ("https://x.org/a.jpg", "A", "Cap")


def test_links_that_lead_nowhere_are_no_spans() -> None:
    (one,) = body(segment_html("<p><a href='javascript:x()'>a</a> <a href=b>b</a></p>"))
    assert [span.url for span in one.spans] == ["b"]


def test_where_it_stands() -> None:
    (one,) = body(segment_html("<div id=story><p>a</p></div>"))
    assert one.where == "body > div#story > p"
    (two,) = body(segment_text("\n\na"))
    assert two.where == "line 3"


def test_a_picture_for_readers_without_scripts_takes_the_place_of_the_lazy_one() -> None:
    page = (
        "<article><p>One</p><img src='/a.jpg?wait=1' alt=A><noscript><img src='/a.jpg?w=6' alt=A>"
        "</noscript><img src='/i?id=1'><img src='/i?id=2'><p>Two</p></article>"
    )
    assert [block.url for block in body(segment_html(page)) if block.kind == "image"] == [
        "/a.jpg?w=6", "/i?id=1", "/i?id=2",
    ]  # fmt: skip
