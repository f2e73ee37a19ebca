"""Runs tools over pages and scores what they answer, page by page.

A row, one per page and corpus, is what ``--out`` writes::

    {"corpus", "id", "kind", "url", "domain", "country", "script", "scores": {tool: marks}}

Marks hold only what the gold knows and the tool offers:

====================================  ==========================================================
``p``, ``r``, ``f1``                  body words
``shingles``                          [precision, recall] of 4-word shingles; null: of nothing
``snippets``                          [found, leaked, missed, kept out]
``title``                             1 or 0
``date``                              right, wrong or none
``authors``                           F1
``items``, ``items_kind``, ``tags``   [in both, only in the answer, only in the gold]
``breadcrumbs``                       1 or 0
``lines``                             {role: [lines held, lines there, and both in characters]}
``ms``                                CPU milliseconds
``confidence``                        {field or ``whole``: how sure the tool says it is}
``error``                             what the tool raised; it then counts as an empty answer
``got``                               the answers that were wrong, and the snippets
====================================  ==========================================================
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import measures
import scripts
import tools
from corpora import Gold, by_page

Row = dict[str, Any]
Marks = dict[str, Any]


def rows(golds: Iterable[Gold], names: list[str], *, jobs: int = 1) -> Iterator[Row]:
    """Every page scored for every tool, in a fixed order."""
    chosen = {name: tools.TOOLS[name] for name in names}
    work = [(page, chosen) for page in by_page(golds)]
    if jobs <= 1:
        for pair in work:
            yield from _page_rows(pair)
        return
    with ProcessPoolExecutor(jobs, initializer=tools.quiet) as pool:
        for found in pool.map(_page_rows, work, chunksize=4):
            yield from found


def _page_rows(pair: tuple[list[Gold], dict[str, tools.Tool]]) -> list[Row]:
    golds, chosen = pair
    page = golds[0].read()
    answers = {
        name: _ask(tool.on(golds[0].domain), page, golds[0].url) for name, tool in chosen.items()
    }
    return [
        {
            "corpus": gold.corpus,
            "id": gold.id,
            "kind": gold.kind,
            "url": gold.url,
            "domain": gold.domain,
            "country": gold.country,
            "script": scripts.dominant(gold.text) if gold.text else None,
            "scores": {name: _marks(gold, tool, *answers[name]) for name, tool in chosen.items()},
        }
        for gold in golds
    ]


def _ask(run: tools.Run, page: bytes, url: str | None) -> tuple[tools.Answer, Marks]:
    start = time.process_time()
    marks: Marks = {}
    try:
        answer = run(page, url)
    except Exception as fault:  # whatever a tool raises is its failure on this page
        answer = tools.Answer()
        marks["error"] = f"{type(fault).__name__}: {fault}"[:200]
    marks["ms"] = round((time.process_time() - start) * 1000 + answer.ms_elsewhere, 2)
    return answer, marks


def _marks(gold: Gold, tool: tools.Tool, answer: tools.Answer, base: Marks) -> Marks:
    marks = compared(gold, tool, answer, base)
    if answer.confidence:
        marks["confidence"] = answer.confidence
    return marks


def compared(
    gold: Gold, tool: tools.Tool, answer: tools.Answer, base: Marks | None = None
) -> Marks:
    """The marks of an answer, by what the gold knows and the tool offers, added to `base`."""
    marks: Marks = {**(base or {}), "got": {}}
    for needs, mark in _MARKS:
        if needs in tool.offers:
            mark(gold, answer, marks)
    return marks


def _mark_body(gold: Gold, answer: tools.Answer, marks: Marks) -> None:
    if gold.text:
        precision, recall, f1 = measures.word_score(gold.text, answer.text)
        marks.update(p=round(precision, 5), r=round(recall, 5), f1=round(f1, 5))
        shares = measures.shingle_score(gold.text, answer.text)
        marks["shingles"] = [share and round(share, 5) for share in shares]


def _mark_snippets(gold: Gold, answer: tools.Answer, marks: Marks) -> None:
    if gold.wanted or gold.unwanted:
        fates = measures.snippets(answer.text, gold.wanted, gold.unwanted)
        found, missed, leaked, kept_out = fates
        marks["snippets"] = [len(found), len(leaked), len(missed), len(kept_out)]
        marks["got"].update(missed=missed, leaked=leaked)


def _mark_lines(gold: Gold, answer: tools.Answer, marks: Marks) -> None:
    """How many lines of each role the text holds; chrome that the body says too is left out."""
    if not gold.lines:
        return
    given, body = measures.LineIndex(answer.text), measures.LineIndex(gold.text or "")
    counts: dict[str, list[int]] = {}
    for role, line in gold.lines:
        if not measures.words(line) or (role != "body" and body.holds(line)):
            continue
        held = given.holds(line)
        count = counts.setdefault(role, [0, 0, 0, 0])
        for at, step in enumerate((held, 1, held * len(line), len(line))):
            count[at] += step
    marks["lines"] = counts


def _mark_title(gold: Gold, answer: tools.Answer, marks: Marks) -> None:
    if gold.title and not gold.chrome:
        marks["title"] = int(measures.same_title(gold.title, answer.title))
        if not marks["title"]:
            marks["got"]["title"] = [answer.title, gold.title]


def _mark_date(gold: Gold, answer: tools.Answer, marks: Marks) -> None:
    if gold.date:
        right = measures.same_day(gold.date, answer.date)
        marks["date"] = "right" if right else "wrong" if answer.date else "none"
        if not right:
            marks["got"]["date"] = [answer.date, gold.date]


def _mark_authors(gold: Gold, answer: tools.Answer, marks: Marks) -> None:
    if gold.authors:
        marks["authors"] = round(measures.name_score(gold.authors, answer.authors).f1, 5)
        if marks["authors"] < 1:
            marks["got"]["authors"] = [answer.authors, gold.authors]


def _mark_chrome(gold: Gold, answer: tools.Answer, marks: Marks) -> None:
    """Items are compared as sets per page: desktop and mobile copies are one item."""
    if gold.chrome is None:
        return
    squash = measures.squash
    wanted = {(g["kind"], squash(item)) for g in gold.chrome["groups"] for item in g["items"]}
    given = {(kind, squash(item)) for kind, items in answer.groups.items() for item in items}
    marks["items_kind"] = measures.set_counts(_keyed(wanted), _keyed(given))
    marks["items"] = measures.set_counts({item for _, item in wanted}, {item for _, item in given})
    marks["tags"] = measures.set_counts(
        set(map(squash, gold.chrome["tags"])), set(map(squash, answer.tags))
    )
    titles = filter(None, (gold.title, answer.title))
    trail = gold.chrome["breadcrumbs"]
    same = measures.same_trail(trail, answer.breadcrumbs, titles) and "error" not in marks
    marks["breadcrumbs"] = int(same)
    marks["has_breadcrumbs"] = int(bool(trail))
    if not same:
        marks["got"]["breadcrumbs"] = [answer.breadcrumbs, trail]


def _keyed(items: set[tuple[str, str]]) -> set[str]:
    return {f"{kind}:{item}" for kind, item in items}


_MARKS: tuple[tuple[str, Callable[[Gold, tools.Answer, Marks], None]], ...] = (
    ("text", _mark_body),
    ("text", _mark_snippets),
    ("text", _mark_lines),
    ("title", _mark_title),
    ("date", _mark_date),
    ("authors", _mark_authors),
    ("chrome", _mark_chrome),
)


def key(row: Row) -> tuple[str, str, str | None]:
    """What tells one row from another; an id alone does not."""
    return row["corpus"], row["id"], row["url"]


def write(file: Path, found: Iterable[Row]) -> None:
    """Writes rows, one JSON object a line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as lines:
        for row in found:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def read(file: Path) -> list[Row]:
    """Rows written by `write`."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def merge(fresh: list[Row], earlier: Iterable[Row]) -> list[Row]:
    """The fresh rows, with the marks of tools that only the earlier rows have."""
    known = {key(row): row["scores"] for row in earlier}
    return [{**row, "scores": {**known.get(key(row), {}), **row["scores"]}} for row in fresh]
