"""What the learned scorer sees of each block: small integers, one column per feature.

A column is ``bytes``, one value (0 to 255) for each block with text, in order; sizes are on a
logarithmic scale, shares are in 255ths. Nothing here depends on a language beyond the lexicons,
and nothing on a site: names of elements count only by their group. HTML and flattened text share
what a block tells by itself and by its neighbours; the tree speaks in the one, the run of lines in
the other.
"""

from __future__ import annotations

from ..model import Document
from ..outline import outline
from ._alone import alone
from ._around import around
from ._evidence import STEP, word_evidence, word_pairs
from ._lines import lines
from ._pictures import pictures
from ._places import places
from ._targets import credit, targets
from ._titles import STEPS, TRAIL, near_lines, title_columns
from ._topic import topic
from ._words import Words, words_of

__all__ = [
    "STEP", "STEPS", "TRAIL", "Words",
    "feature_columns", "near_lines", "title_columns", "word_evidence", "word_pairs", "words_of",
]  # fmt: skip


def feature_columns(doc: Document) -> dict[str, bytes]:
    """The features of every block of `doc` that has text, in order; computed once."""
    known: dict[str, bytes] | None = doc.derived.get("features")
    if known is None:
        known = doc.derived["features"] = _columns(doc)
    return known


def _columns(doc: Document) -> dict[str, bytes]:
    blocks = [block for block in doc.blocks if block.text]
    own = alone(doc, blocks)
    values = own.columns | around(blocks, own) | credit(doc)
    if doc.kind == "html":
        values |= targets(doc, blocks) | places(doc, blocks, own, outline(doc))
        values |= topic(doc, own) | pictures(doc, blocks)
    else:
        values |= lines(doc, own)
    return values
