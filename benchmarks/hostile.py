"""Pages made to break a reader, at any size: the list that tests and benchmarks share.

Each has prose with the word `FIRST` before what is wrong with it, prose with `LAST` behind, and
`INNER` inside wherever a reader would see it. None of these words may be lost without a warning.
"""

from __future__ import annotations

import codecs
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

FIRST, INNER, LAST = "Alphamill", "Innermill", "Omegamill"
SENTENCE = "The old mill at the creek stood still for sixty years, and nobody knew why it had."
BEFORE = f"<h1>The mill</h1><p>{FIRST}. {SENTENCE} {SENTENCE}</p>"
BEHIND = f"<p>{LAST}. {SENTENCE} {SENTENCE} {SENTENCE}</p>"
RUSSIAN = "Старая мельница у ручья стояла шестьдесят лет, и никто не знал почему. "
FRENCH = "Le vieux moulin près de la rivière était arrêté depuis soixante années déjà. "

Page = bytes | str
Make = Callable[[int], Page]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One kind of hostile page."""

    make: Make
    """The page, given how large or how often."""
    full: int
    """How large or often at full size."""
    small: int = 200
    """The same where only the outcome is looked at."""
    told: str = ""
    """A part of the warning that there must be."""
    words: tuple[str, ...] = (FIRST, LAST)
    """What must be found somewhere in the article."""
    kind: str | None = None
    content_type: str | None = None


def around(make: Callable[[int], str]) -> Make:
    """The prose around something."""
    return lambda n: f"<html><body>{BEFORE}{make(n)}{BEHIND}</body></html>"


def again(piece: str, *, opened: str = "", closed: str = "") -> Make:
    """Something many times, with the number of each in the place of ``@``."""
    if "@" not in piece:
        return around(lambda n: opened + piece * n + closed)
    return around(lambda n: opened + "".join(piece.replace("@", str(i)) for i in range(n)) + closed)


def nested(opening: str, *, closing: str = "") -> Make:
    """Elements inside each other with a word inside, never closed unless told how."""
    return around(lambda n: f"{opening * n}{INNER} {SENTENCE}{closing * n}")


def with_head(head: Callable[[int], str]) -> Make:
    """Something in the head of a page, before the prose."""
    return lambda n: f"<html><head>{head(n)}</head><body>{BEFORE}{BEHIND}</body></html>"


def json_ld(content: Callable[[int], str]) -> Make:
    """Structured data, before the prose."""
    return with_head(lambda n: f"<script type='application/ld+json'>{content(n)}</script>")


def encoded(encoding: str, *, declared: str = "", mark: bytes = b"", text: str = FRENCH) -> Make:
    """A page in one encoding that declares another."""
    meta = f"<meta charset='{declared}'>" if declared else ""

    def make(n: int) -> bytes:
        page = f"<html><head>{meta}</head><body>{BEFORE}<p>{INNER}. {text * n}</p>{BEHIND}"
        return mark + page.encode(encoding)

    return make


def doctype(declarations: Callable[[int], str], text: str) -> Make:
    """An XHTML page with entities of its own."""
    return lambda n: (
        f'<?xml version="1.0"?><!DOCTYPE html [{declarations(n)}]>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{BEFORE}<p>{text}</p>{BEHIND}'
    )


def lines(piece: str) -> Make:
    """Flattened text: something many times between two lines of prose."""
    return lambda n: (
        f"The mill\n{FIRST}. {SENTENCE}\n"
        + ("".join(piece.replace("@", str(i)) for i in range(n)) if "@" in piece else piece * n)
        + f"\n{LAST}. {SENTENCE}\n"
    )


def noise(n: int) -> bytes:
    """Bytes by chance."""
    return random.Random(n).randbytes(n)


def _typed(value: str, n: int) -> str:
    """An article all properties of which have this value, `n` times."""
    node = (
        '{"@context":@,"@type":["NewsArticle",@],"headline":@,"author":@,"image":@,'
        '"datePublished":@,"dateModified":@,"publisher":@,"keywords":@,"articleBody":@,'
        '"articleSection":@,"mainEntityOfPage":@,"isAccessibleForFree":@,"inLanguage":@,'
        '"comment":@,"description":@,"itemListElement":@,"breadcrumb":@,"url":@,"name":@}'
    )
    return f"[{','.join([node.replace('@', value)] * n)}]"


ALL = (FIRST, INNER, LAST)
DEEP = "nested deeper than"
MANY = "more than"
HTML: dict[str, Case] = {
    **{
        f"nested {name}": Case(
            make=nested(opening), full=200_000, small=700, words=ALL, told=told
        )
        for name, opening, told in (
            ("div", "<div>", DEEP), ("div and text", "<div>a", DEEP), ("span", "<span>", ""),
            ("bold and italic", "<b><i>", ""), ("fonts", "<font color=red>a", ""),
            ("tables", "<table><tr><td>", DEEP), ("tables alone", "<table>", ""),
            ("lists", "<ul><li>a", DEEP), ("quotes", "<blockquote>", DEEP),
            ("sections", "<section class=a>", DEEP), ("made-up tags", "<x-y>", DEEP),
            ("links", "<a href=/x>", ""), ("definitions", "<dl><dd>", DEEP),
            ("forms", "<form>", ""), ("frames of fields", "<fieldset>", DEEP),
            ("sub and sup", "<sub><sup>", ""), ("many tags", "<div><section><ul><li><b>", DEEP),
        )
    },
    "nested div, closed": Case(
        make=nested("<div>", closing="</div>"), full=200_000, small=700, words=ALL, told=DEEP
    ),
    "nested span, closed": Case(
        make=nested("<span>", closing="</span>"), full=200_000, small=700, words=ALL, told=DEEP
    ),
    "nested math": Case(
        make=around(lambda n: f"<math>{'<mrow>' * n}<mi>a</mi>{'</mrow>' * n}</math>"),
        full=200_000, small=700,
    ),
    "nested drawings": Case(make=again("<svg>"), full=200_000, told="unclosed <svg>"),
    "unclosed": Case(make=again("<p><li><b><td><div>"), full=100_000, told=DEEP),
    "unclosed inline": Case(make=again("<p><i>a<b>"), full=200_000),
    "misnested": Case(make=again("<b><i>a</b>c</i>"), full=200_000),
    "misnested blocks": Case(make=again("<div><p>a</div>c</p><span>"), full=200_000),
    "misnested tables": Case(make=again("<table><td><div>a</table></td>"), full=100_000),
    "closing tags": Case(make=again("</div></p></b></table>"), full=200_000),
    "links": Case(make=again("<a href=/s/@>Story number @ of them</a> "), full=300_000),
    "links in a list": Case(
        make=again("<li><a href=/s/@>Story @ of it</a>", opened="<ul>", closed="</ul>"),
        full=300_000,
    ),
    "links in boxes": Case(make=again("<div><a href=/s/@>Story @</a></div>"), full=300_000,
                           told=MANY),
    "one line": Case(make=again(SENTENCE + " ", opened="<p>"), full=240_000),
    "one word": Case(make=again("a", opened="<p>"), full=20_000_000),
    "one ideographic line": Case(make=again("水車小屋は六十年間動かなかった。", opened="<p>"),
                                 full=400_000),
    "attribute": Case(make=again("a ", opened="<p class='", closed="'>a</p>"), full=2_500_000),
    "attribute without end": Case(
        make=lambda n: f"<body>{BEFORE}{BEHIND}<p title='{'a ' * n}", full=2_500_000
    ),
    "address": Case(make=again("a/", opened="<a href='/", closed="'>a</a>"), full=2_500_000),
    "data address": Case(
        make=again("QUJD", opened="<img alt=a src='data:image/png;base64,", closed="'>"),
        full=1_000_000,
    ),
    "attributes": Case(make=again(" a@=b", opened="<p", closed=">a</p>"), full=200_000),
    "attributes of one name": Case(make=again(" a=b", opened="<p", closed=">a</p>"), full=200_000),
    "class names": Case(make=again("c@ ", opened="<p class='", closed="'>a</p>"), full=500_000),
    "comment": Case(make=again("- ", opened="<!--", closed="-->"), full=2_500_000),
    "comments": Case(make=again("<!-- a -->"), full=300_000),
    "comment without end": Case(make=again("<!-- a "), full=300_000, told="unclosed comment"),
    "NUL": Case(make=around(lambda n: f"<p>{INNER[:4]}\0{INNER[4:]}{chr(0) * n}</p>"),
                full=40, small=20, words=ALL),
    "NUL in bytes": Case(make=lambda n: f"{BEFORE}<p>a{chr(0) * n}</p>{BEHIND}".encode(),
                         full=40, small=20),
    "control characters": Case(
        make=again("".join(map(chr, (*range(1, 32), *range(127, 160)))), opened=f"<p>{INNER}"),
        full=50_000, words=ALL,
    ),
    "lone surrogates": Case(make=again("a\ud800b\udfff", opened=f"<p>{INNER}"), full=100_000,
                            words=ALL),
    "not a character": Case(make=again("a\ufffe\uffff\U0010ffff", opened="<p>"), full=100_000),
    "bidi and zero-width": Case(
        make=again("\u202e\u2066a\u200b\u200d\u2069\u202c\ufeff\u00ad\u034f", opened="<p>"),
        full=100_000,
    ),
    "combining marks": Case(make=again("\u0301", opened="<p>a"), full=1_000_000),
    "plaintext": Case(make=again("<plaintext>a"), full=100_000),
    "frameset": Case(
        make=lambda n: f"<html><frameset>{'<frame src=a>' * n}<noframes>{BEFORE}{BEHIND}",
        full=100_000, told="frameset",
    ),
    "framesets": Case(make=again("<frameset><frame src=a>"), full=100_000),
    "frames": Case(make=again("<iframe srcdoc='<p>a</p>'></iframe>"), full=50_000),
    **{
        f"unclosed {tag}": Case(
            make=again(f"<{tag}>a <p>b</p>"), full=100_000,
            told=f"unclosed <{tag}>" if tag in ("script", "style", "textarea") else "",
        )
        for tag in (
            "script", "style", "textarea", "title", "select", "option", "noscript", "button",
            "object", "template", "iframe", "xmp", "head", "body", "html", "pre", "marquee",
        )
    },
    "unclosed quotes": Case(make=again("<a b='"), full=300_000, words=(FIRST,)),
    "less signs": Case(make=again("<"), full=1_000_000),
    "CDATA": Case(make=again("<![CDATA[ a ]]>"), full=100_000),
    "instructions": Case(make=again("<?a b?>"), full=100_000),
    "references": Case(make=again("&amp;&#x41;&nope;&#1114112;&#0;&#xd800;", opened="<p>"),
                       full=200_000),
    "a reference": Case(make=again("9", opened="<p>&#", closed=";a"), full=1_000_000),
    "entity bomb": Case(
        make=doctype(
            lambda n: '<!ENTITY a0 "lol">' + "".join(
                f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(n)
            ), f"{INNER} &a9;",
        ),
        full=60, small=12, words=ALL,
    ),
    "quadratic entities": Case(
        make=lambda n: doctype(lambda n: f'<!ENTITY a "{"lol " * n}">', "&a;" * n)(n), full=20_000
    ),
    "entity of itself": Case(
        make=doctype(lambda n: '<!ENTITY a "&b;"><!ENTITY b "&a;">' * n, f"{INNER} &a;"),
        full=20_000, words=ALL,
    ),
    "meta": Case(make=with_head(lambda n: f"<meta name=author content='{'A. ' * n}'>"),
                 full=1_000_000),
    "metas": Case(make=with_head(lambda n: "<meta property=article:tag content=a>" * n),
                  full=200_000),
    "absurd dates": Case(
        make=with_head(lambda n: "".join(
            f"<meta property='article:published_time' content='{date}'>"
            for date in ("99999-99-99", "0000-00-00", "2024-02-30T25:61:61+99:99", "1e999",
                         "-2024-01-01", "9" * n, "2024-" * n, "1 " * n, "May " * n, "nan",
                         "\u0662" * n)
        )),
        full=300_000,
    ),
    "absurd addresses": Case(
        make=again(
            "<a href='http://['>a</a><a href='http://a:99999999/'>b</a><img src='//[::1'>"
            "<a href='http://\u2100/'>c</a><a href='x:y:z'>d</a><a href='http://@:@/'>e</a>",
            opened="<base href='http://[::g]/'><link rel=canonical href='http://a]b'>",
        ),
        full=20_000,
    ),
}  # fmt: skip
STRUCTURED: dict[str, Case] = {
    "broken JSON-LD": Case(
        make=json_ld(lambda n: '{"@type":"NewsArticle","headline":"a",' * n), full=100_000
    ),
    "unclosed string": Case(make=json_ld(lambda n: '{"headline":"' + "\\" * n), full=2_000_000),
    "deep lists": Case(make=json_ld(lambda n: "[" * n + "]" * n), full=200_000, small=700),
    "deep objects": Case(
        make=json_ld(lambda n: '{"@graph":' * n + "1" + "}" * n), full=200_000, small=700
    ),
    "deep authors": Case(
        make=json_ld(
            lambda n: '{"@type":"NewsArticle","author":' + '{"author":' * n + "1" + "}" * n + "}"
        ),
        full=200_000, small=900,
    ),
    "many nodes": Case(
        make=json_ld(lambda n: '{"@graph":[' + '{"@type":"NewsArticle","@id":"a"},' * n + "{}]}"),
        full=100_000,
    ),
    "nodes in a circle": Case(
        make=json_ld(
            lambda n: '[{"@id":"a","@type":"NewsArticle","author":{"@id":"b"},"isPartOf":{"@id":"a"'
            '}},{"@id":"b","@type":"Person","name":"Ann Lee","author":{"@id":"a"}}]' + " " * n
        ),
        full=1_000_000,
    ),
    "large numbers": Case(
        make=json_ld(lambda n: '{"@type":"NewsArticle","wordCount":' + "9" * n + "}"),
        full=1_000_000, small=9000,
    ),
    **{
        f"odd types {value[:9]}": Case(
            make=json_ld(partial(_typed, value)), full=5000, small=3
        )
        for value in (
            "null", "true", "-1", "1e999", "NaN", "[]", "{}", '""', "[[[]]]", '{"@value":{"a":1}}',
            '[null,1,"a",{"name":[{}]}]', '{"@id":{}}', '{"@list":[1,{"@type":7}]}', '"\\ud800"',
            '{"name":{"name":{"name":1}}}', '"\\u0000"', '{"@type":"ImageObject","url":[[1]]}',
        )
    },
}  # fmt: skip
ENCODINGS: dict[str, Case] = {
    "declared UTF-8, is windows-1251": Case(
        make=encoded("windows-1251", declared="utf-8", text=RUSSIAN), full=100_000, words=ALL
    ),
    "declared KOI8-R, is UTF-8": Case(
        make=encoded("utf-8", declared="koi8-r"), full=100_000, words=ALL, told="declared as"
    ),
    "declared EUC-KR, is windows-1251": Case(
        make=encoded("windows-1251", declared="euc-kr", text=RUSSIAN), full=100_000, words=ALL
    ),
    "unknown charset": Case(
        make=encoded("windows-1252", declared="x-nonsense"), full=100_000, words=ALL, told="guessed"
    ),
    "header of nonsense": Case(
        make=encoded("utf-8"), full=100_000, words=ALL,
        content_type="text/html; charset=\x00;;=" * 99,
    ),
    "UTF-7": Case(make=encoded("utf-7", declared="utf-7"), full=100_000, words=ALL),
    "UTF-7 not declared": Case(make=encoded("utf-7"), full=100_000, words=ALL),
    **{
        f"{encoding} {'with' if mark else 'without'} a mark": Case(
            make=encoded(encoding, mark=mark), full=50_000, words=ALL
        )
        for encoding, marked in (
            ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE),
            ("utf-32-le", codecs.BOM_UTF32_LE), ("utf-32-be", codecs.BOM_UTF32_BE),
        )
        for mark in (marked, b"")
    },
    "half a character of UTF-16": Case(
        make=lambda n: encoded("utf-16-le", mark=codecs.BOM_UTF16_LE)(n) + b"\xd8", full=50_000,  # type: ignore[operator]
        words=ALL,
    ),
    "UTF-8 mark, is UTF-16": Case(
        make=encoded("utf-16-le", mark=codecs.BOM_UTF8), full=50_000, words=()
    ),
    "mixed encodings": Case(
        make=lambda n: (
            f"<meta charset=utf-8>{BEFORE}<p>{FRENCH * n}</p>".encode()
            + f"<p>{INNER}. {FRENCH * n}</p>{BEHIND}".encode("windows-1252")
        ),
        full=50_000, words=ALL, told="mixed encodings",
    ),
    "bytes by chance": Case(make=noise, full=5_000_000, small=5000, words=()),
    "bytes by chance in a page": Case(
        make=lambda n: BEFORE.encode() + noise(n) + BEHIND.encode(), full=1_000_000, words=()
    ),
    "packed": Case(make=lambda n: zlib.compress(b"<p>a</p>" * n), full=1_000_000, words=()),
}  # fmt: skip
PIECES: tuple[tuple[str, str, int, str], ...] = (
    ("a million lines", "Line @ of it\n", 1_000_000, MANY),
    ("a million words", "word\n", 1_000_000, MANY),
    ("a million blank lines", "\n", 1_000_000, ""),
    ("one line", SENTENCE + " ", 240_000, ""),
    ("one word", "a", 20_000_000, ""),
    ("one ideographic line", "水車小屋は六十年間動かなかった。", 400_000, ""),
    ("blanks", " ", 20_000_000, ""),
    ("bars", "Home | ", 1_000_000, ""),
    ("signs", " > ", 1_000_000, ""),
    ("dashes", "-", 5_000_000, ""),
    ("rules", "-----\n", 100_000, ""),
    ("dots", ". ", 1_000_000, ""),
    ("stars", "*", 5_000_000, ""),
    ("brackets", "[", 2_000_000, ""),
    ("links", "[a](", 500_000, ""),
    ("open links", "[a](http://x.example/@\n", 100_000, ""),
    ("fences", "```\n", 100_000, ""),
    ("bullets", "* ", 1_000_000, ""),
    ("quote marks", "> ", 1_000_000, ""),
    ("backslashes", "\\", 2_000_000, ""),
    ("backticks", "`", 2_000_000, ""),
    ("commas", "a, ", 1_000_000, ""),
    ("names", "Ann Lee ", 500_000, ""),
    ("joined words", "ReadMoreHomeNews", 200_000, ""),
    ("digits", "1", 5_000_000, ""),
    ("dates", "May 1, 2024 ", 300_000, ""),
    ("tabs", "a\tb\t", 500_000, ""),
    ("cells", "| a ", 500_000, ""),
    ("carriage returns", "line\r", 100_000, ""),
    ("line separators", "a\u2028b\u2029c\x85", 40_000, MANY),
    ("form feeds", "a\x0c", 100_000, ""),
    ("zero-width", "a\u200b\u200d\u2060", 500_000, ""),
    ("bidi", "\u202ea\u202c", 500_000, ""),
    ("combining marks", "a\u0301\u0302\u0303", 300_000, ""),
    ("emoji", "\U0001f468\u200d\U0001f469\u200d\U0001f467", 200_000, ""),
    ("surrogates", "\ud800", 1_000_000, ""),
    ("question marks", "? ", 1_000_000, ""),
    ("quotes", "\u201c", 1_000_000, ""),
    ("dollars", "$a", 500_000, ""),
    ("TeX", "\\(a\\) ", 200_000, ""),
    ("angles", "<", 1_000_000, ""),
)  # fmt: skip
"""Of flattened text: a name, what is there many times, how often, and the warning there must be."""
TEXT: dict[str, Case] = {
    name: Case(make=lines(piece), full=full, kind="text", told=told)
    for name, piece, full, told in PIECES
}
CASES: dict[str, dict[str, Case]] = {
    "html": HTML, "json-ld": STRUCTURED, "encodings": ENCODINGS, "text": TEXT,
}  # fmt: skip
