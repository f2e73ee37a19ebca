"""Where the command writes, and how it ends when it is interrupted."""

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

from cli_runs import article, outcome, run
from scrapeclean import Article

pytestmark = pytest.mark.usefixtures("folder_of_pages")


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
