"""What the README shows is what happens: its programs and commands are run, its outputs compared.

- A ``python`` block runs in a namespace of its own; the ``text`` block behind it is what it prints.
- A ``console`` block has lines ``$ command``, each followed by what it prints; a line ``...``
  stands for any lines. Commands run by bash in the project's root, with this environment's scripts.
- ``sh`` blocks make environments and are not run here: `.ci/run` does what the second one says.
- A ``toml`` block is a part of the example plug-in's own file.

After a wanted change: ``python tests/test_readme.py --write``, then read the difference.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PLUGIN = ROOT / "examples" / "scrapeclean-disclosure" / "pyproject.toml"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


class Shown(NamedTuple):
    """A program or command, what it is said to print, and where that is written."""

    line: int
    code: str
    output: str
    start: int
    end: int


def fences(language: str) -> list[re.Match[str]]:
    return [found for found in FENCE.finditer(README.read_text("utf-8")) if found[1] == language]


def programs() -> list[Shown]:
    text = README.read_text("utf-8")
    found = []
    for fence in fences("python"):
        output = re.compile(r"\n+```text\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
        after = output.match(text, fence.end())
        span = after.span(1) if after else (fence.end(), fence.end())
        line = text.count("\n", 0, fence.start()) + 1
        found.append(Shown(line, fence[2], after[1] if after else "", *span))
    return found


def commands() -> list[Shown]:
    text = README.read_text("utf-8")
    found = []
    for fence in fences("console"):
        for match in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", fence[2], re.MULTILINE):
            line = text.count("\n", 0, fence.start(2) + match.start()) + 1
            span = [fence.start(2) + at for at in match.span(2)]
            found.append(Shown(line, match[1], match[2], *span))
    return found


def run_program(code: str) -> str:
    printed = io.StringIO()
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    finally:
        os.chdir(before)
    return printed.getvalue()


def run_command(command: str) -> str:
    scripts = str(Path(sys.executable).parent)
    env = {**os.environ, "PATH": scripts + os.pathsep + os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    run = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=env, check=False, timeout=120,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return run.stdout.decode("utf-8")


def matches(output: str, shown: str) -> bool:
    pattern = "".join(
        r"(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in shown.splitlines(True)
    )
    return re.fullmatch(pattern, output) is not None


@pytest.mark.parametrize("shown", programs(), ids=lambda shown: f"line {shown.line}")
def test_programs(shown: Shown) -> None:
    assert run_program(shown.code) == shown.output


@pytest.mark.skipif(os.name != "posix", reason="the commands are for bash")
@pytest.mark.parametrize("shown", commands(), ids=lambda shown: f"line {shown.line}")
def test_commands(shown: Shown) -> None:
    if "--duplicates" in shown.code:
        pytest.importorskip("rensa", reason="needs rensa: pip install 'scrapeclean[duplicates]'")
    output = run_command(shown.code)
    assert output == shown.output or matches(output, shown.output), output


def test_there_is_something_to_run() -> None:
    assert len(programs()) >= 5
    assert len(commands()) >= 3


def test_the_two_setup_commands_are_one_line_each_and_ci_takes_the_second() -> None:
    job, tests = [fence[2] for fence in fences("sh")]
    assert job.count("\n") == tests.count("\n") == 1
    assert job.startswith("python3 -m venv ")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    selector = re.search(r"grep -m1 '(.*)' README\.md", ci)
    assert selector is not None
    lines = README.read_text("utf-8").splitlines()
    assert next(line for line in lines if re.search(selector[1], line)) == tests.strip()


def test_plugin_lines_are_the_examples_own() -> None:
    assert fences("toml")
    for fence in fences("toml"):
        assert fence[2] in PLUGIN.read_text("utf-8")


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", README.read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def write() -> None:
    """Put the true outputs into the README; elided ones only if they do not match any more."""
    for kind, run in ((programs, run_program), (commands, run_command)):
        for shown in reversed(kind()):
            output = run(shown.code)
            if not matches(output, shown.output):
                text = README.read_text("utf-8")
                text = text[: shown.start] + output + text[shown.end :]
                README.write_text(text, "utf-8", newline="\n")
                print(f"README.md:{shown.line}: written anew")


if __name__ == "__main__" and "--write" in sys.argv:
    write()
