"""What was handed in: HTML, text, or something to refuse by its name."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pytest

import scrapeclean
from scrapeclean import EmptyInput, NotAPage
from scrapeclean.segment.sniff import sniff


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", "<p>x")
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.html"))
    return out.getvalue()


BINARY = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3",
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "GIF": b"GIF89a\x01\x00",
    "WebP": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "MP4": b"\x00\x00\x00\x18ftypisom",
    "Ogg": b"OggS\x00\x02",
    "web font": b"wOF2\x00\x01",
    "zip": zipped(),
    "gzip": gzip.compress(b"<p>x"),
    "bzip2": bz2.compress(b"<p>x"),
    "xz": lzma.compress(b"<p>x"),
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "tar archive": tarred(),
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "RTF": b"{\\rtf1\\ansi x}",
    "SQLite": b"SQLite format 3\x00",
    "Parquet": b"PAR1\x15\x04",
    "WARC": b"WARC/1.0\r\nWARC-Type: response\r\n",
}
DATA = {
    "PDF": "%PDF-1.4\n1 0 obj",
    "RTF": "{\\rtf1\\ansi x}",
    "JSON data": json.dumps({"title": "x", "body": ["<p>y</p>"]}),
    "JSON": json.dumps([{"a": 1}], indent=2),
    "JSON Lines": '{"url": "u", "html": "<p>x"}\n{"url": "v", "html": "<p>y"}\n',
    "<rss>": '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>x</title></channel></rss>',
    "<feed>": '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>',
    "<urlset>": '<?xml version="1.0"?><!-- made today --><urlset><url><loc>u</loc></url></urlset>',
    "binary": "\x00\x01\x02\x03" * 20 + "text",
}


@pytest.mark.parametrize("found", BINARY)
@pytest.mark.parametrize("kind", [None, "html", "text"])
def test_formats_are_refused_by_name(found: str, kind: scrapeclean.cleaner.Kind | None) -> None:
    with pytest.raises(NotAPage, match="not an HTML or text page") as caught:
        scrapeclean.extract(BINARY[found], kind=kind)
    assert found in caught.value.found


@pytest.mark.parametrize("found", DATA)
@pytest.mark.parametrize("form", ["str", "bytes"])
def test_data_is_refused_as_text_too(found: str, form: str) -> None:
    page = DATA[found] if form == "str" else DATA[found].encode()
    with pytest.raises(NotAPage) as caught:
        scrapeclean.extract(page)
    assert found in caught.value.found


@pytest.mark.parametrize(
    "page", ["", b"", " \n\t", b"\xef\xbb\xbf", "\ufeff", "\u200b", b"\x00\x00",
             "\u00a0\u3000"],
)  # fmt: skip
def test_empty_inputs(page: str | bytes) -> None:
    with pytest.raises(EmptyInput):
        scrapeclean.extract(page)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><p>x", "\ufeff  <html><body>x", "<!-- saved --><div>x</div>",
        '<?xml version="1.0"?>\n<html xmlns="x"><p>y</p></html>', "<p>One.</p><p>Two.</p>",
        "<div class='a'>x</div>", "Intro <b>one</b><br>two<br/>three <i>four</i> five",
        "<P ALIGN=left>x<BR>y",
    ],
)  # fmt: skip
def test_html(page: str) -> None:
    assert sniff(page) == "html"


@pytest.mark.parametrize(
    "page",
    [
        "Plain text.", "a < b and c > d", "The <b> element makes text bold.",
        "Put it into a <div> or a <span>, never into a <table>. " + "Text goes on. " * 60,
        "<3 this!\nMore text", "<Anna> hi\n<Bob> hello\n<Anna> bye\n<Bob> bye",
        "<jane@example.org> wrote:", "# Heading\n\nText with <em>one</em> tag.",
    ],
)  # fmt: skip
def test_text_about_tags_is_text(page: str) -> None:
    assert sniff(page) == "text"


def test_a_page_about_json_or_feeds_is_a_page() -> None:
    for page in (
        '{"a": 1} is how it looks.', "{curly} beginnings are text", "[1] A footnote opens this.",
        "<html><p>An <rss> element</html>", "GIF files are pictures.", "Zip codes",
        '["quoted"] and more',
    ):  # fmt: skip
        assert scrapeclean.extract(page).status == "not_article"


def test_the_caller_may_decide() -> None:
    page = "<p>One sentence of a page.</p><p>Another <b>sentence</b>.</p>"
    as_html = [entry.text for entry in scrapeclean.explain(page, kind="html")]
    as_text = [entry.text for entry in scrapeclean.explain(page, kind="text")]
    assert as_html == ["One sentence of a page.", "Another sentence."]
    assert as_text == [page]


def test_the_header_helps_with_the_charset() -> None:
    page = "<p>Привет</p>".encode("koi8-r")
    explained = scrapeclean.explain(page, content_type="text/html; charset=koi8-r")
    assert [entry.text for entry in explained] == ["Привет"]


def test_buffers_are_bytes() -> None:
    for page in (bytearray(b"<p>x</p>"), memoryview(b"<p>x</p>")):
        assert [entry.text for entry in scrapeclean.explain(page)] == ["x"]
