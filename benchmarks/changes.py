"""Single pages: the worst of a run, and what changed since an earlier one."""

from __future__ import annotations

import json
from typing import Any

import measures
from report import OURS, Table, grouped, tools_of
from scoring import Row, key

MEASURES = ("f1", "snippets", "title", "date", "authors", "items", "breadcrumbs", "tags")
SAME = 1e-4
"""Differences below this are noise of rounding."""


def value(row: Row, measure: str, tool: str) -> float | None:
    """A page's mark as one number, more is better; None if it has none.

    Snippets are the share that met the right fate, items and tags the F1 of the page.
    """
    mark = row["scores"].get(tool, {}).get(measure)
    if mark is None:
        return None
    if measure == "date":
        return float(mark == "right")
    if measure == "snippets":
        found, leaked, missed, kept_out = mark
        return float((found + kept_out) / max(1, found + leaked + missed + kept_out))
    if measure in ("items", "tags"):
        return measures.score(*mark).f1 if any(mark) else 1.0
    return float(mark)


def worst(rows: list[Row], count: int) -> list[Table]:
    """For each group and measure the pages with the least value (of ours, or the only tool's)."""
    tool = tools_of(rows)[0] if rows else OURS
    made = []
    for group, members in grouped(rows).items():
        if group.endswith("not article"):
            continue  # the same pages as the groups by kind
        for measure in MEASURES:
            values = [(value(row, measure, tool), row) for row in members]
            low = sorted(
                ((v, row["id"], row) for v, row in values if v is not None and v < 1),
                key=lambda entry: entry[:2],
            )
            lines = [[n, f"{v:.3f}", _detail(row, measure, tool)] for v, n, row in low[:count]]
            if lines:
                made.append(Table(f"worst: {group}, {measure}, {tool}", ["id", "", "why"], lines))
    return made


def _detail(row: Row, measure: str, tool: str) -> str:
    marks = row["scores"][tool]
    if "error" in marks:
        return str(marks["error"])
    if measure == "f1":
        return f"P {marks['p']:.3f} R {marks['r']:.3f}"
    if measure in ("items", "tags"):
        return "both {}, only ours {}, only gold {}".format(*marks[measure])
    got: dict[str, Any] = marks["got"]
    if measure == "snippets":
        return json.dumps({name: got[name] for name in ("missed", "leaked")}, ensure_ascii=False)
    found, gold = got[measure]
    return f"got {found!r}, gold {gold!r}"


def tables(rows: list[Row], earlier: list[Row], count: int) -> list[Table]:
    """What became better and worse for scrapeclean, in sum and page by page."""
    before = {key(row): row for row in earlier}
    pairs = [(before[key(row)], row) for row in rows if key(row) in before]
    moved = _moves(pairs)
    made = [_net(pairs, moved)]
    for sign, name in ((-1, "worse"), (1, "better")):
        lines = sorted((m for m in moved if m[0] * sign > 0), key=lambda m: (-abs(m[0]), m[1:3]))
        cells = [
            [page, measure, f"{old:.3f}", f"{old + change:.3f}", f"{change:+.3f}"]
            for change, page, measure, old in lines[: count or 15]
        ]
        heading = f"{name}: {len(lines)} marks, the greatest first"
        if cells:
            made.append(Table(heading, ["page", "measure", "before", "now", "change"], cells))
    return made


def _moves(pairs: list[tuple[Row, Row]]) -> list[tuple[float, str, str, float]]:
    """(change, page, measure, value before) of every mark that moved."""
    moved = []
    for old, new in pairs:
        for measure in MEASURES:
            was, now = value(old, measure, OURS), value(new, measure, OURS)
            if was is not None and now is not None and abs(now - was) > SAME:
                moved.append((now - was, f"{new['corpus']}/{new['id']}", measure, was))
    return moved


def _net(pairs: list[tuple[Row, Row]], moved: list[tuple[float, str, str, float]]) -> Table:
    before = {key(new): old for old, new in pairs}
    lines = []
    for group, members in grouped(new for _, new in pairs).items():
        for measure in MEASURES:
            both = [
                (row["domain"], now - was)
                for row in members
                if (now := value(row, measure, OURS)) is not None
                and (was := value(before[key(row)], measure, OURS)) is not None
            ]
            up = sum(change > SAME for _, change in both)
            down = sum(change < -SAME for _, change in both)
            if not up + down:
                continue
            mean, error = measures.spread(*zip(*both, strict=True))
            lines.append(
                [group, measure, str(up), str(down), f"{mean:+.4f}", f"± {1.96 * error:.4f}"]
            )
    columns = ["pages", "measure", "better", "worse", "mean change", "95 %"]
    return Table(f"{OURS} against the earlier run ({len(moved)} marks moved)", columns, lines)
