"""The article's text: dense, unlinked running text, and what stands among it.

After the observation that text density and link density part main content from boilerplate
(Kohlschütter, Fankhauser, Nejdl: Boilerplate Detection using Shallow Text Features, WSDM 2010),
with the place in the tree taken into account as Readability does.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..lexicon import load
from ..model import Block, Claim, Document, Role, SoFar, Vote
from ..outline import is_running_text
from ..shape import letters, squash
from ._text_body import text_body

_CHROME: tuple[Role, ...] = (
    "nav", "footer", "comments", "promo", "related", "ranking", "recommendation", "latest",
    "widget", "author_bio", "breadcrumbs", "tags", "previous", "next", "caption",
)  # fmt: skip
_STRUCTURES = ("item", "cell", "code", "quote", "definition")
_NEAR = 3  # blocks to look at on either side


class Body:
    """Votes for (or against) every block as body text; reads what the others said.

    Where an earlier extractor has judged the body already, it keeps silent.
    """

    name = "body"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"body"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        if any(so_far.score(block.position, "body") for block in doc.blocks):
            return
        score = text_body if doc.kind == "text" else _html_body
        for index, weight, reason in score(doc, so_far):
            yield Vote(index, "body", round(weight, 3), reason)


def _html_body(doc: Document, so_far: SoFar) -> Iterator[tuple[int, float, str]]:
    weights = load("body")["html"]
    good = [_is_good(block, so_far) for block in doc.blocks]
    inside = _main_content(doc, good, weights["share"])
    solid = [
        is_good or (block.kind in _STRUCTURES and block.link_density < 0.5)
        for block, is_good in zip(doc.blocks, good, strict=True)
    ]
    seen: set[str] = set()
    for block in doc.blocks:
        if not block.text:
            continue
        score, reasons = _alone(block, weights)
        if inside[block.container]:
            score += weights["inside"]
            reasons.append("inside the main content")
        else:
            score += weights["outside"]
            reasons.append("outside the main content")
        if not good[block.position]:
            before = any(good[max(0, block.position - _NEAR) : block.position])
            after = any(solid[block.position + 1 : block.position + 1 + _NEAR])
            score += weights["between"][int(before) + int(after)]
            if block.kind == "heading" and not after:
                score += weights["heading_at_end"]
                reasons.append("no text follows")
        plain = squash(block.text)
        if len(plain) > 20 and plain in seen:
            score += weights["again"]
            reasons.append("printed before")
        seen.add(plain)
        yield block.position, score, ", ".join(reasons)


def _is_good(block: Block, so_far: SoFar) -> bool:
    """Running text that nobody has called chrome so far."""
    return (
        so_far.score(block.position, "hidden") < 2.0
        and is_running_text(block)
        and max(so_far.score(block.position, role) for role in _CHROME) < 2.0
    )


def _main_content(doc: Document, good: list[bool], share: float) -> list[bool]:
    """For each container: is it in the deepest one that holds most of the good text?"""
    sums = [0.0] * len(doc.containers)
    for block in doc.blocks:
        if good[block.position]:
            sums[block.container] += letters(block.text)
    for index in range(len(sums) - 1, 0, -1):
        sums[doc.containers[index].parent] += sums[index]
    main = max(
        (index for index, total in enumerate(sums) if total >= share * sums[0]),
        key=lambda index: (doc.containers[index].depth, -index),
        default=0,
    )
    inside = [False] * len(sums)
    for index, container in enumerate(doc.containers):
        inside[index] = index == main or (container.parent >= 0 and inside[container.parent])
    return inside


def _alone(block: Block, weights: dict[str, float]) -> tuple[float, list[str]]:
    size = letters(block.text)
    density = block.link_density
    reasons = []
    score = weights["linked"] * density
    if density > 0.3:
        reasons.append(f"{density:.0%} links")
    if is_running_text(block):
        score += weights["prose"] + (weights["long"] if size > 200 else 0.0)
        reasons.append("running text")
    elif block.kind in ("heading", "item", "cell", "quote", "code", "definition", "term"):
        score += weights[block.kind]
        reasons.append(block.kind)
    else:
        score += weights["short"]
        reasons.append("short text")
    return score, reasons
