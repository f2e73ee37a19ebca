"""What a run is told."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import Any

from .. import __version__
from ..limits import Limits
from .columns import Columns
from .guard import GuardOptions
from .readers import PART_SIZE
from .records import BatchError
from .sites import SiteBook
from .writers import WRITERS


@dataclass(frozen=True, slots=True)
class Budget:
    """How many pages may fail."""

    most: float
    """Pages, or a share of those read."""
    is_share: bool
    _FIRST = 200  # pages before a share means anything

    @classmethod
    def parse(cls, text: str) -> Budget:
        """``20`` pages, or ``1%`` of them.

        Raises:
            BatchError: it is neither.
        """
        try:
            most = float(text.removesuffix("%"))
        except ValueError:
            most = -1
        if not 0 <= most < float("inf"):
            raise BatchError(f"max-failures is a number or a share such as 1%, not {text!r}")
        return cls(most / 100, True) if text.endswith("%") else cls(most, False)

    def is_spent(self, failed: int, read: int, *, at_end: bool = False) -> bool:
        """Whether a run goes wrong."""
        if not self.is_share:
            return failed > self.most
        return failed > self.most * read and (at_end or read >= self._FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How a run reads, cleans and writes. Pickles."""

    format: str = "parquet"
    """One of `scrapeclean.batch.writers.WRITERS`."""
    columns: Columns = field(default_factory=Columns)
    guard: GuardOptions = field(default_factory=GuardOptions)
    workers: int = 0
    """Processes that read and write, each with one that cleans; 0 for the number of cores."""
    budget: Budget | None = None
    """None: any number of pages may fail."""
    part_size: int = PART_SIZE
    """Bytes of a source that make a part, about."""
    learn_sites: bool = False
    """Read everything twice: a first pass learns what recurs on each site."""

    def __post_init__(self) -> None:
        if self.format not in WRITERS:
            raise BatchError(f"format must be one of {', '.join(WRITERS)}, not {self.format!r}")
        if self.workers < 0 or self.part_size < 1 or self.guard.recycle < 1:
            raise BatchError("workers, part size and recycling must be positive numbers")
        if not (self.guard.timeout > 0 and self.guard.memory > 0):
            raise BatchError("timeout and memory must be more than nothing")
        if self.learn_sites and self.guard.sites:
            raise BatchError("sites are learnt or given, not both")

    @property
    def processes(self) -> int:
        """The number of workers, decided."""
        if sys.platform == "linux":
            return self.workers or len(os.sched_getaffinity(0))
        return self.workers or os.cpu_count() or 1

    def identity(self) -> dict[str, Any]:
        """What must not differ between a run and the one that goes on with it."""
        cleaner = self.guard.cleaner
        return {
            "library": __version__,
            "output_format": self.format,
            "columns": [self.columns.content, self.columns.url, self.columns.id],
            "kept_columns": list(self.columns.keep),
            "extractors": [*(cleaner.recipe.names if cleaner else ()), *self.guard.plugins],
            "limits": repr(cleaner.limits if cleaner else Limits()),
            "part_size": self.part_size,
            "learnt_sites": self.learn_sites,
            "given_sites": self.guard.sites and _described(self.guard.sites),
        }


def _described(path: str) -> list[Any]:
    """A file of sites by its name and size.

    Raises:
        BatchError: it is not there, or holds no sites.
    """
    try:
        SiteBook(path)
        return [os.path.basename(path), os.path.getsize(path)]
    except OSError as error:
        raise BatchError(f"{path} cannot be read: {error.strerror or error}") from error
