"""A folder of pages to JSON Lines on several processors; a bad file is a line on its own.

::

    python examples/folder_to_jsonl.py [FOLDER] > articles.jsonl
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import scrapeclean

PAGES = Path(__file__).parent / "pages"


def clean(path: Path) -> dict[str, Any]:
    """One page as a plain record; runs in a worker."""
    try:
        article = scrapeclean.extract(path.read_bytes())
    except scrapeclean.InputError as error:
        return {"file": path.name, "error": str(error)}
    keep = {"title", "date_published", "status"}
    return {
        "file": path.name,
        **article.model_dump(mode="json", include=keep),
        "words": len(article.text.split()),
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    with ProcessPoolExecutor(max_workers=2) as pool:
        for record in pool.map(clean, paths, chunksize=16):
            print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
