"""The day that an address carries in its path."""

from __future__ import annotations

import re

from .dates import DateFound, parse_date
from .lazy_patterns import lazy_re

__all__ = ["url_date"]

_URL_DATE = (
    lazy_re(
        r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2}|[a-z]{3,9})/(?P<d>\d{1,2})(?=[/._-]|$)",
        re.IGNORECASE,
    ),
    lazy_re(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.](?P<m>\d\d)[-_.](?P<d>\d\d)(?!\d)"),
    lazy_re(r"(?<=[/_-])(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=[/._-]|$)"),
    lazy_re(r"(?<!\d)(?P<d>\d\d)[-_.](?P<m>\d\d)[-_.](?P<y>(?:19|20)\d\d)(?!\d)"),
)


def url_date(url: str) -> DateFound | None:
    """The day that an address carries in its path (``/2025/04/14/``, ``/20250414-…``)."""
    path = url[:2000].partition("?")[0].partition("#")[0]
    for pattern in _URL_DATE:
        for match in pattern.finditer(path):
            year, month, day = match.group("y", "m", "d")
            shown = f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}"
            found = parse_date(shown, languages=("en",))
            if found:
                return found._replace(raw=match[0].strip("/"))
    return None
