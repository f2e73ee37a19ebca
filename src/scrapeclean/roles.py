"""How likely each block of an HTML page plays each role, by trees learnt from annotated pages.

What was learnt from, and what was reached on domains that were not seen, is written in
``lexicon/weights_roles.json`` and ``lexicon/weights_lists.json``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from .features import feature_columns
from .forest import Classifier, load_classifier
from .lexicon import load
from .model import LIST_ROLES, Document, Role

__all__ = ["LIST", "RoleModel", "Roles", "page_roles", "vote_weight"]

LIST = "list"
"""The class of all lists that point at other articles, whatever their kind."""


class RoleModel(NamedTuple):
    """The two classifiers behind `page_roles`."""

    roles: Classifier
    """Of roles, all lists being one (`LIST`)."""
    kinds: Classifier
    """Of the kinds of lists, for blocks that are in one."""


class Roles(NamedTuple):
    """Probabilities for the blocks of a page that have text."""

    chances: dict[int, dict[str, float]]
    """By block, the probability of each class of `RoleModel.roles`; they sum to 1."""
    kinds: dict[int, dict[Role, float]]
    """By block, the probability of each kind of list, if it is in one; they sum to 1."""

    def of(self, block: int, role: str) -> float:
        """The probability of a role; 0 where nothing is known."""
        return self.chances.get(block, {}).get(role, 0.0)


_CERTAIN = 0.999
_NOTHING = Roles({}, {})


def page_roles(doc: Document) -> Roles:
    """The probabilities for a page, computed once; nothing for flattened text."""
    known: Roles | None = doc.derived.get("roles")
    if known is None:
        known = doc.derived["roles"] = judge(doc, load_model()) if doc.kind == "html" else _NOTHING
    return known


def load_model() -> RoleModel:
    """The classifiers of this package."""
    return RoleModel(load_classifier("weights_roles"), load_classifier("weights_lists"))


def judge(doc: Document, model: RoleModel) -> Roles:
    """The probabilities by a model."""
    positions = [block.position for block in doc.blocks if block.text]
    if not positions:
        return _NOTHING
    columns = feature_columns(doc)
    roles, kinds = (
        [dict(zip(each.classes, row, strict=True)) for row in each.chances(columns)]
        for each in (model.roles, model.kinds)
    )
    of_lists: list[dict[Role, float]] = [{kind: row[kind] for kind in LIST_ROLES} for row in kinds]
    return Roles(
        dict(zip(positions, roles, strict=True)), dict(zip(positions, of_lists, strict=True))
    )


def vote_weight(role: str, chance: float) -> float:
    """What a probability is worth as a vote for a role, in log odds; 0 for a small one."""
    table = load("roles")
    emphasis = table["emphasis"].get(role, 0.0)
    if chance < table["least"] or not emphasis:
        return 0.0
    sure = min(chance, _CERTAIN)
    weight = table["even"] + emphasis * math.log(sure / (1 - sure))
    return float(round(max(0.0, min(table["most"], weight)), 3))
