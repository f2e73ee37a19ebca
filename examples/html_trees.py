"""A page that was parsed already: lxml and BeautifulSoup trees are taken as they are."""

from pathlib import Path

import lxml.html
from bs4 import BeautifulSoup

import scrapeclean

PAGE = Path(__file__).parent / "pages" / "ferry.html"
URL = "https://estuary-post.example/transport/night-ferry-returns"


def main() -> None:
    data = PAGE.read_bytes()
    inputs = {
        "bytes": data,
        "str": data.decode(),
        "lxml": lxml.html.document_fromstring(data),
        "BeautifulSoup": BeautifulSoup(data, "html.parser"),
    }
    for name, page in inputs.items():
        article = scrapeclean.extract(page, url=URL)
        authors = ", ".join(author.name for author in article.authors)
        print(f"{name:<14}{article.title} ({authors}), {len(article.text)} characters")


if __name__ == "__main__":
    main()
