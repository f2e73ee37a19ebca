"""Content-farm pages with gold for everything, as flattened text and as HTML.

    python benchmarks/farm.py [--farm DIR] [--corpus DIR] [--pages 8] [--own] [--misses 20]

The pages come from a generator that is no part of this project (``farmgen.py``; without it this
benchmark says so and stops) or, with ``--own``, from this project's tests, which write other
templates in other languages. The articles are the gold of the corpora, each in its page's language
where there is one.

Scores, per template: title, breadcrumbs, site and date are exact (date: to what the page shows);
the body by bag-of-words F1; items, items with their kind, tags and widgets by micro F1 over the
pages; previous and next exact; lines: share of the text's lines whose place is their role's. A
site that a flattened page does not print is not asked for; a pointer inside the body is no item.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import corpora
import measures
import scrapeclean

Page = dict[str, Any]
Counts = dict[str, list[float]]

_CORPORA = ("fundus-dev", "wcxb-dev", "news-roles-dev")
_MOST = 160  # articles of each, or one of them would be most of the pool
_LANG = re.compile(rb"<html[^>]{0,500}?\slang\s{0,3}=\s{0,3}[\"']?([A-Za-z]{2,3})")
_KINDS = {
    "related": "related", "ranking": "ranking", "hot": "ranking", "popular": "ranking",
    "recommendation": "recommendation", "latest": "latest",
}  # fmt: skip
_LISTS = frozenset(_KINDS.values())
_ASIDE = frozenset({"nav", "footer", "widgets", "removed", "other", "promo", "comments"})
_PLACES: dict[str, frozenset[str]] = {
    "nav": _ASIDE,
    "breadcrumb": frozenset({"breadcrumbs"}),
    "title": frozenset({"title"}),
    "breadcrumb+title": frozenset({"breadcrumbs", "title"}),
    "meta": frozenset({"date_published", "date_modified", "authors", "widgets", "removed"}),
    "share": frozenset({"widgets", "removed"}),
    "body": frozenset({"blocks"}),
    "promo": frozenset({"related", "removed"}),
    "tags": frozenset({"tags"}),
    "widget": frozenset({"widgets"}),
    "prevnext": frozenset({"previous", "next"}),
    "list_head": _LISTS,
    "list_item": _LISTS,
    "list_extra": _LISTS,
    "friendly": _ASIDE,
    "comment": _ASIDE,
    "notice": _ASIDE,
    "footer": _ASIDE | {"site_name"},
}
_EXACT = ("title", "trail", "site", "date")
_SETS = ("items", "kinds", "tags", "widgets", "prev/next")


def main() -> int:
    """Generate, extract, report."""
    here = Path(__file__).resolve()
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--farm", type=Path, default=here.parents[2] / "shared" / "farm")
    parser.add_argument("--corpus", type=Path, default=corpora.DEFAULT)
    parser.add_argument("--own", action="store_true", help="this project's templates")
    parser.add_argument("--pages", type=int, default=8, help="pages of each template")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--wrap", type=int, default=0, help="wrap the text at this width")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses")
    options = parser.parse_args()
    try:
        articles = list(_articles(options.corpus))
        pages = list(_pages(options, articles))
    except (corpora.MissingCorporaError, FileNotFoundError) as missing:
        print(f"skipped: {missing}")
        return 0
    for form in ("text", "html"):
        table: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
        misses: list[str] = []
        for page in pages:
            marks = _score(page, form, misses)
            for row in (page["variant"], "all"):
                for name, counts in marks.items():
                    table[row][name] = [
                        a + b for a, b in zip(table[row][name], counts, strict=True)
                    ]
        _print(form, table)
        for miss in random.Random(1).sample(misses, min(options.misses, len(misses))):
            print("   ", miss)
    return 0


def _pages(options: argparse.Namespace, articles: list[Page]) -> Iterator[Page]:
    if options.own:
        own = _module(Path(__file__).resolve().parents[1] / "tests" / "farm_pages.py")
        yield from own.generate(articles, seed=options.seed, pages_each=options.pages)
        return
    farm = _module(options.farm / "farmgen.py")
    for variant in farm.DEV_VARIANTS:
        yield from farm.generate(
            articles, (variant,), options.seed, -(-options.pages // 2), 2, wrap=options.wrap
        )


def _module(file: Path) -> ModuleType:
    if not file.is_file():
        raise FileNotFoundError(f"no page generator at {file}")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _articles(root: Path) -> Iterator[Page]:
    """The gold bodies of the corpora that have some, with their titles and languages."""
    golds = [gold for gold in corpora.load(root) if gold.kind == "article" and gold.text]
    chosen = {name: [gold for gold in golds if gold.corpus == name] for name in _CORPORA}
    for gold in (gold for name in _CORPORA for gold in corpora.evenly(chosen[name], _MOST)):
        headlines = [text for role, text in gold.lines if role == "headline"]
        title = gold.title or (headlines[0] if headlines else "")
        paragraphs = [line.strip() for line in gold.text.splitlines() if line.strip()]
        if title and len(paragraphs) > 2:
            lang = _LANG.search(gold.read()[:20000])
            yield {
                "title": title, "paragraphs": paragraphs, "date": gold.date,
                "lang": lang[1].decode().lower() if lang else "en", "tags": None,
            }  # fmt: skip


# ---- scoring ------------------------------------------------------------------------------------


def _score(page: Page, form: str, misses: list[str]) -> dict[str, list[float]]:
    """Hits, wrong and missed for each measure; hits and misses for exact ones."""
    gold, source = page["gold"], page[form]
    url = page["gold"]["url"] if form == "html" else None
    article = scrapeclean.extract(source, kind=form, url=url)
    marks: dict[str, list[float]] = {}
    wanted = {
        "title": gold["title"],
        "trail": " > ".join(crumb["text"] for crumb in gold["breadcrumbs"]),
        "site": gold["site"] if form == "html" or gold["site"] in source else "",
        "date": gold["date"],
    }
    shown = article.date_published.isoformat() if article.date_published else ""
    given = {
        "title": article.title or "",
        "trail": " > ".join(crumb.name for crumb in article.breadcrumbs),
        "site": article.site_name or "",
        "date": shown[: len(gold["date"] or "")] or None,
    }
    for name in _EXACT:
        if wanted[name]:
            right = _plain(wanted[name]) == _plain(given[name])
            marks[name] = [right, not right, not right]
            if not right:
                misses.append(f"{page['variant']} {name}: {given[name]!r} for {wanted[name]!r}")
    body = measures.word_score("\n".join(gold["paragraphs"]), article.text)
    marks["body"] = [body.f1, 1 - body.f1, 1 - body.f1]
    if body.f1 < 0.97:
        misses.append(f"{page['variant']} body: {body}")
    for name in _SETS:
        given_ones = _given(article, gold)[name]
        marks[name] = _counts(page["variant"], name, _wanted(gold)[name], given_ones, misses)
    if form == "text" and "lines" in gold:
        marks["lines"] = _lines(page, misses)
    return marks


def _plain(value: str | None) -> str:
    return measures.squash(value or "")


def _wanted(gold: Page) -> dict[str, list[str]]:
    items = [
        (_KINDS[each["kind"]], item["text"]) for each in gold["lists"] for item in each["items"]
    ]
    sides = [(side, gold[side]["text"]) for side in ("previous", "next") if gold[side]]
    return {
        "items": [name for _, name in items],
        "kinds": [f"{kind} {name}" for kind, name in items],
        "tags": [tag["text"] for tag in gold["tags"]],
        "widgets": [widget["text"] for widget in gold["widgets"]],
        "prev/next": [f"{side} {name}" for side, name in sides],
    }


def _given(article: scrapeclean.Article, gold: Page) -> dict[str, list[str]]:
    """The same of the answer; pointers inside the body are typed, but no list's items."""
    pointers = [promo["text"] for promo in gold["inline_promos"]]
    items = [
        (kind, link.name)
        for kind in sorted(_LISTS)
        for group in getattr(article, kind)
        for link in group.links
        if not any(pointer.endswith(link.name) for pointer in pointers)
    ]
    sides = [(side, getattr(article, side)) for side in ("previous", "next")]
    return {
        "items": [name for _, name in items],
        "kinds": [f"{kind} {name}" for kind, name in items],
        "tags": list(article.tags),
        "widgets": [each.text for each in article.widgets if each.kind in ("like", "rating")],
        "prev/next": [f"{side} {link.name}" for side, link in sides if link],
    }


def _counts(
    variant: str, name: str, wanted: Iterable[str], given: Iterable[str], misses: list[str]
) -> list[float]:
    """Hits, wrong and missed of two multisets of squashed texts."""
    one, other = Counter(map(_plain, wanted)), Counter(map(_plain, given))
    hits = (one & other).total()
    if name != "kinds":
        misses += [f"{variant} {name} missed: {text}" for text in one - other]
        misses += [f"{variant} {name} wrong: {text}" for text in other - one]
    return [hits, other.total() - hits, one.total() - hits]


def _lines(page: Page, misses: list[str]) -> list[float]:
    roles = page["gold"]["lines"]
    right = total = 0
    for entry in scrapeclean.explain(page["text"], kind="text"):
        first, _, last = entry.where.removeprefix("lines ").removeprefix("line ").partition("-")
        for line in range(int(first), int(last or first) + 1):
            role = roles[line - 1]
            if role == "blank":
                continue
            total += 1
            if entry.place in _PLACES[role]:
                right += 1
            else:
                misses.append(f"{page['variant']} line: {role} in {entry.place}: {entry.text[:80]}")
    return [right, total - right, total - right]


def _print(form: str, table: dict[str, Counts]) -> None:
    columns = (*_EXACT, "body", *_SETS, *(["lines"] if form == "text" else []))
    print(f"\n| {form} | {' | '.join(columns)} |\n| --- |{' ---: |' * len(columns)}")
    for row in sorted(table, key=lambda name: (name == "all", name)):
        cells = []
        for name in columns:
            hits, wrong, missed = table[row][name]
            shown = hits + wrong + missed
            cells.append(f"{measures.score(hits, wrong, missed).f1:.3f}" if shown else "-")
        print(f"| {row} | {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
