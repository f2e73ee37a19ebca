"""Damaged pages: whatever is done to them, `extract` answers or raises an error of its own.

    python benchmarks/robustness.py [--corpus DIR] [--pages 200] [--seed 5]

Every page of a fixed sample is cut off, cut in, overwritten in 200 places, given a stretch of 500
bytes 40 times over, and flattened in two ways. Each result is read back from JSON and rendered.
Prints what raised anything but a `ScrapecleanError`, and the slowest; exits with 1 if any did.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

import corpora
import scrapeclean


def main() -> int:
    """Damage, extract, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    parser.add_argument("--corpus", type=Path, default=default, help="the folder of the corpora")
    parser.add_argument("--pages", type=int, default=200, help="how many pages to damage")
    parser.add_argument("--seed", type=int, default=5, help="another seed, other damage")
    options = parser.parse_args()
    try:
        golds = corpora.load(options.corpus)
    except corpora.MissingCorporaError as missing:
        print(f"skipped: {missing}")
        return 0
    times: list[tuple[float, str]] = []
    faults = refused = 0
    for gold in corpora.evenly(golds, options.pages):
        for name, page in damaged(gold.read(), random.Random(f"{options.seed} {gold.id}")):
            start = time.process_time()
            try:
                check(page)
            except scrapeclean.ExtractorError as fault:
                faults += 1
                print(f"{gold.corpus}/{gold.id} {name}: {fault}")
            except scrapeclean.ScrapecleanError:
                refused += 1
            except Exception as fault:  # what this program is looking for
                faults += 1
                print(f"{gold.corpus}/{gold.id} {name}: {fault!r}")
            times.append((time.process_time() - start, f"{gold.corpus}/{gold.id} {name}"))
    slowest = ", ".join(f"{seconds:.2f} s ({name})" for seconds, name in sorted(times)[-3:])
    print(f"{len(times)} pages, {refused} refused in words, {faults} faults; slowest: {slowest}")
    return 1 if faults else 0


def check(page: bytes | str) -> None:
    """Everything that is done with an article, on one page."""
    article = scrapeclean.extract(page)
    if scrapeclean.Article.model_validate_json(article.model_dump_json()) != article:
        raise ValueError("the article does not survive JSON")
    article.to_markdown()
    article.to_html()


def damaged(page: bytes, chance: random.Random) -> Iterator[tuple[str, bytes | str]]:
    """The kinds of damage, by name."""
    yield "cut off", page[: chance.randrange(len(page) + 1)]
    yield "cut in", page[chance.randrange(len(page) + 1) :]
    overwritten = bytearray(page)
    for _ in range(200 if page else 0):
        overwritten[chance.randrange(len(page))] = chance.randrange(256)
    yield "overwritten", bytes(overwritten)
    at = chance.randrange(max(1, len(page) - 500))
    yield "repeated", page[:at] + page[at : at + 500] * 40 + page[at:]
    soup = BeautifulSoup(page, "lxml")
    yield "flattened to lines", soup.get_text("\n")
    yield "flattened to one line", soup.get_text(" ")


if __name__ == "__main__":
    sys.exit(main())
