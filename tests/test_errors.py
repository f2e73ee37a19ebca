"""The exceptions: the tree drawn in `errors`, and what each says."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

import scrapeclean
from scrapeclean import Cleaner, Limits, Recipe, ScrapecleanError, errors

CLASSES = {
    name: cls
    for name, cls in inspect.getmembers(errors, inspect.isclass)
    if cls.__module__ == errors.__name__
}


def drawn() -> dict[str, str]:
    """Child and parent of each line of the drawing."""
    parents: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"    ([│├└─ ]*)([A-Z]\w+)(?:\s|$)", line)
        if not found:
            continue
        indent, name = len(found[1]), found[2]
        while above and above[-1][0] >= indent:
            above.pop()
        if above:
            parents[name] = above[-1][1]
        above.append((indent, name))
    return parents


def test_the_drawing_shows_the_classes() -> None:
    real = {name: cls.__bases__[0].__name__ for name, cls in CLASSES.items()}
    assert real.pop("ScrapecleanError") == "Exception"
    assert drawn() == real


def test_all_are_public() -> None:
    assert set(errors.__all__) == set(CLASSES)
    assert set(CLASSES) <= set(scrapeclean.__all__)
    assert all(issubclass(cls, ScrapecleanError) for cls in CLASSES.values())


@pytest.mark.parametrize(
    ("name", "builtin"),
    [("InputError", ValueError), ("ArgumentError", TypeError), ("RecipeError", ValueError),
     ("ExtractorError", RuntimeError), ("LexiconError", ValueError)],
)  # fmt: skip
def test_built_in_bases(name: str, builtin: type) -> None:
    assert issubclass(CLASSES[name], builtin)


@pytest.mark.parametrize(
    ("page", "options", "said"),
    [
        (None, {}, "page must be bytes, str"),
        (7, {}, "not int"),
        (["<p>"], {}, "not list"),
        ("text", {"kind": "pdf"}, "kind must be"),
        ("text", {"url": b"http://x"}, "url must be a str"),
        (b"text", {"content_type": 3}, "content_type must be a str"),
        ("text", {"cleaner": Recipe.default()}, "cleaner must be a Cleaner"),
    ],
)
@pytest.mark.parametrize("call", [scrapeclean.extract, scrapeclean.explain])
def test_wrong_arguments(call: Any, page: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(errors.ArgumentError, match=said):
        call(page, **options)


@pytest.mark.parametrize("options", [{"limits": 10}, {"limits": None}, {"recipe": []}])  # fmt: skip
def test_wrong_limits(options: dict[str, Any]) -> None:
    with pytest.raises(errors.ArgumentError):
        Cleaner(**options)


@pytest.mark.parametrize(("page", "size"), [(b"\xc3\xa9" * 6, 12), ("\u00e9" * 11, 11)])
def test_too_large(page: Any, size: int) -> None:
    with pytest.raises(errors.TooLarge, match="limit of 10") as caught:
        Cleaner(limits=Limits(size=10)).extract(page)
    assert (caught.value.size, caught.value.limit) == (size, 10)


def test_just_small_enough() -> None:
    assert Cleaner(limits=Limits(size=10)).extract("\u00e9" * 10).status == "not_article"


def test_odd_addresses_are_no_error() -> None:
    for url in ("", "http://[", "no address", "//x", "\x00", "\ud800"):
        scrapeclean.extract("<p>x <a href=/a>y</a></p>", url=url)
