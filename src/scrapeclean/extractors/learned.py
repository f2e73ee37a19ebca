"""The article's text in HTML, by a scorer learnt from annotated pages.

Boosted trees over the features of `scrapeclean.features`; how they were trained, on what, and
what they reached on domains they had not seen is written in ``lexicon/weights_html.json``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..features import feature_columns
from ..forest import Forest, load_forest
from ..model import Claim, Document, SoFar, Vote

_EMPHASIS = 6.0  # its word against the sum of what others say; best on pages of unseen domains
_MOST = 5.5  # short of certain, so that whoever is certain (6) is heard


class Learned:
    """Votes for (or against) every block of an HTML page as body text.

    Args:
        forest: weights of your own; by default those of the package.
    """

    def __init__(self, forest: Forest | None = None) -> None:
        self._forest = forest

    name = "learned"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"body"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        blocks = [block for block in doc.blocks if block.text]
        if doc.kind != "html" or not blocks:
            return
        forest = self._forest or load_forest("weights_html")
        scores = forest.scores(feature_columns(doc))
        for block, score in zip(blocks, scores, strict=True):
            weight = max(-_MOST, min(_MOST, _EMPHASIS * score))
            chance = 1 / (1 + math.exp(-max(-_MOST, min(_MOST, score))))
            yield Vote(
                block.position, "body", round(weight, 3), f"looks {chance:.0%} like body text"
            )
