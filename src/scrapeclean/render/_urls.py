"""Addresses that are safe to follow."""

from __future__ import annotations

import re

from ..lazy_patterns import lazy_re

_SCHEME = lazy_re(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_SCHEMES = ("http:", "https:", "mailto:")


def safe_url(url: str | None) -> str:
    """The address if it is safe to follow from a page (http, https, mailto, relative), else ""."""
    if not url:
        return ""
    shown = "".join(char for char in url.strip() if char.isprintable())
    scheme = _SCHEME.match("".join(shown.split()))
    if scheme and scheme[0].lower() not in _SAFE_SCHEMES:
        return ""
    return "%20".join(shown.split())
