"""Pointers in flattened text: the articles before and after, and ``Read also: …``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from ..lazy_patterns import lazy_regex
from ..lexicon import phrases
from ..model import Block, Group, Item, Role, SoFar
from ..page_text import PageText
from ..shape import ends_sentence, is_prose, label, letters, strip_edges
from ._line_shape import says_more
from ._list_items import Found, could_be_item, has_label_end, label_before

_ARROWS = " \t«»‹›<>←→⟵⟶◀▶◄►|[]【】"
_BACK, _FORTH = tuple("«‹<←◀◄"), tuple("»›>→▶►")
_BETWEEN_ARROWS = lazy_regex(
    r"[«‹<←◀◄]{1,2}\s?([^|]{8,220}?)\s?\|\s?(?:[^|]{1,30}\|\s?)?([^|]{8,220}?)\s?[»›>→▶►]{1,2}"
)
_AROUND_LABEL = _ARROWS + ":："
_LABEL = lazy_regex(r"\s*([^:：\d]{2,30}?)\s?[:：]\s*(?=\S)")
_LONGEST_LABEL = 24  # letters
_LABEL_REACH, _LABEL_WORDS = 60, 5  # characters and words of a label that no colon ends
_KEYS: tuple[tuple[str, Role], ...] = (
    ("previous", "previous"), ("next", "next"), ("read_also", "related"),
)  # fmt: skip
_CHROME = ("nav", "footer", "comments", "promo", "widget", "breadcrumbs", "tags", "byline", "date")


def may_point(page: PageText) -> list[bool]:
    """The quick look at each line of a page: whether `pointer` could find something in it.

    It may stand behind an arrow, be the first word of a label, or have a mark for labels.
    """
    known = _first_letters()
    return [
        not line[:1].isalnum()
        or line[:2] in known
        or line[:1] in known
        or ":" in line
        or " | " in line
        or "：" in line
        for line in page.folded_lines
    ]


def pointer(blocks: Sequence[Block], at: int) -> list[Found] | None:
    """``Previous: …``, ``Next: …``, ``Read also: …`` on one line, or on two, or both on one."""
    block = blocks[at]
    arrows = _BETWEEN_ARROWS.fullmatch(block.text) if block.text[:1] in _BACK else None
    if arrows and could_be_item(arrows[1]) and could_be_item(arrows[2]):
        return [_found("previous", arrows[1], [block]), _found("next", arrows[2], [block])]
    text = block.text.strip(_ARROWS)
    if not (has_label_end(text) or _begins_as_label(text)):
        return None
    whole = label(text) if len(text) <= _LABEL_REACH else ""
    said, behind = label_before(text)
    for key, role in _KEYS:
        rest = behind if said in phrases("labels", key) else None
        shown = [block]
        if rest is None and role != "related":
            rest = "" if whole in phrases("labels", key) else _behind(text, key)
        if rest == "" and at + 1 < len(blocks) and (role != "related" or _announces(blocks, at)):
            shown.append(blocks[at + 1])
            rest = blocks[at + 1].text
        if not rest:
            continue
        both = _both(rest) if role == "previous" and len(shown) == 1 else None
        if both:
            return [_found(each, name, [block]) for each, name in both]
        rest = rest.strip(_ARROWS)
        # A label says that a headline follows, however long it is.
        if could_be_item(rest) and not (is_prose(rest) and says_more(rest)):
            heading = text.partition(rest)[0].strip(_AROUND_LABEL) if role == "related" else ""
            return [_found(role, rest, shown, heading)]
    return None


def arrows(blocks: Sequence[Block], at: int) -> list[Found] | None:
    """The articles before and after, told by arrows alone: ``« A`` above ``B »``.

    The arrows may stand on lines of their own, as dumps break lines at links.
    """
    if not blocks[at].text.startswith(_BACK):
        return None
    pairs = _pairs(blocks[at : at + 4])
    for (back, one), (other, forth) in pairs:
        names = [each.text.strip(_ARROWS) for each in (one, other)]
        closed = back.text.strip()[-1] in _FORTH or forth.text.strip()[0] in _BACK
        ends = forth.text.endswith(_FORTH) and not closed
        if ends and all(could_be_item(name) and not says_more(name) for name in names):
            before = [back] if back is one else [back, one]
            behind = [forth] if forth is other else [other, forth]
            return [
                _found("previous", names[0], before),
                _found("next", names[1], behind, shown_at=other),
            ]
    return None


def _pairs(near: Sequence[Block]) -> Iterator[tuple[tuple[Block, Block], tuple[Block, Block]]]:
    """The ways to read lines: where the arrow back and the headline stand, headline and arrow."""
    if len(near) > 1 and near[0].text.strip(_ARROWS):
        yield (near[0], near[0]), (near[1], near[1])
    if len(near) > 3 and not near[0].text.strip(_ARROWS):
        yield (near[0], near[1]), (near[2], near[3])


def _announces(blocks: Sequence[Block], at: int) -> bool:
    """Whether ``Read also:`` is cut off from one headline: what follows that is none."""
    below = blocks[at + 2 : at + 3]
    text = blocks[at + 1].text
    alone = not below or is_prose(below[0].text) or ends_sentence(below[0].text)
    return alone and not ends_sentence(text) and blocks[at].text.endswith((":", "："))


def _begins_as_label(text: str) -> bool:
    """Whether the first word of a text is the first of a label, as written or without marks."""
    known = _first_words()
    if text.partition(" ")[0].casefold() in known:
        return True
    words = strip_edges(text[:_LABEL_REACH]).split(None, 1)
    return bool(words) and words[0].casefold() in known


@cache
def _first_letters() -> frozenset[str]:
    """The first two characters of each of these, or the only one."""
    return frozenset(word.casefold()[:2] for word in _first_words())


@cache
def _first_words() -> frozenset[str]:
    """First words of the labels of the articles before and after, as written and folded."""
    known = phrases("labels", "previous") | phrases("labels", "next")
    starts = {phrase.partition(" ")[0] for phrase in known}
    return frozenset(starts | {label(start) for start in starts})


def sides(blocks: Sequence[Block], at: int, so_far: SoFar) -> list[Found] | None:
    """Two lines with labels that nobody knows, alike but for the words: before and after."""
    pair = blocks[at : at + 2]
    for block in pair:
        if not (":" in block.text or "：" in block.text):
            return None  # as most lines
    found = [_LABEL.match(block.text.strip(_ARROWS)) for block in pair]
    if len(pair) < 2 or not all(found):
        return None
    if any(so_far.role(block.position) in _CHROME or block.bullet for block in pair):
        return None
    names = [match.string[match.end() :] for match in found if match]
    labels = [label(match[1]) for match in found if match]
    if labels[0] == labels[1] or any(letters(each) > _LONGEST_LABEL for each in labels):
        return None
    if not all(could_be_item(name) and name[-1:] not in ".。" for name in names):
        return None
    third = blocks[at + 2 : at + 3]
    if third and _LABEL.match(third[0].text):
        return None  # a table of facts, not a pair
    roles: tuple[Role, Role] = ("previous", "next")
    return [_found(roles[place], names[place], [pair[place]]) for place in (0, 1)]


def _behind(text: str, key: str) -> str | None:
    """What follows a label of two words or more without a colon."""
    words = text[:_LABEL_REACH].split(" ")
    for count in range(min(len(words) - 1, _LABEL_WORDS), 1, -1):  # the longest label first
        if " ".join(words[:count]).casefold() in phrases("labels", key):
            rest: str = text.split(" ", count)[count]
            return rest.strip(_ARROWS + "-–—")
    return None


def _both(rest: str) -> list[tuple[Role, str]] | None:
    """``A  Next: B`` behind the label of the one before."""
    for found in regex.finditer(r"(?<=[^:：])([^:：]{2,24})[:：]\s*", rest):
        words = found[1]
        for start in range(len(words)):
            glued = words[start].islower() and words[start - 1 : start].isalpha()
            if not (glued or words[start].isspace()) and label(words[start:]) in phrases(
                "labels", "next"
            ):
                before = rest[: found.start() + start].strip(_ARROWS)
                behind = rest[found.end() :].strip(_ARROWS)
                if could_be_item(before) and could_be_item(behind):
                    return [("previous", before), ("next", behind)]
    return None


def _found(
    role: Role,
    name: str,
    shown: Sequence[Block],
    heading: str = "",
    shown_at: Block | None = None,
) -> Found:
    block = shown_at or shown[-1]
    named = (link.url for link in block.links if block.text[link.start : link.end].strip() == name)
    url = next(named, block.links[0].url if block.links else "")
    item = Item(name, url, block.position)
    return Found(role, "pointer", Group(heading, (item,)), tuple(block.position for block in shown))
