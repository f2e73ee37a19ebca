"""The looks through a page's source: what is compiled answers as what is written in Python."""

from __future__ import annotations

import unicodedata

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


WORDS = ("ublish", "ubDate", "dateModified", 'id="S:')
TEXTS = st.lists(
    st.sampled_from([*WORDS, "ub", "lish", "pub", "S:", "x" * 300, " ", "é", "漢", "\U0001f4f0"]),
    max_size=30,
).map("".join)


@given(TEXTS, st.integers(0, 2000))
def test_words_are_found_wherever_they_stand(text: str, end: int) -> None:
    plainly = [at for at in range(len(text)) if text[:end].startswith(WORDS, at)]
    assert _scan.occurrences(text, WORDS, end) == plainly
    compiled = pytest.importorskip("scrapeclean.segment._scan_c", reason="there was no compiler")
    assert compiled.occurrences(text, WORDS, end) == plainly
    with pytest.raises(ValueError, match="two ASCII characters"):
        compiled.occurrences(text, ("é",), end)


@given(st.text(max_size=600), st.sampled_from(["", "\x00", "\x1b", "\x7f", "\x84", "\x85", "\x9f"]))
def test_control_characters_are_seen(text: str, sign: str) -> None:
    text = "".join(char for char in text if not "\ud800" <= char <= "\udfff")
    data = (text[:300] + sign + text[300:]).encode()
    expected = any(
        char not in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85" and unicodedata.category(char) == "Cc"
        for char in data.decode()
    )
    assert _scan.has_controls(data) is expected
    compiled = pytest.importorskip("scrapeclean.segment._scan_c", reason="there was no compiler")
    assert compiled.has_controls(data) is expected
