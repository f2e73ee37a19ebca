"""The run: parts to workers, what they report to the manifest, and the account at the end.

The parent only hands out parts and adds up; each worker reads, cleans and writes by itself.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from ..draft import draft
from .child import Child, Gone
from .guard import Task
from .hand import FAILED_FOLDER, LEARNT_FOLDER, learnt_path
from .lock import locked
from .manifest import Manifest
from .options import RunOptions
from .readers import Part, plan
from .readers.opening import STDIN, expand, size_of
from .records import BatchError
from .report import render_report
from .sites import NAME as SITES
from .sites import merge_sites
from .stats import STATUSES

_HAND = "scrapeclean.batch.hand"
_TRIES = 2  # of a part whose worker dies
_SHOW_EVERY = 0.5


class State(NamedTuple):
    """How far a run is."""

    task: Task
    """Of two passes, the first sketches pages to learn their sites."""
    pages: Counter[str]
    """``read`` and by status; all parts, also those of earlier runs."""
    fresh: int
    """Pages done by this run."""
    bytes: int
    """Of content, done by this run."""
    parts: int
    done: int
    """Parts done."""
    done_before: int
    """Parts that were done when this run began."""
    seconds: float


class Report(NamedTuple):
    """What a run did."""

    output: str
    pages: dict[str, int]
    """``read``, ``ok``, ``not_article``, ``empty``, ``failed``."""
    lost_bytes: int
    seconds: float
    stats: dict[str, Any]
    """As in ``stats.json``."""

    def __str__(self) -> str:
        counts = " + ".join(f"{self.pages[status]:,} {status}" for status in STATUSES)
        lost = f"; {self.lost_bytes:,} bytes could not be read" if self.lost_bytes else ""
        return f"{self.pages['read']:,} read = {counts}{lost}"


def run(
    sources: Sequence[str],
    output: str,
    options: RunOptions | None = None,
    *,
    watch: Callable[[State], None] | None = None,
) -> Report:
    """Clean all pages of the sources into the folder `output`; go on where an earlier run ended.

    Args:
        sources: files, folders, patterns, addresses that fsspec knows, or ``-``.
        output: a folder that is new, empty, or holds an unfinished run of the same kind.
        options: how.
        watch: called now and then, in this thread.

    Raises:
        BatchError: the run cannot start or go on; what is in the folder is whole.
        OSError: the folder cannot be written.
    """
    options = options or RunOptions()
    begin = time.monotonic()
    identity = {**options.identity(), "sources": _sources(sources)}
    parts = list(plan(sources, options.columns, options.part_size))
    if options.learn_sites and any(part.source == STDIN for part in parts):
        raise BatchError("sites are learnt by reading twice: standard input cannot be, name a file")
    os.makedirs(output, exist_ok=True)
    with locked(output):
        manifest = Manifest(output, identity)
        os.makedirs(os.path.join(output, FAILED_FOLDER), exist_ok=True)
        try:
            _remove_drafts(output)
            if options.learn_sites:
                options = _learn(parts, output, options, watch)
            _Run(_cleaning(parts, manifest), output, options).go(watch)
            return _account(output, manifest, options, time.monotonic() - begin, sources)
        finally:
            manifest.close()


class _Pass(NamedTuple):
    """One time over the parts."""

    task: Task
    parts: int
    todo: list[Part]
    """The parts that are not done yet, the next one last."""
    finish: Callable[[Part, dict[str, Any]], None]
    """Notes that a part is done."""
    pages: Counter[str]
    """Of the parts that were done before."""


def _learn(
    parts: list[Part], output: str, options: RunOptions, watch: Callable[[State], None] | None
) -> RunOptions:
    """The first pass, if it is not over: afterwards the sites are one file, and are given."""
    sites, folder = os.path.join(output, SITES), os.path.join(output, LEARNT_FOLDER)
    if not os.path.exists(sites):
        os.makedirs(folder, exist_ok=True)
        paths = {part.id: learnt_path(output, part) for part in parts}
        todo = [part for part in reversed(parts) if not os.path.exists(paths[part.id])]
        learning = _Pass("sketch", len(parts), todo, lambda *_: None, Counter())
        _Run(learning, output, options).go(watch)
        merge_sites(list(paths.values()), sites)
    shutil.rmtree(folder, ignore_errors=True)
    return replace(options, guard=replace(options.guard, sites=sites), learn_sites=False)


def _cleaning(parts: list[Part], manifest: Manifest) -> _Pass:
    todo = [part for part in reversed(parts) if part.id not in manifest.done]

    def finish(part: Part, summary: dict[str, Any]) -> None:
        manifest.add(part.id, summary)

    return _Pass("clean", len(parts), todo, finish, Counter(manifest.total.pages))


class _Run:
    def __init__(self, work: _Pass, output: str, options: RunOptions) -> None:
        self._output, self._options, self._work = output, options, work
        self._todo = work.todo
        self._done = self._done_before = work.parts - len(work.todo)
        self._lock = threading.Condition()
        self._running: dict[int, tuple[dict[str, int], int]] = {}
        self._children: set[Child] = set()
        self._fault: str | None = None
        reads_stdin = any(part.source == STDIN for part in work.todo)
        self._stdin = os.dup(0) if reads_stdin else None
        self._fresh = self._bytes = 0
        self._pages = Counter(work.pages)

    def go(self, watch: Callable[[State], None] | None) -> None:
        """Work all parts off."""
        begin = time.monotonic()
        count = min(self._options.processes, len(self._todo))
        threads = [
            threading.Thread(target=self._serve, args=(number,), daemon=True)
            for number in range(count)
        ]
        for thread in threads:
            thread.start()
        try:
            with self._lock:
                while any(thread.is_alive() for thread in threads) and not self._fault:
                    self._lock.wait(_SHOW_EVERY)
                    if watch:
                        watch(self._state(begin))
                    self._check_budget()
        finally:
            with self._lock:
                self._fault = self._fault or ("stopped" if self._todo else None)
            for child in list(self._children):
                with suppress(ProcessLookupError):
                    os.kill(child.pid, 9)
            for thread in threads:
                thread.join()
        if self._fault:
            raise BatchError(self._fault)

    def _serve(self, number: int) -> None:
        """One worker's thread: it mostly waits."""
        child: Child | None = None
        try:
            while (part := self._take()) is not None:
                for left in reversed(range(1 if part.source == STDIN else _TRIES)):
                    child = child or self._start()
                    try:
                        summary = self._serve_part(child, part, number)
                    except Gone as gone:
                        self._end(child)
                        child = None
                        if not left:
                            raise BatchError(
                                f"{part.source}: its reader died (code {gone.code}) again and again"
                            ) from gone
                        continue
                    self._finish(part, summary, number)
                    break
        except BatchError as error:
            self._fail(str(error))
        except OSError as error:
            self._fail(f"cannot write {self._output}: {error.strerror or error}")
        finally:
            if child:
                self._end(child)
            with self._lock:
                self._lock.notify_all()

    def _serve_part(self, child: Child, part: Part, number: int) -> dict[str, Any]:
        child.send((self._work.task, part))
        while True:
            kind, content = child.receive(None)
            if kind == "done":
                return dict(content)
            if kind == "fault":
                raise BatchError(content)
            with self._lock:
                self._running[number] = content

    def _take(self) -> Part | None:
        with self._lock:
            return self._todo.pop() if self._todo and not self._fault else None

    def _finish(self, part: Part, summary: dict[str, Any], number: int) -> None:
        stats = summary["stats"]
        with self._lock:
            self._work.finish(part, summary)
            self._done += 1
            self._running.pop(number, None)
            self._pages.update(stats["pages"])
            self._fresh += stats["pages"]["read"]
            self._bytes += stats["bytes"]

    def _fail(self, fault: str) -> None:
        with self._lock:
            self._fault = self._fault or fault

    def _start(self) -> Child:
        child = Child(_HAND, (self._output, self._options), hand_on=self._stdin)
        with self._lock:
            self._children.add(child)
        return child

    def _end(self, child: Child) -> None:
        with self._lock:
            self._children.discard(child)
        child.kill()

    def _state(self, begin: float) -> State:
        pages, fresh, size = Counter(self._pages), self._fresh, self._bytes
        for counts, content in self._running.values():
            pages.update(counts)
            fresh += counts.get("read", 0)
            size += content
        seconds = time.monotonic() - begin
        return State(
            self._work.task, pages, fresh, size, self._work.parts, self._done, self._done_before,
            seconds,
        )  # fmt: skip

    def _check_budget(self) -> None:
        budget = self._options.budget if self._work.task == "clean" else None
        pages = self._state(0).pages
        if budget and budget.is_spent(pages["failed"], pages["read"]):
            self._fault = (
                f"stopped: {pages['failed']:,} of {pages['read']:,} pages failed, more than "
                "max-failures allows"
            )


def _account(
    output: str, manifest: Manifest, options: RunOptions, seconds: float, sources: Sequence[str]
) -> Report:
    """Add up, check, and write what a run leaves behind beside its shards."""
    total = manifest.total
    pages = total.to_json()["pages"]
    if pages["read"] != sum(pages[status] for status in STATUSES):
        raise BatchError(f"the account does not hold: {pages}: please report it")
    stats = {
        **total.to_json(), "seconds": round(seconds, 3), "workers": options.processes,
        "sources": list(sources),
    }  # fmt: skip
    with draft(os.path.join(output, "failed.jsonl")) as file:
        for part in manifest.done:
            with open(os.path.join(output, FAILED_FOLDER, part), "rb") as failed:
                shutil.copyfileobj(failed, file)
    with draft(os.path.join(output, "stats.json")) as file:
        file.write(json.dumps(stats, indent=1, ensure_ascii=False).encode("utf-8", "replace"))
    with draft(os.path.join(output, "report.html")) as file:
        file.write(render_report(stats).encode("utf-8", "replace"))
    if options.budget and options.budget.is_spent(pages["failed"], pages["read"], at_end=True):
        raise BatchError(f"{pages['failed']:,} of {pages['read']:,} pages failed: see failed.jsonl")
    return Report(output, pages, total.lost_bytes, seconds, stats)


def _sources(sources: Sequence[str]) -> list[list[Any]]:
    """The sources with the sizes of their files: other content shall not pass for the same."""
    if not sources:
        raise BatchError("no source was named")
    found = []
    for source in sources:
        names, _ = expand(source)
        found.append([source, len(names), sum(size_of(name) or 0 for name in names)])
    return found


def _remove_drafts(output: str) -> None:
    """What a killed run was writing."""
    for folder in (
        output,
        *(os.path.join(output, name) for name in (FAILED_FOLDER, LEARNT_FOLDER)),
    ):
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.startswith(".") and name.endswith(".tmp"):
                path = os.path.join(folder, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
