"""The report page: complete, harmless with hostile content, and shown by a browser as meant."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from scrapeclean.batch.report import render_report

STATS: dict[str, Any] = json.loads(Path(__file__).with_name("batch_stats.json").read_text("utf-8"))
PAGES = Path(__file__).resolve().parents[1] / "examples" / "pages"
HOSTILE = "\"'><script>document.title='taken'</script><img src=http://x.example/ onerror=alert(1)>"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
]  # fmt: skip


def poisoned(value: Any) -> Any:
    """The same figures, with hostile names and texts everywhere."""
    if isinstance(value, dict):
        return {name: poisoned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner) for inner in value]
    return HOSTILE if isinstance(value, str) else value


def hostile() -> dict[str, Any]:
    stats = poisoned(STATS)
    for name in ("page_types", "languages", "failures", "chrome", "sites"):
        stats[name] = {HOSTILE: 3, "": 1}
    return stats


class Elements(HTMLParser):
    """Counts elements, and collects attributes that could fetch or run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.active: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.active += [name for name, _ in attrs if name in ("src", "href") or name[:2] == "on"]


def test_every_plot_and_sample_is_there() -> None:
    page = render_report(STATS)
    titles = re.findall(r"<h3>([^<]*)</h3>", page)
    assert titles == [
        "What became of them", "Confidence", "Length", "Time per page", "Page type", "Language",
        "Chrome found", "Failures by cause", "Busiest sites",
    ]  # fmt: skip
    assert Elements(page).tags.count("rect") == 10 + 18 + 8
    for status, pages in STATS["samples"].items():
        assert pages, status
        for sample in pages:
            assert sample["place"] in page


def test_an_empty_run_has_a_report_too() -> None:
    nothing = {name: type(value)() for name, value in STATS.items()}
    nothing["pages"] = dict.fromkeys(STATS["pages"], 0)
    assert "0 pages cleaned" in render_report(nothing)


def test_hostile_content_stays_text() -> None:
    found = Elements(render_report(hostile()))
    assert set(found.tags) & {"script", "img", "iframe", "link", "a"} == set()
    assert found.active == []


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run over the examples' pages."""
    pytest.importorskip("pyarrow", reason="needs pip install 'scrapeclean[batch]'")
    from scrapeclean import batch

    folder = tmp_path_factory.mktemp("run")
    options = batch.RunOptions(workers=1, guard=batch.GuardOptions(timeout=60))
    report = batch.run([str(PAGES)], str(folder / "out"), options)
    assert report.pages == {"read": 4, "ok": 3, "not_article": 1, "empty": 0, "failed": 0}
    return folder / "out" / "report.html"


def test_a_real_run_has_a_report(real: Path) -> None:
    page = real.read_text("utf-8")
    stats = json.loads(real.with_name("stats.json").read_text("utf-8"))
    assert page == render_report(stats)
    assert Elements(page).tags.count("article") == 4
    for words in ("4 pages cleaned", "Night ferry to Hallow Island", "PDF document", "Ranking"):
        assert words.lower() in page.lower()


@pytest.mark.skipif(BROWSER is None, reason="needs Chromium: apt-get install chromium")
def test_a_browser_shows_it(tmp_path: Path, real: Path) -> None:
    assert BROWSER is not None
    for name, stats in (("good", STATS), ("bad", hostile())):
        (tmp_path / f"{name}.html").write_text(render_report(stats), "utf-8", errors="replace")
    for path in (tmp_path / "good.html", tmp_path / "bad.html", real):
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        shown = subprocess.run(
            [BROWSER, *FLAGS, profile, "--window-size=1200,2000", "--dump-dom",
             f"--screenshot={tmp_path / path.stem}.png", path.as_uri()],
            capture_output=True, check=True, timeout=120,
        ).stdout.decode("utf-8")  # fmt: skip
        assert re.search(r"<title>scrapeclean: a run of [\d,]+ pages</title>", shown)
        assert "Busiest sites" in shown
        assert (tmp_path / f"{path.stem}.png").stat().st_size > 50_000  # something is drawn
