"""Cleaning behind a wall: a page may hang, crash or eat memory, and costs only itself.

Pages are cleaned in a child process. One that kills its child, or outlives its deadline, is tried
once more alone in a fresh child, and then reported as a failure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..cleaner import Cleaner
from .child import Child, Gone, Overdue
from .records import BatchError, Failure, Outcome, Record

WORKER = "scrapeclean.batch.worker"
Task = Literal["clean", "sketch"]
"""What is done with a page: it becomes an article, or a `SiteModel` of its own."""
_AHEAD = 16  # records
_AHEAD_SIZE = 8 << 20  # bytes or characters
_STARTING = 300.0  # seconds that a child may take to import the library


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardOptions:
    """How pages are cleaned, and what they may cost. Pickles."""

    timeout: float = 10.0
    """Seconds for one page: at work or asleep, but not waiting for a core (Linux)."""
    memory: int = 2 << 30
    """Bytes of address space that a worker may take beyond what it has at its start."""
    recycle: int = 5000
    """Pages after which a worker is replaced; one that has grown by half of `memory` is, too."""
    plugins: tuple[str, ...] = ()
    """Names of installed extractors to put at the end of the recipe."""
    cleaner: Cleaner | None = None
    """A cleaner of your own in place of the default one; it has to pickle."""
    sites: str | None = None
    """A file of learnt sites (`scrapeclean.batch.sites`), used for pages that have an address."""


class Guard:
    """Cleans records in one killable child process; a context manager."""

    def __init__(self, options: GuardOptions | None = None, *, task: Task = "clean") -> None:
        self._options = options or GuardOptions()
        self._task = task
        self._child: Child | None = None
        self._is_worn = False

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child:
            self._child.kill()
            self._child = None

    def clean_many(self, records: Iterable[Record]) -> Iterator[Outcome]:
        """An outcome for each record, in order; records are read a few ahead.

        Raises:
            BatchError: the workers cannot even start.
        """
        source = iter(records)
        waiting: deque[Record] = deque()
        while True:
            self._fill(waiting, source)
            if not waiting:
                return
            try:
                outcome = self._next(waiting[0])
            except (Gone, Overdue):
                yield self._alone(waiting.popleft())
                self._renew(waiting)
                continue
            waiting.popleft()
            if self._is_worn:
                self._renew(waiting)
            yield outcome

    def _fill(self, waiting: deque[Record], source: Iterator[Record]) -> None:
        size = sum(len(record.content) for record in waiting)
        while len(waiting) < _AHEAD and size < _AHEAD_SIZE:
            record = next(source, None)
            if record is None:
                return
            if self._child is None:
                self._renew(waiting)
            assert self._child
            self._child.send(record)
            waiting.append(record)
            size += len(record.content)

    def _next(self, record: Record) -> Outcome:
        assert self._child
        data, failure, seconds, self._is_worn = self._child.receive(self._options.timeout)
        return Outcome(record=record, data=data, failure=failure, seconds=seconds)

    def _alone(self, record: Record) -> Outcome:
        """The second and last try, with nothing else in the child."""
        self._renew(())
        assert self._child
        self._child.send(record)
        try:
            return self._next(record)
        except Overdue:
            error = f"not done within {self._options.timeout:g} s, twice"
            failure = Failure(self._task, error, "timeout")
        except Gone as gone:
            how = f"signal {-gone.code}" if gone.code < 0 else f"exit code {gone.code}"
            failure = Failure(self._task, f"the worker died ({how}), twice", "crash")
        return Outcome(record=record, failure=failure, seconds=self._options.timeout)

    def _renew(self, waiting: Iterable[Record]) -> None:
        """A fresh child, with what the old one had before it."""
        self.close()
        child = Child(WORKER, (self._options, self._task))
        try:
            fault = child.receive(_STARTING)
        except (Gone, Overdue) as error:
            child.kill()
            raise BatchError(f"a worker cannot start ({error!r})") from error
        if fault:
            child.kill()
            raise BatchError(fault)
        self._child, self._is_worn = child, False
        for record in waiting:
            child.send(record)
