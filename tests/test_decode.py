"""Bytes to text: marks, declarations, lies and guesses."""

from __future__ import annotations

import codecs

import pytest

from scrapeclean.decode import decode

RUSSIAN = "Вчера вечером в городе открыли новый мост через реку, который строили почти три года. "
CHINESE = "这是一个关于城市发展的报道,我们在这里可以看到很多不同的人和他们的生活。"
JAPANESE = "これは日本の町についての記事です。人々はここで新しい生活を始めました。"
KOREAN = "이 기사는 도시의 새로운 다리에 대한 것이다. 사람들은 그 다리를 오래 기다리고 있었다."
TAIWANESE = "這是一個關於城市發展的報導,我們在這裡可以看到很多不同的人和他們的生活。"
THAI = "เมื่อวานนี้มีการเปิดสะพานใหม่ข้ามแม่น้ำในเมือง ซึ่งใช้เวลาก่อสร้างเกือบสามปี "
GREEK = "Χθες το βράδυ άνοιξε στην πόλη μια νέα γέφυρα πάνω από τον ποταμό. "
FRENCH = "L’été dernier, la mairie a décidé que le théâtre serait réparé « à l’identique »."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
     (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le"),
     (codecs.BOM_UTF32_BE, "utf-32-be")],
)  # fmt: skip
def test_a_mark_rules_over_all(mark: bytes, encoding: str) -> None:
    page = "<meta charset=koi8-r><p>Grüße, мир"
    decoded = decode(mark + page.encode(encoding), content_type="text/html; charset=big5")
    assert (decoded.text, decoded.warnings) == (page, ())
    assert codecs.lookup(decoded.encoding) == codecs.lookup(encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(encoding: str) -> None:
    page = "<html><p>Grüße aus dem Norden"
    assert decode(page.encode(encoding)) == (page, encoding, ())


def test_the_header_rules_over_the_page() -> None:
    data = b"<meta charset=koi8-r><p>" + RUSSIAN.encode("windows-1251")
    decoded = decode(data, content_type="text/html; Charset = 'Windows-1251'")
    assert decoded.text.endswith(RUSSIAN)
    assert (decoded.encoding, decoded.warnings) == ("cp1251", ())


@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="koi8-r">', '<?xml version="1.0" encoding="koi8-r"?>',
     '<meta http-equiv="Content-Type" content="text/html; charset=KOI8-R">'],
)  # fmt: skip
@pytest.mark.parametrize("content_type", [None, "text/html", "text/html; charset=nonsense"])
def test_the_page_declares(declaration: str, content_type: str | None) -> None:
    data = (declaration + RUSSIAN).encode("koi8-r")
    assert decode(data, content_type=content_type).text == declaration + RUSSIAN


@pytest.mark.parametrize(
    ("declared", "real"), [("iso-8859-1", "windows-1252"), ("gb2312", "gb18030"),
                           ("shift_jis", "cp932"), ("ks_c_5601-1987", "cp949")],
)  # fmt: skip
def test_labels_mean_what_browsers_take_them_for(declared: str, real: str) -> None:
    sample = {"windows-1252": "“€”", "gb18030": "镕", "cp932": "①", "cp949": "뷁"}[real]
    assert decode(sample.encode(real), content_type=f"charset={declared}").text == sample


def test_valid_utf8_is_utf8_whatever_it_declares() -> None:
    decoded = decode("<meta charset=windows-1252><p>Grüße".encode())
    assert decoded.text.endswith("Grüße")
    assert decoded.encoding == "utf-8"
    assert "declared as cp1252" in decoded.warnings[0]


def test_a_page_that_says_utf16_in_ascii_is_not() -> None:
    assert decode(b"<meta charset=utf-16><p>x").text.endswith("<p>x")
    data = b"<meta charset=utf-16><p>" + RUSSIAN.encode("windows-1251")
    assert decode(data).text.endswith(RUSSIAN)


def test_plain_ascii_needs_no_warning() -> None:
    assert decode(b"<meta charset=big5><p>x").warnings == ()


def test_seven_bit_escapes_need_the_declaration() -> None:
    data = JAPANESE.encode("iso-2022-jp")
    assert decode(data, content_type="text/plain; charset=iso-2022-jp").text == JAPANESE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"), (CHINESE, "gb18030"), (JAPANESE, "cp932"),
     (JAPANESE, "euc_jp"), (KOREAN, "cp949"), (TAIWANESE, "big5hkscs"), (FRENCH, "windows-1252"),
     (THAI, "cp874"), (GREEK, "windows-1253")],
)  # fmt: skip
def test_guesses(text: str, encoding: str) -> None:
    decoded = decode(("<p>" + text * 3).encode(encoding))
    assert decoded.text == "<p>" + text * 3
    assert any("guessed" in warning for warning in decoded.warnings)


def test_a_lying_declaration_is_not_believed() -> None:
    data = ("<meta charset=euc-kr><p>" + RUSSIAN * 5).encode("windows-1251")
    assert RUSSIAN in decode(data).text


def test_a_few_damaged_characters_do_not_change_the_encoding() -> None:
    data = ("<meta charset=utf-8><p>" + RUSSIAN).encode() + b"\xff" + RUSSIAN.encode()
    decoded = decode(data)
    assert decoded.text.count(RUSSIAN) == 2
    assert decoded.encoding == "utf-8"
    assert decoded.warnings == ("1 characters cannot be read as utf-8",)


def test_codecs_that_are_not_for_text_are_not_used() -> None:
    for label in ("rot13", "hex", "zlib", "idna", "undefined", "unicode_escape"):
        assert decode(b"<p>\\x41 abc", content_type=f"charset={label}").text == "<p>\\x41 abc"


def test_accents_inside_ascii_words_are_no_cyrillic_letters() -> None:
    page = "<p>Le vieux moulin près de la rivière était arrêté depuis soixante années déjà."
    assert decode(page.encode("windows-1252")).text == page


def test_parts_in_different_encodings_are_read_each_in_its_own() -> None:
    parts = ["<p>" + FRENCH, "<p>" + RUSSIAN, "<p>" + RUSSIAN[:40]]
    data = parts[0].encode() + parts[1].encode("windows-1251") + parts[2].encode()
    assert decode(data) == (
        "".join(parts), "utf-8", ("mixed encodings: UTF-8 and, by guess, windows-1251",)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        (b'<?xml version="1.0" encoding="koi8-r"?><meta charset=windows-1250>', "koi8-r"),
        (b"<META\nname='a' content='b; charset=koi8-r'>", "koi8-r"),
        (b"<meta charset = 'koi8-r' /><meta charset=windows-1250>", "koi8-r"),
        (b"<p>charset=koi8-r</p>", "windows-1251"),
        (b" " * 2050 + b"<meta charset=koi8-r>", "windows-1251"),
    ],
)
def test_where_a_page_may_declare_its_encoding(declaration: bytes, encoding: str) -> None:
    text = RUSSIAN * 3
    assert decode(declaration + text.encode(encoding)).text.endswith(text)
