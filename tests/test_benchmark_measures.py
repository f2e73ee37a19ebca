"""The measures and the gate of the benchmarks, on cases small enough to count by hand."""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

# The benchmarks are scripts that import each other by bare name: no package, nothing installed.
with patch.object(sys, "path", [str(Path(__file__).parents[1] / "benchmarks"), *sys.path]):
    measures = importlib.import_module("measures")
    scoring = importlib.import_module("scoring")
    report = importlib.import_module("report")
    gate = importlib.import_module("gate")
    tools = importlib.import_module("tools")
    corpora = importlib.import_module("corpora")


@pytest.mark.parametrize(
    ("gold", "got", "precision", "recall"),
    [
        ("The cat sat", "the CAT sat!", 1, 1),
        ("a b c d", "a b", 1, 1 / 2),
        ("a b", "a b c d", 1 / 2, 1),
        ("a a b", "a a c", 2 / 3, 2 / 3),  # a bag, not a set
        ("", " \n.", 1, 1),  # neither has a word
        ("", "a", 0, 0),
        ("a", "", 0, 0),
        ("日本語", "日本", 1, 2 / 3),  # a character is a word
        ("한국 abc", "국한abc", 1, 1),
        ("don't 3.5", "don t 3 5", 1, 1),
    ],
)
def test_word_score(gold: str, got: str, precision: float, recall: float) -> None:
    found = measures.word_score(gold, got)
    assert found.precision == pytest.approx(precision)
    assert found.recall == pytest.approx(recall)
    total = precision + recall
    assert found.f1 == pytest.approx(2 * precision * recall / total if total else 0)


def test_a_script_is_decided_character_by_character() -> None:
    assert measures.words("Größe日本abcไทยに éa") == [
        "größe", "日", "本", "abc", "ไ", "ท", "ย", "に", "éa",
    ]  # fmt: skip


def test_snippets_fold_white_space_and_keep_case() -> None:
    found, missed, leaked, kept_out = measures.snippets(
        "One two\n  three. Share this", ["two three", "ONE", " "], ["Share\u00a0this", "Cookies"]
    )
    assert (found, missed) == (["two three"], ["ONE"])
    assert (leaked, kept_out) == (["Share this"], ["Cookies"])


def test_score_is_micro() -> None:
    assert measures.score(3, 1, 2) == (3 / 4, 3 / 5, pytest.approx(2 / 3))
    assert measures.score(0, 0, 0) == (0, 0, 0)


def test_titles_ignore_punctuation_and_case_only() -> None:
    assert measures.same_title("„Straße“ — 12!", "strasse 12")
    assert measures.same_title("Cafe\u0301", "CAFÉ")
    assert not measures.same_title("A title", "A title | The Site")
    assert not measures.same_title("A title", None)


@pytest.mark.parametrize(
    ("gold", "got", "same"),
    [
        ("2024-08-04 13:23:00+00:00", "2024-08-04T23:59:00-11:00", True),  # as written
        ("2024-08-04", "2024-08-05", False),
        ("2022-11-1", "2022-11-01", True),
        ("2015-11", "2015-11-23", True),  # no more precise than the gold
        ("2015-11", "2015-12-23", False),
        ("2015-11-23", "2015-11", False),
        ("2015-11-23", None, False),
        ("2015-11-23", "yesterday", False),
    ],
)
def test_days(gold: str, got: str | None, same: bool) -> None:
    assert measures.same_day(gold, got) is same


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ann Lee, Bob May and Cy Orr", {"annlee", "bobmay", "cyorr"}),
        ("Ann Lee; Bob May & Cy Orr", {"annlee", "bobmay", "cyorr"}),
        (["Ann Lee, PhD", "AP"], {"annlee", "ap"}),  # a degree is no name, an agency is
        ("Ann Lee, MD, Ph.D.; Bob May, Dietitian", {"annlee", "bobmay", "dietitian"}),
        ("Sandy Anders", {"sandyanders"}),  # the letters "and" inside a word
        ("Lars und Alina", {"lars", "alina"}),
        (None, set()),
    ],
)
def test_names(authors: object, names: set[str]) -> None:
    assert measures.names(authors) == names


def test_name_score_takes_both_sides_apart_alike() -> None:
    assert measures.name_score("Ann Lee, Bob May", ["ann lee", "Bob May"]).f1 == 1
    assert measures.name_score("Ann Lee", ["Ann Lee", "Staff"]).f1 == pytest.approx(2 / 3)
    assert measures.name_score("Ann Lee", None).f1 == 0


def test_a_trail_may_end_with_the_title() -> None:
    gold = ["Home", "News"]
    assert measures.same_trail(gold, ["Home", "NEWS", "My story!"], ["My story"])
    assert measures.same_trail([*gold, "My story"], gold, ["My story"])
    assert not measures.same_trail(gold, ["Home", "News", "Other"], ["My story"])
    assert not measures.same_trail(gold, ["News", "Home"], ["My story"])
    assert not measures.same_trail(gold, [], ["My story"])


def test_lines_are_held_wherever_they_are_wrapped() -> None:
    text = measures.LineIndex("Intro. The quick brown\nfox jumps over the dog\nMore\n2 likes")
    assert text.holds("the quick brown fox jumps")
    assert not text.holds("the quick brown cat jumps over the dog")
    assert text.holds("a quick brown fox jumps over the dog")  # 4 of 5 shingles
    assert not text.holds("a quick brown fox jumps over the")  # 3 of 4
    assert text.holds("More")
    assert not text.holds("likes")  # short: only as a whole line
    assert not text.holds("…")


def test_cells_are_lines_and_soft_hyphens_nothing() -> None:
    text = measures.LineIndex("Augs\u00adburg\t12\n| Bonn | 9 points |")
    assert all(map(text.holds, ("Augsburg", "12", "Bonn", "9 po\u00adints")))
    assert not text.holds("points")


def test_spread_takes_pages_of_one_domain_as_one_draw() -> None:
    mean, error = measures.spread(["a", "b", "c", "d"], [0.0, 1.0, 0.0, 1.0])
    assert mean == pytest.approx(1 / 2)
    assert error == pytest.approx(math.sqrt(4 * 0.25 * 4 / 3) / 4)
    assert measures.spread(["a", "a", "b", "b"], [0.0, 0.0, 1.0, 1.0])[1] > error
    assert math.isnan(measures.spread(["a", "a"], [0.0, 1.0])[1])


def test_floors_only_rise_and_are_cut() -> None:
    floors = {"news": {"f1": 0.9, "title": 0.5}}
    raised = gate.lifted(floors, {"news": {"f1": 0.89, "title": 0.6789}, "dates": {"date": 1.0}})
    assert raised == {"news": {"f1": 0.9, "title": 0.678}, "dates": {"date": 1.0}}


def test_the_gate_judges_what_has_floor_and_number() -> None:
    floors = {"news": {"f1": 0.9}, "gone": {"f1": 0.9}}
    assert gate.judge(floors, {"news": {"f1": 0.9, "title": 0.1}})[1]
    assert not gate.judge(floors, {"news": {"f1": 0.8999}})[1]


def _gold(number: int, **known: object) -> object:
    url = f"https://www.site{number}.example/"
    return corpora.Gold("c", str(number), "article", url, Path(str(number)), **known)


def _raising(page: bytes, url: str | None) -> object:
    if page == b"bad":
        raise ValueError(page)
    return tools.Answer("wanted words", "A title", "2020-01-02", ("Ann",), {"latest": ["One"]})


def test_a_page_that_raises_counts_as_an_empty_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"text": "wanted words", "title": "A title", "date": "2020-01-02", "authors": "Ann"}
    golds = [_gold(0, **known), _gold(1, **known)]
    monkeypatch.setattr(corpora.Gold, "read", lambda gold: (b"good", b"bad")[int(gold.id)])
    everything = frozenset({"text", "title", "date", "authors"})
    monkeypatch.setitem(tools.TOOLS, "ours", tools.Tool("json", _raising, everything))
    summary = report.summarise(scoring.rows(golds, ["ours"]))["c"]["ours"]
    assert (summary["pages"], summary["failed"]) == (2, 1)
    assert [summary[name] for name in ("f1", "title", "date", "authors", "date_none")] == [0.5] * 5


def test_chrome_is_scored_with_and_without_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = [{"kind": "latest", "items": ["One!"]}, {"kind": "related", "items": ["Two", "one"]}]
    gold = _gold(0, chrome={"groups": lists, "breadcrumbs": [], "tags": ["News"]})
    monkeypatch.setattr(corpora.Gold, "read", lambda _: b"good")
    tool = tools.Tool("json", _raising, frozenset({"chrome"}))
    monkeypatch.setitem(tools.TOOLS, "ours", tool)
    (row,) = scoring.rows([gold], ["ours"])
    marks = row["scores"]["ours"]
    assert (marks["items"], marks["items_kind"], marks["tags"]) == ((1, 0, 1), (1, 0, 2), (0, 0, 1))
    assert marks["breadcrumbs"] == 1


def test_chrome_lines_that_the_body_says_too_do_not_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (("body", "wanted words"), ("body", "lost"), ("nav", "wanted words"), ("nav", "Home"))
    monkeypatch.setattr(corpora.Gold, "read", lambda _: b"good")
    monkeypatch.setitem(tools.TOOLS, "ours", tools.Tool("json", _raising, frozenset({"text"})))
    (row,) = scoring.rows([_gold(0, text="wanted words\nlost", lines=lines)], ["ours"])
    assert row["scores"]["ours"]["lines"] == {"body": [1, 2, 12, 16], "nav": [0, 1, 0, 4]}


def test_samples_are_spread_over_every_kind() -> None:
    golds = [corpora.Gold("c", str(n), "ab"[n % 2], None, Path()) for n in range(20)]
    assert [g.id for g in corpora.sample(golds, 2)] == ["0", "10", "1", "11"]
    assert corpora.sample(golds, None) == golds[::2] + golds[1::2]


def test_domains() -> None:
    assert corpora.domain("https://www.news.example.co.uk/a") == "example.co.uk"
    archived = "https://web.archive.org/web/2019/http://www.blog.example.org/x"
    assert corpora.domain(archived) == "example.org"
    assert corpora.domain(None) is None
