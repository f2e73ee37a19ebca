"""Train what finds the headline of flattened pages: one command, the same weights every time.

    python benchmarks/train/titles.py [--corpus DIR] [--folds 5] [--keep-folds DIR]

Like `fit_text`: pages of the corpora in some of the ways of `flatten`, and pages of content farms
around articles of the corpora. A line is the headline if it is the gold title but for punctuation
and case. Prints, by corpus and way, on domains that the weights have not seen: how often the best
line is the headline, and on how many pages any line is. Needs numpy and catboost.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import corpora  # noqa: E402  # found only once the folder above is on the path
import flatten  # noqa: E402  # the same
import measures  # noqa: E402  # the same
import scrapeclean  # noqa: E402  # the same
from scrapeclean.features import feature_columns, title_columns  # noqa: E402  # the same
from scrapeclean.shape import letters  # noqa: E402  # the same
from train.fit import LICENCES, export  # noqa: E402  # the same
from train.fit import train as fit_trees  # noqa: E402  # the same
from train.flat_dataset import chosen_ways, farm_texts  # noqa: E402  # the same

TREES, SEED = 120, 1
ARTICLE_WAYS, OTHER_WAYS = 3, 1
"""In how many ways each page is learnt from, by its kind."""
OTHER_LINES = 0.25
"""What a line counts that is not the headline."""
UNPRINTED = 0.5
"""What a page counts that prints its headline nowhere."""
OUT = HERE.parent.parent / "src" / "scrapeclean" / "lexicon" / "weights_titles.json"
ABOUT = (
    "Weights of what finds the headline among the lines of flattened pages: oblivious trees, made "
    "by benchmarks/train/titles.py and never edited by hand. No text of any page is in them."
)


class Page(NamedTuple):
    """One flattened page."""

    corpus: str
    way: str
    domain: str
    names: tuple[str, ...]
    """The features' names."""
    features: Any
    """uint8, (lines, features): of lines as long as headlines are, among the first."""
    labels: Any
    """float32, (lines,): 1 for those that are the headline, 0 for others."""
    weights: Any
    """float32, (lines,): what each counts."""


Job = tuple[str, corpora.Gold, str]
"""A flattened page, what is known of it, and how it was flattened."""


def main(arguments: list[str] | None = None) -> int:
    """Cross-validate, train, write."""
    options = _options().parse_args(arguments)
    try:
        golds = flatten.golds(options.corpus, options.limit)
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    with ProcessPoolExecutor(options.jobs) as pool:
        jobs = jobs_of(golds, options.folder)
        pages = [page for page in pool.map(read, jobs, chunksize=16) if page]
    print(f"{len(pages)} pages, {sum(len(page.labels) for page in pages)} lines", flush=True)
    validated = cross_validate(pages, options) if options.folds > 1 else {}
    weights = fit(pages, validated)
    options.out.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    print(f"wrote {options.out.name}: {options.out.stat().st_size:,} bytes")
    return 0


def jobs_of(golds: Iterable[corpora.Gold], folder: Path) -> Iterator[Job]:
    """Every page with a gold title, flattened; then pages of farms around articles."""
    titled = [gold for gold in golds if gold.title]
    here = flatten.available()
    for gold in titled:
        count = ARTICLE_WAYS if gold.kind == "article" else OTHER_WAYS
        for way in chosen_ways(gold, here, count):
            text = flatten.flattened(gold, way, folder)
            if text is not None:
                yield text, gold, way
    yield from farm_texts([gold for gold in titled if gold.kind == "article"])


def read(job: Job) -> Page | None:
    """The features of a page's first lines, and which of them is the headline."""
    text, gold, way = job
    try:
        document = scrapeclean.Cleaner().segment(text, kind="text")
    except scrapeclean.ScrapecleanError:
        return None
    own = title_columns(document)
    count = len(own["printed_again"])
    lines = [block.text for block in document.blocks if block.text][:count]
    kept = [at for at, line in enumerate(lines) if 3 <= letters(line) <= 300]
    if not kept:
        return None
    columns = {name: each[:count] for name, each in feature_columns(document).items()} | own
    features = np.frombuffer(b"".join(columns.values()), dtype=np.uint8)
    features = features.reshape(len(columns), count).T[kept].copy()
    right = np.array([measures.same_title(gold.title or "", lines[at]) for at in kept])
    weights = np.where(right, 1.0, OTHER_LINES) * (1.0 if right.any() else UNPRINTED)
    labels = right.astype(np.float32)
    return Page(gold.corpus, way, gold.domain, tuple(columns), features, labels, weights)


def fit(pages: list[Page], validated: dict[str, float]) -> dict[str, Any]:
    """The forest, with what is to be known of it."""
    counts = {name: sum(page.corpus == name for page in pages) for name in LICENCES}
    return {
        "about": ABOUT,
        "trained_on": {name: f"{LICENCES[name]}, {n} pages" for name, n in counts.items() if n},
        "cross_validated_accuracy": validated,
        **export(train(pages), pages[0].names),
    }


def train(pages: list[Page]) -> Any:
    """A forest on these pages; the same pages give the same forest."""
    return fit_trees(pages, SEED, iterations=TREES)


def cross_validate(pages: list[Page], options: argparse.Namespace) -> dict[str, float]:
    """How often the best line is the headline on unseen domains, by corpus and way."""
    found: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for fold in range(options.folds):
        seen = [page for page in pages if corpora.fold(page.domain, options.folds) != fold]
        model = train(seen)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = json.dumps(export(model, pages[0].names)) + "\n"
            (options.keep / f"titles-{fold}.json").write_text(kept, "utf-8")
        for page in pages:
            if corpora.fold(page.domain, options.folds) == fold:
                best = int(np.argmax(model.predict(page.features, "RawFormulaVal")))
                for way in (page.way, "all"):
                    mark = (bool(page.labels[best]), bool(page.labels.any()))
                    found[page.corpus, way].append(mark)
        print(f"fold {fold + 1} of {options.folds} done", flush=True)
    for (corpus, way), marks in sorted(found.items()):
        right, there = (sum(each) / len(marks) for each in zip(*marks, strict=True))
        print(f"{corpus:18} {way:12} {right:.3f} of {there:.3f}  ({len(marks)} pages)")
    return {
        corpus: round(sum(right for right, _ in marks) / len(marks), 4)
        for (corpus, way), marks in sorted(found.items())
        if way == "all"
    }


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="the folder of the corpora")
    add("--folder", type=Path, default=flatten.DEFAULT, help="where flattened pages are kept")
    add("--folds", type=int, default=5, help="folds of the validation; 1: none")
    add("--keep-folds", dest="keep", type=Path, help="where the folds' weights go")
    add("--limit", type=int, help="only so many pages of each corpus and kind")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    add("--out", type=Path, default=OUT, help="where the weights go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
