"""What changed since an earlier run, in sum and page by page."""

from __future__ import annotations

import measures
from report import Table, grouped, ours
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


def tables(rows: list[Row], earlier: list[Row], count: int) -> list[Table]:
    """What became better and worse for scrapeclean, in sum and page by page."""
    before = {key(row): row for row in earlier}
    pairs = [(before[key(row)], row) for row in rows if key(row) in before]
    tool = ours(rows, earlier)
    moved = _moves(pairs, tool)
    made = [_net(pairs, moved, tool)]
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


def _moves(pairs: list[tuple[Row, Row]], tool: str) -> list[tuple[float, str, str, float]]:
    """(change, page, measure, value before) of every mark that moved."""
    moved = []
    for old, new in pairs:
        for measure in MEASURES:
            was, now = value(old, measure, tool), value(new, measure, tool)
            if was is not None and now is not None and abs(now - was) > SAME:
                moved.append((now - was, f"{new['corpus']}/{new['id']}", measure, was))
    return moved


def _net(
    pairs: list[tuple[Row, Row]], moved: list[tuple[float, str, str, float]], tool: str
) -> Table:
    before = {key(new): old for old, new in pairs}
    lines = []
    for group, members in grouped(new for _, new in pairs).items():
        for measure in MEASURES:
            both = [
                (row["domain"], now - was)
                for row in members
                if (now := value(row, measure, tool)) is not None
                and (was := value(before[key(row)], measure, tool)) is not None
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
    return Table(f"{tool} against the earlier run ({len(moved)} marks moved)", columns, lines)
