"""Why is it there, why is it not: the account of every block of a page."""

from __future__ import annotations

from typing import NamedTuple

from .assemble import place_blocks
from .model import Document
from .tally import Tally


class Explained(NamedTuple):
    """One block's account."""

    where: str
    """A line number, or the last elements above it."""
    text: str
    """Its text."""
    role: str
    """The role it was given."""
    place: str
    """The article's field that holds it; ``removed`` for what was set aside."""
    votes: tuple[str, ...]
    """Every vote: ``extractor role +weight: reason``, strongest first."""


class Explanation(tuple[Explained, ...]):
    """The account of a page: one `Explained` for each block with text, in order."""

    __slots__ = ()

    def __str__(self) -> str:
        lines = []
        for entry in self:
            text = entry.text if len(entry.text) <= 70 else entry.text[:69] + "…"
            lines.append(f"{entry.place:<14} {entry.role:<14} {entry.where}: {text}")
            lines += [f"{'':<17}{vote}" for vote in entry.votes]
        return "\n".join(lines)


def explain_tally(document: Document, tally: Tally) -> Explanation:
    """The account of a document and what the extractors said of it."""
    placing = place_blocks(document, tally)
    return Explanation(
        Explained(
            where=document.where(block),
            text=block.text,
            role=placing.roles[block.position],
            place=placing.places[block.position],
            votes=tuple(
                f"{name} {vote.role} {vote.weight:+.1f}: {vote.reason}"
                for name, vote in sorted(
                    tally.votes(block.position), key=lambda signed: -abs(signed.vote.weight)
                )
            ),
        )
        for block in document.blocks
        if block.text
    )
