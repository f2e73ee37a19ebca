"""Pages of hand-made blocks, and what an extractor says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scrapeclean import Block, Claim, Container, Document, Extractor, Head, Link, Property, Vote
from scrapeclean.arbiter import rank
from scrapeclean.names import name_groups
from scrapeclean.roles import Roles
from scrapeclean.tally import Tally

PROSE = (
    "The harbour board met on Tuesday and put off the vote on a second crane, because the report "
    "of the engineers had come in late and nobody had found the time to read it."
)
MORE = (
    "Members from the northern wards asked for a longer pause, and said that the old crane would "
    "do for another winter if only somebody looked after its chains and its brakes."
)


def text(*lines: str | tuple[str, str]) -> Document:
    """A flattened page; a pair is a list mark and its text."""
    blocks = []
    for at, line in enumerate(lines):
        bullet, words = line if isinstance(line, tuple) else ("", line)
        kind: Any = "item" if bullet else "paragraph"
        blocks.append(Block(at, words, kind, int(bool(bullet)), 0, at + 1, at + 1, bullet=bullet))
    return Document("text", tuple(blocks), (Container("page", "", "", "", -1, 0, (1, 1)),))


def html(*parts: tuple[str, str | tuple[Any, ...]], head: Head | None = None,
         properties: Sequence[Property] = ()) -> Document:  # fmt: skip
    """A page of containers ``tag.class`` in the body; each holds one or several blocks.

    A block is its text, or ``(kind, text)``, where ``[…]`` in the text is a link to ``/u``.
    """
    containers = [Container("page", "", "", "", -1, 0, (1, 1)),
                  Container("body", "", "", "", 0, 1, (1, 1))]  # fmt: skip
    blocks: list[Block] = []
    for name, content in parts:
        tag, _, classes = name.partition(".")
        containers.append(Container(tag, classes, "", "", 1, 2, (1, 1), len(blocks)))
        for each in (content,) if isinstance(content, str) else content:
            kind, words = each if isinstance(each, tuple) else ("paragraph", each)
            blocks.append(_block(len(blocks), kind, words, len(containers) - 1))
    return Document("html", tuple(blocks), tuple(containers), name_groups(containers),
                    head or Head(), tuple(properties))  # fmt: skip


def learnt(
    chances: Mapping[int, Mapping[str, float]], kinds: Mapping[str, float] | None = None
) -> Roles:
    """Learned roles: by block the probabilities, and those of the kinds of lists for any block."""
    names = {role for each in chances.values() for role in each}
    by_class = {role: [each.get(role, 0.0) for each in chances.values()] for role in names}
    of_kinds = {kind: [chance] * len(chances) for kind, chance in (kinds or {}).items()}
    return Roles({block: at for at, block in enumerate(chances)}, by_class, lambda: of_kinds)


def _block(position: int, kind: Any, words: str, container: int) -> Block:
    links, plain = [], ""
    for at, piece in enumerate(words.replace("]", "[").split("[")):
        if at % 2:
            links.append(Link(len(plain), len(plain) + len(piece), f"/u{position}"))
        plain += piece
    level = 1 if kind == "heading" else 0
    return Block(position, plain, kind, level, container, 0, 0, tuple(links))


class Said:
    """Claims and a page, as an extractor that spoke before."""

    name, requires = "said", frozenset[str]()

    def __init__(self, *results: Vote | Claim) -> None:
        self.results = results
        self.assigns = frozenset(r.role if isinstance(r, Vote) else r.field for r in results)

    def __call__(self, doc: Document, so_far: object) -> Sequence[Vote | Claim]:
        return self.results


def heard(extractor: Extractor, doc: Document, *before: Vote | Claim) -> Tally:
    tally = Tally(len(doc.blocks))
    for voice in (Said(*before), extractor):
        tally.add(voice, voice(doc, tally))
    return tally


def roles(tally: Tally, doc: Document) -> list[str]:
    return [tally.role(block.position) for block in doc.blocks]


def best(tally: Tally, field: str) -> Any:
    claims = tally.claims(field)
    return claims[rank(field, claims)[0].members[0]].value if claims else None


def title_at(block: int, value: str) -> Claim:
    return Claim("title", value, 0.9, "text", value, (block,))
