"""Progress: a bar on a terminal, plain lines elsewhere, JSON for programs, and silence."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter

import pytest

from scrapeclean.batch import State, progress

STATE = State(
    "clean", Counter(read=1200, failed=3), 1000, 5_000_000, 8, 4, 2, 50.0
)  # two of the four parts that are done were so before; so the rest takes twice as long


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, file: io.StringIO, **how: bool) -> str:
    monkeypatch.setattr(sys, "stderr", file)
    monkeypatch.setattr(progress, "_LINE_EVERY", 0.0)
    with progress.Progress(**how) as watch:
        watch(STATE)
        watch(STATE._replace(task="sketch"))
    return file.getvalue()


def test_lines_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, io.StringIO()).splitlines()
    assert lines[0] == ("4 of 8 parts: 1,200 pages, 20.0 pages/s, 0.10 MB/s, 3 failed, 100 s left")
    assert lines[1].startswith("4 of 8 parts: learning sites: 1,200 pages")


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rich", reason="needs rich: pip install 'scrapeclean[batch]'")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "xterm")
    screen = shown(monkeypatch, Terminal())
    assert "\x1b[" in screen
    assert "1,200 pages, 20.0 pages/s, 0.10 MB/s, 3 failed" in screen


def test_lines_for_programs_and_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.loads(shown(monkeypatch, Terminal(), as_json=True).splitlines()[0])
    assert line == {
        "task": "clean", "read": 1200, "failed": 3, "pages_per_second": 20.0,
        "bytes_per_second": 100_000, "parts": 8, "parts_done": 4, "seconds": 50.0,
        "seconds_left": 100.0,
    }  # fmt: skip
    assert shown(monkeypatch, Terminal(), quiet=True) == ""
