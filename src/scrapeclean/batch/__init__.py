"""Cleaning dumps: a batch engine that loses nothing.

    >>> from scrapeclean.batch import Guard, Record
    >>> with Guard() as guard:
    ...     for outcome in guard.clean_many([Record(id="1", content=page)]):
    ...         outcome.record.id, outcome.article, outcome.failure
"""

from __future__ import annotations

from .guard import Guard, GuardOptions
from .records import BatchError, Failure, Lost, Outcome, Record

__all__ = ["BatchError", "Failure", "Guard", "GuardOptions", "Lost", "Outcome", "Record"]
