"""Learns what the confidence of an article means: ``lexicon/calibration.json``.

::

    python benchmarks/train/fit.py --keep-folds FOLDS --out SCRATCH
    python benchmarks/train/roles.py --keep-folds FOLDS
    python benchmarks/train/fit_text.py --keep-folds TEXT --out SCRATCH
    python benchmarks/train/calibrate.py --folds FOLDS            # learns, reports held out, writes
    python benchmarks/train/calibrate.py --folds FOLDS --limit 130 --svg FILE
    python benchmarks/train/calibrate.py --folds TEXT --text      # the same for flattened pages

Every page is cleaned with the weights of the fold that has not seen its domain; what
`scrapeclean.certainty` sees of each field is laid beside whether it is right. A logistic model a
field is fitted with a ridge on standardised signs. Flattened, each page counts in two of the ways
of `flatten`, chosen by its name: once its address is known and once not. Figures are of models
that have not seen the page's domain either; what is written is fitted on all pages. Needs numpy
and scipy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import corpora  # noqa: E402  # found only once the folder above is on the path
import flatten  # noqa: E402  # the same
import heldout  # noqa: E402  # the same
import reliability  # noqa: E402  # the same
import scoring  # noqa: E402  # the same
import scrapeclean  # noqa: E402  # the same
import tools  # noqa: E402  # the same
from scrapeclean import assemble, certainty, page_type  # noqa: E402  # the same
from scrapeclean.forest import parse_classifier  # noqa: E402  # the same
from scrapeclean.model import Document  # noqa: E402  # the same
from train.flat_dataset import chosen_ways  # noqa: E402  # the same

LEXICON = Path(scrapeclean.__file__).parent / "lexicon" / "calibration.json"
FIELDS = {"title": "title", "date": "date_published", "authors": "authors", "body": "text"}
"""What `reliability` calls a field, and what the article does."""
FOLDS = 5
WAYS = 2
"""In which each page counts, flattened."""
RIDGE = 3.0
RARE = 20
"""Signs that fewer answers have get no weight."""
ABOUT = (
    "How sure each field of an article is, from what scrapeclean.certainty sees of it: weights of "
    "logistic models by the kind of page and the field (text is the body, whole all together), "
    "learnt by benchmarks/train/calibrate.py from pages of domains that nothing else had learnt "
    "from. answers, right: how many there were, and the share that was right. error: how far "
    "what was said is from what was right, on domains that these weights had not seen."
)


class Job(NamedTuple):
    """One page and who is to judge it."""

    golds: list[corpora.Gold]
    weights: Path
    way: str = ""
    """How it is flattened; "" for HTML."""
    folder: Path = flatten.DEFAULT
    """Where flattened pages are kept."""
    located: bool = True
    """Whether its address is known."""


class Seen(NamedTuple):
    """One page: what was seen of each field, and which of them are right."""

    domain: str
    signs: dict[str, dict[str, float]]
    right: dict[str, bool]
    """By the names of `reliability`."""


class Model(NamedTuple):
    """A logistic model."""

    bias: float
    weights: dict[str, float]

    def __call__(self, signs: Mapping[str, float]) -> float:
        total = self.bias + sum(self.weights.get(name, 0.0) * signs[name] for name in signs)
        return float(1 / (1 + np.exp(-total)))


def html_jobs(golds: Iterable[corpora.Gold], folds: Sequence[Path]) -> Iterator[Job]:
    """Every page as HTML, with the weights that do not know its domain."""
    for pages in corpora.by_page(golds):
        yield Job(pages, folds[corpora.fold(pages[0].domain, len(folds))])


def text_jobs(golds: Iterable[corpora.Gold], folds: Sequence[Path], folder: Path) -> Iterator[Job]:
    """The same pages, flattened."""
    here = flatten.available()
    for job in html_jobs(golds, folds):
        for at, way in enumerate(chosen_ways(job.golds[0], here, WAYS)):
            yield job._replace(way=way, folder=folder, located=at == 0)


def see(work: Iterable[Job], *, jobs: int) -> list[Seen]:
    """What is seen of every page."""
    with ProcessPoolExecutor(jobs, initializer=tools.quiet) as pool:
        return [seen for seen in pool.map(_see, work, chunksize=8) if seen is not None]


def _see(job: Job) -> Seen | None:
    golds, cleaner = job.golds, heldout.cleaner(job.weights)
    document = _document(job, cleaner)
    if document is None:
        return None
    tally = cleaner.judge(document)
    answer = tools.answer(assemble.assemble(document, tally))
    marks: dict[str, Any] = {}
    for gold in golds:
        marks = {**scoring.compared(gold, tools.TOOLS["scrapeclean"], answer), **marks}
    signs = assemble.place_blocks(document, tally).signs
    return Seen(golds[0].domain, signs, reliability.fates(marks))


def _document(job: Job, cleaner: scrapeclean.Cleaner) -> Document | None:
    gold = job.golds[0]
    url = gold.url if job.located else None
    page = flatten.flattened(gold, job.way, job.folder) if job.way else gold.read()
    if page is None:
        return None
    try:
        document = cleaner.segment(page, url=url, kind="text" if job.way else None)
    except scrapeclean.ScrapecleanError:
        return None
    if document.kind == "html":
        # What the shipped weights say of the kind of this page they have learnt by heart.
        pages = parse_classifier(json.loads(job.weights.read_text("utf-8"))["pages"])
        document.derived["page_types"] = page_type.page_types(document, classifier=pages)
    return document


def models(seen: Sequence[Seen]) -> dict[str, Model]:
    """A model for each field, and from what they say one for the whole."""
    found = {}
    for name, field in FIELDS.items():
        known = [page for page in seen if name in page.right and field in page.signs]
        found[name] = fit(
            [page.signs[field] for page in known], [page.right[name] for page in known]
        )
    known = [page for page in seen if "whole" in page.right]
    signs = [whole_signs(page, found) for page in known]
    found["whole"] = fit(signs, [page.right["whole"] for page in known])
    return found


def whole_signs(page: Seen, found: Mapping[str, Model]) -> dict[str, float]:
    """The signs of the whole, from models of the fields."""
    sure = {
        field: found[name](page.signs[field])
        for name, field in FIELDS.items()
        if field in page.signs
    }
    return certainty.whole_signs(page.signs["text"]["article"], sure)


def fit(signs: Sequence[Mapping[str, float]], right: Sequence[bool]) -> Model:
    """Maximum likelihood with a ridge, on signs of mean 0 and variance 1."""
    counts = Counter(name for each in signs for name, value in each.items() if value)
    varied = {name for name in counts if len({each.get(name, 0.0) for each in signs}) > 1}
    names = sorted(name for name in varied if counts[name] >= RARE)
    rows = np.array([[each.get(name, 0.0) for name in names] for each in signs])
    means, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.hstack([(rows - means) / spread, np.ones((len(rows), 1))])
    truth = np.array(right, dtype=float)
    ridge = np.array([RIDGE] * len(names) + [0.0])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = scaled @ weights
        value = np.logaddexp(0, scores).sum() - truth @ scores
        slope = scaled.T @ (1 / (1 + np.exp(-scores)) - truth)
        return value + ridge @ weights**2 / 2, slope + ridge * weights

    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    weights = best[:-1] / spread
    kept = {name: round(float(each), 4) for name, each in zip(names, weights, strict=True)}
    return Model(round(float(best[-1] - weights @ means), 4), kept)


def held_out(seen: Sequence[Seen]) -> dict[str, list[reliability.Said]]:
    """What models say that have not seen the page's domain."""
    said: dict[str, list[reliability.Said]] = defaultdict(list)
    for fold in range(FOLDS):
        found = models([page for page in seen if corpora.fold(page.domain, FOLDS) != fold])
        for page in seen:
            if corpora.fold(page.domain, FOLDS) != fold:
                continue
            for name, right in page.right.items():
                signs = page.signs.get(FIELDS.get(name, ""))
                if name == "whole":
                    signs = whole_signs(page, found)
                if signs is not None:
                    said[name].append(reliability.Said(found[name](signs), right, page.domain))
    return {name: said[name] for name in reliability.FIELDS if name in said}


def described(found: Mapping[str, Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """The models as they are kept."""
    return {
        FIELDS.get(name, name): {
            "answers": len(said[name]),
            "right": round(fmean(each.right for each in said[name]), 3),
            "error": round(reliability.calibration_error(reliability.bins(said[name])), 3),
            "bias": model.bias,
            "weights": model.weights,
        }
        for name, model in found.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Learns, reports, writes; 0."""
    options = _options().parse_args(arguments)
    try:
        golds = corpora.sample(corpora.load(options.corpus), options.limit)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    folds = heldout.folds_in(options.folds)
    kind = "text" if options.text else "html"
    work = text_jobs(golds, folds, options.folder) if options.text else html_jobs(golds, folds)
    seen = see(work, jobs=options.jobs)
    said = held_out(seen)
    for table in reliability.tables(said):
        print(table.plain())
    if options.svg:
        options.svg.write_text(reliability.chart(said), "utf-8")
    if not options.dry:
        lexicon = json.loads(LEXICON.read_text("utf-8"))
        lexicon |= {"about": ABOUT, kind: described(models(seen), said)}
        LEXICON.write_text(json.dumps(lexicon, indent=1) + "\n", "utf-8")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--folds", type=Path, required=True, help="folder of fold weights (see `heldout`)")
    add("--text", action="store_true", help="of flattened pages; the folds are those of fit_text")
    add("--folder", type=Path, default=flatten.DEFAULT, help="where flattened pages are kept")
    add("--limit", type=int, help="at most so many pages of each corpus and kind")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    add("--svg", type=Path, help="write the plot of what was said held out")
    add("--dry", action="store_true", help="report only")
    return parser


if __name__ == "__main__":
    sys.exit(main())
