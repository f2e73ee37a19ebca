"""Which of the values proposed for a field to believe, and how far.

Claims of the same value stand behind one candidate. What speaks for it is a set of signs: the
sources that say so, what an extractor saw beside it (`Claim.signs`), and how it relates to what
the other candidates say. Each sign has a weight, learnt from pages with known answers, and the
candidates compete with one another and with "none of these" for one unit of probability. This is
the conditional logit of McFadden (Conditional logit analysis of qualitative choice behavior,
1974), so that sources that copy from each other count once, by how they proved right together.

Weights stand in ``lexicon/reliability.json``. Where a field or a source is not in there, the
confidence of the claim itself counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from .instants import same_instant
from .lazy_patterns import lazy_regex
from .lexicon import load
from .model import Claim
from .shape import squash

TRAIL = "crumb"
"""Source of a value that the last step of a trail repeats: it does not stand there itself."""

__all__ = ["TRAIL", "Candidate", "family", "first_printed", "printed_at", "rank", "signs_of"]

_LEAST, _MOST = 0.01, 0.99  # a single claim's confidence, before it becomes log odds
_MOST_VALUES = 300  # each is compared with each
_SHORTEST = 4  # letters; shorter values are contained in others by chance


_PRINTED = lazy_regex(r"\bh[1-6]$")


class Candidate(NamedTuple):
    """One value that was proposed."""

    members: tuple[int, ...]
    """Which of the claims say so, the most confident first."""
    probability: float
    """That it is right, 0 to 1."""
    signs: frozenset[str]
    """What speaks for or against it."""


def rank(field: str, claims: Sequence[Claim]) -> list[Candidate]:
    """The values proposed for one field, the most probable first."""
    groups = _grouped(claims)
    signs = signs_of(claims, groups)
    model = load("reliability").get(field)
    if model is None:
        sure = [claims[group[0]].confidence for group in groups]
        return [Candidate(*each) for each in zip(groups, sure, signs, strict=True)]
    scores = [
        _score(model["weights"], said, [claims[member] for member in group])
        for group, said in zip(groups, signs, strict=True)
    ]
    top = max(scores, default=0.0)
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares) + math.exp(-top)
    found = [
        Candidate(group, share / total, said)
        for group, share, said in zip(groups, shares, signs, strict=True)
    ]
    return sorted(found, key=lambda candidate: -candidate.probability)


def printed_at(field: str, claims: Sequence[Claim]) -> int | None:
    """The block that shows a field: by the best candidate that was read from one."""
    return first_printed(rank(field, claims), claims)


def first_printed(ranked: Sequence[Candidate], claims: Sequence[Claim]) -> int | None:
    """The same, of candidates that are ranked."""
    for candidate in ranked:
        for member in candidate.members:
            if claims[member].blocks and claims[member].source != TRAIL:
                return claims[member].blocks[0]
    return None


def _grouped(claims: Sequence[Claim]) -> list[tuple[int, ...]]:
    groups: dict[Any, list[int]] = {}
    order = sorted(range(len(claims)), key=lambda at: -claims[at].confidence)
    for at in order:
        groups.setdefault(_key(claims[at].value), []).append(at)
    kept = list(groups.values())[:_MOST_VALUES]
    dated = len(kept) > 1 and any(isinstance(claim.value, datetime) for claim in claims)
    return list(map(tuple, _merged(kept, claims) if dated else kept))


def _merged(groups: list[list[int]], claims: Sequence[Claim]) -> list[list[int]]:
    """A day in UTC joins the local day of the same moment, which counts."""
    kept = list(groups)
    for group in groups:
        for local in kept:
            if local is not group and _is_local_day(local, group, claims):
                local.extend(group)
                kept.remove(group)
                break
    return kept


def _is_local_day(local: list[int], utc: list[int], claims: Sequence[Claim]) -> bool:
    return any(
        same_instant(one, other) for one in _days(local, claims) for other in _days(utc, claims)
    )


def _days(group: list[int], claims: Sequence[Claim]) -> list[datetime]:
    values = [claims[at].value for at in group]
    return [value for value in values if isinstance(value, datetime)]


def _key(value: Any) -> Any:
    """What two ways to write one value share: of a date its day, of people their names."""
    if isinstance(value, str):
        return squash(value) or value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, tuple):
        return frozenset(_key(getattr(each, "name", each)) for each in value)
    return getattr(value, "url", value)


def _score(weights: dict[str, float], signs: frozenset[str], claims: list[Claim]) -> float:
    strangers = [claim.confidence for claim in claims if claim.source not in weights]
    doubt = min(max(max(strangers, default=0.5), _LEAST), _MOST)
    # The order of a set differs from process to process: an exact sum does not.
    said = math.fsum([weights[sign] for sign in signs if sign in weights])
    return said + math.log(doubt / (1 - doubt))


# ---- signs --------------------------------------------------------------------------------------


def signs_of(claims: Sequence[Claim], groups: Sequence[tuple[int, ...]]) -> list[frozenset[str]]:
    """For each group of claims of one value, all that speaks for or against it."""
    several = len(groups) > 1
    values = [_comparable(claims[group[0]].value) for group in groups] if several else []
    families = [{family(claims[at].source) for at in group} for group in groups]
    found = []
    for at, group in enumerate(groups):
        own = {claims[member].source for member in group}
        for member in group:
            own.update(claims[member].signs)
        for other in range(len(groups)) if several else ():
            relation = _relation(values[at], values[other]) if other != at else ""
            if relation:
                own.update([f"{relation} {name}" for name in families[other]])
        own.add(f"{min(len(families[at]), 4)} kinds of sources")
        own.update([f"some {family}" for family in families[at]])
        found.append(frozenset(own))
    return found


def family(source: str) -> str:
    """``meta`` for ``meta:og:title without site``, ``printed`` for ``h1``."""
    family = source.removesuffix(" without site").partition(":")[0]
    return str(_PRINTED.sub("printed", family)) if family[-1:].isdigit() else family


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return squash(value)
    return _key(value) if isinstance(value, tuple) else value


def _relation(one: Any, other: Any) -> str:
    """How a value relates to a rival: the longer of two texts, the earlier of two days …

    Both as `_comparable` gives them.
    """
    if isinstance(one, str) and isinstance(other, str):
        if len(one) > _SHORTEST and one in other:
            return "part of"
        if len(other) > _SHORTEST and other in one:
            return "holds"
    elif isinstance(one, datetime) and isinstance(other, datetime):
        days = (one.date() - other.date()).days
        return "a day from" if abs(days) == 1 else "before" if days < 0 else "after"
    elif isinstance(one, frozenset) and isinstance(other, frozenset):
        if one < other:
            return "part of"
        if one > other:
            return "holds"
    return ""
