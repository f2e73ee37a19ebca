# cython: language_level=3, boundscheck=False, wraparound=False
"""What `_scan.py` says once more: the same answers, sooner, for most tags are passed by in C.

`_scan.py` is the specification: whoever changes it changes this.
"""

from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_FindChar, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ,
    PyUnicode_Tailmatch,
)

from . import _scan
from ._scan import matched_until

cdef int MOST = _scan.MOST
cdef object match_opener = _scan.OPENER.match
cdef enum:
    ASCII = 128
    AT_ONCE = 256


cdef inline bint _may_open(unsigned int one, unsigned int two, unsigned int three) noexcept:
    """Whether a tag's first characters may be those of an opener."""
    if one >= ASCII or two >= ASCII or three >= ASCII:  # some are the same as an ASCII letter
        return True
    if one >= c"A":  # a letter, or a sign behind them, which then is none of these
        one |= 32
    if two >= c"A":
        two |= 32
    if three >= c"A":
        three |= 32
    if one == c"s":
        return (
            (two == c"c" and three == c"r") or (two == c"t" and three == c"y")
            or (two == c"v" and three == c"g")
        )
    if one == c"/":
        return (
            (two == c"b" and three == c"o") or (two == c"h" and three == c"t")
            or (two == c"n" and three == c"o") or (two == c"p" and three == c"l")
        )
    return (
        (one == c"!" and two == c"-" and three == c"-")
        or (one == c"i" and two == c"f" and three == c"r")
        or (one == c"n" and two == c"o" and (three == c"e" or three == c"f"))
        or (one == c"p" and two == c"l" and three == c"a")
        or (one == c"t" and two == c"e" and three == c"x")
        or (one == c"x" and two == c"m" and three == c"p")
    )


def next_opener(str html not None, Py_ssize_t position):
    """As `_scan.next_opener`."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(html), at = position
    cdef int kind = PyUnicode_KIND(html)
    cdef void* data = PyUnicode_DATA(html)
    while True:
        at = PyUnicode_FindChar(html, c"<", at, length, 1)
        if at < 0 or at + 3 >= length:  # the shortest opener has four characters
            return None
        if _may_open(
            PyUnicode_READ(kind, data, at + 1),
            PyUnicode_READ(kind, data, at + 2),
            PyUnicode_READ(kind, data, at + 3),
        ):
            match = match_opener(html, at)
            if match is not None:
                return match
        at += 1


def ordinary_until(str html not None, Py_ssize_t start):
    """As `_scan.ordinary_until`."""
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(html), at = start, end
    cdef int kind = PyUnicode_KIND(html)
    cdef void* data = PyUnicode_DATA(html)
    cdef unsigned int first
    while True:
        at = PyUnicode_FindChar(html, c"<", at, length, 1)
        if at < 0:
            return length
        first = 0
        if at + 1 < length:
            first = PyUnicode_READ(kind, data, at + 1)
        if c"a" <= (first | 32) <= c"z":
            end = _plain_end(kind, data, at + 2, length)
            if end < 0:  # to be looked at more closely
                return _scan.ordinary_until(html, at)
            at = end
        else:
            at += 1


cdef inline bint _is_blank(unsigned int code) noexcept:
    return code == c" " or c"\t" <= code <= c"\r"


cdef Py_ssize_t _plain_end(int kind, void* data, Py_ssize_t at, Py_ssize_t length) noexcept:
    """Behind a tag that is plainly ordinary, from behind its first letter on; else -1."""
    cdef int attributes = 0
    cdef unsigned int code, quote
    while at < length:
        code = PyUnicode_READ(kind, data, at)
        if code == c">":
            return at + 1
        if _is_blank(code) or code == c"/":
            at += 1
            continue
        attributes += 1
        if attributes > MOST or code == c"=":  # one by itself, as a quote is
            return -1
        while at < length:  # its name
            code = PyUnicode_READ(kind, data, at)
            if _is_blank(code) or code == c">" or code == c"=" or code == c"/":
                break
            if code < c" " or code >= ASCII or code == c'"' or code == c"'":
                return -1  # maybe a blank, or an attribute by itself
            at += 1
        while at < length and _is_blank(PyUnicode_READ(kind, data, at)):
            at += 1
        if at == length or PyUnicode_READ(kind, data, at) != c"=":
            continue
        at += 1
        while at < length and _is_blank(PyUnicode_READ(kind, data, at)):
            at += 1
        if at == length:
            return -1
        quote = PyUnicode_READ(kind, data, at)
        if quote == c'"' or quote == c"'":
            at += 1
            while at < length and PyUnicode_READ(kind, data, at) != quote:
                at += 1
            if at == length:
                return -1
            at += 1
            continue
        while at < length:  # a bare value
            code = PyUnicode_READ(kind, data, at)
            if _is_blank(code) or code == c">":
                break
            if code < c" " or code >= ASCII or code == c'"' or code == c"'":
                return -1
            at += 1
    return -1


ctypedef fused Character:
    unsigned char
    unsigned short
    unsigned int


cdef list _pairs(const Character* text, Py_ssize_t length, Character one, Character two):
    """The places of two characters in a row, of which the compiler looks at many at once."""
    cdef Py_ssize_t begin = 0, stop, at
    cdef unsigned char hit
    cdef list found = []
    while begin < length - 1:
        stop = min(begin + <Py_ssize_t> AT_ONCE, length - 1)
        hit = 0
        for at in range(begin, stop):
            hit |= (text[at] == one) & (text[at + 1] == two)
        if hit:
            for at in range(begin, stop):
                if text[at] == one and text[at + 1] == two:
                    found.append(at)
        begin = stop
    return found


def occurrences(str text not None, tuple words not None, Py_ssize_t end):
    """Where some words begin that stand in a text before a place."""
    cdef Py_ssize_t length = min(end, PyUnicode_GET_LENGTH(text)), place, offset, start
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef dict by_pair = {}
    cdef str word
    for word in words:
        offset = _rarest(word)
        by_pair.setdefault(word[offset : offset + 2], []).append((word, offset))
    starts = set()
    for pair, own in by_pair.items():
        if kind == 1:
            places = _pairs(<const unsigned char*> data, length, ord(pair[0]), ord(pair[1]))
        elif kind == 2:
            places = _pairs(<const unsigned short*> data, length, ord(pair[0]), ord(pair[1]))
        else:
            places = _pairs(<const unsigned int*> data, length, ord(pair[0]), ord(pair[1]))
        for place in places:
            for word, offset in own:
                start = place - offset
                if start >= 0 and PyUnicode_Tailmatch(text, word, start, length, -1):
                    starts.add(start)
    return sorted(starts)


cdef Py_ssize_t _rarest(str word) except -1:
    """Where in a word two characters stand that few texts have in a row: the second a capital."""
    cdef Py_ssize_t at
    if len(word) < 2 or not word.isascii():
        raise ValueError(f"two ASCII characters or more are looked for, not {word!r}")
    for at in range(1, len(word)):
        if word[at].isupper():
            return at - 1
    return 0


def has_controls(bytes data not None):
    """Whether text in UTF-8 holds control characters other than white space."""
    cdef const unsigned char* text = data
    cdef Py_ssize_t length = len(data), begin = 0, stop, at
    cdef unsigned char hit, char, follower
    while begin < length:
        stop = min(begin + <Py_ssize_t> AT_ONCE, length)
        hit = 0
        for at in range(begin, stop):
            char, follower = text[at], text[at + 1]  # a zero stands behind the last
            hit |= (char < 9) | (<unsigned char> (char - 14) < 14) | (char == 127)
            hit |= (char == 0xC2) & (
                (<unsigned char> (follower - 0x80) < 5) | (<unsigned char> (follower - 0x86) < 26)
            )
        if hit:
            return True
        begin = stop
    return False
