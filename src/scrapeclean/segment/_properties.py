"""Machine-readable values met on the walk: microdata, RDFa, ``<time>``, ``rel=author`` …"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..model import Block, Property
from ._inline import Inline

TELLING = frozenset({"itemprop", "property", "rel", "itemtype", "typeof", "itemscope"})
"""Attributes that may make an element a property, beside a class that names an author."""
_TEXT = 300  # characters that are kept of an element's own text


class _Open(NamedTuple):
    depth: int
    name: str
    value: str
    scope: str
    container: int
    block: int
    start: int


class Properties:
    """Collects the properties of a page, in the order in which their elements end."""

    def __init__(self, resolve: Callable[[str], str]) -> None:
        self.found: list[Property] = []
        self._resolve = resolve
        self._open: list[_Open] = []
        self._scopes: list[tuple[int, str]] = []

    def enter(
        self,
        tag: str,
        attributes: dict[str, str],
        depth: int,
        place: tuple[int, int, int],
        *,
        author: bool,
    ) -> bool:
        """An element starts.

        Args:
            tag: its tag.
            attributes: what it says of itself.
            depth: elements above it, and itself.
            place: its container, the next block, the text's length.
            author: whether its class names an author.

        Returns:
            Whether `leave` is to be called when it ends.
        """
        get = attributes.get
        names = (get("itemprop") or get("property") or "").split()
        if tag == "time":
            names.append("time")
        if "rel" in attributes:
            rels = attributes["rel"].lower().split()
            names += [f"rel:{rel}" for rel in ("author", "tag") if rel in rels]
        if author:
            names.append("class:author")
        if names:
            value = get("content") or get("datetime") or ""
            if not value and ("href" in attributes or "src" in attributes):
                value = self._resolve(attributes.get("href") or attributes.get("src", ""))
            for name in names:
                self._open.append(_Open(depth, name, value, self._scope(), *place))
        item_type = get("itemtype") or get("typeof")
        if item_type or "itemscope" in attributes:
            self._scopes.append((depth, (item_type or "").rstrip("/").rpartition("/")[2]))
            return True
        return bool(names)

    def leave(self, depth: int, blocks: Sequence[Block], inline: Inline) -> None:
        """The element at a depth ends; `inline` is what has been collected behind `blocks`."""
        while self._open and self._open[-1].depth == depth:
            self._close(self._open.pop(), blocks, inline)
        if self._scopes and self._scopes[-1][0] == depth:
            self._scopes.pop()

    def add_empty(self, attributes: dict[str, str], container: int, block: int) -> None:
        """A ``<meta>`` or ``<link>`` in the body."""
        if "itemprop" in attributes or "property" in attributes:
            name = attributes.get("itemprop") or attributes.get("property", "")
            value = attributes.get("content") or attributes.get("href") or ""
            self.found.append(Property(name, value, "", self._scope(), container, block))

    def _scope(self) -> str:
        return self._scopes[-1][1] if self._scopes else ""

    def _close(self, opened: _Open, blocks: Sequence[Block], inline: Inline) -> None:
        if len(blocks) == opened.block:
            text = inline.since(opened.start, _TEXT)
        else:
            texts = [block.text[:_TEXT] for block in blocks[opened.block : opened.block + 5]]
            text = " ".join([*texts, inline.since(0, _TEXT)]).strip()
        self.found.append(Property(
            opened.name, opened.value or text[:_TEXT], text[:_TEXT],
            opened.scope, opened.container, opened.block,
        ))  # fmt: skip
