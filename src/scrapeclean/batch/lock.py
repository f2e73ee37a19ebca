"""One run at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .records import BatchError

__all__ = ["locked"]


@contextmanager
def locked(folder: str | Path) -> Iterator[None]:
    """Keep a second run out of the folder.

    Raises:
        BatchError: another is at work there.
    """
    with open(os.path.join(folder, ".lock"), "wb") as lock:
        try:
            import fcntl
        except ImportError:  # no such locks here
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BatchError(f"another run is at work in {folder}") from error
        yield
