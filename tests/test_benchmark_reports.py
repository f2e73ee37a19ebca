"""The benchmarks' shingles, scripts, side-by-side tables, held-out weights, worst pages, plots."""

from __future__ import annotations

import importlib
import json
import math
import shutil
import sys
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import pytest

from scrapeclean.tally import Tally

with patch.object(sys, "path", [str(Path(__file__).parents[1] / "benchmarks"), *sys.path]):
    breakdown = importlib.import_module("breakdown")
    corpora = importlib.import_module("corpora")
    heldout = importlib.import_module("heldout")
    measures = importlib.import_module("measures")
    nodejs = importlib.import_module("nodejs")
    plot = importlib.import_module("plot")
    reliability = importlib.import_module("reliability")
    report = importlib.import_module("report")
    scripts = importlib.import_module("scripts")
    tools = importlib.import_module("tools")
    worst = importlib.import_module("worst")


@pytest.mark.parametrize(
    ("gold", "got", "precision", "recall"),
    [
        ("a b c d e", "a b c d", 1, 1 / 2),
        ("a b c d", "a b c d a b c d", 1 / 5, 1),  # a multiset
        ("a b c d", "A b c d", 0, 0),  # case is kept
        ("a b", "a b", 1, 1),  # a short text is one shingle
        ("a b c d", "", None, 0),  # no answer: no precision
        ("", "a b c d", 0, None),
    ],
)
def test_shingle_score(gold: str, got: str, precision: float | None, recall: float | None) -> None:
    assert measures.shingle_score(gold, got) == (precision, recall)


def test_shingle_f1_is_that_of_the_two_means() -> None:
    marks = ([1.0, 0.5], [0.5, 1.0], [None, 0.0])
    rows = [{"domain": str(n), "scores": {"t": {"shingles": m}}} for n, m in enumerate(marks)]
    summary = report.summary_of(rows, "t")
    assert (summary["shingle_precision"], summary["shingle_recall"]) == (0.75, 0.5)
    assert summary["shingle_f1"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Plain words, 123", "Latin"),
        ("Слово о New York и не только", "Cyrillic"),
        ("新聞を読む人", "Kana"),  # more Han than kana, yet Japanese
        ("新闻记者报道 USA", "Han"),
        ("12 — 34", None),
    ],
)
def test_dominant_script(text: str, script: str | None) -> None:
    assert scripts.dominant(text) == script


def _row(number: int, **more: object) -> dict[str, object]:
    page = {"corpus": "c", "id": str(number), "kind": "article", "url": None, "domain": str(number)}
    return {**page, "country": None, "script": "Latin", **more}


def test_tools_stand_side_by_side_by_country() -> None:
    one = {"scrapeclean": {"f1": 1.0, "p": 1, "r": 1}, "peer": {"f1": 0.5, "p": 1, "r": 1}}
    two = {"scrapeclean": {"f1": 0.5, "p": 1, "r": 1}}
    rows = [_row(0, country="xx", scores=one), _row(1, country="xx", scores=two)]
    rows.append(_row(2, country="yy", kind="forum", scores=one))
    (table,) = [t for t in breakdown.tables(rows) if "country" in t.heading]
    assert table.columns == ["pages", "n", "scrapeclean", "peer"]
    assert table.rows == [["xx", "2", "0.7500", "0.5000"]]


def test_held_out_is_ours_only_where_every_run_has_it() -> None:
    both = [_row(0, scores={"peer": {}, report.OURS: {}, report.HELD_OUT: {}})]
    assert report.tools_of(both) == [report.HELD_OUT, report.OURS, "peer"]
    assert report.ours(both) == report.HELD_OUT
    assert report.ours(both, [_row(0, scores={report.OURS: {}})]) == report.OURS


def test_a_page_gets_the_weights_of_its_domains_fold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "TOOLS", dict(tools.TOOLS))
    with pytest.raises(ValueError, match="keep-folds"):
        heldout.register(tmp_path)
    lexicon = Path(heldout.scrapeclean.__file__).parent / "lexicon"
    body = json.loads((lexicon / "weights_html.json").read_text("utf-8"))
    pages = json.loads((lexicon / "weights_pages.json").read_text("utf-8"))
    # The one takes nothing for body, the other all.
    for number, bias in enumerate((-9999.0, 9999.0)):
        forests = [{**body["article"][0], "bias": bias}]
        one_sided = {**body, "article": forests, "other": forests}
        fold = json.dumps({"body": one_sided, "pages": pages})
        (tmp_path / f"fold-{number}.json").write_text(fold, "utf-8")
    heldout.register(tmp_path)
    tool = tools.TOOLS[report.HELD_OUT]
    page = b"<html><body><p>One plain paragraph of text, long enough to be kept.</p></body></html>"
    for domain in "abcdefgh":
        cleaner = heldout.cleaner(*tool.on(domain).args)
        (learned,) = [each for each in cleaner.recipe if each.name == "learned"]
        document = cleaner.segment(page)
        (vote, *_) = learned(document, Tally(len(document.blocks)))
        assert (vote.weight > 0) == (corpora.fold(domain, 2) == 1)
    assert set(tool.on("a")(page, None).confidence) >= {"body", "whole"}
    (tmp_path / "fold-0.json").unlink()
    with pytest.raises(ValueError, match="fold-0"):
        heldout.register(tmp_path)


def test_lines_are_shared_out_over_all_pages() -> None:
    pages = [
        {"lines": {"body": [3, 4, 90, 100], "nav": [1, 2, 4, 9]}},
        {"lines": {"body": [1, 4, 10, 100], "promo": [3, 6, 1, 1]}},
        {},
    ]
    assert report._lines(pages) == {
        "leaks": {"nav": 1 / 2, "promo": 1 / 2}, "leaks_all": 4 / 8,
        "body_lines_missed": 1 / 2, "body_missed": 1 / 2,
    }  # fmt: skip
    assert report._lines(pages[1:]) == {
        "leaks": {"promo": 1 / 2}, "leaks_all": 1 / 2,
        "body_lines_missed": 3 / 4, "body_missed": 9 / 10,
    }  # fmt: skip
    assert report._lines([{}]) == {}


def test_what_one_text_has_alone_comes_longest_first() -> None:
    gold, got = "a b c d e f g h", "v w a b c d x y z"
    assert measures.only_in(got, gold) == [["x", "y", "z"], ["v", "w"]]
    assert measures.only_in(gold, got) == [["e", "f", "g", "h"]]
    assert measures.only_in("a b c d a b c d", "a b c d") == [["a", "b", "c", "d"]]  # came twice


def test_a_stretch_kept_wrongly_has_its_role() -> None:
    body = "the council met on monday and decided nothing"
    lines = (("body", body), ("related", "read also how it came to this"))
    gold = corpora.Gold(
        "c", "0", "article", None, Path(), text=body + " at all that day", lines=lines
    )
    kept, missed = worst.compare(body + "\nread also how it came to this", gold)
    assert [(each.role, each.words) for each in kept] == [("related", 7)]
    assert [each.start for each in missed] == ["at all that day"]


def test_confidence_is_laid_beside_what_was_right() -> None:
    marks = {"title": 1, "date": "wrong", "f1": 0.95, "p": 1, "r": 1}
    stated = {"title": 0.9, "body": 0.8, "whole": 0.8, "authors": 0.7}
    (row,) = [_row(0, scores={"t": {**marks, "confidence": stated}})]
    said = reliability.collect([row], "t")
    assert {name: (a.stated, a.right) for name, (a,) in said.items()} == {
        "title": (0.9, True),
        "body": (0.8, True),
        "whole": (0.8, False),  # for its date, though nothing was said of that
    }


def test_calibration_error_is_weighted_by_answers() -> None:
    said = [reliability.Said(0.9, n < 9, str(n)) for n in range(10)]  # nine in ten
    assert reliability.calibration_error(reliability.bins(said)) == pytest.approx(0)
    said += [reliability.Said(0.5, False, str(n)) for n in range(10)]
    low, high = reliability.bins(said)
    assert (low.count, low.stated, low.right) == (10, 0.5, 0)
    assert (high.count, high.right) == (10, 0.9)
    assert reliability.calibration_error([low, high]) == pytest.approx(0.25)
    assert math.isnan(reliability.bins([reliability.Said(1.0, True, "a")])[0].error)


def test_a_plot_is_well_formed_and_has_every_point() -> None:
    points = [plot.Point(0.5, 0.25, 0.9), plot.Point(1, 1)]
    panels = [
        plot.Panel(title="a < b", points=points),
        plot.Panel(title="line", points=points, is_line=True),
    ]
    root = ElementTree.fromstring(plot.svg(panels))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{space}circle")) == 4
    assert len(root.findall(f".//{space}polyline")) == 1
    bar = root.find(f".//{space}line[@class='bar']")
    assert float(bar.get("y2")) == plot.TOP  # cut off at the frame


def test_packages_that_node_does_not_find_are_missing() -> None:
    assert not nodejs.has(("no-such-package-at-all",))


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_a_script_answers_line_by_line_and_is_started_again(tmp_path: Path) -> None:
    script = tmp_path / "echo.cjs"
    script.write_text(
        """require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
          const asked = JSON.parse(line);
          if (asked.end) process.exit();
          console.log(JSON.stringify(asked.bad ? { error: "bad" } : { said: asked.say }));
        });"""
    )
    node = nodejs.Node(script)
    assert node.ask({"say": "é"}) == {"said": "é"}
    with pytest.raises(RuntimeError, match="bad"):
        node.ask({"bad": True})
    with pytest.raises(RuntimeError, match="no answer"):
        node.ask({"end": True})
    assert node.ask({"say": json.dumps([1])}) == {"said": "[1]"}
