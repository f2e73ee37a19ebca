"""Damaged and hostile pages: `extract` answers, or raises an error of its own.

    python benchmarks/robustness.py [--corpus DIR] [--pages 200] [--seed 5]
    python benchmarks/robustness.py --hostile [--share 1.0] [--case WORD ...]
    python benchmarks/robustness.py --memory 100000

Every page of a fixed sample is cut off, cut in, overwritten in 200 places, given a stretch of 500
bytes 40 times over, and flattened in two ways. Each result is read back from JSON and rendered.
Prints what raised anything but a `ScrapecleanError`, and the slowest; exits with 1 if any did.

With ``--hostile``, the pages of ``hostile.py`` are made at full size (or a share of it), and at
half of that: printed are seconds, seconds a megabyte, and how many times longer the full size took,
which is 2 where the cost is linear. A fault is also what is lost without a warning.

With ``--memory``, so many pages, pieces of the golden pages of the tests that never repeat, are
cleaned in this process: printed is what memory it holds after each tenth of them.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bs4 import BeautifulSoup

import corpora
import hostile
import scrapeclean

MEASURABLE = 0.2  # seconds; below, fixed costs blur the growth


def main() -> int:
    """Damage, extract, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    parser.add_argument("--corpus", type=Path, default=default, help="the folder of the corpora")
    parser.add_argument("--pages", type=int, default=200, help="how many pages to damage")
    parser.add_argument("--seed", type=int, default=5, help="another seed, other damage")
    parser.add_argument("--hostile", action="store_true", help="the hostile pages, at full size")
    parser.add_argument("--share", type=float, default=1.0, help="of the full size")
    parser.add_argument("--case", action="append", help="only hostile pages with this in the name")
    parser.add_argument("--memory", type=int, default=0, help="pages to clean one after another")
    options = parser.parse_args()
    if options.memory:
        return endure(options.memory)
    if options.hostile:
        return attack(options.share, options.case or [""])
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


def attack(share: float, words: list[str]) -> int:
    """Give `extract` the hostile pages; 1 if there were faults."""
    faults = 0
    print(f"{'':44}{'MB':>7}{'s':>8}{'s/MB':>8}{'growth':>8}  outcome")
    for group, cases in hostile.CASES.items():
        for name, case in cases.items():
            if not any(word in f"{group} {name}" for word in words):
                continue
            full = max(1, int(case.full * share))
            half, _, _ = answered(case, max(1, full // 2))
            seconds, outcome, page = answered(case, full)
            size = len(page) / 1e6
            growth = f"{seconds / half:8.1f}" if half > MEASURABLE else f"{'':8}"
            faults += outcome.startswith("FAULT")
            figures = f"{size:7.2f}{seconds:8.2f}{seconds / size:8.1f}{growth}"
            print(f"{group} {name:{43 - len(group)}}{figures}  {outcome}", flush=True)
    print(f"{faults} faults; at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
    return 1 if faults else 0


def answered(case: hostile.Case, times: int) -> tuple[float, str, bytes | str]:
    """CPU seconds, the outcome, and the page."""
    page = case.make(times)
    start = time.process_time()
    try:
        article = scrapeclean.extract(page, kind=case.kind, content_type=case.content_type)
    except scrapeclean.InputError as refused:
        return time.process_time() - start, f"refused: {refused}"[:50], page
    except Exception as fault:  # what this program is looking for
        return time.process_time() - start, f"FAULT: {fault!r}", page
    seconds = time.process_time() - start
    written = article.model_dump_json()
    lost = [word for word in case.words if word not in written]
    if lost and not article.warnings:
        return seconds, f"FAULT: lost {', '.join(lost)} without a word", page
    return seconds, "; ".join(warning[:60] for warning in article.warnings) or "read", page


def endure(pages: int) -> int:
    """Clean many small pages, and tell what memory is held; 1 if it has grown by a tenth."""
    golden = Path(__file__).resolve().parents[1] / "tests" / "golden"
    sources = [path.read_text("utf-8") for path in sorted(golden.glob("*.html"))]
    sources += [path.read_text("utf-8") for path in sorted(golden.glob("*.txt"))]
    chance = random.Random(5)
    held: list[int] = []
    for number in range(1, pages + 1):
        source = sources[number % len(sources)]
        start = chance.randrange(max(1, len(source) - 1500))
        page = f"Line {number} of it\n{source[start : start + 1500]}\nWord{number}"
        with suppress(scrapeclean.InputError):
            scrapeclean.extract(page, url=f"https://a{number}.example/{number}").model_dump_json()
        if number % max(1, pages // 10) == 0:
            resident = int(Path("/proc/self/statm").read_text().split()[1])
            held.append(resident * resource.getpagesize() >> 10)
            print(f"{number:>9,} pages: {held[-1] / 1024:7.1f} MB", flush=True)
    return 1 if held[-1] > 1.1 * held[0] else 0


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
