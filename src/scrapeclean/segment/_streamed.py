"""Pages sent in pieces: what React streams behind the page is put where its scripts put it.

A server that renders with Suspense (React 18 and what stands on it) sends the page with holes,
``<template id="B:0">`` or ``id="P:1"``, and each late piece at the end, ``<div hidden id="S:0">``;
a script moves the piece into the hole of the same number and takes away what was shown in the
meantime, up to the comment ``<!--/$-->``. Without its scripts, such a page hides its own text.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from .._twins import fastest
from ..lazy_patterns import lazy_re
from . import _scan

_occurrences = fastest(_scan).occurrences
_DEEPEST = 256  # elements above a hole; a chain of pieces that nests deeper is nobody's page
_SIGN = 'id="S:'
_PIECE = lazy_re(r"S:([0-9a-f]{1,8})")
_MEANWHILE = lazy_re(
    r'(<template id="B:([0-9a-f]{1,8})"></template>)'
    r'(?:(?!<!--/?\$|<template id="B:).){0,5000}?(?=<!--/\$-->)',
    re.DOTALL,
)


def is_streamed(html: str) -> bool:
    """Whether a source may hold late pieces."""
    return bool(_occurrences(html, (_SIGN,), len(html)))


def without_meanwhile(html: str) -> str:
    """The source without what its holes show until their pieces are there.

    Holes whose stand-in is long, or has holes of its own, keep it.
    """
    late = set(re.findall(r'id="S:([0-9a-f]{1,8})"', html))
    return _MEANWHILE.sub(lambda hole: hole[1] if hole[2] in late else hole[0], html)


def put_in_place(root: Any) -> None:
    """Move the late pieces of a parsed page to their holes; they are hidden no longer."""
    holes = {hole.get("id"): hole for hole in root.iter("template")}
    for piece in list(root.iter("div")):
        late = _PIECE.fullmatch(piece.get("id") or "") if piece.get("hidden") is not None else None
        hole = late and (holes.get(f"B:{late[1]}", holes.get(f"P:{late[1]}")))
        if hole is None:
            continue
        above = list(islice(hole.iterancestors(), _DEEPEST))
        if len(above) < _DEEPEST and not any(element is piece for element in above):
            del piece.attrib["hidden"]
            hole.addprevious(piece)
