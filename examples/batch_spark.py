"""Clean a data frame of pages on Spark.

    python examples/batch_spark.py PAGES.parquet ARTICLES

Needs: pip install 'scrapeclean[spark]', here and on the executors, and a Java runtime
"""

import os
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from scrapeclean.batch import Columns, GuardOptions, RunOptions, spark

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else executors take the first on PATH
options = RunOptions(columns=Columns(keep=("crawl",)), guard=GuardOptions(timeout=60))


def main(pages: str, articles: str) -> None:
    """Pages as Parquet to articles as Parquet, and how many came to what."""
    session = SparkSession.builder.getOrCreate()
    spark.clean(session.read.parquet(pages), options).write.parquet(articles)
    done = session.read.parquet(articles)
    for row in done.groupBy("status").count().orderBy("status").collect():
        print(row["status"], row["count"])
    for row in done.where("status = 'ok'").orderBy("url").collect():
        print(row["crawl"], "|", row["url"], "|", row["title"])
    session.stop()


def sample(folder: str) -> str:
    """The pages beside this program, as Parquet."""
    files = sorted((Path(__file__).parent / "pages").iterdir())
    rows = [{"url": f"https://post.example/{file.stem}", "content": file.read_bytes(),
             "crawl": "2024-10"} for file in files]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows), f"{folder}/pages.parquet")
    return f"{folder}/pages.parquet"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        main(*(sys.argv[1:] or (sample(scratch), f"{scratch}/articles")))
