"""Features of where a block's links lead, and of words that only picture credits have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from ..credits import credit_cue
from ..lexicon import load
from ..model import Block, Document
from ..scale import small

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


def targets(doc: Document, blocks: Sequence[Block]) -> dict[str, list[int]]:
    """For each block the traits of its first link, and whether it leads to another site."""
    known: dict[str, _Target] = {}
    hosts = Counter[str]()
    firsts: list[_Target] = []
    for block in blocks:
        first = _NOWHERE
        if block.links:
            url = block.links[0].url
            first = known[url] if url in known else _target(url)
            known[url] = first
            hosts[first.host] += 1
        firsts.append(first)
    home = hosts.most_common(1)[0][0] if hosts else ""
    return {
        "target_slug": [small(first.slug) for first in firsts],
        "target_digits": [small(first.digits) for first in firsts],
        "target_depth": [small(first.depth) for first in firsts],
        "target_kind": [first.kind for first in firsts],
        "target_far": [int(bool(first.host) and first.host != home) for first in firsts],
    }


def credit(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """For each block how clearly it credits a picture."""
    return {"credit": [credit_cue(block.text[:_CREDIT_LENGTH]) for block in blocks]}


def _target(url: str) -> _Target:
    rest = url[:_LONGEST].casefold()
    _scheme, colon, behind = rest.partition("://")
    host, path = "", rest
    if colon:
        host, slash, path = behind.partition("/")
        path = slash + path
    parts = path.partition("?")[0].partition("#")[0].split("/")
    slug = max((part.count("-") + part.count("_") + part.count("+") for part in parts), default=0)
    digits = sum(map(str.isdigit, path))
    found = _kinds().search(path)
    kind = 1 + _names().index(found.lastgroup) if found and found.lastgroup else 0
    return _Target(slug, digits, sum(map(bool, parts)), kind, host.removeprefix("www."))


@cache
def _names() -> tuple[str, ...]:
    return tuple(load("targets")["kinds"])


@cache
def _kinds() -> regex.Pattern[str]:
    kinds: dict[str, str] = load("targets")["kinds"]
    return regex.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in kinds.items()))
