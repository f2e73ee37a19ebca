"""A learnt site as a file: JSON, versioned, each digest written once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from os import PathLike
from typing import Any, NamedTuple

from .draft import draft
from .errors import SiteFileError
from .site_sketch import GAP, PageSketch, Signature

FORMAT = "scrapeclean-site"
VERSION = 1
_DIGEST = 8  # characters


class Content(NamedTuple):
    """What a file holds."""

    pages: int
    skipped: dict[str, int]
    sample: tuple[PageSketch, ...]


def write_site(path: str | PathLike[str], content: Content) -> None:
    """Write a file; it appears whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    with draft(path) as file:
        file.write(pack_site(content))


def pack_site(content: Content) -> bytes:
    """The JSON of a site, on one line."""
    names = {line for page in content.sample for line in page.lines if line != GAP}
    names |= {each.digest for page in content.sample for each in page.signatures}
    digests = sorted(names)
    index = {digest: number for number, digest in enumerate(digests)} | {GAP: -1}
    data = {
        "format": FORMAT,
        "version": VERSION,
        "pages": content.pages,
        "skipped": dict(sorted(content.skipped.items())),
        "digests": "".join(digests),
        "sample": [
            {
                "id": page.id,
                "lines": [index[line] for line in page.lines],
                "verdicts": page.verdicts,
                "signatures": [
                    [index[name], body, chrome] for name, body, chrome in page.signatures
                ],
            }
            for page in content.sample
        ],
    }
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()


def read_site(path: str | PathLike[str]) -> Content:
    """Read what `write_site` wrote.

    Raises:
        SiteFileError: it is damaged, of another version, or something else.
        OSError: it cannot be read.
    """
    with open(path, "rb") as file:
        return unpack_site(file.read(), path)


def unpack_site(raw: bytes, path: str | PathLike[str]) -> Content:
    """What `pack_site` made, read from the file `path`.

    Raises:
        SiteFileError: it is damaged, of another version, or something else.
    """
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise SiteFileError(path, "is no JSON, or cut off") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise SiteFileError(path, "is not a site that scrapeclean has learnt")
    if data.get("version") != VERSION:
        raise SiteFileError(path, f"is of version {data.get('version')!r}, not {VERSION}")
    try:
        return _content(data)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise SiteFileError(path, f"is damaged ({type(error).__name__}: {error})") from error


def _content(data: dict[str, Any]) -> Content:
    text = _of(str, data["digests"])
    digests = [text[at : at + _DIGEST] for at in range(0, len(text), _DIGEST)]
    skipped = _of(dict, data["skipped"])
    return Content(
        pages=_count(data["pages"]),
        skipped={_of(str, reason): _count(number) for reason, number in skipped.items()},
        sample=tuple(_page(page, digests) for page in _of(list, data["sample"])),
    )


def _page(page: dict[str, Any], digests: Sequence[str]) -> PageSketch:
    lines = [GAP if number == -1 else digests[_count(number)] for number in page["lines"]]
    verdicts = _of(str, page["verdicts"])
    if len(lines) != len(verdicts) or set(verdicts) - set("pbc"):
        raise ValueError("lines and verdicts do not agree")
    return PageSketch(
        id=_of(str, page["id"]),
        lines=tuple(lines),
        verdicts=verdicts,
        signatures=tuple(
            Signature(digests[_count(name)], _count(body), _count(chrome))
            for name, body, chrome in page["signatures"]
        ),
    )


def _of(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"a {kind.__name__} was expected, not {str(value)[:40]!r}")
    return value


def _count(value: Any) -> int:
    if _of(int, value) < 0:
        raise ValueError(f"a number from 0 was expected, not {value}")
    return int(value)
