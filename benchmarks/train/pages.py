"""Train the page-type classifier from the corpora: one command, the same weights every time.

    python benchmarks/train/pages.py [--corpus DIR] [--folds 5] [--out FILE]

Prints accuracy, F1 by kind and reliability of a cross-validation in which no domain stands on both
sides, then trains on everything and writes the weights as a lexicon file. Needs numpy and
catboost (the extra ``train``).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from catboost import CatBoostClassifier, Pool

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import corpora  # noqa: E402  # found only once the folder above is on the path
import scrapeclean  # noqa: E402  # the same
from report import Table  # noqa: E402  # the same
from scrapeclean.forest import parse_classifier  # noqa: E402  # the same
from scrapeclean.page_features import page_features  # noqa: E402  # the same
from train.classes import export_classes  # noqa: E402  # the same

TREES, DEPTH, RATE, DECAY = 200, 4, 0.08, 6
OUT = HERE.parent.parent / "src" / "scrapeclean" / "lexicon" / "weights_pages.json"
KINDS = {
    "article": "article",
    "collection": "listing",
    "listing": "listing",
    "forum": "forum",
    "product": "product",
    "documentation": "documentation",
    "service": "service",
}
"""The type that each of the gold's kinds is."""
NEWS = 0.5
"""Weight of a page that is an article because its whole corpus is."""


class Row(NamedTuple):
    """One page."""

    domain: str
    kind: str
    weight: float
    names: tuple[str, ...]
    values: list[int]
    labelled: bool
    """Whether somebody looked at the page's kind."""


def main(arguments: list[str] | None = None) -> int:
    """Cross-validates, trains, writes; 0."""
    options = _options().parse_args(arguments)
    try:
        golds = corpora.load(options.corpus)
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    with ProcessPoolExecutor(options.jobs) as pool:
        first = {gold.page: gold for gold in reversed(golds)}
        rows = [row for row in pool.map(_row, first.values(), chunksize=16) if row]
    print(f"{len(rows)} pages, {len(rows[0].names)} features, {Counter(r.kind for r in rows)}")
    validated = cross_validate(rows, options.folds) if options.folds > 1 else {}
    weights = export(train(rows), rows, validated)
    options.out.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    print(f"wrote {options.out.name}: {options.out.stat().st_size:,} bytes")
    return 0


def _row(gold: corpora.Gold) -> Row | None:
    try:
        document = scrapeclean.Cleaner().segment(gold.read(), url=gold.url)
    except scrapeclean.ScrapecleanError:
        return None
    if not any(block.text for block in document.blocks):
        return None
    return page_row(gold, document)


def page_row(gold: corpora.Gold, document: scrapeclean.Document) -> Row:
    """A page's features and kind."""
    found = page_features(document)
    labelled = gold.corpus == "wcxb-dev"
    return Row(
        gold.domain, KINDS[gold.kind], 1.0 if labelled else NEWS, tuple(found),
        list(found.values()), labelled,
    )  # fmt: skip


def cross_validate(rows: list[Row], folds: int) -> dict[str, Any]:
    """Accuracy, F1 by kind, and how often a stated probability was right, on unseen domains."""
    pairs: list[tuple[str, str, float]] = []
    for fold in range(folds):
        known = [row for row in rows if corpora.fold(row.domain, folds) != fold]
        classifier = parse_classifier(export(train(known), known, {}))
        for row in rows:
            if corpora.fold(row.domain, folds) == fold and row.labelled:
                columns = {n: bytes((v,)) for n, v in zip(row.names, row.values, strict=True)}
                (chances,) = classifier.chances(columns)
                best = int(np.argmax(chances))
                pairs.append((row.kind, classifier.classes[best], chances[best]))
    print(_confusion(pairs).plain())
    print(_reliability(pairs).plain())
    right = sum(gold == got for gold, got, _ in pairs)
    f1s = {kind: round(_f1(pairs, kind), 4) for kind in sorted({gold for gold, _, _ in pairs})}
    print(f"accuracy {right / len(pairs):.4f}", f1s)
    return {"accuracy": round(right / len(pairs), 4), "f1": f1s}


def _f1(pairs: list[tuple[str, str, float]], kind: str) -> float:
    hits = sum(gold == got == kind for gold, got, _ in pairs)
    total = sum((gold == kind) + (got == kind) for gold, got, _ in pairs)
    return 2 * hits / total if total else 0.0


def _confusion(pairs: list[tuple[str, str, float]]) -> Table:
    kinds = sorted({gold for gold, _, _ in pairs})
    counts = Counter((gold, got) for gold, got, _ in pairs)
    rows = [[gold, *(str(counts[gold, got]) for got in kinds)] for gold in kinds]
    return Table("Page types: gold by row, answer by column (unseen domains)", ["", *kinds], rows)


def _reliability(pairs: list[tuple[str, str, float]]) -> Table:
    rows = []
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01)):
        inside = [(gold == got, chance) for gold, got, chance in pairs if low <= chance < high]
        if inside:
            right = sum(hit for hit, _ in inside) / len(inside)
            stated = sum(chance for _, chance in inside) / len(inside)
            rows.append([f"{low:.2f}", str(len(inside)), f"{stated:.3f}", f"{right:.3f}"])
    columns = ["from", "pages", "stated", "right"]
    return Table("Page types: stated probability and share right (unseen domains)", columns, rows)


def train(rows: list[Row]) -> Any:
    """A classifier on these pages; the same pages give the same one."""
    model = CatBoostClassifier(
        iterations=TREES,
        depth=DEPTH,
        learning_rate=RATE,
        l2_leaf_reg=DECAY,
        loss_function="MultiClass",
        bootstrap_type="Bernoulli",
        subsample=0.7,
        rsm=0.5,
        boosting_type="Plain",
        border_count=64,
        random_seed=1,
        thread_count=2,
        allow_writing_files=False,
        verbose=0,
    )
    features = np.array([row.values for row in rows], dtype=np.uint8)
    weights = [row.weight for row in rows]
    model.fit(Pool(features, [row.kind for row in rows], weight=weights))
    return model


def export(model: Any, rows: list[Row], validated: dict[str, Any]) -> dict[str, Any]:
    """The classifier in the form that `scrapeclean.forest.parse_classifier` reads."""
    return {
        "about": "Weights of the page-type classifier for HTML pages: oblivious trees, made by "
        "benchmarks/train/pages.py and never edited by hand. No text of any page is in them.",
        "trained_on": {
            "wcxb-dev": "CC BY 4.0", "fundus-dev": "MIT", "trafilatura-dev": "Apache 2.0",
            "htmldate-dev": "Apache 2.0",
        },
        "pages": len(rows),
        "cross_validated": validated,
        **export_classes(model, rows[0].names, DEPTH),
    }  # fmt: skip


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="the folder of the corpora")
    add("--folds", type=int, default=5, help="folds of the validation; 1: none")
    add("--jobs", type=int, default=2, help="processes that read the pages (default 2)")
    add("--out", type=Path, default=OUT, help="where the weights go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
