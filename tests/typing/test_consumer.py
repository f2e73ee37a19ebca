"""The public API, as a user's type checker sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src"


def test_a_consumer_passes_mypy_strict(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    command = [
        sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=",
        f"--cache-dir={tmp_path}", str(HERE / "consumer.py"),
    ]  # fmt: skip
    run = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "MYPYPATH": str(SOURCE)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
