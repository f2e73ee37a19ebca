"""A folder of Markdown files, a page each, with front matter. Failed pages are not among them."""

from __future__ import annotations

import json
import os
import re

from ..records import Outcome

_FRONT = (
    "status", "url", "title", "site_name", "date_published", "language", "tags", "page_type",
    "confidence",
)  # fmt: skip
_SLUG = 60


class MarkdownWriter:
    """One folder a part; values of the front matter are JSON, which is YAML too."""

    def __init__(self, path: str, keep: tuple[str, ...]) -> None:
        self._folder, self._number = path, 0
        os.mkdir(path)

    def add(self, outcome: Outcome) -> None:
        """Write its file."""
        self._number += 1
        article, fields = outcome.article, outcome.fields
        if article is None or fields is None:
            return
        record = outcome.record
        front = {"id": record.id, "place": record.place, **record.extra}
        front["authors"] = [author.name for author in article.authors]
        front |= {name: fields[name] for name in _FRONT}
        lines = [f"{name}: {json.dumps(front[name], ensure_ascii=False)}" for name in front]
        slug = re.sub(r"\W+", "-", (article.title or "untitled").lower())[:_SLUG].strip("-")
        while len(slug.encode()) > 3 * _SLUG:
            slug = slug[:-1]
        text = "---\n" + "\n".join(lines) + "\n---\n\n" + article.to_markdown() + "\n"
        path = os.path.join(self._folder, f"{self._number:06d}-{slug}.md")
        with open(path, "wb") as file:
            file.write(text.encode())

    def close(self) -> None:
        """Nothing is left to do."""
