"""The article's text in HTML, by a scorer learnt from annotated pages.

Boosted trees over the features of `scrapeclean.features`; how they were trained, on what, and
what they reached on domains they had not seen is written in ``lexicon/weights_html.json``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..body_model import BodyModel, chance, load_body_model
from ..features import feature_columns
from ..forest import Classifier
from ..model import Block, Claim, Document, SoFar, Vote
from ..page_type import page_types
from ..shape import squash

_EMPHASIS = 6.0  # its word against the sum of what others say; best on pages of unseen domains
_MOST = 5.5  # short of certain, so that whoever is certain (6) is heard
_GRIDS = ("cell", "code")  # what is repeated there belongs there
_LONG = 40  # letters and digits; shorter texts are repeated by chance or on purpose


class Learned:
    """Votes for (or against) every block of an HTML page as body text.

    Args:
        model: weights of your own; by default those of the package.
        pages: a page-type classifier of your own; by default that of the package.
    """

    def __init__(self, model: BodyModel | None = None, *, pages: Classifier | None = None) -> None:
        self._model = model
        self._pages = pages

    name = "learned"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"body"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        blocks = [block for block in doc.blocks if block.text]
        if doc.kind != "html" or not blocks:
            return
        model = self._model or load_body_model("weights_html")
        article = page_types(doc, classifier=self._pages)["article"]
        sizes = [len(block.text) for block in blocks]
        kept: set[str] = set()
        margins = model.margins(feature_columns(doc), sizes, article)
        for block, margin in zip(blocks, margins, strict=True):
            weight = max(-_MOST, min(_MOST, _EMPHASIS * margin))
            reason = f"looks {chance(margin):.0%} like body text"
            rival = so_far.score(block.position, so_far.role(block.position))
            if weight > rival and _is_again(block, kept):
                weight, reason = -_MOST, "printed before"
            yield Vote(block.position, "body", round(weight, 3), reason)


def _is_again(block: Block, kept: set[str]) -> bool:
    """Whether a long text stands among those kept so far; if not, it joins them."""
    plain = squash(block.text)
    if len(plain) < _LONG or block.kind in _GRIDS:
        return False
    is_again = plain in kept
    kept.add(plain)
    return is_again
