"""The headline of flattened text, the site's name and the trail in lines that print it again.

No markup tells which line it is, so a forest does, trained on annotated pages: by length and
looks, by how much of its words the text takes up, by what stands near by, and by whether it is
printed again. How it was trained, and what it reached, is written in
``lexicon/weights_titles.json``. Of lines that it knows nothing of, one between a trail and a date
is the headline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..body_model import chance
from ..date_labels import date_label
from ..dates import parse_date
from ..features import STEPS, TRAIL, feature_columns, near_lines, title_columns
from ..forest import Forest
from ..headline import Parts, around, copyright_holder, site_of
from ..lazy_patterns import lazy_regex
from ..lexicon import phrases
from ..model import Block, Claim, Document, Vote
from ..page_text import page_text
from ..people import byline_authors
from ..shape import digit_count, label, letters
from ._trail_lines import begins_home

_BAR = -2.0  # log odds of the best line; below, hardly one in fifty is the headline
_SHORTEST, _LONGEST = 3, 300  # letters
_TOP_LINES = 60  # where a line may be framed by a trail and a date
_FRAMED = 0.75  # how sure that is
_SECTION_WORDS = 2  # a longer line is no section that stands below a trail
_DATED_WITHIN = 4  # lines below a headline, with section, author and shares between
_COUNTERS = 3  # words for each number, in a row of counters at most
_DATE, _DIGITS = 40, 4  # characters behind a label in which a date has at least so many digits
_LAST_LINES = 12
_TYPED_SIGN = lazy_regex(r"^\s{0,3}\([cC]\)(?=\s{0,3}\d{4})")  # as some dumps write ©
_LEAST, _MOST = 2.5, 5.0  # what its vote weighs, by how sure it is
_AGAIN = 4.0


def text_claims(doc: Document, forest: Forest) -> Iterator[Vote | Claim]:
    """The headline, and what other lines have around it."""
    yield from _copyright_claims(doc)
    scores = headline_scores(doc, forest)
    found = _headline(page_text(doc).blocks, scores)
    if found is None:
        return
    at, sure = found
    block = page_text(doc).blocks[at]
    yield Claim("title", block.text, sure, "text", block.text, (block.position,))
    weight = _LEAST + (_MOST - _LEAST) * sure
    yield Vote(block.position, "title", round(weight, 2), f"looks {sure:.0%} like the headline")
    yield from _printed_again(doc, at, len(scores))


def headline_scores(doc: Document, forest: Forest) -> list[float]:
    """For each of the first lines the log odds that it is the headline."""
    own = title_columns(doc)
    count = len(own["printed_again"])
    columns = {name: column[:count] for name, column in feature_columns(doc).items()} | own
    return forest.scores(columns)


def _headline(blocks: Sequence[Block], scores: Sequence[float]) -> tuple[int, float] | None:
    """The place of the headline, and how sure it is; None if no line looks like one."""
    for at in sorted(range(len(scores)), key=lambda at: -scores[at]):
        if scores[at] < _BAR:
            break
        text = blocks[at].text
        if _may_be_headline(text) and (scores[at] > 0 or not _is_sentence(text)):
            return at, chance(scores[at])
    top = blocks[: min(_TOP_LINES, len(scores))]
    trails = [at for at, block in enumerate(top) if _is_trail(block.text)]
    for at in sorted({at + step for at in trails for step in (1, 2) if at + step < len(top)}):
        text = top[at].text
        if _is_framed(blocks, at) and _may_be_headline(text) and not _is_sentence(text):
            return at, _FRAMED
    return None


# ---- which lines may be one ---------------------------------------------------------------------


def _may_be_headline(text: str) -> bool:
    """Whether a line is as long as headlines are, and none of what stands near them."""
    if not _SHORTEST <= letters(text) <= _LONGEST:
        return False
    if any(" " in author.name for author in byline_authors(text)):  # "By Design" may head a page
        return False
    words = text.split()
    if _COUNTERS * sum(map(str.isdigit, words)) >= len(words) > 1:
        return False  # views, minutes, comments
    head, _, rest = text.replace("：", ":").partition(":")
    is_date = digit_count(rest[:_DATE]) >= _DIGITS and date_label(head) is not None
    return not is_date and not _is_said(text)


def _is_sentence(text: str) -> bool:
    """Whether a line ends as few headlines do; one that is cut off may be one."""
    return text[-1] in ".。" and not text.endswith("...")


def _is_said(text: str) -> bool:
    """Whether a line is a trail, or points at another article: no headline, whatever it holds."""
    label_of, colon, _ = text.replace("：", ":").partition(":")
    if colon and label(label_of) in phrases("labels", "read_also"):
        return True
    placed = bool(colon) and label(label_of) in phrases("labels", "breadcrumbs")
    trail = TRAIL.search(text)
    if trail is None:
        return begins_home(text)
    return placed or label(text[: trail.start() + 1]) in phrases("labels", "home")


def _is_trail(text: str) -> bool:
    if not any(map(text.__contains__, (*STEPS, "/"))):
        return False  # as most lines
    return TRAIL.search(text) is not None or begins_home(text)


def _is_framed(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line stands where headlines stand: a trail above it and a date below."""
    above = [block.text for block in blocks[max(0, at - 2) : at]]
    if len(above) > 1 and len(above[1].split()) > _SECTION_WORDS:
        del above[0]  # a section may stand between
    if not any(map(_is_trail, above)):
        return False
    below = blocks[at + 1 : at + 1 + _DATED_WITHIN]
    return parse_date(blocks[at].text) is None and any(
        parse_date(block.text) is not None for block in below
    )


# ---- what is told elsewhere ---------------------------------------------------------------------


def _printed_again(doc: Document, best: int, count: int) -> Iterator[Vote | Claim]:
    """What the lines above and near by say that hold the headline."""
    page = page_text(doc)
    headline, plain = page.blocks[best], page.squashed[best]
    for at in sorted({*range(best), *near_lines(best, count)}):
        whole = page.blocks[at]
        if not plain or plain not in page.squashed[at] or len(whole.text) > 2 * len(plain) + 120:
            continue
        parts = around(whole.text, headline.text)
        if parts:
            yield from _around(whole, parts)


def _around(whole: Block, parts: Parts) -> Iterator[Vote | Claim]:
    if not (parts.before or parts.after):
        yield Vote(whole.position, "title", _AGAIN, "the headline again")
        return
    if parts.before:
        yield Vote(whole.position, "breadcrumbs", 4.5, "the headline with a trail before it")
    else:
        yield Vote(whole.position, "title", 4.5, "the headline with the site behind it")
    site = site_of(parts.after)
    if site:
        yield Claim("site_name", site, 0.85, "text", whole.text, (whole.position,))


def _copyright_claims(doc: Document) -> Iterator[Claim]:
    """The site's name in the line that claims the rights in the page."""
    for block in reversed(doc.blocks[-_LAST_LINES:]):
        text = _TYPED_SIGN.sub("©", block.text)
        name = copyright_holder(text) if "©" in text else ""
        if name:
            yield Claim("site_name", name, 0.5, "text", block.text)
            return
