"""An article's other pages are told from its neighbours by their addresses."""

from __future__ import annotations

import pytest

import scrapeclean
from scrapeclean import Pages
from scrapeclean.continuation import pages_of
from scrapeclean.segment.html import segment_html

SITE = "https://site.example"


def pages(url: str, body: str, head: str = "") -> tuple[int, int, str | None, str | None] | None:
    document = segment_html(f"<head>{head}</head><body>{body}</body>", url=SITE + url)
    found = pages_of(document)
    if found is None:
        return None
    cut = [page and page.removeprefix(SITE) for page in (found.previous_page, found.next_page)]
    return found.number, found.count, cut[0], cut[1]


@pytest.mark.parametrize(
    ("url", "links", "wanted"),
    [
        ("/mill", {"/mill": "1", "/mill/2": "2", "/mill/3": "3"}, (1, 3, None, "/mill/2")),
        ("/a/mill/2", {"/a/mill": "1", "/a/mill/3": "3"}, (2, 3, "/a/mill", "/a/mill/3")),
        ("/mill?page=2", {"/mill?page=3": "Next »"}, (2, 3, None, "/mill?page=3")),
        ("/mill.html", {"/mill-2.html": "nächste Seite"}, (1, 2, None, "/mill-2.html")),
        ("/mill/page/2/", {"/mill/": "前のページ"}, (2, 2, "/mill/", None)),
        ("/a/mill", {"/a/wheel": "Next", "/a/dam/2": "2"}, None),
        ("/2024/news/12", {"/2024/news/13": "A neighbour", "/2024/news/11": "Another"}, None),
        ("/news/12345", {"/news/12346": "Next"}, None),
        ("/a/mill", {}, None),
    ],
)
def test_a_pager(url: str, links: dict[str, str], wanted: object) -> None:
    body = " ".join(f"<a href='{href}'>{words}</a>" for href, words in links.items())
    assert pages(url, f"<p>Page 2 of 3</p><div>{body}</div>") == wanted


def test_the_head_counts_alike() -> None:
    link = "<link rel=next href='/mill?page=2'><link rel=prev href='/dam'>"
    assert pages("/mill", "", link) == (1, 2, None, "/mill?page=2")
    assert pages("/mill", "", "<link rel=next href='/dam'>") is None


def test_it_stands_in_the_article() -> None:
    page = f"<p>{'The mill stands still. ' * 20}</p><a href='/mill?p=2'>2</a>"
    article = scrapeclean.extract(f"<body>{page}", url=f"{SITE}/mill")
    assert article.pages == Pages(number=1, count=2, next_page=f"{SITE}/mill?p=2")
    assert article.next is None
    assert scrapeclean.extract("Mere text.\n" * 30).pages is None
