"""Learns what words tell for body text and against it, from the lines of flattened pages.

A logistic regression over the words of a line and each two in a row. A word counts only if pages
of many domains have it, so that no site's own words are among them. Needs scikit-learn.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

import corpora
from scrapeclean.features import STEP, Words, word_evidence, word_pairs
from train.dataset import Page
from train.flat_dataset import FARM

LEAST_DOMAINS = 12
"""Domains whose pages have a word that counts."""
DECAY = 3e-6
ROUNDS = 6
FOLDS = 4
"""A page is told what its words tell by weights that have not seen its domain: so many folds."""
MOST_STEPS = 80
SEED = 1


def with_evidence(pages: list[Page]) -> list[Page]:
    """The pages with what their words tell among their features, as it is on unseen domains."""
    told: list[Page] = []
    for fold in range(FOLDS):
        table = train_words([page for page in pages if _fold(page) != fold])
        told += [add_evidence(page, table) for page in pages if _fold(page) == fold]
    return told


def _fold(page: Page) -> int:
    return corpora.fold(page.domain, FOLDS)


def add_evidence(page: Page, table: Mapping[str, int]) -> Page:
    """The page with what its words tell by these weights among its features."""
    columns = word_evidence(line_words(page), table)
    own = np.frombuffer(b"".join(columns.values()), dtype=np.uint8).reshape(len(columns), -1).T
    return page._replace(names=(*page.names, *columns), features=np.hstack([page.features, own]))


def line_words(page: Page) -> Words:
    """The words of a page's lines, case folded."""
    lines = [line.split() for line in page.words.split("\n")]
    words = list(chain.from_iterable(lines))
    return Words(words, words, list(accumulate(map(len, lines), initial=0)))


def train_words(pages: list[Page]) -> dict[str, int]:
    """The weight of each word and pair that tells anything, in steps."""
    pages = [page for page in pages if page.words and page.corpus != FARM]
    known = _known(pages)
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    rows = np.flatnonzero((weights > 0) & ~np.isnan(labels))
    model = SGDClassifier(
        loss="log_loss", alpha=DECAY, max_iter=ROUNDS, tol=None, average=True, random_state=SEED
    )
    worth = weights[rows] / weights[rows].mean()
    model.fit(_matrix(pages, known)[rows], labels[rows] >= 0.5, sample_weight=worth)
    steps = np.clip(np.rint(model.coef_[0] / STEP), -MOST_STEPS, MOST_STEPS).astype(int)
    return {word: int(steps[at]) for word, at in known.items() if steps[at]}


def _known(pages: Iterable[Page]) -> dict[str, int]:
    """A column for each word and pair that is found on enough domains."""
    domains: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for term in set(chain.from_iterable(_terms(page))):
            domains[term].add(page.domain)
    often = (term for term, found in domains.items() if len(found) >= LEAST_DOMAINS)
    return {term: at for at, term in enumerate(sorted(filter(_is_of_letters, often)))}


def _is_of_letters(term: str) -> bool:
    """Not a number, nor a day: those of the corpora are not those of the next page."""
    return bool(term) and not any(map(str.isdigit, term))


def _terms(page: Page) -> Iterator[list[str]]:
    """The words and the pairs of each line."""
    words = line_words(page)
    pairs = word_pairs(words)
    for start, end in zip(words.starts, words.starts[1:], strict=False):
        yield words.folded[start:end] + pairs[start:end]


def _matrix(pages: Iterable[Page], known: Mapping[str, int]) -> Any:
    """A row for each line: how often it has each known word."""
    columns, ends = array("i"), array("q", [0])
    for page in pages:
        for terms in _terms(page):
            columns.extend([known[term] for term in terms if term in known])
            ends.append(len(columns))
    found = np.frombuffer(columns, dtype=np.int32), np.frombuffer(ends, dtype=np.int64)
    values = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((values, *found), shape=(len(ends) - 1, len(known)))
