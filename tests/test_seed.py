"""The user's own page, whole and in every disguise a dump may give it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import scrapeclean
from scrapeclean import Article

ROOT = Path(__file__).parent.parent
SEED = (ROOT / "seeds" / "000_fcd2e313cca4eae9.txt").read_bytes()
LINES = SEED.decode("utf-8").splitlines()

DISGUISES = {
    "bytes": SEED,
    "str": SEED.decode("utf-8"),
    "crlf": SEED.replace(b"\n", b"\r\n"),
    "blank lines between": SEED.replace(b"\n", b"\n\n"),
    "trailing spaces": SEED.replace(b"\n", b"   \n"),
    "utf-8 with a byte order mark": b"\xef\xbb\xbf" + SEED,
    "utf-16": SEED.decode("utf-8").encode("utf-16"),
    "utf-16 little endian without a mark": SEED.decode("utf-8").encode("utf-16-le"),
    "utf-16 big endian without a mark": SEED.decode("utf-8").encode("utf-16-be"),
}


def check(article: Article) -> None:
    """Everything that the page holds, exactly."""
    assert article.site_name == "AssetScope"
    assert [crumb.name for crumb in article.breadcrumbs] == ["Home", "News"]
    assert article.title == "Putin meets with China's defense minister in Moscow"
    assert article.date_published is not None
    assert article.date_published.isoformat() == "2025-04-14T03:32:45"
    assert article.authors == ()
    assert [block.text for block in article.blocks] == LINES[4:11]
    assert article.text.split("\n") == LINES[4:11]
    assert article.tags == (
        "Xi Jinping", "Ukraine", "Politics", "Russia", "China", "Vladimir Putin", "Moscow",
    )  # fmt: skip
    assert [(w.kind, w.text, w.count) for w in article.widgets] == [("like", "veryGood! (2)", 2)]
    wanted = {
        "related": ("Related", [line.removeprefix("- ") for line in LINES[21:31]]),
        "ranking": ("Ranking", [line.removeprefix("- ") for line in LINES[32:40]]),
        "recommendation": ("Recommendation", LINES[41:49]),
    }
    for field, (heading, names) in wanted.items():
        (group,) = getattr(article, field)
        assert group.heading == heading
        assert [link.name for link in group.links] == names
    assert article.latest == ()
    assert article.comments == ()
    assert article.status == "ok"
    assert [warning.partition(":")[0] for warning in article.warnings] == ["content_farm"]
    assert article.provenance["text"].confidence > 0.5


@pytest.mark.parametrize("disguise", DISGUISES)
def test_the_whole_seed(disguise: str) -> None:
    article = scrapeclean.extract(DISGUISES[disguise])
    check(article)
    assert article.removed == ()
    assert article.provenance["text"].confidence > 0.7


def test_the_seed_as_html() -> None:
    page = (ROOT / "tests" / "golden" / "seed-page.html").read_bytes()
    article = scrapeclean.extract(page, url="https://www.assetscope.example/news/a.html")
    check(article)
    assert article.domain == "assetscope.example"
    related = article.related[0].links[0]
    assert related.url is not None
    assert related.url.startswith("https://www.assetscope.example/news/no-good-deed")


@pytest.mark.parametrize("disguise", ["bytes", "crlf", "blank lines between"])
def test_every_line_ends_in_exactly_one_place(disguise: str) -> None:
    account = scrapeclean.explain(DISGUISES[disguise])
    assert len(account) == len(LINES)
    places = [entry.place for entry in account]
    assert places == (
        ["breadcrumbs", "title", "date_published", "date_published"]
        + ["blocks"] * 7 + ["tags"] * 8 + ["widgets"]
        + ["related"] * 11 + ["ranking"] * 9 + ["recommendation"] * 9
    )  # fmt: skip


def test_the_round_trip_keeps_everything() -> None:
    article = scrapeclean.extract(SEED)
    assert Article.model_validate_json(article.model_dump_json()) == article
    assert json.loads(article.model_dump_json())["title"] == article.title
