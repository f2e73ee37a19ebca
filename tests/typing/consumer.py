"""A program that uses scrapeclean, for mypy alone: it is checked, never run.

`test_consumer.py` runs mypy on it in strict mode. A suppression that becomes needless is a fault
there, so each one below shows that a wrong use is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from typing_extensions import assert_type

import scrapeclean
from scrapeclean import Claim, Cleaner, Document, Extractor, Recipe, SoFar, Vote


class Corrections:
    """An extractor needs no base class: its shape is enough."""

    name = "corrections"
    requires = frozenset({"title"})
    assigns = frozenset({"promo", "tags"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        for block in doc.blocks:
            if block.text.startswith("Correction:") and so_far.score(block.position, "title") <= 0:
                yield Vote(block.position, "promo", 5.0, "a note of the editors")
        yield Claim("tags", ("corrected",), 0.9, "text")


class Nameless:
    """No extractor: it has no name and promises nothing."""

    def __call__(self, doc: Document, so_far: SoFar) -> list[Vote]:
        return []


def results(page: bytes) -> None:
    article = scrapeclean.extract(page, url="https://example.org/a", content_type="text/html")
    assert_type(article, scrapeclean.Article)
    assert_type(article.title, str | None)
    assert_type(article.text, str)
    assert_type(article.date_published, datetime | None)
    assert_type(article.to_markdown(), str)
    assert_type([author.name for author in article.authors], list[str])
    assert_type([link.url for group in article.related for link in group.links], list[str | None])
    assert_type(next((gone.kind, gone.reason) for gone in article.removed)[1], str)
    assert_type(article.provenance["title"].rejected, tuple[scrapeclean.Rejected, ...])


def accounts(page: str) -> None:
    explanation = scrapeclean.explain(page, kind="text")
    assert_type(next((entry.where, entry.votes) for entry in explanation)[0], str)
    scrapeclean.explain(page, kind="pdf")  # type: ignore[arg-type]  # no such kind


def recipes() -> Cleaner:
    extractor: Extractor = Corrections()
    recipe = Recipe.default().after("title", extractor).without("tags").with_installed()
    assert_type(recipe.names, tuple[str, ...])
    assert_type(scrapeclean.installed_extractors(), dict[str, Extractor])
    recipe.before("body", "an-installed-one", Corrections())
    recipe.before("body", Nameless())  # type: ignore[arg-type]
    Vote(0, "advert", 1.0, "no such role")  # type: ignore[arg-type]
    return Cleaner(recipe=recipe, limits=scrapeclean.Limits(size=1_000_000))


def errors(page: bytes) -> str:
    try:
        return recipes().extract(page).text
    except scrapeclean.NotAPage as error:
        assert_type(error.found, str)
    except scrapeclean.TooLarge as error:
        assert_type(error.size, int)
    except scrapeclean.ScrapecleanError as error:
        return str(error)
    return ""
