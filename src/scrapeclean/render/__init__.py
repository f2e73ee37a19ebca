"""Body blocks to plain text, Markdown or HTML: extracted once, rendered as often as asked.

No renderer decides what belongs to the article; each shows all of it. Their code is imported when
an article is to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..parts import BodyBlock
from ._urls import safe_url

__all__ = ["html", "markdown", "safe_url", "text_of"]


def html(
    title: str | None,
    blocks: Sequence[BodyBlock],
    *,
    language: str | None = None,
    direction: str | None = None,
) -> str:
    """One semantic ``<article>``, safe to show: only known tags, no scripts, styles or handlers.

    Args:
        title: becomes the only ``<h1>``.
        blocks: the body.
        language: a BCP 47 tag.
        direction: ``ltr`` or ``rtl``.
    """
    from ._html import written

    return written(title, blocks, language=language, direction=direction)


def markdown(title: str | None, blocks: Sequence[BodyBlock]) -> str:
    """CommonMark with GitHub tables; the title as the first heading, and the only one of its level.

    Emphasis that CommonMark cannot express where it stands (inside a word beside a quotation
    mark), sub- and superscript and the like are inline HTML. Footnotes (``[^1]``) and formulas
    (``$`x`$``) are written as GitHub reads them.
    """
    from ._markdown import written

    return written(title, blocks)


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
