"""What holds for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from cli_runs import PAGE

# A busy machine makes any test slow now and then: time limits are for benchmarks.
# The same examples on every run: a red run tells of a change, not of a die.
settings.register_profile("untimed", deadline=None, derandomize=True)
settings.load_profile("untimed")


@pytest.fixture
def folder_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with two pages, a brochure and a folder, for the tests of the command."""
    monkeypatch.chdir(tmp_path)
    for name in ("one.html", "two.html"):
        Path(name).write_text(PAGE.replace("Rain stops play", f"Rain stops {name[:3]}"), "utf-8")
    Path("brochure.html").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    Path("folder").mkdir()
