"""What is kept of a page when its site is learnt: digests of its lines and of its block signatures.

The text itself is not kept. Each line's verdict is, so that pages which print one article (for
phones, for the printer) can be told from pages that share nothing but their chrome.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from typing import Literal, NamedTuple

from .lazy_patterns import lazy_re
from .model import Block, Document, Role
from .shape import is_prose, squash

Verdict = Literal["p", "b", "c"]
"""What a line was judged: prose of the body, anything else of the body, chrome."""

MOST_LINES = 1000
"""Lines kept of a page, at most: the first and the last ones, which chrome is among."""
MOST_SIGNATURES = 300
"""Block signatures kept of a page, at most."""
GAP = ""
"""Stands for the lines left out of a long page, and for its ends."""
_DIGITS = lazy_re(r"\d+")
_LEVELS = 3  # elements of a signature: the owner of the text and what is around it
_BYTES = 6  # of a digest; a site's lines are some thousands


class Signature(NamedTuple):
    """A way to mark up a block, and what stood in it on one page."""

    digest: str
    body: int
    """Characters judged body."""
    chrome: int
    """Other characters."""


class PageSketch(NamedTuple):
    """A page without its text. Digests are 8 characters long."""

    id: str
    """Digest of all its lines: pages that print the same have the same."""
    lines: tuple[str, ...]
    """Digests of its lines, in order; `GAP` where some are left out."""
    verdicts: str
    """The `Verdict` on each line."""
    signatures: tuple[Signature, ...]
    """In order of their digests; none for flattened text."""


def sketch(doc: Document, roles: Sequence[Role]) -> PageSketch:
    """A page's sketch; `roles` has the decided role of each block."""
    lines, verdicts = [], []
    letters: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for block, digest in digests_of(doc):
        is_body = roles[block.position] == "body"
        lines.append(digest)
        verdicts.append(verdict_on(block, is_body=is_body))
        if doc.kind == "html":
            letters[signature_of(doc, block)][0 if is_body else 1] += len(block.text)
    whole = page_id(lines)
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        lines = [*lines[:half], GAP, *lines[-half:]]
        verdicts = [*verdicts[:half], "c", *verdicts[-half:]]
    marked_up = [Signature(digest, *both) for digest, both in sorted(letters.items())]
    return PageSketch(whole, tuple(lines), "".join(verdicts), tuple(marked_up[:MOST_SIGNATURES]))


def digests_of(doc: Document) -> list[tuple[Block, str]]:
    """Every block that has wording, with the digest of its letters.

    Numbers count as one and the same, for counters and dates differ from page to page.
    """
    found = []
    for block in doc.blocks:
        words = _DIGITS.sub("0", squash(block.text))
        if words and words != "0":
            found.append((block, _digest(words)))
    return found


def page_id(lines: Sequence[str]) -> str:
    """Digest of a page's lines, given theirs."""
    return _digest("\n".join(lines))


def signature_of(doc: Document, block: Block) -> str:
    """Digest of the markup of a block: its kind, and the elements it hangs in."""
    names: list[str] = [block.kind]
    for level, index in enumerate(doc.ancestors(block.container)):
        if level == _LEVELS:
            break
        container = doc.containers[index]
        names.append(f"{container.tag}.{container.classes}#{container.id}")
    return _digest(_DIGITS.sub("0", " < ".join(names)))


def verdict_on(block: Block, *, is_body: bool) -> Verdict:
    """The verdict on a line."""
    if not is_body:
        return "c"
    return "p" if is_prose(block.text, block.link_density) else "b"


def _digest(text: str) -> str:
    raw = blake2b(text.encode("utf-8", "replace"), digest_size=_BYTES).digest()
    return urlsafe_b64encode(raw).decode("ascii")
