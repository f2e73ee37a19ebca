"""Threads that share a `Cleaner`, and processes however they are started, change no result."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scrapeclean import Cleaner

PAGES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parent / "golden").iterdir())
    if path.suffix != ".json"
]
CLEANER = Cleaner()


def written(page: bytes) -> str:
    """The article of a page, as JSON."""
    return CLEANER.extract(page, url="https://a.example/2024/05/story").model_dump_json()


def test_eight_threads_on_one_cleaner() -> None:
    with ThreadPoolExecutor(8) as pool:
        threaded = list(pool.map(written, PAGES * 2))
    assert threaded == [written(page) for page in PAGES] * 2


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes(method: str) -> None:
    some = PAGES[::4]
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(written, some) == [written(page) for page in some]
