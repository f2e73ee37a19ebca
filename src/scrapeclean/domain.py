"""Addresses taken apart: their parts, and the registrable domain by the public suffix list."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=256)
def _suffixes(top: str) -> PublicSuffixList:
    """The part of the list that tells of hosts under a top-level domain: all of it takes long."""
    # Imported where it is asked for: many pages have no address.
    from publicsuffixlist import PSLFILE, PublicSuffixList

    lines = Path(PSLFILE).read_text("utf-8").splitlines()
    if top.isascii() and not top.startswith("xn--"):  # one that can be written in a single way
        lines = [line for line in lines if line.endswith(top)]
    return PublicSuffixList(lines, accept_unknown=True)


def split_address(url: str) -> SplitResult:
    """The parts of an address; all empty if nobody could follow it (``http://[``)."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def registrable_domain(url: str | None) -> str | None:
    """``https://www.news.example.co.uk/a`` gives ``example.co.uk``; None if there is no host."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else "//" + url).hostname
    except ValueError:
        return None
    if not host:
        return None
    host = host.rstrip(".")
    if ":" in host or host.rpartition(".")[2].isdecimal():  # an IP address is its own domain
        return host
    return _suffixes(host.rpartition(".")[2]).privatesuffix(host) or host
