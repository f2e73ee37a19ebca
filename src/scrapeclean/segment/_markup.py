"""What ``lexicon/markup.json`` says of tags, attributes and class names, ready to be asked."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon import load
from ..model import BlockKind

NAMES_IN = ("class", "itemprop", "data-testid", "data-component", "data-type", "data-qa")
"""Attributes that name what an element is, for `Container.classes`."""


@cache
def pattern(key: str) -> re.Pattern[str]:
    """Expressions of ``lexicon/markup.json``, any of which may match."""
    return re.compile("|".join(load("markup")[key]))


class _Markup:
    """What ``lexicon/markup.json`` says of tags and names, ready to be asked."""

    def __init__(self) -> None:
        tables = load("markup")
        self.breaking = frozenset(tables["break"])
        self.skipped = frozenset(tables["skip"])
        self.embeds = frozenset(tables["embed"])
        self.boxes = frozenset(tables["boxes"])
        self.lists = frozenset(tables["lists"])
        self.parts = frozenset(tables["parts"])
        self.paragraphs = frozenset(tables["paragraphs"])
        self.kinds: dict[str, tuple[BlockKind, int]] = tables["kinds"]
        self.mark_kinds: dict[str, str] = tables["marks"]
        self.anchors = frozenset(tables["anchors"])
        self.drawings = frozenset(tables["formula_drawings"])
        self.telling = frozenset(tables["telling"])


markup = cache(_Markup)
"""The one there is."""


def names_author(classes: str) -> bool:
    """Whether class names, as written, name an author."""
    lowered = classes.lower()
    return "author" in lowered or "byline" in lowered


def names_credit(classes: str) -> bool:
    """Whether they name who made a picture."""
    return pattern("credits").search(classes.lower()) is not None


def names_drawing(classes: str) -> bool:
    """Whether one of them is that of a formula as a script draws it."""
    return not markup().drawings.isdisjoint(classes.split())


def names_permalink(classes: str) -> bool:
    """Whether they name a link to the heading that it stands in."""
    return pattern("permalinks").search(classes.lower()) is not None
