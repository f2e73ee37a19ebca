"""Copies of a story are found, marked or dropped, and an interrupted step goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scrapeclean import Article
from scrapeclean.batch import BatchError
from scrapeclean.batch.lock import locked
from scrapeclean.cli import main

pa = pytest.importorskip("pyarrow", reason="needs pip install 'scrapeclean[batch]'")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("rensa", reason="needs rensa: pip install 'scrapeclean[duplicates]'")

from scrapeclean.batch import duplicates, schema  # noqa: E402 - they need pyarrow

FERRY = " ".join(
    f"On day {day} the ferry carried {day * 7} people and a goat." for day in range(30)
)
LAKE = " ".join(f"Lake {name} froze in week {name} of that winter." for name in range(30))
JAPANESE = "".join(
    f"{day}日目の連絡船は島へ{day * 3}人の乗客と一頭の山羊を運んだ。" for day in range(30)
)
BODIES = {
    "ferry": FERRY, "exact": FERRY.replace(" ", "\n"), "near": FERRY + " It was late again.",
    "lake": LAKE, "japanese": JAPANESE, "copied": JAPANESE + "また遅れた。",
    "other": JAPANESE[::-1], "empty": "",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two shards; copies stand in both."""
    rows = [
        {**schema.to_row(Article(text=text, confidence=0.5)), "id": name}
        for name, text in BODIES.items()
    ]
    for number, half in enumerate((rows[::2], rows[1::2])):
        table = pa.Table.from_batches([schema.to_batch(half)])
        pq.write_table(table, tmp_path / f"part-{number}.parquet")
    return tmp_path


def read(folder: Path) -> dict[str, dict[str, Any]]:
    shards = sorted(folder.glob("part-*.parquet"))
    return {row["id"]: row for shard in shards for row in pq.read_table(shard).to_pylist()}


def test_copies_share_a_cluster_and_the_longest_is_best(folder: Path) -> None:
    assert duplicates.handle_duplicates(folder, "mark") == (2, 3)
    rows = read(folder)
    clusters = {name: row["cluster"] for name, row in rows.items()}
    assert set(rows) == set(BODIES)
    assert clusters["ferry"] == clusters["exact"] == clusters["near"] != clusters["copied"]
    assert clusters["japanese"] == clusters["copied"]
    assert [name for name in BODIES if clusters[name] is None] == ["lake", "other", "empty"]
    assert {name for name, row in rows.items() if row["is_best"]} == {"near", "copied"}
    (shard, *_) = sorted(folder.glob("part-*.parquet"))
    (batch,) = pq.read_table(shard).to_batches()
    assert all(schema.articles(batch))


def test_a_folder_that_is_in_use_or_none_is_refused(folder: Path) -> None:
    with locked(folder), pytest.raises(BatchError, match="another run is at work"):
        duplicates.handle_duplicates(folder, "drop")
    assert not (folder / duplicates.PLAN).exists()
    with pytest.raises(BatchError, match="no folder of a run"):
        duplicates.handle_duplicates(folder / "none", "drop")


def test_dropping_goes_on_where_it_ended_and_says_what_went(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = duplicates._apply

    def killed(shard: Path, *rest: Any) -> None:
        if shard.name == "part-1.parquet":
            raise KeyboardInterrupt
        apply(shard, *rest)

    monkeypatch.setattr(duplicates, "_apply", killed)
    with pytest.raises(KeyboardInterrupt):
        duplicates.handle_duplicates(folder, "drop")
    monkeypatch.undo()
    with pytest.raises(BatchError, match="made to drop"):
        duplicates.handle_duplicates(folder, "mark")
    for _ in range(2):
        assert duplicates.handle_duplicates(folder, "drop") == (2, 3)
        assert set(read(folder)) == {"near", "lake", "copied", "other", "empty"}
    plan = pq.read_table(folder / duplicates.PLAN).to_pylist()
    gone = {row["id"] for row in plan if not row["is_best"]}
    assert gone == {"ferry", "exact", "japanese"}


def test_the_command_marks_copies_behind_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dump, output = tmp_path / "dump.jsonl", tmp_path / "out"
    pages = {"a": FERRY, "b": FERRY, "c": LAKE}
    dump.write_text("".join(
        json.dumps({"id": name, "html": f"<h1>A story of the water</h1><article><p>{text}</p>"})
        + "\n"
        for name, text in pages.items()
    ))  # fmt: skip
    said = ["batch", str(dump), "-o", str(output), "-q", "--timeout", "120"]
    assert main([*said, "--duplicates", "mark"]) == 0
    assert "1 copies of 1 stories marked" in capsys.readouterr().out
    table = pq.read_table(next(output.glob("part-*.parquet")))
    clusters = dict(zip(table["id"].to_pylist(), table["cluster"].to_pylist(), strict=True))
    assert clusters["a"] == clusters["b"] is not None
    assert clusters["c"] is None
