"""Flattening and the line rules that flattened pages are compared with."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

with patch.object(sys, "path", [str(Path(__file__).parents[1] / "benchmarks"), *sys.path]):
    flatten = importlib.import_module("flatten")
    linerules = importlib.import_module("linerules")
    text = importlib.import_module("text")

PAGE = (
    "<html><head><title>Tide</title><style>p {}</style></head><body><ul><li>Home<li>News</ul>"
    "<p>The ferry <b>sails</b>\nat six.<p>It is<br>late.<script>var a = 'x'</script></body></html>"
)


@pytest.mark.parametrize(
    ("way", "lines"),
    [
        ("wet", ["Tide", "Home", "News", "The ferry sails at six.", "It is", "late."]),
        ("oneline", ["TideHomeNewsThe ferry sails at six.It islate."]),
        ("soup", ["Tide", "Home", "News", "The ferry ", "sails", "at six.", "It is", "late."]),
    ],
)
def test_ways_of_flattening(way: str, lines: list[str]) -> None:
    assert [line for line in flatten.WAYS[way](PAGE).split("\n") if line.strip()] == lines


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown: lynx"):
        flatten.available("wet,lynx")


LINES = {
    "The ferry sails at six in the morning.": ("c4", "fineweb"),
    "“We are ready when you are ready.”": ("c4", "fineweb"),
    "A long line that ends as a headline does": ("fineweb",),
    "It is the last one.": ("c4",),
    "It is late.": (),
    "Please read the privacy policy of this site.": (),
    "渡轮每天早上六点从码头出发。": ("c4",),
}


@pytest.mark.parametrize("rules", ["c4", "fineweb"])
def test_line_rules(rules: str) -> None:
    page = "\n".join([*LINES, *LINES])
    kept = [line for line, keepers in LINES.items() if rules in keepers]
    assert getattr(linerules, rules)(page).split("\n") == kept


def test_the_mean_is_over_ways_and_a_failed_page_counts_in_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [
        {"corpus": "news", "way": "wet", "f1": {"raw": 0.5}, "title": {}},
        {"corpus": "news", "way": "wet", "f1": {"raw": 1.0}, "title": {"ours": 1.0}},
        {"corpus": "news", "way": "w3m", "f1": {"raw": 0.25}, "title": {"ours": 0.0}},
    ]
    monkeypatch.setitem(text.TOOLS, "ours", text.TOOLS["raw"])
    bodies, titles = text.tables(rows, ["raw", "ours"], ["wet", "w3m"])
    assert bodies.rows == [["raw", "0.7500", "0.2500", "0.5000"]]
    assert titles.rows == [["ours", "1.0000", "0.0000", "0.5000"]]


def test_speed_is_all_bytes_by_all_seconds() -> None:
    rows = [
        {"way": "wet", "bytes": 3_000_000, "ms": {"raw": 500.0}},
        {"way": "w3m", "bytes": 1_000_000, "ms": {"raw": 1500.0}},
    ]
    assert text.speed(rows, ["raw"], ["wet", "w3m"]).rows == [["raw", "6.00", "0.67", "2.00"]]
