"""The headline as printed, and the site's name in what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..arbiter import printed_at, rank
from ..date_labels import date_label
from ..dates import parse_date
from ..headline import Parts, around, copyright_holder, site_of
from ..lazy_patterns import lazy_regex
from ..lexicon import phrases
from ..model import Block, Claim, Document, SoFar, Vote
from ..page_text import page_text
from ..people import byline_authors
from ..shape import digit_count, ends_sentence, is_headline, is_prose, label, letters, squash
from ._html_title import printed_claims, site_names, stated_claims, stated_titles
from ._trail_lines import begins_home

# One step of a trail and what stands at its end: "Home > News", "Home » News » Text".
_TRAIL = lazy_regex(r"\w\s{0,3}(?:->|>|＞|»|›|→|::)\s{0,3}\w")
_TYPED_SIGN = lazy_regex(r"^\s{0,3}\([cC]\)(?=\s{0,3}\d{4})")  # as some dumps write ©
_LAST_LINES = 12
_TOP_LINES = 60  # where to look for a headline when no running text follows it
_SEARCHED = 400  # lines in which the running text of a flattened page begins, if it has any
_FIRST_LINES = 3
_SECTION_WORDS = 2  # a longer line is no section that a trail names as well
_DATED_WITHIN = 4  # lines below a headline, with section, author and shares between
_NEIGHBOURS = 6  # two printings of a headline stand close together
_SHORTEST, _LONGEST = 8, 300  # letters; shorter texts are contained in others by chance
_STANDFIRST_NEAR, _LONGEST_STANDFIRST = 4, 500  # blocks below the headline; letters
_COUNTERS = 3  # words for each number, in a row of counters at most
_DATE, _DIGITS = 40, 4  # characters behind a label in which a date has at least so many digits
_SENTENCE = 90  # letters of a sentence that is no headline or teaser


class Title:
    """Finds the printed headline; where none is printed, cuts the site off the page's title."""

    name = "title"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"title", "subtitle", "site_name", "breadcrumbs"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        if doc.kind == "text":
            yield from _from_text(doc)
        else:
            yield from _from_html(doc, so_far)


# ---- HTML ---------------------------------------------------------------------------------------


def _from_html(doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
    sites = site_names(doc, so_far)
    own = [
        *stated_claims(doc, so_far, sites),
        *printed_claims(doc, so_far, stated_titles(doc, so_far), sites),
    ]
    yield from own
    claims = [*so_far.claims("title"), *own]
    ranked = rank("title", claims)
    if not ranked:
        return
    headline = claims[ranked[0].members[0]].value
    at = printed_at("title", claims)
    if at is not None:
        yield from _votes(doc, doc.blocks[at])
        yield from _subtitle(doc, doc.blocks[at])
    yield from _site_claims(doc.head.title, headline)


def _subtitle(doc: Document, headline: Block) -> Iterator[Vote | Claim]:
    """The text just below the headline, if its element is named as a standfirst."""
    for block in doc.blocks[headline.position + 1 : headline.position + 1 + _STANDFIRST_NEAR]:
        named = doc.groups and "subtitle" in doc.groups[block.container]
        if named and _SHORTEST < letters(block.text) <= _LONGEST_STANDFIRST:
            yield Claim("subtitle", block.text, 0.8, "text", block.text, (block.position,))
            yield Vote(block.position, "subtitle", 3.0, "a standfirst by its name")
            return


def _votes(doc: Document, chosen: Block) -> Iterator[Vote]:
    yield Vote(chosen.position, "title", 6.0, "the headline")
    plain, page = squash(chosen.text), page_text(doc)
    for block, squashed in zip(page.blocks, page.squashed, strict=True):
        if squashed == plain and block.position != chosen.position:
            yield Vote(block.position, "title", 3.0, "the headline again")


def _site_claims(whole: str, headline: str) -> Iterator[Claim]:
    parts = around(whole, headline) if whole else None
    if parts and parts.after:
        site = site_of(parts.after)
        if site:
            yield Claim("site_name", site, 0.55, "title-element", raw=whole)


# ---- flattened text -----------------------------------------------------------------------------


def _from_text(doc: Document) -> Iterator[Vote | Claim]:
    yield from _copyright_claims(doc)
    shown = [block for block in doc.blocks if block.text]
    start = _text_start(shown)
    pair = _printed_twice(shown[: start + 1])
    if pair is None or _is_framed(shown, shown.index(pair[1])):
        yield from _printed_once(shown[: start + 1])
        return
    block, whole, parts = pair
    yield Claim("title", block.text, 0.93, "text", block.text, (block.position,))
    yield Vote(block.position, "title", 5.0, "printed again in a line near by")
    plain = squash(block.text)
    for other in shown[: start + 1]:
        if other not in (block, whole) and squash(other.text) == plain:
            yield Vote(other.position, "title", 3.0, "the headline again")
    if not (parts.before or parts.after):
        yield Vote(whole.position, "title", 4.0, "the headline again")
        return
    if parts.before:
        yield Vote(whole.position, "breadcrumbs", 4.5, "the headline with a trail before it")
    else:
        yield Vote(whole.position, "title", 4.5, "the headline with the site behind it")
    site = site_of(parts.after)
    if site:
        yield Claim("site_name", site, 0.85, "text", whole.text, (whole.position,))


def _text_start(shown: list[Block]) -> int:
    """Position of the first of two long sentences that stand close together."""
    squashed = [squash(block.text) for block in shown[: _TOP_LINES + _NEIGHBOURS]]
    long_ones = [
        at for at, block in enumerate(shown[:_SEARCHED])
        if not block.bullet and is_prose(block.text) and ends_sentence(block.text)
        and letters(block.text) > _SENTENCE
        and not (at < _TOP_LINES and (_is_twice(squashed, at) or _is_framed(shown, at)))
    ]  # fmt: skip
    for one, other in pairwise(long_ones):
        if other - one <= _NEIGHBOURS:
            return one
    return long_ones[0] if long_ones else min(len(shown), _TOP_LINES)


def _is_twice(squashed: list[str], at: int) -> bool:
    """Whether a line near the top is part of one near by, or the other way round."""
    near = (*squashed[max(0, at - _NEIGHBOURS) : at], *squashed[at + 1 : at + 1 + _NEIGHBOURS])
    own = squashed[at]
    return any(own in other or (len(other) > _SHORTEST and other in own) for other in near)


def _printed_twice(top: list[Block]) -> tuple[Block, Block, Parts] | None:
    """The longest line that another one near by contains, and that one taken apart.

    The first lines of a dump often are the page's own title, so they count as near to all.
    """
    squashed = [squash(block.text) for block in top]
    best: tuple[Block, Block, Parts] | None = None
    best_size = 0.0
    for i, plain in enumerate(squashed):
        size = letters(top[i].text)
        if size <= max(best_size, _SHORTEST) or size > _LONGEST or top[i].bullet:
            continue
        if _is_said(top[i].text) or _TRAIL.match("x" + top[i].text):
            continue  # a trail through a menu, the end of one
        short = len(top[i].text.split()) <= _SECTION_WORDS
        near = range(max(0, i - _NEIGHBOURS), min(len(top), i + _NEIGHBOURS + 1))
        for j in sorted({*range(min(_FIRST_LINES, len(top))), *near} - {i}):
            if plain in squashed[j] and letters(top[j].text) < 2 * size + 120:
                parts = around(top[j].text, top[i].text)
                crumb = short and parts and parts.after and _is_said(top[j].text)
                if parts and not crumb and not (i < j and _begins_trail(parts)):
                    best, best_size = (top[i], top[j], parts), size
                    break
    return best


def _begins_trail(parts: Parts) -> bool:
    """Whether a trail goes on behind what was printed above: that is the site's name."""
    return not parts.before and _TRAIL.match("x" + parts.after) is not None


def _printed_once(top: list[Block]) -> Iterator[Vote | Claim]:
    """No second printing: a heading, else the longest headline-like line just before the text."""
    for block in top:
        if block.kind == "heading" and is_headline(block.text):
            yield Claim("title", block.text, 0.7, "text", block.text, (block.position,))
            yield Vote(block.position, "title", 3.5, "the first heading")
            return
    near = len(top) - 2 - _NEIGHBOURS
    ranked = [
        (signs, letters(block.text), at)
        for at, block in enumerate(top[:-1])
        if block.kind == "paragraph" and _may_be_headline(block.text) and not _is_said(block.text)
        and ((signs := _stands_like_a_headline(top, at)) > 1
             or (is_headline(block.text) and (at >= near or signs)))
    ]  # fmt: skip
    if ranked:
        signs, _, at = max(ranked)
        block = top[at]
        confidence = 0.45 + 0.15 * signs
        yield Claim("title", block.text, confidence, "text", block.text, (block.position,))
        yield Vote(block.position, "title", 2.5 + signs, "a headline-like line before the text")


def _may_be_headline(text: str) -> bool:
    """Whether a line ends as headlines do, or is cut off, and is no byline nor labelled date."""
    if text[-1] in ".。" and not text.endswith("..."):
        return False
    if any(" " in author.name for author in byline_authors(text)):  # "By Design" may head a page
        return False
    words = text.split()
    if _COUNTERS * sum(map(str.isdigit, words)) >= len(words) > 1:
        return False  # views, minutes, comments
    head, _, rest = text.replace("：", ":").partition(":")
    return digit_count(rest[:_DATE]) < _DIGITS or date_label(head) is None


def _stands_like_a_headline(near: list[Block], at: int) -> int:
    """How many of its neighbours tell: a trail before it, a date behind it."""
    above = [block.text for block in near[max(0, at - 2) : at]]
    if len(above) > 1 and len(above[1].split()) > _SECTION_WORDS:
        del above[0]  # a section may stand between
    trail = any(_TRAIL.search(line) is not None or begins_home(line) for line in above)
    dated = parse_date(near[at].text) is None and any(
        parse_date(block.text) is not None for block in near[at + 1 : at + 1 + _DATED_WITHIN]
    )
    return int(trail) + int(dated)


def _is_framed(shown: list[Block], at: int) -> bool:
    """Whether a line stands where headlines stand: a trail above it and a date below."""
    return letters(shown[at].text) <= _LONGEST and _stands_like_a_headline(shown, at) > 1


def _is_said(text: str) -> bool:
    """Whether a line is a trail, or points at another article: no headline, whatever it holds."""
    label_of, colon, _ = text.replace("：", ":").partition(":")
    if colon and label(label_of) in phrases("labels", "read_also"):
        return True
    placed = bool(colon) and label(label_of) in phrases("labels", "breadcrumbs")
    trail = _TRAIL.search(text)
    if trail is None:
        return begins_home(text)
    return placed or label(text[: trail.start() + 1]) in phrases("labels", "home")


def _copyright_claims(doc: Document) -> Iterator[Claim]:
    """The site's name in the line that claims the rights in the page."""
    for block in reversed(doc.blocks[-_LAST_LINES:]):
        text = _TYPED_SIGN.sub("©", block.text)
        name = copyright_holder(text) if "©" in text else ""
        if name:
            yield Claim("site_name", name, 0.5, "text", block.text)
            return
