"""What every layer shares: the frozen page (`Document`) and what extractors say about it.

A page, HTML or flattened text, becomes one list of blocks in the page's own order. Extractors
never change it. They return `Vote`s (this block plays that role) and `Claim`s (this field has
that value), each with a reason, and an assembler decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, get_args, runtime_checkable

BlockKind = Literal[
    "paragraph", "heading", "item", "cell", "code", "caption", "quote", "term", "definition",
    "image", "embed", "rule",
]  # fmt: skip
"""What a block is by its markup (or its marks, in text)."""

Role = Literal[
    "title", "kicker", "subtitle", "byline", "date", "body", "caption", "breadcrumbs", "tags",
    "related", "ranking", "recommendation", "latest", "previous", "next", "widget", "promo",
    "comments", "author_bio", "other_article", "nav", "footer", "hidden", "other",
]  # fmt: skip
"""What a block is on the page. Exactly one per block in the end; ``other`` when nothing speaks."""

ROLES: frozenset[str] = frozenset(get_args(Role))

LIST_ROLES: tuple[Role, ...] = ("related", "ranking", "recommendation", "latest")
"""The roles of lists that point at other articles; also fields of the `Article`."""

FIELDS: frozenset[str] = frozenset({
    "canonical_url", "site_name", "title", "subtitle", "description", "authors",
    "date_published", "date_modified", "language", "direction", "sections", "tags",
    "breadcrumbs", "main_image", "images", "is_accessible_for_free", "page_type",
    "related", "ranking", "recommendation", "latest", "previous", "next", "widgets", "warnings",
    "other_articles",
})  # fmt: skip
"""The fields of the `Article` that a claim may fill; the assembler derives the others."""


class Link(NamedTuple):
    """A hyperlink inside a block's text."""

    start: int
    """Offset of its first character in `Block.text`."""
    end: int
    """Offset behind its last character."""
    url: str
    """Absolute where the page's address is known; else as written."""


class Mark(NamedTuple):
    """Inline markup inside a block's text."""

    start: int
    """Offset of its first character in `Block.text`."""
    end: int
    """Offset behind its last character."""
    kind: str
    """``em``, ``strong``, ``code``, ``sub``, ``sup``, ``del``, ``ins``, ``mark``, ``kbd``; ``br``
    for a blank that breaks the line; ``part`` for a piece of a link that elements inside it cut
    off; ``tex`` or ``mathml`` for a formula, with ``-display`` on a line of its own; ``credit`` for
    a picture's maker; ``anchor`` for a name to link to."""
    value: str = ""
    """What it says besides: the language of ``code``, the MathML of a formula, the name of an
    ``anchor``, ``cite`` for emphasis that names a source."""


class Media(NamedTuple):
    """An image or an embedded player, as the markup gives it."""

    url: str
    """Absolute where the page's address is known."""
    alt: str
    """Alternative text or title; may be empty."""
    width: int
    """Width in pixels as stated, 0 when it is not."""
    height: int
    """Height in pixels as stated, 0 when it is not."""


class Container(NamedTuple):
    """An element that holds blocks: the ancestors of a block, without lxml."""

    tag: str
    """Lower-case tag name; ``page`` for the root of a text page."""
    classes: str
    """The class attribute and other telling names, lower case, separated by spaces."""
    id: str
    """The id attribute, lower case."""
    role: str
    """The ARIA role, lower case."""
    parent: int
    """Index of the enclosing container; -1 for the root, which is always container 0."""
    depth: int
    """Number of containers above it."""
    span: tuple[int, int]
    """Columns and rows a table cell covers; (1, 1) elsewhere."""
    first_block: int = 0
    """Number of blocks before it starts (HTML only)."""
    told: tuple[tuple[str, str], ...] = ()
    """Attributes that tell how its content is to be read (``start``, ``value``, ``cite`` …)."""

    def tells(self, *names: str) -> str:
        """The first non-empty value in `told` among the given names; "" if there is none."""
        return next((value for name in names for key, value in self.told if key == name), "")


class Block(NamedTuple):
    """A run of text that a browser shows on its own: a paragraph, an item, a heading …"""

    position: int
    """Index into `Document.blocks`."""
    text: str
    """White space folded to single blanks, except in code; empty only for images, embeds, rules."""
    kind: BlockKind
    """What it is by its markup."""
    level: int
    """1 to 6 for headings, nesting depth from 1 for items, else 0."""
    container: int
    """Index into `Document.containers` of the element that owns the text."""
    line: int
    """Line of the source where it starts, from 1; 0 when unknown (a tree that was handed in)."""
    last_line: int
    """Line of the source where it ends (the same as `line` in HTML)."""
    links: tuple[Link, ...] = ()
    """Hyperlinks inside, in order, not overlapping."""
    marks: tuple[Mark, ...] = ()
    """Inline markup inside, in order of start."""
    bullet: str = ""
    """The list mark as written (``-``, ``•``, ``3.``); text pages only."""
    hidden: bool = False
    """Not shown to a reader (``hidden``, ``display:none``, inside ``template`` …)."""
    continues: bool = False
    """Parted from the block before it by a single ``<br>``: a new line, not a new paragraph."""
    media: Media | None = None
    """The picture or player of an ``image`` or ``embed`` block."""

    @property
    def link_chars(self) -> int:
        """Number of characters inside links."""
        return sum([end - start for start, end, _ in self.links]) if self.links else 0

    @property
    def link_density(self) -> float:
        """Share of the characters that are inside links, 0 to 1."""
        return self.link_chars / len(self.text) if self.links and self.text else 0.0


class Property(NamedTuple):
    """A machine-readable value in the markup: microdata, RDFa, ``<time>``, ``rel=author`` …"""

    name: str
    """``itemprop`` or ``property`` value, ``time``, ``rel:author``, ``rel:tag``,
    ``class:author``."""
    value: str
    """From ``content``, ``datetime``, ``href`` or the element's text."""
    text: str
    """The element's own visible text, white space folded."""
    scope: str
    """``itemtype`` of the enclosing item, its last path segment (``NewsArticle``); may be empty."""
    container: int
    """Index into `Document.containers` of the container it stands in."""
    block: int
    """Index of the block that it is in or before."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself outside its visible text."""

    title: str = ""
    """Text of ``<title>``, white space folded."""
    meta: tuple[tuple[str, str], ...] = ()
    """(name or property, lower case; content) of every meta element, in order."""
    links: tuple[tuple[str, str], ...] = ()
    """(rel, lower case; absolute href) of every link element, in order."""
    json_ld: tuple[str, ...] = ()
    """The raw JSON-LD scripts, in order."""
    language: str = ""
    """``lang`` of the root element."""
    direction: str = ""
    """``dir`` of the root element, ``ltr`` or ``rtl``."""
    base_url: str = ""
    """What relative addresses are resolved against; empty when unknown."""

    def first_meta(self, *names: str) -> str:
        """The first non-empty content among the given meta names, tried in the order given."""
        for name in names:
            for key, content in self.meta:
                if key == name and content.strip():
                    return content.strip()
        return ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole page, frozen: what segmentation makes and every extractor reads."""

    kind: Literal["html", "text"]
    """Which segmenter made it."""
    blocks: tuple[Block, ...]
    """In the order of the source."""
    containers: tuple[Container, ...]
    """Parents before children; index 0 is the root."""
    groups: tuple[frozenset[str], ...] = ()
    """For each container, what its names say it is: groups of ``lexicon/classes.json``."""
    head: Head = field(default_factory=Head)
    """Empty for text pages."""
    properties: tuple[Property, ...] = ()
    """Machine-readable values inside the body, in order."""
    url: str | None = None
    """The page's address as the caller gave it."""
    warnings: tuple[str, ...] = ()
    """What segmentation had to work around."""
    derived: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Sums over the document that several extractors need, kept by who computes them."""

    def ancestors(self, container: int) -> Iterator[int]:
        """Indices of `container` and everything around it, innermost first."""
        while container >= 0:
            yield container
            container = self.containers[container].parent

    def subtree_end(self, container: int) -> int:
        """Index behind the last container inside `container`: its subtree is one run."""
        depth = self.containers[container].depth
        end = container + 1
        while end < len(self.containers) and self.containers[end].depth > depth:
            end += 1
        return end

    def blocks_in(self, container: int) -> Sequence[Block]:
        """The blocks of a container's whole subtree: one contiguous run, in order."""
        end = self.subtree_end(container)
        if self.kind == "text":
            return [block for block in self.blocks if container <= block.container < end]
        first = last = self.containers[container].first_block
        while last < len(self.blocks) and container <= self.blocks[last].container < end:
            last += 1
        return self.blocks[first:last]

    def where(self, block: Block) -> str:
        """A place a person can find: a line number for text, the last elements for HTML."""
        if self.kind == "text":
            if block.last_line > block.line:
                return f"lines {block.line}-{block.last_line}"
            return f"line {block.line}"
        known: dict[int, str] = self.derived.setdefault("where", {})
        if block.container not in known:
            known[block.container] = self._place(block.container)
        return known[block.container]

    def _place(self, index: int) -> str:
        """The last elements down to a container."""
        container = self.containers[index]
        parent = container.parent
        if parent < 0:
            return _short_name(container)
        above: dict[int, str] = self.derived.setdefault("where above", {})
        around = above.get(parent)
        if around is None:  # the same for all its children
            outer = self.containers[parent].parent
            around = f"{_short_name(self.containers[parent])} > "
            if outer >= 0:
                around = f"{_short_name(self.containers[outer])} > {around}"
            above[parent] = around
        return around + _short_name(container)


def _short_name(container: Container) -> str:
    name = container.tag
    if container.id:
        name += "#" + container.id.split(maxsplit=1)[0]
    elif container.classes:
        name += "." + container.classes.split(maxsplit=1)[0]
    return name


class Vote(NamedTuple):
    """An extractor's word on one block."""

    block: int
    """Index into `Document.blocks`."""
    role: Role
    """What the block is said to be."""
    weight: float
    """How strongly, in log odds: 1 is a hint, 3 strong, 6 certain; negative speaks against."""
    reason: str
    """Why, in a few words; shown by `explain` and kept with removed chrome."""


class Claim(NamedTuple):
    """An extractor's proposal for one field of the article."""

    field: str
    """One of `FIELDS`. Single fields keep the best claim; list fields collect."""
    value: Any
    """What the field is to hold, in the types of `scrapeclean.article`."""
    confidence: float
    """0 to 1: how often claims like this one prove right."""
    source: str
    """Where it was found: ``json-ld:title``, ``meta:og:title``, ``h1``, ``url``, ``text`` …"""
    raw: str = ""
    """The text it was read from, as found."""
    blocks: tuple[int, ...] = ()
    """The visible blocks it was read from, if any."""
    signs: tuple[str, ...] = ()
    """What else was seen that tells how good it is: names in ``lexicon/reliability.json``."""


class Item(NamedTuple):
    """One entry of a list on the page."""

    name: str
    """Its text without list marks, dates or teasers."""
    url: str
    """Where it leads; empty in flattened text."""
    block: int
    """The block it stands in."""


class Group(NamedTuple):
    """A list on the page: the value of claims for related, ranking, recommendation, latest."""

    heading: str
    """The heading as found; empty if there is none."""
    items: tuple[Item, ...]
    """Its entries, in order."""
    heading_block: int = -1
    """The block of the heading; -1 if there is none."""


class SoFar(Protocol):
    """What contextual extractors may see of the others' results; read-only."""

    def score(self, block: int, role: Role) -> float:
        """Sum of the weights that speak for `role`; 0 if nobody spoke."""

    def role(self, block: int) -> Role:
        """The role that leads for this block now; ``other`` if nothing speaks for any."""

    def claims(self, field: str) -> Sequence[Claim]:
        """The claims for `field`, best first."""


@runtime_checkable
class Extractor(Protocol):
    """A step of the pipeline: a callable with a name and its promises.

    An extractor reads the document (and, if it is contextual, what others said before it) and
    returns votes and claims. It never changes anything and keeps nothing between pages.
    """

    @property
    def name(self) -> str:
        """Unique in a recipe: lower-case letters, digits, hyphens."""

    @property
    def requires(self) -> frozenset[str]:
        """Roles and fields that earlier extractors must be able to assign."""

    @property
    def assigns(self) -> frozenset[str]:
        """Roles it may vote for and fields it may claim; anything else is refused."""

    def __call__(self, doc: Document, so_far: SoFar, /) -> Iterable[Vote | Claim]:
        """The votes and claims for one page."""
