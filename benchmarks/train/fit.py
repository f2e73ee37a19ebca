"""Train the body scorer from the corpora: one command, the same weights every time.

    python benchmarks/train/fit.py [--corpus DIR] [--folds 5] [--keep-folds DIR] [--out FILE]

Prints the scores of a cross-validation in which no domain stands on both sides, over all corpora
at once, then trains on everything and writes the weights as a lexicon file. The trees are
oblivious (CatBoost), so that `scrapeclean.forest` can score them without a library; their leaves
are rounded to one byte. Needs numpy and catboost (the extra ``train``); neither is needed to use
the weights.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import corpora  # noqa: E402  # found only once the folder above is on the path
import measures  # noqa: E402  # the same
from heldout import cleaner_of  # noqa: E402  # the same
from scrapeclean.forest import Classifier, parse_classifier  # noqa: E402  # the same
from scrapeclean.page_type import kind_columns  # noqa: E402  # the same
from train import pages as page_types  # noqa: E402  # the same
from train.dataset import Page, build  # noqa: E402  # the same

TREES, DEPTH, RATE, DECAY = 250, 6, 0.12, 5
ARTICLE_SEEDS, OTHER_SEED = (1, 2), 4
BAR = 0.4
"""Log odds that a block of an article has to reach."""
FOCUS = 4.0
"""Weight that the forest for other pages gives those, and by which it lightens articles."""
LENGTHS_POWER = 0.3
"""What brings the weights of `train.dataset`, lengths to the power of 0.7, to the lengths."""
KIND_FOLDS = 7
"""As many as are not those of the validation, which has taken one of its own out already."""
OUT = HERE.parent.parent / "src" / "scrapeclean" / "lexicon" / "weights_html.json"
LICENCES = {
    "wcxb-dev": "CC BY 4.0",
    "fundus-dev": "MIT",
    "trafilatura-dev": "Apache 2.0",
    "news-roles-dev": "Apache 2.0 (pages of trafilatura and htmldate)",
    "farm": "generated around articles of the corpora above",
}


def main(arguments: list[str] | None = None) -> int:
    """Cross-validate, train, write."""
    options = _options().parse_args(arguments)
    try:
        pages = build(options.corpus)
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    blocks = sum(len(page.texts) for page in pages)
    print(f"{len(pages)} pages, {blocks} blocks, {len(pages[0].names)} features")
    validated = cross_validate(pages, options.folds, options.keep) if options.folds > 1 else {}
    weights = fit(pages, validated)
    options.out.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    print(f"wrote {options.out.name}: {options.out.stat().st_size:,} bytes")
    return 0


def fold_of(page: Page, folds: int) -> int:
    """The fold of a page's domain."""
    return corpora.fold(page.domain, folds)


def cross_validate(pages: list[Page], folds: int, keep: Path | None = None) -> dict[str, float]:
    """Body scores of the whole pipeline on pages of domains that the weights have not seen.

    The weights of each fold are kept in the folder `keep`, if one is given.
    """
    results: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for fold in range(folds):
        seen = [page for page in pages if fold_of(page, folds) != fold]
        unseen = [page for page in pages if fold_of(page, folds) == fold]
        rows = [page.row for page in seen]
        kinds = page_types.export(page_types.train(rows), rows, {})
        weights = {"body": fit(seen, {}), "pages": kinds}
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"fold-{fold}.json").write_text(json.dumps(weights) + "\n", "utf-8")
        with ProcessPoolExecutor(2, initializer=_use, initargs=(weights,)) as pool:
            texts = pool.map(_body, [page.gold for page in unseen], chunksize=8)
            for page, text in zip(unseen, texts, strict=True):
                _score(page, text, results)
        print(f"fold {fold + 1} of {folds} done", flush=True)
    summary = {}
    for group, scores in sorted(results.items()):
        table = np.array(scores)
        if group == "trafilatura-dev":
            found, missed, leaked = table.sum(axis=0)
            summary[group] = measures.score(found, leaked, missed).f1
        else:
            summary[group] = float(table[:, 0].mean())
        print(f"{group:24} F1 {summary[group]:.4f}  ({len(scores)} pages)")
    return {group: round(value, 4) for group, value in summary.items()}


_CLEANER: list[Any] = []


def _use(weights: dict[str, Any]) -> None:
    _CLEANER[:] = [cleaner_of(weights)]


def _body(gold: corpora.Gold) -> str:
    return _CLEANER[0].extract(gold.read(), url=gold.url).text


def _score(page: Page, text: str, results: dict[str, list[tuple[float, ...]]]) -> None:
    if page.corpus == "trafilatura-dev":
        fate = measures.snippets(text, page.gold.wanted, page.gold.unwanted)
        results[page.corpus].append((len(fate.found), len(fate.missed), len(fate.leaked)))
        return
    kinds = [""] if page.kind == "article" else [" other kinds", f" {page.kind}"]
    for kind in kinds if page.gold.text else []:
        results[page.corpus + kind].append((measures.word_score(page.gold.text, text).f1,))


def fit(pages: list[Page], validated: dict[str, float]) -> dict[str, Any]:
    """All forests of a body model, as `scrapeclean.body_model.parse_body_model` reads them."""
    typed = with_kinds(pages)
    return {
        "about": "Weights of the body scorer for HTML pages: oblivious trees, made by "
        "benchmarks/train/fit.py and never edited by hand. No text of any page is in them.",
        "trained_on": origins(pages),
        "cross_validated_f1": validated,
        "bar": BAR,
        "article": [export(train(pages, seed), pages[0].names) for seed in ARTICLE_SEEDS],
        "other": [export(train(typed, OTHER_SEED, importance=_long_first), typed[0].names)],
    }


def with_kinds(pages: list[Page]) -> list[Page]:
    """The pages with what `scrapeclean.page_type.kind_columns` gives among their features.

    Each is told by a classifier that has not seen its domain, as it is on a new page.
    """
    typed: list[Page] = []
    for fold in range(KIND_FOLDS):
        rows = [page.row for page in pages if fold_of(page, KIND_FOLDS) != fold]
        classifier = parse_classifier(page_types.export(page_types.train(rows), rows, {}))
        typed += [
            _with_kinds(page, classifier) for page in pages if fold_of(page, KIND_FOLDS) == fold
        ]
    return typed


def _with_kinds(page: Page, classifier: Classifier) -> Page:
    values = zip(page.row.names, page.row.values, strict=True)
    (chances,) = classifier.chances({name: bytes((value,)) for name, value in values})
    kinds = dict(zip(classifier.classes, chances, strict=True))
    columns = kind_columns(kinds, len(page.texts))
    own = np.frombuffer(b"".join(columns.values()), dtype=np.uint8).reshape(len(columns), -1).T
    return page._replace(names=(*page.names, *columns), features=np.hstack([page.features, own]))


def origins(pages: list[Page]) -> list[dict[str, Any]]:
    """What was learnt from: corpora, numbers of pages, licences."""
    counted = Counter(corpus for corpus, _ in {(page.corpus, page.key) for page in pages})
    return [
        {"corpus": name, "pages": counted[name], "licence": LICENCES[name]}
        for name in sorted(counted)
    ]


def _long_first(page: Page) -> Any:
    """Other pages before articles, and a block by its length, as it counts in the measure."""
    lengths = np.array([len(text) + 8 for text in page.texts], dtype=np.float32)
    by_length = page.weights * lengths**LENGTHS_POWER
    total = float(by_length.sum())
    factor = float(page.weights.sum()) / total if total else 1.0
    focus = FOCUS if page.kind != "article" else 1 / FOCUS
    return focus * factor * lengths**LENGTHS_POWER


def _as_it_is(page: Page) -> float:
    return 1.0


def train(
    pages: list[Page],
    seed: int,
    *,
    importance: Callable[[Page], Any] = _as_it_is,
    **changes: Any,
) -> Any:
    """A forest on these pages; the same pages and seed give the same forest.

    `importance` gives a factor for a page's weights, or one for each block's; `changes` are
    settings of the trainer that are to differ.
    """
    features = np.concatenate([page.features for page in pages])
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights * importance(page) for page in pages])
    known = (weights > 0) & ~np.isnan(labels)
    settings: dict[str, Any] = {
        "iterations": TREES,
        "depth": DEPTH,
        "learning_rate": RATE,
        "l2_leaf_reg": DECAY,
        "loss_function": "CrossEntropy",
        "bootstrap_type": "Bernoulli",
        "subsample": 0.7,
        "rsm": 0.3,
        "boosting_type": "Plain",
        "border_count": 64,
        "random_seed": seed,
        "thread_count": 2,
        "allow_writing_files": False,
        "verbose": 0,
    }
    model = CatBoostClassifier(**settings | changes)
    model.fit(Pool(features[known], labels[known], weight=weights[known]))
    return model


def export(model: Any, names: Sequence[str]) -> dict[str, Any]:
    """The forest in the form that `scrapeclean.forest.parse_forest` reads."""
    scratch = OUT.with_suffix(".catboost")
    model.save_model(str(scratch), format="json")
    dumped = json.loads(scratch.read_text("utf-8"))
    scratch.unlink()
    trees = [_deepened(tree) for tree in dumped["oblivious_trees"]]
    factor, (bias,) = dumped["scale_and_bias"]
    leaves = np.array([tree["leaf_values"] for tree in trees]) * factor
    lows = leaves.min(axis=1, keepdims=True)
    scale = float((leaves - lows).max() / 255)
    steps = np.rint((leaves - lows) / scale).astype(np.uint8)
    used = sorted({split["float_feature_index"] for tree in trees for split in tree["splits"]})
    questions = bytearray()
    for tree in trees:
        for split in tree["splits"]:
            questions.append(used.index(split["float_feature_index"]))
            questions.append(min(255, int(np.floor(split["border"])) + 1))
    return {
        "depth": DEPTH,
        "scale": scale,
        "bias": float(bias + lows.sum()),
        "features": [names[at] for at in used],
        "questions": base64.b64encode(bytes(questions)).decode(),
        "leaves": base64.b64encode(steps.tobytes()).decode(),
    }


def _deepened(tree: dict[str, Any]) -> dict[str, Any]:
    """The same tree at full depth: few pages grow some that stop early; repeats change nothing."""
    splits, leaves = list(tree["splits"]), list(tree["leaf_values"])
    while len(splits) < DEPTH:
        splits.append(splits[0])
        leaves *= 2
    return {"splits": splits, "leaf_values": leaves}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = HERE.parent.parent.parent / "shared" / "corpora"
    parser.add_argument("--corpus", type=Path, default=default, help="the folder of the corpora")
    parser.add_argument("--folds", type=int, default=5, help="folds of the validation; 1: none")
    parser.add_argument("--keep-folds", dest="keep", type=Path, help="where the folds' weights go")
    parser.add_argument("--out", type=Path, default=OUT, help="where the weights go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
