"""Runs: nothing is lost, whatever happens to them."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import batch_poison
import scrapeclean
from scrapeclean import batch

pq = pytest.importorskip("pyarrow.parquet", reason="the extra `batch` is not installed")
pytest.importorskip("zstandard")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plugins").mkdir()
    batch_poison.install(tmp_path / "plugins")
    source = str(Path(scrapeclean.__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", f"{source}{os.pathsep}{tmp_path / 'plugins'}")
    monkeypatch.syspath_prepend(str(tmp_path / "plugins"))
    monkeypatch.chdir(tmp_path)


def dump(*words: str, name: str = "dump.jsonl") -> None:
    rows = [
        {"id": str(number), "url": f"https://mill.example/{number}",
         "html": batch_poison.page(word), "from": "a crawl"}
        for number, word in enumerate(words)
    ]  # fmt: skip
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows))


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scrapeclean", "batch", *arguments]


def outcome(*arguments: str, limit: int | None = None) -> tuple[int, str, list[str]]:
    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = subprocess.run(
        command(*arguments), capture_output=True, text=True, check=False, timeout=500,
        preexec_fn=limited,
    )  # fmt: skip
    return run.returncode, run.stdout, run.stderr.splitlines()


def rows(folder: str) -> list[dict[str, object]]:
    found = []
    for shard in sorted(Path(folder).glob("part-*.jsonl")):
        found += [json.loads(line) for line in shard.read_text().splitlines()]
    return found


def test_parquet_has_the_articles_that_extract_gives() -> None:
    dump("One.", "Two.", "")
    columns = batch.Columns(keep=("from",))
    report = batch.run(["dump.jsonl"], "out", batch.RunOptions(columns=columns, workers=1))
    assert str(report) == "3 read = 3 ok + 0 not_article + 0 empty + 0 failed"
    table = pq.read_table(next(Path("out").glob("*.parquet")))
    assert table.column("id").to_pylist() == ["0", "1", "2"]
    assert table.column("from").to_pylist() == ["a crawl"] * 3
    one = scrapeclean.extract(batch_poison.page("One."), url="https://mill.example/0")
    assert table.column("text").to_pylist()[0] == one.text
    stats = json.loads(Path("out/stats.json").read_text())
    assert stats["pages"]["read"] == 3
    assert stats["sites"] == {"mill.example": 3}


@pytest.mark.parametrize("form", ["parquet", "jsonl", "markdown"])
def test_strings_that_no_file_can_hold_cost_no_page(form: str) -> None:
    half, page = "\ud83d", batch_poison.page()
    rows = [
        {"id": half, "url": half, "html": page.replace("mill", f"mill{half}"), "from": half},
        {"id": 10**30, "url": ["x"], "html": {"deep": page}, "from": {"x": 1}},
        {"id": None, "url": "http://[", "html": None, "from": "\0"},
    ]
    Path("in").mkdir()
    Path("in/dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    Path(os.fsdecode(b"in/caf\xe9.html")).write_text(page)
    code, out, _ = outcome("in", "-o", "out", "--format", form, "--keep", "from", "-q")
    assert (code, out) == (0, "4 read = 2 ok + 1 not_article + 1 empty + 0 failed\n")
    if form == "parquet":
        titles = [title for shard in Path("out").glob("part-*")
                  for title in pq.read_table(shard)["title"].to_pylist()]  # fmt: skip
        assert "The mill\ufffd by the weir" in titles


def test_other_formats_and_standard_input() -> None:
    dump("One.", "Two.")
    data = Path("dump.jsonl").read_bytes()
    subprocess.run(command("-", "-o", "z", "--format", "jsonl.zst"), input=data, check=True)
    import zstandard

    shard = next(Path("z").glob("*.zst")).read_bytes()
    lines = zstandard.ZstdDecompressor().stream_reader(shard).read().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["0", "1"]
    assert outcome("dump.jsonl", "-o", "m", "--format", "markdown", "-q")[0] == 0
    pages = sorted(Path("m").rglob("*.md"))
    assert [page.name for page in pages] == [
        "000001-the-mill-by-the-weir.md", "000002-the-mill-by-the-weir.md",
    ]  # fmt: skip
    assert pages[0].read_text().startswith('---\nid: "0"\n')


def test_killed_at_any_moment_each_record_comes_out_once() -> None:
    dump(*["POISON-SLOW"] * 40)
    arguments = (
        "dump.jsonl", "-o", "out", "--format", "jsonl", "--plugin", "poison", "--workers", "2",
        "--part-size", "4K", "--timeout", "90",
    )  # fmt: skip
    chance = random.Random(7)
    for _ in range(2):
        run = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(1.0, 4.0))
        run.kill()
        run.wait()
    code, out, _ = outcome(*arguments)
    assert (code, out) == (0, "40 read = 40 ok + 0 not_article + 0 empty + 0 failed\n")
    assert sorted(int(str(row["id"])) for row in rows("out")) == list(range(40))
    assert not [name for name in os.listdir("out") if name.endswith(".tmp")]
    before = {shard: shard.stat().st_mtime_ns for shard in Path("out").glob("part-*")}
    assert outcome(*arguments)[:2] == (code, out)
    assert before == {shard: shard.stat().st_mtime_ns for shard in Path("out").glob("part-*")}


def test_poison_is_set_aside_and_can_be_tried_again() -> None:
    dump("", "POISON-CRASH", "", "POISON-HANG", "POISON-RAISE", "")
    code, out, _ = outcome(
        "dump.jsonl", "-o", "out", "--format", "jsonl", "--plugin", "poison", "--timeout", "8",
    )  # fmt: skip
    assert code == 0
    assert out.startswith("6 read = 3 ok + 0 not_article + 0 empty + 3 failed\n")
    failed = [json.loads(line) for line in Path("out/failed.jsonl").read_text().splitlines()]
    assert [(page["id"], page["cause"]) for page in failed] == [
        ("1", "crash"), ("3", "timeout"), ("4", "error"),
    ]  # fmt: skip
    assert failed[0]["content"] == batch_poison.page("POISON-CRASH")
    assert failed[0]["place"].startswith("dump.jsonl@")
    code, out, _ = outcome("--retry", "out/failed.jsonl", "--format", "jsonl")
    assert (code, out) == (0, "3 read = 3 ok + 0 not_article + 0 empty + 0 failed\n")
    assert [row["id"] for row in rows("out/retried")] == ["1", "3", "4"]


def test_a_run_that_goes_wrong_stops() -> None:
    dump("POISON-RAISE", "", "POISON-RAISE")
    arguments = ("dump.jsonl", "-o", "out", "--plugin", "poison", "--max-failures")
    code, _, err = outcome(*arguments, "50%")
    assert code == 2
    assert "2 of 3 pages failed" in err[-1]
    assert outcome(*arguments, "2")[0] == 0  # the same run, with a larger budget


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("dump.jsonl",), "with -o"),
        (("-o", "out"), "name a SOURCE"),
        (("missing.jsonl", "-o", "out"), "there is no such file"),
        (("dump.jsonl", "-o", "out", "--max-failures", "many"), "not 'many'"),
        (("dump.jsonl", "-o", "out", "--timeout", "0"), "timeout"),
        (("dump.jsonl", "-o", "out", "--plugin", "absent"), "absent"),
        (("dump.jsonl", "-o", "out", "--content", "absent"), "no column 'absent'"),
        (("dump.jsonl", "-o", "dump.jsonl/x"), "cannot write"),
        (("dump.jsonl", "-o", "plugins"), "holds other things"),
        (("dump.jsonl", "-o", "/proc/out"), "cannot write /proc/out"),
        (("dump.jsonl", "-o", "out", "--memory", "much"), "500M or 2G"),
        (("dump.jsonl", "-o", "out", "--sites", "absent"), "absent cannot be read"),
        (("dump.jsonl", "-o", "out", "--keep", "url"), "has one of that name"),
        (("dump.jsonl", "-o", "out", "--duplicates", "mark", "--format", "jsonl"), "parquet"),
    ],
)
def test_what_cannot_run_says_so_in_one_line(arguments: tuple[str, ...], fault: str) -> None:
    dump("")
    code, out, err = outcome(*arguments, "-q")
    assert (code, out, len(err)) == (2, "", 1)
    assert fault in err[0]


def test_another_run_in_the_same_folder_is_refused() -> None:
    dump("")
    assert outcome("dump.jsonl", "-o", "out")[0] == 0
    code, _, err = outcome("dump.jsonl", "-o", "out", "--format", "jsonl", "-q")
    assert (code, len(err)) == (2, 1)
    assert "output format" in err[0]
    dump("", "")
    assert "sources" in outcome("dump.jsonl", "-o", "out", "-q")[2][0]


def test_a_full_disk_leaves_what_was_done_and_can_be_gone_on_from() -> None:
    dump(*["word " * 4000] * 12)
    arguments = ("dump.jsonl", "-o", "out", "--format", "jsonl", "--part-size", "60K")
    code, _, err = outcome(*arguments, "-q", limit=60_000)
    assert (code, len(err)) == (2, 1)
    assert "File too large" in err[0]
    code, out, _ = outcome(*arguments)
    assert (code, out) == (0, "12 read = 12 ok + 0 not_article + 0 empty + 0 failed\n")
    assert sorted(int(str(row["id"])) for row in rows("out")) == list(range(12))


def test_a_disk_that_is_really_full() -> None:
    inside = ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c"]
    Path("out").mkdir()
    mount = "mount -t tmpfs -o size={} tmpfs out"
    probe = [*inside, mount.format("300k")]
    if shutil.which("unshare") is None or subprocess.run(probe, check=False).returncode:
        pytest.skip("needs to mount a small disk in a user namespace of its own")
    dump(*["word " * 4000] * 12)
    arguments = ("dump.jsonl", "-o", "out", "--format", "jsonl", "--part-size", "60K", "-q")
    script = (
        f'{mount.format("300k")}; "$@"; echo code $?; cp -r out before; '
        'mount -o remount,size=30m out; "$@"; echo code $?; cp -r out after'
    )
    run = subprocess.run(
        [*inside, script, "bash", *command(*arguments)], capture_output=True, text=True,
        check=True, timeout=500,
    )  # fmt: skip
    account = "12 read = 12 ok + 0 not_article + 0 empty + 0 failed"
    assert run.stdout.splitlines() == ["code 2", account, "code 0"]
    assert len(run.stderr.splitlines()) == 1
    assert "No space left on device" in run.stderr
    assert 0 < len(rows("before")) < 12
    assert sorted(int(str(row["id"])) for row in rows("after")) == list(range(12))


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        ("pyarrow", ("dump.jsonl", "-o", "out")),
        ("zstandard", ("dump.jsonl", "-o", "out", "--format", "jsonl.zst")),
        ("fastwarc", ("dump.warc", "-o", "out", "--format", "jsonl")),
        ("fsspec", ("memory://dump", "-o", "out", "--format", "jsonl")),
        ("rensa", ("dump.jsonl", "-o", "out", "--duplicates", "mark")),
    ],
)
def test_a_missing_extra_is_named(package: str, arguments: tuple[str, ...]) -> None:
    dump("")
    Path("dump.warc").write_text(
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 5\r\n\r\nwords\r\n\r\n"
    )
    Path("plugins/sitecustomize.py").write_text(f"import sys\nsys.modules[{package!r}] = None\n")
    code, out, err = outcome(*arguments, "-q")
    assert (code, out, len(err)) == (2, "", 1)
    assert package in err[0]
    assert "pip install 'scrapeclean[" in err[0]


def test_progress_as_json() -> None:
    dump("")
    _, _, err = outcome("dump.jsonl", "-o", "out", "--log-json")
    assert json.loads(err[-1])["parts"] == 1
