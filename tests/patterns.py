"""Finds every regular expression that a run of the package uses, and strings to attack them with.

    python tests/patterns.py     (prints them as JSON: library, source, flags, where, methods)

Pages are the golden ones: what is compiled only when a page needs it is seen as well.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import regex

LONG = 3000
"""Characters of an attack; the square of it takes milliseconds, which can be told from none."""
MOST_GROWTH = 9
"""How many times longer four times the length may take; 4 is linear, 16 the square."""
NOTICED = 0.003
"""Seconds; what is faster is no attack."""
ENDLESS = 20
"""Repeats that may run so often are attacked."""
RAW = ("scrapeclean.segment", "scrapeclean.decode", "scrapeclean.cleaner", "scrapeclean.jsonld")
"""Modules that see text as it stands in the page; the others get it with white space folded."""
_VARIANTS = 3  # of a piece
_PATIENCE = 1.0  # seconds, where the library can be told
_GIVEN_UP = float("inf")
_NAMED = regex.compile(r"\(\?P?<\w+>")
_NAMED_AGAIN = regex.compile(r"\(\?P=\w+\)")
_PROPERTY = regex.compile(r"\\[pP]\{[^}]*\}")


class Found(NamedTuple):
    """A pattern as it was compiled, and how it was asked."""

    library: str
    source: str
    flags: int
    where: str
    methods: tuple[str, ...]
    binary: bool = False
    """Whether it is one for bytes; the source is given in Latin-1."""


class _Watched:
    """A compiled pattern that notes by which of its methods it is asked."""

    def __init__(self, pattern: Any, methods: set[str]) -> None:
        self._pattern, self._methods = pattern, methods

    def __getattr__(self, name: str) -> Any:
        self._methods.add(name)
        return getattr(self._pattern, name)


def compiled() -> list[Found]:
    """All patterns that are compiled by importing the package and cleaning the golden pages."""
    found: dict[tuple[str, str | bytes, int], tuple[str, set[str]]] = {}
    for library in (re, regex):
        _watch(sys.modules[library.compile.__module__], library.__name__, found)
    import scrapeclean

    for each in pkgutil.walk_packages(scrapeclean.__path__, "scrapeclean."):
        if ".batch" not in each.name and not each.name.endswith("__main__"):
            for value in vars(importlib.import_module(each.name)).values():
                for library, source, flags in _lazy(value):
                    key = library.__name__, source, int(flags)
                    found.setdefault(key, (each.name, set()))
    for path in sorted((Path(__file__).parent / "golden").iterdir()):
        if path.suffix != ".json":
            article = scrapeclean.extract(path.read_bytes(), url="https://a.example/2024/05/story")
            article.to_markdown()
            article.to_html()
    scrapeclean.Limits.parse(["blocks=10", "seconds=10"])
    for page in (
        f"<p{' a' * 5000}>A tag of many attributes.</p>",
        "<div>a" * 600 + "<p>1.5k likes",
    ):
        scrapeclean.extract(page, kind="html")
    return [
        Found(
            library, _written(source), flags, where, tuple(sorted(how)), source != _written(source)
        )
        for (library, source, flags), (where, how) in found.items()
    ]


def _written(source: str | bytes) -> str:
    return source if isinstance(source, str) else source.decode("latin-1")


def _lazy(value: Any) -> Iterator[tuple[Any, str | bytes, int]]:
    """What is to be compiled when a page needs it, in a global value of a module."""
    making = getattr(type(value), "__name__", "") == "_Uncompiled" and value.__dict__["_making"]
    if making:
        yield making
    if isinstance(value, (tuple, list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _lazy(each)


def _watch(module: Any, library: str, found: dict[Any, tuple[str, set[str]]]) -> None:
    compile_ = module._compile

    def watched(pattern: Any, flags: Any, *rest: Any, **options: Any) -> Any:
        if isinstance(pattern, _Watched):
            return pattern
        result = compile_(pattern, flags, *rest, **options)
        frame: Any = sys._getframe(1)
        while frame and frame.f_globals.get("__name__", "").partition(".")[0] in ("re", "regex"):
            frame = frame.f_back
        where = frame.f_globals.get("__name__", "") if frame else ""
        if not where.startswith("scrapeclean"):
            return result
        _, methods = found.setdefault((library, pattern, int(flags)), (where, set()))
        return _Watched(result, methods)

    module._compile = watched


# ---- strings that a pattern likes ---------------------------------------------------------------


def attacks(source: str, flags: int) -> Iterator[tuple[str, str]]:
    """What stands before, and what is to be repeated: for each repeat in a pattern."""
    plain = _PROPERTY.sub(r"\\w", source)
    for possessive, other in (("++", "+"), ("*+", "*"), ("}+", "}"), ("?+", "?"), ("(?|", "(?:")):
        plain = plain.replace(possessive, other)
    plain = _NAMED.sub("(?:", plain)  # regex may use a name twice
    plain = _NAMED_AGAIN.sub("", plain).replace(r"\s-", r"\s\-")
    verbose = re.VERBOSE if flags & regex.VERBOSE or regex.match(r"\(\?\w*x", source) else 0
    tree = re._parser.parse(plain, verbose)  # type: ignore[attr-defined]
    seen = set()
    for before, piece in _repeats(list(tree), ""):
        if piece and (before, piece) not in seen:
            seen.add((before, piece))
            yield before, piece


def _repeats(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for node in nodes:
        kind, value = str(node[0]), node[1]
        if kind.endswith("REPEAT"):
            _, most, body = value
            if int(most) >= ENDLESS:
                for piece in islice(dict.fromkeys(_samples(list(body))), _VARIANTS):
                    yield before, piece
            yield from _repeats(list(body), before)
        elif kind == "SUBPATTERN":
            yield from _repeats(list(value[3]), before)
        elif kind == "BRANCH":
            for branch in value[1]:
                yield from _repeats(list(branch), before)
        elif kind in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(list(value[1]), before)
        elif kind == "ATOMIC_GROUP":
            yield from _repeats(list(value), before)
        before += next(_samples([node]), "")


def _samples(nodes: list[Any]) -> Iterator[str]:
    """Some short strings that a sequence matches."""
    parts = [list(islice(_of_node(node), _VARIANTS)) or [""] for node in nodes]
    for turn in range(max(map(len, parts), default=1)):
        yield "".join(part[min(turn, len(part) - 1)] for part in parts)


def _of_node(node: Any) -> Iterator[str]:
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        yield chr(value)
    elif kind == "NOT_LITERAL":
        yield "a" if value != ord("a") else "b"
    elif kind == "ANY":
        yield "a"
    elif kind == "IN":
        yield from _of_set(value)
    elif kind == "CATEGORY":
        yield from _CATEGORIES.get(str(value), "a")
    elif kind.endswith("REPEAT"):
        fewest, most, body = value
        for piece in _samples(list(body)):
            yield piece * max(1 if int(most) else 0, int(fewest))
    elif kind == "SUBPATTERN":
        yield from _samples(list(value[3]))
    elif kind == "ATOMIC_GROUP":
        yield from _samples(list(value))
    elif kind == "BRANCH":
        for branch in value[1]:
            yield from islice(_samples(list(branch)), 1)


_CATEGORIES = {
    "CATEGORY_SPACE": " \n", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a1",
    "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_DIGIT": "a-", "CATEGORY_NOT_WORD": " -",
}  # fmt: skip


def _of_set(members: Iterable[Any]) -> Iterator[str]:
    members = list(members)
    if str(members[0][0]) == "NEGATE":
        refused = {chr(value) for kind, value in members[1:] if str(kind) == "LITERAL"}
        yield from (char for char in "a 1.-" if char not in refused)
        return
    for kind, value in members:
        if str(kind) == "RANGE":
            yield chr(value[0])
        elif str(kind) == "LITERAL":
            yield chr(value)
        else:
            yield from _of_node((kind, value))


# ---- attacking ----------------------------------------------------------------------------------


def runaway(found: Found) -> str:
    """An attack under which a pattern takes more than in proportion to the length; or ""."""
    library = {"re": re, "regex": regex}[found.library]
    source = found.source.encode("latin-1") if found.binary else found.source
    pattern = library.compile(source, found.flags)
    asks = [how for how in found.methods if how in _ASKS] or ["search"]
    for before, piece in attacks(found.source, found.flags):
        if piece.isspace() and not found.where.startswith(RAW):
            continue
        for how in asks:
            for shape in dict.fromkeys((before + "@\0", "@\0", before + "@")):
                if _grows(how, pattern, shape, piece):
                    return f"{how} in {shape!r} with {piece!r} many times in the place of @"
            if before and _grows(how, pattern, "@\0", before + piece):
                return f"{how} in {before + piece!r} many times"
    return ""


_ASKS = ("match", "fullmatch", "search", "findall", "finditer", "split", "sub")


def _grows(how: str, pattern: Any, shape: str, piece: str) -> bool:
    def seconds(length: int, times: int = 1) -> float:
        text: str | bytes = shape.replace("@", piece * max(1, length // len(piece)))
        text = text.encode("latin-1") if isinstance(pattern.pattern, bytes) else text
        return min(_seconds(how, pattern, text) for _ in range(times))

    exponential = seconds(20 * len(piece), 2)
    if exponential > NOTICED:
        return exponential == _GIVEN_UP or exponential > 6 * seconds(16 * len(piece), 2)
    short = seconds(LONG)
    if short < NOTICED or short == _GIVEN_UP:
        return short == _GIVEN_UP
    short = seconds(LONG, 3)
    return short > NOTICED and seconds(4 * LONG, 3) > MOST_GROWTH * short


def _seconds(how: str, pattern: Any, text: str | bytes) -> float:
    ask = getattr(pattern, how.replace("finditer", "findall"))
    options = {"timeout": _PATIENCE} if isinstance(pattern, regex.Pattern) else {}
    start = time.process_time()
    try:
        ask(text[:0], text, **options) if how == "sub" else ask(text, **options)
    except TimeoutError:
        return _GIVEN_UP
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps(compiled()))
