"""Whether a role rests on learned looks alone, which say little of a single short block."""

from __future__ import annotations

from ..model import Document, SoFar
from ..page_type import page_types
from ..roles import page_roles, vote_weights

_ROUNDING = 0.001  # of votes


def only_looks(doc: Document, so_far: SoFar, position: int) -> bool:
    """Whether nobody but the learned roles voted for the role that a block has so far."""
    role = so_far.role(position)
    (looks,) = vote_weights(role, [page_roles(doc).of(position, role)])
    heard = page_types(doc).get("article", 0.0)
    return so_far.score(position, role) <= heard * looks + _ROUNDING
