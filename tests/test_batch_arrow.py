"""Record batches, Spark and Ray give the rows that the local engine gives."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import batch_poison
from scrapeclean import batch
from scrapeclean.batch import BatchError, Columns, GuardOptions, RunOptions

pa = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'scrapeclean[batch]'")
pq = pytest.importorskip("pyarrow.parquet")

PAGES = Path(__file__).resolve().parents[1] / "examples" / "pages"
OPTIONS = RunOptions(
    columns=Columns(keep=("crawl",)), guard=GuardOptions(timeout=5, plugins=("poison",)), workers=1
)


@pytest.fixture(scope="module")
def given() -> Any:
    """A good page of each kind, an empty one, a PDF, one that kills its worker, and a null."""
    pages = [
        (PAGES / "ferry.html").read_bytes(), (PAGES / "orchard.html").read_bytes(), b"", b"%PDF-1",
        batch_poison.page("POISON-CRASH").encode(), None, (PAGES / "lighthouse.txt").read_bytes(),
    ]  # fmt: skip
    return pa.table({
        "id": [f"page-{number}" for number in range(len(pages))],
        "url": [f"https://estuary-post.example/{number}" for number in range(len(pages))],
        "content": pa.array(pages, pa.binary()),
        "crawl": list(range(len(pages))),
    })  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _poison(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("plugins")
    batch_poison.install(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
        patch.syspath_prepend(str(folder))
        yield


@pytest.fixture(scope="module")
def local(given: Any, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the local engine makes of it."""
    folder = tmp_path_factory.mktemp("local")
    pq.write_table(given, folder / "pages.parquet")
    report = batch.run([str(folder / "pages.parquet")], str(folder / "out"), OPTIONS)
    assert report.pages == {"read": 7, "ok": 3, "not_article": 1, "empty": 2, "failed": 1}
    shards = (folder / "out").glob("part-*.parquet")
    return rows(pa.concat_tables(pq.read_table(shard) for shard in shards))


def rows(table: Any) -> list[dict[str, Any]]:
    """Rows in a fixed order, but for the place, which each engine calls otherwise."""
    return sorted(table.drop_columns("place").to_pylist(), key=lambda row: row["id"])


def test_a_record_batch_gives_the_same_rows(given: Any, local: list[dict[str, Any]]) -> None:
    from scrapeclean.batch.arrow import clean_batch

    (before,) = given.to_batches()
    cleaned = clean_batch(before, OPTIONS)
    assert cleaned.column("crawl").to_pylist() == ["0", "1", "2", "3", "4", "5", "6"]
    assert rows(pa.Table.from_batches([cleaned])) == local
    assert clean_batch(before.slice(0, 0), OPTIONS).schema == cleaned.schema
    with pytest.raises(BatchError, match="no column 'day'"):
        clean_batch(before, RunOptions(columns=Columns(keep=("day",))))


def test_spark_gives_the_same_rows(
    given: Any, local: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="needs pyspark: pip install 'scrapeclean[spark]'")
    if shutil.which("java") is None:
        pytest.skip("needs a Java runtime")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)  # else workers take the first on PATH
    from pyspark.sql import SparkSession

    from scrapeclean.batch import spark

    session = (
        SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1").getOrCreate()
    )  # fmt: skip
    try:
        assert rows(spark.clean(session.createDataFrame(given), OPTIONS).toArrow()) == local
    finally:
        session.stop()


def test_ray_gives_the_same_rows(given: Any, local: list[dict[str, Any]]) -> None:
    ray = pytest.importorskip("ray", reason="needs Ray: pip install 'scrapeclean[ray]'")
    pytest.importorskip("ray.data", reason="needs Ray Data: pip install 'scrapeclean[ray]'")
    from scrapeclean.batch import ray as adapter

    ray.init(
        num_cpus=1, include_dashboard=False, log_to_driver=False,
        runtime_env={"env_vars": {"PYTHONPATH": os.environ["PYTHONPATH"]}},
    )  # fmt: skip
    try:
        cleaned = adapter.clean(ray.data.from_arrow(given), OPTIONS)
        assert rows(pa.concat_tables(ray.get(cleaned.to_arrow_refs()))) == local
    finally:
        ray.shutdown()
