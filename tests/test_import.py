"""What ``import scrapeclean`` costs a program: nothing that it may never need."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import scrapeclean

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


def test_import_compiles_no_expression_of_ours() -> None:
    code = """
import sys, regex, regex._main as library
compile_, found = library._compile, []
def noted(pattern, *rest, **options):
    found.append(pattern)
    return compile_(pattern, *rest, **options)
library._compile = noted
import scrapeclean
early = len(found)
scrapeclean.extract("<p>Here is a paragraph of text.</p>", kind="html")
print(early, len(found) > early)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    early, later = run.stdout.split()
    assert int(early) == 0, "compile it with `lazy_regex`: no page needs all of them"
    assert later == "True"


def test_what_is_imported_late_is_public_all_the_same() -> None:
    names: dict[str, object] = {}
    exec("from scrapeclean import *", names)
    assert names["SiteModel"] is scrapeclean.SiteModel
    assert set(scrapeclean.__all__) <= set(dir(scrapeclean)) & set(names)
    with pytest.raises(AttributeError, match="no attribute 'SiteModels'"):
        scrapeclean.SiteModels  # noqa: B018 — asking is what is tested
