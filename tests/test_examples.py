"""Every program in examples/ runs and prints what examples/output/ holds.

After a wanted change: ``python tests/test_examples.py --write``, then read the difference.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))


def printed(program: Path) -> str:
    run = subprocess.run(
        [sys.executable, str(program)], cwd=EXAMPLES.parent, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    assert run.stderr == b""
    return run.stdout.decode("utf-8").replace("\r\n", "\n")


def expected(program: Path) -> Path:
    return EXAMPLES / "output" / f"{program.stem}.txt"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_it_prints_what_it_promises(program: Path) -> None:
    assert printed(program) == expected(program).read_text("utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_it_is_short_and_says_what_it_shows(program: Path) -> None:
    lines = program.read_text("utf-8").splitlines()
    assert len(lines) < 50
    assert lines[0].startswith('"""')


def test_no_output_is_left_over() -> None:
    assert {path.stem for path in (EXAMPLES / "output").iterdir()} == {p.stem for p in PROGRAMS}


if __name__ == "__main__" and "--write" in sys.argv:
    for each in PROGRAMS:
        expected(each).parent.mkdir(exist_ok=True)
        expected(each).write_text(printed(each), "utf-8", newline="\n")
