"""From loosely typed values (JSON-LD, meta contents) to the types of the article's fields."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import regex

from ..dates import parse_date
from ..domain import registrable_domain, split_address
from ..jsonld import node_types
from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..model import Document
from ..page_text import page_text
from ..parts import Author, Image
from ..people import parse_authors
from ..shape import squash

_TAG = lazy_regex(r"</?[a-zA-Z][^<>]{0,300}>")
_BLANK_TAG = lazy_regex(r"<(?:br|/p|/div|/li)\b[^<>]{0,100}>", regex.IGNORECASE)
_LANGUAGE = lazy_regex(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8}){0,3}")
_BLANK, _BETWEEN = lazy_regex(r"\s"), lazy_regex(r"[,;，、|]")
_FOR_MACHINES = lazy_regex(r"^\w[\w ]*: |^[0-9a-f-]{12,}$|^\d+$|^\w+[:=]\w")
"""Terms that classify for a system: "Category: News", "site:sport", keys, numbers."""
_NAME_PART = lazy_regex(r"[^a-z]+")
_SLOGAN = lazy_regex(r"\s+[-–—|·•:]\s+|:\s+|\s*[|]\s*")
_TEMPLATE = lazy_regex(r"\{\{|\}\}|\$\{|<%|%%\w+%%")

LONGEST = {"title": 400, "subtitle": 600, "description": 4000, "site_name": 100}
"""More characters than this are no such field."""

_LONGEST_ADDRESS = 4000
_LONGEST_TAG, _MOST_TAG_WORDS, _MOST_TAGS = 60, 6, 40
_STUFFED = 12  # more meta keywords than this are written for search engines


def as_list(value: Any) -> list[Any]:
    """A value that may be given alone or as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_text(value: Any, longest: int = 400) -> str:
    """Plain text: the first of several, an object's name, no markup; empty if too long."""
    first = next(iter(as_list(value)), None)
    if isinstance(first, dict):
        first = first.get("name") or first.get("@value") or first.get("headline")
    if isinstance(first, (int, float)) and not isinstance(first, bool):
        first = str(first)
    if not isinstance(first, str):
        return ""
    text = plain(first[: 8 * longest])
    return "" if len(text) > longest or _TEMPLATE.search(text) else text


def plain(text: str) -> str:
    """Entities resolved (sites escape up to twice), tags dropped, white space folded."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", _BLANK_TAG.sub(" ", text))
    return " ".join(text.split())


def as_address(value: Any, base: str) -> str:
    """An absolute http(s) address, or an empty string."""
    first = next(iter(as_list(value)), None)
    if isinstance(first, dict):
        first = first.get("url") or first.get("contentUrl") or first.get("@id")
        first = next(iter(as_list(first)), None)
    if not isinstance(first, str) or not first.strip() or len(first) > _LONGEST_ADDRESS:
        return ""
    try:
        address = urljoin(base, html.unescape(first.strip()))
        parts = urlsplit(address)
    except ValueError:
        return ""
    whole = parts.scheme in ("http", "https") and parts.netloc and not _BLANK.search(address)
    return address if whole else ""


def as_image(value: Any, base: str) -> Image | None:
    """A picture, from an address or an ImageObject."""
    address = as_address(value, base)
    if not address:
        return None
    first = as_list(value)[0]
    if not isinstance(first, dict):
        return Image(url=address)
    return Image(
        url=address,
        caption=as_text(first.get("caption") or first.get("description"), 1000),
        credit=as_text(first.get("creditText") or first.get("copyrightHolder"), 200),
    )


def as_authors(value: Any, base: str) -> tuple[Author, ...]:
    """Authors from names, Person and Organization objects."""
    found: dict[str, Author] = {}
    for each in as_list(value)[:40]:
        url = ""
        if isinstance(each, dict):
            names = [as_text(name) for name in as_list(each.get("name"))]
            url = as_address(each.get("url") or each.get("@id"), base)
        else:
            names = [as_text(each)]
        authors = [author for name in names for author in parse_authors(name)]
        for author in authors:
            alone = len(authors) == 1
            linked = author.model_copy(update={"url": url}) if url and alone else author
            found.setdefault(author.name.casefold(), linked)
    return tuple(found.values())


def is_organisation(value: Any) -> bool:
    """Whether all authors are said to be organisations."""
    people = [each for each in as_list(value) if isinstance(each, dict)]
    return bool(people) and all(
        any(name.endswith("Organization") for name in node_types(each)) for each in people
    )


def names_site(authors: tuple[Author, ...], doc: Document) -> bool:
    """Whether the only author is the site itself, by the name it goes by."""
    if len(authors) != 1:
        return False
    host = split_address(doc.head.base_url).netloc.removeprefix("www.")
    sites = (doc.head.first_meta("og:site_name"), doc.head.first_meta("application-name"), host)
    name = squash(authors[0].name)
    return name in map(squash, sites) or name == squash(host.partition(".")[0])


def without_slogan(site: str, doc: Document) -> str:
    """A site's name without what it says of itself, if its domain tells where the name ends."""
    domain = registrable_domain(doc.url or doc.head.base_url) or ""
    names = {squash(domain), squash(domain.partition(".")[0])}
    name = next((piece for piece in _SLOGAN.split(site) if squash(piece) in names), "")
    return name.strip() or site


def as_language(value: Any) -> str:
    """A BCP 47 tag, or an empty string."""
    first = next(iter(as_list(value)), None)
    if isinstance(first, dict):
        first = first.get("alternateName") or first.get("name")
    tag = first.partition(",")[0].partition(".")[0].strip() if isinstance(first, str) else ""
    if not _LANGUAGE.fullmatch(tag):
        return ""
    language, *others = tag.replace("_", "-").split("-")
    codes, regions = load("sources")["language_codes"], load("sources")["region_codes"]
    shaped = [_SUBTAG_CASE.get(len(other), str.lower)(other) for other in others]
    language = codes.get(language.lower(), language.lower())
    return "-".join([language, *[regions.get(other, other) for other in shaped]])


_SUBTAG_CASE = {2: str.upper, 4: str.title}


def as_free(value: Any) -> bool | None:
    """Whether the article can be read without paying; None if the value does not say."""
    first = next(iter(as_list(value)), None)
    if isinstance(first, bool):
        return first
    words: dict[str, bool] = load("sources")["free_words"]
    return words.get(str(first).strip().rpartition("/")[2].casefold())


def as_terms(value: Any) -> tuple[str, ...]:
    """Tags or sections: a list, or one string with commas; without overlong ones and doubles."""
    terms = dict.fromkeys(
        term for term in _terms(value)
        if term and len(term) <= _LONGEST_TAG and len(term.split()) <= _MOST_TAG_WORDS
        and not _FOR_MACHINES.search(term)
    )  # fmt: skip
    return tuple(terms)[:_MOST_TAGS]


def _terms(value: Any) -> Iterator[str]:
    values = as_list(value)
    for each in values[:100]:
        text = as_text(each, 2000)
        if isinstance(each, dict) or len(values) > 1:
            yield text
        else:
            yield from (piece.strip(" \"'#") for piece in _BETWEEN.split(text))


def is_stuffed(terms: tuple[str, ...]) -> bool:
    """Whether a list of keywords was written for search engines rather than readers."""
    return len(terms) > _STUFFED


def said_terms(terms: tuple[str, ...], doc: Document) -> tuple[str, ...]:
    """Keywords that the page itself says somewhere; the others are for machines."""
    said: str | None = doc.derived.get("said")
    if said is None:
        said = doc.derived["said"] = "".join(page_text(doc).squashed)
    return tuple(term for term in terms if squash(term) in said) if said else terms


def as_date(text: str, doc: Document) -> datetime | None:
    """A date, read in the page's language."""
    languages = [doc.head.language] if doc.head.language else []
    found = parse_date(text, languages=languages) if text else None
    return found.value if found else None


def own_address(value: Any, doc: Document) -> str:
    """An address that can be this page's: a home page is no address of a page below it."""
    address = as_address(value, doc.head.base_url).partition("#")[0]
    if not address or _is_left_by_template(address):
        return ""
    own = split_address(doc.url or "").path
    bare = urlsplit(address)
    if not bare.path.strip("/") and not bare.query and own.strip("/"):
        return ""
    return address


def _is_left_by_template(address: str) -> bool:
    table, parts = load("sources"), urlsplit(address)
    last = parts.path.rstrip("/").rpartition("/")[2].casefold()
    return last in table["no_addresses"] or parts.hostname in table["local_hosts"]


def is_stand_in(image: Image) -> bool:
    """Whether a picture is the site's rather than the article's, by its file's name."""
    name = urlsplit(image.url or "").path.rpartition("/")[2].casefold()
    return any(word in _NAME_PART.split(name) for word in load("sources")["stand_ins"])
