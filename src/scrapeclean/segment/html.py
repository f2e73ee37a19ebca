"""HTML to a `Document`: parse with lxml, read the head, walk the body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from ..decode import encoded
from ..limits import MOST_DEPTH
from ..model import Block, Document, Head
from ..names import name_groups
from . import _fastest, _walk
from ._attributes import cut_attributes
from ._deep import flatten, flatten_all
from ._scripts import script_dates
from ._strays import put_in_body, strays
from ._streamed import is_streamed, put_in_place, without_meanwhile
from ._strip import close_titles, strip_unreadable
from ._tex import names_renderer, with_formulas
from ._unshown import LEAST, TIMES, unshown_article
from ._walk import Walked

_FLATTENED = 4  # kinds of tags that are taken out of a page nested too deep to read
_HEAD_TAGS = ("title", "meta", "link", "script", "base")
_NO_TARGET = ("javascript:", "data:", "vbscript:", "about:", "blob:")


def segment_html(
    html: str, *, url: str | None = None, warnings: tuple[str, ...] = (), depth: int = MOST_DEPTH
) -> Document:
    """Segment HTML text.

    Args:
        html: the page's source, decoded.
        url: the page's address, to make links absolute.
        warnings: earlier doubts, carried into the document.
        depth: elements inside each other that are kept apart; what lies deeper is read without
            some of its structure.
    """
    streamed = is_streamed(html)
    readable, doubts = strip_unreadable(without_meanwhile(html) if streamed else html)
    readable, open_title = close_titles(readable)
    readable, long_tags = cut_attributes(readable)
    doubts = (*warnings, *open_title, *doubts, *long_tags)
    root = _parse(readable, streamed=streamed)
    said = script_dates(html)

    def typeset() -> bool:
        return names_renderer(html)

    document, deepest = _segment(root, url, doubts, said, typeset)
    unshown = _unshown(document)
    if unshown:
        doubts = (*doubts, "the page leaves it to scripts to show its text: read from its JSON-LD")
        readable += unshown
        root = _parse(readable, streamed=streamed)
        document, deepest = _segment(root, url, doubts, said, typeset)
    doubts = (*doubts, f"nested deeper than {depth} elements: read without some of its structure")
    for tries in range(_FLATTENED):
        if deepest < depth - 1:
            break
        last = tries == _FLATTENED - 1
        readable = flatten_all(readable) if last else flatten(readable, root, depth)
        root = _parse(readable, streamed=streamed)
        document, deepest = _segment(root, url, doubts, said, typeset)
    return document


def segment_tree(
    root: Any, *, url: str | None = None, warnings: tuple[str, ...] = (), depth: int = MOST_DEPTH
) -> Document:
    """Segment a tree of lxml elements, which is not changed.

    Args:
        root: the element to start from.
        url: the page's address, to make links absolute.
        warnings: earlier doubts, carried into the document.
        depth: as for `segment_html`.
    """
    scripts = (element.get("src") or element.text or "" for element in root.iter("script"))

    def typeset() -> bool:
        return any(map(names_renderer, scripts))

    if not strays(root):
        # Another thread may change a tree that is not ours: the compiled walk must not meet that.
        document, deepest = _segment(root, url, warnings, (), typeset, walk=_walk.walk)
        if deepest < depth - 1 and not _unshown(document):
            return document
        warnings = document.warnings
    source = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    return segment_html(source, url=url, warnings=warnings, depth=depth)


def _parse(html: str, *, streamed: bool) -> Any:
    """The tree, late pieces of the page in their places if it has any."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(encoded(html), parser)
    except etree.XMLSyntaxError:  # nothing in it that could be an element
        root = None
    if root is None:
        return etree.Element("html")
    put_in_body(root)
    if streamed:
        put_in_place(root)
    return root


def _segment(
    root: Any,
    url: str | None,
    warnings: tuple[str, ...],
    said: tuple[tuple[str, str], ...],
    typeset: Callable[[], bool],
    *,
    walk: _fastest.Walk | None = None,
) -> tuple[Document, int]:
    """The document, and how many elements its text lies in at most.

    Args:
        root: the tree.
        url: the page's address.
        warnings: earlier doubts.
        said: what scripts say, as further meta names and contents.
        typeset: whether a script typesets formulas.
        walk: over the tree; the fastest there is if none is given.
    """
    head = _read_head(root, url)
    head = replace(head, meta=head.meta + said)
    walked = (walk or _fastest.walk)(root, _resolver(head.base_url))
    doubts = list(warnings)
    if walked.max_depth >= MOST_DEPTH - 1:
        doubts.append(
            f"nested deeper than {MOST_DEPTH} elements: the parser drops what lies deeper"
        )
    if "frameset" in map(attrgetter("tag"), walked.containers):
        doubts.append("a frameset: the text is in the pages that it frames")
    document = Document(
        kind="html",
        blocks=tuple(with_formulas(_shown(walked, doubts), typeset)),
        containers=tuple(walked.containers),
        groups=name_groups(walked.containers),
        head=head,
        properties=tuple(walked.properties),
        url=url,
        warnings=tuple(doubts),
    )
    return document, walked.max_depth


def _unshown(document: Document) -> str:
    return unshown_article(document.head.json_ld, [block.text for block in document.blocks])


def _shown(walked: Walked, doubts: list[str]) -> list[Block]:
    """A page whose only text is hidden shows it by script: then it counts as shown."""
    blocks = walked.blocks
    hidden = sum([len(block.text) for block in blocks if block.hidden])
    shown = sum([len(block.text) for block in blocks if not block.hidden]) if hidden else 0
    if hidden > LEAST and hidden > TIMES * shown:
        doubts.append("nearly all text is hidden by markup: it was read as shown")
        return [block._replace(hidden=False) for block in blocks]
    return blocks


def _read_head(root: Any, url: str | None) -> Head:
    title = ""
    meta: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    scripts: list[str] = []
    base = url or ""
    relative: list[tuple[str, str]] = []
    for element in root.iter(
        *_HEAD_TAGS, *("{http://www.w3.org/1999/xhtml}" + t for t in _HEAD_TAGS)
    ):
        tag = element.tag.rpartition("}")[2]
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("http-equiv")
            if not name and element.get("itemprop"):
                name = "itemprop:" + element.get("itemprop")
            content = element.get("content")
            if name and content:
                meta.append((name.strip().lower(), " ".join(content.split())))
        elif tag == "link":
            if element.get("rel") and element.get("href"):
                relative.append((element.get("rel").lower(), element.get("href")))
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                scripts.append("".join(element.itertext()))
        elif tag == "base":
            if element.get("href") and base == (url or ""):
                base = _join(base, element.get("href"))
        elif not title and not _inside_drawing(element):
            title = " ".join("".join(element.itertext()).split())
    resolve = _resolver(base)
    links.extend((rel, resolve(href)) for rel, href in relative)
    language, direction = _language(root)
    return Head(title, tuple(meta), tuple(links), tuple(scripts), language, direction, base)


def _inside_drawing(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and str(parent.tag).rpartition("}")[2] not in ("head", "html", "body")


def _language(root: Any) -> tuple[str, str]:
    language = direction = ""
    body = root.find("body")
    for element in (root, body):
        if element is None:
            continue
        language = (
            language
            or element.get("lang")
            or element.get("{http://www.w3.org/XML/1998/namespace}lang")
            or element.get("xml:lang")
            or ""
        )
        direction = direction or (element.get("dir") or "").strip().lower()
    return language.strip(), direction if direction in ("ltr", "rtl") else ""


def _resolver(base: str) -> Callable[[str], str]:
    """A function that makes addresses absolute, cheap for the usual shapes."""
    try:
        parts = urlsplit(base)
    except ValueError:
        parts = urlsplit("")
    origin = f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""

    def resolve(href: str) -> str:
        href = href.strip() if href.isprintable() else _printable(href)
        if href.startswith(("https://", "http://")):
            return href
        if not href or href == "#" or href.lower().startswith(_NO_TARGET):
            return ""
        if origin and href[0] == "/" and "/." not in href:
            return parts.scheme + ":" + href if href.startswith("//") else origin + href
        return _join(base, href) if base else href

    return resolve


def _printable(href: str) -> str:
    """Without the line breaks and control characters that browsers leave out as well."""
    return "".join(char for char in href if char.isprintable() and char != " ")


def _join(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:  # "http://[" and the like: an address nobody can follow
        return ""
