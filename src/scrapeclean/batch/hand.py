"""A worker of a run: reads a part, has its pages cleaned behind a guard, writes its shard."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from .child import Parent
from .guard import Guard
from .options import RunOptions
from .readers import Part, read
from .readers.quarantine import to_line
from .records import BatchError, Lost, Record
from .stats import Stats
from .writers import WRITERS

FAILED_FOLDER = ".failed"
_EVERY = 0.5  # seconds between two reports


class Hand:
    """Cleans parts, one after the other."""

    def __init__(self, parent: Parent, folder: str, options: RunOptions) -> None:
        self._parent, self._folder, self._options = parent, folder, options
        self._guard = Guard(options.guard)
        self._master = os.getppid()

    def clean(self, part: Part) -> dict[str, Any]:
        """Clean a part; when this returns, its shard has its name.

        Raises:
            BatchError: a worker cannot start.
            OSError: the shard cannot be written, or the source not be read.
        """
        suffix, make = WRITERS[self._options.format]
        name = f"part-{part.id}{suffix}"
        shard, failed = os.path.join(self._folder, name), self._failed(part)
        aside, failed_aside = (self._aside(path) for path in (shard, failed))
        stats = Stats()
        writer = make(aside, self._options.columns.keep)
        reported = time.monotonic()
        with open(failed_aside, "wb") as quarantine:
            records = _read(read(part, self._options.columns), stats)
            for outcome in self._guard.clean_many(records):
                writer.add(outcome)
                stats.add(outcome)
                if outcome.failure:
                    quarantine.write(to_line(outcome.record, outcome.failure))
                if time.monotonic() - reported > _EVERY:
                    reported = time.monotonic()
                    self._parent.send(("progress", (dict(stats.pages), stats.bytes)))
            quarantine.flush()
            os.fsync(quarantine.fileno())
        writer.close()
        if os.getppid() != self._master:
            sys.exit(1)  # the run was killed: another may be writing the same part
        _replace(failed_aside, failed)
        _replace(aside, shard)
        return {"shard": name, "source": part.source, "stats": stats.to_json()}

    def close(self) -> None:
        """End the guard."""
        self._guard.close()

    def _failed(self, part: Part) -> str:
        return os.path.join(self._folder, FAILED_FOLDER, part.id)

    def _aside(self, path: str) -> str:
        folder, name = os.path.split(path)
        return os.path.join(folder, f".{name}.{os.getpid()}.tmp")


def _read(found: Iterable[Record | Lost], stats: Stats) -> Iterator[Record]:
    for one in found:
        if isinstance(one, Lost):
            stats.lose(one)
            continue
        stats.pages["read"] += 1
        stats.bytes += len(one.content)
        yield one


def _replace(aside: str, path: str) -> None:
    if os.path.isdir(path):  # a folder cannot take another's name
        shutil.rmtree(path)
    os.replace(aside, path)
    with suppress(OSError):  # some systems cannot: then the next flush of theirs has to do
        handle = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _die_with_parent() -> None:
    """On Linux, even if the parent is killed; elsewhere a worker ends with its part."""
    if sys.platform == "linux":
        import ctypes
        import signal

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def main() -> None:
    """Serve until the parent goes."""
    _die_with_parent()
    parent = Parent()
    folder, options = parent.receive()
    hand = Hand(parent, folder, options)
    try:
        while True:
            part = parent.receive()
            try:
                parent.send(("done", hand.clean(part)))
            except BatchError as error:
                parent.send(("fault", str(error)))
            except BrokenPipeError:
                raise
            except OSError as error:
                where = error.filename or part.source
                parent.send(("fault", f"{where}: {error.strerror or error}"))
    finally:
        hand.close()


if __name__ == "__main__":
    try:
        main()
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
