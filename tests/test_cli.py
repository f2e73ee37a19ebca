"""The command: what it prints, and how it fails."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import scrapeclean
from cli_runs import PAGE, article, outcome, run
from scrapeclean import Article
from scrapeclean.cli import main

pytestmark = pytest.mark.usefixtures("folder_of_pages")


# ---- what it prints -----------------------------------------------------------------------------


def test_one_page_is_indented_json(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outcome(capfd, "extract", "one.html")
    assert (code, err) == (0, [])
    assert out == article("one").model_dump_json(indent=2) + "\n"
    assert "café" in out


def test_several_pages_are_a_line_each_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = outcome(capfd, "extract", "two.html", "one.html")
    lines = [Article.model_validate_json(line) for line in out.splitlines()]
    assert (code, lines) == (0, [article("two"), article("one")])


def test_each_format_alone(capfd: pytest.CaptureFixture[str]) -> None:
    page = article("one")
    for form, wanted in (
        ("text", page.text + "\n"),
        ("markdown", page.to_markdown()),
        ("html", page.to_html()),
    ):
        assert outcome(capfd, "extract", "one.html", "--format", form) == (0, wanted, [])


@pytest.mark.parametrize(
    ("form", "mark"),
    [("text", "==> {} <=="), ("markdown", "<!-- {} -->"), ("html", "<!-- {} -->")],
)
def test_several_pages_are_told_apart(
    capfd: pytest.CaptureFixture[str], form: str, mark: str
) -> None:
    os.rename("two.html", "a--b.html")
    _, out, _ = outcome(capfd, "extract", "one.html", "a--b.html", "--format", form)
    second = "a- -b.html" if "!" in mark else "a--b.html"  # "--" may not stand in a comment
    marks = [line for line in out.splitlines() if line.startswith(("==>", "<!--"))]
    assert marks == [mark.format("one.html"), mark.format(second)]


def test_page_options_reach_the_cleaner(capfd: pytest.CaptureFixture[str]) -> None:
    Path("latin.html").write_bytes(PAGE.encode("cp1252"))
    _, out, _ = outcome(
        capfd, "extract", "latin.html", "--content-type", "text/html; charset=windows-1252",
        "--url", "https://news.example/a",
    )  # fmt: skip
    page = json.loads(out)
    assert page["url"] == "https://news.example/a"
    assert "café’s" in page["text"]
    Path("lines.txt").write_text("One line of a page.\nAnother line of it.\n", "utf-8")
    accounts = [
        outcome(capfd, "explain", "lines.txt", "--kind", kind)[1] for kind in ("text", "html")
    ]
    assert "line 2: Another line of it." in accounts[0]
    assert "One line of a page. Another line of it." in accounts[1]


def test_standard_input_is_read_as_bytes() -> None:
    result = run("extract", "-", "--format", "text", data=PAGE.encode("utf-16"))
    assert (result.returncode, result.stderr) == (0, b"")
    assert "café’s scones" in result.stdout.decode("utf-8")


def test_explain_prints_the_account(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outcome(capfd, "explain", "one.html")
    assert (code, err) == (0, [])
    assert out == f"{scrapeclean.explain(Path('one.html').read_bytes())}\n"


def test_schema_is_the_articles(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = outcome(capfd, "schema")
    assert (code, json.loads(out)) == (0, Article.model_json_schema())


def test_version_and_help(capfd: pytest.CaptureFixture[str]) -> None:
    for arguments, wanted in (
        (["--version"], f"scrapeclean {scrapeclean.__version__}\n"),
        (["--help"], "exit codes:"),
        (["extract", "--help"], "examples:"),
        (["explain", "--help"], "exit codes:"),
    ):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 0
        assert wanted in capfd.readouterr().out


# ---- warnings and faults ------------------------------------------------------------------------


def test_doubts_are_short_lines_unless_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    Path("short.txt").write_text("Nothing much here.", "utf-8")
    code, _, err = outcome(capfd, "extract", "short.txt")
    assert (code, err[0]) == (0, "scrapeclean: short.txt: warning: the status is not_article")
    assert outcome(capfd, "extract", "short.txt", "--quiet")[2] == []


def test_a_page_that_fails_does_not_stop_the_others(capfd: pytest.CaptureFixture[str]) -> None:
    names = ["one.html", "brochure.html", "missing.html", "folder", "two.html"]
    code, out, err = outcome(capfd, "extract", *names)
    assert code == 1
    assert len(out.splitlines()) == 2
    assert err[0].startswith("scrapeclean: brochure.html: the input is a PDF document, not an HTML")
    assert err[1:] == [
        "scrapeclean: missing.html: there is no such file",
        "scrapeclean: folder: is a folder: name the files in it",
    ]


def test_empty_input_is_one_clear_line() -> None:
    result = run("extract", "-")
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.startswith(b"scrapeclean: standard input: ")
    assert result.stderr.count(b"\n") == 1


def test_explain_fails_as_clearly(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outcome(capfd, "explain", "brochure.html")
    assert (code, out, len(err)) == (1, "", 1)


def test_a_huge_file_is_not_read(capfd: pytest.CaptureFixture[str]) -> None:
    with open("huge.html", "wb") as file:
        file.truncate(1 << 40)  # sparse: it takes no room, and could never be read into memory
    code, _, err = outcome(capfd, "extract", "huge.html")
    assert code == 1
    assert "1,099,511,627,776 bytes" in err[0]


def test_a_fault_of_ours_is_one_line_too(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("a\nb\x1b[31m")

    monkeypatch.setattr("scrapeclean.cli.Cleaner.extract", fail)
    code, _, err = outcome(capfd, "extract", "one.html")
    assert (code, len(err)) == (1, 1)
    assert "unexpected KeyError" in err[0]
    assert "\x1b" not in err[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required: COMMAND"),
        (["extract"], "required: FILE"),
        (["extract", "one.html", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["extract", "one.html", "two.html", "--url", "https://a.example/"], "one page"),
        (["extract", "-", "-"], "only once"),
    ],
)
def test_wrong_usage(capfd: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert words in capfd.readouterr().err


def test_an_unknown_plugin(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = outcome(capfd, "extract", "one.html", "--plugin", "no-such")
    assert (code, out, len(err)) == (2, "", 1)
    assert "'no-such'" in err[0]


def test_a_count_for_many_files_on_a_terminal(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["one.html"] * 20 + ["missing.html"]
    missing = "scrapeclean: missing.html: there is no such file"
    assert outcome(capfd, "extract", *names)[2] == [missing]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    main(["extract", *names])
    shown = capfd.readouterr().err
    assert "\r20 of 21 files\r\x1b[Kscrapeclean: missing" in shown
    assert shown.endswith("\r21 of 21 files\n")
    assert "of" not in outcome(capfd, "extract", *names[:20])[2]
