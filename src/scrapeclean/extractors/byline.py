"""Who and when, as printed near the headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..arbiter import printed_at
from ..dates import DateFound, date_label, parse_date
from ..lexicon import phrases
from ..model import Block, Claim, Document, Role, SoFar, Vote
from ..people import byline_authors
from ..shape import ends_sentence, is_prose, label, letters, squash

_ABOVE, _BELOW = 8, 14  # blocks around the headline that can hold the byline
_TOP_LINES = 60
_LONGEST = 200
_DATE_ALONE = 40  # characters
_LITTLE = 80  # letters
_SENTENCE_WORDS = 9  # a sentence that names a date says something; a dateline does not
_NEAR, _FAR, _ANYWHERE = 0.8, 0.55, 0.4  # confidence beside the headline, at the top, below
_NOT_THE_ARTICLES: tuple[Role, ...] = (
    "nav", "related", "ranking", "recommendation", "latest", "comments", "footer",
)  # fmt: skip
_MENU: tuple[Role, ...] = ("nav",)
_PLAINLY = 2.0  # log odds


class Byline:
    """Reads authors and dates from the short lines around the headline."""

    name = "byline"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"byline", "date", "authors", "date_published", "date_modified"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        languages = [doc.head.language] if doc.head.language else []
        lines, near = _lines_around_headline(doc, so_far)
        previous: Block | None = None
        dated = bool(so_far.claims("date_published"))
        for block in lines:
            if len(block.text) <= _LONGEST and not _is_elsewhere(block, so_far, _MENU):
                confidence = _NEAR if block.position in near else _FAR
                for said in (
                    *_dates(block, previous, languages, confidence),
                    *_authors(block, confidence),
                ):
                    dated = dated or (isinstance(said, Claim) and said.field == "date_published")
                    yield said
            previous = block
        if not dated:
            yield from _first_date_elsewhere(doc, so_far, languages)


def _is_elsewhere(block: Block, so_far: SoFar, roles: tuple[Role, ...]) -> bool:
    """Whether it is the headline itself, or plainly one of the given roles."""
    role = so_far.role(block.position)
    return role == "title" or (role in roles and so_far.score(block.position, role) >= _PLAINLY)


def _first_date_elsewhere(
    doc: Document, so_far: SoFar, languages: Sequence[str]
) -> Iterator[Vote | Claim]:
    """Far from the headline: the first date in an element named so, else the first by itself."""
    shown = [
        block for block in doc.blocks
        if 0 < len(block.text) <= _LONGEST
        and not block.hidden
        and not _is_elsewhere(block, so_far, _NOT_THE_ARTICLES)
    ]  # fmt: skip
    named = [b for b in shown if doc.groups and doc.groups[b.container] & {"date", "byline"}]
    alone = [block for block in shown if len(block.text) <= _DATE_ALONE]
    for blocks, confidence in ((named, _ANYWHERE), (alone, _ANYWHERE / 2)):
        for block in blocks:
            found = list(_dates(block, None, languages, confidence))
            if found:
                yield from found
                return


def _lines_around_headline(doc: Document, so_far: SoFar) -> tuple[list[Block], frozenset[int]]:
    shown = [block for block in doc.blocks if block.text and not block.hidden]
    headline = printed_at("title", so_far.claims("title"))
    at = next((n for n, block in enumerate(shown) if block.position == headline), None)
    if at is None:
        return shown[:_TOP_LINES], frozenset()
    lines = shown[max(0, at - _ABOVE) : at + 1]
    for block in shown[at + 1 : at + 1 + _BELOW]:
        lines.append(block)
        if is_prose(block.text, block.link_density) and letters(block.text) > 250:
            break
    return lines, frozenset(block.position for block in lines)


def _dates(
    block: Block, previous: Block | None, languages: Sequence[str], confidence: float
) -> Iterator[Vote | Claim]:
    found = parse_date(block.text, languages=languages)
    if found is None:
        return
    labelled = date_label(block.text.partition(found.raw)[0]) is not None
    if letters(block.text) > 4 * len(found.raw) + (140 if labelled else 60):
        return
    if ends_sentence(block.text) and len(block.text.split()) >= _SENTENCE_WORDS:
        return
    head, _, rest = block.text.partition(found.raw)
    shown = [block]
    if previous is not None and _is_half_label(previous, head):
        shown.insert(0, previous)
    yield from _date_claims(found, head, shown, confidence)
    second = parse_date(rest, languages=languages)
    if second and date_label(rest.partition(second.raw)[0]) == "modified":
        yield from _date_claims(second, rest.partition(second.raw)[0], shown, confidence)
    for each in shown:
        yield Vote(each.position, "date", _certainty(each), "a date near the headline")


def _certainty(block: Block) -> float:
    """A line that holds little else is certain; a longer one may be text as well."""
    return 6.0 if letters(block.text) <= _LITTLE else 3.0


def _date_claims(
    found: DateFound, head: str, shown: Sequence[Block], confidence: float
) -> Iterator[Claim]:
    kind = date_label(head)
    field = "date_modified" if kind == "modified" else "date_published"
    raw = "\n".join(block.text for block in shown)
    bonus = 0.08 if kind else 0.0
    blocks = tuple(block.position for block in shown)
    yield Claim(field, found.value, confidence + bonus, "text", raw, blocks)


def _is_half_label(previous: Block, head: str) -> bool:
    """``View`` on a line of its own before ``Date: …``: one label broken in two."""
    return (
        len(previous.text) <= 20
        and bool(label(head))
        and f"{label(previous.text)} {label(head)}" in phrases("dates", "date_lines")
    )


def _authors(block: Block, confidence: float) -> Iterator[Vote | Claim]:
    if is_prose(block.text):
        return
    authors = byline_authors(block.text)
    if authors:
        linked = {squash(block.text[link.start : link.end]): link.url for link in block.links}
        with_urls = tuple(
            author.model_copy(update={"url": linked.get(squash(author.name)) or None})
            for author in authors
        )
        yield Claim("authors", with_urls, confidence - 0.1, "text", block.text, (block.position,))
        yield Vote(block.position, "byline", _certainty(block), "a byline by its wording")
