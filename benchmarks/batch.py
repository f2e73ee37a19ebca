"""How fast does the batch engine clean a dump, what does it cost, and what does it lose?

::

    python benchmarks/batch.py                     # 400 pages of the corpora, as Parquet
    python benchmarks/batch.py --format warc --pages 1000 --rounds 3
    python benchmarks/batch.py kills               # kill -9, 20 times at random moments
    python benchmarks/batch.py poison              # endless, crashing and memory-eating pages
    python benchmarks/batch.py memory              # 200,000 small pages: does memory stay flat?

The dump is read by the engine's own readers throughout. One process alone reads it, then reads and
cleans it, then reads it and has trafilatura or resiliparse clean it; one such process for each core
at once tells what the machine itself gives; the engine does so with one worker and with one for
each core, writing Parquet. All take turns in each round, and the quickest of the rounds counts:
others use the machine too. Seconds are of the wall; memory is the sum over the engine's processes,
looked at ten times a second.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import corpora
import scrapeclean
from report import Table
from scrapeclean import batch
from scrapeclean.batch.readers import plan, read
from speed import pages_of

_GROUP = 10  # rows of a Parquet row group
_SHARE = 24  # parts of the dump


def make_dump(golds: list[corpora.Gold], form: str, folder: Path) -> Path:
    """Write the pages as one dump; their ids are their numbers."""
    pages = [(str(at), gold.url or "", gold.read()) for at, gold in enumerate(golds)]
    path = folder / {"parquet": "dump.parquet", "jsonl": "dump.jsonl", "warc": "dump.warc.gz"}[form]
    if form == "parquet":
        columns = [list(column) for column in zip(*pages, strict=True)]
        pq.write_table(pa.table(columns, ["id", "url", "content"]), path, row_group_size=_GROUP)
    elif form == "jsonl":
        with path.open("w", encoding="utf-8") as file:
            for name, url, page in pages:
                text = page.decode("utf-8", "replace")
                file.write(json.dumps({"id": name, "url": url, "html": text}) + "\n")
    else:
        with path.open("wb") as file:
            for page in pages:
                file.write(gzip.compress(_warc_record(*page)))
    return path


def _warc_record(name: str, url: str, page: bytes) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {name}\r\n"
        f"WARC-Target-URI: {url or 'https://none.example/'}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def records(dump: Path) -> Iterator[batch.Record]:
    """All records of the dump, in this process."""
    columns = batch.Columns()
    for part in plan([str(dump)], columns):
        yield from (one for one in read(part, columns) if isinstance(one, batch.Record))


def cleaners() -> dict[str, Callable[[batch.Record], object]]:
    """By name, what is done with each record; peers that are not installed are left out."""
    found: dict[str, Callable[[batch.Record], object]] = {
        "reading alone": lambda _: None,
        "scrapeclean": lambda record: scrapeclean.extract(record.content, url=record.url),
    }
    with suppress(ImportError):
        trafilatura = importlib.import_module("trafilatura")
        found["trafilatura"] = lambda record: trafilatura.bare_extraction(
            record.content, url=record.url
        )
    with suppress(ImportError):
        plain = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
        decode = importlib.import_module("scrapeclean.decode").decode
        found["resiliparse"] = lambda record: plain(
            record.content if isinstance(record.content, str) else decode(record.content).text,
            main_content=True,
        )
    return found


def alone(dump: Path, clean: Callable[[batch.Record], object]) -> float:
    """Seconds of one process that reads all records and does this with each."""
    begin = time.perf_counter()
    for record in records(dump):
        with suppress(scrapeclean.ScrapecleanError):
            clean(record)
    return time.perf_counter() - begin


def together(dump: Path, tool: str, processes: int) -> float:
    """Seconds of the slowest of such processes at once, without their start."""
    program = f"import batch, pathlib; print(batch.alone(pathlib.Path({str(dump)!r}), " + (
        f"batch.cleaners()[{tool!r}]))"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    runs = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                         env={**os.environ, "PYTHONPATH": path})
        for _ in range(processes)
    ]  # fmt: skip
    return max(float(run.communicate()[0]) for run in runs)


def engine(dump: Path, output: Path, options: batch.RunOptions) -> tuple[float, list[int]]:
    """Seconds of a whole run, and the memory of all its processes over time."""
    memory: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            memory.append(sum(map(_resident, _family(os.getpid()))))

    watcher = threading.Thread(target=look)
    watcher.start()
    begin = time.perf_counter()
    print(batch.run([str(dump)], str(output), options), file=sys.stderr)
    seconds = time.perf_counter() - begin
    done.set()
    watcher.join()
    return seconds, memory


def _family(root: int) -> list[int]:
    """The processes below this one."""
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        with suppress(OSError):
            for task in Path(f"/proc/{pid}/task").iterdir():
                queue += map(int, (task / "children").read_text().split())
            found.append(pid)
    return found[1:]


def _resident(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    return 0


def speed(golds: list[corpora.Gold], form: str, rounds: int, folder: Path) -> None:
    """Print the table of speeds."""
    dump = make_dump(golds, form, folder)
    content = sum(len(record.content) for record in records(dump))
    cores = os.cpu_count() or 1
    part_size = max(1, dump.stat().st_size // _SHARE)
    best: dict[str, float] = {}

    def tell(what: str, seconds: float) -> None:
        best[what] = min(seconds, best.get(what, seconds))

    for number in range(rounds):
        for tool in cleaners():
            tell(tool, together(dump, tool, 1))
        for workers in sorted({1, cores}):
            options = batch.RunOptions(workers=workers, part_size=part_size)
            seconds, _ = engine(dump, folder / f"out-{number}-{workers}", options)
            tell(f"engine, {workers} workers", seconds)
        tell(f"scrapeclean, {cores} times at once", together(dump, "scrapeclean", cores) / cores)
    heading = f"{len(golds)} pages as {form}, {content / 1e6:.1f} MB, best of {rounds} rounds"
    rows = [
        [what, f"{seconds:.1f}", f"{len(golds) / seconds:.1f}", f"{content / seconds / 1e6:.2f}"]
        for what, seconds in best.items()
    ]
    print(Table(heading, ["what", "seconds", "pages/s", "MB/s"], rows).plain())
    one, all_of_them = best["engine, 1 workers"], best[f"engine, {cores} workers"]
    limit = best["scrapeclean"] / best[f"scrapeclean, {cores} times at once"]
    print(f"{cores} workers to one: {one / all_of_them:.2f} (the machine itself: {limit:.2f})")
    print(f"one worker to reading and cleaning alone: {one / best['scrapeclean']:.2f}")


def kills(golds: list[corpora.Gold], form: str, times: int, folder: Path) -> None:
    """Kill a run so often at random moments, then end it: records in, out, and out twice."""
    dump, output, chance = make_dump(golds, form, folder), folder / "out", random.Random(11)
    size = max(1, dump.stat().st_size // 40)
    command = [sys.executable, "-m", "scrapeclean", "batch", str(dump), "-o", str(output), "-q",
               "--timeout", "60", "--learn-sites", "--part-size", str(size)]  # fmt: skip
    for _ in range(times):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 12))
        run.kill()
        run.wait()
    subprocess.run(command, check=True)
    ids = [name for shard in output.glob("part-*.parquet")
           for name in pq.read_table(shard, columns=["id"])["id"].to_pylist()]  # fmt: skip
    print(f"killed {times} times: {sum(1 for _ in records(dump))} records in, {len(set(ids))} out, "
          f"{len(ids) - len(set(ids))} twice")  # fmt: skip


def poison(folder: Path) -> None:
    """Clean a dump in which every tenth page is poison, and tell what became of each kind."""
    sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests"), str(folder)]
    batch_poison = importlib.import_module("batch_poison")
    batch_poison.install(folder)
    kinds = ("HANG", "CRASH", "EAT", "RAISE")
    dump = folder / "dump.jsonl"
    with dump.open("w", encoding="utf-8") as file:
        for number in range(400):
            kind = kinds[number // 10 % len(kinds)] if number % 10 == 5 else ""
            page = batch_poison.page(f"POISON-{kind}" if kind else f"Number {number}.")
            file.write(json.dumps({"id": f"{number}{kind}", "html": page}) + "\n")
    guard = batch.GuardOptions(timeout=3, memory=1 << 30, plugins=("poison",))
    seconds, memory = engine(dump, folder / "out", batch.RunOptions(guard=guard))
    failed = map(json.loads, (folder / "out" / "failed.jsonl").read_text("utf-8").splitlines())
    became = Counter((row["id"].lstrip("0123456789"), row["cause"]) for row in failed)
    for (kind, cause), count in sorted(became.items()):
        print(f"{kind.lower() or 'no poison'}: {count} set aside as {cause}")
    print(f"{seconds:.0f} s, at most {max(memory) / 1e6:.0f} MB")


def memory_over_time(pages: int, folder: Path) -> None:
    """Clean very many small pages, one in twenty of them an article."""
    dump = folder / "dump.jsonl"
    story = "<p>The boat to the island left at {0} minutes past six, and came back with {0} goats "
    story += "and the mail of a week; the harbour master was seen to count both of them twice."
    with dump.open("w", encoding="utf-8") as file:
        for number in range(pages):
            page = f"<title>Boat {number}</title>" + story.format(number) * (
                6 if number % 20 == 0 else 0
            )
            url = f"https://site-{number % 5000}.example/{number}"
            file.write(json.dumps({"id": number, "url": url, "html": page}) + "\n")
    seconds, memory = engine(dump, folder / "out", batch.RunOptions(part_size=1 << 20))
    tenths = [memory[at * len(memory) // 10 : (at + 1) * len(memory) // 10] for at in range(10)]
    print(f"{pages:,} pages in {seconds:.0f} s; MB by tenths of the run")
    print("most:  ", *(f"{max(part) / 1e6:.0f}" for part in tenths))
    print("middle:", *(f"{sorted(part)[len(part) // 2] / 1e6:.0f}" for part in tenths))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="?", default="speed",
                        choices=("speed", "kills", "poison", "memory"))  # fmt: skip
    parser.add_argument("--corpus", type=Path, default=corpora.DEFAULT)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--format", choices=("parquet", "jsonl", "warc"), default="parquet")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.what == "poison":
            poison(folder)
        elif options.what == "memory":
            memory_over_time(options.pages or 200_000, folder)
        elif options.what == "kills":
            golds = pages_of(corpora.load(options.corpus), options.pages or 200)
            kills(golds, options.format, options.times, folder)
        else:
            golds = pages_of(corpora.load(options.corpus), options.pages or 400)
            speed(golds, options.format, options.rounds, folder)


if __name__ == "__main__":
    main()
