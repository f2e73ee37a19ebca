"""Clean a dataset of pages on Ray Data.

    python examples/batch_ray.py PAGES.parquet ARTICLES

Needs: pip install 'scrapeclean[ray]', here and on the workers
"""

import os
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import ray

from scrapeclean.batch import Columns, GuardOptions, RunOptions
from scrapeclean.batch import ray as scrapeclean_ray

options = RunOptions(columns=Columns(keep=("crawl",)), guard=GuardOptions(timeout=60))


def main(pages: str, articles: str) -> None:
    """Pages as Parquet to articles as Parquet, and what came of them."""
    path = {"env_vars": {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}}
    ray.init(include_dashboard=False, log_to_driver=False, runtime_env=path)
    cleaned = scrapeclean_ray.clean(ray.data.read_parquet(pages), options)
    cleaned.write_parquet(articles)
    done = pq.read_table(articles, columns=["crawl", "url", "title", "status"])
    for row in sorted(done.to_pylist(), key=lambda row: str(row["url"])):
        print(row["status"], "|", row["crawl"], "|", row["url"], "|", row["title"])
    ray.shutdown()


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
