#!/usr/bin/env python3
"""What a learnt site gains and what it costs: body text and chrome with and without its model.

::

    python benchmarks/sites.py --folds FOLDS --markdown

Every site that the corpora have two pages of, or more, and made-up farm sites of 2, 5 and 20 pages
(``--farm``: the folder of a generator ``farmgen.py``), as HTML and flattened. A page is cleaned
without a model, with one learnt from the site's other pages only, and with one learnt from all of
them, itself among them. Lost are body words that the text held without the model, won are those it
holds only with it; chrome words are those of the text that the gold has not.
"""

from __future__ import annotations

import argparse
import copy
import importlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

import corpora
import heldout
import measures
from report import Table
from scrapeclean import Cleaner, Document, SiteModel
from scrapeclean.assemble import assemble
from scrapeclean.tally import Tally

FARM = Path(__file__).resolve().parents[2] / "shared" / "farm"
FARM_PAGES = (2, 5, 20)
WAYS = ("without", "others", "all")


class Page(NamedTuple):
    """A page and its gold body; a page without gold is learnt from only."""

    source: bytes | str
    url: str | None
    gold: str | None
    kind: str


class Site(NamedTuple):
    """Pages of one site."""

    group: str
    domain: str
    pages: list[Page]


class Counts(NamedTuple):
    """Body and chrome words of one page, by way of cleaning."""

    gold: int
    f1: dict[str, float]
    lost: dict[str, int]
    won: dict[str, int]
    chrome: dict[str, int]


def corpus_sites(golds: Iterable[corpora.Gold]) -> Iterator[Site]:
    """Domains with two pages or more, across all corpora."""
    domains: dict[str, dict[Path, list[corpora.Gold]]] = defaultdict(lambda: defaultdict(list))
    for gold in golds:
        domains[gold.domain][gold.page].append(gold)
    for domain, pages in sorted(domains.items()):
        if len(pages) > 1:
            found = [_page(same) for same in pages.values()]
            yield Site(f"corpora, {'2 or 3' if len(found) < 4 else '4 or more'}", domain, found)


def _page(same: list[corpora.Gold]) -> Page:
    text = next((gold.text for gold in same if gold.text), None)
    kind = "article" if same[0].kind == "article" else "other"
    return Page(same[0].read(), same[0].url, text, kind)


def farm_sites(golds: Iterable[corpora.Gold], folder: Path, form: str) -> Iterator[Site]:
    """Made-up farms around the corpora's articles."""
    sys.path.insert(0, str(folder))
    farmgen = importlib.import_module("farmgen")
    articles = [
        {"title": gold.title, "paragraphs": gold.text.split("\n"), "date": gold.date, "tags": []}
        for gold in golds if gold.kind == "article" and gold.title and gold.text
    ]  # fmt: skip
    for number in FARM_PAGES:
        sites: dict[str, list[Page]] = defaultdict(list)
        for page in farmgen.generate(articles, seed=number, pages_per_site=number):
            body = "\n".join(page["gold"]["paragraphs"])
            sites[page["variant"]].append(Page(page[form], page["url"], body, "article"))
        for variant, pages in sites.items():
            yield Site(f"farm, {number}", variant, pages)


def flattened(page: Page) -> Page:
    """As plain text, as BeautifulSoup gives it."""
    soup = BeautifulSoup(page.source, "lxml")
    for tag in soup(["script", "style", "noscript", "template"]):
        tag.decompose()
    return page._replace(source=soup.get_text("\n"))


def counts_of(site: Site, cleaner: Cleaner, form: str) -> Iterator[tuple[Page, Counts]]:
    """Every page of a site that has gold, cleaned in all ways."""
    judged: list[tuple[Page, Document, Tally, SiteModel]] = []
    for page in site.pages:
        given = flattened(page) if form == "text" and isinstance(page.source, bytes) else page
        kind: Any = "text" if form == "text" else None
        model = SiteModel.learn([given.source], cleaner=cleaner)
        if model.skipped:
            continue
        document = cleaner.segment(given.source, url=page.url, kind=kind)
        tally = cleaner.judge(document)
        model = SiteModel.learn([document], cleaner=cleaner)
        judged.append((page, document, tally, model))
    for page, document, tally, own in judged:
        if page.gold:
            others = SiteModel()
            for *_, model in judged:
                others = others.merge(model) if model is not own else others
            models = {"others": others, "all": others.merge(own)}
            yield page, _counts(page.gold, document, tally, models)


def _counts(gold: str, document: Document, tally: Tally, models: dict[str, SiteModel]) -> Counts:
    wanted = Counter(measures.words(gold))
    plain = assemble(document, tally).text
    held = Counter(measures.words(plain)) & wanted
    f1, lost, won, chrome = {}, {}, {}, {}
    for way in WAYS:
        text = plain
        if way in models:
            own = copy.deepcopy(tally)
            own.add(models[way], models[way](document, own))
            text = assemble(document, own).text
        given = Counter(measures.words(text))
        f1[way] = measures.word_score(gold, text).f1
        lost[way] = (held - given).total()
        won[way] = ((given & wanted) - held).total()
        chrome[way] = (given - wanted).total()
    return Counts(wanted.total(), f1, lost, won, chrome)


def table(found: dict[str, list[Counts]], title: str) -> Table:
    """A row for each group of sites."""
    head = ["pages", "n"]
    head += [f"F1 {way}" for way in WAYS]
    head += [f"body {fate} % {way}" for way in WAYS[1:] for fate in ("lost", "won")]
    head += [f"chrome % {way}" for way in WAYS]
    rows = []
    for group, counts in found.items():
        total = sum(count.gold for count in counts)
        row = [group, str(len(counts))]
        row += [f"{sum(count.f1[way] for count in counts) / len(counts):.4f}" for way in WAYS]
        for way in WAYS[1:]:
            for fates in ([count.lost for count in counts], [count.won for count in counts]):
                row.append(f"{100 * sum(fate[way] for fate in fates) / total:.3f}")
        row += [f"{100 * sum(count.chrome[way] for count in counts) / total:.3f}" for way in WAYS]
        rows.append(row)
    return Table(title, head, rows)


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark: 0 done, 2 cannot run."""
    options = _options().parse_args(arguments)
    try:
        golds = corpora.load(options.corpus)
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    folds = heldout.folds_in(options.folds) if options.folds else ()
    for form in options.forms:
        found: dict[str, list[Counts]] = defaultdict(list)
        sites = list(corpus_sites(golds))
        if (options.farm / "farmgen.py").is_file():
            sites += farm_sites(golds, options.farm, form)
        for site in sites[:: options.every]:
            cleaner = _cleaner(site.domain, folds)
            for page, counts in counts_of(site, cleaner, form):
                found[f"{site.group}, {page.kind}"].append(counts)
        shown = table(dict(sorted(found.items())), f"Sites, {form}")
        print(shown.markdown() if options.markdown else shown.plain(), flush=True)
    return 0


def _cleaner(domain: str, folds: tuple[Path, ...]) -> Cleaner:
    return heldout.cleaner(folds[corpora.fold(domain, len(folds))]) if folds else Cleaner()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--farm", type=Path, default=FARM, help="folder with farmgen.py")
    add("--folds", type=Path, help="folder of fold weights: judge pages by those that did not see")
    add("--forms", nargs="+", default=("html", "text"), choices=("html", "text"))
    add("--every", type=int, default=1, help="only each so-manieth site")
    add("--markdown", action="store_true", help="tables for RESULTS.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
