"""The compiled walk: the same output as the readable one, and nothing breaks where it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from scrapeclean.lexicon import load
from scrapeclean.segment._walk import walk
from scrapeclean.segment.html import segment_html

compiled = pytest.importorskip(
    "scrapeclean.segment._walk_c", reason="it is not compiled for this lxml", exc_type=ImportError
)

PAGE = "<h1>A pier</h1><p>It <b>opened</b> again on <a href=/m>Monday</a>.<table><tr><td>x</table>"

TABLES = load("markup")
TAGS = sorted(
    {
        *(tag for key in ("break", "skip", "parts", "boxes", "paragraphs") for tag in TABLES[key]),
        *TABLES["marks"],
        *("br", "img", "math", "mi", "annotation", "source", "x-part", "mjx-c", "font", "p"),
    }
    - {"script", "style"}
)
NAMES = [
    "class", "id", "href", "src", "alt", "hidden", "style", "role", "name", "itemprop", "itemscope",
    "itemtype", "property", "rel", "content", "datetime", "colspan", "start", "data-src", "srcset",
    "data-lang", "data-type", "encoding", "alttext", "display", "open", "width",
]  # fmt: skip
VALUES = [
    "", "author", "photo-credit", "language-c", "lineno", "katex-html MathJax", "header-anchor",
    "/a", "#", "javascript:x", "display: none", "2", "1", "https://schema.org/Article",
    "author tag", "application/x-tex", "x^2", "tex", "Ä Byline", "  sp  ced ", "blob-code",
]  # fmt: skip
TEXTS = [
    "", " ", "\n", "word", " word", "word ", "two words", "End. ", "12", "a\xadb\u200bc", "\ufeff",
    "\xa0", "ünï", "日本。", "\r\n x\n", "x" * 220,
]  # fmt: skip
ATTRIBUTES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=3)
TEXT = st.sampled_from(TEXTS)


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    """A tree of up to 40 elements, with comments, instructions and names of other vocabularies."""
    root = etree.Element("html")
    elements = [root]
    for _ in range(draw(st.integers(1, 40))):
        parent = elements[draw(st.integers(max(0, len(elements) - 4), len(elements) - 1))]
        kind = draw(st.integers(0, 19))
        if kind == 0:
            child = etree.Comment("no text")
        elif kind == 1:
            child = etree.ProcessingInstruction("pi", "no text")
        elif kind == 2:
            child = etree.Entity("ouml")
        else:
            space = "{http://www.w3.org/1999/xhtml}" if kind == 3 else ""
            child = etree.Element(space + draw(st.sampled_from(TAGS)), draw(ATTRIBUTES))
            child.text = draw(TEXT)
            elements.append(child)
        parent.append(child)
        child.tail = draw(TEXT)
    return root


def resolve(href: str) -> str:
    return "" if href in ("", "#") or href.startswith("javascript:") else f"https://e.example{href}"


@given(trees())
def test_same_output_on_generated_trees(root: etree._Element) -> None:
    assert compiled.walk(root, resolve) == walk(root, resolve)


@given(st.lists(st.tuples(st.sampled_from(TAGS), ATTRIBUTES, TEXT, st.booleans()), max_size=40))
def test_same_output_on_parsed_pages(parts: list[tuple[str, dict[str, str], str, bool]]) -> None:
    page = ""
    for tag, attributes, text, closed in parts:
        page += f"<{tag}" + "".join(f" {key}='{value}'" for key, value in attributes.items()) + ">"
        page += text + (f"</{tag}>" if closed else "")
    root = etree.fromstring(f"<body>{page}", etree.HTMLParser(huge_tree=True))
    assert compiled.walk(root, resolve) == walk(root, resolve)


def test_same_output_deep_down_and_far_below() -> None:
    """Depth costs no stack; libxml2 keeps line numbers beyond 65,535 at another place."""
    root = etree.Element("div")
    deepest = root
    for _ in range(50_000):
        deepest = etree.SubElement(deepest, "i")
    deepest.text = "x"
    assert compiled.walk(root, resolve) == walk(root, resolve)
    page = "<p>a" + "\n" * 70_000 + "<p>b<p>c<hr><img src=/i>"
    far = etree.fromstring(page, etree.HTMLParser(huge_tree=True))
    assert compiled.walk(far, resolve) == walk(far, resolve)


def started(code: str, **environment: str) -> dict[str, object]:
    """What a new process says of itself and of a page, after some code."""
    code += f"""
import json, scrapeclean
from scrapeclean.segment.html import segment_html
blocks = segment_html({PAGE!r}).blocks
print(json.dumps([scrapeclean.accelerated, blocks]))
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True, text=True, check=True, env={**os.environ, **environment},
    )  # fmt: skip
    assert run.stderr == ""
    accelerated, blocks = json.loads(run.stdout)
    assert blocks == json.loads(json.dumps(segment_html(PAGE).blocks))
    return {"accelerated": accelerated}


@pytest.mark.parametrize(
    ("code", "environment", "accelerated"),
    [
        ("", {"SCRAPECLEAN_PURE": "0"}, True),
        ("", {"SCRAPECLEAN_PURE": "1"}, False),
        ("from lxml import etree; etree.LXML_VERSION = (99, 0, 0, 0)", {}, False),
        ("from lxml import etree; etree.LIBXML_VERSION = (3, 0, 0)", {}, False),
        ("from lxml import etree; etree.LXML_VERSION = (*etree.LXML_VERSION[:2], 99, 0)", {}, True),
        ("from lxml import etree; etree.__pyx_capi__ = {}", {}, False),
        ("from lxml import etree; del etree._Element", {}, False),
        ("import sys; sys.modules['scrapeclean.segment._walk_c'] = None", {}, False),
    ],
)
def test_other_versions_fall_back(
    code: str, environment: dict[str, str], accelerated: bool
) -> None:
    """Without a compiled walk that fits, pages are read all the same, without a word."""
    assert started(code, **environment) == {"accelerated": accelerated}
