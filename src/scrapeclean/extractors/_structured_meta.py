"""What meta and link elements and the root element say, in the types of the article's fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..lexicon import load, phrases
from ..model import Claim, Document
from ..shape import label
from ._structured_values import (
    LONGEST,
    as_authors,
    as_date,
    as_free,
    as_image,
    as_language,
    as_terms,
    as_text,
    is_stuffed,
    names_site,
    own_address,
    said_terms,
)

_TEXT_FIELDS = ("title", "subtitle", "description", "site_name")
_LIST_FIELDS = ("sections", "tags", "authors")


def meta_value(field: str, name: str, contents: list[str], doc: Document) -> Any:
    """What the contents of one meta name say of a field, in the field's type."""
    base = doc.head.base_url
    if field in _LIST_FIELDS:
        found = _meta_list(field, name, contents)
        return said_terms(found, doc) if field == "tags" else found
    first = contents[0]
    if field in _TEXT_FIELDS:
        return as_text(first, LONGEST[field])
    if field in ("date_published", "date_modified"):
        return as_date(first, doc)
    if field == "canonical_url":
        return own_address(first, doc)
    if field == "main_image":
        return as_image(first, base)
    if field == "language":
        return as_language(first)
    return as_free(first)


def doubt(field: str, value: Any, doc: Document) -> float:
    """Many systems put the site where no author is known."""
    by_site = field == "authors" and names_site(value, doc)
    return float(load("sources")["site_as_author"]) if by_site else 1.0


def _meta_list(field: str, name: str, contents: list[str]) -> tuple[Any, ...]:
    if field == "authors":
        return as_authors(list(contents), "")
    terms = as_terms(contents if len(contents) > 1 else contents[0])
    return () if name == "keywords" and is_stuffed(terms) else terms


def labels_author(said: dict[str, list[str]]) -> bool:
    """The label beside a social card's first value says "written by" in some language."""
    return label(said.get("twitter:label1", [""])[0]) in phrases("people", "introductions")


def from_other_names(said: dict[str, list[str]], doc: Document) -> Iterator[Claim]:
    """Dates under names that nobody has listed, but that tell what they hold."""
    table = load("sources")
    listed = table["meta"]
    for key, contents in said.items():
        if key in listed["date_published"] or key in listed["date_modified"]:
            continue
        for field, parts in table["meta_parts"].items():
            if any(part in key for part in parts):
                value = as_date(contents[0], doc)
                if value:
                    part = next(part for part in parts if part in key)
                    yield Claim(field, value, 0.5, f"meta:*{part}*", contents[0])
                break


def from_links(doc: Document) -> Iterator[Claim]:
    """Claims from link elements."""
    table = load("sources")["links"]
    for rel, href in doc.head.links:
        for field, names in table.items():
            if rel in names:
                value: Any = (
                    own_address(href, doc) if field == "canonical_url"
                    else as_image(href, doc.head.base_url)
                )  # fmt: skip
                if value:
                    yield Claim(field, value, names[rel], "meta", href)


def from_root(doc: Document) -> Iterator[Claim]:
    """Claims from the root element's attributes."""
    table = load("sources")["html"]
    language = as_language(doc.head.language)
    if language:
        yield Claim("language", language, table["language"], "meta", doc.head.language)
    if doc.head.direction in ("ltr", "rtl"):
        yield Claim("direction", doc.head.direction, table["direction"], "meta", "dir")
    elif language:
        rtl = language.split("-")[0] in load("sources")["rtl_languages"]
        direction = "rtl" if rtl else "ltr"
        yield Claim("direction", direction, table["language_direction"], "meta", language)
