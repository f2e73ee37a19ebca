"""From the corpora to rows for training: a row a block, with its label and its weight."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

import corpora
import scrapeclean
from scrapeclean.features import feature_columns, words_of
from train.align import align, squash
from train.pages import Row, page_row

NEWS = 4.0  # news pages count this much more than others
_POWER = 0.7


class Page(NamedTuple):
    """One page, ready for training and for scoring."""

    key: str
    corpus: str
    kind: str
    domain: str
    texts: list[str]
    """The blocks' texts."""
    names: tuple[str, ...]
    """The features' names."""
    features: Any
    """uint8, (blocks, features)."""
    labels: Any
    """float32, (blocks,): share that is body; NaN where the gold does not say."""
    weights: Any
    """float32, (blocks,)."""
    gold: corpora.Gold
    row: Row | None = None
    """The page as a whole, for telling kinds of pages apart."""
    way: str = ""
    """How it was flattened; empty for HTML."""
    words: str = ""
    """The words of the lines of flattened text, case folded, parted by blanks."""


def build(root: Path, *, jobs: int = 2) -> list[Page]:
    """Every page of the corpora that has a body or snippets as gold."""
    golds = [gold for gold in corpora.load(root) if gold.corpus in _KEPT]
    with ProcessPoolExecutor(jobs) as pool:
        pages = pool.map(_page, golds, chunksize=16)
        return [page for page in pages if page is not None]


_KEPT = {"wcxb-dev": 1.0, "fundus-dev": NEWS, "trafilatura-dev": 1.0, "news-roles-dev": NEWS}


def _page(gold: corpora.Gold) -> Page | None:
    try:
        document = scrapeclean.Cleaner().segment(gold.read(), url=gold.url)
    except scrapeclean.ScrapecleanError:
        return None
    return page_of(document, gold, importance(gold))


def importance(gold: corpora.Gold) -> float:
    """What a page of this corpus and kind counts in training."""
    part = 0.5 if gold.corpus == "wcxb-dev" and gold.kind != "article" else 1.0
    return _KEPT.get(gold.corpus, 1.0) * part


def page_of(
    document: scrapeclean.Document, gold: corpora.Gold, worth: float, way: str = ""
) -> Page | None:
    """A segmented page with its features and labels; None if there is nothing to learn from it."""
    texts = [block.text for block in document.blocks if block.text]
    if not texts:
        return None
    columns = feature_columns(document)
    names = tuple(columns)
    features = np.frombuffer(b"".join(columns.values()), dtype=np.uint8)
    features = features.reshape(len(names), len(texts)).T.copy()
    if gold.text:
        labels = np.array(align(texts, gold.text), dtype=np.float32)
    elif gold.wanted or gold.unwanted:
        labels = _snippets(texts, gold)
    else:
        return None
    sizes = np.array([(len(text) + 8) ** _POWER for text in texts], dtype=np.float32)
    sizes[np.isnan(labels)] = 0
    total = float(sizes.sum())
    if not total:
        return None
    return Page(
        key=f"{gold.corpus}/{gold.id}",
        corpus=gold.corpus,
        kind=gold.kind,
        domain=gold.domain,
        texts=texts,
        names=names,
        features=features,
        labels=labels,
        weights=(sizes / total * 100 * worth).astype(np.float32),
        gold=gold,
        row=page_row(gold, document) if document.kind == "html" else None,
        way=way,
        words=_words(document) if document.kind == "text" else "",
    )


def _words(document: scrapeclean.Document) -> str:
    words = words_of(document)
    return "\n".join([" ".join(words.folded[a:b]) for a, b in pairwise(words.starts)])


def _snippets(texts: list[str], gold: corpora.Gold) -> Any:
    """Only blocks that hold a snippet have a label."""
    labels = np.full(len(texts), np.nan, dtype=np.float32)
    wanted, unwanted = ([squash(s) for s in group] for group in (gold.wanted, gold.unwanted))
    for at, text in enumerate(texts):
        plain = squash(text)
        if any(s and s in plain for s in unwanted):
            labels[at] = 0.0
        elif any(s and s in plain for s in wanted):
            labels[at] = 1.0
    return labels
