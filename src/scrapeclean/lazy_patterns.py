"""Regular expressions that are compiled when they are first asked.

Compiling all of them takes longer than a page does, and no page needs more than a part.
"""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any, AnyStr, cast

import regex

__all__ = ["lazy_re", "lazy_regex"]


class _Uncompiled:
    """Stands for a pattern: compiles it at the first question, and keeps its methods from then on.

    Threads that come at the same time compile it once each and find the same.
    """

    def __init__(self, library: ModuleType, source: str | bytes, flags: int) -> None:
        self._making = library, source, flags

    def __getattr__(self, name: str) -> Any:  # only for what is not there yet
        library, source, flags = self._making
        found = getattr(library.compile(source, flags), name)
        self.__dict__[name] = found
        return found


def lazy_re(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, later."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(re, source, flags))


def lazy_regex(source: str, flags: int = 0) -> regex.Pattern[str]:
    """As `regex.compile`, later."""
    return cast("regex.Pattern[str]", _Uncompiled(regex, source, flags))
