"""What a text's characters are: one byte for each, so that counting them is no loop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from operator import add

from ..lazy_patterns import lazy_re
from ..scale import shares, smalls

_ASCII = lazy_re(r"[\x00-\x7f]+")
_SIGNS = {",，、،;": ",", '"“”„«»「」': '"', "?？": "?", "|•": "|"}
_SIGN_OF = {char: kind for chars, kind in _SIGNS.items() for char in chars}


def _kind(char: str) -> str:
    if char in _SIGN_OF:
        return _SIGN_OF[char]
    if char.isdigit():
        return "0"
    if char.isupper():
        return "A" if char.isalpha() else "^"  # a circled capital is no letter
    return "a" if char.isalpha() else "."


_ASCII_KINDS = "".join(map(_kind, map(chr, range(128)))).encode().ljust(256, b".")


class _OtherKinds(dict[int, str]):
    """The kind of each code point, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


def characters(texts: Sequence[str], lengths: Sequence[int]) -> dict[str, bytes]:
    """For each text the shares of digits, capitals, letters, and how often some signs stand."""
    kinds = _kinds_of(texts, lengths)

    def count(kind: bytes) -> list[int]:
        return list(map(bytes.count, kinds, repeat(kind)))

    capitals = count(b"A")
    return {
        "digits": shares(count(b"0"), lengths),
        "uppers": shares(map(add, capitals, count(b"^")), lengths),
        "alphas": shares(map(add, capitals, count(b"a")), lengths),
        "commas": smalls(count(b",")),
        "quotes": smalls(count(b'"')),
        "questions": smalls(count(b"?")),
        "bars": smalls(count(b"|")),
    }


def _kinds_of(texts: Sequence[str], lengths: Sequence[int]) -> list[bytes]:
    """For each text one byte a character, those outside of ASCII behind the others."""
    found = [text.encode("ascii", "ignore").translate(_ASCII_KINDS) for text in texts]
    others = _OtherKinds()
    for at, (kinds, length) in enumerate(zip(found, lengths, strict=True)):
        if len(kinds) < length:
            found[at] += _ASCII.sub("", texts[at]).translate(others).encode()
    return found
