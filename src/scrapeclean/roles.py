"""How likely each block of an HTML page plays each role, by trees learnt from annotated pages.

What was learnt from, and what was reached on domains that were not seen, is written in
``lexicon/weights_roles.json`` and ``lexicon/weights_lists.json``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from .features import feature_columns
from .forest import Classifier, parse_classifier
from .lexicon import load, load_as
from .model import LIST_ROLES, Document, Role

__all__ = ["LIST", "RoleModel", "Roles", "page_roles", "vote_weights"]

LIST = "list"
"""The class of all lists that point at other articles, whatever their kind."""


class RoleModel(NamedTuple):
    """The two classifiers behind `page_roles`."""

    roles: Classifier
    """Of roles, all lists being one (`LIST`)."""
    kinds: Classifier
    """Of the kinds of lists, for blocks that are in one."""


@dataclass(frozen=True)
class Roles:
    """Probabilities for the blocks of a page that have text."""

    rows: dict[int, int]
    """The place in the lists below of each block."""
    chances: dict[str, Sequence[float]]
    """By class of `RoleModel.roles` the probability of each block; a block's sum to 1."""
    ask_kinds: Callable[[], dict[str, Sequence[float]]] = dict
    """Tells the same of each kind of list, for blocks that are in one: few pages are asked."""

    @cached_property
    def kinds(self) -> dict[str, Sequence[float]]:
        """What `ask_kinds` tells."""
        return self.ask_kinds()

    def of(self, block: int, role: str) -> float:
        """The probability of a role; 0 where nothing is known."""
        row = self.rows.get(block)
        return 0.0 if row is None or role not in self.chances else self.chances[role][row]

    def likely(self, role: str, least: float) -> frozenset[int]:
        """The blocks that are of a role with at least some probability."""
        chances = self.chances.get(role)
        if chances is None:
            return frozenset()
        return frozenset([block for block, row in self.rows.items() if chances[row] >= least])

    def kinds_of(self, block: int) -> dict[Role, float]:
        """The probability of each kind of list, if a block is in one; empty if nothing is known."""
        row = self.rows.get(block)
        if row is None or not self.kinds:
            return {}
        return {kind: self.kinds[kind][row] for kind in LIST_ROLES}


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
    return RoleModel(
        load_as("weights_roles", parse_classifier), load_as("weights_lists", parse_classifier)
    )


def judge(doc: Document, model: RoleModel) -> Roles:
    """The probabilities by a model."""
    positions = [block.position for block in doc.blocks if block.text]
    if not positions:
        return _NOTHING
    columns = feature_columns(doc)
    rows = dict(zip(positions, range(len(positions)), strict=True))
    return Roles(rows, model.roles.by_class(columns), partial(model.kinds.by_class, columns))


def vote_weights(role: str, chances: Iterable[float]) -> list[float]:
    """What each probability is worth as a vote for a role, in log odds; 0 for a small one."""
    table = load("roles")
    even, most, least = table["even"], float(table["most"]), table["least"]
    emphasis = table["emphasis"].get(role, 0.0)
    weights = []
    for chance in chances:
        weight = 0.0
        if emphasis and chance >= least:
            sure = chance if chance < _CERTAIN else _CERTAIN
            weight = even + emphasis * math.log(sure / (1 - sure))
            weight = 0.0 if weight < 0 else round(weight, 3) if weight < most else most
        weights.append(weight)
    return weights
