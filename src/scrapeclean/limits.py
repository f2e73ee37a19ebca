"""What one page may cost, and cutting a document down to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from .errors import ArgumentError
from .model import Document

MOST_DEPTH = 2048
"""Elements inside each other at which libxml2 stops, with its option for huge trees."""
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one page may cost. What a limit cuts off is told in the article's warnings.

    Raises:
        ArgumentError: on building, for a limit of a wrong type or value.
    """

    size: int = 64 << 20
    """The largest page accepted, in bytes for ``bytes`` and in characters for ``str`` and for what
    a BeautifulSoup object is written as; a larger one raises `TooLarge`. Trees of lxml are not
    measured: they are in memory already."""
    depth: int = 512
    """Elements inside each other that are kept apart; of what lies deeper the text is read, without
    some of its structure. At most 2,048."""
    blocks: int = 100_000
    """Blocks that are judged: those behind them are left out."""
    seconds: float | None = None
    """Time after which no further extractor is asked, None for as long as it takes; looked at
    between the steps. `OutOfTime` is raised if none has judged the text by then. Results that
    depend on the clock differ from run to run, so that there is no limit unless asked for."""

    def __post_init__(self) -> None:
        for name in ("size", "depth", "blocks"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise ArgumentError(f"{name} must be a positive whole number, not {value!r:.40}")
        if self.depth > MOST_DEPTH:
            raise ArgumentError(f"depth must be at most {MOST_DEPTH}, not {self.depth!r:.40}")
        seconds: Any = self.seconds
        if seconds is not None and (
            isinstance(seconds, bool)
            or not isinstance(seconds, (int, float))
            or not 0 < seconds <= sys.float_info.max
        ):
            raise ArgumentError(f"seconds must be a positive number or None, not {seconds!r:.40}")

    @classmethod
    def parse(cls, settings: Iterable[str]) -> Limits:
        """Limits from words such as ``size=10M``, ``blocks=50k`` and ``seconds=2.5``.

        Raises:
            ArgumentError: one of them is no limit.
        """
        known = [each.name for each in fields(cls)]
        values: dict[str, Any] = {}
        for setting in settings:
            name, _, value = setting.partition("=")
            pattern = r"(\d{1,12}(?:\.\d{1,6})?)()" if name == "seconds" else r"(\d{1,12})([kmg]?)"
            found = re.fullmatch(pattern, value.strip().lower(), re.ASCII)
            if name not in known or found is None:
                raise ArgumentError(
                    f"{setting!r} is no limit: write NAME=NUMBER, such as size=10M or seconds=2.5; "
                    f"the names are {', '.join(known)}"
                )
            number = float(found[1]) if name == "seconds" else int(found[1])
            values[name] = number * _UNITS[found[2]]
        return cls(**values)


def cut_blocks(document: Document, most: int) -> Document:
    """The document with at most so many blocks, and a warning if there were more."""
    blocks = document.blocks
    if len(blocks) <= most:
        return document
    kept = blocks[:most]
    ends = 1 + max(block.container for block in kept)  # parents come before their children
    lost = sum(len(block.text) for block in blocks[most:])
    warning = (
        f"more than {most:,} blocks: the last {len(blocks) - most:,}, of {lost:,} characters, "
        "were left out; the limit is Limits.blocks"
    )
    return replace(
        document,
        blocks=kept,
        containers=document.containers[:ends],
        groups=document.groups[:ends],
        properties=tuple(
            each for each in document.properties if each.block < most and each.container < ends
        ),
        warnings=(*document.warnings, warning),
        derived={},
    )
