"""What tells how sure an article's fields are: a few numbers for each, known once it is assembled.

`scrapeclean.calibration` turns them into probabilities. Each number grows or falls with how often
pages like this one proved right, and none depends on what a page is about.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from .arbiter import Candidate, family
from .model import Claim, Document, Role
from .page_type import page_types
from .tally import Tally

__all__ = ["Signs", "body_signs", "field_signs", "whole_signs"]

Signs = dict[str, float]
"""What was seen, and how much of it; a sign that is not there counts 0."""

_LEAST, _MOST = 0.01, 0.9975  # a probability, before it becomes log odds or a logarithm
_CERTAIN = 700.0  # beyond, there is no such number: thousands of votes on one block
_DOUBT = 3.0  # natural log odds; a lead of less is worth a second look


def field_signs(document: Document, ranked: Sequence[Candidate], claims: Sequence[Claim]) -> Signs:
    """Of a field that the arbiter has chosen a value for.

    Args:
        document: the page.
        ranked: the candidates, the best first.
        claims: what the candidates' members count in.
    """
    best = ranked[0]
    said = [claims[member] for member in best.members]
    families = {family(claim.source) for claim in said}
    value = said[0].value
    return {
        "odds": log_odds(best.probability),
        "rival": log_odds(ranked[1].probability if len(ranked) > 1 else 0.0),
        "rivals": math.log1p(len(ranked) - 1),
        "sources": float(min(len(families), 4)),
        "printed": float(any(claim.blocks for claim in said)),
        "several": float(isinstance(value, tuple) and len(value) > 1),
        "article": _article(document),
        **dict.fromkeys((f"by {name}" for name in families), 1.0),
    }


def body_signs(document: Document, tally: Tally, roles: Sequence[Role], text: str) -> Signs:
    """Of the body: how clearly its blocks stand apart, how much of the page it is, its shape."""
    kept = kept_chance = out_chance = doubted = doubted_out = total = 0.0
    for block, role, own in zip(document.blocks, roles, tally.scores("body"), strict=True):
        chars = len(block.text)
        if not chars or block.hidden:
            continue
        rival = max(0.0, tally.score(block.position, role)) if role != "body" else 0.0
        lead = own - rival
        chance = chars / (1 + math.exp(-max(-_CERTAIN, lead)))
        total += chars
        if role == "body":
            kept += chars
            kept_chance += chance
            doubted += chars * (abs(lead) < _DOUBT)
        else:
            out_chance += chance
            doubted_out += chars * (abs(lead) < _DOUBT)
    size = max(kept, 1.0)
    runs = sum([is_body for is_body, _ in groupby([r == "body" for r in roles if r != "widget"])])
    blocks = roles.count("body")
    return {
        "article": _article(document),
        "length": math.log10(len(text) + 10),
        "share": kept / max(total, 1.0),
        "clear": log_odds(kept_chance / size),
        "complete": log_odds(kept_chance / max(kept_chance + out_chance, 1.0)),
        "doubted": doubted / size,
        "doubted out": min(2.0, doubted_out / size),
        "runs": math.log1p(runs),
        "paragraph": math.log10(size / max(blocks, 1) + 10),
        "comments": float("comments" in roles),
        "further": float("other_article" in roles),
    }


def whole_signs(article: float, sure: Mapping[str, float]) -> Signs:
    """Of the article as a whole, from how sure its fields are; a field without a value is absent.

    Args:
        article: log odds that the page is one.
        sure: the probability of each field that has a value.

    Every article has a title, so none counts as a wrong one. Many have no date or author.
    """
    signs = {"article": article, "title": math.log(_LEAST)}
    for name, probability in sure.items():
        signs[name] = math.log(max(probability, _LEAST))
        signs[f"has {name}"] = 1.0
    return signs


def log_odds(probability: float) -> float:
    """Natural log odds, of a probability cut off near 0 and 1."""
    kept = min(max(probability, _LEAST), _MOST)
    return math.log(kept / (1 - kept))


def _article(document: Document) -> float:
    return log_odds(page_types(document).get("article", 0.5))
