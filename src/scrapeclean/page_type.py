"""What kind of page this is, with probabilities: article, listing, forum, product …

By boosted trees over `scrapeclean.page_features`, what the page says of itself among them; how
they were trained, on what, and what they reached on domains they had not seen is written in
``lexicon/weights_pages.json``.
"""

from __future__ import annotations

from collections.abc import Mapping

from .forest import Classifier, parse_classifier
from .lexicon import load_as
from .model import Document
from .page_features import page_features

__all__ = ["doubt_of_chrome", "kind_columns", "page_types"]

_HARDLY_AN_ARTICLE = 0.6  # a lower probability raises doubts …
_MOST_DOUBT = 2.0  # … up to this; both chosen on pages of unseen domains


def page_types(doc: Document, *, classifier: Classifier | None = None) -> dict[str, float]:
    """The probability of each kind of page, the likeliest first; they sum to 1.

    Needs nothing but the document, so that any extractor may ask; computed once for a document.
    Empty for flattened text, where nothing tells, and for pages without text.

    Args:
        doc: the page.
        classifier: weights of your own; by default those of the package.
    """
    if classifier:
        return _judged(doc, classifier)
    known: dict[str, float] | None = doc.derived.get("page_types")
    if known is None:
        known = doc.derived["page_types"] = _judged(doc, load_as("weights_pages", parse_classifier))
    return known


def kind_columns(kinds: Mapping[str, float], rows: int) -> dict[str, bytes]:
    """The probability of each kind as a feature that all blocks of a page share, in 255ths.

    Args:
        kinds: what `page_types` gave; a kind that is not in it has no chance.
        rows: the number of blocks.
    """
    known = load_as("weights_pages", parse_classifier).classes
    return {f"page_is_{kind}": bytes((round(255 * kinds.get(kind, 0.0)),)) * rows for kind in known}


def doubt_of_chrome(article: float) -> float:
    """How far to doubt what looks like chrome: 1 on an article, 2 on what is plainly none.

    The lists and cards that stand around an article are what other pages are about.

    Args:
        article: the probability that the page is an article, 0 to 1.
    """
    return min(_MOST_DOUBT, max(1.0, _HARDLY_AN_ARTICLE / max(article, 0.01)))


def _judged(doc: Document, classifier: Classifier) -> dict[str, float]:
    if doc.kind != "html" or not any(block.text for block in doc.blocks):
        return {}
    columns = {name: bytes((value,)) for name, value in page_features(doc).items()}
    (chances,) = classifier.chances(columns)
    ranked = sorted(zip(classifier.classes, chances, strict=True), key=lambda pair: -pair[1])
    return dict(ranked)
