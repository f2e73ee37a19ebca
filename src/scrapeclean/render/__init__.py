"""Body blocks to plain text, Markdown or HTML: extracted once, rendered as often as asked.

No renderer decides what belongs to the article; each shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import BodyBlock
from ._html import html
from ._markdown import markdown
from ._urls import safe_url

__all__ = ["html", "markdown", "safe_url", "text_of"]


def text_of(blocks: Iterable[BodyBlock]) -> str:
    """Plain text, a line for each paragraph; table cells are parted by tabs.

    The caption of a table stands before it, the source of a quotation behind it. Pictures have no
    text: their captions are kept with them.
    """
    lines = []
    for block in blocks:
        if block.kind == "table" and block.caption:
            lines.append(block.caption)
        lines.append(block.text)
        lines.append(block.source)
    return "\n".join(line for line in lines if line)
