"""Features of where a block's links lead, and of words that only picture credits have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..credits import credit_cues
from ..lexicon import kinds_by_first_letter, load
from ..model import Block, Document
from ..page_text import page_text
from ..scale import smalls
from ..shape import digit_count

_LONGEST = 300
_CREDIT_LENGTH = 600


class _Target(NamedTuple):
    """What an address shows of itself."""

    slug: int
    """Words in the longest part of its path: headlines make long ones."""
    digits: int
    depth: int
    kind: int
    host: str


_NOWHERE = _Target(0, 0, 0, 0, "")


def targets(doc: Document, blocks: Sequence[Block]) -> dict[str, bytes]:
    """For each block the traits of its first link, and whether it leads to another site."""
    urls = [block.links[0].url if block.links else None for block in blocks]
    known = {url: _NOWHERE if url is None else _target(url) for url in set(urls)}
    firsts = list(map(known.__getitem__, urls))
    hosts = Counter(first.host for first, url in zip(firsts, urls, strict=True) if url is not None)
    home = hosts.most_common(1)[0][0] if hosts else ""
    return {
        "target_slug": smalls([first.slug for first in firsts]),
        "target_digits": smalls([first.digits for first in firsts]),
        "target_depth": smalls([first.depth for first in firsts]),
        "target_kind": bytes([first.kind for first in firsts]),
        "target_far": bytes([bool(first.host) and first.host != home for first in firsts]),
    }


def credit(doc: Document) -> dict[str, bytes]:
    """For each block how clearly it credits a picture."""
    return {"credit": bytes(credit_cues(page_text(doc), _CREDIT_LENGTH))}


def _target(url: str) -> _Target:
    rest = url[:_LONGEST].casefold()
    _scheme, colon, behind = rest.partition("://")
    host, path = "", rest
    if colon:
        host, slash, path = behind.partition("/")
        path = slash + path
    bare = path.partition("?")[0].partition("#")[0]
    parts = bare.replace("_", "-").replace("+", "-").split("/")
    slug = max([part.count("-") for part in parts])
    depth = len(parts) - parts.count("")
    return _Target(slug, digit_count(path), depth, _kind(path), host.removeprefix("www."))


def _kind(path: str) -> int:
    """The kind whose pattern matches first in a path, counted from 1; 0 for none."""
    pattern, codes = _kinds()
    found = pattern.search(path)
    return codes[found.lastindex or 0] if found else 0


@cache
def _kinds() -> tuple[re.Pattern[str], list[int]]:
    """A pattern, and the kind that each of its groups speaks for; the lexicon's have none."""
    patterns: dict[str, list[str]] = load("targets")["kinds"]
    pattern, kinds = kinds_by_first_letter(patterns)
    code = {kind: at for at, kind in enumerate(patterns, start=1)}
    return re.compile(pattern), [0, *map(code.__getitem__, kinds)]
