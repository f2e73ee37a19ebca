"""Which lines of flattened text are body: what words tell for or against it, and a forest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from .errors import LexiconError
from .forest import Forest, parse_forest

__all__ = ["TextModel", "WordWeights", "parse_text_model"]

BETWEEN = "|"
"""Parts the words in a file of weights."""


class WordWeights(dict[str, int]):
    """For a word, or two in a row with a blank between, its weight in steps; case folded."""

    @cached_property
    def by_word(self) -> dict[str, tuple[int, dict[str, int]]]:
        """For a word its own weight, and those of it and a second one by the second."""
        none: dict[str, int] = {}
        found: dict[str, tuple[int, dict[str, int]]] = {}
        for words, steps in self.items():
            first, blank, second = words.partition(" ")
            own, pairs = found.get(first, (0, none))
            if not blank:
                found[first] = steps, pairs
            elif pairs:
                pairs[second] = steps
            else:
                found[first] = own, {second: steps}
        return found


class TextModel(NamedTuple):
    """Trained weights for flattened text."""

    words: Mapping[str, int]
    """What each word, or two in a row, tells (see `scrapeclean.features`)."""
    forest: Forest
    """Scores lines by their features and by what their words tell."""


def parse_text_model(data: Mapping[str, Any]) -> TextModel:
    """A model from the form in which weights are kept (see ``lexicon/weights_text.json``).

    Raises:
        LexiconError: something is missing, or the pieces do not fit together.
    """
    try:
        words = WordWeights(
            {
                word: int(steps)
                for steps, same in data["words"].items()
                for word in same.split(BETWEEN)
            }
        )
        return TextModel(words, parse_forest(data["forest"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"these weights cannot be used: {error!r}") from error
