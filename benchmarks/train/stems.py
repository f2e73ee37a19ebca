"""Counts the stems of headings by the kind of list they head: ``lexicon/heading_stems.json``.

::

    python benchmarks/train/stems.py

Made of ``lexicon/headings.json`` alone. To count them takes 30 ms, which every process would pay on
the first page with a heading that no phrase matches. A test compares the two files; run this again
where the phrases have changed.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from scrapeclean.heading_kinds import stems_of
from scrapeclean.lexicon import load

LEXICON = Path(__file__).resolve().parents[2] / "src" / "scrapeclean" / "lexicon"
ABOUT = (
    "What the use of a stem by the headings of each kind weighs: the square root of how many "
    "phrases of a language have it (those of one are alike), summed over languages; made of "
    "headings.json by benchmarks/train/stems.py."
)


def lexicon() -> dict[str, Any]:
    """The content of the file, by the phrases of headings."""
    found: dict[str, Any] = {"about": ABOUT}
    for kind, by_language in load("headings").items():
        if kind == "about":
            continue
        weights: dict[str, float] = {}
        for spelled in by_language.values():
            used = Counter(stem for phrase in spelled for stem in set(stems_of(phrase.casefold())))
            for stem, times in used.items():
                weights[stem] = weights.get(stem, 0.0) + math.sqrt(times)
        found[kind] = {stem: round(weights[stem], 3) for stem in sorted(weights)}
    return found


if __name__ == "__main__":
    rows = [f'"{key}": {json.dumps(each, ensure_ascii=False)}' for key, each in lexicon().items()]
    (LEXICON / "heading_stems.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
