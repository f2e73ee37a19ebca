"""How fast does the batch engine clean a dump, what does it cost, and what does it lose?

::

    python benchmarks/batch.py                     # 400 pages of the corpora, as Parquet
    python benchmarks/batch.py --format warc --pages 1000
    python benchmarks/batch.py --kills 20          # also kill -9, 20 times at random moments

The dump is read by the engine's own readers throughout. One process alone reads it, then reads and
cleans it, then reads it and has trafilatura or resiliparse clean it; the engine does so with one
worker and with one for each core, writing Parquet. Seconds are of the wall; peak memory is the sum
over the engine's processes, looked at ten times a second.
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

_GROUP = 50  # rows of a Parquet row group
_SHARE = 8  # parts of the dump at least


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


def engine(dump: Path, output: Path, workers: int) -> tuple[float, list[int]]:
    """Seconds of a whole run, and the memory of all its processes over time."""
    size = max(1, dump.stat().st_size // _SHARE)
    options = batch.RunOptions(workers=workers, part_size=size)
    memory: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            memory.append(sum(map(_resident, _family(os.getpid()))))

    watcher = threading.Thread(target=look)
    watcher.start()
    begin = time.perf_counter()
    batch.run([str(dump)], str(output), options)
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


def kill_test(dump: Path, output: Path, times: int, seconds: float) -> tuple[int, int, int]:
    """Kill a run so often at random moments, then end it: records in, out, and out twice."""
    chance = random.Random(11)
    size = max(1, dump.stat().st_size // _SHARE)
    command = [sys.executable, "-m", "scrapeclean", "batch", str(dump), "-o", str(output), "-q",
               "--part-size", str(size)]  # fmt: skip
    for _ in range(times):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, seconds))
        run.kill()
        run.wait()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    ids = [name for shard in output.glob("part-*.parquet")
           for name in pq.read_table(shard, columns=["id"])["id"].to_pylist()]  # fmt: skip
    return sum(1 for _ in records(dump)), len(set(ids)), len(ids) - len(set(ids))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=corpora.DEFAULT)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--format", choices=("parquet", "jsonl", "warc"), default="parquet")
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    golds = pages_of(corpora.load(options.corpus), options.pages)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dump = make_dump(golds, options.format, folder)
        content = sum(len(record.content) for record in records(dump))
        heading = f"{len(golds)} pages as {options.format}, {content / 1e6:.1f} MB"
        table = Table(heading, ["what", "seconds", "pages/s", "MB/s"], [])

        def tell(what: str, seconds: float) -> None:
            rates = f"{len(golds) / seconds:.1f}", f"{content / seconds / 1e6:.2f}"
            table.rows.append([what, f"{seconds:.1f}", *rates])

        for tool, clean in cleaners().items():
            tell(tool, alone(dump, clean))
        memory: list[int] = []
        for workers in sorted({1, os.cpu_count() or 1}):
            seconds, memory = engine(dump, folder / f"out-{workers}", workers)
            tell(f"engine, {workers} workers", seconds)
        print(table.plain())
        tenths = [max(memory[at * len(memory) // 10 : (at + 1) * len(memory) // 10] or [0])
                  for at in range(10)]  # fmt: skip
        print("memory over time, MB:", *(f"{size / 1e6:.0f}" for size in tenths))
        if options.kills:
            given, once, twice = kill_test(dump, folder / "killed", options.kills, seconds / 4)
            print(f"killed {options.kills} times: {given} records in, {once} out, {twice} twice")


if __name__ == "__main__":
    main()
