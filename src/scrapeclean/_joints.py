"""Where two words of a text meet as they do in known phrases.

This is the specification of ``_joints_c.pyx``, which says the same in C.
"""

from __future__ import annotations

from itertools import islice
from operator import add, itemgetter

__all__ = ["joints"]

_FIRST_TWO, _LAST_TWO = itemgetter(slice(2)), itemgetter(slice(-2, None))


def joints(text: str, wanted: frozenset[str]) -> frozenset[str]:
    """Those wanted ones that a text has.

    Args:
        text: words between white space.
        wanted: the last two characters of a word and the first two of the next, four in all.
    """
    words = text.split()
    return wanted.intersection(
        map(add, map(_LAST_TWO, words), map(_FIRST_TWO, islice(words, 1, None)))
    )
