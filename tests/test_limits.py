"""What one page may cost, and what is said about the rest of it."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import html

from scrapeclean import ArgumentError, Cleaner, Limits, OutOfTime, TooLarge, extract
from scrapeclean.cli import main

PROSE = "The old mill at the creek stood still for sixty years, and nobody knew the reason why. "
LINES = [f"In the year {1900 + n} {PROSE}So said the {n}th miller of that name." for n in range(10)]
PAGE = "<h1>The mill</h1>" + "".join(f"<div><p>{line}</p></div>" for line in LINES)


@pytest.mark.parametrize("options", [
    {"size": 0}, {"size": True}, {"size": 1.5}, {"depth": 2049}, {"blocks": "10"}, {"seconds": 0},
    {"seconds": float("nan")}, {"seconds": True}, {"blocks": None}, {"seconds": 10**400},
    {"depth": 10**400},
])  # fmt: skip
def test_limits_that_make_no_sense(options: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match=next(iter(options))):
        Limits(**options)


def test_limits_in_words() -> None:
    told = Limits.parse(["size=2m", "blocks=50k", "seconds=2.5"])
    assert told == Limits(size=2 << 20, blocks=50 << 10, seconds=2.5)
    for wrong in ("size", "size=", "size=-1", "pages=3", "seconds=1k", "depth=1.5"):
        with pytest.raises(ArgumentError):
            Limits.parse([wrong])


@pytest.mark.parametrize("page", [PAGE, "The mill\n" + "\n".join(LINES)])
def test_blocks_behind_the_limit_are_left_out_and_counted(page: str) -> None:
    whole, cut = extract(page), extract(page, limits=Limits(blocks=4))
    assert not any("left out" in warning for warning in whole.warnings)
    assert len(cut.text) < len(whole.text)
    assert any("more than 4 blocks: the last 7, of " in warning for warning in cut.warnings)
    assert extract(page, limits=Limits(blocks=11)) == whole
    for blocks in range(1, 11):  # wherever the cut is, nothing points behind it
        extract(page, limits=Limits(blocks=blocks)).to_html()


def test_depth_beyond_the_limit_costs_structure_only() -> None:
    page = f"<ul><li>{PROSE}<blockquote>" * 20 + f"<p>{PROSE}deep</p>"
    deep = extract(page, limits=Limits(depth=30))
    assert "nested deeper than 30 elements" in deep.warnings[0]
    assert "deep" in deep.text
    assert not extract(page).warnings


def test_trees_have_the_same_limits() -> None:
    page = f"<ul><li>{PROSE}<blockquote>" * 20 + f"<p>{PROSE}deep</p>"
    limits = Limits(depth=30)
    assert extract(html.fromstring(page), limits=limits) == extract(page, limits=limits)
    with pytest.raises(TooLarge, match="1,000"):
        extract(BeautifulSoup(page, "html.parser"), limits=Limits(size=1000))


def test_what_is_no_limits_is_refused() -> None:
    for wrong in ({}, 0, "size=10", Limits):
        with pytest.raises(ArgumentError, match="limits must be Limits"):
            extract(PAGE, limits=wrong)  # type: ignore[arg-type]


def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock on which every look takes a second."""
    ticks = itertools.count()
    monkeypatch.setattr(time, "monotonic", lambda: float(next(ticks)))


def test_extractors_without_time_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ticking(monkeypatch)
    names = Cleaner().recipe.names
    article = extract(PAGE, limits=Limits(seconds=len(names) - 0.5))
    assert article.warnings[-1].endswith(f"s: {names[-1]} did not look at the page")
    assert "sixty years" in article.text


def test_a_page_of_which_nothing_is_known_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ticking(monkeypatch)
    with pytest.raises(OutOfTime, match="not read within 1 s") as caught:
        extract(PAGE, limits=Limits(seconds=1))
    assert caught.value.limit == 1


def test_limits_on_the_command_line(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    assert main(["extract", str(page), "--limit", "size=1k"]) == 1
    assert "more than the limit of 1,024" in capsys.readouterr().err
    assert main(["extract", str(page), "--limit", "blocks=4"]) == 0
    assert "more than 4 blocks" in capsys.readouterr().err
    assert main(["extract", str(page), "--limit", "pages=4"]) == 2
    assert main(["batch", str(page), "-o", str(tmp_path / "o"), "--limit", "pages=4"]) == 2
