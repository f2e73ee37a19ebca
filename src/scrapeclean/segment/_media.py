"""Pictures and players: where the markup hides their addresses."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..model import Media
from ._elements import number

_CANDIDATE = lazy_regex(r"(?:^|[\s,])(?P<url>[^\s,][^\s]*[^\s,]|[^\s,])\s+(?P<size>\d{1,5})[wx]")
_SOURCES = 12  # of a picture or player that are looked at
_TRACKING = 2  # pixels; a picture stated no larger shows nothing

Resolve = Callable[[str], str]


def image_of(attributes: dict[str, str], element: Any, resolve: Resolve) -> Media | None:
    """The picture that an ``img`` shows, or will show once its script has run."""
    width, height = number(attributes.get("width")), number(attributes.get("height"))
    if 0 < width <= _TRACKING or 0 < height <= _TRACKING:
        return None
    url = _address(attributes, resolve) or _of_picture(element, resolve)
    if not url:
        return None
    return Media(url, " ".join(attributes.get("alt", "").split()), width, height)


def embed_of(tag: str, attributes: dict[str, str], element: Any, resolve: Resolve) -> Media | None:
    """The player or post that an element stands for."""
    tables = load("markup")
    source = next((attributes[key] for key in tables["embed_sources"] if attributes.get(key)), "")
    if not source and len(element):
        found = element.find(".//source[@src]")
        source = found.get("src") if found is not None else ""
    if not source and tag in tables["components"]:
        key, _, before = tables["components"][tag].partition(" ")
        source = before + attributes[key].strip() if attributes.get(key) else ""
    url = resolve(source) if source else ""
    if not url:
        return None
    width, height = number(attributes.get("width")), number(attributes.get("height"))
    title = " ".join((attributes.get("title") or attributes.get("aria-label") or "").split())
    return Media(url, title, width, height)


def _address(attributes: dict[str, str], resolve: Resolve) -> str:
    """From the attributes of scripts that load late, then the usual one, then candidates."""
    tables = load("markup")
    for key in tables["image_sources"]:
        source = attributes.get(key)
        if source and not source.startswith("data:") and (url := resolve(source)):
            return url
    for key in tables["image_candidates"]:
        if attributes.get(key) and (url := resolve(largest(attributes[key]))):
            return url
    return ""


def _of_picture(element: Any, resolve: Resolve) -> str:
    """From the ``source`` elements before an ``img`` without address of its own.

    The parser takes them for elements that hold what follows them.
    """
    for above in islice(element.iterancestors(), _SOURCES):
        if above.tag == "source" and (url := _address(dict(above.items()), resolve)):
            return url
        if above.tag != "source":
            break
    return ""


def largest(candidates: str) -> str:
    """The largest picture of a ``srcset``; the first where no sizes are given."""
    sized = [(int(found["size"]), found["url"]) for found in _CANDIDATE.finditer(candidates[:8000])]
    if sized:
        return str(max(sized, key=lambda pair: pair[0])[1])
    words = candidates.split(maxsplit=1)
    return words[0].rstrip(",") if words and not words[0].startswith("data:") else ""
