"""Words that a wrong decoding has spoilt (``dâ€™Ã©tÃ©``): told by their signs, mended by ftfy.

UTF-8 that somebody read as Windows-1252 or Latin-1 leaves pairs of characters that no language
has. Only lines with such pairs are touched, and only on pages that have several, so that a text
about mojibake is left alone. ftfy is an optional extra and is imported only when there is
something to mend.
"""

from __future__ import annotations

from .lazy_patterns import lazy_re

FEWEST = 3
"""So many spoilt characters make a spoilt page."""
_LEADS = "\u00c2\u00c3\u00c4\u00c5\u00d0\u00d1\u00d7\u00d8\u00d9\u00e2"  # Â Ã Ä Å Ð Ñ × Ø Ù â
_TAILS = (
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)  # how Windows-1252 and Latin-1 read the bytes 80 to BF
_SPOILT = lazy_re(f"[{_LEADS}][{_TAILS}]")
_LEFT = "words are spoilt by a wrong decoding: with ftfy (the extra `mojibake`) they are mended"
_MENDED = "words that were spoilt by a wrong decoding were mended"


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without mojibake as far as that is certain, and warnings that tell of it."""
    if not any(char in text for char in _LEADS) or len(_SPOILT.findall(text)) < FEWEST:
        return text, ()
    try:
        from ftfy import fix_encoding  # optional, and seldom needed
    except ImportError:
        return text, (_LEFT,)
    lines = text.splitlines(keepends=True)
    mended = "".join(fix_encoding(line) if _SPOILT.search(line) else line for line in lines)
    return (mended, (_MENDED,)) if mended != text else (text, ())
