"""What pages cost as they grow: seconds by size for each shape of page, and the exponent.

    python benchmarks/curve.py [--html] [--text] [--shape NAME ...] [--largest 20] [--patience 60]

Every shape is generated at growing sizes up to ``--largest`` megabytes, and given to `extract`
in this process. Printed are CPU seconds at each size, and the exponent between the two largest:
1.0 is linear. A shape that takes longer than ``--patience`` seconds is not made any larger. Exits
with 1 if the exponent of any shape is above 1.3 where its times are long enough to be measured.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import scrapeclean

STEPS = (10_000, 100_000, 1_000_000, 5_000_000, 20_000_000)  # characters
MOST_EXPONENT = 1.3
MEASURABLE = 0.2  # seconds; below, fixed costs blur the exponent
SENTENCE = "The old mill at the creek stood still for sixty years, and nobody knew why it had. "

Shape = Callable[[int], str]


def _repeated(piece: str, *, before: str = "", after: str = "") -> Shape:
    """A shape that repeats a piece as often as fits."""
    return lambda size: before + piece * max(1, size // len(piece)) + after


def _numbered(piece: str, *, before: str = "", after: str = "") -> Shape:
    """The same, the number of each piece in the place of ``@``."""

    def make(size: int) -> str:
        count = max(1, size // (len(piece) + 4))
        return before + "".join(piece.replace("@", str(n)) for n in range(count)) + after

    return make


def _nested(tag: str, *, text: str = "x", closed: bool = True, inner: str = "") -> Shape:
    """A shape of elements inside each other, with an article around the depth."""

    def make(size: int) -> str:
        opening, closing = f"<{tag}>{inner}{text}", f"</{tag.split(maxsplit=1)[0]}>" * closed
        depth = max(1, size // (len(opening) + len(closing)))
        around = f"<p>{SENTENCE * 3}</p>"
        return f"<body><h1>Mill</h1>{around}{opening * depth}deep{closing * depth}{around}"

    return make


PROSE = f"<p>{SENTENCE * 3}</p>"
HTML: dict[str, Shape] = {
    "paragraphs": _repeated(PROSE, before="<h1>Mill</h1>"),
    "short paragraphs": _numbered("<p>Line @ of it</p>", before=PROSE * 3),
    "divs of words": _numbered("<div>word@</div>", before=PROSE * 3),
    "sections": _numbered(f"<section><h2>Part @</h2>{PROSE}</section>"),
    "articles": _numbered(f"<article class=a><h2>Story @</h2>{PROSE}</article>"),
    "comments": _numbered(
        f"<div class=comment><b class=author>User @</b><time>2024-05-01</time>{PROSE}</div>",
        before=PROSE * 5,
    ),
    "links": _numbered("<a href=/s/@>Story number @ of them</a> ", before=PROSE * 5),
    "links in a paragraph": _numbered("<a href=/s/@>w@</a> and ", before=PROSE + "<p>"),
    "link list": _numbered("<li><a href=/s/@>Story number @ of them</a>", before=PROSE + "<ul>"),
    "link boxes": _numbered(
        "<div class=box><h3>Read @</h3><ul><li><a href=/s/@>Story @ of them all</a>"
        "<li><a href=/t/@>Another @ of them</a></ul></div>",
        before=PROSE * 5,
    ),
    "breaks": _repeated("a line<br>", before="<p>"),
    "double breaks": _repeated("A line of it.<br><br>", before="<div>"),
    "headings": _numbered("<h2>Part @</h2>", before=PROSE),
    "cells": _numbered("<tr><td>a@<td>b<td>c", before=PROSE + "<table>"),
    "one row": _numbered("<td>a@", before=PROSE + "<table><tr>"),
    "tables": _numbered("<table><tr><th>a@<td>b</table>", before=PROSE),
    "images": _numbered("<img src=/p@.jpg alt='picture @'>", before=PROSE),
    "figures": _numbered(
        "<figure><img src=/p@.jpg><figcaption>Picture @ (Photo: A. Lee)</figcaption></figure>",
        before=PROSE,
    ),
    "quotes": _numbered(f"<blockquote>{PROSE}<cite>A@</cite></blockquote>"),
    "code": _numbered("x@ = f(x)\n", before=PROSE + "<pre><code>", after="</code></pre>"),
    "code lines": _numbered("<pre>x@ = f(x)</pre>", before=PROSE),
    "notes": _numbered(
        "<p>Said<sup><a href=#n@ id=r@>@</a></sup>.</p><p id=n@><a href=#r@>@</a> Note.</p>",
        before=PROSE,
    ),
    "marks": _repeated("<b>a</b> <i>b</i> ", before="<p>"),
    "spans": _repeated("<span class=x>a</span>", before="<p>"),
    "hidden": _repeated("<span hidden>a</span> b ", before="<p>"),
    "definitions": _numbered("<dt>t@<dd>d@", before=PROSE + "<dl>"),
    "one word": lambda size: f"{PROSE}<p>{'a' * size}</p>",
    "one line": lambda size: f"{PROSE}<p>{SENTENCE * (size // len(SENTENCE))}</p>",
    "one attribute": lambda size: f"{PROSE}<p class='{'a ' * (size // 2)}'>text</p>{PROSE}",
    "one address": lambda size: f"{PROSE}<p><a href='/{'a/' * (size // 2)}'>text</a></p>{PROSE}",
    "one comment": lambda size: f"{PROSE}<!--{'- ' * (size // 2)}-->{PROSE}",
    "comment signs": _repeated("<!--", before=PROSE),
    "comments of code": _repeated("<!-- a -->b", before=PROSE),
    "scripts": _repeated("<script>a('<p>')</script>", before=PROSE),
    "script": lambda size: f"{PROSE}<script>{'var a=[1];' * (size // 10)}</script>{PROSE}",
    "open scripts": _repeated("<script>", before=PROSE),
    "open textareas": _repeated("<textarea>a", before=PROSE),
    "open titles": _repeated("<title>a", before=PROSE),
    "drawings": _repeated("<svg><g/></svg>a", before=PROSE),
    "open drawings": _repeated("<svg>a", before=PROSE),
    "frames": _repeated("<iframe srcdoc='<p>a</p>'></iframe>", before=PROSE),
    "less signs": _repeated("<", before=PROSE),
    "less letters": _repeated("<a", before=PROSE),
    "less and quotes": _repeated("<a b='", before=PROSE),
    "entities": _repeated("&amp;&#x41;&nope;", before="<p>"),
    "attributes": _numbered(" a@=b", before=f"{PROSE}<p", after=f">text{PROSE}"),
    "meta": _numbered("<meta property='og:t@' content='v@'>", after=PROSE),
    "meta of one name": _numbered("<meta property='article:tag' content='v@'>", after=PROSE),
    "authors": _numbered("<meta name=author content='Ann Lee@'>", after=PROSE),
    "dates": _numbered("<time datetime=2024-05-01>May 1, 2024</time>", before=PROSE),
    "dates in a line": _numbered("<time datetime=2024-05-01>May 1, @</time> ", before="<p>"),
    "names in a line": _numbered("<span class=author>Ann Lee@</span> ", before="<p>"),
    "notes in a line": _numbered("w<sup><a name=n@ href=#n@>@</a></sup> ", before=PROSE + "<p>"),
    "links and breaks": _numbered("<a href=/@>Story number @ of it</a><br>", before=PROSE + "<p>"),
    "credits": _numbered("<span class=credit>Photo: A. Lee@</span> ", before="<figcaption>"),
    "cites": _numbered("<cite>Ann @</cite> said ", before="<blockquote>"),
    "articles before": _numbered("<p>Previous: <a href=/@>Story @ of it</a></p>", before=PROSE),
    "posts": _numbered(
        "<blockquote class=twitter-tweet><p>said @</p>— Ann (@) <a href=/@>May 1</a></blockquote>",
        before=PROSE,
    ),
    "itemprops": _numbered("<span itemprop=name>Ann @</span>", before=PROSE + "<div itemscope>"),
    "items": _numbered("<div itemscope itemtype=http://schema.org/Person>@", before=PROSE),
    "breadcrumbs": _numbered("<a href=/@>C@</a> &gt; ", before="<nav class=breadcrumb>"),
    "tags": _numbered("<a rel=tag href=/t/@>t@</a> ", before=PROSE + "<p>Tags: "),
    "tag labels": _numbered("<p>Tags: a@, b@</p>", before=PROSE),
    "bylines": _numbered("<p class=byline>By Ann Lee@</p>", before=PROSE),
    "json-ld": _numbered(
        '{"@type":"NewsArticle","headline":"a@"},',
        before="<script type=application/ld+json>[", after=f"{{}}]</script>{PROSE}",
    ),
    "json-lds": _numbered(
        '<script type="application/ld+json">{"@type":"Person","name":"A@"}</script>', after=PROSE
    ),
    "deep json-ld": lambda size: (
        f"<script type=application/ld+json>{'[' * (size // 2)}{']' * (size // 2)}</script>{PROSE}"
    ),
    "comment threads": _numbered(
        "<ul class=comments><li class=comment id=c@><p>User @ wrote: so it is</p>", before=PROSE * 3
    ),
    "nested divs": _nested("div"),
    "nested divs, open": _nested("div", closed=False),
    "nested spans": _nested("span"),
    "nested bold": _nested("b"),
    "nested fonts, open": _nested("font color=red", closed=False),
    "nested links": _nested("a href=/x", closed=False),
    "nested lists": _nested("ul", text="<li>x"),
    "nested quotes": _nested("blockquote"),
    "nested tables": _nested("table", text="<tr><td>x"),
    "nested sections": _nested("section class=a"),
    "nested made-up": _nested("x-y"),
    "nested hidden": _nested("div hidden"),
    "nested inline hidden": _nested("span hidden"),
    "misnested": _repeated("<b><i>a</b>c</i>", before="<p>"),
    "misnested blocks": _repeated("<div><p>a</div>c</p><span>", before="<p>"),
    "closing tags": _repeated("</div>", before=PROSE),
    "closing paragraphs": _repeated("</p>", before=PROSE),
    "forms": _numbered("<form><input name=a@><select><option>o@</select></form>", before=PROSE),
    "options": _numbered("<option>o@", before=PROSE + "<select>"),
    "formulas": _repeated("<math><mi>a</mi></math> ", before="<p>"),
    "names": _numbered("<div class='c@ d@'>text @</div>", before=PROSE),
    "streamed": _numbered(
        "<template id=B:@></template><div hidden id=S:@>text @</div><script>$RC('B:@','S:@')"
        "</script>", before=PROSE,
    ),
}  # fmt: skip
TEXT: dict[str, Shape] = {
    "lines": _repeated(SENTENCE + "\n"),
    "short lines": _numbered("Line @\n"),
    "words": _repeated("word\n"),
    "blank lines": lambda size: f"{SENTENCE}\n{chr(10) * size}{SENTENCE}",
    "spaces": lambda size: f"{SENTENCE}\n{' ' * size}x\n{SENTENCE}",
    "one line": _repeated(SENTENCE),
    "one word": lambda size: "a" * size,
    "one ideographic line": _repeated("水車小屋は六十年間動かなかった。"),
    "wrapped": _repeated("The old mill at the creek stood still for sixty years, and nobody\n"),
    "bars": _repeated("Home | News | Sport | "),
    "bar lines": _numbered("Home | News | Sport @\n", before=SENTENCE),
    "rules": _repeated("-----\n"),
    "one rule": lambda size: "-" * size,
    "arrows": _repeated("Home > News > "),
    "bullets": _numbered("* item @\n", before=SENTENCE),
    "numbered": _numbered("@. item\n", before=SENTENCE),
    "table rows": _numbered("| a@ | b | c |\n", before=SENTENCE),
    "headings": _numbered("# Part @\n\n", before=SENTENCE),
    "comments": _numbered(f"User @\n2 hours ago\n{SENTENCE}\nReply\n\n", before=SENTENCE),
    "links": _numbered("[Story @](http://x.example/@)\n", before=SENTENCE),
    "open brackets": _repeated("["),
    "fences": _repeated("```\ncode\n"),
    "stars": _repeated("*"),
    "digits": _repeated("1"),
    "points": _repeated("."),
    "dates": _numbered("May 1, 2024\n", before=SENTENCE),
    "bylines": _numbered("By Ann Lee@\n", before=SENTENCE),
    "tags": _numbered("Tags: a@, b@, c\n", before=SENTENCE + "\n"),
    "related": _numbered("Related:\nStory @ of them\n\n", before=SENTENCE),
    "capitals": _repeated("Ann Lee "),
    "commas": _repeated("a, "),
    "joined": _repeated("ReadMoreHomeNews"),
    "quotes": _numbered("> said @\n", before=SENTENCE),
    "tabs": _repeated("a\tb\t"),
    "zero-width": _repeated("a\u200b"),
    "carriage returns": _repeated("line\r"),
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--html", action="store_true", help="only pages of HTML")
    parser.add_argument("--text", action="store_true", help="only flattened text")
    parser.add_argument("--shape", action="append", help="only shapes of this name")
    parser.add_argument("--largest", type=float, default=20.0, help="megabytes")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds")
    options = parser.parse_args()
    sizes = [size for size in STEPS if size <= options.largest * 1_000_000]
    print(f"{'':29}" + "".join(f"{size / 1e6:>9g}M" for size in sizes) + "  exponent")
    steep = 0
    for kind, shapes in (("html", HTML), ("text", TEXT)):
        if (options.html or options.text) and not getattr(options, kind):
            continue
        for name, shape in shapes.items():
            if options.shape and name not in options.shape:
                continue
            times = measured(shape, kind, sizes, options.patience)
            exponent = _exponent(sizes, times)
            steep += exponent > MOST_EXPONENT
            cells = "".join(f"{seconds:>10.2f}" for seconds in times)
            print(f"{kind} {name:24}{cells:<{10 * len(sizes)}}{exponent:>10.2f}", flush=True)
    print(f"{steep} shapes are steeper than {MOST_EXPONENT}")
    return 1 if steep else 0


def measured(shape: Shape, kind: str, sizes: list[int], patience: float) -> list[float]:
    """CPU seconds at each size, until one takes too long."""
    times: list[float] = []
    for size in sizes:
        page = shape(size)
        gc.collect()
        start = time.process_time()
        with suppress(scrapeclean.InputError):  # refused in words is an answer
            scrapeclean.extract(page, kind=kind)
        times.append(time.process_time() - start)
        if times[-1] > patience:
            break
    return times


def _exponent(sizes: list[int], times: list[float]) -> float:
    """Growth between the two largest sizes; 0 if they are too quick to tell."""
    if len(times) < 2 or times[-1] < MEASURABLE:
        return 0.0
    last = len(times) - 1
    ratio = times[last] / max(times[last - 1], 0.001)
    return math.log(ratio) / math.log(sizes[last] / sizes[last - 1])


if __name__ == "__main__":
    sys.exit(main())
