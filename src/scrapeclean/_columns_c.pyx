# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""The columns of `_columns.py` once more, row by row: the same bytes, sooner.

`_columns.py` is the specification, and comments are there: whoever changes it changes this.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memset

from ._columns import LOG

cdef bytes _log = LOG
cdef const unsigned char* _LOG = _log
cdef Py_ssize_t _LARGEST = len(_log) - 1


cdef inline unsigned char _size(double number) except? 1:
    if number <= -1:
        raise ValueError("a size is not negative")
    return _LOG[<Py_ssize_t> number] if number < _LARGEST else _LOG[_LARGEST]


cdef inline unsigned char _share(double part, double whole) noexcept:
    if part <= 0 or whole <= 0:
        return 0
    return <unsigned char> (255 * part / whole) if part < whole else 255


cdef list _listed(values):
    return values if type(values) is list else list(values)


def sizes(numbers):
    """For each number, none of them negative, 20 more for each doubling."""
    cdef list known = _listed(numbers)
    cdef Py_ssize_t count = len(known), at
    cdef bytes column = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* out = <unsigned char*> PyBytes_AS_STRING(column)
    for at in range(count):
        out[at] = _size(known[at])
    return column


def shares(parts, wholes):
    """The share that each part is of its whole, in 255ths; 0 of nothing."""
    cdef list own = _listed(parts), all = _listed(wholes)
    cdef Py_ssize_t count = len(own), at
    if len(all) != count:
        raise ValueError("there must be as many wholes as parts")
    cdef bytes column = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* out = <unsigned char*> PyBytes_AS_STRING(column)
    for at in range(count):
        out[at] = _share(own[at], all[at])
    return column


def smalls(counts):
    """Each count, none of them negative, capped."""
    cdef list known = _listed(counts)
    cdef Py_ssize_t count = len(known), at, value
    cdef bytes column = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* out = <unsigned char*> PyBytes_AS_STRING(column)
    for at in range(count):
        value = known[at]
        if value < 0:
            raise ValueError("a count is not negative")
        out[at] = <unsigned char> min(value, <Py_ssize_t> 255)
    return column


def levels(parts, wholes, double spread):
    """The mean that each part is of its whole, times `spread`, above or below the middle."""
    cdef list own = _listed(parts), all = _listed(wholes)
    cdef Py_ssize_t count = len(own), at
    cdef double value
    if len(all) != count:
        raise ValueError("there must be as many wholes as parts")
    cdef bytes column = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* out = <unsigned char*> PyBytes_AS_STRING(column)
    for at in range(count):
        value = spread * <double> own[at] / max(1.0, <double> all[at])
        out[at] = <unsigned char> (128 + <int> min(127.0, max(-128.0, value)))
    return column


def means_before(bytes column, Py_ssize_t reach):
    """The mean of so many values before each, rounded down; at the edge of as many as there are."""
    cdef Py_ssize_t count = len(column), at, upto = 0
    cdef bytes found = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* out = <unsigned char*> PyBytes_AS_STRING(found)
    cdef const unsigned char* values = column
    for at in range(count):
        out[at] = <unsigned char> (upto // max(<Py_ssize_t> 1, min(at, reach)))
        upto += values[at]
        if at >= reach:
            upto -= values[at - reach]
    return found


def runs(bytes column):
    """How many rows with the same value stand directly before and behind each, capped."""
    cdef Py_ssize_t count = len(column), at
    cdef bytes before = PyBytes_FromStringAndSize(NULL, count)
    cdef bytes behind = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* upto = <unsigned char*> PyBytes_AS_STRING(before)
    cdef unsigned char* beyond = <unsigned char*> PyBytes_AS_STRING(behind)
    cdef const unsigned char* values = column
    cdef unsigned char length = 0
    for at in range(count):
        same = at > 0 and values[at] == values[at - 1]
        length = min(length + 1, 255) if same else 0
        upto[at] = length
    for at in range(count - 1, -1, -1):
        same = at + 1 < count and values[at] == values[at + 1]
        length = min(length + 1, 255) if same else 0
        beyond[at] = length
    return before, behind


def close_by(bytes column, Py_ssize_t reach, int apart):
    """How many rows within `reach` on either side have a value less than `apart` from its own."""
    cdef Py_ssize_t count = len(column), at, other
    cdef bytes found = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* out = <unsigned char*> PyBytes_AS_STRING(found)
    cdef const unsigned char* values = column
    cdef unsigned char number
    if not 0 <= reach < 128:
        raise ValueError("a byte holds no more neighbours")
    for at in range(count):
        number = 0
        for other in range(max(0, at - reach), min(count, at + reach + 1)):
            number += other != at and -apart < <int> values[at] - <int> values[other] < apart
        out[at] = number
    return found


def counts(bytes kinds, groups):
    """For each group of kinds how many bytes of each line are of one of them."""
    cdef int[256] seen  # in the line so far
    cdef const unsigned char* values = kinds
    cdef Py_ssize_t size = len(kinds), at
    cdef list wanted = _listed(groups), found = [[] for _ in wanted]
    memset(seen, 0, sizeof(seen))
    for at in range(size):
        if values[at] == 10:
            _end_line(seen, wanted, found)
        else:
            seen[values[at]] += 1
    _end_line(seen, wanted, found)
    return found


cdef int _end_line(int* seen, list wanted, list found) except -1:
    cdef Py_ssize_t number
    cdef int count
    cdef unsigned char kind
    for number in range(len(wanted)):
        count = 0
        for kind in <bytes> wanted[number]:
            count += seen[kind]
        (<list> found[number]).append(count)
    memset(seen, 0, 256 * sizeof(int))
    return 0


def gather(bytes column, places):
    """The values of a column at some places."""
    cdef list known = _listed(places)
    cdef Py_ssize_t count = len(known), rows = len(column), at, place
    cdef bytes found = PyBytes_FromStringAndSize(NULL, count)
    cdef unsigned char* out = <unsigned char*> PyBytes_AS_STRING(found)
    cdef const unsigned char* values = column
    for at in range(count):
        place = known[at]
        if not 0 <= place < rows:
            raise IndexError(place)
        out[at] = values[place]
    return found


def windows(letters, good, reaches):
    """Good letters around each row: before, behind, and their share; then so far, and to come."""
    cdef Py_ssize_t count = len(letters), at
    cdef double* upto = <double*> malloc((count + 1) * 2 * sizeof(double))
    if upto == NULL:
        raise MemoryError
    cdef double* all = upto + count + 1
    cdef double size
    try:
        upto[0] = all[0] = 0.0
        for at in range(count):
            size = letters[at]
            upto[at + 1] = upto[at] + (size if good[at] else 0.0)
            all[at + 1] = all[at] + size
        columns = []
        for reach in reaches:
            columns += _window(upto, all, count, reach)
        so_far = PyBytes_FromStringAndSize(NULL, count)
        to_come = PyBytes_FromStringAndSize(NULL, count)
        for at in range(count):
            (<unsigned char*> PyBytes_AS_STRING(so_far))[at] = _share(upto[at], upto[count])
            size = upto[count] - upto[at + 1]
            (<unsigned char*> PyBytes_AS_STRING(to_come))[at] = _share(size, upto[count])
        return [*columns, so_far, to_come]
    finally:
        free(upto)


cdef list _window(const double* upto, const double* all, Py_ssize_t count, Py_ssize_t reach):
    cdef Py_ssize_t at, low, high
    columns = [PyBytes_FromStringAndSize(NULL, count) for _ in range(3)]
    cdef unsigned char* before = <unsigned char*> PyBytes_AS_STRING(columns[0])
    cdef unsigned char* behind = <unsigned char*> PyBytes_AS_STRING(columns[1])
    cdef unsigned char* part = <unsigned char*> PyBytes_AS_STRING(columns[2])
    for at in range(count):
        low, high = max(at - reach, 0), min(at + reach + 1, count)
        before[at] = _size(upto[at] - upto[low])
        behind[at] = _size(upto[high] - upto[at + 1])
        part[at] = _share(upto[high] - upto[low], all[high] - all[low])
    return columns


def subtree_sums(list parents, own):
    """For each node what it and all below it have; parents come before their children."""
    cdef Py_ssize_t count = len(own), index, parent
    cdef double* sums = <double*> malloc((count + 1) * sizeof(double))
    if sums == NULL:
        raise MemoryError
    try:
        for index in range(count):
            sums[index] = own[index]
        for index in range(count - 1, 0, -1):
            parent = parents[index]
            if not 0 <= parent < index:
                raise ValueError("parents come before their children")
            sums[parent] += sums[index]
        return [sums[index] for index in range(count)]
    finally:
        free(sums)


def wider(list parents, list counts):
    """For each node the nearest one above it that counts more; itself where there is none."""
    cdef Py_ssize_t index, above, at
    cdef list found = []
    if len(counts) != len(parents):
        raise ValueError("there must be as many counts as parents")
    for index in range(len(parents)):
        above = parents[index]
        if not -1 <= above < index:
            raise ValueError("parents come before their children")
        if above >= 0 and counts[above] <= counts[index]:
            at = found[above]
            above = at if at != above else -1
        found.append(above if above >= 0 else index)
    return found


def steps_up(list parents, list own, homes, int far, Py_ssize_t width):
    """For each of `width` traits how many nodes up the nearest one with it is, for some nodes."""
    cdef list places = _listed(homes)
    cdef Py_ssize_t nodes = len(parents), rows = len(places), node, parent, trait, at
    cdef unsigned char* steps = <unsigned char*> malloc(nodes * width + 1)
    cdef unsigned char* row
    cdef const unsigned char* above
    cdef bytes column
    if steps == NULL:
        raise MemoryError
    try:
        if len(own) != nodes or not 0 <= far < 256:
            raise ValueError("every node must have its traits, and what is far must fit a byte")
        for node in range(nodes):
            parent = parents[node]
            if not -1 <= parent < node:
                raise ValueError("parents come before their children")
            row = steps + node * width
            if parent < 0:
                memset(row, far, width)
            else:
                above = steps + parent * width
                for trait in range(width):
                    row[trait] = above[trait] + 1 if above[trait] < far else far
            for at in (own[node] or ()):
                if not 0 <= at < width:
                    raise IndexError(at)
                row[at] = 0
        for at in range(rows):
            node = places[at]
            if not 0 <= node < nodes:
                raise IndexError(node)
        columns = []
        for trait in range(width):
            column = PyBytes_FromStringAndSize(NULL, rows)
            row = <unsigned char*> PyBytes_AS_STRING(column)
            for at in range(rows):
                row[at] = steps[<Py_ssize_t> places[at] * width + trait]
            columns.append(column)
        return columns
    finally:
        free(steps)


def alike(list signs, good, letters):
    """For each row what all of its sign have: the share that is good, of all good, their number."""
    cdef list goods = _listed(good), sizes_ = _listed(letters)
    cdef Py_ssize_t rows = len(signs), kinds = 0, at, sign
    cdef double total = 0
    cdef double* sums
    if len(goods) != rows or len(sizes_) != rows:
        raise ValueError("every row must have a sign, a size, and be good or not")
    for at in range(rows):
        sign = signs[at]
        if sign < 0:
            raise ValueError("a sign is not negative")
        kinds = max(kinds, sign + 1)
    sums = <double*> calloc(3 * kinds + 1, sizeof(double))
    if sums == NULL:
        raise MemoryError
    try:
        for at in range(rows):
            sign = signs[at]
            sums[sign] += 1
            sums[kinds + sign] += sizes_[at]
            if goods[at]:
                sums[2 * kinds + sign] += sizes_[at]
        for sign in range(kinds):
            total += sums[2 * kinds + sign]
        columns = [PyBytes_FromStringAndSize(NULL, rows) for _ in range(3)]
        for at in range(rows):
            sign = signs[at]
            (<unsigned char*> PyBytes_AS_STRING(columns[0]))[at] = _share(
                sums[2 * kinds + sign], sums[kinds + sign]
            )
            (<unsigned char*> PyBytes_AS_STRING(columns[1]))[at] = _share(
                sums[2 * kinds + sign], total
            )
            (<unsigned char*> PyBytes_AS_STRING(columns[2]))[at] = _size(sums[sign])
        return columns
    finally:
        free(sums)
