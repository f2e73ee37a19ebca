"""What meta and link elements and the root element say, in the types of the article's fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..domain import split_address
from ..lexicon import load, phrases
from ..model import Claim, Document
from ..shape import label, squash
from ._structured_values import (
    LONGEST,
    as_authors,
    as_date,
    as_free,
    as_image,
    as_language,
    as_terms,
    as_text,
    is_stand_in,
    is_stuffed,
    names_site,
    own_address,
    said_terms,
    without_slogan,
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
        text = as_text(first, LONGEST[field])
        return without_slogan(text, doc) if field == "site_name" else text
    if field in ("date_published", "date_modified"):
        return as_date(first, doc)
    if field == "canonical_url":
        return own_address(first, doc)
    if field == "main_image":
        image = as_image(first, base)
        alt = as_text(doc.head.first_meta(f"{name}:alt"), 1000)
        return image.model_copy(update={"alt": alt}) if image and alt else image
    if field == "language":
        return as_language(first)
    return as_free(first)


_UNLIKELY = 0.4


def doubt(field: str, value: Any, doc: Document) -> float:
    """How far to believe a value that many systems put there where they know none."""
    if field == "authors" and names_site(value, doc):
        return float(load("sources")["site_as_author"])
    if field == "site_name" and _is_no_name(value, doc):
        return _UNLIKELY
    return _UNLIKELY if field == "main_image" and is_stand_in(value) else 1.0


def _is_no_name(site: str, doc: Document) -> bool:
    """Whether what should be the site's name is its address, or the page's title."""
    host = split_address(doc.head.base_url).netloc
    titles = (doc.head.first_meta("og:title"), doc.head.title)
    return squash(site) in map(squash, (host, host.removeprefix("www."), *titles))


def _meta_list(field: str, name: str, contents: list[str]) -> tuple[Any, ...]:
    if field == "authors":
        inverted = name in load("sources")["inverted_names"]
        return as_authors(list(map(_as_signed, contents) if inverted else contents), "")
    terms = as_terms(contents if len(contents) > 1 else contents[0])
    return () if name == "keywords" and is_stuffed(terms) else terms


def _as_signed(name: str) -> str:
    """ "Doe, Jane" as it is signed; a degree or an agency stays behind: "Jane Doe, PhD"."""
    family, comma, given = name.partition(",")
    people, said = load("people"), given.replace(".", "").strip().casefold()
    if not comma or "," in given or said in people["credentials"] or said in people["agencies"]:
        return name
    return f"{given.strip()} {family.strip()}"


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
            part = next((part for part in parts if part in key), "")
            if part:
                value = as_date(contents[0], doc)
                if value:
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
        direction = "rtl" if _is_rtl(language) else "ltr"
        yield Claim("direction", direction, table["language_direction"], "meta", language)


def _is_rtl(language: str) -> bool:
    """Whether a language is written from the right: by the script that its tag names, if any."""
    table, (code, *others) = load("sources"), language.split("-")
    script = next((other for other in others if len(other) == 4), "")
    return script in table["rtl_scripts"] if script else code in table["rtl_languages"]
