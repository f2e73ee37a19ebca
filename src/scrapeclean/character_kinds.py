"""What the characters of a text are: one byte for each, so that counting them is no loop."""

from __future__ import annotations

__all__ = ["COUNTED", "foreign", "kinds_of"]

COUNTED = {
    "digits": b"0", "letters": b"Aa", "capitals": b"A^",
    "commas": b",", "quotes": b'"', "questions": b"?", "bars": b"|",
}  # fmt: skip
"""The kinds of characters that are counted together, as `kinds_of` has them."""
_SIGNS = {",，、،;": ",", '"“”„«»「」': '"', "?？": "?", "|•": "|"}
_SIGN_OF = {char: kind for chars, kind in _SIGNS.items() for char in chars}
_ASCII_OF = {"^": "\1", ".": " "}  # a character of each kind; most kinds are called after theirs
_ASCII = bytes(range(128))
_MOST = 25  # different characters; more are replaced in one pass


def _kind(char: str) -> str:
    if char in _SIGN_OF:
        return _SIGN_OF[char]
    if char.isdigit():
        return "0"
    if char.isupper():
        return "A" if char.isalpha() else "^"  # a circled capital is no letter
    return "a" if char.isalpha() else "."


_KINDS = bytearray("".join(map(_kind, map(chr, range(128)))).encode().ljust(256, b"."))
_KINDS[ord("\1")] = ord("^")
_KINDS[ord("\n")] = ord("\n")


def kinds_of(text: str, others: str) -> bytes:
    """The kind of each character, line ends left as they are.

    Digits are ``0``, capitals that are letters ``A`` and others ``^``, further letters ``a``, what
    looks like a comma, a quotation mark, a question mark or a bar that sign, and all else a dot.

    Args:
        text: without the control character U+0001.
        others: the different characters in it that are not ASCII.
    """
    stand_ins = {char: _ASCII_OF.get(_kind(char), _kind(char)) for char in others}
    if len(others) > _MOST:
        text = text.translate({ord(char): stand_in for char, stand_in in stand_ins.items()})
    else:
        for char, stand_in in stand_ins.items():
            text = text.replace(char, stand_in)
    return text.encode().translate(_KINDS)


def foreign(text: str) -> str:
    """The different characters of a text that are not ASCII."""
    if text.isascii():
        return ""
    kept = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return "".join(set(kept.decode("utf-8", "surrogatepass")))
