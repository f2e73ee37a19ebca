"""Extracted once, rendered as often as you like: Markdown, safe HTML, schema.org."""

import json
from pathlib import Path

import scrapeclean

PAGE = Path(__file__).parent / "pages" / "ferry.html"
URL = "https://estuary-post.example/transport/night-ferry-returns"


def main() -> None:
    article = scrapeclean.extract(PAGE.read_bytes(), url=URL)
    print(article.to_markdown())
    print(article.to_html())
    facts = article.to_schema_org()
    facts["articleBody"] = facts["articleBody"][:40] + " …"
    print(json.dumps(facts, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
