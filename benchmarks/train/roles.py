"""Train the role classifiers from pages read line by line: one command, the same weights always.

    python benchmarks/train/roles.py [--corpus DIR] [--folds 5] [--keep-folds DIR] [--only FOLD]

Prints precision and recall by role of a cross-validation in which no domain stands on both sides,
then trains on everything and writes the weights as two lexicon files: ``weights_roles.json`` (the
roles, all lists of articles as one) and ``weights_lists.json`` (the kinds of lists). Needs numpy
and catboost (the extra ``train``).
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
from scrapeclean.features import feature_columns  # noqa: E402  # the same
from scrapeclean.forest import parse_classifier  # noqa: E402  # the same
from scrapeclean.roles import LIST  # noqa: E402  # the same
from train.classes import export_classes  # noqa: E402  # the same
from train.lines import roles_of  # noqa: E402  # the same

LEXICON = HERE.parent.parent / "src" / "scrapeclean" / "lexicon"
KINDS = ("related", "ranking", "recommendation", "latest")
CLASS_OF = {**dict.fromkeys(KINDS, LIST), "date": "byline"}
"""Roles that are one class; others are their own."""
UNLEARNT = ("other_article",)
"""Looks like the text: nothing in a block tells it."""
_POWER, _BASE = 0.3, 20  # long texts weigh a little more than short ones
_MENUS = ("nav", "footer")
_EVERY = 3  # of the many lines of menus, every third stands for three


class Settings(NamedTuple):
    """How a classifier is grown."""

    trees: int
    depth: int
    rate: float


ROLES = Settings(70, 5, 0.3)
LISTS = Settings(60, 4, 0.15)


class Page(NamedTuple):
    """One page, ready for training."""

    domain: str
    names: tuple[str, ...]
    features: Any
    """uint8, (blocks, features)."""
    roles: list[str | None]
    weights: Any
    """float32, (blocks,); each page weighs the same."""


def main(arguments: list[str] | None = None) -> int:
    """Cross-validates, trains, writes; 0."""
    options = _options().parse_args(arguments)
    try:
        golds = [gold for gold in corpora.load(options.corpus) if gold.lines]
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    with ProcessPoolExecutor(options.jobs) as pool:
        pages = list(pool.map(_page, golds, chunksize=8))
    print(f"{len(pages)} pages, {sum(len(page.roles) for page in pages)} blocks", flush=True)
    folds = range(options.folds) if options.folds > 1 else range(0)
    counts = Counter[tuple[str, str]]()
    for fold in folds if options.only is None else [options.only]:
        counts += validate(pages, fold, options)
    scores = show(counts) if counts else {}
    if options.only is None:
        for name, weights in models(pages, scores).items():
            (LEXICON / f"{name}.json").write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    return 0


def _page(gold: corpora.Gold) -> Page:
    document = scrapeclean.Cleaner().segment(gold.read(), url=gold.url)
    blocks = [block for block in document.blocks if block.text]
    columns = feature_columns(document)
    features = np.frombuffer(b"".join(columns.values()), dtype=np.uint8)
    roles = roles_of([block.text for block in blocks], gold.lines)
    sizes = np.array([(len(block.text) + _BASE) ** _POWER for block in blocks], dtype=np.float32)
    return Page(
        domain=gold.domain,
        names=tuple(columns),
        features=features.reshape(len(columns), len(blocks)).T.copy(),
        roles=[None if role in UNLEARNT else role for role in roles],
        weights=sizes / max(1.0, float(sizes.sum())) * 100,
    )


def models(pages: list[Page], scores: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The weights of both classifiers, by the name of their file."""
    about = {
        "about": "Weights of a classifier of blocks in HTML pages: oblivious trees, made by "
        "benchmarks/train/roles.py and never edited by hand. No text of any page is in them.",
        "trained_on": [
            {"corpus": "news-roles-dev", "pages": len(pages),
             "licence": "Apache 2.0 (pages of trafilatura and htmldate)"},
        ],
        "cross_validated": scores,
    }  # fmt: skip
    return {
        "weights_roles": {**about, **_fit(pages, CLASS_OF, ROLES)},
        "weights_lists": {**about, **_fit(pages, None, LISTS)},
    }


def _fit(pages: list[Page], classes: dict[str, str] | None, settings: Settings) -> dict[str, Any]:
    """Weights of the classifier of all roles, or, without `classes`, of the kinds of lists."""
    features = np.concatenate([page.features for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    roles = [role or "" for page in pages for role in page.roles]
    if classes is None:
        labels = np.array([role if role in KINDS else "" for role in roles])
    else:
        labels = np.array([classes.get(role, role) for role in roles])
    known = labels != ""
    menus = np.isin(labels, _MENUS)
    known &= ~menus | (np.arange(len(labels)) % _EVERY == 0)
    weights = np.where(menus, weights * _EVERY, weights)
    model = CatBoostClassifier(
        iterations=settings.trees,
        depth=settings.depth,
        learning_rate=settings.rate,
        l2_leaf_reg=5,
        loss_function="MultiClass",
        bootstrap_type="Bernoulli",
        subsample=0.7,
        rsm=0.3,
        boosting_type="Plain",
        border_count=32,
        random_seed=1,
        thread_count=2,
        allow_writing_files=False,
        verbose=0,
    )
    model.fit(Pool(features[known], labels[known], weight=weights[known]))
    return export_classes(model, pages[0].names, settings.depth)


def validate(pages: list[Page], fold: int, options: argparse.Namespace) -> Counter[tuple[str, str]]:
    """Gold and answer of every block of a fold's pages; the fold's weights are kept if asked."""
    known = [page for page in pages if corpora.fold(page.domain, options.folds) != fold]
    weights = models(known, {})
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        (options.keep / f"roles-{fold}.json").write_text(json.dumps(weights) + "\n", "utf-8")
    roles, kinds = (parse_classifier(each) for each in weights.values())
    counts = Counter[tuple[str, str]]()
    for page in pages:
        if corpora.fold(page.domain, options.folds) != fold or not page.roles:
            continue
        columns = {name: page.features[:, at].tobytes() for at, name in enumerate(page.names)}
        answers = zip(page.roles, roles.chances(columns), kinds.chances(columns), strict=True)
        for role, chances, of_kinds in answers:
            if role:
                counts[CLASS_OF.get(role, role), roles.classes[int(np.argmax(chances))]] += 1
            if role in KINDS:
                counts[f"kind {role}", f"kind {kinds.classes[int(np.argmax(of_kinds))]}"] += 1
    print(f"fold {fold + 1} of {options.folds} done", flush=True)
    return counts


def show(counts: Counter[tuple[str, str]]) -> dict[str, list[float]]:
    """Prints and returns precision and recall by class."""
    scores, rows = {}, []
    for name in sorted({gold for gold, _ in counts}):
        right = counts[name, name]
        there = sum(n for (gold, _), n in counts.items() if gold == name)
        given = sum(n for (_, got), n in counts.items() if got == name)
        scores[name] = [round(right / max(1, given), 3), round(right / max(1, there), 3)]
        taken = Counter({got: n for (gold, got), n in counts.items() if gold == name != got})
        others = ", ".join(f"{got} {n}" for got, n in taken.most_common(4))
        rows.append([name, str(there), *(f"{score:.3f}" for score in scores[name]), others])
    columns = ["class", "blocks", "precision", "recall", "taken for"]
    print(Table("Blocks of unseen domains by class", columns, rows).plain())
    return scores


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="the folder of the corpora")
    add("--folds", type=int, default=5, help="folds of the validation; 1: none")
    add("--keep-folds", dest="keep", type=Path, help="where the folds' weights go")
    add("--only", type=int, help="validate this fold alone and write no weights")
    add("--jobs", type=int, default=2, help="processes that read the pages (default 2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
