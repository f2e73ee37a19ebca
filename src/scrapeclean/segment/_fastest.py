"""The walk that is used: the compiled one where it was built and fits the lxml that is here."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

from . import _walk

Walk = Callable[[Any, Callable[[str], str]], _walk.Walked]


def _fastest() -> Walk:
    if os.environ.get("SCRAPECLEAN_PURE", "0") not in ("", "0"):
        return _walk.walk
    try:
        from . import _walk_c
    except ModuleNotFoundError:  # there was no compiler
        return _walk.walk
    except (ImportError, AttributeError, TypeError, ValueError) as error:  # it refuses this lxml
        logging.getLogger(__name__).info("pages are walked in pure Python: %s", error)
        return _walk.walk
    return _walk_c.walk


walk = _fastest()
"""`_walk.walk` or its compiled twin."""

accelerated = walk is not _walk.walk
"""Whether it is the compiled one."""
