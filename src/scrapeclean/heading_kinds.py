"""What a heading heads: by the phrases of the lexicon, or by the words that they are made of."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from .lazy_patterns import lazy_re, lazy_regex
from .lexicon import load, phrases
from .model import LIST_ROLES, Block, Document, Role
from .page_text import page_text
from .shape import label, labels, letters

LONGEST_HEADING = 60
"""Letters; what heads a list is short."""

_STEM = 5  # letters of a word that count: endings differ, stems stay
_SURE = 2.6  # log odds between the best kind and the next for a heading that no phrase matches
_HALF = 0.25  # what a stem that no phrase of a kind has counts for
_ASCII_WORDS = lazy_re("[A-Za-z]{3,}")
_WORDS = lazy_regex(r"[\p{L}\p{M}]+")
_MARKS = lazy_re("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u093c\u09bc]")
"""Accents, and the signs of Arabic and Indian letters that many pages leave out."""
# Typed for one another, none by a mark; replaced in turn, for `str.translate` takes twenty times as
# long.
_ALIKE = tuple(zip("łđøıكىي\u200c", "ldoiکیی ", strict=True))
_DIGITS = lazy_re(r"\d+")
_ASCII_DIGITS = bytes(ord("0") if chr(code).isdecimal() else code for code in range(128)).ljust(256)
_ASCII_AROUND = "".join(char for char in map(chr, range(128)) if not char.isalnum())
_AROUND = lazy_regex(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$")
_DENSE = lazy_regex(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]{2,}")


@cache
def heading_labels() -> dict[str, str]:
    """Kind in ``lexicon/headings.json`` of each heading, folded as `scrapeclean.shape.label` does.

    There are thirteen thousand, and a process's first page is not to wait until they are folded.
    """
    return _by_line(load("heading_labels")["labels"])


@cache
def headings_of(kind: str) -> frozenset[str]:
    """The headings of one kind."""
    return frozenset(load("heading_labels")["labels"][kind].split("\n"))


@cache
def heading_roles() -> dict[str, Role]:
    """Role of a list by its heading, folded as `scrapeclean.shape.label` does."""
    roles: dict[str, Role] = {role: role for role in LIST_ROLES}
    return {plain: roles[kind] for plain, kind in heading_labels().items() if kind in roles}


def heading_role(line: str) -> Role | None:
    """The kind of list that a line heads by a phrase of the lexicon; None if it is none.

    Accents, the number of a "Top 5", ornaments around, and a link to more of the list beside the
    phrase make no difference.
    """
    return _role_of(label(line))


def heading_of(doc: Document, block: Block) -> Role | None:
    """`heading_role` of a block's text; all of a page are found at once."""
    return headings(doc).get(block.position)


def headings(doc: Document) -> dict[int, Role]:
    """The blocks that head a list by a phrase of the lexicon, as few do, and of what kind it is."""
    known: dict[int, Role] | None = doc.derived.get("headings")
    if known is None:
        page = page_text(doc)
        roles = _roles_of(set(page.labels))
        known = doc.derived["headings"] = {
            block.position: role
            for block, plain in zip(page.blocks, page.labels, strict=True)
            if (role := roles[plain])
        }
    return known


def _role_of(plain: str) -> Role | None:
    return _roles_of((plain,))[plain]


def _roles_of(plain: Iterable[str]) -> dict[str, Role | None]:
    """For each of many different labels the kind of list that it heads."""
    found: dict[str, Role | None] = dict.fromkeys(plain)
    named = heading_roles()
    for each in found.keys() & named.keys():
        found[each] = named[each]
    # A sign counts for a letter or more.
    left = [each for each, role in found.items() if not role and 0 < len(each) <= LONGEST_HEADING]
    if not left:
        return found
    roles, (begun, ended) = _loose_roles(), _more()
    some = [
        pair for pair in zip(left, all_loosely(left), strict=True)
        if pair[1] in roles or pair[1][:2] in begun or pair[1][-2:] in ended
    ]  # fmt: skip
    for each, loose in some:
        begin, end = begun.get(loose[:2], ()), ended.get(loose[-2:], ())
        if loose in roles:
            found[each] = roles[loose]
        elif loose.startswith(begin) or loose.endswith(end):
            found[each] = next(filter(None, map(roles.get, _without_more(loose))), None)
    return found


@cache
def _loose_roles() -> dict[str, Role]:
    roles: dict[str, Role] = {role: role for role in LIST_ROLES}
    return {loose: roles[kind] for loose, kind in _by_line(load("heading_labels")["loose"]).items()}


def _by_line(texts: Mapping[str, str]) -> dict[str, str]:
    """For each line of each text the text's name."""
    names: dict[str, str] = {}
    for name, text in texts.items():
        names.update(dict.fromkeys(text.split("\n"), name))
    return names


def all_loosely(plain: Iterable[str]) -> list[str]:
    """Many labels at once: one by one takes several times as long."""
    lines = list(plain)
    foreign = [at for at, line in enumerate(lines) if not line.isascii()]
    loose = _ascii_loosely([line if line.isascii() else "" for line in lines])
    if foreign:
        others = _foreign_loosely([lines[at] for at in foreign])
        for at, line in zip(foreign, others, strict=True):
            loose[at] = line
    return loose


def _ascii_loosely(lines: Sequence[str]) -> list[str]:
    """The same as for others, without their expressions."""
    whole = "\n".join(lines).encode().translate(_ASCII_DIGITS).decode()
    while "00" in whole:
        whole = whole.replace("00", "0")
    return [line.strip(_ASCII_AROUND) for line in whole.split("\n")]


def _foreign_loosely(lines: Sequence[str]) -> list[str]:
    whole = unicodedata.normalize("NFKD", "\n".join(lines))
    whole = _MARKS.sub("", whole)
    for char, other in _ALIKE:
        whole = whole.replace(char, other)
    whole = _DIGITS.sub("0", whole)
    return [
        line if line[:1].isalnum() and line[-1:].isalnum() else str(_AROUND.sub("", line))
        for line in whole.split("\n")
    ]


def _without_more(loose: str) -> Iterator[str]:
    """A label without the link to the whole list that stands before or behind it."""
    begun, ended = _more()
    for end in ended.get(loose[-2:], ()):
        if loose.endswith(end):
            yield _AROUND.sub("", loose.removesuffix(end))
    for begin in begun.get(loose[:2], ()):
        if loose.startswith(begin):
            yield _AROUND.sub("", loose.removeprefix(begin))


@cache
def _more() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """What such a link says, by its first two characters and by its last two, the shortest first:
    most labels begin and end otherwise."""
    begun: dict[str, tuple[str, ...]] = {}
    ended: dict[str, tuple[str, ...]] = {}
    known = set(all_loosely(labels(phrases("lists", "more"))))
    for more in sorted(known, key=lambda more: (len(more), more)):
        begun[more[:2]] = *begun.get(more[:2], ()), more
        ended[more[-2:]] = *ended.get(more[-2:], ()), more
    return begun, ended


def list_role(heading: str) -> Role | None:
    """The kind of list that a line heads, going by its wording; None if the words do not tell.

    A heading that the lexicon does not have is judged by the stems it shares with those it has,
    with the more votes for a kind the more of its languages and phrases use the stem (naive Bayes).
    """
    folded = label(heading)
    return _role_of(folded) or role_by_stems(folded)


def role_by_stems(folded: str) -> Role | None:
    """The kind of list that a label heads, going by its words alone."""
    if not 0 < len(folded) <= LONGEST_HEADING or letters(folded) > LONGEST_HEADING:
        return None
    known = _known_stems()
    found = [_odds(stem) for stem in dict.fromkeys(stems_of(folded)) if stem in known]
    if not found:
        return None
    scores = list(map(sum, zip(*found, strict=True)))
    second, score = sorted(scores)[-2:]
    if score < _SURE / 2 or score - second < _SURE / 2:
        return None
    best = list(_stems())[scores.index(score)]
    return next((role for role in LIST_ROLES if role == best), None)


@cache
def _stems() -> dict[str, dict[str, float]]:
    """For each kind the weights of the stems that its phrases have."""
    return {kind: known for kind, known in load("heading_stems").items() if kind != "about"}


@cache
def _known_stems() -> frozenset[str]:
    return frozenset(chain.from_iterable(_stems().values()))


@cache  # of the stems that the lexicon has
def _odds(stem: str) -> list[float]:
    """What a known stem says for each kind: log odds."""
    weights = [known.get(stem, 0.0) for known in _stems().values()]
    whole = sum(weights) + _HALF * len(weights)
    return [math.log((weight + _HALF) / whole * len(weights)) for weight in weights]


def stems_of(folded: str) -> Iterable[str]:
    """What of a heading, in small letters, is looked for in others: the beginnings of its words,
    or pairs of characters where words are not parted."""
    if folded.isascii():
        return [word[:_STEM] for word in _ASCII_WORDS.findall(folded)]
    return _foreign_stems(folded)


def _foreign_stems(folded: str) -> Iterator[str]:
    for run in _DENSE.findall(folded):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
    for word in _WORDS.findall(_DENSE.sub(" ", folded)):
        if len(word) > 2:
            yield word[:_STEM]
