"""What a page says of itself to machines: JSON-LD, meta and link elements, microdata.

How far each source is believed stands in ``lexicon/sources.json``, where it was measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..date_labels import date_label
from ..domain import split_address
from ..editors import without_editors
from ..jsonld import Node, node_types, page_nodes
from ..lazy_patterns import lazy_re
from ..lexicon import load
from ..model import Claim, Document, Property, SoFar
from ..parts import Author, NamedLink
from ..people import parse_authors
from ..url_dates import url_date
from ._author_signs import author_signs
from ._structured_meta import (
    doubt,
    from_links,
    from_other_names,
    from_root,
    labels_author,
    meta_value,
)
from ._structured_nodes import article_node, breadcrumb_trail, page_node
from ._structured_values import (
    LONGEST,
    as_address,
    as_authors,
    as_date,
    as_free,
    as_image,
    as_language,
    as_list,
    as_terms,
    as_text,
    is_organisation,
    names_site,
    own_address,
    said_terms,
)

_SAME_BYLINE = 4  # blocks that may lie between two authors of one article
_LONGEST_BYLINE = 150
_DIGIT = lazy_re(r"\d")
_LABEL = 40  # characters before a date that may say what it is
_LINE = 10_000  # characters of a block in which dates are looked for: a whole page may be one
_FREE = "isAccessibleForFree"
_READER_SCOPES = ("Comment", "UserComments", "Review", "Answer", "Rating", "AggregateRating")


class JsonLd:
    """Claims from the JSON-LD that describes the page's own article."""

    name = "json-ld"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({
        "title", "subtitle", "description", "authors", "date_published", "date_modified",
        "site_name", "sections", "tags", "main_image", "canonical_url", "language",
        "is_accessible_for_free", "breadcrumbs",
    })  # fmt: skip

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Claim]:
        nodes = page_nodes(doc)
        if not nodes:
            return
        article, page = article_node(nodes, doc), page_node(nodes, doc)
        if article is not None:
            yield from _claims("json-ld", "", _from_article(article, doc), doc)
        if page is not None:
            yield from _claims("json-ld", "page_", _from_page(page, doc), doc)
        yield from _claims("json-ld", "", _from_site(nodes, doc, article), doc)


class Meta:
    """Claims from meta and link elements, the root element and the page's address."""

    name = "meta"
    requires: frozenset[str] = frozenset()
    assigns = JsonLd.assigns - {"breadcrumbs"} | {"direction"}

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Claim]:
        said: dict[str, list[str]] = {}
        for key, content in doc.head.meta:
            if content.strip():
                said.setdefault(key, []).append(content.strip())
        for field, names in load("sources")["meta"].items():
            for name, confidence in names.items():
                if name.startswith("script:") and so_far.claims(field):
                    continue  # JSON-LD has said so, and that is the script
                if name in said and (name != "twitter:data1" or labels_author(said)):
                    value = meta_value(field, name, said[name], doc)
                    if not _is_empty(value):
                        sure = confidence * doubt(field, value, doc)
                        raw = "\n".join(said[name])[:1000]
                        signs = author_signs(value, doc) if field == "authors" else ()
                        yield Claim(field, value, sure, f"meta:{name}", raw, (), signs)
        yield from from_other_names(said, doc)
        yield from from_links(doc)
        yield from from_root(doc)
        image = said.get("og:image", [""])[0]
        for source, address in (("url", doc.url or ""), ("url:image", split_address(image).path)):
            found = url_date(address)
            if found:
                confidence = load("sources")["url"][source]
                yield Claim("date_published", found.value, confidence, source, found.raw)


class Microdata:
    """Claims from microdata, RDFa, ``<time>`` and ``rel`` in the markup of the page."""

    name = "microdata"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({
        "title", "subtitle", "description", "authors", "date_published", "date_modified",
        "sections", "tags", "main_image", "is_accessible_for_free", "breadcrumbs",
    })  # fmt: skip

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Claim]:
        own = [prop for prop in doc.properties if prop.scope not in _READER_SCOPES]
        if own:
            yield from _claims("microdata", "", _from_properties(own, doc), doc)


_Found = Iterator[tuple[str, Any, Any]]
"""(key into the source's table, value, what it was read from)."""


def _claims(source: str, prefix: str, found: _Found, doc: Document) -> Iterator[Claim]:
    """Claims for the values that say something; a key is a field or a special case of one."""
    table: dict[str, float] = load("sources")[source]
    for key, value, raw in found:
        if not _is_empty(value):
            confidence = table.get(prefix + key, table.get(key, 0.0))
            field, shown = _FIELD_OF.get(key, key), str(raw)[:1000]
            signs = author_signs(value, doc) if field == "authors" else ()
            yield Claim(field, value, confidence, f"{source}:{prefix}{key}", shown, (), signs)


_FIELD_OF = {
    "organisation_authors": "authors",
    "rel_authors": "authors",
    "rel_tags": "tags",
    "time": "date_published",
    "changed": "date_modified",
    "other_date": "date_published",
}


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", ())


# ---- JSON-LD ------------------------------------------------------------------------------------


def _from_article(node: Node, doc: Document) -> _Found:
    get, base = node.get, doc.head.base_url
    headline = get("headline") or get("name")
    yield "title", as_text(headline, LONGEST["title"]), headline
    subtitle = get("alternativeHeadline")
    yield "subtitle", as_text(subtitle, LONGEST["subtitle"]), subtitle
    yield "description", as_text(get("description"), LONGEST["description"]), get("description")
    author = get("author") or get("creator")
    authors = as_authors(author, base)
    by_site = is_organisation(author) or names_site(authors, doc)
    yield "organisation_authors" if by_site else "authors", authors, _author_text(author)
    yield from _node_dates(node, doc)
    yield "sections", as_terms(get("articleSection")), get("articleSection")
    yield "tags", said_terms(as_terms(get("keywords")), doc), get("keywords")
    yield "main_image", as_image(get("image") or get("thumbnailUrl"), base), get("image")
    yield "language", as_language(get("inLanguage")), get("inLanguage")
    free = get(_FREE, get("isAccesibleForFree"))  # a frequent misspelling
    if free is None:  # else said of its parts alone
        parts = [part for part in as_list(node.get("hasPart")) if isinstance(part, dict)]
        free = False if any(as_free(part.get(_FREE)) is False for part in parts) else None
    yield "is_accessible_for_free", as_free(free), free
    address = get("mainEntityOfPage") or get("url")
    yield "canonical_url", own_address(address, doc), address


def _from_page(node: Node, doc: Document) -> _Found:
    """A WebPage describes its article too, if more loosely: mostly its dates are good."""
    yield from _node_dates(node, doc)
    yield "title", as_text(node.get("headline") or node.get("name"), LONGEST["title"]), node
    yield "language", as_language(node.get("inLanguage")), node.get("inLanguage")


def _from_site(nodes: list[Node], doc: Document, article: Node | None) -> _Found:
    publisher = as_text((article or {}).get("publisher"), LONGEST["site_name"])
    site = next((node for node in nodes if "WebSite" in node_types(node)), {})
    name = as_text(site.get("name"), LONGEST["site_name"]) or publisher
    yield "site_name", name, name
    yield "breadcrumbs", breadcrumb_trail(nodes, doc), "BreadcrumbList"


def _node_dates(node: Node, doc: Document) -> _Found:
    published = node.get("datePublished") or node.get("dateCreated") or node.get("uploadDate")
    yield "date_published", as_date(as_text(published), doc), published
    yield "date_modified", as_date(as_text(node.get("dateModified")), doc), node.get("dateModified")


def _author_text(author: Any) -> str:
    return ", ".join(as_text(each) for each in (author if isinstance(author, list) else [author]))


# ---- microdata ----------------------------------------------------------------------------------


def _from_properties(props: list[Property], doc: Document) -> _Found:
    kinds = frozenset(load("sources")["article_types"])
    article = [prop for prop in props if prop.scope in kinds or not prop.scope]
    first: dict[str, Property] = {}
    for prop in article:
        first.setdefault(prop.name.removeprefix("schema:"), prop)
    for key, names in _PROPERTY_FIELDS.items():
        for prop in [first[name] for name in names if name in first][:1]:
            yield key, _property_value(key, prop, doc), prop.value
    yield "authors", _item_authors(props, kinds), "author"
    yield "rel_authors", _linked_authors(props), "rel=author"
    tags = [prop.text for prop in props if prop.name == "rel:tag" and prop.text]
    yield "rel_tags", as_terms([*tags, ""]), ", ".join(tags)
    yield "breadcrumbs", _trail(props, doc.head.base_url), "BreadcrumbList"
    if not any(name in first for name in _PROPERTY_FIELDS["date_published"]):
        yield from _dates_of_others(props, doc)
    yield from _stamps(props, doc)


def _dates_of_others(props: list[Property], doc: Document) -> _Found:
    """When what the page shows came out, if it is no article: a broadcast, a recipe, an event."""
    for prop in props:
        if prop.name in ("datePublished", "uploadDate"):
            yield "other_date", as_date(prop.value, doc) or as_date(prop.text, doc), prop.value
            return


def _stamps(props: list[Property], doc: Document) -> _Found:
    """The first ``<time>``, and the first that is said to be of a change."""
    found: set[str] = set()
    for prop in props:
        date = None
        if prop.name == "time" and len(found) < 2:
            date = as_date(prop.value, doc) or as_date(prop.text, doc)
        key = "changed" if date and _is_of_change(prop, doc) else "time"
        if date and key not in found:
            found.add(key)
            yield key, date, prop.value


def _is_of_change(prop: Property, doc: Document) -> bool:
    """Whether what stands before a ``<time>`` says that the article was changed then."""
    line = doc.blocks[prop.block].text if prop.block < len(doc.blocks) else ""
    at = line.find(prop.text, 0, _LINE) if prop.text else -1
    if at < 0:
        return date_label(prop.text) == "modified"
    since = _DIGIT.split(line[max(0, at - _LABEL) : at])[-1]  # behind another date
    return date_label(without_editors(since)) == "modified"


_PROPERTY_FIELDS = {
    "title": ("headline",),
    "subtitle": ("alternativeHeadline", "alternateName"),
    "date_published": ("datePublished", "pubdate", "dateCreated"),
    "date_modified": ("dateModified",),
    "sections": ("articleSection",),
    "tags": ("keywords",),
    "description": ("description",),
    "main_image": ("image", "thumbnailUrl"),
    "is_accessible_for_free": ("isAccessibleForFree",),
}


def _property_value(key: str, prop: Property, doc: Document) -> Any:
    if key in ("date_published", "date_modified"):
        return as_date(prop.value, doc) or as_date(prop.text, doc)
    if key in ("sections", "tags"):
        return as_terms(prop.text or prop.value)
    if key == "main_image":
        return as_image(prop.value, doc.head.base_url)
    if key == "is_accessible_for_free":
        return as_free(prop.value)
    return as_text(prop.text or prop.value, LONGEST[key])


def _item_authors(props: list[Property], kinds: frozenset[str]) -> tuple[Author, ...]:
    """The article's authors. Properties of the Person inside come before the one that holds it."""
    found: dict[str, Author] = {}
    inside: list[str] = []
    last = 0
    for prop in props:
        if prop.scope in ("Person", "Organization"):
            if prop.name == "name":
                inside.append(prop.text or prop.value)
        elif prop.name in ("author", "creator", "schema:author") and (
            prop.scope in kinds or not prop.scope
        ):
            if found and prop.block > last + _SAME_BYLINE:
                break  # authors of the articles listed further down
            for text in inside or [prop.text or prop.value]:
                for author in parse_authors(text if len(text) <= _LONGEST_BYLINE else ""):
                    found.setdefault(author.name.casefold(), author)
            inside, last = [], prop.block
        elif ":" not in prop.name and prop.name != "time":
            inside = []
    return tuple(found.values())


def _linked_authors(props: list[Property]) -> tuple[Author, ...]:
    found: dict[str, Author] = {}
    last = 0
    for prop in props:
        authors = parse_authors(prop.text) if prop.name == "rel:author" else ()
        if not authors:
            continue
        if found and prop.block > last + _SAME_BYLINE:
            break
        last = prop.block
        for author in authors:
            url = as_address(prop.value, "") or None
            found.setdefault(author.name.casefold(), author.model_copy(update={"url": url}))
    return tuple(found.values())


def _trail(props: list[Property], base: str) -> tuple[NamedLink, ...]:
    """Breadcrumbs: each ``itemListElement`` comes behind the names and addresses inside it."""
    trail: list[NamedLink] = []
    name = url = ""
    for prop in props:
        if prop.scope in ("ListItem", "Thing", "WebPage", "Breadcrumb"):
            if prop.name in ("name", "title"):
                name = prop.text or prop.value
            elif prop.name in ("item", "url", "@id"):
                url = as_address(prop.value, base)
        elif prop.name == "itemListElement" and prop.scope == "BreadcrumbList":
            if as_text(name, 200):
                trail.append(NamedLink(name=as_text(name, 200), url=url or None))
            name = url = ""
    return tuple(trail)
