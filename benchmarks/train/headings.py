"""Folds headings and counts their stems: ``lexicon/heading_labels.json``, ``heading_stems.json``.

::

    python benchmarks/train/headings.py

Made of ``lexicon/headings.json`` alone. To fold its phrases takes 10 ms and to count their stems
30, which every process would pay on its first page. A test compares the files; run this again where
the phrases have changed.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

from scrapeclean.heading_kinds import all_loosely, stems_of
from scrapeclean.lexicon import load
from scrapeclean.model import LIST_ROLES
from scrapeclean.shape import labels

LEXICON = Path(__file__).resolve().parents[2] / "src" / "scrapeclean" / "lexicon"
OF_LABELS = (
    "The headings of each kind, as scrapeclean.shape.label spells them, and those of lists without "
    "what pages spell differently, each on a line; made of headings.json by "
    "benchmarks/train/headings.py."
)
OF_STEMS = (
    "What the use of a stem by the headings of each kind weighs: the square root of how many "
    "phrases of a language have it (those of one are alike), summed over languages; made of "
    "headings.json by benchmarks/train/headings.py."
)


def kinds() -> dict[str, dict[str, list[str]]]:
    """The phrases by kind and language."""
    return {kind: spelled for kind, spelled in load("headings").items() if kind != "about"}


def folded() -> dict[str, Any]:
    """The content of ``heading_labels.json``."""
    own = {kind: labels(chain.from_iterable(spelled.values())) for kind, spelled in kinds().items()}
    loose = {kind: all_loosely(own[kind]) for kind in LIST_ROLES}
    return {"about": OF_LABELS, "labels": _lines(own), "loose": _lines(loose)}


def _lines(texts: dict[str, list[str]]) -> dict[str, str]:
    return {kind: "\n".join(dict.fromkeys(each)) for kind, each in texts.items()}


def stems() -> dict[str, Any]:
    """The content of ``heading_stems.json``."""
    found: dict[str, Any] = {"about": OF_STEMS}
    for kind, by_language in kinds().items():
        weights: dict[str, float] = {}
        for spelled in by_language.values():
            used = Counter(stem for phrase in spelled for stem in set(stems_of(phrase.casefold())))
            for stem, times in used.items():
                weights[stem] = weights.get(stem, 0.0) + math.sqrt(times)
        found[kind] = {stem: round(weights[stem], 3) for stem in sorted(weights)}
    return found


def write(name: str, content: dict[str, Any]) -> None:
    """One line an entry."""
    rows = [f'"{key}": {json.dumps(each, ensure_ascii=False)}' for key, each in content.items()]
    (LEXICON / name).write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


if __name__ == "__main__":
    write("heading_labels.json", folded())
    write("heading_stems.json", stems())
