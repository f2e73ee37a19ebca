"""Captions, promotion, comments, author notes …: by trees learnt from annotated pages.

Only articles were annotated, so a vote counts as much as the page is likely to be one: the posts
of a forum look like the comments below an article, the cards of a shop like its widgets.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..forest import reaching
from ..lexicon import load
from ..model import ROLES, Claim, Document, SoFar, Vote
from ..page_type import page_types
from ..roles import LIST, RoleModel, judge, page_roles, vote_weights


class Roles:
    """Votes for the likely roles of every block of an HTML page but title, body and lists.

    Args:
        model: classifiers of your own; by default those of the package.
    """

    def __init__(self, model: RoleModel | None = None) -> None:
        self._model = model

    name = "roles"
    requires: frozenset[str] = frozenset()
    assigns = ROLES - {"title", "body"}

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        if self._model and doc.kind == "html":
            doc.derived["roles"] = judge(doc, self._model)
        found, least = page_roles(doc), load("roles")["least"]
        article = page_types(doc).get("article", 0.0)
        blocks = list(found.rows)
        for role, chances in found.chances.items():
            likely = reaching(chances, least) if role != LIST else ()  # none for most roles
            if not likely:
                continue
            plain = role.replace("_", " ")
            weights = vote_weights(role, [chances[at] for at in likely])
            for at, full in zip(likely, weights, strict=True):
                weight = round(article * full, 3)
                if weight:
                    reason = f"looks {chances[at]:.0%} like {plain} text"
                    yield Vote(blocks[at], role, weight, reason)  # type: ignore[arg-type]  # classes are roles
