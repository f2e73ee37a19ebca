"""The command learns sites and uses what it learnt."""

from __future__ import annotations

from pathlib import Path

import pytest

import scrapeclean
from cli_runs import outcome

pytestmark = pytest.mark.usefixtures("folder_of_pages")


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
