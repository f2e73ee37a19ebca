"""The learning curve: what the body scorer gains from more domains to learn from.

    python benchmarks/train/curve.py [--corpus DIR] [--rounds 1] [--svg FILE]

One fold of the cross-validation is set aside; the scorer is trained on an eighth, a quarter, half
and all of the other folds' domains, each set within the next. What is scored on the pages set
aside is the choice of blocks alone (all blocks above zero, in order), not the whole pipeline: that
is quick, and the slope is what counts. Needs numpy and catboost, like `fit`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import corpora  # noqa: E402  # found only once the folder above is on the path
import measures  # noqa: E402  # the same
import plot  # noqa: E402  # the same
from report import Table  # noqa: E402  # the same
from scrapeclean.forest import Forest, parse_forest  # noqa: E402  # the same
from train.dataset import Page, build  # noqa: E402  # the same
from train.fit import ARTICLE_SEEDS, export, fold_of, train  # noqa: E402  # the same

SHARES = (1 / 8, 1 / 4, 1 / 2, 1.0)


def main(arguments: list[str] | None = None) -> int:
    """Trains on each share, prints the table, draws; 0."""
    options = _options().parse_args(arguments)
    try:
        pages = build(options.corpus, jobs=options.jobs)
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    if options.limit:
        pages = corpora.evenly(pages, options.limit)
    curve = [_share(pages, share, options) for share in SHARES]
    print(_table(curve).markdown())
    if options.svg:
        options.svg.write_text(_chart(curve), "utf-8")
    return 0


class Step:
    """What was reached with one share of the domains."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.domains = 0
        self.scores: dict[str, list[float]] = defaultdict(list)
        """By group, word F1 of each page."""
        self.snippets: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        """By group, snippets found, leaked, missed."""

    def f1(self) -> dict[str, float]:
        """By group: the mean over pages, or F1 over all snippets."""
        means = {group: sum(f1s) / len(f1s) for group, f1s in self.scores.items()}
        micro = {group: measures.score(*counts).f1 for group, counts in self.snippets.items()}
        return dict(sorted({**means, **micro}.items()))


def _share(pages: list[Page], share: float, options: argparse.Namespace) -> Step:
    """Trains and scores once a round, each with another fold set aside."""
    step = Step(share)
    for fold in range(min(options.rounds, options.folds)):
        others = [page for page in pages if fold_of(page, options.folds) != fold]
        known = [page for page in others if _place(page.domain) < share]
        forest = parse_forest(export(train(known, ARTICLE_SEEDS[0]), known[0].names))
        step.domains += len({page.domain for page in known})
        for page in pages:
            if fold_of(page, options.folds) == fold:
                _score(page, chosen(page, forest), step)
        print(f"{share:.3f} of the domains, fold {fold + 1}: done", file=sys.stderr, flush=True)
    return step


def _place(domain: str) -> float:
    """Where a domain stands in a fixed shuffle, from 0 to 1; not the hash that makes the folds."""
    return int.from_bytes(hashlib.sha256(domain.encode()).digest()[:4], "big") / 2**32


def chosen(page: Page, forest: Forest) -> str:
    """The text of the blocks that the forest takes for body."""
    columns = {name: page.features[:, at].tobytes() for at, name in enumerate(page.names)}
    scores = forest.scores(columns)
    return "\n".join(text for text, mark in zip(page.texts, scores, strict=True) if mark > 0)


def _score(page: Page, text: str, step: Step) -> None:
    group = page.corpus if page.kind == "article" else f"{page.corpus} other kinds"
    if page.gold.text:
        step.scores[group].append(measures.word_score(page.gold.text, text).f1)
    else:
        fates = measures.snippets(text, page.gold.wanted, page.gold.unwanted)
        counts = (len(fates.found), len(fates.leaked), len(fates.missed))
        known = step.snippets[f"{group} snippets"]
        known[:] = [old + new for old, new in zip(known, counts, strict=True)]


def _table(curve: list[Step]) -> Table:
    columns = ["pages", *(f"{step.share:g} of domains" for step in curve)]
    rows = [["domains learnt from", *(str(step.domains) for step in curve)]]
    reached = [step.f1() for step in curve]
    rows += [[group, *(f"{f1s[group]:.4f}" for f1s in reached)] for group in reached[-1]]
    return Table("Learning curve: body F1 of the chosen blocks on domains not seen", columns, rows)


def _chart(curve: list[Step]) -> str:
    reached = [step.f1() for step in curve]
    marks = [(at, f"{step.share:g}") for at, step in enumerate(curve)]
    panels = []
    for group in reached[-1]:
        points = [plot.Point(at, f1s[group]) for at, f1s in enumerate(reached)]
        low = min(point.y for point in points) - 0.01
        high = max(point.y for point in points) + 0.01
        panels.append(
            plot.Panel(
                title=group,
                points=points,
                x=(-0.3, len(curve) - 0.7),
                y=(round(low, 2), round(high, 2)),
                marks=marks,
                is_line=True,
            )
        )
    return plot.svg(panels)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="the folder of the corpora")
    add("--folds", type=int, default=5, help="folds of the cross-validation (default 5)")
    add("--rounds", type=int, default=1, help="folds that are set aside in turn (default 1)")
    add("--limit", type=int, help="only so many pages, evenly spread: to try the command")
    add("--jobs", type=int, default=2, help="processes that read the pages (default 2)")
    add("--svg", type=Path, help="draw the curve")
    return parser


if __name__ == "__main__":
    sys.exit(main())
