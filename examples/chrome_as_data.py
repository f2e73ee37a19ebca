"""What surrounds an article is data too: every list that points elsewhere, as one table."""

import csv
import sys
from pathlib import Path

import scrapeclean

PAGE = Path(__file__).parent / "pages" / "ferry.html"
URL = "https://estuary-post.example/transport/night-ferry-returns"


def main() -> None:
    article = scrapeclean.extract(PAGE.read_bytes(), url=URL)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["list", "heading", "place", "headline", "url"])
    for kind in ("related", "ranking", "recommendation", "latest"):
        for group in getattr(article, kind):
            for place, link in enumerate(group.links, start=1):
                table.writerow([kind, group.heading, place, link.name, link.url])


if __name__ == "__main__":
    main()
