"""Which of the things that a page's JSON-LD describes is the page's own article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..jsonld import Node, node_types
from ..lexicon import load, phrases
from ..model import Document
from ..parts import NamedLink
from ..shape import label, squash
from ._structured_values import as_address, as_list, as_text

_SAME_ADDRESS, _SAME_TITLE, _SPEAKS, _SPECIFIC = 4, 3, 1, 1


def article_node(nodes: list[Node], doc: Document) -> Node | None:
    """The node that describes the page's article: by address, then by title, then the first."""
    wanted = frozenset(load("sources")["article_types"])
    return _best([node for node in nodes if node_types(node) & wanted], doc)


def page_node(nodes: list[Node], doc: Document) -> Node | None:
    """The node that describes the page as a whole, for what no article node says."""
    wanted = frozenset(load("sources")["page_nodes"])
    return _best([node for node in nodes if node_types(node) & wanted], doc)


def breadcrumb_trail(nodes: Iterable[Node], doc: Document) -> tuple[NamedLink, ...]:
    """The first BreadcrumbList's items in their order; nothing if they only lead home."""
    base = doc.head.base_url
    for node in nodes:
        for candidate in (node, node.get("breadcrumb")):
            if isinstance(candidate, dict) and "BreadcrumbList" in node_types(candidate):
                items = as_list(candidate.get("itemListElement"))
                trail = tuple(_trail([item for item in items if isinstance(item, dict)], base))
                if trail:
                    return () if _leads_nowhere(trail, doc) else trail
    return ()


def _leads_nowhere(trail: tuple[NamedLink, ...], doc: Document) -> bool:
    """Only the way home and the article itself."""
    titles = _own_titles(doc)
    others = [
        crumb for crumb in trail
        if not any(squash(crumb.name) in title or title in squash(crumb.name) for title in titles)
    ]  # fmt: skip
    return all(label(crumb.name) in phrases("labels", "home") for crumb in others)


def _trail(items: list[Node], base: str) -> Iterator[NamedLink]:
    for item in sorted(items[:20], key=_position):
        thing = item.get("item")
        name = as_text(item.get("name")) or as_text(thing if isinstance(thing, dict) else None)
        if name:
            yield NamedLink(name=name, url=as_address(thing or item.get("url"), base) or None)


def _position(item: Node) -> float:
    try:
        return float(item.get("position", 0))
    except (TypeError, ValueError):
        return 0.0


def _best(nodes: list[Node], doc: Document) -> Node | None:
    return max(nodes, key=lambda node: _fit(node, doc), default=None)  # the first among equals


def _fit(node: Node, doc: Document) -> int:
    fit = 0
    if _addresses(node, doc.head.base_url) & _own_addresses(doc):
        fit += _SAME_ADDRESS
    title = squash(as_text(node.get("headline") or node.get("name")))
    if len(title) > 8 and any(title in own or own in title for own in _own_titles(doc)):
        fit += _SAME_TITLE
    if node.get("headline") or node.get("articleBody") or node.get("datePublished"):
        fit += _SPEAKS
    if any(name.endswith(("Article", "Posting")) for name in node_types(node)):
        fit += _SPECIFIC
    return fit


def _own_titles(doc: Document) -> list[str]:
    titles = (doc.head.title, doc.head.first_meta("og:title", "twitter:title"))
    return [title for title in map(squash, titles) if len(title) > 8]


def _own_addresses(doc: Document) -> frozenset[str]:
    canonical = next((href for rel, href in doc.head.links if rel == "canonical"), "")
    own = (doc.url or "", canonical, doc.head.first_meta("og:url"))
    return frozenset(_key(address) for address in own if address)


def _addresses(node: Node, base: str) -> frozenset[str]:
    values = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"))
    return frozenset(_key(address) for address in (as_address(v, base) for v in values) if address)


def _key(address: str) -> str:
    """An address without what does not tell pages apart: scheme, www, fragment, last slash."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/") + query
