"""Every program in examples/ runs and prints what examples/output/ holds.

After a wanted change: ``python tests/test_examples.py --write``, then read the difference.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))
ENGINES = {
    "batch_local": ("pyarrow",),
    "batch_spark": ("pyspark", "pandas"),
    "batch_ray": ("ray",),
    "batch_datatrove": ("datatrove", "orjson"),
}
"""What the jobs for engines need; these engines also talk on standard error."""

RAYLET = "(raylet)"
"""Ray's notices on a busy machine come on standard output, whatever it is told about logs."""


def lacking(program: Path) -> str | None:
    for name in ENGINES.get(program.stem, ()):
        if importlib.util.find_spec(name) is None:
            return f"needs {name}: {program.name} says what to install"
    if program.stem == "batch_spark" and shutil.which("java") is None:
        return "needs a Java runtime"
    return None


def printed(program: Path) -> str:
    run = subprocess.run(
        [sys.executable, str(program)], cwd=EXAMPLES.parent, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=400,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    assert run.stderr == b"" or program.stem in ENGINES
    lines = run.stdout.decode("utf-8").replace("\r\n", "\n").splitlines(keepends=True)
    return "".join(line for line in lines if RAYLET not in line)


def expected(program: Path) -> Path:
    return EXAMPLES / "output" / f"{program.stem}.txt"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_it_prints_what_it_promises(program: Path) -> None:
    if fault := lacking(program):
        pytest.skip(fault)
    assert printed(program) == expected(program).read_text("utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_it_is_short_and_says_what_it_shows(program: Path) -> None:
    lines = program.read_text("utf-8").splitlines()
    assert len(lines) < 50
    assert lines[0].startswith('"""')


def test_no_output_is_left_over() -> None:
    assert {path.stem for path in (EXAMPLES / "output").iterdir()} == {p.stem for p in PROGRAMS}


if __name__ == "__main__" and "--write" in sys.argv:
    for each in filter(lambda program: lacking(program) is None, PROGRAMS):
        expected(each).parent.mkdir(exist_ok=True)
        expected(each).write_text(printed(each), "utf-8", newline="\n")
