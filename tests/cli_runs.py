"""What the tests of the command share: a page, and ways to run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import scrapeclean
from scrapeclean import Article
from scrapeclean.cli import main

PAGE = """<!doctype html><html lang="en"><head><title>Rain stops play</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Rain stops play</h1>
<p>The match between the two villages was called off after eleven overs, when a cloud that nobody
had invited stayed for the rest of the afternoon.</p>
<p>Both captains agreed that the tea had been excellent, and that the café’s scones decided it.</p>
</article></body></html>"""


def article(title: str) -> Article:
    return scrapeclean.extract(Path(f"{title}.html").read_bytes())


def outcome(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, list[str]]:
    code = main(arguments)
    out, err = capfd.readouterr()
    return code, out, err.splitlines()


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scrapeclean", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)
