"""The child of a `Guard`: gets records, answers each with its article. ``python -m`` runs it."""

from __future__ import annotations

import gc
import pickle
import signal
import sys
import time
from collections.abc import Callable
from functools import lru_cache

from ..article import Article
from ..cleaner import Cleaner
from ..errors import EmptyInput, NotAPage, ScrapecleanError
from ..recipe import Recipe
from ..sites import SiteModel
from .child import Parent
from .guard import GuardOptions, Task
from .records import Failure, Record, well_formed
from .sites import SiteBook, site_of

_ORPHAN = 12  # deadlines after which a worker whose parent is gone ends by itself
_SITES = 32  # whose models are kept in memory
_SETTLED = (1, 50)  # pages after which nearly all lexicons and patterns are read


def main() -> None:
    """Serve until the parent goes."""
    parent = Parent()
    options: GuardOptions
    name: Task
    options, name = parent.receive()
    try:
        task = _task(options, name)
    except (ScrapecleanError, OSError) as error:
        parent.send(str(error))
        return
    start = _resident()
    _limit_memory(options.memory)
    parent.send(None)
    pages = 0
    while True:
        record = parent.receive()
        begin = time.perf_counter()
        data, failure = _tried(task, record, options, name)
        pages += 1
        if pages in _SETTLED:
            _settle()
        is_worn = pages >= options.recycle or _resident() - start > options.memory // 2
        if failure and failure.cause == "memory":
            is_worn = True
        parent.send((data, failure, time.perf_counter() - begin, is_worn))


def _tried(
    task: Callable[[Record], bytes], record: Record, options: GuardOptions, step: Task
) -> tuple[bytes | None, Failure | None]:
    signal.setitimer(signal.ITIMER_REAL, options.timeout * _ORPHAN)  # kills, also inside C code
    try:
        return task(record), None
    except Exception as error:
        if _is_memory(error):
            return None, Failure(step, "more memory than a worker may take", "memory")
        return None, Failure(step, well_formed(f"{type(error).__name__}: {error}"), "error")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _is_memory(error: BaseException | None) -> bool:
    """Whether memory has run out, also where an extractor's error hides it."""
    while error and not isinstance(error, MemoryError):
        error = error.__cause__
    return error is not None


def _task(options: GuardOptions, name: Task) -> Callable[[Record], bytes]:
    base = options.cleaner or Cleaner()
    cleaner = Cleaner(recipe=Recipe((*base.recipe, *options.plugins)), limits=base.limits)
    if name == "sketch":
        return lambda record: sketch_record(record, cleaner)
    if options.sites is None:
        return lambda record: clean_record(record, cleaner)
    book = SiteBook(options.sites)

    @lru_cache(_SITES)
    def cleaner_of(site: str | None) -> Cleaner:
        model = book.model(site) if site else None
        if model is None:
            return cleaner
        return Cleaner(recipe=cleaner.recipe.after("body", model), limits=cleaner.limits)

    return lambda record: clean_record(record, cleaner_of(site_of(record.url)))


def sketch_record(record: Record, cleaner: Cleaner) -> bytes:
    """What the record tells of its site: a pickled `SiteModel`."""
    page = cleaner.segment(
        record.content, url=record.url, kind=record.kind, content_type=record.content_type
    )
    return pickle.dumps(SiteModel.learn([page], cleaner=cleaner))


def clean_record(record: Record, cleaner: Cleaner) -> bytes:
    """The record's article as JSON. What is no page at all is no article, rather than a failure."""
    try:
        article = cleaner.extract(
            record.content, url=record.url, kind=record.kind, content_type=record.content_type
        )
    except EmptyInput as error:
        article = Article(url=record.url, status="empty", warnings=(str(error),))
    except NotAPage as error:
        article = Article(url=record.url, status="not_article", warnings=(str(error),))
    return article.model_dump_json().encode()


def _settle() -> None:
    """Keep what has been read so far out of garbage collection, which would look through it again
    every twenty pages: a twentieth of the time."""
    gc.collect()
    gc.freeze()


def _limit_memory(size: int) -> None:
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + size, taken + size))


def _resident() -> int:
    """Bytes of memory in use; 0 where the system does not tell cheaply."""
    if sys.platform != "linux":
        return 0
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    try:
        main()
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
