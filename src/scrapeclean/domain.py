"""The registrable domain of an address, by the public suffix list, offline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # parsing the list takes a while: only if asked

    return PublicSuffixList(accept_unknown=True)


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
