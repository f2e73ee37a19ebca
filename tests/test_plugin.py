"""A third party's package, installed for real, is found and changes the result."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "examples" / "scrapeclean-disclosure"
PAGE = ROOT / "examples" / "pages" / "ferry.html"
SENTENCE = "we may earn a commission"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it, as pip put it there; built offline from a copy."""
    folder = tmp_path_factory.mktemp("plugin")
    copy = shutil.copytree(PACKAGE, folder / "source")
    target = folder / "site"
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
        "--no-build-isolation", "--disable-pip-version-check", "--target", str(target), str(copy),
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return target


def run(site: Path, *arguments: str) -> str:
    paths = [str(site), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *arguments]
    run = subprocess.run(command, env=env, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode("utf-8")


def test_it_is_found_by_name(site: Path) -> None:
    code = "import scrapeclean; print(*scrapeclean.installed_extractors())"
    assert run(site, "-c", code).split() == ["disclosure"]


def test_it_joins_a_recipe_by_name_or_with_all_others(site: Path) -> None:
    code = (
        "from scrapeclean import Recipe; recipe = Recipe.default()\n"
        "print(*recipe.before('content-farm', 'disclosure').names[-2:])\n"
        "print(*recipe.with_installed().names[-1:])"
    )
    assert run(site, "-c", code).split() == ["disclosure", "content-farm", "disclosure"]


def test_it_changes_the_result_only_when_asked(site: Path) -> None:
    extract = ("-m", "scrapeclean", "extract", str(PAGE))
    without = json.loads(run(site, *extract))
    assert SENTENCE in without["text"]
    article = json.loads(run(site, *extract, "--plugin", "disclosure"))
    assert SENTENCE not in article["text"]
    gone = [gone for gone in article["removed"] if SENTENCE in gone["text"]]
    assert [(g["kind"], g["extractor"]) for g in gone] == [("promo", "disclosure")]
    assert gone[0]["reason"] == "an affiliate disclosure: 'may earn a commission'"
    kept = [line for line in without["text"].split("\n") if SENTENCE not in line]
    assert article["text"].split("\n") == kept
