"""Who and when, as printed near the headline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..arbiter import printed_at
from ..date_labels import date_label
from ..dates import DateFound, parse_date
from ..editors import crediting_lines, without_editors
from ..headline import above_dateline
from ..lexicon import phrases
from ..model import Block, Claim, Document, Role, SoFar, Vote
from ..page_text import page_text
from ..shape import ends_sentence, is_prose, label, letters
from ._visible_authors import (
    labelled_authors,
    named_authors,
    shown_authors,
    signed_authors,
    worded_authors,
)

_ABOVE, _BELOW = 8, 14  # blocks around the headline that can hold the byline
_TOP_LINES = 60
_LONGEST = 200
_DATE_ALONE = 40  # characters
_LITTLE = 80  # letters
_SENTENCE_WORDS = 9  # a sentence that names a date says something; a dateline does not
_LITTLE_MORE = 12  # characters
_MUCH = 40  # letters
_MONTHS = 12
_LIKELY, _CERTAIN = 3.0, 6.0  # log odds


class _Place(NamedTuple):
    """Where a line stands, and how far what it says is believed."""

    name: str
    confidence: float


class _Around(NamedTuple):
    """The lines that can hold the byline."""

    shown: list[Block]
    near: frozenset[int]
    """Positions of those that stand near the headline; none if that is not printed."""
    headline: int | None
    """Its position."""


_NEAR = _Place("near", 0.8)  # the headline
_FAR = _Place("top", 0.55)  # of a page whose headline is not printed
_NAMED = _Place("named", 0.4)  # anywhere, in an element of that name
_ALONE = _Place("alone", 0.2)  # anywhere, in a line of its own
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
        read = _reader(doc, so_far)
        around = _lines_around_headline(doc, so_far)
        found = list(_around_headline(doc, so_far, read, around))
        found += _editors(doc)
        found = list(_not_before_changed(found, so_far))
        found += named_authors(doc)
        found += signed_authors(doc, frozenset(block.position for block in around.shown))
        if not (so_far.claims("date_published") or _claimed(found, "date_published")):
            found += _first_date_elsewhere(doc, so_far, read)
        if not (so_far.claims("date_published") or _claimed(found, "date_published")):
            found += _instead([*so_far.claims("date_modified"), *_claimed(found, "date_modified")])
        yield from found


_Read = Callable[[str], "DateFound | None"]


def _reader(doc: Document, so_far: SoFar) -> _Read:
    """Reads dates in the page's language; what the page states settles day and month."""
    languages = [doc.head.language] if doc.head.language else []
    stated = (*so_far.claims("date_published"), *so_far.claims("date_modified"))
    known = frozenset(claim.value.date() for claim in stated)

    @cache  # a line is asked for itself, and again beside its neighbours
    def read(text: str) -> DateFound | None:
        found = parse_date(text, languages=languages)
        if found and found.value.day <= _MONTHS and found.value.date() not in known:
            for day_first in (True, False):
                other = parse_date(text, languages=languages, day_first=day_first)
                if other and other.value.date() in known:
                    return other
        return found

    return read


def _claimed(found: Sequence[Vote | Claim], field: str) -> list[Claim]:
    return [said for said in found if isinstance(said, Claim) and said.field == field]


def _around_headline(
    doc: Document, so_far: SoFar, read: _Read, around: _Around
) -> Iterator[Vote | Claim]:
    shown, near, headline = around
    previous: Block | None = None
    for at, block in enumerate(shown):
        place = _NEAR if block.position in near else _FAR
        if block.position == headline:
            yield from _date_in_headline(block, read)
        elif len(block.text) <= _LONGEST and not _is_elsewhere(doc, block, so_far, _MENU):
            yield from _dates(doc, block, previous, read, place)
            yield from _authors(doc, block, shown[max(0, at - 1) : at + 2], place)
        previous = block


def _not_before_changed(found: Sequence[Vote | Claim], so_far: SoFar) -> Iterator[Vote | Claim]:
    """Marks what would have come out after its last change: an event's date, or that of today."""
    changed = [claim.value.date() for claim in so_far.claims("date_modified")]
    last = max(changed, default=None)
    for said in found:
        is_late = (
            isinstance(said, Claim)
            and said.field == "date_published"
            and last is not None
            and (said.value.date() - last).days > 1
        )
        yield _with_sign(said, "after the last change") if is_late else said


def _with_sign(said: Vote | Claim, sign: str) -> Vote | Claim:
    return said._replace(signs=(*said.signs, sign)) if isinstance(said, Claim) else said


def _editors(doc: Document) -> Iterator[Vote]:
    """Credits of editors and reporters stand near the headline or below the text."""
    for block in crediting_lines(page_text(doc)):
        yield Vote(block.position, "byline", _CERTAIN, "who edited it")


def _date_in_headline(block: Block, read: _Read) -> Iterator[Claim]:
    """Some print the date in one element with the headline: before it, behind it or below it."""
    at = (block.position,)
    below = read(above_dateline(block).after)
    if below:
        source = "text:headline"
        yield Claim("date_published", below.value, _NEAR.confidence, source, below.raw, at)
        return
    found = read(block.text) if len(block.text) <= _LONGEST else None
    if found and (block.text.startswith(found.raw) or block.text.endswith(found.raw)):
        yield Claim("date_published", found.value, _FAR.confidence, "text:headline", found.raw, at)


def _instead(modified: Sequence[Claim]) -> Iterator[Claim]:
    """Where only the day of the last change is known, it most often is the only one there is."""
    for claim in modified:
        yield claim._replace(
            field="date_published",
            confidence=claim.confidence / 2,
            source=f"modified:{claim.source.partition(':')[0]}",
        )


def _is_elsewhere(doc: Document, block: Block, so_far: SoFar, roles: tuple[Role, ...]) -> bool:
    """Whether it is the headline itself, or plainly one of the given roles.

    A byline may well stand in the page's header, which else holds menus.
    """
    role = so_far.role(block.position)
    if role == "nav" and _is_named(doc, block):
        return False
    return role == "title" or (role in roles and so_far.score(block.position, role) >= _PLAINLY)


def _is_named(doc: Document, block: Block) -> bool:
    """Whether its element is named for a date or a byline."""
    return bool(doc.groups) and not doc.groups[block.container].isdisjoint(("date", "byline"))


def _first_date_elsewhere(doc: Document, so_far: SoFar, read: _Read) -> Iterator[Vote | Claim]:
    """Far from the headline: the first date said to be it, in an element named so, or alone."""
    shown = [
        block for block in doc.blocks
        if 0 < len(block.text) <= _LONGEST
        and not block.hidden
        and not _is_elsewhere(doc, block, so_far, _NOT_THE_ARTICLES)
    ]  # fmt: skip
    for block in shown:
        labelled = _labelled(block, read)
        if labelled:
            yield labelled
            return
    named = [block for block in shown if _is_named(doc, block)]
    alone = [block for block in shown if len(block.text) <= _DATE_ALONE]
    for blocks, place in ((named, _NAMED), (alone, _ALONE)):
        for block in blocks:
            found = list(_dates(doc, block, None, read, place))
            if found:
                yield from found
                return


def _labelled(block: Block, read: _Read) -> Claim | None:
    """The date in a line that says that the page came out then: "This entry was posted on …"."""
    found = read(block.text)
    if not found:
        return None
    head, _, rest = block.text.partition(found.raw)
    if "published" not in (date_label(without_editors(head)), date_label(rest)):
        return None
    at = (block.position,)
    return Claim("date_published", found.value, _NAMED.confidence, "text:labelled", block.text, at)


def _lines_around_headline(doc: Document, so_far: SoFar) -> _Around:
    shown = [block for block in doc.blocks if block.text and not block.hidden]
    headline = printed_at("title", so_far.claims("title"))
    at = next((n for n, block in enumerate(shown) if block.position == headline), None)
    if at is None:
        return _Around(shown[:_TOP_LINES], frozenset(), None)
    lines = shown[max(0, at - _ABOVE) : at + 1]
    for block in shown[at + 1 : at + 1 + _BELOW]:
        lines.append(block)
        if is_prose(block.text, block.link_density) and letters(block.text) > 250:
            break
    return _Around(lines, frozenset(block.position for block in lines), headline)


def _dates(
    doc: Document, block: Block, previous: Block | None, read: _Read, place: _Place
) -> Iterator[Vote | Claim]:
    found = read(block.text)
    if found is None:
        return
    named = _is_named(doc, block)
    head, _, rest = block.text.partition(found.raw)
    head = without_editors(head)  # "edited by" somebody is no label of the date
    if not _is_dateline(block, found, head, named=named):
        return
    shown = [block]
    if previous is not None and _is_half_label(previous, head):
        shown.insert(0, previous)
    signs = ["named date"] if named else []
    if len(block.text) <= len(found.raw) + _LITTLE_MORE:
        signs.append("little but a date")
    elif letters(head) > _MUCH and not named and date_label(head) is None:
        signs.append("much before a date")
    yield from _date_claims(found, head, shown, place, signs)
    second = read(rest)
    if second and date_label(rest.partition(second.raw)[0]) == "modified":
        yield from _date_claims(second, rest.partition(second.raw)[0], shown, place, signs)
    if _is_dateline(block, found, head, named=False):
        for each in shown:
            yield Vote(each.position, "date", _certainty(each), "a date near the headline")


def _is_dateline(block: Block, found: DateFound, head: str, *, named: bool) -> bool:
    """Whether the line is there for its date: not a sentence that happens to hold one."""
    more = 140 if named or date_label(head) is not None else 60
    if letters(block.text) > 4 * len(found.raw) + more:
        return False
    return named or not (ends_sentence(block.text) and len(block.text.split()) >= _SENTENCE_WORDS)


def _certainty(block: Block) -> float:
    """A line that holds little else is certain; a longer one may be text as well."""
    return _CERTAIN if letters(block.text) <= _LITTLE else _LIKELY


def _date_claims(
    found: DateFound, head: str, shown: Sequence[Block], place: _Place, signs: Sequence[str]
) -> Iterator[Claim]:
    kind = date_label(head)
    field = "date_modified" if kind == "modified" else "date_published"
    raw = "\n".join(block.text for block in shown)
    bonus = 0.08 if kind else 0.0
    yield Claim(
        field,
        found.value,
        place.confidence + bonus,
        f"text:{place.name}",
        raw,
        tuple(block.position for block in shown),
        (*signs, *["labelled"][: kind is not None]),
    )


def _is_half_label(previous: Block, head: str) -> bool:
    """``View`` on a line of its own before ``Date: …``: one label broken in two."""
    return (
        len(previous.text) <= 20
        and bool(label(head))
        and f"{label(previous.text)} {label(head)}" in phrases("dates", "date_lines")
    )


def _authors(
    doc: Document, block: Block, beside: Sequence[Block], place: _Place
) -> Iterator[Vote | Claim]:
    label = beside[0] if beside[0] is not block else None
    worded = [*worded_authors(doc, block), *labelled_authors(doc, label, block)]
    shown = list(shown_authors(doc, block, beside)) if place is _NEAR else []
    for claim in (*worded, *shown):
        yield claim._replace(signs=(*claim.signs, f"author {place.name}"))
    if worded:
        yield Vote(block.position, "byline", _certainty(block), "a byline by its wording")
    elif shown and letters(block.text) <= _LITTLE:
        weight = _CERTAIN if block.link_density == 1 else _LIKELY
        yield Vote(block.position, "byline", weight, "a name near the headline")
