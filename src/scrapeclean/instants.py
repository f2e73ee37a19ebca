"""Moments in time that are written in different zones: in UTC for machines, as readers know them.

A page's own day is the one its readers see. Where the same moment is given in UTC as well, which
may be another day, that says no more than what its zone is.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

__all__ = ["same_instant", "with_zone"]

_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
_STEP = timedelta(minutes=15)
"""Zones differ by whole quarters of an hour."""


def same_instant(local: datetime, utc: datetime) -> bool:
    """Whether a local time is the moment that is given in UTC; of a mere day that is not known."""
    return _offset(local, utc) is not None


def with_zone(local: datetime, utc: datetime) -> datetime:
    """A local time with the zone that the same moment in UTC tells; else as it is."""
    offset = _offset(local, utc)
    if offset is None or local.tzinfo is not None:
        return local
    return local.replace(tzinfo=timezone(offset))


def _offset(local: datetime, utc: datetime) -> timedelta | None:
    """How far the local time is ahead, if both are one moment and the second is in UTC."""
    if utc.utcoffset() != timedelta(0) or local.utcoffset() == timedelta(0):
        return None
    offset = local.utcoffset()
    if offset is not None:
        return offset if local == utc else None
    if local.time() == time():
        return None
    ahead = local - utc.replace(tzinfo=None)
    exact = ahead if local.second else ahead + timedelta(seconds=utc.second)
    exact += timedelta(microseconds=utc.microsecond - local.microsecond)
    return exact if _WEST <= exact <= _EAST and not exact % _STEP else None
