"""Learns how far to believe each source of metadata: ``lexicon/reliability.json``.

::

    python benchmarks/train/sources.py                     # learns, reports held out, writes
    python benchmarks/train/sources.py --field title --dry # one field, writing nothing

Every page gives one choice: the candidates that the arbiter sees, with their signs, and which of
them is right by the gold, if any. A conditional logit with "none of these" (score 0) is fitted by
maximum likelihood with a ridge. Figures are held out by domain, in folds that are the same for all
corpora; what is written is fitted on all pages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent.parent))

import corpora
import measures
import scrapeclean
from scrapeclean import Claim, Recipe
from scrapeclean.arbiter import rank

LEXICON = Path(scrapeclean.__file__).parent / "lexicon" / "reliability.json"
FOLDS = 5
RIDGE = {"title": 3.0, "date_published": 3.0, "authors": 1.0}
"""Penalty on squared weights, by field."""
RARE = 8
"""Signs on fewer pages get no weight of their own."""
POOLED = ("authors",)
"""Fields in which all sources of one kind share a weight, besides the weight that each has."""
WEIGHTS = {"fundus-dev": 3.0}
"""News of many countries weighs in against the many web pages."""
NOT_NEEDED = ("learned", "body", "lists", "tags")
"""Extractors that metadata does without."""


class Choice(NamedTuple):
    """The candidates for one field of one page."""

    domain: str
    corpus: str
    weight: float
    signs: list[frozenset[str]]
    right: int
    """Index of the right candidate; -1 if there is none."""
    page: str = ""
    """The page's name in its corpus."""


def choices(golds: Sequence[corpora.Gold]) -> dict[str, list[Choice]]:
    """What there is to choose from, by field."""
    recipe = Recipe(each for each in Recipe.default() if each.name not in NOT_NEEDED)
    cleaner = scrapeclean.Cleaner(recipe=recipe)
    found: dict[str, list[Choice]] = defaultdict(list)
    for gold in golds:
        try:
            document = cleaner.segment(gold.read(), url=gold.url)
        except scrapeclean.ScrapecleanError:
            continue
        tally = cleaner.judge(document)
        for field, judge in JUDGES.items():
            if judge(gold, None) is not None:
                found[field].append(choice(gold, field, tally.claims(field)))
    return found


def choice(gold: corpora.Gold, field: str, claims: Sequence[Claim]) -> Choice:
    """The candidates for a field that the gold knows."""
    judge = JUDGES[field]
    candidates = rank(field, claims)
    marks = [judge(gold, claims[each.members[0]].value) or 0.0 for each in candidates]
    best = int(np.argmax(marks)) if marks else -1
    right = best if marks and marks[best] >= 1 else -1
    weight = WEIGHTS.get(gold.corpus, 1.0)
    signs = [_pooled(field, each.signs) for each in candidates]
    return Choice(gold.domain, gold.corpus, weight, signs, right, gold.id)


def _pooled(field: str, signs: frozenset[str]) -> frozenset[str]:
    keeps = field in POOLED
    return frozenset(sign for sign in signs if keeps or not sign.startswith("some "))


Judge = Callable[[corpora.Gold, Any], "float | None"]


def _title(gold: corpora.Gold, value: Any) -> float | None:
    return float(measures.same_title(gold.title, value)) if gold.title else None


def _date(gold: corpora.Gold, value: Any) -> float | None:
    shown = value and value.isoformat()
    return float(measures.same_day(gold.date, shown)) if gold.date else None


def _authors(gold: corpora.Gold, value: Any) -> float | None:
    names = tuple(author.name for author in value or ())
    return measures.name_score(gold.authors, names).f1 if gold.authors else None


JUDGES: dict[str, Judge] = {"title": _title, "date_published": _date, "authors": _authors}


# ---- fitting ------------------------------------------------------------------------------------


class Table(NamedTuple):
    """Choices as numbers: a row a candidate."""

    names: list[str]
    rows: Any
    """float64, (candidates, signs)."""
    page: Any
    """int, (candidates,): which page each belongs to."""
    right: Any
    """float64, (candidates,)."""
    pages: int
    weights: Any
    """float64, (pages,)."""


def table(found: Sequence[Choice], names: list[str]) -> Table:
    """The matrix of all candidates of all pages."""
    place = {name: at for at, name in enumerate(names)}
    page = [at for at, choice in enumerate(found) for _ in choice.signs]
    rows = np.zeros((len(page), len(names)))
    right = np.zeros(len(page))
    row = 0
    for choice in found:
        for at, signs in enumerate(choice.signs):
            rows[row, [place[sign] for sign in signs if sign in place]] = 1
            right[row] = at == choice.right
            row += 1
    return Table(
        names,
        rows,
        np.array(page, dtype=int),
        right,
        len(found),
        np.array([each.weight for each in found]),
    )


def fit(data: Table, ridge: float) -> Any:
    """The weights of the signs."""

    def loss(weights: Any) -> tuple[float, Any]:
        shares, log_total = _shares(data, weights)
        scores = data.rows @ weights
        own = data.weights[data.page]
        value = log_total @ data.weights - scores @ (data.right * own)
        slope = data.rows.T @ ((shares - data.right) * own)
        return value + ridge / 2 * (weights @ weights), slope + ridge * weights

    start = np.zeros(len(data.names))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def _shares(data: Table, weights: Any) -> tuple[Any, Any]:
    """Each candidate's probability, and the logarithm of each page's total."""
    scores = data.rows @ weights
    top = np.zeros(data.pages)
    np.maximum.at(top, data.page, scores)
    raw = np.exp(scores - top[data.page])
    total = np.exp(-top)
    np.add.at(total, data.page, raw)
    return raw / total[data.page], np.log(total) + top


def common(found: Sequence[Choice]) -> list[str]:
    """The signs that enough pages have."""
    counts = Counter(sign for choice in found for sign in frozenset().union(*choice.signs))
    return sorted(sign for sign, count in counts.items() if count >= RARE)


def held_out(found: Sequence[Choice], ridge: float) -> list[tuple[Choice, int, float]]:
    """For each page the candidate chosen by weights that never saw its domain, and how surely."""
    results = []
    for fold in range(FOLDS):
        seen = [each for each in found if corpora.fold(each.domain, FOLDS) != fold]
        unseen = [each for each in found if corpora.fold(each.domain, FOLDS) == fold]
        names = common(seen)
        weights = fit(table(seen, names), ridge)
        data = table(unseen, names)
        shares, _ = _shares(data, weights)
        for at, choice in enumerate(unseen):
            own = shares[data.page == at]
            best = int(np.argmax(own)) if len(own) else -1
            results.append((choice, best, float(own[best]) if len(own) else 0.0))
    return results


def report(field: str, results: list[tuple[Choice, int, float]]) -> None:
    """Prints how often the choice was right, and could have been, by corpus."""
    by_corpus: dict[str, list[tuple[bool, bool, float]]] = defaultdict(list)
    for choice, best, share in results:
        right = best >= 0 and best == choice.right
        by_corpus[choice.corpus].append((right, choice.right >= 0, share))
    for corpus, marks in sorted(by_corpus.items()):
        right, possible, said = (sum(column) / len(marks) for column in zip(*marks, strict=True))
        numbers = f"right {right:.4f} of {possible:.4f} said {said:.4f}"
        print(f"{field:15} {corpus:16} {len(marks):5} {numbers}")


def described(found: Sequence[Choice], names: list[str], weights: Any) -> dict[str, Any]:
    """The model of one field, with how many pages had each sign on one candidate, and how many
    of them where that candidate was right."""
    pages: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for choice in found:
        pages.update(frozenset().union(*choice.signs))
        right.update(choice.signs[choice.right] if choice.right >= 0 else ())
    order = sorted(range(len(names)), key=lambda at: -weights[at])
    return {
        "weights": {names[at]: round(float(weights[at]), 3) for at in order},
        "pages": {names[at]: [pages[names[at]], right[names[at]]] for at in order},
    }


def main(arguments: list[str] | None = None) -> int:
    """Learns and writes; 0."""
    options = _options().parse_args(arguments)
    try:
        golds = [gold for gold in corpora.load(options.corpus) if gold.kind == "article"]
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    golds = [gold for gold in golds if gold.corpus != corpora.CHROME]
    lexicon = json.loads(LEXICON.read_text("utf-8"))
    for field, found in choices(golds).items():
        if options.field not in (None, field):
            continue
        ridge = options.ridge or RIDGE[field]
        report(field, held_out(found, ridge))
        names = common(found)
        lexicon[field] = described(found, names, fit(table(found, names), ridge))
    if not options.dry:
        LEXICON.write_text(json.dumps(lexicon, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--field", choices=sorted(JUDGES), help="learn only this one")
    add("--ridge", type=float, help="penalty on large weights; by default RIDGE")
    add("--dry", action="store_true", help="report only")
    return parser


if __name__ == "__main__":
    sys.exit(main())
