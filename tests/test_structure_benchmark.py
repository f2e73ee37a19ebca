"""The benchmark of structure sees what is broken."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

import scrapeclean
from scrapeclean import BodyBlock

with patch.object(sys, "path", [str(Path(__file__).parents[1] / "benchmarks"), *sys.path]):
    structure = importlib.import_module("structure")

PAGE = "<article>" + "".join(
    f"<p>The {word} mill stood still for sixty years, and its wheel had been sold for scrap.</p>"
    for word in ("first", "second", "third")
) + "</article>"  # fmt: skip


def test_a_whole_page_has_no_violations() -> None:
    assert list(structure.violations(PAGE.encode(), "https://site.example/mill")) == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("order", lambda blocks: blocks[::-1]),
        ("once", lambda blocks: (*blocks, blocks[-1])),
        ("glued", lambda blocks: (BodyBlock(kind="paragraph", text="millstood"), *blocks)),
    ],
)
def test_a_broken_one_has(name: str, change: object) -> None:
    document = scrapeclean.Cleaner().segment(PAGE)
    article = scrapeclean.extract(PAGE)
    broken = article.model_copy(update={"blocks": change(article.blocks)})  # type: ignore[operator]
    places = ["blocks"] * len(document.blocks)
    assert structure.PROPERTIES[name](document, article, places) == ""
    assert structure.PROPERTIES[name](document, broken, places)


def test_an_embed_in_an_item_comes_back_as_its_link() -> None:
    article = scrapeclean.extract(PAGE)
    blocks = (
        BodyBlock(kind="item", text="See it run", level=1),
        BodyBlock(kind="embed", url="https://v.example/1", level=1),
        *article.blocks,
    )
    shown = article.model_copy(update={"blocks": blocks})
    assert structure.PROPERTIES["again"](scrapeclean.Cleaner().segment(PAGE), shown, []) == ""
