"""Bytes to text: which encoding, and why.

The order follows the WHATWG encoding standard (byte order mark, HTTP header, ``<meta>``) with one
deviation that pays on scraped pages: bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever
they declare, since no other encoding yields such sequences by chance.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from .lazy_patterns import lazy_re
from .lexicon import load

_CHARSET = lazy_re(r"""charset\s{0,20}=\s{0,20}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_MARKS = {  # longest first: that of UTF-16 is how one of UTF-32 begins
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_XML_DECLARATION = lazy_re(rb"""\s{0,99}<\?[^\n]{0,500}encoding=['"]([^'"\n]{0,40})['"]""", re.I)
_META = lazy_re(rb"""<\s{0,9}meta[^>]{1,2000}charset\s{0,9}=\s{0,9}["']?([^>\s/;'"]{0,40})""", re.I)
_XML_DECLARATION_END, _META_END = 1024, 2048  # bytes in which they must begin and end
_GUESS_SAMPLE = 65536
_NOT_BY_CHANCE = 0.1  # share of frequent characters
_PIECE = lazy_re(rb"[<\n]?[^<\n]*+")
_PLAIN_UTF8 = 6  # bytes beyond ASCII in a piece; so many fit by chance in no other encoding
_MIXED_SHARE = 0.2  # of the bytes beyond ASCII, which are plainly UTF-8 in a page that is not
_LATIN = lazy_re("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_IN_LATIN_WORD = lazy_re(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
_LATIN_SHARE = 0.3  # of the characters beyond ASCII that touch an ASCII letter in Latin words


class Decoded(NamedTuple):
    """A page's text and how it was read."""

    text: str
    encoding: str
    """The codec's name, lower case."""
    warnings: tuple[str, ...]
    """Doubts a reader should know of; empty in the ordinary case."""


def decode(data: bytes, *, content_type: str | None = None) -> Decoded:
    """Decode a page's bytes; never raises, undecodable bytes become U+FFFD with a warning.

    Args:
        data: the page as fetched.
        content_type: the HTTP ``Content-Type`` header, for its charset.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    wide = _wide_codec(data)
    if wide:
        return _read(data, wide)
    declared = _declared(data, content_type)
    # Seven-bit encodings with escapes (ISO-2022-JP, UTF-7) are valid ASCII: the declaration rules.
    if declared and declared.startswith(("iso2022", "utf-7", "hz")):
        return _read(data, declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)
    if data.isascii() or declared in (None, "utf-8"):
        return Decoded(text, "utf-8", ())
    return Decoded(text, "utf-8", (f"declared as {declared}, but valid UTF-8: read as UTF-8",))


def whole(text: str) -> str:
    """The text without lone surrogates, which cannot be written anywhere; pairs are characters."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def encoded(text: str) -> bytes:
    """What is `whole` of a text, in UTF-8; most texts are."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return whole(text).encode()


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    if declared and declared != "utf-8":
        read = _read(data, declared)
        if read.text.count("\ufffd") * 100 <= len(read.text):
            return read
    damaged = data.decode("utf-8", "replace")
    beyond_ascii = sum(1 for char in damaged[:_GUESS_SAMPLE] if char > "\x7f")
    if damaged.count("\ufffd", 0, _GUESS_SAMPLE) * 5 <= beyond_ascii:
        return _read(data, "utf-8")
    mixed = _mixed(data)
    if mixed:
        return mixed
    encoding = _guess(data)
    read = _read(data, encoding)
    return read._replace(warnings=(*read.warnings, f"encoding guessed: {encoding}"))


def _mixed(data: bytes) -> Decoded | None:
    """A page put together from parts of which some are UTF-8, read piece by piece."""
    pieces = _PIECE.findall(data)
    others: list[bytes] = []
    plain = beyond = 0
    for piece in pieces:
        if piece.isascii():
            continue
        high = len(piece) - len(piece.decode("ascii", "ignore"))
        beyond += high
        try:
            piece.decode()
        except UnicodeDecodeError:
            others.append(piece)
        else:
            plain += high if high >= _PLAIN_UTF8 else 0
    if plain < _MIXED_SHARE * beyond:
        return None
    encoding = _guess(b"".join(others))
    text = "".join(_utf8_or(encoding, piece) for piece in pieces)
    return Decoded(text, "utf-8", (f"mixed encodings: UTF-8 and, by guess, {encoding}",))


def _utf8_or(encoding: str, piece: bytes) -> str:
    try:
        return piece.decode()
    except UnicodeDecodeError:
        return piece.decode(encoding, "replace")


def _read(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    warnings = (f"{lost} characters cannot be read as {encoding}",) if lost else ()
    return Decoded(text, encoding, warnings)


def _declared(data: bytes, content_type: str | None) -> str | None:
    if content_type:
        found = _CHARSET.search(content_type[:500])
        codec = _codec(found[1]) if found else None
        if codec:
            return codec
    head: re.Match[bytes] | None = _XML_DECLARATION.match(data, 0, _XML_DECLARATION_END)
    head = head or _META.search(data, 0, _META_END)
    codec = _codec(head[1].decode("ascii", "replace")) if head else None
    # A page that could name its encoding in ASCII is not UTF-16 (WHATWG: read as UTF-8).
    return "utf-8" if codec and codec.startswith(("utf-16", "utf-32")) else codec


def _codec(label: str) -> str | None:
    label = label.strip().lower()
    label = load("encodings")["aliases"].get(label, label)
    try:
        codec = codecs.lookup(label)
        b"".decode(codec.name)  # refuses codecs such as rot13 and hex, which are not for text
    except (LookupError, ValueError, TypeError):
        return None
    return codec.name


def _wide_codec(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, told by where the zero bytes stand."""
    head = data[:400]
    if len(head) < 8 or head.count(0) * 4 < len(head):
        return None
    zeros = [head[offset::4].count(0) for offset in range(4)]
    quarter = len(head) // 4
    if min(zeros[1:]) > quarter * 0.9:
        return "utf-32-le"
    if min(zeros[:3]) > quarter * 0.9:
        return "utf-32-be"
    if zeros[1] + zeros[3] > quarter and zeros[0] + zeros[2] < quarter * 0.2:
        return "utf-16-le"
    if zeros[0] + zeros[2] > quarter and zeros[1] + zeros[3] < quarter * 0.2:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    """The encoding under which most characters beyond ASCII are frequent ones.

    One of several bytes a character goes first if it fits at all: its frequent characters are a
    few among thousands, while those of a small alphabet cover half of all bytes.
    """
    sample = data[:_GUESS_SAMPLE]
    best, best_rank = "windows-1252", (False, 0.05)
    for encoding, frequent in load("encodings")["frequent"].items():
        text = sample.decode(encoding, "replace")
        beyond = [char for char in text if char > "\x7f"]
        if not beyond:
            continue
        common = frozenset(frequent)
        is_wide = len(frequent[0].encode(encoding)) > 1
        if not is_wide and not _LATIN.match(frequent):
            touching = len(_IN_LATIN_WORD.findall(text))
            if touching > _LATIN_SHARE * len(beyond):
                continue  # no script but Latin has words that are half ASCII
        hits = sum(char in common for char in beyond)
        bad = sum(char == "\ufffd" or "\x80" <= char <= "\x9f" for char in beyond)
        score = (hits - 2 * bad) / len(beyond)
        rank = (is_wide and score > _NOT_BY_CHANCE, score)
        if rank > best_rank:
            best, best_rank = encoding, rank
    return best
