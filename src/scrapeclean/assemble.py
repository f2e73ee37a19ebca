"""`(Document, Tally) -> Article`: the one place where things are decided.

Every block with text ends in exactly one place: the body, a field, a list, a widget, a comment, or
`removed`. `Placing.places` is that account, block by block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import reduce
from typing import Any, get_args

from ._version import __version__
from .arbiter import Candidate, rank
from .article import Article, PageType
from .calibration import probability
from .certainty import Signs, body_signs, field_signs, whole_signs
from .compose import Body, compose_body, find_comments, images_of
from .continuation import pages_of
from .domain import registrable_domain
from .instants import with_zone
from .model import LIST_ROLES, Claim, Document, Group, Role
from .parts import (
    Comment,
    Embed,
    LinkGroup,
    NamedLink,
    Provenance,
    Rejected,
    Widget,
)
from .render import text_of
from .shape import squash
from .tally import SignedClaim, Tally

SCHEMA_VERSION = "1"
"""Version of the article's schema; raised when a field changes its meaning."""

_SINGLE_FIELDS = (
    "title", "breadcrumbs", "site_name", "subtitle", "description", "authors", "date_published",
    "date_modified", "tags", "sections", "canonical_url", "language", "direction", "main_image",
    "is_accessible_for_free", "page_type", "previous", "next",
)  # fmt: skip
_PARTS_OF_WHOLE = ("text", "title", "date_published", "authors")
_SIGNED = ("authors", "date_published", "date_modified")
_NOT_THE_ARTICLES = ("body", "comments", "other_article")
_MOST_REMOVED = 0.5  # no single extractor may take away more than this share of the body text
_BODY_CHARS = 100  # less is no article, whatever it is
_REJECTED_KEPT = 5


@dataclass(slots=True)
class Placing:
    """Where each block went."""

    roles: list[Role]
    """The decided role of each block."""
    places: list[str]
    """The article's field that holds the block's text; "" for blocks without text."""
    warnings: list[str] = field(default_factory=list)
    signs: dict[str, Signs] = field(default_factory=dict)
    """For each field what tells how sure it is: see `scrapeclean.certainty`."""


def assemble(document: Document, tally: Tally) -> Article:
    """Decide from the tally and build the validated article."""
    return _assemble(document, tally)[0]


def place_blocks(document: Document, tally: Tally) -> Placing:
    """The account of where each block goes, as `assemble` decides it."""
    return _assemble(document, tally)[1]


def _assemble(document: Document, tally: Tally) -> tuple[Article, Placing]:
    placing = decide_roles(document, tally)
    fields, provenance = _fill_fields(document, tally, placing)
    body = compose_body(document, placing.roles)
    _place_body(placing, body)
    blocks = body.blocks
    lists: dict[str, Any] = {role: _groups(tally, placing, role) for role in LIST_ROLES}
    text = text_of(blocks)
    status = _status(document, text)
    provenance |= _of_text(document, tally, placing, text)
    article = Article(
        url=document.url,
        domain=registrable_domain(document.url or fields.get("canonical_url")),
        blocks=blocks,
        text=text,
        images=images_of(blocks),
        pages=pages_of(document),
        embeds=tuple(
            Embed(url=block.url, title=block.alt)
            for block in blocks if block.kind == "embed" and block.url
        ),
        comments=_comments(document, placing),
        other_articles=tuple(claim.value for claim in tally.claims("other_articles")),
        widgets=_widgets(document, tally, placing),
        removed=_removed(document, tally, placing),
        provenance=provenance,
        confidence=_confidence(document, placing, status, provenance),
        status=status,
        warnings=(*document.warnings, *placing.warnings, *map(_value, tally.claims("warnings"))),
        versions={"scrapeclean": __version__, "schema": SCHEMA_VERSION},
        **lists,
        **fields,
    )  # fmt: skip
    return article, placing


def decide_roles(document: Document, tally: Tally) -> Placing:
    """The role of every block: the highest sum of weights, with a check on overreach.

    An extractor that alone takes more than half of the text from the body is not believed: its
    votes are set aside and a warning says so.
    """
    blocks = document.blocks
    roles = tally.leading()
    kept = sum([len(block.text) for block in blocks if roles[block.position] == "body"])
    taken: dict[str, int] = {}
    contested = [
        block for block, role, score in zip(blocks, roles, tally.scores("body"), strict=True)
        if score > 0 and role != "body" and not block.hidden
    ]  # fmt: skip
    loudest = tally.loudest(roles) if contested else []
    for block in contested:
        name, _ = loudest[block.position] or ("", "")
        if name and tally.best(block.position, ignoring=frozenset({name}))[0] == "body":
            taken[name] = taken.get(name, 0) + len(block.text)
    too_much = [
        name
        for name, chars in taken.items()
        if chars > _MOST_REMOVED * (kept + sum(taken.values()))
    ]
    warnings = []
    if too_much:
        ignoring = frozenset(too_much)
        roles = [tally.best(block.position, ignoring=ignoring)[0] for block in blocks]
        warnings.append(f"{', '.join(too_much)} would have removed most of the text: not believed")
    places = ["removed" if block.text else "" for block in blocks]
    for index, role in enumerate(roles):
        if role == "body":
            places[index] = "blocks"
    return Placing(roles, places, warnings)


def _place_body(placing: Placing, body: Body) -> None:
    """What came to the body by structure, and what left it as a caption."""
    for index in body.text:
        placing.places[index] = "blocks"
    for index in body.captions:
        if placing.places[index] in ("removed", "blocks"):
            placing.places[index] = "images"


def _fill_fields(
    document: Document, tally: Tally, placing: Placing
) -> tuple[dict[str, Any], dict[str, Provenance]]:
    values: dict[str, Any] = {}
    provenance: dict[str, Provenance] = {}
    for name in _SINGLE_FIELDS:
        signed = [each for each in tally.signed_claims(name) if _is_shown(each, placing)]
        ranked = rank(name, [claim for _, claim in signed])
        if not ranked:
            continue
        best = _finest([signed[member] for member in ranked[0].members])
        value = best.claim.value
        if name == "page_type" and value not in get_args(PageType):
            continue
        values[name] = value
        placing.signs[name] = field_signs(document, ranked, [claim for _, claim in signed])
        sure = probability(document.kind, name, placing.signs[name])
        provenance[name] = _provenance(document, best, ranked, signed, sure)
        _claim_places(document, tally, placing, name, best.claim)
    return values, provenance


def _finest(agreed: list[SignedClaim]) -> SignedClaim:
    """Of the claims that name one day, the one with a time and a zone, if UTC tells it; or one."""

    def detail(signed: SignedClaim) -> tuple[bool, bool]:
        value = signed.claim.value
        return value.time() != time(), value.tzinfo is not None

    first = agreed[0].claim.value
    if not isinstance(first, datetime):
        return agreed[0]
    best = max((each for each in agreed if each.claim.value.date() == first.date()), key=detail)
    value = reduce(with_zone, [each.claim.value for each in agreed], best.claim.value)
    return best._replace(claim=best.claim._replace(value=value))


def _is_shown(signed: SignedClaim, placing: Placing) -> bool:
    """A claim has no ground in blocks that turned out to be body text, or not this article's.

    But a standfirst may well be the body's first paragraph, too.
    """
    blocks = signed.claim.blocks
    if not blocks or signed.claim.field == "subtitle":
        return True
    foreign = _NOT_THE_ARTICLES if signed.claim.field in _SIGNED else ("body",)
    return any(placing.roles[block] not in foreign for block in blocks)


def _claim_places(
    document: Document, tally: Tally, placing: Placing, name: str, best: Claim
) -> None:
    """Blocks that show the winning value belong to its field, whoever claimed it.

    A label beside it does not, unless the provenance repeats it: it would be nowhere to be read.
    """
    alike = [
        claim for claim in tally.claims(name) if claim.blocks and _same(claim.value, best.value)
    ]
    free = {
        block for claim in alike for block in claim.blocks if placing.places[block] == "removed"
    }
    held = f"{squash(best.raw)}\n{squash(_show(best.value))}" if free else ""
    for block in free:
        if squash(document.blocks[block].text) in held:
            placing.places[block] = name


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(filter(str.isalnum, value)).casefold()
    if isinstance(value, tuple):
        return tuple(_plain(getattr(each, "name", each)) for each in value)
    if isinstance(value, NamedLink):
        return _plain(value.name)
    return value


def _provenance(
    document: Document,
    best: SignedClaim,
    ranked: list[Candidate],
    signed: list[SignedClaim],
    sure: float | None,
) -> Provenance:
    extractor, claim = best
    shown = [document.blocks[block] for block in claim.blocks]
    return Provenance(
        source=claim.source,
        extractor=extractor,
        confidence=round(ranked[0].probability if sure is None else sure, 3),
        raw=claim.raw,
        where="; ".join(dict.fromkeys(map(document.where, shown))),
        rejected=tuple(
            _rejected(signed[candidate.members[0]], candidate.probability)
            for candidate in ranked[1 : 1 + _REJECTED_KEPT]
        ),
    )


def _rejected(signed: SignedClaim, probability: float) -> Rejected:
    extractor, claim = signed
    return Rejected(
        value=_show(claim.value),
        source=claim.source,
        extractor=extractor,
        confidence=round(probability, 3),
    )


def _show(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(getattr(each, "name", each)) for each in value)
    return str(getattr(value, "name", None) or getattr(value, "url", None) or value)


def _groups(tally: Tally, placing: Placing, role: Role) -> tuple[LinkGroup, ...]:
    groups = []
    for claim in tally.claims(role):
        group: Group = claim.value
        items = [
            item for item in group.items
            if placing.roles[item.block] == role and placing.places[item.block] in ("removed", role)
        ]  # fmt: skip
        if not items:
            continue
        has_heading = group.heading_block >= 0 and placing.places[group.heading_block] == "removed"
        for item in items:  # what else belongs to the list (teasers, days) stays under `removed`
            placing.places[item.block] = role
        if has_heading:
            placing.places[group.heading_block] = role
        links = tuple(NamedLink(name=item.name, url=item.url or None) for item in items)
        first = min(item.block for item in items)
        groups.append((first, LinkGroup(heading=group.heading or None, links=links)))
    return tuple(group for _, group in sorted(groups, key=lambda found: found[0]))


def _widgets(document: Document, tally: Tally, placing: Placing) -> tuple[Widget, ...]:
    widgets = []
    for claim in sorted(tally.claims("widgets"), key=lambda claim: claim.blocks):
        free = [block for block in claim.blocks if placing.places[block] == "removed"]
        if not free or any(placing.roles[block] != "widget" for block in free):
            continue
        for block in free:
            placing.places[block] = "widgets"
        widget: Widget = claim.value
        where = document.where(document.blocks[free[0]])
        widgets.append(widget.model_copy(update={"where": where}))
    return tuple(widgets)


def _comments(document: Document, placing: Placing) -> tuple[Comment, ...]:
    free = [
        at for at, role in enumerate(placing.roles)
        if role == "comments" and placing.places[at] == "removed"
    ]  # fmt: skip
    thread = find_comments(document, free)
    for at in thread.blocks:
        placing.places[at] = "comments"
    return thread.comments


def _removed(document: Document, tally: Tally, placing: Placing) -> tuple[Any, ...]:
    """What makes a `Removed` each: the article validates them sooner than each by itself."""
    removed, roles, where = [], placing.roles, document.where
    each = zip(document.blocks, placing.places, roles, tally.loudest(roles), strict=True)
    for block, place, role, loudest in each:
        if place != "removed":
            continue
        extractor, reason = loudest or ("", "nothing speaks for it")
        removed.append({
            "kind": role,
            "text": block.text,
            "reason": reason,
            "extractor": extractor,
            "score": round(tally.score(block.position, role), 2),
            "where": where(block),
        })  # fmt: skip
    return tuple(removed)


def _status(document: Document, text: str) -> Any:
    if not any(block.text for block in document.blocks):
        return "empty"
    return "ok" if len(text) >= _BODY_CHARS else "not_article"


def _of_text(
    document: Document, tally: Tally, placing: Placing, text: str
) -> dict[str, Provenance]:
    """How sure the body is."""
    placing.signs["text"] = body_signs(document, tally, placing.roles, text)
    sure = probability(document.kind, "text", placing.signs["text"])
    assert sure is not None, "it was learnt for both kinds of pages"
    return {"text": Provenance(source="blocks", extractor="", confidence=round(sure, 3))}


def _confidence(
    document: Document, placing: Placing, status: str, provenance: Mapping[str, Provenance]
) -> float:
    """The probability that body, title, date and authors are all right."""
    if status == "empty":
        return 0.0
    sure = {name: provenance[name].confidence for name in _PARTS_OF_WHOLE if name in provenance}
    placing.signs["whole"] = whole_signs(placing.signs["text"]["article"], sure)
    whole = probability(document.kind, "whole", placing.signs["whole"])
    assert whole is not None, "it was learnt for both kinds of pages"
    return round(whole, 3)


def _value(claim: Any) -> str:
    return str(claim.value)
