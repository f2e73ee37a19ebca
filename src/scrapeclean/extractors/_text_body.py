"""Body text in a flattened page: core lines, and what stands among them."""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import load
from ..model import Block, Document, SoFar
from ..shape import ends_sentence, is_prose, letters, squash

_CORE_LETTERS, _SHORT_LETTERS = 90, 25
_NEAR = 4


def text_body(doc: Document, so_far: SoFar) -> Iterator[tuple[int, float, str]]:
    """Weight and reason for each line of a flattened page."""
    weights = load("body")["text"]
    blocks = [block for block in doc.blocks if block.text]
    core = _core(blocks, so_far)
    first = next((at for at, is_core in enumerate(core) if is_core), len(blocks))
    last = next((at for at in range(len(blocks) - 1, -1, -1) if core[at]), -1)
    while 0 <= last < len(blocks) - 1 and _is_sentence(blocks[last + 1], so_far, _SHORT_LETTERS):
        last += 1
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        score, reason = _alone(block, weights, is_core=core[at])
        if first <= at <= last:
            score += weights["inside"]
            if not any(core[max(0, at - _NEAR) : at + _NEAR + 1]):
                score += weights["far"]
            reason += ", among the text"
        else:
            score += weights["before"] if at < first else weights["behind"]
            reason += ", before the text" if at < first else ", behind the text"
        plain = squash(block.text)
        if len(plain) > 20 and plain in seen:
            score += weights["again"]
            reason += ", printed before"
        seen.add(plain)
        yield block.position, score, reason


def _core(blocks: list[Block], so_far: SoFar) -> list[bool]:
    """The lines that only running text can be; on pages of short sentences, the sentences."""
    core = [_is_sentence(block, so_far, _CORE_LETTERS) for block in blocks]
    if any(core):
        return core
    return [_is_sentence(block, so_far, _SHORT_LETTERS) for block in blocks]


def _is_sentence(block: Block, so_far: SoFar, least: float) -> bool:
    """A full sentence of some length, unmarked, that nobody has called chrome so far."""
    return (
        not block.bullet
        and block.link_density < 0.5
        and letters(block.text) >= least
        and ends_sentence(block.text)
        and so_far.role(block.position) in ("other", "body")
    )


def _alone(block: Block, weights: dict[str, float], *, is_core: bool) -> tuple[float, str]:
    score = weights["linked"] * block.link_density
    if block.bullet:
        score += weights["bullet"]
    if is_core:
        return score + weights["core"], "a long full sentence"
    if block.kind in ("heading", "quote", "code"):
        return score + 0.4, block.kind
    if is_prose(block.text, block.link_density):
        return score + weights["prose"], "running text"
    return score + weights["short"], "a short line"
