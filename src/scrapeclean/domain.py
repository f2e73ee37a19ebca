"""Addresses taken apart: their parts, and the registrable domain by the public suffix list."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # parsing the list takes a while: only if asked

    return PublicSuffixList(accept_unknown=True)


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
    return _suffixes().privatesuffix(host) or host
