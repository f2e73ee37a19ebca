"""The article's text, by scorers learnt from annotated pages: for HTML, and for flattened text.

Boosted trees over the features of `scrapeclean.features`; how they were trained, on what, and
what they reached on domains they had not seen is written in ``lexicon/weights_html.json`` and
``lexicon/weights_text.json``.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from ..body_model import BodyModel, parse_body_model
from ..features import feature_columns, word_evidence, words_of
from ..forest import Classifier
from ..lexicon import load, load_as
from ..model import Block, Claim, Document, SoFar, Vote
from ..page_text import page_text
from ..page_type import doubt_of_chrome, kind_columns, page_types
from ..shape import ends_sentence
from ..text_model import TextModel, parse_text_model

_EMPHASIS = 6.0  # its word against the sum of what others say; best on pages of unseen domains
_MOST = 5.5  # short of certain, so that whoever is certain (6) is heard
_MOST_FOR_LINE = 3.8  # a line without markup is body unless its own marks (4) say otherwise
_MOST_FOR_LABEL = 1.9  # one that is no sentence may be a headline: who sees a list there is heard
_LOUDEST = 5.9  # the same where it is louder: what is no article
_GRIDS = ("cell", "code")  # what is repeated there belongs there
_REASONS = tuple([f"looks {percent}% like body text" for percent in range(101)])
_HALVES = [math.log(half / (200 - half)) for half in range(1, 200, 2)]  # where one more is nearer
_new = tuple.__new__  # of a named tuple, whose own takes twice as long
_LONG = 40  # letters and digits; shorter texts are repeated by chance or on purpose


class Learned:
    """Votes for (or against) every block of a page as body text.

    Args:
        model: weights of your own for HTML; by default those of the package.
        pages: a page-type classifier of your own; by default that of the package.
        text: weights of your own for flattened text; by default those of the package.
    """

    def __init__(
        self,
        model: BodyModel | None = None,
        *,
        pages: Classifier | None = None,
        text: TextModel | None = None,
    ) -> None:
        self._model, self._pages, self._text = model, pages, text

    name = "learned"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"body"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        blocks = [block for block in doc.blocks if block.text]
        if not blocks:
            return
        if doc.kind == "html":
            kinds = page_types(doc, classifier=self._pages)
            margins, louder = self._html(doc, blocks, kinds), doubt_of_chrome(kinds["article"])
        else:
            margins, louder = self._lines(doc), 1.0
        kept: set[str] = set()
        mosts = [_MOST] * len(blocks) if doc.kind == "html" else map(_most_for_line, blocks)
        choices = load("furniture")["choices"] if louder == 1 else ()  # a search may be the page
        squashed = page_text(doc).squashed
        weights = map(_weight, margins, mosts, repeat(louder))
        for block, plain, margin, weight in zip(blocks, squashed, margins, weights, strict=True):
            if doc.containers[block.container].tag in choices:  # nobody reads them in a row
                yield Vote(block.position, "body", -_MOST, "choices of a form")
            elif (
                weight > 0
                and len(plain) >= _LONG
                and block.kind not in _GRIDS
                and _leads(block, weight, so_far)
                and _is_again(plain, kept)
            ):
                yield Vote(block.position, "body", -_MOST, "printed before")
            else:
                reason = _REASONS[bisect_right(_HALVES, margin)]
                yield _new(Vote, (block.position, "body", round(weight, 3), reason))

    def _html(
        self, doc: Document, blocks: Sequence[Block], kinds: Mapping[str, float]
    ) -> list[float]:
        model = self._model or load_as("weights_html", parse_body_model)
        columns = feature_columns(doc) | kind_columns(kinds, len(blocks))
        return model.margins(columns, [len(block.text) for block in blocks], kinds["article"])

    def _lines(self, doc: Document) -> list[float]:
        model = self._text or load_as("weights_text", parse_text_model)
        return model.forest.scores(feature_columns(doc) | word_evidence(words_of(doc), model.words))


def _weight(margin: float, most: float, louder: float) -> float:
    """Of a vote by what the scorer says: comparisons, since `min` and `max` take three times as
    long, and every block of a page comes by."""
    weight = _EMPHASIS * margin
    if weight > most:
        weight = most
    elif weight < -_MOST:
        weight = -_MOST
    weight *= louder
    if weight > _LOUDEST:
        return _LOUDEST
    return weight if weight > -_LOUDEST else -_LOUDEST


def _most_for_line(block: Block) -> float:
    """How strongly it may speak for a block of flattened text."""
    return _MOST_FOR_LINE if ends_sentence(block.text) else _MOST_FOR_LABEL


def _leads(block: Block, weight: float, so_far: SoFar) -> bool:
    """Whether a vote of this weight is more than what speaks for any role so far."""
    return weight > so_far.score(block.position, so_far.role(block.position))


def _is_again(plain: str, kept: set[str]) -> bool:
    """Whether a text, squashed, stands among those kept so far; if not, it joins them."""
    is_again = plain in kept
    kept.add(plain)
    return is_again
