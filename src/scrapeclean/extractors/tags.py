"""The article's topics, as printed: ``Tags: China, Moscow`` or a list under ``In:``.

What the page's metadata calls its keywords tells which row of links is the list of topics, too,
even where no label or name does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..heading_kinds import heading_of, headings_of
from ..lazy_patterns import lazy_re, lazy_regex
from ..lexicon import phrases
from ..model import Block, Claim, Document, SoFar, Vote
from ..outline import names_there, outline
from ..page_text import page_text
from ..roles import LIST, page_roles
from ..shape import ends_sentence, is_prose, label, letters, squash
from ._looks import only_looks

_MOST_TAGS = 40
_LOOKS = 0.6  # probability
_LONGEST_TAG = 50
_NEAR_TEXT = 4  # blocks
_GAP = 1  # from one block of a row to the next
_CHROME = ("nav", "footer")
_NO_ROW = ("breadcrumbs", "body")
_HEADLINE = 20  # letters
_OTHER_PARTS = ("widget", "promo", "comments")
_LINE = 200  # letters; more behind a label may be text
_LABEL = lazy_re(r"\s*([^:：]{1,30})[:：]\s*")
_MARK = lazy_regex(r"[#＃]")
_SEPARATOR = lazy_regex(r"\s*[,;|·•/、，；،؛]\s*|\s+#|^#|\s{2,}")


class Tags:
    """Finds topics by a label, by ``rel=tag``, by the page's keywords, or by name and looks."""

    name = "tags"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"tags"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        for find in _FINDERS if doc.kind == "html" else _TEXT_FINDERS:
            found = list(find(doc, so_far))
            if found:
                yield from found
                return


def _by_label(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    blocks = [block for block in doc.blocks if block.text and not block.hidden]
    any_marked = "\n#" in page_text(doc).whole
    for at, block in enumerate(blocks):
        has_mark = ":" in block.text or "：" in block.text
        if not (has_mark or any_marked) or len(block.text) > 400:
            continue  # as most
        found = _LABEL.match(block.text) if has_mark else None
        marked = found is None and at + 1 < len(blocks) and blocks[at + 1].text.startswith("#")
        if not (found or (marked and _is_bare_label(block, blocks[at + 1]))):
            continue
        if doc.kind == "html" and _is_chrome(doc, so_far, block.position):
            continue  # the site's topics of the day
        if found and label(found[1]) not in phrases("labels", "tags"):
            continue
        rest = block.text[found.end() :] if found else ""
        if rest:
            if not ends_sentence(rest) or len(block.links) > 1:
                yield from _claim(_split(block, rest), [block], 0.85, "behind a label")
        else:
            below: Sequence[Block] = blocks[at + 1 : at + 1 + _MOST_TAGS]
            if doc.kind == "text":
                below = _up_to_other_part(doc, so_far, below)
            listed = _listed(doc, blocks[at], below)
            yield from _claim(
                [each.text for each in listed], [block, *listed], 0.85, "under a label"
            )


def _is_chrome(doc: Document, so_far: SoFar, position: int) -> bool:
    """Whether a block is part of the site's frame; behind the headline, looks do not tell that."""
    if so_far.role(position) not in _CHROME:
        return False
    above = doc.blocks[max(0, position - _NEAR_TEXT) : position]
    if "article" in outline(doc).tags[doc.blocks[position].container] or (
        so_far.role(position) == "footer" and any(is_prose(b.text, b.link_density) for b in above)
    ):
        return False  # the article's own foot
    titles = [claim.blocks[0] for claim in so_far.claims("title") if claim.blocks]
    behind = bool(titles) and position > titles[0]
    return not (behind and only_looks(doc, so_far, position))


def _is_bare_label(block: Block, below: Block) -> bool:
    """A label without its colon, above a topic that is marked as one (``#harbour``)."""
    known = headings_of("tags") | phrases("labels", "tags")
    return len(below.text) <= _LONGEST_TAG and label(block.text) in known


def _split(block: Block, rest: str) -> list[str]:
    if len(block.links) > 1:
        return [block.text[link.start : link.end] for link in block.links]
    names = [name for name in _SEPARATOR.split(rest) if name.strip()]
    return (
        names
        if len(names) > 1 or (len(rest) <= _LONGEST_TAG and " " not in rest)
        else rest.split(" ")
        if _is_single_words(rest)
        else names
    )


def _is_single_words(rest: str) -> bool:
    """A row of topics parted by blanks alone: hardly a word of running text among them."""
    words = rest.split()
    names = sum(word[:1].isupper() or not word.isascii() for word in words)
    return len(words) <= 12 and 2 * names > len(words)


def _up_to_other_part(doc: Document, so_far: SoFar, below: Sequence[Block]) -> Sequence[Block]:
    """Lines under a label as far as no heading of a list, no share bar, no line unparted follows.

    Where marks on lines of their own part the topics, two lines without one end them.
    """
    parted = len(below) > 1 and not squash(below[1].text)
    for at, (block, other) in enumerate(pairwise(below)):
        shared = all(so_far.role(each.position) in _OTHER_PARTS for each in (block, other))
        near = max(letters(each.text) for each in below[at + 1 : at + 3])
        headed = heading_of(doc, block) and near >= _HEADLINE
        if at and (shared or headed or label(block.text) in phrases("labels", "previous")):
            return below[:at]
        if parted and squash(block.text) and squash(other.text):
            return below[: at + 1]
    return below


def _listed(doc: Document, head: Block, following: Sequence[Block]) -> list[Block]:
    """The short lines under a bare label, of one kind and mark, up to the first that differs."""
    listed: list[Block] = []
    for block in following:
        if doc.kind == "text" and not squash(block.text):
            continue  # a comma on a line of its own
        first = listed[0] if listed else block
        alike = (block.kind, block.bullet, block.level) == (first.kind, first.bullet, first.level)
        same_list = doc.kind == "text" or _is_near(doc, head, block)
        if (
            not alike
            or not same_list
            or len(block.text) > _LONGEST_TAG
            or ends_sentence(block.text)
        ):
            break
        if head.bullet and block.bullet != head.bullet:
            break
        if listed and first.text.startswith("#") != block.text.startswith("#"):
            break
        listed.append(block)
    return listed


def _is_near(doc: Document, head: Block, block: Block) -> bool:
    """Whether both hang from the same element, at most three above the label."""
    near = list(doc.ancestors(head.container))[:4]
    return any(index in near for index in list(doc.ancestors(block.container))[:4])


def _by_relation(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    names, indices = [], []
    roles = page_roles(doc)
    for found in doc.properties:
        if found.name != "rel:tag" or not found.text or found.block >= len(doc.blocks):
            continue
        if roles.of(found.block, LIST) < _LOOKS:  # a card of another article has its own topics
            names.append(found.text)
            indices.append(found.block)
    blocks = [doc.blocks[index] for index in dict.fromkeys(indices)]
    yield from _claim(names, [b for b in blocks if len(b.text) < 400], 0.8, "marked up as tags")


def _by_keywords(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    """The row that shows most of what the page calls its keywords."""
    keywords = {squash(name) for claim in so_far.claims("tags") for name in claim.value}
    best: tuple[int, list[str], list[Block]] = (1, [], [])
    for row in _rows(doc, so_far) if keywords else ():
        names = list(dict.fromkeys([name for _, shown in row for name in shown]))
        hits = sum([squash(name) in keywords for name in names])
        if hits > best[0] and 2 * hits >= len(names):
            best = (hits, names, [block for block, _ in row])
    yield from _claim(best[1], best[2], 0.8, "that the page calls its keywords")


_Row = list[tuple[Block, list[str]]]
"""Blocks, and what their links show."""


def _rows(doc: Document, so_far: SoFar) -> Iterator[_Row]:
    """Short links in a row, in one block or in neighbours that hang from the same element."""
    place, row = (-1, -1), _Row()
    for block in doc.blocks:
        if block.hidden or not block.links:
            continue
        names = _names(block)
        if not names or so_far.role(block.position) in _NO_ROW:
            continue
        many = len(block.links) > 1
        own = block.container if many else _parent(doc, _parent(doc, block.container))
        if own != place[0] or block.position > place[1] + _GAP:
            yield row
            row = []
        row.append((block, names))
        place = (own, block.position)
    yield row


def _parent(doc: Document, container: int) -> int:
    return doc.containers[container].parent if container >= 0 else container


def _names(block: Block) -> list[str]:
    """What a block of nothing but short links shows."""
    links, text = block.links, block.text
    if not links or len(text) > 400:
        return []
    if max([end - start for start, end, _ in links]) > _LONGEST_TAG:
        return []
    names = [text[start:end] for start, end, _ in links]
    return names if sum(map(letters, names)) >= 0.9 * letters(text) else []


def _by_name(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    if "tags" not in names_there(doc):
        return
    tried = 0  # what is nested in one that was tried holds no other tags
    for index, groups in enumerate(doc.groups):
        if index < tried or "tags" not in groups:
            continue
        tried = doc.subtree_end(index)
        blocks = [block for each in _row(doc, index) for block in doc.blocks_in(each)]
        blocks = [block for block in blocks if block.text]
        linked = [block for block in blocks if block.links]
        # A single name without a link may be anything.
        blocks = linked or (blocks if len(blocks) > 1 else [])
        if not blocks or any(len(block.text) > 400 for block in blocks):
            continue
        if all(so_far.role(block.position) in _CHROME for block in blocks):
            continue  # a menu of the site's topics
        found = list(_claim(_shown(blocks), blocks, 0.75, "named as tags"))
        if found:
            yield from found
            return


def _shown(blocks: Sequence[Block]) -> list[str]:
    """What blocks of topics say: their links, or where there are none all of them."""
    return [
        name
        for block in blocks
        for name in [block.text[link.start : link.end] for link in block.links] or [block.text]
    ]


def _by_mark(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    """A line of nothing but topics that are marked as such: ``#harbour #ferry``."""
    behind = [claim.blocks[0] for claim in so_far.claims("title") if claim.blocks][:1]
    for block in doc.blocks:
        if block.hidden or not block.text.startswith(("#", "＃")) or behind > [block.position]:
            continue
        names = [name.strip() for name in _MARK.split(block.text) if name.strip()]
        if (
            len(names) > 1
            and len(block.text) <= _LINE
            and not _is_chrome(doc, so_far, block.position)
        ):
            yield from _claim(names, [block], 0.75, "with their mark")
            return


def _by_looks(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    """The run of most blocks that look like topics, as was learnt."""
    roles = page_roles(doc)
    likely = roles.likely("tags", _LOOKS)
    runs: list[list[Block]] = [[]]
    for block in doc.blocks if likely else ():
        if not block.text or block.hidden:
            continue
        if block.position in likely and len(block.text) <= _LINE:
            runs[-1].append(block)
        elif runs[-1]:
            runs.append([])
    best = max(runs, key=lambda run: sum(roles.of(block.position, "tags") for block in run))
    yield from _claim(_shown(best), best, 0.7, "by their looks")


def _row(doc: Document, index: int) -> Iterator[int]:
    """A container and those of the same name that follow beside it: each may hold one topic."""
    first = doc.containers[index]
    yield index
    following = doc.subtree_end(index)
    while following < len(doc.containers):
        other = doc.containers[following]
        if other.parent != first.parent or "tags" not in doc.groups[following]:
            return
        yield following
        following = doc.subtree_end(following)


def _claim(
    names: Sequence[str], blocks: Sequence[Block], confidence: float, reason: str
) -> Iterator[Vote | Claim]:
    clean = (name.strip(" \t#,;:|·•/、，；،؛") for name in names)
    unique = {squash(name): name for name in clean if squash(name) and not _is_no_topic(name)}
    if not unique or len(unique) > _MOST_TAGS:
        return
    if any(len(name) > _LONGEST_TAG for name in unique.values()):
        return
    shown = tuple(block.position for block in blocks)
    raw = " ".join(block.text for block in blocks)
    yield Claim("tags", tuple(unique.values()), confidence, "text", raw, shown)
    certain = "label" in reason and letters(raw) <= _LINE
    for block in shown:
        yield Vote(block, "tags", 6.0 if certain else 4.0, f"topics {reason}")


def _is_no_topic(name: str) -> bool:
    """Such as the heading of the list, or the link to all topics at its end."""
    plain = label(name)
    return plain in phrases("labels", "tags") or plain in phrases("topics", "more")


_TEXT_FINDERS = (_by_label, _by_mark)
_FINDERS = (_by_label, _by_relation, _by_keywords, _by_name, _by_mark, _by_looks)
"""The surest first."""
