# cython: language_level=3, boundscheck=False, wraparound=False
"""The sums of `_leaf_sums.py` once more, tree by tree and row by row: the same numbers, sooner.

`_leaf_sums.py` is the specification, and comments are there: whoever changes it changes this.
"""

from cpython cimport array
from cpython.bytes cimport PyBytes_AsString
from libc.math cimport exp
from libc.stdlib cimport calloc, free
from libc.string cimport memset

import array

cdef array.array _SUMS = array.array("H")  # what an array of sums, or of chances, is made after
cdef array.array _CHANCES = array.array("d")

cdef enum:
    LANE = 512  # rows that are taken through all trees together


cdef class Plan:
    """Trees, and the values of their leaves."""

    cdef readonly list features
    cdef bytes which  # of every question: the place of its feature
    cdef bytes least
    cdef tuple leaves  # for each class the values of all trees
    cdef int trees, depth

    def __init__(self, features, int depth, bytes questions, bytes leaves, int classes):
        cdef Py_ssize_t size = 1 << depth, at
        asked = questions[::2]
        used = sorted(set(asked))
        self.features = [features[at] for at in used]
        self.which = asked.translate(_places(used))
        self.least = questions[1::2]
        self.trees, self.depth = (len(leaves) >> depth) // classes, depth
        fits = len(questions) == 2 * self.trees * depth
        if not fits or len(leaves) != self.trees * classes * size:
            raise ValueError("every tree must have as many questions and leaves as every other")
        self.leaves = tuple([
            b"".join([
                leaves[at * size : (at + 1) * size]
                for at in range(own, self.trees * classes, classes)
            ])
            for own in range(classes)
        ])


cdef bytes _places(list used):
    """For each byte in use its place among them."""
    places = bytearray(256)
    for at, code in enumerate(used):
        places[code] = at
    return bytes(places)


def plan(features, depth, questions, leaves, classes):
    """Prepares trees for `leaf_sums`, once for all pages."""
    return Plan(features, depth, questions, leaves, classes)


def leaf_sums(Plan plan, columns):
    """For each class the sums of all rows."""
    cdef Py_ssize_t rows = len(next(iter(columns.values()), b""))
    cdef Py_ssize_t classes = len(plan.leaves), at
    cdef list held = [columns[feature] for feature in plan.features]
    for column in held:
        if len(column) != rows:
            raise ValueError("every column must have as many rows as every other")
    cdef const unsigned char** places = <const unsigned char**> calloc(
        len(held) + classes + 1, sizeof(void*)
    )
    cdef list sums = [array.clone(_SUMS, rows, True) for _ in range(classes)]
    cdef unsigned short** totals = <unsigned short**> calloc(classes + 1, sizeof(void*))
    try:
        if places == NULL or totals == NULL:
            raise MemoryError
        for at in range(len(held)):
            places[at] = <const unsigned char*> PyBytes_AsString(held[at])
        for at in range(classes):
            places[len(held) + at] = <const unsigned char*> PyBytes_AsString(plan.leaves[at])
            totals[at] = (<array.array> sums[at]).data.as_ushorts
        _add_up(plan, places, places + len(held), classes, rows, totals)
        return sums
    finally:
        free(places)
        free(totals)


cdef void _add_up(
    Plan plan, const unsigned char** columns, const unsigned char** leaves,
    Py_ssize_t classes, Py_ssize_t rows, unsigned short** sums
) noexcept:
    cdef const unsigned char* which = plan.which
    cdef const unsigned char* least = plan.least
    cdef int trees = plan.trees, depth = plan.depth, tree, at, question
    cdef unsigned char bound
    cdef unsigned char reached[LANE]
    cdef const unsigned char* column
    cdef const unsigned char* values
    cdef unsigned short* total
    cdef Py_ssize_t begin, count, row, each
    with nogil:
        begin = 0
        while begin < rows:
            count = min(<Py_ssize_t> LANE, rows - begin)
            for tree in range(trees):
                memset(reached, 0, count)
                for at in range(depth):
                    question = tree * depth + at
                    column = columns[which[question]] + begin
                    bound = least[question]
                    for row in range(count):
                        reached[row] |= (column[row] >= bound) << at
                for each in range(classes):
                    values = leaves[each] + (<Py_ssize_t> tree << depth)
                    total = sums[each] + begin
                    for row in range(count):
                        total[row] += values[reached[row]]
            begin += LANE


def softmax(list sums, double scale, biases):
    """For each class the probability that a row is of it."""
    cdef Py_ssize_t classes = len(sums), rows = len(sums[0]), at, row
    cdef double most, whole
    cdef list chances = [_totals(sums[at], scale, biases[at]) for at in range(classes)]
    cdef double** totals = <double**> calloc(classes + 1, sizeof(void*))
    try:
        if totals == NULL:
            raise MemoryError
        for at in range(classes):
            totals[at] = (<array.array> chances[at]).data.as_doubles
        for row in range(rows):
            most = totals[0][row]
            for at in range(1, classes):
                most = max(most, totals[at][row])
            whole = 0.0
            for at in range(classes):
                totals[at][row] = exp(totals[at][row] - most)
                whole += totals[at][row]
            for at in range(classes):
                totals[at][row] /= whole
        return chances
    finally:
        free(totals)


cdef array.array _totals(array.array steps, double scale, double bias):
    cdef Py_ssize_t row
    cdef array.array totals = array.clone(_CHANCES, len(steps), False)
    if steps.typecode != "H":
        raise TypeError("sums are an array of sixteen bits each")
    for row in range(len(steps)):
        totals.data.as_doubles[row] = bias + scale * <double> steps.data.as_ushorts[row]
    return totals


def scores(array.array steps, double scale, double bias):
    """The log odds that sums stand for."""
    return _totals(steps, scale, bias).tolist()


def reaching(chances, double least):
    """The rows whose probability is as high as `least`."""
    cdef array.array known = chances if isinstance(chances, array.array) else None
    if known is None or known.typecode != "d":
        return [at for at, chance in enumerate(chances) if chance >= least]
    cdef Py_ssize_t row
    return [row for row in range(len(known)) if known.data.as_doubles[row] >= least]
