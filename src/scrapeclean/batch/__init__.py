"""Cleaning dumps: a batch engine that loses nothing.

    >>> from scrapeclean import batch
    >>> report = batch.run(["dump.warc.gz"], "articles")
    >>> print(report)

`Guard` is the part of it that cleans records in killable workers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .columns import Columns
    from .guard import Guard, GuardOptions
    from .options import Budget, RunOptions
    from .records import BatchError, Failure, Lost, Outcome, Record
    from .runner import Report, State, run

__all__ = [
    "BatchError",
    "Budget",
    "Columns",
    "Failure",
    "Guard",
    "GuardOptions",
    "Lost",
    "Outcome",
    "Record",
    "Report",
    "RunOptions",
    "State",
    "run",
]

_HOMES = {
    "columns": ("Columns",),
    "guard": ("Guard", "GuardOptions"),
    "options": ("Budget", "RunOptions"),
    "records": ("BatchError", "Failure", "Lost", "Outcome", "Record"),
    "runner": ("Report", "State", "run"),
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: the command's parser needs none of it."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
