"""Sites of a dump: learnt in a first pass, used in the second, whatever happens in between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import batch_poison
import scrapeclean
from scrapeclean import Cleaner, Recipe, SiteFileError, SiteModel, batch
from scrapeclean.batch import sites
from scrapeclean.batch.records import Record

ALMANAC = Path(__file__).resolve().parents[1] / "examples" / "almanac"
PAGES = [(ALMANAC / f"{number}.txt").read_text("utf-8") for number in (1, 2, 3)]
MODEL = SiteModel.learn(PAGES)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*pages: str, name: str = "dump.jsonl") -> None:
    """A dump: pages of one site, one of another, one of no address, and one of no use."""
    rows: list[dict[str, str]] = [
        {"url": f"https://www.almanac.example/{number}", "text": page}
        for number, page in enumerate(pages)
    ]
    rows += [{"url": "https://mill.example/", "text": PAGES[0]}, {"text": PAGES[1]}]
    rows += [{"url": "https://almanac.example/pdf", "text": "%PDF-1.7"}]
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def texts(folder: str) -> list[str]:
    lines = [line for shard in sorted(Path(folder).glob("part-*.jsonl"))
             for line in shard.read_text("utf-8").splitlines()]  # fmt: skip
    rows = sorted(map(json.loads, lines), key=lambda row: int(row["place"].partition("@")[2]))
    return [row["text"] for row in rows]


def test_what_recurs_on_a_site_is_learnt_and_used_and_can_be_given_again() -> None:
    write(*PAGES)
    learning = batch.RunOptions(format="jsonl", workers=1, part_size=3000, learn_sites=True)
    report = batch.run(["dump.jsonl"], "learnt", learning)
    assert report.pages["read"] == 6
    cleaner = Cleaner(recipe=Recipe.default().after("body", MODEL))
    with_it = [cleaner.extract(page).text for page in PAGES]
    without = [scrapeclean.extract(page).text for page in PAGES]
    assert with_it[2] != without[2]
    assert texts("learnt") == [*with_it, without[0], without[1], ""]

    book = sites.SiteBook("learnt/sites.jsonl")
    assert book.model("almanac.example") == MODEL
    assert book.model("mill.example") is None  # one page: nothing can recur
    given = batch.GuardOptions(sites="learnt/sites.jsonl")
    batch.run(["dump.jsonl"], "again", batch.RunOptions(format="jsonl", guard=given))
    assert texts("again") == texts("learnt")


def test_killed_while_it_learns_a_run_learns_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plugins").mkdir()
    batch_poison.install(tmp_path / "plugins")
    monkeypatch.syspath_prepend(str(tmp_path / "plugins"))
    source = Path(scrapeclean.__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", f"{source}{os.pathsep}{tmp_path / 'plugins'}")
    write(
        *[page.replace(".", f" ({number}) POISON-SLOW.") for page in PAGES for number in range(8)]
    )
    command = [
        sys.executable, "-m", "scrapeclean", "batch", "dump.jsonl", "--format", "jsonl", "-q",
        "--learn-sites", "--plugin", "poison", "--part-size", "4K", "--timeout", "60", "-o",
    ]  # fmt: skip
    subprocess.run([*command, "whole"], check=True, stdout=subprocess.DEVNULL)
    for kill_at in (1, 3):  # parts learnt
        run = subprocess.Popen([*command, "killed"], stdout=subprocess.DEVNULL)
        while run.poll() is None and len(list(Path("killed").glob(".sites/*.jsonl"))) < kill_at:
            time.sleep(0.01)
        assert not Path("killed/sites.jsonl").exists()
        run.kill()
        run.wait()
    subprocess.run([*command, "killed"], check=True, stdout=subprocess.DEVNULL)
    assert texts("killed") == texts("whole")
    assert len(texts("whole")) == 27
    assert Path("killed/sites.jsonl").read_bytes() == Path("whole/sites.jsonl").read_bytes()
    assert not Path("killed/.sites").exists()


def test_the_choice_is_bounded_and_the_same_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "SITES", 3)
    monkeypatch.setattr(sites, "PAGES", 5)
    records = [
        Record(id="", url=f"https://site-{site}.example/", content=f"{number}")
        for site in range(9)
        for number in range(2 if site > 2 else 20)
    ]
    taken = []
    for order in (records, records[::-1]):
        choice = sites.Choice(order)
        taken.append({(one.url, one.content) for one in order if choice.takes(one)})
    assert taken[0] == taken[1]
    assert len(taken[0]) == 15
    assert {url for url, _ in taken[0]} == {f"https://site-{site}.example/" for site in range(3)}


def test_many_files_are_merged_in_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"s{number}.example" for number in range(40)]
    for number, page in enumerate(PAGES * 3):
        some = names[number::3] if number < 3 else names
        line = b"\t" + SiteModel.learn([page]).pack() + b"\n"
        Path(f"{number}.jsonl").write_bytes(b"".join(name.encode() + line for name in sorted(some)))
    paths = [f"{number}.jsonl" for number in range(9)]
    sites.merge_sites(paths, "once")
    monkeypatch.setattr(sites, "_AT_ONCE", 2)
    sites.merge_sites(paths, "rounds")
    assert Path("once").read_bytes() == Path("rounds").read_bytes()
    book = sites.SiteBook("once")
    for name in names:
        model = book.model(name)
        assert model is not None
        assert (model.pages, model.sample) == (7, MODEL.sample)
    assert [book.model(name) for name in ("", "s", "s10.exampl", "s10.examplf", "z")] == [None] * 5
    assert not list(Path().glob(".*.tmp"))


@pytest.mark.parametrize("content", [b"nothing of ours\n", b"a.example\t{}\n", b"a.example\t"])
def test_a_file_of_something_else_is_refused(content: bytes) -> None:
    write()
    Path("sites.jsonl").write_bytes(content)
    options = batch.RunOptions(guard=batch.GuardOptions(sites="sites.jsonl"))
    with pytest.raises(SiteFileError, match=r"sites\.jsonl"):
        batch.run(["dump.jsonl"], "out", options)
    assert not Path("out").exists()


def test_what_cannot_be_learnt_is_refused() -> None:
    with pytest.raises(batch.BatchError, match="standard input"):
        batch.run(["-"], "out", batch.RunOptions(learn_sites=True))
    with pytest.raises(batch.BatchError, match="not both"):
        batch.RunOptions(learn_sites=True, guard=batch.GuardOptions(sites="sites.jsonl"))
    write()
    with pytest.raises(batch.BatchError, match=r"missing\.jsonl cannot be read"):
        batch.run(
            ["dump.jsonl"], "out", batch.RunOptions(guard=batch.GuardOptions(sites="missing.jsonl"))
        )
