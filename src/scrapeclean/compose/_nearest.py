"""The innermost container of a kind around a block."""

from __future__ import annotations

from collections.abc import Callable

from ..model import Container, Document

Nearest = Callable[[int], int]
"""Tells the index of the innermost container that fits around one, itself included; or -1."""


class Finder:
    """Finds the innermost container that fits, itself included; looks at each container once."""

    def __init__(self, document: Document, fits: Callable[[int], bool]) -> None:
        self._containers = document.containers
        self._fits = fits
        self._known: dict[int, int] = {-1: -1}

    def __call__(self, container: int) -> int:
        """Its index; -1 if there is none."""
        known = self._known.get(container)
        if known is not None:
            return known
        passed = []
        while container not in self._known:
            passed.append(container)
            if self._fits(container):
                self._known[container] = container
                break
            container = self._containers[container].parent
        found = self._known[container]
        for index in passed:
            self._known[index] = found
        return found


def nearest(document: Document, *tags: str) -> Nearest:
    """By tag."""
    if tags_there(document).isdisjoint(tags):
        return _nowhere
    containers = document.containers
    return Finder(document, lambda container: containers[container].tag in tags)


def tags_there(document: Document) -> frozenset[str]:
    """The tags of a page."""
    there: frozenset[str] | None = document.derived.get("tags there")
    if there is None:
        there = frozenset([container.tag for container in document.containers])
        document.derived["tags there"] = there
    return there


def _nowhere(container: int) -> int:
    """What `nearest` is for a page without any such element."""
    return -1


def between(document: Document, inner: int, outer: int) -> list[Container]:
    """The containers from `inner` up to, but without, `outer`; innermost first."""
    found = []
    for index in document.ancestors(inner):
        if index == outer:
            break
        found.append(document.containers[index])
    return found
