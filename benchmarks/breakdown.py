"""One measure of all tools side by side, by corpus and page kind, by country, by script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from report import Table, grouped, summary_of, tools_of
from scoring import Row


def tables(rows: list[Row]) -> list[Table]:
    """The tables for which there are numbers; countries and scripts are those of articles."""
    articles = [row for row in rows if row["kind"] == "article"]
    by_kind = grouped(rows)
    made = [
        _side_by_side("Body F1 (words) by corpus and page kind", by_kind, rows, "f1"),
        _side_by_side("Body F1 (4-word shingles)", by_kind, rows, "shingle_f1"),
        _side_by_side("Snippets F1", by_kind, rows, "snippet_f1"),
    ]
    made += [
        _side_by_side(f"Body F1 (words) of articles by {name}", _by(articles, name), rows, "f1")
        for name in ("country", "script")
    ]
    return [table for table in made if table.rows]


def _by(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    """Rows by what they say under a name, the most first; rows that say nothing are left out."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get(name):
            groups[row[name]].append(row)
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


_MARKS: dict[str, str] = {"f1": "f1", "shingle_f1": "shingles", "snippet_f1": "snippets"}
"""The mark that a page must have to count in a measure."""


def _side_by_side(
    heading: str, groups: dict[str, list[Row]], rows: list[Row], measure: str
) -> Table:
    tools = tools_of(rows)
    lines = []
    for group, members in groups.items():
        scored = [row for row in members if _is_scored(row, _MARKS[measure])]
        values = [summary_of(scored, tool).get(measure) for tool in tools]
        if scored:
            shown = ["-" if value is None else f"{value:.4f}" for value in values]
            lines.append([group, str(len(scored)), *shown])
    return Table(heading, ["pages", "n", *tools], lines)


def _is_scored(row: Row, mark: str) -> bool:
    return any(mark in marks for marks in row["scores"].values())
