"""Parts of the library that are written twice: in Python, and in C where there was a compiler."""

from __future__ import annotations

import os
from importlib import import_module
from inspect import isfunction
from types import ModuleType
from typing import Any

__all__ = ["fastest"]


def fastest(specification: ModuleType) -> Any:
    """The compiled twin of a module in Python, or the module itself where there is none.

    A twin that was compiled of an older source and lacks a function is none.
    """
    if os.environ.get("SCRAPECLEAN_PURE", "0") not in ("", "0"):
        return specification
    try:
        twin = import_module(f"{specification.__name__}_c")
    except ImportError:  # there was no compiler
        return specification
    public = [name for name in specification.__all__ if isfunction(getattr(specification, name))]
    return twin if all(hasattr(twin, name) for name in public) else specification
