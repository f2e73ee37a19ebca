"""Pages made to break a reader are answered: what they hold is read, or a warning says why not."""

from __future__ import annotations

import importlib
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from scrapeclean import Article, InputError, Limits, NotAPage, dates, extract
from scrapeclean.extractors import _text_lists
from scrapeclean.segment._attributes import cut_attributes

with patch.object(sys, "path", [str(Path(__file__).parents[1] / "benchmarks"), *sys.path]):
    hostile = importlib.import_module("hostile")

NAMES = [(group, name) for group, cases in hostile.CASES.items() for name in cases]
REFUSED = {"control characters", "UTF-8 mark, is UTF-16", "bytes by chance", "packed"}


@pytest.mark.parametrize(("group", "name"), NAMES, ids=[f"{g}-{n}" for g, n in NAMES])
def test_hostile_pages_are_answered(group: str, name: str) -> None:
    case = hostile.CASES[group][name]
    page = case.make(min(case.small, case.full))
    limits = Limits(blocks=100) if case.told == hostile.MANY else None
    options = {"kind": case.kind, "content_type": case.content_type, "limits": limits}
    if name in REFUSED:
        with pytest.raises(NotAPage, match="binary"):
            extract(page, **options)
        return
    article = extract(page, url="https://a.example/b", **options)
    written = article.model_dump_json()
    words = case.words[:1] if limits else case.words  # the others may be behind the limit
    assert [word for word in words if word not in written] == []
    assert any(case.told in warning for warning in article.warnings) or not case.told
    assert Article.model_validate_json(written) == article
    article.to_markdown()
    article.to_html()


@pytest.mark.parametrize("piece", [piece for _, piece, _, _ in hostile.PIECES])
def test_pages_of_one_thing_alone_are_answered(piece: str) -> None:
    for page in (piece, piece * 30):
        with suppress(InputError):  # nothing at all is refused
            article = extract(page, kind="text")
            assert Article.model_validate_json(article.model_dump_json()) == article


@pytest.mark.parametrize(
    "shape",
    [
        "<p{}>text</p>".format("".join(f" a{n}=b" for n in range(300_000))),
        "<p{}>text</p>".format("".join(f" a{n}='<>'" for n in range(200_000))),
        "<p>" + "<time datetime=2024-05-01>May 1</time> and " * 100_000,
        "<p>" + "".join(f"<time datetime=2024-05-01>{n}</time> and " for n in range(100_000)),
        "<title>a <p>b</p>" * 30_000,
    ],
    ids=["attributes", "attributes that hold tags", "properties", "other properties", "titles"],
)
def test_each_part_of_a_page_is_looked_at_once(shape: str) -> None:
    # Quadratic looking took minutes here.
    article = extract(hostile.BEFORE + shape + hostile.BEHIND, limits=Limits(blocks=20))
    assert hostile.FIRST in article.model_dump_json()  # beside a megabyte of dates it may be chrome


def test_lines_without_prose_behind_them_are_read_as_lists_a_few_times_each() -> None:
    page = "".join(f"Line {n} of it\n" for n in range(2000))
    with patch.object(_text_lists, "read_run", wraps=_text_lists.read_run) as read:
        extract(page, kind="text")
    assert read.call_count < 200  # each reads up to 80 lines


def test_the_library_of_dates_is_asked_for_so_many_of_a_page() -> None:
    page = "".join(f"<p>Of number {n} on May 1 or so</p>" for n in range(1000, 1700))
    with patch.object(dates, "_by_library", wraps=dates._by_library) as ask:
        extract(page, kind="html")
    assert 400 < ask.call_count <= 500  # each takes as long as a page


def test_thousands_of_votes_for_one_block_are_answered() -> None:
    links = "".join(f"Previous: <a href=/{n}>Story number {n} of these</a> " for n in range(900))
    article = extract(f"<p>{hostile.SENTENCE * 3}</p><p>{links}")
    assert article.previous


@pytest.mark.parametrize(
    "piece",
    [
        "<a name=n@>w@</a> <a href=#n@>1</a> ",
        "<a href=/@>Story number @ of it</a><br>",
        "<span class=author>Ann Lee@</span> ",
        "<p>Previous: <a href=/@>Story number @ of these</a></p>",
    ],
    ids=["notes", "links and line breaks", "names", "articles before"],
)
def test_what_a_page_has_thousands_of_is_not_compared_with_all_of_it(piece: str) -> None:
    def cost(pieces: int) -> float:
        page = "".join(piece.replace("@", str(number)) for number in range(pieces))
        start = time.process_time()
        extract(f"{hostile.BEFORE}<p>{page}")
        return time.process_time() - start

    cost(100)  # what a process pays once
    assert cost(12_000) < 10 * cost(3_000)  # comparing each with each takes sixteen times as long


def test_what_follows_too_many_attributes_is_read() -> None:
    tag = "<p{} title='a > b'>Innermill</p>".format("".join(f" a{n}='>'" for n in range(3000)))
    article = extract(hostile.BEFORE + tag * 30 + hostile.BEHIND)
    assert article.model_dump_json().count("Innermill") >= 30
    assert "more than 500 attributes" in article.warnings[0]


def test_entities_read_nothing_from_disk_or_network(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Hushmill")
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0)
    there = f"http://127.0.0.1:{server.getsockname()[1]}"
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "{there}/a.dtd" ['
        f'<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b SYSTEM "{there}/b">'
        f'<!ENTITY % c SYSTEM "{there}/c">%c;<!ENTITY d PUBLIC "x" "{secret}">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<body>{hostile.BEFORE}<p>&a;&b;&d;</p><xi:include href="{secret}" parse="text"/>'
        f'<iframe src="{there}/d"></iframe><img src="{there}/e">{hostile.BEHIND}</body></html>'
    )
    for given in (page, page.encode()):
        article = extract(given, url=f"{there}/page")
        assert hostile.LAST in article.text
        assert "Hushmill" not in article.model_dump_json()
    with server, pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize(
    "page",
    [
        r"<p>\( " + r"a\b " * 2_500_000 + r"\)</p>",
        '<script type="application/ld+json">{"name": "' + 'ab "c" ' * 700_000 + '",}</script>',
    ],
    ids=["formula", "broken JSON-LD"],
)
def test_millions_of_pieces_of_a_pattern_do_not_use_its_memory_up(page: str) -> None:
    """The library of expressions raises MemoryError long before the machine has to."""
    assert (
        extract(f"<h1>The mill</h1><p>It stood still.</p>{page}", kind="html").title == "The mill"
    )


def test_so_do_millions_of_marks_in_a_rule() -> None:
    assert extract("-" * 20_000_000, kind="text").blocks == ()


def test_so_do_millions_of_tags() -> None:
    cells = "<td>a" * 4_000_000
    assert cut_attributes(cells) == (cells, ())
