"""Clean a dump on all cores of this machine, with what recurs on its sites, into Parquet.

Needs: pip install 'scrapeclean[batch]'
"""

import json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from scrapeclean import batch

almanac = Path(__file__).parent / "almanac"
options = batch.RunOptions(
    columns=batch.Columns(keep=("crawl",)),  # `text` and `url` are found by their names
    guard=batch.GuardOptions(timeout=60),
    budget=batch.Budget.parse("1%"),
    learn_sites=True,
)

with tempfile.TemporaryDirectory() as folder:
    dump, output = Path(folder, "dump.jsonl"), Path(folder, "articles")
    with dump.open("w", encoding="utf-8") as file:
        for page in sorted(almanac.glob("*.txt")):
            url = f"https://almanac.example/{page.stem}"
            row = {"url": url, "text": page.read_text("utf-8"), "crawl": "2024-10"}
            file.write(json.dumps(row) + "\n")

    print(batch.run([str(dump)], str(output), options))
    for shard in output.glob("part-*.parquet"):
        for row in pq.read_table(shard, columns=["crawl", "title", "text"]).to_pylist():
            print(row["crawl"], "|", row["title"], "|", "its readers" in row["text"])
    print(sorted(path.name for path in output.glob("[a-z]*") if path.suffix != ".parquet"))
