"""Coverage-guided search for pages on which `extract` fails, or takes longer than it may.

    pip install atheris
    python benchmarks/fuzz.py html|text [--minutes 20] [--corpus DIR] [--case FILE]

Starts from the golden pages of the tests, and keeps in ``--corpus`` (``benchmarks/out/fuzz-KIND``)
what reached new code, so that a later run goes on from there. Every page is extracted, read back
from JSON and rendered. A fault is whatever raises anything but a `ScrapecleanError`, and a page
that takes longer than `FIXED` and `PER_BYTE` allow; it is written to a file, and ends the run.
One page in eight is repeated up to `LONG` bytes first: what grows faster than the page shows there.
``--case`` runs one such file without the fuzzer.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import zlib
from pathlib import Path

import hostile

FIXED = 1.0
"""CPU seconds that any page may take, the instrumented code being several times slower."""
PER_BYTE = 300e-6
"""CPU seconds a byte more."""
LONG = 12_000
"""Bytes; long enough for the square of it to be seen, short enough for some runs a second."""
SUFFIX = {"html": "html", "text": "txt"}
PROJECT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Run libFuzzer, or one case."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kind", choices=("html", "text"), help="as what pages are read")
    parser.add_argument("--minutes", type=float, default=20.0, help="how long to search")
    parser.add_argument("--corpus", type=Path, help="where pages that reached new code are kept")
    parser.add_argument("--case", type=Path, help="run this file only")
    options = parser.parse_args()
    if options.case:
        check(options.case.read_bytes(), options.kind)
        return
    try:
        import atheris
    except ImportError:
        sys.exit("benchmarks/fuzz.py needs atheris: pip install atheris")
    with atheris.instrument_imports(include=["scrapeclean"]):
        import scrapeclean

        scrapeclean.extract("<time>May 1, 2024</time><p>By Ann Lee")  # loads the rest
    corpus = options.corpus or PROJECT / "benchmarks" / "out" / f"fuzz-{options.kind}"
    corpus.mkdir(parents=True, exist_ok=True)
    words = corpus.with_name(f"{corpus.name}.dict")
    words.write_text(dictionary())
    seeds(corpus, options.kind)
    arguments = [
        sys.argv[0], str(corpus), f"-dict={words}", "-max_len=3000", "-len_control=20",
        f"-max_total_time={int(options.minutes * 60)}", "-timeout=1200", "-print_final_stats=1",
        f"-artifact_prefix={corpus}.fault.",
    ]  # fmt: skip
    atheris.Setup(arguments, lambda data: check(data, options.kind))
    atheris.Fuzz()


def check(data: bytes, kind: str) -> None:
    """Everything that is done with one page; raises for what must not happen."""
    if zlib.crc32(data) % 8 == 0 and data:
        data = data * (1 + LONG // len(data))
    page = data if kind == "html" else data.decode("utf-8", "replace")
    seconds = spent(page, kind)
    allowed = FIXED + PER_BYTE * len(data)
    if seconds > allowed:  # once more: the first page pays for what is loaded, and clocks stumble
        seconds = min(seconds, spent(page, kind))
    if seconds > allowed:
        raise TimeoutError(f"{seconds:.1f} s for {len(data)} bytes, {allowed:.1f} s are allowed")


def spent(page: bytes | str, kind: str) -> float:
    """CPU seconds of `extract`; the article is read back and rendered as well."""
    import scrapeclean

    start = time.process_time()
    try:
        article = scrapeclean.extract(page, kind=kind, url="https://a.example/2024/05/story")
    except scrapeclean.ExtractorError:
        raise
    except scrapeclean.ScrapecleanError:
        return time.process_time() - start
    if scrapeclean.Article.model_validate_json(article.model_dump_json()) != article:
        raise ValueError("the article does not survive JSON")
    article.to_markdown()
    article.to_html()
    json.dumps(article.to_schema_org())
    return time.process_time() - start


def seeds(corpus: Path, kind: str) -> None:
    """The golden pages, whole if short and in pieces if not, and pages of one thing alone."""
    for path in sorted((PROJECT / "tests" / "golden").glob(f"*.{SUFFIX[kind]}")):
        data = path.read_bytes()
        for n, at in enumerate(range(0, len(data), 2000)):
            (corpus / f"{path.stem}-{n}").write_bytes(data[at : at + 2000])
    for name, piece, _, _ in hostile.PIECES if kind == "text" else ():
        (corpus / f"only {name}").write_text(piece * 20, "utf-8", errors="replace")
    for name, case in hostile.HTML.items() if kind == "html" else ():
        page = case.make(5)
        data = page if isinstance(page, bytes) else page.encode("utf-8", "replace")
        (corpus / f"only {name.replace('/', ' ')}").write_bytes(
            data.replace(hostile.BEFORE.encode(), b"").replace(hostile.BEHIND.encode(), b"")
        )


def dictionary() -> str:
    """Words of markup and of chrome, which chance would not write."""
    tags = (
        "div",
        "p",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "h1",
        "a",
        "b",
        "pre",
        "code",
        "time",
        "svg",
    )
    words = [f"<{tag}>" for tag in tags] + [f"</{tag}>" for tag in tags]
    words += [" hidden", " href=/x", " itemprop=name", " class=comments", "<!--", "-->", "&amp;"]
    words += ["<script type=application/ld+json>", '{"@type":"NewsArticle",', "May 1, 2024"]
    words += ["By Ann Lee", "Related:", "Tags: ", " | ", " > ", "\n\n", "* ", "```\n", "# ", "]("]
    return "\n".join(json.dumps(word).replace("\\n", "\\x0a") for word in words) + "\n"


if __name__ == "__main__":
    main()
