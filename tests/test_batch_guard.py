"""The guard: a bad page costs only itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import batch_poison
import scrapeclean
from scrapeclean.batch import BatchError, Guard, GuardOptions, Record
from scrapeclean.batch.child import Child


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GuardOptions:
    batch_poison.install(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return GuardOptions(timeout=6, memory=400 << 20, plugins=("poison",))


class Local:
    """An extractor that cannot be pickled."""

    name = "local"
    requires: frozenset[str] = frozenset()
    assigns: frozenset[str] = frozenset()

    def __reduce__(self):
        raise TypeError("not to be pickled")

    def __call__(self, doc, so_far):
        return ()


def records(*words: str) -> Iterator[Record]:
    for number, word in enumerate(words):
        yield Record(id=str(number), content=batch_poison.page(word), url="https://a.example/")


def test_poison_is_told_apart_and_the_others_are_cleaned(options: GuardOptions) -> None:
    words = ["", "POISON-HANG", "", "POISON-CRASH", "POISON-CRASH", "POISON-EAT", "POISON-RAISE"]
    with Guard(options) as guard:
        outcomes = list(guard.clean_many(records(*words, *[""] * 20)))
    assert [outcome.record.id for outcome in outcomes] == [str(n) for n in range(27)]
    causes = [outcome.failure and outcome.failure.cause for outcome in outcomes]
    assert causes == [None, "timeout", None, "crash", "crash", "memory", "error", *[None] * 20]
    raised = outcomes[6].failure
    assert raised is not None
    assert "ValueError: poisoned" in raised.error
    page = batch_poison.page()
    assert outcomes[2].article == scrapeclean.extract(page, url="https://a.example/")


def test_workers_are_replaced_after_their_pages() -> None:
    seen = []
    with Guard(GuardOptions(recycle=3)) as guard:
        for outcome in guard.clean_many(records(*[""] * 8)):
            assert outcome.article is not None
            assert guard._child is not None
            seen.append(guard._child.pid)
    assert len(set(seen)) == 3


def test_workers_are_replaced_when_they_have_grown(options: GuardOptions) -> None:
    pids = []
    with Guard(options) as guard:
        for outcome in guard.clean_many(records(*["POISON-LEAK"] * 6)):
            assert outcome.failure is None
            assert guard._child is not None
            pids.append(guard._child.pid)
    assert len(set(pids)) == 4  # one behind each second page


def test_waiting_for_a_core_is_not_the_pages_fault(
    options: GuardOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Guard(replace(options, timeout=1)) as guard:
        (outcome,) = guard.clean_many(records("POISON-NAP"))
        assert outcome.failure is not None
        assert outcome.failure.cause == "timeout"
        monkeypatch.setattr(Child, "_starved", lambda _: time.monotonic())  # all the time
        (outcome,) = guard.clean_many(records("POISON-NAP"))
        assert outcome.failure is None
        (outcome,) = guard.clean_many(records("POISON-HANG"))  # not for ever
        assert outcome.failure is not None


def test_what_came_late_for_want_of_a_core_here_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the deadline and the look at the clock, this process itself may have slept."""
    with Guard(GuardOptions(timeout=60)) as guard:
        list(guard.clean_many(records("")))  # has started
        assert guard._child
        guard._child.send(next(records("")))
        time.sleep(2)
        begin = time.monotonic()
        clock = iter([begin, *[begin + 100] * 1000])
        monkeypatch.setattr("scrapeclean.batch.child.time.monotonic", lambda: next(clock))
        assert guard._child.receive(60)[0] is not None


def test_a_cleaner_that_cannot_be_handed_on_is_one_clear_error() -> None:
    cleaner = scrapeclean.Cleaner(recipe=scrapeclean.Recipe.default().after("body", Local()))
    with Guard(GuardOptions(cleaner=cleaner)) as guard, pytest.raises(BatchError) as caught:
        list(guard.clean_many(records("")))
    assert "cannot be given its options" in str(caught.value)


def test_large_records_and_answers_do_not_block_each_other() -> None:
    page = batch_poison.page("word " * 200_000)
    with Guard() as guard:
        outcomes = list(guard.clean_many(Record(id="x", content=page) for _ in range(6)))
    assert all(outcome.data and len(outcome.data) > len(page) / 2 for outcome in outcomes)


def test_what_is_no_page_is_no_failure() -> None:
    pages = [b"%PDF-1.7 ...", b"  ", b""]
    with Guard() as guard:
        found = list(guard.clean_many(Record(id="x", content=page) for page in pages))
    assert [one.fields and one.fields["status"] for one in found] == [
        "not_article", "empty", "empty",
    ]  # fmt: skip


def test_a_plugin_that_is_not_there_is_one_clear_error() -> None:
    with Guard(GuardOptions(plugins=("no-such",))) as guard, pytest.raises(BatchError) as caught:
        list(guard.clean_many(records("")))
    assert "no-such" in str(caught.value)
