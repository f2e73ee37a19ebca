"""What ``import scrapeclean`` costs a program: nothing that it may never need."""

from __future__ import annotations

import json
import subprocess
import sys

OPTIONAL = {
    "dateparser", "publicsuffixlist", "pyarrow", "pyspark", "ray", "fastwarc", "numpy", "ftfy",
    "fsspec", "rensa", "rich", "zstandard", "bs4", "py3langid",
}  # fmt: skip
TOOLS = {"pytest", "_pytest", "hypothesis", "mypy", "ruff", "markdown_it", "setuptools"}


def test_import_loads_nothing_optional() -> None:
    code = "import json, sys, scrapeclean; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(run.stdout)}
    assert "scrapeclean" in loaded
    assert loaded & (OPTIONAL | TOOLS) == set()
