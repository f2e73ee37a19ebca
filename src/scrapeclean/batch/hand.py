"""A worker of a run: reads a part, has its pages cleaned behind a guard, writes its shard."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from ..errors import ScrapecleanError
from .child import Parent
from .guard import Guard, Task
from .options import RunOptions
from .readers import Part, read
from .readers.quarantine import to_line
from .records import Lost, Outcome, Record
from .sites import Choice, write_learnt
from .stats import Stats
from .writers import WRITERS

FAILED_FOLDER = ".failed"
LEARNT_FOLDER = ".sites"
_EVERY = 0.5  # seconds between two reports


class Hand:
    """Cleans parts, one after the other."""

    def __init__(self, parent: Parent, folder: str, options: RunOptions) -> None:
        self._parent, self._folder, self._options = parent, folder, options
        self._task: Task = "clean"
        self._guard = Guard(options.guard)
        self._reported = time.monotonic()
        self._master = os.getppid()

    def work(self, task: Task, part: Part) -> dict[str, Any]:
        """Do with a part what is to be done; the account of it.

        Raises:
            BatchError: a worker cannot start.
            OSError: something cannot be written, or the source not be read.
        """
        if task != self._task:
            self._guard.close()
            self._guard, self._task = Guard(self._options.guard, task=task), task
        return self._clean(part) if task == "clean" else self._learn(part)

    def _learn(self, part: Part) -> dict[str, Any]:
        """Note what some of a part's pages tell of their sites; they are chosen beforehand."""
        stats, path = Stats(), learnt_path(self._folder, part)
        columns = self._options.columns
        choice = Choice(one for one in read(part, columns) if isinstance(one, Record))
        chosen = (
            one for one in read(part, columns) if isinstance(one, Record) and choice.takes(one)
        )
        aside = self._aside(path)
        with open(aside, "wb") as file:
            write_learnt(
                self._reporting(self._guard.clean_many(_counted(chosen, stats)), stats), file
            )
        self._keep(aside, path)
        return {"stats": {"pages": dict(stats.pages), "bytes": stats.bytes}}

    def _clean(self, part: Part) -> dict[str, Any]:
        """Clean a part; when this returns, its shard has its name."""
        suffix, make = WRITERS[self._options.format]
        name = f"part-{part.id}{suffix}"
        shard, failed = os.path.join(self._folder, name), self._failed(part)
        aside, failed_aside = (self._aside(path) for path in (shard, failed))
        stats = Stats()
        writer = make(aside, self._options.columns.keep)
        with open(failed_aside, "wb") as quarantine:
            records = _counted(_told(read(part, self._options.columns), stats), stats)
            for outcome in self._reporting(self._guard.clean_many(records), stats):
                writer.add(outcome)
                stats.add(outcome)
                if outcome.failure:
                    quarantine.write(to_line(outcome.record, outcome.failure))
        writer.close()
        self._keep(failed_aside, failed)
        self._keep(aside, shard)
        return {"shard": name, "source": part.source, "stats": stats.to_json()}

    def close(self) -> None:
        """End the guard."""
        self._guard.close()

    def _reporting(self, outcomes: Iterable[Outcome], stats: Stats) -> Iterator[Outcome]:
        """The same, while the run hears now and then how far they are."""
        for outcome in outcomes:
            yield outcome
            if time.monotonic() - self._reported > _EVERY:
                self._reported = time.monotonic()
                self._parent.send(("progress", (dict(stats.pages), stats.bytes)))

    def _keep(self, aside: str, path: str) -> None:
        if os.getppid() != self._master:
            sys.exit(1)  # the run was killed: another may be writing the same part
        _replace(aside, path)

    def _failed(self, part: Part) -> str:
        return os.path.join(self._folder, FAILED_FOLDER, part.id)

    def _aside(self, path: str) -> str:
        folder, name = os.path.split(path)
        return os.path.join(folder, f".{name}.{os.getpid()}.tmp")


def learnt_path(folder: str, part: Part) -> str:
    """Where a part's sites are noted; the file is there when the part is learnt."""
    return os.path.join(folder, LEARNT_FOLDER, f"{part.id}.jsonl")


def _told(found: Iterable[Record | Lost], stats: Stats) -> Iterator[Record]:
    for one in found:
        if isinstance(one, Lost):
            stats.lose(one)
        else:
            yield one


def _counted(records: Iterable[Record], stats: Stats) -> Iterator[Record]:
    for record in records:
        stats.pages["read"] += 1
        stats.bytes += len(record.content)
        yield record


def _replace(aside: str, path: str) -> None:
    if os.path.isdir(path):  # a folder cannot take another's name
        shutil.rmtree(path)
    if os.path.isfile(aside):
        _sync(aside)
    os.replace(aside, path)
    with suppress(OSError):  # some systems cannot: then the next flush of theirs has to do
        _sync(os.path.dirname(path))


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
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
            task, part = parent.receive()
            try:
                parent.send(("done", hand.work(task, part)))
            except ScrapecleanError as error:
                parent.send(("fault", str(error)))
            except BrokenPipeError:
                raise
            except OSError as error:
                where = error.filename or part.source
                parent.send(("fault", f"{where}: {error.strerror or error}"))
            except Exception as error:  # a fault of ours: one line, and what is done stays done
                fault = f"{type(error).__name__}: {error}: please report it"
                parent.send(("fault", f"{part.source}: {fault}"))
    finally:
        hand.close()


if __name__ == "__main__":
    try:
        main()
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
