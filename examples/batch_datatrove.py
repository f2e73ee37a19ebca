"""Clean pages as a step of a datatrove pipeline: metadata stay, the article's fields are added.

Needs: pip install 'scrapeclean[batch]' datatrove orjson
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from datatrove.data import Document, DocumentsPipeline
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from scrapeclean.batch import Guard, GuardOptions, Record

FIELDS = ("status", "title", "date_published", "language", "confidence")


def clean(data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
    """The step: pages in, articles out, in order; pages that cannot be cleaned say why."""

    def records() -> Iterator[Record]:
        for doc in data:
            url = doc.metadata.get("url")
            yield Record(id=doc.id, content=doc.text, url=url, extra=doc.metadata)

    with Guard(GuardOptions(timeout=60)) as guard:
        for outcome in guard.clean_many(records()):
            record, fields = outcome.record, outcome.fields or {"status": "failed", "text": ""}
            found = {name: fields[name] for name in FIELDS if name in fields}
            error = {"error": outcome.failure.error} if outcome.failure else {}
            yield Document(fields["text"], record.id, metadata={**record.extra, **found, **error})


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, "in", "dump.jsonl")
        dump.parent.mkdir()
        pages = sorted((Path(__file__).parent / "pages").glob("[flo]*"))
        rows = [{"id": page.stem, "html": page.read_text("utf-8"), "crawl": "10"} for page in pages]
        dump.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        reader = JsonlReader(str(dump.parent), text_key="html")
        writer = JsonlWriter(f"{folder}/out", output_filename="${rank}.jsonl", compression=None)
        LocalPipelineExecutor([reader, clean, writer], logging_dir=f"{folder}/logs").run()
        for line in Path(folder, "out", "00000.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            print(row["id"], row["metadata"]["crawl"], row["metadata"]["title"], len(row["text"]))
