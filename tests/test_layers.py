"""The layers: imports go down, never up, and never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "scrapeclean"
SOURCE = Path(__file__).resolve().parents[1] / "src" / PACKAGE

LAYERS: dict[int, str] = {
    0: "_version errors model parts lazy_patterns render article",
    1: "lexicon decode tally shape names outline headline domain dates url_dates people jsonld "
    "features forest continuation body_model text_model scale page_features page_type credits "
    "editors instants introductions asked_dates "
    "heading_kinds arbiter draft site_sketch site_articles site_file mojibake notices roles "
    "controls finder page_text _leaf_sums _leaf_sums_c date_labels month_names limits certainty "
    "calibration character_kinds _columns _columns_c _joints "
    "_joints_c _literals _literals_c _word_sums _word_sums_c _twins",
    2: "segment extractors",
    3: "recipe compose assemble explain",
    4: "cleaner sites",
    5: "__init__ cli cli_output batch",
    6: "__main__ batch.spark batch.ray",
}
LAYER_OF = {name: layer for layer, names in LAYERS.items() for name in names.split()}

HOMES: dict[str, str] = {
    "lxml": "segment cleaner",
    "pydantic": "parts article",
    "dateparser": "dates month_names",
    "publicsuffixlist": "domain",
    "ftfy": "mojibake",
    "py3langid": "extractors",
    "pyarrow": "batch",
    "rensa": "batch",
    "fastwarc": "batch",
    "fsspec": "batch",
    "rich": "batch",
    "zstandard": "batch",
    "pyspark": "batch",
    "ray": "batch",
}
"""Where a third-party library may be imported; `regex` may be anywhere."""

Modules = dict[str, str]
"""Module name without the package (``extractors.title``), and its source."""


def own_modules() -> Modules:
    modules = {}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.pyi")]):  # .pyi: what is compiled
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts[-1] == "__init__" and len(parts) > 1:
            parts = parts[:-1]
        modules[".".join(parts)] = path.read_text("utf-8")
    return modules


def imported(name: str, source: str, modules: Iterable[str]) -> Iterator[str]:
    """What a module imports: own modules as ``.extractors.title``, others by their top name."""
    is_package = name == "__init__" or any(other.startswith(f"{name}.") for other in modules)
    package = [] if name == "__init__" else name.split(".")
    if not is_package:
        package = package[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else [PACKAGE]
            stem = ".".join([*base, *filter(None, [node.module])]) if node.level else node.module
            stem = f"{PACKAGE}.{stem}".rstrip(".") if node.level else stem or ""
            targets = [f"{stem}.{alias.name}" for alias in node.names]
        else:
            continue
        for target in targets:
            top, _, rest = target.partition(".")
            if top != PACKAGE:
                yield top
                continue
            while rest and rest not in modules:  # a name inside a module: the module is meant
                rest = rest.rpartition(".")[0]
            yield f".{rest or '__init__'}"


def layer(name: str) -> int | None:
    while name and name not in LAYER_OF:
        name = name.rpartition(".")[0]
    return LAYER_OF.get(name)


def faults(modules: Modules) -> list[str]:
    """Every import that breaks a rule, in words."""
    found = []
    graph: dict[str, set[str]] = {}
    for name, source in modules.items():
        if layer(name) is None:
            found.append(f"{name} is in no layer: put it into LAYERS")
            continue
        targets = set(imported(name, source, modules))
        own = {target[1:] for target in targets if target.startswith(".")}
        graph[name] = own - {name}
        found += [fault for target in sorted(own) if (fault := _upward(name, target))]
        found += [fault for target in sorted(targets - own) if (fault := _foreign(name, target))]
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found.append(f"a circle: {' -> '.join(error.args[1])}")
    return found


def _upward(name: str, target: str) -> str | None:
    here, there = layer(name), layer(target)
    if here is None or there is None or name == target:
        return None
    if there > here:
        return f"{name} (layer {here}) imports {target} (layer {there})"
    if there == here == LAYER_OF["extractors"]:
        folder, _, last = target.rpartition(".")
        if not last.startswith("_") or folder != name.rpartition(".")[0]:
            return f"{name} imports {target}: on this layer only helpers of the same folder"
    return None


def _foreign(name: str, target: str) -> str | None:
    homes = HOMES.get(target)
    if homes is None or name.partition(".")[0] in homes.split():
        return None
    return f"{name} imports {target}, which belongs to {homes}"


def test_imports_only_go_down() -> None:
    assert faults(own_modules()) == []


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("extractors.title", "from ..recipe import Recipe", "imports recipe (layer 3)"),
        ("extractors.title", "from .body import Body", "imports extractors.body"),
        ("extractors.title", "from . import body", "imports extractors.body"),
        ("extractors.title", "def f():\n    import scrapeclean.cleaner", "imports cleaner"),
        ("extractors.title", "from ..segment._walk import walk", "imports segment._walk"),
        ("extractors.title", "from lxml import etree", "imports lxml"),
        ("model", "from . import extract", "imports __init__"),
        ("model", "from pydantic import BaseModel", "imports pydantic"),
        ("tally", "from .shape import label", "circle"),
        ("newcomer", "", "in no layer"),
    ],
)
def test_each_rule_bites(name: str, line: str, fault: str) -> None:
    modules = dict.fromkeys(
        ("__init__", "model", "recipe", "cleaner", "extractors", "extractors.title",
         "extractors.body", "segment", "segment._walk", "tally"), "",
    )  # fmt: skip
    modules["shape"] = "from . import tally"
    modules["extractors.body"] = "from . import _helper"
    modules["extractors._helper"] = "from ..model import Vote"
    assert faults(modules) == []
    found = faults({**modules, name: line})
    assert len(found) == 1
    assert fault in found[0]
