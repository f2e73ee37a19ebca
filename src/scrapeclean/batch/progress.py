"""How far a run is: a bar on a terminal, lines elsewhere, JSON lines for programs."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from .runner import State

_LINE_EVERY = 10.0  # seconds


class Progress:
    """Shows the states it is called with, on standard error; a context manager."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self._as_json, self._quiet = as_json, quiet
        self._shown = time.monotonic()
        self._last: State | None = None
        self._bar: Any = None if as_json or quiet else _bar()

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()
        elif self._last:
            self._line(self._last)

    def __call__(self, state: State) -> None:
        """Show a state, if it is time."""
        if self._quiet:
            return
        self._last = state
        if self._bar:
            task = self._bar.task_ids[0]
            self._bar.update(task, completed=state.done, total=state.parts, text=_text(state))
        elif time.monotonic() - self._shown >= _LINE_EVERY:
            self._shown = time.monotonic()
            self._line(state)

    def _line(self, state: State) -> None:
        if self._as_json:
            line = json.dumps({
                "task": state.task, **state.pages, "pages_per_second": _rate(state),
                "bytes_per_second": _bytes(state), "parts": state.parts, "parts_done": state.done,
                "seconds": round(state.seconds, 1), "seconds_left": _left(state),
            })  # fmt: skip
        else:
            left = _left(state)
            rest = f", {left:,.0f} s left" if left else ""
            line = f"{state.done} of {state.parts} parts: {_text(state)}{rest}"
        sys.stderr.write(line + "\n")


def _text(state: State) -> str:
    task = "learning sites: " if state.task == "sketch" else ""
    return (
        f"{task}{state.pages['read']:,} pages, {_rate(state):,.1f} pages/s, "
        f"{_bytes(state) / 1e6:,.2f} MB/s, {state.pages['failed']:,} failed"
    )


def _rate(state: State) -> float:
    return round(state.fresh / state.seconds, 2) if state.seconds else 0.0


def _bytes(state: State) -> float:
    return round(state.bytes / state.seconds) if state.seconds else 0.0


def _left(state: State) -> float | None:
    """Seconds, by the parts that this run has done."""
    done = state.done - state.done_before
    return round(state.seconds / done * (state.parts - state.done), 1) if done else None


def _bar() -> Any:
    """rich's bar, on a terminal where it is installed."""
    if not sys.stderr.isatty():
        return None
    try:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar
    except ImportError:
        return None
    columns = (BarColumn(), TextColumn("{task.fields[text]}"), TimeRemainingColumn())
    bar = Bar(*columns, console=Console(stderr=True))
    bar.add_task("", total=None, text="")
    return bar
