"""Golden cases: a page beside what is expected of it. To add one, add two files.

``golden/NAME.html`` or ``golden/NAME.txt`` is the page; ``golden/NAME.json`` says what comes out:

    {"about": "why this page is here", "url": "https://…", "expect": {"title": "…", …}}

With ``"within": "entry"`` all that stands in the first element of that class is body, whatever
would have been judged: such a case holds the structure alone.

Only the fields under ``expect`` are compared. Names stand for named things (authors, breadcrumbs,
links), lists of links are ``{"heading": …, "links": [names]}``, widgets are their texts, comments
``[author, date, level, text]``, ``blocks`` are ``[kind, text]`` pairs, ``structure`` is all that is
known of the blocks (see `structure`), ``markdown`` is `Article.to_markdown`, ``other_articles`` are
titles, and ``removed`` maps a role to texts that must
be among what was set aside in that role.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import scrapeclean
from scrapeclean import Article, BodyBlock
from scrapeclean.compose import compose_body
from scrapeclean.model import Block, Role
from scrapeclean.parts import BodyKind
from scrapeclean.render import text_of

CASES = sorted((Path(__file__).parent / "golden").glob("*.json"))


def shown(article: Article, field: str) -> Any:
    """A field in the plain form that the case files use."""
    if field == "markdown":
        return article.to_markdown()
    if field == "structure":
        return [structure(block) for block in article.blocks]
    value = getattr(article, field)
    if field in ("authors", "breadcrumbs"):
        return [each.name for each in value]
    if field in ("related", "ranking", "recommendation", "latest"):
        return [
            {"heading": group.heading, "links": [link.name for link in group.links]}
            for group in value
        ]
    if field == "widgets":
        return [each.text for each in value]
    if field == "comments":
        return [[each.author, each.date and each.date.isoformat(), each.level, each.text]
                for each in value]  # fmt: skip
    if field == "blocks":
        return [[block.kind, block.text] for block in value]
    if field == "other_articles":
        return [each.title for each in value]
    if field == "pages":
        return value and value.model_dump(exclude_none=True)
    if field in ("previous", "next"):
        return value and value.name
    if field.startswith("date_"):
        return value and value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def structure(block: BodyBlock) -> dict[str, Any]:
    """What is set in a block: spans as ``[kind, words, target]``, header cells with ``#``."""
    known = block.model_dump(exclude_defaults=True, exclude={"where", "spans", "rows"})
    if block.spans:
        known["spans"] = [
            [span.kind, block.text[span.start : span.end], span.url or span.note or span.mathml]
            for span in block.spans
        ]
    if block.rows:
        known["rows"] = [
            [("# " * cell.header) + cell.text + f" ({cell.columns}x{cell.rows})"
             * (cell.columns + cell.rows > 2) for cell in row]
            for row in block.rows
        ]  # fmt: skip
    return known


def _is_title(block: Block) -> bool:
    return block.kind == "heading" and block.level == 1


def read(page: bytes, wanted: dict[str, Any]) -> Article:
    """The article, judged as usual or, if the case says so, by where its blocks stand."""
    if "within" not in wanted:
        return scrapeclean.extract(page, url=wanted.get("url"))
    document = scrapeclean.Cleaner().segment(page, url=wanted.get("url"))
    home = next(
        index for index, container in enumerate(document.containers)
        if wanted["within"] in container.classes.split()
    )  # fmt: skip
    inside = {block.position for block in document.blocks_in(home) if not block.hidden}
    roles: list[Role] = [
        "body" if block.position in inside and block.text and not _is_title(block) else "nav"
        for block in document.blocks
    ]
    blocks = compose_body(document, roles).blocks
    return Article(blocks=blocks, text=text_of(blocks), direction=document.head.direction or None)


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_golden(case: Path) -> None:
    wanted = json.loads(case.read_text("utf-8"))
    page = next(path for path in case.parent.glob(case.stem + ".*") if path.suffix != ".json")
    article = read(page.read_bytes(), wanted)
    expect = dict(wanted["expect"])
    for role, texts in expect.pop("removed", {}).items():
        found = [piece.text for piece in article.removed if piece.kind == role]
        assert set(texts) <= set(found), f"{role}: {found}"
    assert {field: shown(article, field) for field in expect} == expect


def test_there_are_cases() -> None:
    assert len(CASES) >= 5


def _features() -> Counter[str]:
    """In how many markups (pages of structure) each kind of structure is held."""
    counts: Counter[str] = Counter()
    for case in CASES:
        blocks = json.loads(case.read_text("utf-8"))["expect"].get("structure", ())
        counts.update({found for block in blocks for found in _features_of(block)})
    return counts


def _features_of(block: dict[str, Any]) -> Iterator[str]:
    yield block["kind"]
    yield from (f"{block['kind']} {key}" for key in ("caption", "credit", "source", "language")
                if block.get(key))  # fmt: skip
    yield from (span[0] for span in block.get("spans", ()))
    if block["kind"] == "item":
        yield "numbered item" if block.get("ordered") else "item"
        if block["level"] > 1:
            yield "nested item"
    if block["kind"] == "heading":
        yield f"heading {block['level']}"
    if any("x" in cell.rpartition("(")[2] for row in block.get("rows", ()) for cell in row):
        yield "cells that span"
    if any(cell.startswith("# ") for row in block.get("rows", ()) for cell in row):
        yield "header cell"
    if block["kind"] == "code" and re.search(r"(?m)^\s+\S", block["text"]):
        yield "code white space"
    if any(span[0] == "mathml" or "<math" in (span[2] or "") for span in block.get("spans", ())):
        yield "MathML kept"


@pytest.mark.parametrize("feature", [
    *get_args(BodyKind), "heading 2", "heading 3",
    "nested item", "numbered item", "header cell", "cells that span", "code white space",
    "image caption", "image credit", "table caption",
    "quote source", "code language", "link", "em", "strong", "code", "sub", "sup", "del", "ins",
    "kbd", "note", "tex", "MathML kept",
])  # fmt: skip
def test_each_kind_of_structure_is_held_in_three_markups(feature: str) -> None:
    assert _features()[feature] >= 3
