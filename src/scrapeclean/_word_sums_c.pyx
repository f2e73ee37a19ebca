# cython: language_level=3, boundscheck=False, wraparound=False
"""What `_word_sums.py` says once more, word by word: the same numbers, sooner.

`_word_sums.py` is the specification, and comments are there: whoever changes it changes this.
"""

from cpython.dict cimport PyDict_GetItem
from cpython.ref cimport PyObject
from cpython.set cimport PySet_Contains
from cpython.unicode cimport Py_UNICODE_ISDIGIT, Py_UNICODE_ISLOWER, Py_UNICODE_ISUPPER

from scrapeclean._word_sums import SHORT, Looks

cdef Py_ssize_t _short = SHORT


def looks(list words, list starts):
    """The looks of the words of each line."""
    cdef list capitals = [], shorts = [], numbers = [], lengths = [], longest = []
    cdef Py_ssize_t line, at, end, length, capital, short, number, whole, most
    cdef Py_UCS4 first
    cdef str word
    for line in range(len(starts) - 1):
        end = starts[line + 1]
        capital = short = number = whole = most = 0
        for at in range(starts[line], end):
            word = words[at]
            length = len(word)
            first = word[0]
            capital += Py_UNICODE_ISUPPER(first)
            number += Py_UNICODE_ISDIGIT(first)
            short += length <= _short and Py_UNICODE_ISLOWER(first)
            whole += length
            most = max(most, length)
        capitals.append(capital)
        shorts.append(short)
        numbers.append(number)
        lengths.append(whole)
        longest.append(most)
    return Looks(capitals, shorts, numbers, lengths, longest)


def telling(list words, list folded, list starts):
    """For each line its words that tell what it is about: not the short ones."""
    cdef list sets = []
    cdef Py_ssize_t line, at, end
    cdef str word
    cdef set own
    for line in range(len(starts) - 1):
        end = starts[line + 1]
        own = set()
        for at in range(starts[line], end):
            word = words[at]
            if len(word) > _short or not (word.isascii() or Py_UNICODE_ISLOWER(word[0])):
                own.add(folded[at])
        sets.append(own)
    return sets


cdef inline Py_ssize_t _common(set own, set wanted) except -1:
    cdef Py_ssize_t found = 0
    if not own or not wanted:
        return 0
    for word in own:
        found += PySet_Contains(wanted, word)
    return found


def held(list sets, set wanted):
    """How many words of each set are wanted."""
    cdef set own
    return [_common(own, wanted) for own in sets]


def held_before(list sets, list core):
    """How many words of each set the last two before it have that are core."""
    cdef list found = []
    cdef set own, last = set(), both = set()
    cdef Py_ssize_t at
    for at in range(len(sets)):
        own = sets[at]
        found.append(_common(own, both))
        if core[at]:
            both, last = own | last, own
    return found


def evidence(list words, list starts, weights, dict begun):
    """The sum of the weights of each line's words, and of two in a row."""
    cdef list sums = []
    cdef Py_ssize_t line, at, end
    cdef long value
    cdef PyObject* found
    for line in range(len(starts) - 1):
        end = starts[line + 1]
        value = 0
        for at in range(starts[line], end):
            found = PyDict_GetItem(weights, words[at])
            if found != NULL:
                value += <object> found
            if at + 1 < end:
                found = PyDict_GetItem(begun, words[at])
                if found != NULL:
                    found = PyDict_GetItem(<dict> found, words[at + 1])
                    if found != NULL:
                        value += <object> found
        sums.append(value)
    return sums
