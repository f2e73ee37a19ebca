"""How an answer is compared with the gold: pure functions, standard library only.

Body text
    Bag-of-words precision, recall and F1 of one page. Words are runs of ``\\w``, lower-cased;
    a Chinese, Japanese, Korean or Thai character is a word by itself, wherever it stands.
Shingles
    Precision and recall of one page over its multiset of runs of four words, as the
    article-extraction-benchmark counts them (scrapinghub/article-extraction-benchmark on GitHub,
    ``evaluate.py``): words are runs of ``\\w``, case kept, whatever the script. Its F1 is that of
    the two means over pages, and a page without an answer counts in the recall only.
Snippets
    Strings that must and must not stand in the text, white space folded, counted over all pages.
Titles
    Equal once everything but letters and digits is dropped and case is folded.
Dates
    The same calendar day, each as written (no zone is converted). A gold date that is only a month
    or a year is compared to that precision.
Authors
    F1 of two sets of names. Both sides are taken apart alike (see `names`), so a convention that
    the gold and the answer share never costs anything.
Lines
    Whether a text holds a given line of the page (see `LineIndex`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Thai, kana and bopomofo, hangul (jamo, compatibility jamo, syllables), Han with extensions,
# half-width kana and hangul.
_SINGLE = (
    "\u0e01-\u0e4e\u1100-\u11ff\u3041-\u30fa\u30fc-\u30ff\u3105-\u318e\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003fffd"
)
_WORD = re.compile(f"[{_SINGLE}]|[^\\W{_SINGLE}]+")
_RUN = re.compile(r"\w+")
_CELL_ENDS = re.compile(r"[\n\t|]")  # tools print a row's cells with tabs or bars between them

_MULTIPLE = re.compile(r"\s*(;|,|&|\||\band\b|\bund\b)\s*", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")

DEGREE_LETTERS = 6
"""Most letters in what follows a name, such as ``FOMA``."""
SHINGLE = 4
"""Words in a shingle."""
SOFT_HYPHEN = "\u00ad"
HELD = 0.8
"""Share of a line's shingles that a text must have to hold the line: rewrapped lines and a lost
footnote mark pass, half a line does not."""


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def score(hits: float, wrong: float, missed: float) -> Score:
    """Precision, recall and F1 from counts; a share of nothing is 0."""
    precision = hits / (hits + wrong) if hits + wrong else 0.0
    recall = hits / (hits + missed) if hits + missed else 0.0
    return Score(precision, recall, harmonic(precision, recall))


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return _WORD.findall(text.lower())


def word_score(gold: str, got: str) -> Score:
    """Bag-of-words score of one page: 1 if both are empty, 0 if only one is."""
    wanted, given = Counter(words(gold)), Counter(words(got))
    if not wanted and not given:
        return Score(1.0, 1.0, 1.0)
    hits = (wanted & given).total()
    return score(hits, given.total() - hits, wanted.total() - hits)


def shingle_score(gold: str, got: str) -> tuple[float | None, float | None]:
    """Precision and recall of one page's shingles; None where there is nothing to take a share of.

    A text of less than four words is one shingle.
    """
    wanted, given = (Counter(_published_shingles(text)) for text in (gold, got))
    hits = (wanted & given).total()
    return (
        hits / given.total() if given else None,
        hits / wanted.total() if wanted else None,
    )


def _published_shingles(text: str) -> list[tuple[str, ...]]:
    found = _RUN.findall(text)
    return _shingles(found) or [tuple(found)] if found else []


def harmonic(precision: float, recall: float) -> float:
    """The harmonic mean of two shares; 0 if both are."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def fold(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


class Snippets(NamedTuple):
    """The snippets of one page by fate."""

    found: list[str]
    missed: list[str]
    leaked: list[str]
    kept_out: list[str]


def snippets(text: str, wanted: Iterable[str], unwanted: Iterable[str]) -> Snippets:
    """Which wanted snippets a text has, and which unwanted ones; blank snippets do not count."""
    fates = Snippets([], [], [], [])
    page = fold(text)
    for snippet in filter(None, map(fold, wanted)):
        (fates.found if snippet in page else fates.missed).append(snippet)
    for snippet in filter(None, map(fold, unwanted)):
        (fates.leaked if snippet in page else fates.kept_out).append(snippet)
    return fates


def squash(text: str) -> str:
    """Letters and digits only, composed (NFC), case folded."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))


def same_title(gold: str, got: str | None) -> bool:
    """Whether two titles are equal but for punctuation, white space and case."""
    return got is not None and squash(gold) == squash(got)


def day(date: str | None) -> tuple[int, ...] | None:
    """Year, month and day that an ISO-like date starts with; fewer if it says less."""
    found = _DAY.match(date.strip()) if date else None
    return tuple(int(part) for part in found.groups() if part) if found else None


def same_day(gold: str, got: str | None) -> bool:
    """Whether two dates are the same day, to the precision of the gold."""
    wanted, given = day(gold), day(got)
    return wanted is not None and given is not None and given[: len(wanted)] == wanted


def names(authors: str | Iterable[str] | None) -> set[str]:
    """The squashed names in a byline or in a list of them.

    The gold writes several authors as one string (``A, B and C``; ``A; B``; ``A & B``), so each
    string is cut at ``; , & |``, "and" and "und". What follows a comma and looks like letters after
    a name (``MD``, ``Ph.D.``, ``FOMA``: one word, at most six letters, at least two of them
    capitals) is dropped: it is no name, and leaving it out is no mistake. A role after a comma
    ("Tracy Parker, Dietitian") cannot be told from a name and stays. No slash is cut: "AFP/AP".
    """
    if not authors:
        return set()
    found = set()
    for byline in [authors] if isinstance(authors, str) else authors:
        first, *rest = _MULTIPLE.split(byline)
        pieces = [("", first), *zip(rest[::2], rest[1::2], strict=True)]
        found |= {squash(name) for cut, name in pieces if cut != "," or not _is_degree(name)}
    return found - {""}


def _is_degree(piece: str) -> bool:
    letters = [char for char in piece if char.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return " " not in piece and len(letters) <= DEGREE_LETTERS and capitals > 1


def name_score(gold: str | Iterable[str], got: str | Iterable[str] | None) -> Score:
    """F1 of the names of one page."""
    wanted, given = names(gold), names(got)
    return set_score(wanted, given)


def set_score(wanted: set[str], given: set[str]) -> Score:
    """Precision, recall and F1 of two sets; two empty sets agree."""
    if not wanted and not given:
        return Score(1.0, 1.0, 1.0)
    return score(*set_counts(wanted, given))


def set_counts(wanted: set[str], given: set[str]) -> tuple[int, int, int]:
    """How many are in both, only in the answer, only in the gold."""
    return len(wanted & given), len(given - wanted), len(wanted - given)


def same_trail(gold: Sequence[str], got: Sequence[str], titles: Iterable[str]) -> bool:
    """Whether two breadcrumb trails are equal; a last element that is a title is optional."""
    own = {squash(title) for title in titles} - {""}
    return _without_title(gold, own) == _without_title(got, own)


def _without_title(trail: Sequence[str], own: set[str]) -> list[str]:
    squashed = [squash(name) for name in trail]
    return squashed[:-1] if squashed and squashed[-1] in own else squashed


class LineIndex:
    """A text, made ready for asking whether it holds a line of the page.

    A line of four words or more is held if four fifths of its 4-word shingles stand in the text,
    wherever lines are cut there; a shorter one only if it is a whole line of the text or a whole
    cell of a table's row, for a "2" or a "More" stands somewhere in any article. Soft hyphens count
    for nothing. A line without a word is never held.
    """

    def __init__(self, text: str) -> None:
        text = text.replace(SOFT_HYPHEN, "")
        self._lines = {tuple(words(line)) for line in _CELL_ENDS.split(text)}
        self._shingles = set(_shingles(words(text)))

    def holds(self, line: str) -> bool:
        """Whether the text holds the line."""
        wanted = words(line.replace(SOFT_HYPHEN, ""))
        if len(wanted) < SHINGLE:
            return bool(wanted) and tuple(wanted) in self._lines
        shingles = _shingles(wanted)
        return sum(s in self._shingles for s in shingles) >= HELD * len(shingles)


def _shingles(sequence: Sequence[str]) -> list[tuple[str, ...]]:
    last = len(sequence) - SHINGLE + 1
    return [tuple(sequence[start : start + SHINGLE]) for start in range(last)]


def only_in(text: str, other: str) -> list[list[str]]:
    """The stretches of a text's words that the other text has not, the longest first.

    A word is had if one of the shingles it is in stands in the other text, as often as there.
    """
    own = words(text)
    left = Counter(_shingles(words(other)))
    had = [False] * len(own)
    for start, shingle in enumerate(_shingles(own)):
        if left[shingle] > 0:
            left[shingle] -= 1
            had[start : start + SHINGLE] = [True] * SHINGLE
    runs: list[list[str]] = []
    for place, word in enumerate(own):
        if not had[place] and (place == 0 or had[place - 1]):
            runs.append([])
        if not had[place]:
            runs[-1].append(word)
    return sorted(runs, key=lambda run: -len(run))


def spread(domains: Sequence[str], values: Sequence[float]) -> tuple[float, float]:
    """Mean and its standard error, where pages of one domain count as one draw.

    The error is the cluster-robust one: the domains' summed deviations, squared and summed. With
    fewer than two domains there is no telling: NaN. A difference of two tools is best judged by
    giving the differences page by page as values.
    """
    mean = sum(values) / len(values)
    sums: dict[str, float] = {}
    for domain, value in zip(domains, values, strict=True):
        sums[domain] = sums.get(domain, 0.0) + value - mean
    if len(sums) <= 1:
        return mean, float("nan")
    squares = sum(deviation * deviation for deviation in sums.values())
    return mean, (squares * len(sums) / (len(sums) - 1)) ** 0.5 / len(values)
