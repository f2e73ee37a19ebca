# cython: language_level=3, boundscheck=False, wraparound=False
"""What `_joints.py` says once more, character by character: the same joints, sooner.

`_joints.py` is the specification: whoever changes it changes this.
"""

from cpython.unicode cimport Py_UNICODE_ISSPACE, PyUnicode_FromKindAndData, PyUnicode_4BYTE_KIND

cdef enum:
    BITS = 8192


cdef inline unsigned int _place(const Py_UCS4* met) noexcept:
    cdef const unsigned int* codes = <const unsigned int*> met  # characters are no numbers here
    return (codes[0] * 961 + codes[1] * 31 + codes[2] * 1009 + codes[3] * 131) % BITS


def joints(str text, frozenset wanted):
    """Those wanted ones that a text has."""
    cdef unsigned char maybe[BITS]  # by a sum over the four characters, whether one is wanted
    cdef Py_UCS4 met[4]
    cdef Py_ssize_t at, length = 0
    cdef bint follows = False  # another word, of two characters or more
    cdef Py_UCS4 char, last = 0, before = 0
    cdef str joint
    for at in range(BITS):
        maybe[at] = False
    for joint in wanted:
        for at in range(4):
            met[at] = joint[at]
        maybe[_place(met)] = True
    found = set()
    for char in text:
        if Py_UNICODE_ISSPACE(char):
            if length:
                follows = length > 1
                met[0], met[1] = before, last
            length = 0
            continue
        before, last = last, char
        length += 1
        if length == 2 and follows:
            met[2], met[3] = before, last
            if maybe[_place(met)]:
                found.add(PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, met, 4))
    return wanted.intersection(found)
