"""What was read of a page's dates so far: several steps ask for the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Literal, NamedTuple

__all__ = ["DateFound", "asked", "asked_once"]


class DateFound(NamedTuple):
    """A date as found."""

    value: datetime
    """Aware if a zone is stated, else naive; midnight if only the day is stated."""
    precision: Literal["day", "minute", "second"]
    """What the text states; what is finer is zero."""
    raw: str
    """The piece of the text it was read from."""


class Asked(NamedTuple):
    """Answers, by what was asked and how it was to be read."""

    texts: dict[tuple[str, tuple[str, ...], bool | None], DateFound | None]
    """The first date of a text: of the text, by its languages and whether the day comes first."""
    dates: dict[tuple[str, str, tuple[str, ...]], datetime | None]
    """What the library reads: of a date as written, by its order and languages."""


_asked: ContextVar[Asked | None] = ContextVar("_asked", default=None)


def asked() -> Asked | None:
    """What is known within `asked_once`; None outside."""
    return _asked.get()


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it, each text and each date is read but once: the library takes as long for one as to
    parse a page. What was read is forgotten at the end of the outermost one."""
    outer = _asked.get()
    token = _asked.set(Asked({}, {}) if outer is None else outer)
    try:
        yield
    finally:
        _asked.reset(token)
