"""The command: what it prints, where it writes, how it fails."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
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


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.html", "two.html"):
        Path(name).write_text(PAGE.replace("Rain stops play", f"Rain stops {name[:3]}"), "utf-8")
    Path("brochure.html").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    Path("folder").mkdir()


def article(title: str) -> Article:
    return scrapeclean.extract(Path(f"{title}.html").read_bytes())


def outcome(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, list[str]]:
    code = main(arguments)
    out, err = capfd.readouterr()
    return code, out, err.splitlines()


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scrapeclean", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)


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


# ---- where it writes ----------------------------------------------------------------------------


def test_output_file(capfd: pytest.CaptureFixture[str]) -> None:
    Path("all.jsonl").write_text("old", "utf-8")
    Path("all.jsonl").chmod(0o640)
    names = ["one.html", "two.html", "missing.html"]
    code, out, _ = outcome(capfd, "extract", *names, "-o", "all.jsonl")
    assert (code, out) == (1, "")
    lines = Path("all.jsonl").read_text("utf-8").splitlines()
    assert [Article.model_validate_json(line) for line in lines] == [article("one"), article("two")]
    if os.name == "posix":
        assert stat.S_IMODE(Path("all.jsonl").stat().st_mode) == 0o640


def test_no_article_leaves_the_old_output_alone(capfd: pytest.CaptureFixture[str]) -> None:
    Path("kept.json").write_text("old", "utf-8")
    assert outcome(capfd, "extract", "brochure.html", "-o", "kept.json")[0] == 1
    assert Path("kept.json").read_text("utf-8") == "old"


def test_output_is_whole_or_not_there(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(os.listdir())
    pages = iter([article("one")])

    def interrupted(*_: object, **__: object) -> Article:
        for page in pages:
            return page
        raise KeyboardInterrupt

    monkeypatch.setattr("scrapeclean.cli.Cleaner.extract", interrupted)
    code, out, err = outcome(capfd, "extract", "one.html", "two.html", "-o", "all.jsonl")
    assert (code, out, err) == (130, "", [])
    assert sorted(os.listdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="links and devices")
def test_output_through_a_link_a_pipe_or_a_dash() -> None:
    Path("real.txt").write_text("old", "utf-8")
    os.symlink("real.txt", "link.txt")
    text = article("one").text + "\n"
    for out in ("link.txt", "/dev/stdout", "-"):
        result = run("extract", "one.html", "--format", "text", "-o", out)
        assert (result.returncode, result.stderr) == (0, b"")
        written = Path("real.txt").read_bytes() if out == "link.txt" else result.stdout
        assert written.decode("utf-8") == text
    assert Path("link.txt").is_symlink()


@pytest.mark.parametrize("out", ["folder", "new/deep/"])
def test_output_folder(capfd: pytest.CaptureFixture[str], out: str) -> None:
    code, _, _ = outcome(capfd, "extract", "one.html", "two.html", "-o", out, "--format", "text")
    assert (code, sorted(os.listdir(out))) == (0, ["one.txt", "two.txt"])
    assert Path(out, "two.txt").read_text("utf-8") == article("two").text + "\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["one.html", "folder/../one.html", "-o", "folder"], "would both be written"),
        (["one.html", "-o", "one.html"], "is also an input"),
        (["one.html", "-o", ".", "--format", "html"], "is also an input"),
        (["one.html", "-o", "nowhere/one.json"], "cannot write nowhere/one.json: No such file"),
        (["one.html", "-o", "one.html/"], "cannot write one.html/:"),
    ],
)
def test_output_that_cannot_be(
    capfd: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    before = Path("one.html").read_bytes()
    code, out, err = outcome(capfd, "extract", *arguments)
    assert (code, out, len(err)) == (2, "", 1)
    assert words in err[0]
    assert Path("one.html").read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "scrapeclean", "extract", "one.html"]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("scrapeclean: cannot write")
    assert run.stderr.count("\n") == 1


# ---- signals ------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes")
def test_a_reader_that_leaves_is_no_error() -> None:
    for arguments in (["schema"], ["extract", *["one.html"] * 50]):
        command = [sys.executable, "-m", "scrapeclean", *arguments]
        reading, writing = os.pipe()
        os.close(reading)
        process = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert (process.returncode, process.stderr) == (141, b"")


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
def test_control_c_is_quiet() -> None:
    os.mkfifo("waiting")
    # A shell starts background jobs with interrupts ignored, and children inherit that.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    start = f"{heed}; import sys; from scrapeclean.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", start, "extract", "one.html", "waiting"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process,
        open("waiting", "wb"),  # opens once the command has: it waits for a page now
    ):
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    assert json.loads(out)["title"] == "Rain stops one"


# ---- learnt sites -------------------------------------------------------------------------------


def write_site(*topics: str) -> list[str]:
    """Flattened pages with one article each and the same plea in the middle of it."""
    for topic in topics:
        one, two, three = (
            f"On {day} the {topic} was once more the only thing that anybody in the village talked "
            "about, from the first bell to the last."
            for day in ("Monday", "Tuesday", "Friday")
        )
        plea = "Whoever sends the price of a loaf gets the winter edition by post, and a calendar."
        lines = [f"All about the {topic}", one, two, "Help us", plea, "Thank you", three]
        Path(f"{topic}.txt").write_text("\n".join(lines), "utf-8")
    return [f"{topic}.txt" for topic in topics]


def test_a_site_is_learnt_and_used(capfd: pytest.CaptureFixture[str]) -> None:
    names = write_site("ferry", "orchard", "quarry")
    assert outcome(capfd, "learn-site", *names, "-o", "site.json") == (0, "", [])
    with_site = ("ferry.txt", "--site", "site.json")
    plain = outcome(capfd, "extract", "ferry.txt", "--format", "text")[1]
    cleaned = outcome(capfd, "extract", *with_site, "--format", "text")[1]
    assert ("winter edition" in plain, "winter edition" in cleaned) == (True, False)
    assert cleaned.count("the ferry was once more") == 3
    assert "between the same lines on 2 of 2" in outcome(capfd, "explain", *with_site)[1]


def test_a_site_can_be_learnt_in_parts(capfd: pytest.CaptureFixture[str]) -> None:
    names = write_site("ferry", "orchard", "quarry")
    outcome(capfd, "learn-site", *names, "-o", "whole.json")
    code, _, err = outcome(capfd, "learn-site", names[0], "-o", "parts.json")
    assert code == 0
    assert err == [
        "scrapeclean: parts.json: warning: the pages show one article or none: nothing can recur"
    ]
    assert outcome(capfd, "learn-site", *names[1:], "-o", "parts.json", "--update")[0] == 0
    assert Path("parts.json").read_bytes() == Path("whole.json").read_bytes()


def test_pages_of_a_site_that_fail_are_told_and_the_others_learnt(
    capfd: pytest.CaptureFixture[str],
) -> None:
    names = write_site("ferry", "orchard")
    code, _, err = outcome(
        capfd, "learn-site", names[0], "brochure.html", "missing.html", names[1], "-o", "site.json"
    )
    assert (code, len(err)) == (1, 2)
    assert err[0].startswith("scrapeclean: brochure.html: the input is a PDF document")
    assert scrapeclean.SiteModel.load("site.json").pages == 2


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["extract", "one.html", "--site", "no.json"], "--site: no.json: there is no such file"),
        (["extract", "one.html", "--site", "one.html"], "--site: one.html is no JSON, or cut off"),
        (["explain", "one.html", "--site", "folder"], "--site: folder: is a folder"),
        (["learn-site", "one.html", "-o", "no.json", "--update"], "--update: no.json: there is no"),
        (["learn-site", "one.html", "-o", "no/site.json"], "cannot write no/site.json: No such"),
        (["learn-site", "one.html", "-o", "one.html"], "one.html is also an input"),
    ],
)
def test_a_site_file_that_cannot_be_used_stops_the_run(
    arguments: list[str], fault: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = outcome(capfd, *arguments)
    assert (code, out) == (2, "")
    assert err[-1].startswith(f"scrapeclean: {fault}")
