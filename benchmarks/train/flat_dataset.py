"""From the corpora's flattened pages, and from content farms, to rows for training."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import corpora
import flatten
import scrapeclean
from train.dataset import Page, importance, page_of

FARM = "farm"
"""The corpus that generated pages count as."""
CLEAN = "clean"
"""The way of pages that are nothing but body."""
GENERATOR = corpora.DEFAULT.parent / "farm" / "farmgen.py"
_FARM_WAYS = ("plain", "wrapped", "wet", "soup", "oneline")
_LEAST_PARAGRAPHS = 4
_MOST_PARAGRAPHS = 30
_SCRIPTS = {"zh": re.compile("[\u4e00-\u9fff]")}


def build(
    golds: Iterable[corpora.Gold], folder: Path, *, ways: int = 0, jobs: int = 2
) -> list[Page]:
    """Every page, flattened in so many of the ways, chosen by its name; in all ways if 0."""
    here = flatten.available()
    work = [(gold, way) for gold in golds for way in chosen_ways(gold, here, ways)]
    return _pages(partial(_page, folder=folder), work, jobs)


def chosen_ways(gold: corpora.Gold, here: list[str], count: int) -> list[str]:
    """`count` of the ways, by a hash of the page's name."""
    if not count:
        return here

    def place(way: str) -> str:
        return hashlib.md5(f"{gold.corpus}/{gold.id}/{way}".encode()).hexdigest()

    return sorted(here, key=place)[:count]


def _pages(make: Any, work: list[Any], jobs: int) -> list[Page]:
    if jobs == 1:
        return [page for page in map(make, work) if page is not None]
    with ProcessPoolExecutor(jobs) as pool:
        return [page for page in pool.map(make, work, chunksize=16) if page is not None]


def _page(job: tuple[corpora.Gold, str], folder: Path) -> Page | None:
    gold, way = job
    text = flatten.flattened(gold, way, folder)
    return None if text is None else _segmented(text, gold, importance(gold), way)


def _segmented(text: str, gold: corpora.Gold, worth: float, way: str) -> Page | None:
    try:
        document = scrapeclean.Cleaner().segment(text, kind="text")
    except scrapeclean.ScrapecleanError:
        return None
    return page_of(document, gold, worth, way)


def farm_pages(golds: Iterable[corpora.Gold]) -> list[Page]:
    """Pages of content farms around articles of the corpora; none without the generator."""
    pages = (_segmented(text, gold, 1.0, way) for text, gold, way in farm_texts(golds))
    return [page for page in pages if page is not None]


def farm_texts(
    golds: Iterable[corpora.Gold], *, pages_per_site: int = 6, generator: Path = GENERATOR
) -> Iterator[tuple[str, corpora.Gold, str]]:
    """Flattened pages of content farms, what is known of them, and how they were flattened.

    A page's domain is that of the article, its kind the template, its country the language.
    """
    if not generator.is_file():
        print(f"no generator of farm pages at {generator}: none are used", file=sys.stderr)
        return
    made = _load(generator)
    articles = [article for article in map(_article, golds) if article]
    origins = {article["title"]: article["domain"] for article in articles}
    for wrap in (0, 78):
        for farm in made.generate(
            articles, seed=5 + wrap, pages_per_site=pages_per_site, sites_per_variant=2, wrap=wrap
        ):
            yield _flattened(farm, origins[farm["gold"]["title"]], wrapped=wrap > 0)


def _flattened(
    farm: dict[str, Any], domain: str, *, wrapped: bool
) -> tuple[str, corpora.Gold, str]:
    gold = corpora.Gold(
        corpus=FARM,
        id=farm["id"],
        kind=farm["variant"],
        url=f"https://{domain}/",
        page=Path(),
        title=farm["gold"]["title"],
        text="\n".join(farm["gold"]["paragraphs"]),
        country=farm["gold"]["lang"],
    )
    number = int(hashlib.md5(farm["id"].encode()).hexdigest(), 16)
    way = "wrapped" if wrapped else ("plain", "plain", *_FARM_WAYS[2:])[number % 5]
    text = farm["text"] if way in ("plain", "wrapped") else flatten.WAYS[way](farm["html"])
    return text, gold, way


def clean_pages(golds: Iterable[corpora.Gold], *, every: int = 4) -> list[Page]:
    """Bodies without any chrome, as records that were cleaned before: nothing is to be taken."""
    chosen = [gold for gold in golds if gold.text and corpora.fold(gold.id, every) == 0]
    pages = (_segmented(gold.text or "", gold, importance(gold) / 2, CLEAN) for gold in chosen)
    return [page for page in pages if page is not None]


def _article(gold: corpora.Gold) -> dict[str, Any] | None:
    """An article for a farm to take: title, paragraphs, language as far as its script tells."""
    paragraphs = [line.strip() for line in (gold.text or "").splitlines() if line.strip()]
    if not gold.title or len(paragraphs) < _LEAST_PARAGRAPHS:
        return None
    script = next((lang for lang, sign in _SCRIPTS.items() if sign.search(gold.text or "")), "")
    spanish = len(re.findall(r"\b(?:el|la|los|que|del)\b", (gold.text or "")[:3000])) > 40
    return {
        "title": " ".join(gold.title.split()),
        "paragraphs": paragraphs[:_MOST_PARAGRAPHS],
        "date": gold.date,
        "tags": [],
        "lang": script or ("es" if spanish else "en"),
        "domain": gold.domain,
    }


def _load(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None, "a file that exists has a spec"
    assert spec.loader is not None, "so it has a loader"
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module
