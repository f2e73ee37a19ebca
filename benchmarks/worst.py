"""The worst pages of a run, and what is wrong with each.

For the body a tool is asked once more, and the answer is laid beside the gold: the longest
stretches that it kept wrongly, with the role they have on the page where the gold tells, and the
longest ones that it missed. Only their first words are shown.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import measures
import tools
from changes import MEASURES, value
from corpora import Gold
from report import Table, grouped, tools_of
from scoring import Row

WORDS = 12
"""Words of a stretch that are shown."""
STRETCHES = 2
"""Stretches of each kind that are shown."""


class Stretch(NamedTuple):
    """A run of words that stands in one text and not in the other."""

    words: int
    start: str
    """Its first words."""
    role: str
    """What it is on the page; empty where nobody knows."""


def tables(rows: list[Row], golds: Iterable[Gold], count: int) -> list[Table]:
    """For each group and measure the pages with the least value, of ours or of the only tool."""
    if not rows:
        return []
    tool = tools_of(rows)[0]
    known = {(gold.corpus, gold.id, gold.url): gold for gold in golds}
    groups = {"all articles": [row for row in rows if row["kind"] == "article"], **grouped(rows)}
    made = []
    for group, members in groups.items():
        for measure in MEASURES if group != "all articles" else ("f1",):
            if not group.endswith("not article"):  # the same pages as the groups by kind
                lines = [
                    [f"{row['corpus']}/{row['id']}", f"{low:.3f}", _why(row, measure, tool, known)]
                    for low, row in _lowest(members, measure, tool)[:count]
                ]
                heading = f"worst: {group}, {measure}, {tool}"
                made.append(Table(heading, ["page", "", "why"], lines))
    return [table for table in made if table.rows]


def _lowest(rows: list[Row], measure: str, tool: str) -> list[tuple[float, Row]]:
    """The pages short of perfect with their values, the least first."""
    values = [(value(row, measure, tool), row) for row in rows]
    low = [(mark, row) for mark, row in values if mark is not None and mark < 1]
    return sorted(low, key=lambda pair: (pair[0], pair[1]["id"]))


def _why(row: Row, measure: str, tool: str, known: dict[Any, Gold]) -> str:
    marks = row["scores"][tool]
    if "error" in marks:
        return str(marks["error"])
    if measure == "f1":
        return _body(marks, tool, known.get((row["corpus"], row["id"], row["url"])))
    if measure in ("items", "tags"):
        return "both {}, only ours {}, only gold {}".format(*marks[measure])
    got: dict[str, Any] = marks["got"]
    if measure == "snippets":
        return json.dumps({name: got[name] for name in ("missed", "leaked")}, ensure_ascii=False)
    found, gold = got[measure]
    return f"got {found!r}, gold {gold!r}"


def _body(marks: dict[str, Any], tool: str, gold: Gold | None) -> str:
    said = f"P {marks['p']:.3f} R {marks['r']:.3f}"
    if gold is None or gold.text is None or tool not in tools.TOOLS:
        return said
    text = tools.TOOLS[tool].on(gold.domain)(gold.read(), gold.url).text
    kept, missed = compare(text, gold)
    for name, found in (("kept", kept), ("missed", missed)):
        for each in found[:STRETCHES]:
            role = f" {each.role}" if each.role else ""
            said += f"; {name}{role}, {each.words} words: {each.start!r}"
    return said


def compare(text: str, gold: Gold) -> tuple[list[Stretch], list[Stretch]]:
    """What a text has and the gold has not, and the other way round, the longest first."""
    roles = _Roles(gold.lines)
    kept = [_stretch(run, roles.of(run)) for run in measures.only_in(text, gold.text or "")]
    missed = [_stretch(run, "") for run in measures.only_in(gold.text or "", text)]
    return kept, missed


def _stretch(run: list[str], role: str) -> Stretch:
    return Stretch(len(run), " ".join(run[:WORDS]), role)


class _Roles:
    """The role of words, by the lines of the page that share the most pairs of words with them."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self._of: dict[tuple[str, str], str] = {}
        for role, line in lines:
            for pair in pairwise(measures.words(line)):
                self._of.setdefault(pair, role)

    def of(self, run: list[str]) -> str:
        votes = Counter(self._of[pair] for pair in pairwise(run) if pair in self._of)
        return votes.most_common(1)[0][0] if votes else ""
