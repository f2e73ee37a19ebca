"""Peers written in JavaScript: one Node process answers for many pages.

The packages live outside this project; Node finds them by its own variable::

    npm install --prefix DIR @mozilla/readability jsdom
    NODE_PATH=DIR/node_modules python benchmarks/quality.py
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

SECONDS = 60.0
"""After so long without an answer the process is ended, and the page counts as failed."""


class Node:
    """A script that answers each line of JSON with one; started when it is first asked."""

    def __init__(self, script: Path) -> None:
        self._script = script
        self._process: subprocess.Popen[str] | None = None

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """The script's answer.

        Raises:
            RuntimeError: it says ``error``, or it ended without an answer; the next question starts
                it anew.
        """
        process = self._running()
        assert process.stdin  # a pipe
        assert process.stdout  # the same
        deadline = threading.Timer(SECONDS, process.kill)
        deadline.start()
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            deadline.cancel()
        if not line:
            process.kill()
            process.wait()
            raise RuntimeError(f"{self._script.name} gave no answer")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            # The child ends by itself when its input does, and that is when this process ends.
            self._process = subprocess.Popen(
                ["node", str(self._script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        return self._process


@cache
def has(packages: Iterable[str]) -> bool:
    """Whether Node is installed and finds all of these packages."""
    if shutil.which("node") is None:
        return False
    asks = "process.argv.slice(1).forEach((name) => require.resolve(name))"
    found = subprocess.run(["node", "-e", asks, *packages], capture_output=True, check=False)
    return found.returncode == 0
