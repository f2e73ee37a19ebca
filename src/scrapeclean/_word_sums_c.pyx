# cython: language_level=3, boundscheck=False, wraparound=False
"""What `_word_sums.py` says once more, word by word: the same numbers, sooner.

`_word_sums.py` is the specification, and comments are there: whoever changes it changes this.
"""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.ref cimport PyObject
from cpython.unicode cimport Py_UNICODE_ISDIGIT, Py_UNICODE_ISLOWER, Py_UNICODE_ISUPPER
from libc.stdlib cimport calloc, free
from libc.string cimport memset

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


def repeats(list words, list folded, list starts):
    """How many lines begin with a line's first word, with its first two, and end with its last."""
    cdef list firsts = [], pairs = [], lasts = []
    cdef Py_ssize_t line, at, end
    for line in range(len(starts) - 1):
        at, end = starts[line], starts[line + 1]
        firsts.append(folded[at] if end > at else None)
        pairs.append(f"{<str> words[at]} {<str> words[at + 1]}" if end > at + 1 else None)
        lasts.append(folded[end - 1] if end > at else None)
    return _counted(firsts), _counted(pairs), _counted(lasts)


cdef list _counted(list values):
    """How often each value stands there; 0 for None."""
    cdef dict known = {}
    cdef list numbers = [], found = []
    cdef int number
    for value in values:
        if value is None:
            numbers.append(-1)
            continue
        number = _numbered(known, value)
        if number == len(found):
            found.append(0)
        found[number] += 1
        numbers.append(number)
    return [found[number] if number >= 0 else 0 for number in numbers]


cdef class Telling:
    """The words of each line that tell what it is about, as numbers: each word of a page has one.
    """

    cdef readonly list numbers
    cdef int* _words  # the different ones of all lines
    cdef int* _seen  # for each number room for what is found out about it
    cdef Py_ssize_t* _starts  # for each line where its words begin; one more for the end
    cdef Py_ssize_t _lines, _different

    def __cinit__(self, list words, list folded, list starts):
        cdef Py_ssize_t line, at, end, upto = 0
        cdef dict known = {}
        cdef int number, count
        cdef str word
        self._lines = len(starts) - 1
        self._words = <int*> calloc(len(words) + 1, sizeof(int))
        self._seen = <int*> calloc(len(words) + 1, sizeof(int))
        self._starts = <Py_ssize_t*> calloc(len(starts) + 1, sizeof(Py_ssize_t))
        if self._words == NULL or self._seen == NULL or self._starts == NULL:
            raise MemoryError
        self.numbers = []
        for line in range(self._lines):
            end = starts[line + 1]
            count = 0
            for at in range(starts[line], end):
                word = words[at]
                if not (len(word) > _short or not (word.isascii() or Py_UNICODE_ISLOWER(word[0]))):
                    continue
                number = _numbered(known, folded[at])
                if self._seen[number] != line + 1:
                    self._seen[number] = <int> line + 1
                    self._words[upto] = number
                    upto += 1
                    count += 1
            self._starts[line + 1] = upto
            self.numbers.append(count)
        self._different = len(known)

    def __dealloc__(self):
        free(self._words)
        free(self._seen)
        free(self._starts)

    cdef void _forget(self) noexcept:
        memset(self._seen, 0, self._different * sizeof(int))

    cdef void _note(self, Py_ssize_t line) noexcept:
        cdef Py_ssize_t at
        for at in range(self._starts[line], self._starts[line + 1]):
            self._seen[self._words[at]] += 1

    cdef int _count(self, Py_ssize_t line, int least) noexcept:
        """The words of a line of which as much or more was seen."""
        cdef Py_ssize_t at
        cdef int found = 0
        for at in range(self._starts[line], self._starts[line + 1]):
            found += self._seen[self._words[at]] >= least
        return found

    def shared(self, lines):
        """How many of each line's words stand in one of some lines."""
        cdef Py_ssize_t line
        self._forget()
        for line in lines:
            if not 0 <= line < self._lines:
                raise IndexError(line)
            self._note(line)
        return [self._count(line, 1) for line in range(self._lines)]

    def known(self, list core):
        """How many of each line's words stand in a core line, another one if it is one itself."""
        cdef Py_ssize_t line
        self._check(core)
        self._forget()
        for line in range(self._lines):
            if core[line]:
                self._note(line)
        return [self._count(line, 2 if core[line] else 1) for line in range(self._lines)]

    def taken_up(self, list core):
        """How many of each line's words stand in the last two core lines before it."""
        return self._taken(core, 0, 1)

    def taken_on(self, list core):
        """How many of each line's words stand in the next two core lines behind it."""
        found = self._taken(core, self._lines - 1, -1)
        found.reverse()
        return found

    cdef list _taken(self, list core, Py_ssize_t line, int step):
        cdef list found = []
        cdef Py_ssize_t at, word
        cdef int passed = 0  # core lines
        self._check(core)
        self._forget()
        for at in range(self._lines):
            found.append(self._count(line, max(1, passed - 1)))
            if core[line]:
                passed += 1
                for word in range(self._starts[line], self._starts[line + 1]):
                    self._seen[self._words[word]] = passed
            line += step
        return found

    cdef int _check(self, list core) except -1:
        if len(core) != self._lines:
            raise ValueError("each line must be core or not")
        return 0


cdef inline int _numbered(dict known, word) except -1:
    cdef PyObject* found = PyDict_GetItemWithError(known, word)
    if found != NULL:
        return <object> found
    cdef int number = <int> len(known)
    known[word] = number
    return number


def evidence(list words, list starts, dict weights):
    """The sum of the weights of each line's words, and of two in a row."""
    cdef list sums = []
    cdef Py_ssize_t line, at, end
    cdef long value
    cdef PyObject* found
    cdef tuple own
    for line in range(len(starts) - 1):
        end = starts[line + 1]
        value = 0
        for at in range(starts[line], end):
            found = PyDict_GetItemWithError(weights, words[at])
            if found == NULL:
                continue
            own = <tuple> found
            value += own[0]
            if own[1] and at + 1 < end:
                found = PyDict_GetItemWithError(<dict> own[1], words[at + 1])
                if found != NULL:
                    value += <object> found
        sums.append(value)
    return sums
