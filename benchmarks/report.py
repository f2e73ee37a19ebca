"""Sums up rows (see `scoring`) and lays them out as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import measures
from scoring import Marks, Row

Summary = dict[str, dict[str, dict[str, Any]]]
"""group -> tool -> measure -> number."""
OURS = "scrapeclean"
HELD_OUT = f"{OURS}-heldout"
"""Ours with weights that have not seen the page's domain (see `heldout`)."""


def groups_of(row: Row, kinds: dict[str, set[str]]) -> list[str]:
    """The groups a page counts in: its corpus, or its kind and all others where kinds are mixed."""
    corpus, kind = row["corpus"], row["kind"]
    if len(kinds[corpus]) == 1:
        return [corpus]
    return [f"{corpus} {kind}"] + ([f"{corpus} not article"] if kind != "article" else [])


def grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by group, groups in order of appearance, articles first."""
    rows = list(rows)
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        kinds[row["corpus"]].add(row["kind"])
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for group in groups_of(row, kinds):
            found[group].append(row)
    return dict(sorted(found.items(), key=lambda pair: _order(pair[0])))


def _order(group: str) -> tuple[str, int, str]:
    corpus, _, kind = group.partition(" ")
    return corpus, ("article", "not article").index(kind) if "article" in kind else 2, kind


def summarise(rows: Iterable[Row]) -> Summary:
    """All means and shares, per group and tool."""
    return {
        group: {tool: summary_of(members, tool) for tool in tools_of(members)}
        for group, members in grouped(rows).items()
    }


def tools_of(rows: Iterable[Row]) -> list[str]:
    """The tools that appear, ours first, as far as it goes with weights that saw no page."""
    found = dict.fromkeys(tool for row in rows for tool in row["scores"])
    return sorted(found, key=lambda tool: (tool != HELD_OUT, tool != OURS))


def ours(*runs: Iterable[Row]) -> str:
    """The name under which ours stands in all these runs, held out if it can be had."""
    known = [tools_of(run) for run in runs]
    return HELD_OUT if all(HELD_OUT in names for names in known) else OURS


def summary_of(rows: Iterable[Row], tool: str) -> dict[str, Any]:
    """All means and shares of a tool over the pages it was given."""
    rows = [row for row in rows if tool in row["scores"]]
    marks = [row["scores"][tool] for row in rows]
    summary: dict[str, Any] = {
        "pages": len(rows),
        "failed": sum("error" in mark for mark in marks),
    }
    bodies = [row for row in rows if "f1" in row["scores"][tool]]
    if bodies:
        domains = [row["domain"] for row in bodies]
        f1, error = measures.spread(domains, [row["scores"][tool]["f1"] for row in bodies])
        summary |= {"body_pages": len(bodies), "f1": f1, "f1_se": error}
        summary |= {
            name: sum(row["scores"][tool][short] for row in bodies) / len(bodies)
            for name, short in (("precision", "p"), ("recall", "r"))
        }
    for measure in (_shingles, _snippets, _fields, _chrome, _lines):
        summary |= measure(marks)
    return summary


def _shingles(marks: list[Marks]) -> dict[str, Any]:
    """Means over the pages where there is something to take a share of, and their F1."""
    pairs = [mark["shingles"] for mark in marks if "shingles" in mark]
    if not pairs:
        return {}
    precision, recall = (
        _mean(share for share in shares if share is not None) for shares in zip(*pairs, strict=True)
    )
    return {
        "shingle_precision": precision,
        "shingle_recall": recall,
        "shingle_f1": measures.harmonic(precision, recall),
    }


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def _snippets(marks: list[Marks]) -> dict[str, Any]:
    counts = _added(mark["snippets"] for mark in marks if "snippets" in mark)
    if not counts:
        return {}
    found, leaked, missed, kept_out = counts
    precision, recall, f1 = measures.score(found, leaked, missed)
    return {
        "snippet_precision": precision,
        "snippet_recall": recall,
        "snippet_f1": f1,
        "kept_out": kept_out / (kept_out + leaked) if kept_out + leaked else 1.0,
    }


def _fields(marks: list[Marks]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("title", "authors"):
        values = [mark[name] for mark in marks if name in mark]
        if values:
            found |= {name: sum(values) / len(values), f"{name}_pages": len(values)}
    dates = Counter(mark["date"] for mark in marks if "date" in mark)
    if dates:
        shares = {fate: dates[fate] / dates.total() for fate in ("right", "none", "wrong")}
        found |= {"date": shares["right"], "date_none": shares["none"]}
        found |= {"date_wrong": shares["wrong"], "date_pages": dates.total()}
    return found


def _chrome(marks: list[Marks]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("items", "items_kind", "tags"):
        counts = _added(mark[name] for mark in marks if name in mark)
        if counts:
            precision, recall, f1 = measures.score(*counts)
            found |= {f"{name}_p": precision, f"{name}_r": recall, f"{name}_f1": f1}
    trails = [mark for mark in marks if "breadcrumbs" in mark]
    if trails:
        there = [mark for mark in trails if mark["has_breadcrumbs"]]
        found["breadcrumbs"] = sum(mark["breadcrumbs"] for mark in trails) / len(trails)
        if there:
            found["breadcrumbs_there"] = sum(mark["breadcrumbs"] for mark in there) / len(there)
    return found


def _lines(marks: list[Marks]) -> dict[str, Any]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for mark in marks:
        for role, count in mark.get("lines", {}).items():
            counts[role] = _added((counts[role], count))
    if not counts:
        return {}
    held, there, characters, of_characters = counts.pop("body", [1, 1, 1, 1])
    chrome = _added(counts.values()) or [0, 1]
    return {
        "leaks": {role: count[0] / count[1] for role, count in sorted(counts.items())},
        "leaks_all": chrome[0] / chrome[1],
        "body_lines_missed": 1 - held / there,
        "body_missed": 1 - characters / of_characters,
    }


def _added(counts: Iterable[Iterable[int]]) -> list[int]:
    return [sum(column) for column in zip(*counts, strict=True)]


@dataclass
class Table:
    """A heading, column names, and rows of cells ready to print."""

    heading: str
    columns: list[str]
    rows: list[list[str]]

    def markdown(self) -> str:
        """As a Markdown table; all but the first column to the right."""
        rule = ["---"] + ["---:"] * (len(self.columns) - 1)
        table = [[cell.replace("|", "\\|") for cell in cells] for cells in self.rows]
        lines = [f"| {' | '.join(cells)} |" for cells in (self.columns, rule, *table)]
        return "\n".join([f"### {self.heading}", "", *lines, ""])

    def plain(self) -> str:
        """In columns, those of numbers to the right."""
        columns = zip(self.columns, *self.rows, strict=True)
        lines = zip(*map(_aligned, columns), strict=True)
        return "\n".join([f"== {self.heading}", *("  ".join(line).rstrip() for line in lines), ""])


def _aligned(column: Sequence[str]) -> list[str]:
    width = max(map(len, column))
    is_text = any(char.isalpha() for cell in column[1:] for char in cell)
    return [cell.ljust(width) if is_text else cell.rjust(width) for cell in column]


def tables(rows: list[Row]) -> list[Table]:
    """Every table for which there are numbers."""
    summary = summarise(rows)
    made = [
        _body(summary),
        _differences(rows),
        _per_measure(summary, _SHINGLES, "Body (4-word shingles; F1 of the two means over pages)"),
        _per_measure(summary, _SNIPPETS, "Snippets (over all snippets)"),
        _per_measure(summary, _FIELDS, "Title, date and authors (over the pages with gold)"),
        _per_measure(summary, _CHROME, "Typed chrome (micro over items)"),
        _leaks(summary),
    ]
    return [table for table in made if table.rows]


_SHINGLES = {
    "shingle_f1": "F1",
    "shingle_precision": "precision",
    "shingle_recall": "recall",
}
_SNIPPETS = {
    "snippet_precision": "precision",
    "snippet_recall": "recall (with found)",
    "snippet_f1": "F1",
    "kept_out": "without kept out",
}
_FIELDS = {
    "title": "title",
    "title_pages": "pages",
    "date": "date right",
    "date_none": "none",
    "date_wrong": "wrong",
    "date_pages": "pages",
    "authors": "authors F1",
    "authors_pages": "pages",
}
_CHROME = {
    "items_p": "items P",
    "items_r": "items R",
    "items_f1": "items F1",
    "items_kind_f1": "with kind F1",
    "breadcrumbs": "trail right",
    "breadcrumbs_there": "where there is one",
    "tags_f1": "tags F1",
}


def _body(summary: Summary) -> Table:
    rows = [
        [
            group,
            tool,
            _number(found["f1"]),
            f"± {1.96 * found['f1_se']:.4f}",
            _number(found["precision"]),
            _number(found["recall"]),
            _number(found["body_pages"]),
            _number(found["failed"]),
        ]
        for group, of_tools in summary.items()
        for tool, found in of_tools.items()
        if "f1" in found
    ]
    columns = ["pages", "tool", "F1", "95 %", "precision", "recall", "n", "failed"]
    return Table("Body (words, mean over pages; 95 % interval by domain)", columns, rows)


def _differences(rows: list[Row]) -> Table:
    """Our body F1 minus each peer's on the same pages: smaller intervals than two means have."""
    found, own = [], ours(rows)
    for group, members in grouped(rows).items():
        for tool in tools_of(members):
            pairs = [
                (row["domain"], row["scores"][own]["f1"] - row["scores"][tool]["f1"])
                for row in members
                if tool != own and all("f1" in row["scores"].get(t, {}) for t in (own, tool))
            ]
            if pairs:
                mean, error = measures.spread(*zip(*pairs, strict=True))
                found.append([group, tool, f"{mean:+.4f}", f"± {1.96 * error:.4f}"])
    return Table(f"Body F1, {own} minus peer", ["pages", "peer", "difference", "95 %"], found)


def _per_measure(summary: Summary, names: dict[str, str], heading: str) -> Table:
    there = [(g, t, f) for g, of_tools in summary.items() for t, f in of_tools.items()]
    rows = [
        [group, tool, *(_number(found.get(name)) for name in names)]
        for group, tool, found in there
        if any(name in found for name in names)
    ]
    return Table(heading, ["pages", "tool", *names.values()], rows)


def _leaks(summary: Summary) -> Table:
    found = [(tool, f) for of_tools in summary.values() for tool, f in of_tools.items()]
    found = [(tool, f) for tool, f in found if "leaks" in f]
    rows = []
    if found:
        roles = sorted({role for _, f in found for role in f["leaks"]})
        rows = [["body missed", *(_percent(f["body_lines_missed"]) for _, f in found)]]
        rows.append(["body missed, characters", *(_percent(f["body_missed"]) for _, f in found)])
        rows.append(["all chrome held", *(_percent(f["leaks_all"]) for _, f in found)])
        rows += [[role, *(_percent(f["leaks"].get(role)) for _, f in found)] for role in roles]
    heading = "Lines: body lines missed, chrome lines held, by role (% of the lines there are)"
    return Table(heading, ["role", *(tool for tool, _ in found)], rows)


def _number(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.4f}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"
