"""What the names that page makers give their elements tell: class, id, ARIA role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .lexicon import load
from .model import Container

_NOT_TELLING = ("html", "body")  # their classes list what the whole page has, not what they are


@cache
def _groups() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lexicon: dict[str, list[str]] = load("classes")
    return tuple(
        (name, re.compile("|".join(words)))
        for name, words in lexicon.items()
        if isinstance(words, list)
    )


def name_groups(containers: Sequence[Container]) -> tuple[frozenset[str], ...]:
    """For each container, the groups of ``lexicon/classes.json`` that its names fall into."""
    known: dict[str, frozenset[str]] = {"": frozenset()}
    found = []
    for container in containers:
        if container.tag in _NOT_TELLING:
            names = ""
        else:
            names = f"{container.classes} {container.id} {container.role}".strip()
        groups = known.get(names)
        if groups is None:
            groups = frozenset(name for name, words in _groups() if words.search(names))
            known[names] = groups
        found.append(groups)
    return tuple(found)
