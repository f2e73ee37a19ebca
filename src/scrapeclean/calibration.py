"""From what is known of a field to the probability that it is right.

A small logistic model a field (Platt: Probabilistic outputs for support vector machines, 1999),
fitted to pages of domains that nothing else had been learnt from; see
``benchmarks/train/calibrate.py``. Weights stand in ``lexicon/calibration.json``, by the kind of
page: HTML tells more than flattened text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from .lexicon import load

__all__ = ["probability"]


def probability(kind: str, field: str, signs: Mapping[str, float]) -> float | None:
    """That a field is right, 0 to 1; None where nothing was learnt for it.

    Args:
        kind: ``html`` or ``text``.
        field: such as ``title``; ``text`` for the body, ``whole`` for all together.
        signs: see `scrapeclean.certainty`.
    """
    model = load("calibration").get(kind, {}).get(field)
    if model is None:
        return None
    weights: dict[str, float] = model["weights"]
    total = model["bias"] + sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return float(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))
