"""Reads the gold: folders with a ``gold.jsonl``, and ``chrome-dev.jsonl`` beside them.

The gold's fields decide what is measured, not the folder's name: ``text`` the body, ``with`` and
``without`` snippets, ``title``, ``date``, ``author(s)``, ``lines`` the leaks, ``groups`` chrome.
The corpora are not part of this project; without them every benchmark says so and stops.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

CHROME = "chrome-dev"
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpora"
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]*/(?=https?:)")

T = TypeVar("T")


class MissingCorporaError(Exception):
    """There is no corpus where it was looked for."""


@dataclass(frozen=True)
class Gold:
    """What is known about one page in one corpus; None where nothing is known."""

    corpus: str
    id: str
    kind: str
    url: str | None
    page: Path
    """The gzipped page."""
    text: str | None = None
    country: str | None = None
    """Of the publisher: two letters."""
    title: str | None = None
    date: str | None = None
    authors: str | tuple[str, ...] | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    """Role and text of every visible line."""
    chrome: dict[str, Any] | None = None
    """An annotation: ``groups``, ``breadcrumbs``, ``tags``."""

    @property
    def domain(self) -> str:
        """The registrable domain, or the page's id if it has no address."""
        return domain(self.url) or self.id

    def read(self) -> bytes:
        """The page as crawled."""
        return gzip.decompress(self.page.read_bytes())


def load(root: Path) -> list[Gold]:
    """All gold under a folder of corpora, or in the folder of one, in a fixed order.

    Raises:
        MissingCorporaError: there is none.
    """
    files = [root / "gold.jsonl"] if (root / "gold.jsonl").is_file() else []
    files = files or sorted(root.glob("*/gold.jsonl"))
    if not files:
        raise MissingCorporaError(f"no corpus at {root} (nothing with a gold.jsonl)")
    golds = [gold for file in files for gold in _corpus(file)]
    annotations = root / f"{CHROME}.jsonl"
    if annotations.is_file():
        golds += _chrome(annotations, golds)
    return golds


def _corpus(file: Path) -> Iterator[Gold]:
    for row in _rows(file):
        yield Gold(
            corpus=file.parent.name,
            id=row["id"],
            kind=row.get("kind") or "article",
            url=row.get("url"),
            page=(file.parent / row["html"]).resolve(),
            text=row.get("text") or None,
            country=row.get("country") or None,
            title=row.get("title") or None,
            # One date is NaN, which is true but no string.
            date=row["date"] if isinstance(row.get("date"), str) and row["date"] else None,
            authors=_hashable(row.get("authors") or row.get("author")) or None,
            wanted=tuple(row.get("with") or ()),
            unwanted=tuple(row.get("without") or ()),
            lines=tuple((role, text) for role, text in row.get("lines") or ()),
        )


def _chrome(file: Path, golds: Iterable[Gold]) -> Iterator[Gold]:
    pages = {(gold.corpus, gold.id): gold for gold in golds}
    for row in _rows(file):
        corpus = row["corpus"].removesuffix("-article")
        page = pages.get((corpus, row["id"].replace("/", "_")))
        if page:
            yield Gold(
                corpus=CHROME,
                id=page.id,
                kind="article",
                url=page.url,
                page=page.page,
                title=page.title,
                chrome={key: row[key] for key in ("groups", "breadcrumbs", "tags")},
            )


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _hashable(value: str | list[str] | None) -> str | tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) else value


def sample(golds: Iterable[Gold], limit: int | None) -> list[Gold]:
    """At most `limit` pages of every corpus and kind, evenly spread over it."""
    groups: dict[tuple[str, str], list[Gold]] = defaultdict(list)
    for gold in golds:
        groups[gold.corpus, gold.kind].append(gold)
    return [gold for group in groups.values() for gold in evenly(group, limit)]


def evenly(things: Sequence[T], limit: int | None) -> list[T]:
    """At most `limit` things, at even distances."""
    if limit is None or limit >= len(things):
        return list(things)
    return [things[number * len(things) // limit] for number in range(limit)]


def by_page(golds: Iterable[Gold]) -> list[list[Gold]]:
    """The gold of one page and address together, so that each page is cleaned once."""
    pages: dict[tuple[Path, str | None], list[Gold]] = defaultdict(list)
    for gold in golds:
        pages[gold.page, gold.url].append(gold)
    return list(pages.values())


def fold(domain: str, folds: int) -> int:
    """The fold that a domain is in, by a hash, so that it never changes."""
    return int(hashlib.md5(domain.encode()).hexdigest(), 16) % folds


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def domain(url: str | None) -> str | None:
    """The registrable domain of an address; of the archived one for the Wayback Machine."""
    if not url:
        return None
    try:
        host = urlsplit(_ARCHIVED.sub("", url)).hostname
    except ValueError:
        return None
    return str(_suffixes().privatesuffix(host) or host) if host else None
