"""The trail above the headline: ``Home > News``, marked up or glued to a line of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..headline import around
from ..lazy_patterns import lazy_re
from ..lexicon import phrases
from ..model import Block, Claim, Document, SoFar, Vote
from ..outline import names_there
from ..page_text import page_text
from ..parts import NamedLink
from ..shape import ends_sentence, label, squash
from ._trail_lines import begins_home, chains, is_home

_TOP_LINES = 60
_NONE: frozenset[str] = frozenset()
_MOST_CRUMBS = 7  # more is a menu in a trail's markup
_LONGEST_CRUMB = 60
_SHORTEST_TITLE = 8  # letters and digits; what is no longer stands in other lines by chance
_MARKS = frozenset("/:：>＞»›→⟩❯")  # a label or a separator has one of them
_SEPARATOR = lazy_re(r"\s*(?:->|=>|::|>>|[>＞»›→⟩❯▸►·•|]|(?<=\s)[/\\-](?=\s)|(?<=\s)/$)\s*")
_STRONG_SEPARATOR = lazy_re(r"->|>>|::|[>＞»›→⟩❯]")
_EDGES = " \t:：>＞»›/|-–—→⟩❯▸►·•\\"
_LABEL = lazy_re(r"\s*([^:：>»›/|]{1,30})[:：]\s*")


class Breadcrumbs:
    """Finds the visible trail and takes it apart."""

    name = "breadcrumbs"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"breadcrumbs"})

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        titles = [claim.value for claim in so_far.claims("title")[:3]]
        found = list(_from_markup(doc, titles)) if doc.kind == "html" else []
        if not found:
            sites = so_far.claims("site_name") if doc.kind == "text" else ()
            found = list(_from_lines(doc, titles, frozenset(label(site.value) for site in sites)))
        yield from found


def _from_markup(doc: Document, titles: Sequence[str]) -> Iterator[Vote | Claim]:
    if "breadcrumbs" not in names_there(doc):
        return
    tried = 0  # what is nested in one that was tried holds no other crumbs
    for index, groups in enumerate(doc.groups):
        if index < tried or "breadcrumbs" not in groups:
            continue
        tried = doc.subtree_end(index)
        blocks = [block for block in doc.blocks_in(index) if block.text and not block.hidden]
        blocks = _one_copy(blocks)
        crumbs = _without_label(_marked_up(blocks))
        trail = _trail(crumbs, titles, fillers=False)
        # One name alone is the article's section; with the headline behind it, it is a trail.
        if trail and len(trail) <= _MOST_CRUMBS and len(crumbs) > 1:
            raw = " ".join(block.text for block in blocks)
            shown = tuple(block.position for block in blocks)
            yield Claim("breadcrumbs", trail, 0.85, "text", raw, shown)
            for block in shown:
                yield Vote(block, "breadcrumbs", 4.0, "a trail by its markup")
            return


def _one_copy(blocks: Sequence[Block]) -> list[Block]:
    """Blocks up to where the trail starts again: desktop and mobile copies stand in a row."""
    kept: list[Block] = []
    for block in blocks:
        if len(kept) > 1 and squash(block.text) == squash(kept[0].text):
            break
        if squash(block.text):
            kept.append(block)
    return kept


def _marked_up(blocks: Sequence[Block]) -> list[NamedLink]:
    """Crumbs as links and elements part them; by separators only where nothing else does."""
    crumbs: list[NamedLink] = []
    for block in blocks:
        if len(blocks) > 1 and len(block.links) <= 1 and not _STRONG_SEPARATOR.search(block.text):
            name = _bare(block.text)
            url = block.links[0].url if block.links else None
            crumbs += [NamedLink(name=name, url=url or None)] if name else []
        elif len(block.links) > 1:
            crumbs += _by_links(block)
        else:
            crumbs += _crumbs(_addresses([block]), block.text)
    return crumbs


def _by_links(block: Block) -> list[NamedLink]:
    """The links of a line, and what stands between and behind them."""
    crumbs: list[NamedLink] = []
    addresses = _addresses([block])
    end = 0
    for link in block.links:
        crumbs += _crumbs(addresses, block.text[end : link.start])
        name = _bare(block.text[link.start : link.end])
        crumbs += [NamedLink(name=name, url=link.url or None)] if name else []
        end = link.end
    behind = _crumbs(addresses, block.text[end:])
    if behind and label(behind[-1].name) in phrases("labels", "placeholder"):
        behind.pop()  # bare text behind links stands for the article
    return crumbs + behind


def _bare(text: str) -> str:
    return text.strip(_EDGES)[:200]


def _without_label(crumbs: list[NamedLink]) -> list[NamedLink]:
    """Without a heading for those who cannot see: unlinked, before links only."""
    others = crumbs[1:]
    headed = len(others) > 1 and not crumbs[0].url and all(crumb.url for crumb in others[:2])
    return others if headed else crumbs


def _from_lines(
    doc: Document, titles: Sequence[str], sites: frozenset[str]
) -> Iterator[Vote | Claim]:
    top = _top(doc, titles)
    lines = [([block], block.text) for block in top]
    lines += [([block], _unbarred(block.text)) for block in _just_above(top, titles)]
    known = [(squash(title), title) for title in titles]
    own = {plain for plain, _ in known}
    second: list[Vote | Claim] = []
    long = [plain for plain in own if len(plain) > _SHORTEST_TITLE]
    for blocks, text in (*lines, *chains(top, titles, sites)):
        if _MARKS.isdisjoint(text) and not any(map(squash(text).__contains__, long)):
            continue  # as most lines
        trail_text, labelled = _trail_text(text, known, sites)
        if not trail_text:
            continue
        trail = _trail(_crumbs(_addresses(blocks), trail_text), titles)
        # The site's name alone stands before the headline in the page's own title.
        starts_home = bool(trail) and is_home(trail[0].name, sites if len(trail) > 1 else _NONE)
        if (
            trail
            and len(trail) <= _MOST_CRUMBS
            and (starts_home or len(trail) > 1 or (labelled and _SEPARATOR.search(text)))
        ):
            sure = labelled or starts_home
            found = _say(trail, blocks, text, 0.9 if sure else 0.7)
            if sure:
                yield from found
                return
            if not second and squash(trail[0].name) not in own:
                second = list(found)
    yield from second


def _say(
    trail: tuple[NamedLink, ...], blocks: Sequence[Block], text: str, confidence: float
) -> Iterator[Vote | Claim]:
    shown = tuple(block.position for block in blocks)
    yield Claim("breadcrumbs", trail, confidence, "text", text, shown)
    for position in shown:
        yield Vote(position, "breadcrumbs", 4.5, "a trail by its separators")


def _just_above(top: Sequence[Block], titles: Sequence[str]) -> Sequence[Block]:
    """The two lines above the headline: there even bars part a trail, not a menu."""
    plain = squash(titles[0]) if titles else ""
    at = next((n for n, block in enumerate(top) if plain and squash(block.text) == plain), 0)
    return [block for block in top[max(0, at - 2) : at] if block.text.count("|") in (1, 2)]


def _unbarred(text: str) -> str:
    return text.replace("|", " / ")


def _top(doc: Document, titles: Sequence[str]) -> list[Block]:
    """Short lines up to a little below the headline, where a trail can stand."""
    page = page_text(doc)
    lines = zip(page.blocks, page.squashed, strict=True)
    visible = [(block, own) for block, own in lines if not block.hidden]
    shown = [block for block, _ in visible]
    plain = squash(titles[0]) if titles else ""
    at = next((n for n, (_, own) in enumerate(visible) if plain and own == plain), None)
    if at is not None:
        above = at - 15 if doc.kind == "html" else 0
        candidates = shown[max(0, above) : at + 4]
    else:
        candidates = shown[:_TOP_LINES]
    return [block for block in candidates if len(block.text) < 400]


def _trail_text(
    text: str, titles: Sequence[tuple[str, str]], sites: frozenset[str]
) -> tuple[str, bool]:
    """The part of a line that can be a trail, and whether a label says that it is one."""
    most = len(text) if text.isascii() else 3 * len(text)  # characters, squashed
    glued = [
        parts for plain, title in titles
        if _SHORTEST_TITLE < len(plain) <= most and (parts := around(text, title))
    ]  # fmt: skip
    before = next((parts.before for parts in glued if parts.before), "")
    if not before and any(parts.after for parts in glued):
        return "", False  # the headline with the site behind it
    text = _parted(before or text)
    found = _LABEL.match(text)
    labelled = found is not None and label(found[1]) in phrases("labels", "breadcrumbs")
    strong = _STRONG_SEPARATOR.search(text) and not ("«" in text and "»" in text)
    strong = strong or begins_home(text, sites)
    if found and (labelled or strong):
        text = text[found.end() :]  # what no lexicon knows is a label all the same
    if not labelled and (not (strong or before) or ends_sentence(text)):
        return "", False
    return text, labelled


def _parted(text: str) -> str:
    """A trail from the home page whose strokes stand without blanks, with them."""
    first, *others = text.split("/")
    if not others or label(first) not in phrases("labels", "home") or " / " in text:
        return text
    return " / ".join((first, *others))


def _addresses(blocks: Sequence[Block]) -> dict[str, str]:
    return {
        squash(block.text[link.start : link.end]): link.url
        for block in blocks for link in block.links
    }  # fmt: skip


def _crumbs(addresses: Mapping[str, str], text: str) -> list[NamedLink]:
    return [
        NamedLink(name=name, url=addresses.get(squash(name)) or None)
        for piece in _SEPARATOR.split(text)
        if (name := _bare(piece)) and len(piece) <= 200
    ]


def _trail(
    crumbs: Sequence[NamedLink], titles: Sequence[str], *, fillers: bool = True
) -> tuple[NamedLink, ...]:
    """Crumbs without a leading label and the article's own title, and without what fills its place.

    Args:
        fillers: whether words such as "Text" at the end stand for the article.
    """
    kept = list(crumbs)
    if kept and label(kept[0].name) in phrases("labels", "breadcrumbs"):
        kept = kept[1:]
    own = {squash(title) for title in titles}
    while kept and (
        squash(kept[-1].name) in own
        or (fillers and label(kept[-1].name) in phrases("labels", "placeholder"))
        or (len(kept[-1].name) > 25 and any(squash(kept[-1].name.rstrip(".… ")) in t for t in own))
    ):
        kept.pop()
    if any(len(crumb.name) > _LONGEST_CRUMB for crumb in kept):
        return ()
    unique = {squash(crumb.name): crumb for crumb in reversed(kept)}
    return tuple(crumb for crumb in kept if unique.pop(squash(crumb.name), None))
