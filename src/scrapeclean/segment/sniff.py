"""What is it that we were given? HTML, flattened text, or something that is no page at all."""

from __future__ import annotations

import json
from functools import cache
from typing import Literal

import regex

from ..errors import EmptyInput, NotAPage
from ..lazy_patterns import lazy_regex
from ..lexicon import load

_TAG = lazy_regex(
    r"</?(?:html|head|body|title|meta|link|div|span|p|a|br|h[1-6]|ul|ol|li|table|tr|td|section|"
    r"article|main|nav|header|footer|img|script|style|form|b|i|em|strong|font|center|pre|hr)"
    r"(?:\s[^<>]{0,2000})?/?>",
    regex.IGNORECASE,
)
_STARTS_HTML = lazy_regex(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--|<!doctype\s+html|<(?:html|head|body)[\s>])",
    regex.IGNORECASE,
)
_FEED = lazy_regex(
    r"[\s\ufeff]*+(?:(?:<\?[^>]{0,500}>|<!--(?s:.){0,2000}?-->)\s*+){0,9}+"
    r"<(rss|feed|urlset|sitemapindex|rdf:RDF|opml)[\s>]",
    regex.IGNORECASE,
)
_JSON_START = lazy_regex(r'\s*(?:\{\s*"(?:[^"\\]|\\.){0,200}"\s*:|\[\s*\{\s*")')
_SAMPLE = 65536
_START = 256  # bytes or characters, of which most pages are told to be more than white space
_BLANK_BYTES = b"\x00 \t\r\n\x0b\x0c\xff\xfe"
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r\x0b\x0c\x1b")
_PAGES = ("<!doctype html", "<html>", "<html ")  # what nearly every page begins with
_READ = "give it the extracted text or HTML instead"


def refuse_foreign(data: bytes) -> None:
    """Refuse bytes that are plainly something else than a page.

    Raises:
        NotAPage: a PDF, an image, an archive … by its first bytes.
        EmptyInput: nothing in it but white space and zero bytes.
    """
    if not (data[:_START].strip(_BLANK_BYTES) or data.strip(_BLANK_BYTES)):
        raise EmptyInput("the input is empty: there is nothing to read")
    head = data[:1024]
    for start, offset, found, hint in _magic():
        if head.startswith(start, offset):
            raise NotAPage(found, hint)


@cache
def _magic() -> tuple[tuple[bytes, int, str, str], ...]:
    """First bytes, where they stand, what they tell and what to do about it."""
    return tuple(
        (bytes.fromhex(entry["hex"]), entry["offset"], entry["found"], entry["hint"])
        for entry in load("formats")["magic"]
    )


def refuse_data(text: str) -> None:
    """Refuse text that is data for programs rather than a page for readers.

    Raises:
        NotAPage: JSON, JSON Lines, a feed, RTF, or binary bytes read as text.
        EmptyInput: nothing in it but white space.
    """
    if not (_visible(text[:_START]) or _visible(text)):
        raise EmptyInput("the input is empty: there is nothing to read")
    sample = text[:_SAMPLE]
    if text.startswith("{\\rtf"):
        raise NotAPage("an RTF document", "convert it to text or HTML first")
    if text.startswith("%PDF-"):
        raise NotAPage("a PDF document", "convert it to text or HTML first")
    plainly_html = _begins_as_page(sample)
    if not plainly_html and _JSON_START.match(sample):
        _refuse_json(text)
    feed = None if plainly_html else _FEED.match(sample)
    if feed:
        raise NotAPage(f"an XML feed or sitemap (<{feed[1]}>)", "fetch the pages it lists instead")
    data = sample.encode("utf-8", "replace")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if (controls + sample.count("\ufffd")) * 10 > len(sample):
        raise NotAPage("binary data", _READ)


def _begins_as_page(text: str) -> bool:
    """The quick look, without an expression."""
    return text[:_START].lstrip().lower().startswith(_PAGES)


def _visible(text: str) -> str:
    return text.strip().strip("\ufeff\u200b\x00")


def _refuse_json(text: str) -> None:
    try:
        json.loads(text)
    except RecursionError:
        raise NotAPage("JSON data", _READ) from None
    except ValueError:
        first, _, rest = text.lstrip().partition("\n")
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return  # not JSON after all: a page that happens to start like it
        if rest.strip():
            raise NotAPage(
                "JSON Lines data", "give each line's page to extract() by itself"
            ) from None
    raise NotAPage("JSON data", _READ)


def sniff(text: str) -> Literal["html", "text"]:
    """Tell HTML from flattened text by looking.

    Text that merely talks about tags stays text: tags must open the page or be frequent in it.
    """
    if _begins_as_page(text) or _STARTS_HTML.match(text):
        return "html"
    sample = text[:_SAMPLE]
    if "<" not in sample:
        return "text"
    tags = [match[0] for match in _TAG.finditer(sample)]
    if not tags:
        return "text"
    starts = bool(_TAG.match(sample.lstrip("\ufeff \r\n\t")))
    closing = sum(tag.startswith("</") for tag in tags)
    chars = sum(map(len, tags))
    if starts and (closing or len(tags) > 1):
        return "html"
    return "html" if len(tags) >= 4 and chars * 50 >= len(sample) else "text"
