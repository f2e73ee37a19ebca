"""What goes through the engine: a record of the input, and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from ..article import Article
from ..cleaner import Kind
from ..errors import ScrapecleanError

Cause = Literal["error", "timeout", "crash", "memory"]


class BatchError(ScrapecleanError):
    """A run cannot go on, or cannot start: the message says why, and what to do."""


def lacking(package: str) -> BatchError:
    """The error for a package of the extra that is not installed."""
    return BatchError(f"{package} is not installed: pip install 'scrapeclean[batch]'")


def well_formed(value: Any) -> Any:
    """A string without the half characters that JSON and file names can hold, and files cannot.

    They become U+FFFD; other values stay as they are.
    """
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One page of the input, not cleaned yet; its strings are made `well_formed`."""

    id: str
    """As the source names it; else its place."""
    content: bytes | str
    url: str | None = None
    content_type: str | None = None
    """The HTTP header that came with it."""
    kind: Kind | None = None
    """None where looking at the page decides."""
    extra: dict[str, Any] = field(default_factory=dict)
    """The columns to be carried along; JSON values."""
    place: str = ""
    """Source and position in it, for a person: ``dump.jsonl.gz@8812``."""

    def __post_init__(self) -> None:
        for name in ("id", "content", "url", "content_type", "place"):
            object.__setattr__(self, name, well_formed(getattr(self, name)))
        kept = {name: well_formed(value) for name, value in self.extra.items()}
        object.__setattr__(self, "extra", kept)


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch of the input that could not be read as records."""

    place: str
    size: int
    """Bytes of the source (compressed ones, where compression is what broke)."""
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a record has no article."""

    step: str
    """``clean``; ``sketch`` when sites are learnt."""
    error: str
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A record with its article, or with the reason for having none."""

    record: Record
    data: bytes | None = None
    """The article as JSON, as its worker sent it; None if it failed."""
    failure: Failure | None = None
    seconds: float = 0.0
    """What cleaning took, in the worker."""

    @property
    def article(self) -> Article | None:
        """The article, validated anew; None if there is none."""
        return None if self.data is None else Article.model_validate_json(self.data)

    @property
    def fields(self) -> dict[str, Any] | None:
        """The article's fields as plain JSON values; None if there is none."""
        return None if self.data is None else json.loads(self.data)
