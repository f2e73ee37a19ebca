"""The looks through a page's source: what is compiled answers as what is written in Python."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean.segment import _scan

PIECES = [
    *("<", ">", "/", "=", '"', "'", " ", "\n", "\u00a0", "\x1c", "a", "b=c", 'd="e>f"', "é", "漢"),
    *("!--", "-->", "<p ", "<br/>", "</p>", "<script", "</ScRipt>", "<\u017fcript>", "<svg>"),
    *("<span>", "<style ", "<!-- ", "</BODY >", "</html>", "<noframes>", "<plaintext", "<iframe "),
    *("<textarea>", "<xmp>", "<noembed/", "<a" + " b" * 499 + ">", "<a" + ' b="c"' * 501 + ">"),
    " x" * 499,
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(0, 8))
def test_compiled_looks_see_the_same(html: str, start: int) -> None:
    compiled = pytest.importorskip("scrapeclean.segment._scan_c", reason="there was no compiler")
    start = min(start, len(html))
    assert compiled.ordinary_until(html, start) == _scan.ordinary_until(html, start)
    found, expected = (each.next_opener(html, start) for each in (compiled, _scan))
    assert (found and (found.span(), found.groups())) == (
        expected and (expected.span(), expected.groups())
    )
