"""Content-farm pages, made up in several languages and layouts: everything comes out typed."""

from __future__ import annotations

from typing import Any

import pytest

from farm_pages import TEMPLATES, generate
from scrapeclean import Article, Cleaner
from scrapeclean.assemble import assemble, place_blocks

PAGES = list(generate(seed=3, pages_each=1))
FORMS = [(page, form) for page in PAGES for form in ("text", "html")]
IDS = [f"{page['variant']}-{form}" for page, form in FORMS]


def test_every_template_is_printed_and_every_line_has_a_role() -> None:
    assert [page["variant"] for page in PAGES] == [*TEMPLATES]
    for page in PAGES:
        assert len(page["gold"]["lines"]) == len(page["text"].splitlines())


@pytest.mark.parametrize(("page", "form"), FORMS, ids=IDS)
def test_every_block_ends_in_exactly_one_place(page: dict[str, Any], form: str) -> None:
    cleaner = Cleaner()
    document = cleaner.segment(page[form])
    tally = cleaner.judge(document)
    article, placing = assemble(document, tally), place_blocks(document, tally)
    assert all(placing.places[block.position] for block in document.blocks if block.text)
    assert {*placing.places} <= {*Article.model_fields, ""}
    removed = [b.text for b in document.blocks if placing.places[b.position] == "removed"]
    assert [piece.text for piece in article.removed] == removed
    assert all(piece.reason for piece in article.removed)


@pytest.mark.parametrize(("page", "form"), FORMS, ids=IDS)
def test_title_and_site(page: dict[str, Any], form: str) -> None:
    article = Cleaner().extract(page[form])
    assert article.title == page["gold"]["title"]
    assert article.site_name == page["gold"]["site"]
