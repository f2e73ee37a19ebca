"""Train the body scorer for flattened pages: one command, the same weights every time.

    python benchmarks/train/fit_text.py [--corpus DIR] [--folder DIR] [--folds 5]
                                        [--keep-folds DIR] [--out FILE]

Like `fit`, with pages flattened in the ways of `flatten`: of each page so many ways, chosen by its
name, so that no way is rare and no page counts too much. Pages of content farms around the same
articles are added where their generator is found, and some bodies without any chrome. The scores
printed are of the choice of lines alone, on domains not seen; ``benchmarks/text.py --folds``
measures the whole pipeline in all ways.
Needs numpy, catboost and scikit-learn (the extra ``train``), inscriptis and html2text (``bench``),
and w3m.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import corpora  # noqa: E402  # found only once the folder above is on the path
import flatten  # noqa: E402  # the same
import measures  # noqa: E402  # the same
from scrapeclean.text_model import BETWEEN, TextModel, parse_text_model  # noqa: E402  # the same
from train.dataset import Page  # noqa: E402  # the same
from train.fit import export, fold_of, origins, train  # noqa: E402  # the same
from train.flat_dataset import CLEAN, FARM, build, clean_pages, farm_pages  # noqa: E402  # the same
from train.words import add_evidence, train_words, with_evidence  # noqa: E402  # the same

SEED = 1
ARTICLE_WAYS, OTHER_WAYS = 3, 1
"""In how many ways each page is learnt from, by its kind."""
OUT = HERE.parent.parent / "src" / "scrapeclean" / "lexicon" / "weights_text.json"
ABOUT = (
    "Weights of the body scorer for flattened pages: what words tell, in steps, and oblivious "
    "trees; made by benchmarks/train/fit_text.py and never edited by hand. No text of any page is "
    "in them: a word or a pair is listed if pages of twelve domains or more have it."
)


def main(arguments: list[str] | None = None) -> int:
    """Cross-validate, train, write."""
    options = _options().parse_args(arguments)
    try:
        pages = all_pages(options)
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    lines = sum(len(page.texts) for page in pages)
    print(f"{len(pages)} pages, {lines} lines, {len(pages[0].names)} features", flush=True)
    validated = cross_validate(pages, options) if options.rounds else {}
    weights = fit(pages, validated)
    options.out.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    print(f"wrote {options.out.name}: {options.out.stat().st_size:,} bytes")
    return 0


def all_pages(options: argparse.Namespace) -> list[Page]:
    """What is learnt from: pages of the corpora, bodies alone, farm pages around articles.

    Raises:
        corpora.MissingCorporaError: there are no corpora.
    """
    golds = flatten.golds(options.corpus, options.limit)
    articles = [gold for gold in golds if gold.kind == "article"]
    others = [gold for gold in golds if gold.kind != "article"]
    pages = build(articles, options.folder, ways=ARTICLE_WAYS, jobs=options.jobs)
    pages += build(others, options.folder, ways=OTHER_WAYS, jobs=options.jobs)
    return pages + clean_pages(articles) + farm_pages(articles)


def fit(pages: list[Page], validated: dict[str, float]) -> dict[str, Any]:
    """What words tell on these pages and the forest, with what is to be known of them."""
    told = with_evidence(pages)
    words: dict[int, list[str]] = defaultdict(list)
    for word, steps in sorted(train_words(pages).items()):
        words[steps].append(word)
    return {
        "about": ABOUT,
        "trained_on": origins(pages),
        "cross_validated_f1": validated,
        "words": {str(steps): BETWEEN.join(same) for steps, same in sorted(words.items())},
        "forest": export(train(told, SEED), told[0].names),
    }


def cross_validate(pages: list[Page], options: argparse.Namespace) -> dict[str, float]:
    """Word F1 of the chosen lines, by corpus and way, on domains that the weights have not seen."""
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for fold in range(min(options.rounds, options.folds)):
        known = [page for page in pages if fold_of(page, options.folds) != fold]
        weights = fit(known, {})
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = json.dumps({"text": weights}) + "\n"
            (options.keep / f"fold-{fold}.json").write_text(kept, "utf-8")
        model = parse_text_model(weights)
        for page in pages:
            if fold_of(page, options.folds) == fold and page.gold.text:
                found[_group(page)][page.way].append(score(page, model))
        print(f"fold {fold + 1} of {options.folds} done", flush=True)
    validated = {}
    for group, ways in sorted(found.items()):
        means = {way: sum(f1s) / len(f1s) for way, f1s in ways.items()}
        flat = [mean for way, mean in means.items() if way != CLEAN]
        validated[group] = round(sum(flat) / len(flat), 4)
        shown = "  ".join(f"{way} {mean:.4f} ({len(ways[way])})" for way, mean in means.items())
        print(f"{group:22} F1 {validated[group]:.4f}  {shown}")
    return validated


def _group(page: Page) -> str:
    same = page.kind == "article" or page.corpus == FARM
    return page.corpus if same else f"{page.corpus} other kinds"


def score(page: Page, model: TextModel) -> float:
    """Word F1 of the lines that the model takes for body."""
    page = add_evidence(page, model.words)
    columns = {name: page.features[:, at].tobytes() for at, name in enumerate(page.names)}
    scores = model.forest.scores(columns)
    text = "\n".join(line for line, mark in zip(page.texts, scores, strict=True) if mark > 0)
    return measures.word_score(page.gold.text or "", text).f1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="the folder of the corpora")
    add("--folder", type=Path, default=flatten.DEFAULT, help="where flattened pages are kept")
    add("--folds", type=int, default=5, help="folds of the cross-validation (default 5)")
    add("--rounds", type=int, default=5, help="folds that are set aside in turn; 0: none")
    add("--keep-folds", dest="keep", type=Path, help="where the folds' weights go")
    add("--limit", type=int, help="only so many pages of each corpus and kind")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    add("--out", type=Path, default=OUT, help="where the weights go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
