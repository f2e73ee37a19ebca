"""Readers: every format gives the same records, and damage costs only what is damaged."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import os
import random
import tarfile
import tempfile
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import batch_poison
from scrapeclean.batch import BatchError, Columns, Lost, Record
from scrapeclean.batch.child import HANDED_ON
from scrapeclean.batch.readers import files, opening, plan, read

pa = pytest.importorskip("pyarrow", reason="the extra `batch` is not installed")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")

PAGES = [batch_poison.page(f"Page number {number}.") for number in range(7)]
URLS = [f"https://mill.example/{number}" for number in range(7)]
ROWS = [{"url": url, "html": page, "n": 1} for url, page in zip(URLS, PAGES, strict=True)]


def found(
    source: Path | str, columns: Columns | None = None, part_size: int = 1 << 25
) -> tuple[list[Record], list[Lost]]:
    columns = columns or Columns()
    everything = [
        one for part in plan([str(source)], columns, part_size) for one in read(part, columns)
    ]
    records = [one for one in everything if isinstance(one, Record)]
    return records, [one for one in everything if isinstance(one, Lost)]


def contents(records: list[Record]) -> list[str]:
    return [
        record.content if isinstance(record.content, str) else record.content.decode()
        for record in records
    ]


def jsonl() -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in ROWS)


def warc_record(kind: str, url: str, body: bytes) -> bytes:
    mime = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{url}>\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def warc() -> list[bytes]:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    kinds = ["response"] * 5 + ["resource", "conversion"]
    made = [warc_record("warcinfo", "x", b"software: none")]
    for kind, url, page in zip(kinds, URLS, PAGES, strict=True):
        body = page.encode()
        if kind == "response":
            made.append(warc_record("request", url, b"GET / HTTP/1.1\r\n\r\n"))
            body = http + body
        made.append(warc_record(kind, url, body))
    return made


def table(kind: str) -> bytes:
    data = pa.Table.from_pylist(ROWS)
    sink = io.BytesIO()
    if kind == "parquet":
        pq.write_table(data, sink, row_group_size=2)
    else:
        make = pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream
        with make(sink, data.schema) as writer:
            writer.write_table(data, max_chunksize=3)
    return sink.getvalue()


def separated(mark: str) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, ["n", "url", "html"], delimiter=mark)
    writer.writeheader()
    writer.writerows(ROWS)
    return text.getvalue().encode()


def archive(kind: str) -> bytes:
    sink = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as zipped:
            for number, page in enumerate(PAGES):
                zipped.writestr(f"pages/{number}.html", page)
        return sink.getvalue()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        for number, page in enumerate(PAGES):
            member = tarfile.TarInfo(f"pages/{number}.html")
            member.size = len(page.encode())
            tar.addfile(member, io.BytesIO(page.encode()))
    return sink.getvalue()


def zst(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


FORMATS = {
    "a.jsonl": jsonl,
    "a.jsonl.gz": lambda: gzip.compress(jsonl()),
    "a.jsonl.zst": lambda: zst(jsonl()),
    "a.jsonl.bz2": lambda: bz2.compress(jsonl()),
    "a.warc": lambda: b"".join(warc()),
    "a.warc.gz": lambda: b"".join(map(gzip.compress, warc())),
    "a.warc.zst": lambda: b"".join(map(zst, warc())),
    "a.parquet": lambda: table("parquet"),
    "a.arrow": lambda: table("arrow"),
    "a.arrows": lambda: table("arrows"),
    "a.csv": lambda: separated(","),
    "a.tsv": lambda: separated("\t"),
    "a.csv.gz": lambda: gzip.compress(separated(",")),
    "a.tar": lambda: archive("tar"),
    "a.tar.gz": lambda: gzip.compress(archive("tar")),
    "a.zip": lambda: archive("zip"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_records(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[name]())
    records, lost = found(path)
    assert contents(records) == PAGES
    assert lost == []
    assert len({record.place for record in records}) == len({record.id for record in records}) == 7
    if ".tar" not in name and ".zip" not in name:
        assert [record.url for record in records] == URLS


@pytest.mark.parametrize("name", FORMATS)
def test_formats_are_told_by_content(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsspec = pytest.importorskip("fsspec")
    data = FORMATS[name]()
    (tmp_path / "nameless").write_bytes(data)
    assert contents(found(tmp_path / "nameless")[0]) == PAGES
    fsspec.filesystem("memory").pipe("/nameless", data)
    assert contents(found("memory://nameless")[0]) == PAGES
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb"), os.fdopen(writing, "wb") as file:
        threading.Thread(target=lambda: (file.write(data), file.close()), daemon=True).start()
        monkeypatch.setenv(HANDED_ON, str(reading))
        assert contents(found("-")[0]) == PAGES


def test_a_text_is_no_table(tmp_path: Path) -> None:
    for text in (
        "Ships, boats\nBoats, ships\n",
        "text\nof one column",
        "<p>url,text\n",
    ):
        (tmp_path / "nameless").write_text(text)
        assert contents(found(tmp_path / "nameless")[0]) == [text]
    (tmp_path / "named.txt").write_text("url,text\n")
    assert contents(found(tmp_path / "named.txt")[0]) == ["url,text\n"]


def test_addresses_inside_of_others(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    path = tmp_path / "a.zip"
    path.write_bytes(archive("zip"))
    for inside in ("zip://pages/*.html", "zip://pages", "zip://", "simplecache::zip://pages"):
        assert contents(found(f"{inside}::{path}")[0]) == PAGES
    assert contents(found(f"zip://pages/3.html::file://{path}")[0]) == PAGES[3:4]
    named = opening._named_as
    assert named("ftp://host/in/*.gz", "/in/*.gz", "/in/a.gz") == "ftp://host/in/a.gz"
    assert named("ftp://host", "/", "/a.gz") == "ftp://host/a.gz"
    assert named("s3://in/", "in", "in/a.gz") == "s3://in/a.gz"


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_strings_that_are_no_utf8_cost_no_row(name: str, tmp_path: Path) -> None:
    pages = [page.encode() for page in PAGES]
    pages[2] = pages[2].replace(b"Page", b"Pa\xffge")
    column = pa.array(pages, pa.binary()).view(pa.string())
    data = pa.table({"html": column, "url": URLS, "n": range(7)})
    if name == "a.parquet":
        pq.write_table(data, tmp_path / name)
    else:
        with pa.ipc.new_file(tmp_path / name, data.schema) as writer:
            writer.write_table(data)
    records, lost = found(tmp_path / name, Columns(keep=("n",)))
    assert lost == []
    assert contents(records)[2] == PAGES[2].replace("Page", "Pa\ufffdge")
    assert [record.extra["n"] for record in records] == list("0123456")


def test_pages_without_end_are_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LONGEST", 1000)
    bomb = gzip.compress(b"0" * 5000)
    (tmp_path / "0.html").write_text(PAGES[0])
    (tmp_path / "1.html.gz").write_bytes(bomb)
    (tmp_path / "2.html").write_text("0" * 1001)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("3.html", "0" * 9000)
        zipped.writestr("4.html", PAGES[4])
    records, lost = found(tmp_path)
    assert contents(records) == [PAGES[0], PAGES[4]]
    assert [one.size for one in lost] == [len(bomb), 1001, 1001]


def test_what_a_damaged_page_still_says_is_read_and_the_rest_counted(tmp_path: Path) -> None:
    page = "".join(f"<p>Line {random.Random(at).random()}</p>" for at in range(400))
    packed = gzip.compress(page.encode())
    (tmp_path / "0.html.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "1.html.gz").write_bytes(packed[:12])
    records, lost = found(tmp_path)
    (half,) = contents(records)
    assert len(half) > 1000
    assert page.startswith(half)
    assert {one.place.rpartition("/")[2] for one in lost} == {"0.html.gz", "1.html.gz"}
    assert sum(one.size for one in lost) == len(packed) // 2 + 12


def test_a_reader_that_fails_costs_a_part_and_not_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl())
    record, fault = Columns.record, [ValueError("odd")]

    def failing(self: Columns, row: dict[str, str], place: str) -> Record:
        if "number 3." in row["html"]:
            raise fault[0]
        return record(self, row, place)

    monkeypatch.setattr(Columns, "record", failing)
    records, lost = found(path)
    assert contents(records) == PAGES[:3]
    assert [one.size for one in lost] == [path.stat().st_size]
    assert "ValueError: odd" in lost[0].reason
    fault[0] = OSError("the line is down")  # type: ignore[assignment] # another time it may be up
    with pytest.raises(OSError, match="the line is down"):
        found(path)


def test_folders_patterns_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "0.html").write_text(PAGES[0])
    (tmp_path / "in" / "1.htm.gz").write_bytes(gzip.compress(PAGES[1].encode()))
    (tmp_path / "in" / "2.txt").write_text(PAGES[2])
    (tmp_path / "in" / "logo.png").write_bytes(b"\x89PNG")
    assert contents(found(tmp_path)[0]) == PAGES[:3]
    assert contents(found(tmp_path / "*" / "?.html")[0]) == PAGES[:1]
    pytest.importorskip("fsspec")
    assert contents(found(f"file://{tmp_path}/in")[0]) == PAGES[:3]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("part_size", [1, 100, 700, 1500])
def test_parts_of_a_file_hold_each_record_once(name: str, part_size: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[name]())
    size = max(part_size, path.stat().st_size // 40)
    assert len(list(plan([str(path)], Columns(), path.stat().st_size // 3))) > 1
    records, lost = found(path, part_size=size)
    assert sorted(contents(records)) == PAGES
    assert lost == []


@pytest.mark.parametrize("name", ["a.arrow", "a.arrows", "a.tar"])
def test_damage_in_the_middle_costs_what_cannot_be_found_behind_it(
    name: str, tmp_path: Path
) -> None:
    data = bytearray(FORMATS[name]())
    at = data.index(b"Page number 3")
    start = data.rindex(b"\xff\xff\xff\xff" if "arrow" in name else b"pages/3.html", 0, at)
    data[start : start + 120] = b"\xaa" * 120
    (tmp_path / name).write_bytes(data)
    records, lost = found(tmp_path / name)
    assert contents(records)[:3] == PAGES[:3]
    assert PAGES[3] not in contents(records)
    assert (PAGES[6] in contents(records)) == (name != "a.arrows")
    assert lost or name == "a.tar"  # the archive's reader finds the next member by itself


def test_what_a_shared_file_has_lost_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join([*jsonl().splitlines(True), b"{damaged}\n"])))
    records, lost = found(path, part_size=path.stat().st_size - 1)
    assert sorted(contents(records)) == PAGES
    assert [one.size for one in lost] == [10]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_a_damaged_warc_record_costs_only_itself(name: str, tmp_path: Path) -> None:
    pack = {"a.warc": bytes, "a.warc.gz": gzip.compress, "a.warc.zst": zst}[name]
    packed = [pack(record) for record in warc()]
    third = packed[6]
    packed[6] = third[:20] + b"\0\0\0\0" * 8 + third[60:]
    path = tmp_path / name
    path.write_bytes(b"".join(packed))
    records, lost = found(path)
    assert contents(records) == [page for number, page in enumerate(PAGES) if number != 2]
    assert sum(one.size for one in lost) >= len(packed[6]) - 60
    for part_size in (400, 1000, 3000):
        again, lost_again = found(path, part_size=part_size)
        assert contents(again) == contents(records)
        assert bool(lost_again)


@settings(max_examples=60)
@given(st.integers(0, 6), st.randoms(use_true_random=False))
def test_a_damaged_gzip_member_loses_no_other(which: int, chance: random.Random) -> None:
    lines = jsonl().splitlines(True)
    members = [bytearray(gzip.compress(line)) for line in lines]
    damaged = members[which]
    for _ in range(5):
        damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl.gz"
        path.write_bytes(b"".join(map(bytes, members)))
        records, lost = found(path)
    others = [page for number, page in enumerate(PAGES) if number != which]
    assert [page for page in contents(records) if page in others] == others
    assert lost or contents(records) == PAGES


def test_a_member_that_seems_to_hold_the_rest_of_the_file_does_not_cost_it(tmp_path: Path) -> None:
    swallower = gzip.compress(b"")[:10] + b"\x01\xff\xff\0\0"  # a raw block of 65,535 bytes
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(swallower + b"".join(map(gzip.compress, jsonl().splitlines(True))))
    records, lost = found(path)
    assert [page for page in contents(records) if page in PAGES] == PAGES
    assert lost


@settings(max_examples=60)
@given(st.integers(0, 6), st.binary(max_size=40).filter(lambda junk: b"\n" not in junk))
def test_a_damaged_line_is_counted_whole(which: int, junk: bytes) -> None:
    lines = jsonl().splitlines(True)
    lines[which] = b"{" + junk + b"\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(b"".join(lines))
        records, lost = found(path)
    if lost:
        assert contents(records) == [p for number, p in enumerate(PAGES) if number != which]
        assert sum(one.size for one in lost) == len(lines[which])
    else:
        assert len(records) == 7  # the junk was JSON


def test_columns_are_found_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"text": "wrong", "deep": {"page": PAGES[0]}, "key": 5, "lang": ["en"], "link": URLS[0]}
    path.write_text(json.dumps(row))
    columns = Columns(content="deep.page", id="key", keep=("lang",))
    record = found(path, columns)[0][0]
    assert (record.content, record.id, record.url) == (PAGES[0], "5", URLS[0])
    assert record.extra == {"lang": '["en"]'}
    with pytest.raises(BatchError, match="no column 'nowhere'"):
        found(path, Columns(content="nowhere"))
    path.write_text('{"text": "words"}\n{"text": "words", "late": 1}\n')
    assert found(path, Columns(keep=("late",)))[0][1].extra == {"late": "1"}
    path.write_text('{"a": 1}')
    with pytest.raises(BatchError, match="--content"):
        found(path)
    with pytest.raises(BatchError, match="no such file"):
        found(tmp_path / "missing")


def test_a_quote_that_is_never_closed_takes_no_other_row_along(tmp_path: Path) -> None:
    never = '1,u,"<p>never closed\n'
    rows = ['n,url,html\n0,u,"<p>one</p>"\n', never, '2,u,"<p>two\nlines</p>"\n3,u,three\n']
    (tmp_path / "a.csv").write_text("".join(rows))
    records, [lost] = found(tmp_path / "a.csv")
    assert contents(records) == ["<p>one</p>", "<p>two\nlines</p>", "three"]
    assert lost.size == len(never)
    assert "quote" in lost.reason
