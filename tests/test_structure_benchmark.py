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


LABELS = """The old mill turns again
By Ann Lee
Published: 3 May 2024
{body}
Read more: The bridge that nobody wanted to build
Previous: Why the harbour stays closed
Next article
How the ferry came back to the lake
Vorheriger Artikel
Warum der Hafen geschlossen bleibt
© 2024 The Valley Post. All rights reserved.
"""


def test_every_line_has_a_place_beside_its_label_too() -> None:
    body = "\n".join(
        f"The {word} mill stood still for sixty years, and its wheel had been sold for scrap."
        for word in ("first", "second", "third")
    )
    cleaner = scrapeclean.Cleaner()
    document = cleaner.segment(LABELS.format(body=body), kind="text")
    article = cleaner.extract(LABELS.format(body=body), kind="text")
    assert article.previous is not None
    assert not [removed.text for removed in article.removed if removed.text.startswith("Previous")]
    assert article.related[0].heading == "Read more"
    nowhere = [""] * len(document.blocks)
    assert structure.PROPERTIES["placed"](document, article, nowhere) == ""
    poorer = article.model_copy(update={"removed": ()})
    assert structure.PROPERTIES["placed"](document, poorer, nowhere)


def test_an_embed_in_an_item_comes_back_as_its_link() -> None:
    article = scrapeclean.extract(PAGE)
    blocks = (
        BodyBlock(kind="item", text="See it run", level=1),
        BodyBlock(kind="embed", url="https://v.example/1", level=1),
        *article.blocks,
    )
    shown = article.model_copy(update={"blocks": blocks})
    assert structure.PROPERTIES["again"](scrapeclean.Cleaner().segment(PAGE), shown, []) == ""


def test_a_caption_is_placed_without_its_credits_label_and_a_comments_head_as_its_parts() -> None:
    page = "<p>The mill. (Photo: Ann Bell)</p><p>Otto says:</p>"
    document = scrapeclean.Cleaner().segment(page)
    image = scrapeclean.Image(url="https://a.example/m", caption="The mill.", credit="Ann Bell")
    article = scrapeclean.Article(images=(image,))
    placed = structure.PROPERTIES["placed"]
    assert placed(document, article, ["images", "comments"]) == ""
    assert "Otto says:" in placed(document, article, ["images", "removed"])
    uncredited = article.model_copy(update={"images": (image.model_copy(update={"credit": ""}),)})
    assert "The mill." in placed(document, uncredited, ["images", "comments"])
