"""What recurs on the pages of one site, learnt once and used by an extractor.

    >>> model = SiteModel.learn(pages)
    >>> cleaner = Cleaner(recipe=Recipe.default().after("body", model))

A line of a page's chrome stands between the same neighbours on page after page; a line of an
article seldom does, even if its words come again (a subheading, a quotation, a teaser of another
article). So a vote needs neighbours that recur too, on pages that print other articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from os import PathLike
from typing import Any, get_args

from .assemble import decide_roles
from .cleaner import Cleaner
from .errors import ScrapecleanError
from .lexicon import load as load_lexicon
from .model import ROLES, Block, Claim, Document, Role, SoFar, Vote
from .shape import is_prose
from .site_articles import Others, Site
from .site_file import Content, pack_site, read_site, unpack_site, write_site
from .site_sketch import PageSketch, digests_of, signature_of, sketch, verdict_on

SAMPLE = 100
"""Pages that a model keeps a sketch of."""
_REASONS = 20  # different reasons kept for skipped pages
_OTHER_REASONS = "other reasons"
_REASON_LENGTH = 200
_CHROME: tuple[Role, ...] = tuple(role for role in get_args(Role) if role not in ("body", "other"))


@dataclass(frozen=True, slots=True)
class SiteModel:
    """Knows what recurs on the pages of a site; an extractor, to be put behind ``body``.

    It keeps digests of the lines and of the markup of at most 100 pages, whatever the number it
    was learnt from: those whose own digests are lowest, which is a fair sample and the same in
    whatever order, or in however many parts, the pages came. Never changed: `update` and `merge`
    give a new one.
    """

    pages: int = 0
    """Pages it was learnt from."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Pages that could not be read, by the reason."""
    sample: tuple[PageSketch, ...] = ()
    """The pages that a sketch is kept of, in order of their digests."""
    _sums: Site | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def learn(cls, pages: Iterable[Any], *, cleaner: Cleaner | None = None) -> SiteModel:
        """Learn from pages of one site, read one by one.

        Args:
            pages: each whatever `scrapeclean.extract` takes, or a `Document`. Pages that raise a
                `ScrapecleanError` are counted in `skipped` and left out.
            cleaner: judges the pages; by default a `Cleaner` of the default recipe.
        """
        return cls().update(pages, cleaner=cleaner)

    def update(self, pages: Iterable[Any], *, cleaner: Cleaner | None = None) -> SiteModel:
        """The model learnt from further pages as well; arguments as for `learn`."""
        cleaner = cleaner or Cleaner()
        skipped: Counter[str] = Counter()
        kept: dict[str, PageSketch] = {}
        count = 0
        for page in pages:
            try:
                doc = page if isinstance(page, Document) else cleaner.segment(page)
                roles = decide_roles(doc, cleaner.judge(doc)).roles
            except ScrapecleanError as error:
                _count_reason(skipped, str(error), 1)
                continue
            count += 1
            _keep_lowest(kept, sketch(doc, roles))
        return self.merge(SiteModel(count, dict(skipped), _in_order(kept)))

    def merge(self, other: SiteModel) -> SiteModel:
        """What both know; they should be learnt from different pages of one site."""
        skipped = Counter(self.skipped)
        for reason, number in other.skipped.items():
            _count_reason(skipped, reason, number)
        kept: dict[str, PageSketch] = {}
        for page in (*self.sample, *other.sample):
            _keep_lowest(kept, page)
        return SiteModel(self.pages + other.pages, dict(skipped), _in_order(kept))

    def save(self, path: str | PathLike[str]) -> None:
        """Write it as JSON; the file appears whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        write_site(path, Content(self.pages, self.skipped, self.sample))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> SiteModel:
        """Read what `save` wrote.

        Raises:
            SiteFileError: it is damaged, or of another version.
            OSError: it cannot be read.
        """
        return cls(*read_site(path))

    def pack(self) -> bytes:
        """What `save` writes: JSON on one line."""
        return pack_site(Content(self.pages, self.skipped, self.sample))

    @classmethod
    def unpack(cls, raw: bytes, path: str | PathLike[str]) -> SiteModel:
        """Read what `pack` made; `path` is named where it is damaged.

        Raises:
            SiteFileError: it is damaged, or of another version.
        """
        return cls(*unpack_site(raw, path))

    @property
    def articles(self) -> int:
        """Different articles in the sample: pages that share most of their text count as one."""
        return len(self._site().articles)

    def _site(self) -> Site:
        """The sums over the sample: made when first asked for, since merging needs none."""
        if self._sums is None:
            object.__setattr__(self, "_sums", Site(self.sample))
        assert self._sums is not None
        return self._sums

    # ---- the extractor ---------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """``site``."""
        return "site"

    @property
    def requires(self) -> frozenset[str]:
        """Others must have judged the body before."""
        return frozenset({"body"})

    @property
    def assigns(self) -> frozenset[str]:
        """All roles: what recurs is whatever chrome others take it for."""
        return ROLES

    def __call__(self, doc: Document, so_far: SoFar) -> Iterator[Vote | Claim]:
        """Votes for chrome where text recurs, and for what a markup holds on other pages."""
        lines = digests_of(doc)
        digests = [digest for _, digest in lines]
        verdicts = [
            verdict_on(block, is_body=so_far.role(block.position) == "body") for block, _ in lines
        ]
        others = self._site().others(digests, verdicts)
        if not others.count:
            return
        yield from _by_neighbours(lines, others, so_far)
        if doc.kind == "html":
            yield from _by_signature(doc, lines, others)


def _by_neighbours(lines: list[tuple[Block, str]], others: Others, so_far: SoFar) -> Iterator[Vote]:
    weights = load_lexicon("sites")["neighbours"]
    recurring = others.recurring([digest for _, digest in lines])
    for (block, _), before, after in zip(lines, recurring, recurring[1:], strict=False):
        pages = min(before, after)
        if pages:
            certain = weights["prose" if is_prose(block.text, block.link_density) else "other"]
            weight = round(certain * pages / (others.count + 1), 3)
            reason = f"stands between the same lines on {pages} of {others.count} other pages"
            yield Vote(block.position, _chrome_role(block, so_far), weight, reason)


def _by_signature(doc: Document, lines: list[tuple[Block, str]], others: Others) -> Iterator[Vote]:
    """Only for the body: a markup that holds none on other pages may hold some on this one."""
    table = load_lexicon("sites")["signatures"]
    for block, _ in lines:
        pages, share = others.body_share(signature_of(doc, block))
        if pages >= table["pages"] and share >= table["body"]:
            reason = f"on {pages} other pages, {share:.0%} of what is marked up like this is body"
            yield Vote(block.position, "body", table["weight"], reason)


def _chrome_role(block: Block, so_far: SoFar) -> Role:
    """What others take it for, body aside: a recurring headline of a list stays in its list."""
    scores = [(so_far.score(block.position, role), role) for role in _CHROME]
    score, role = max(scores, key=lambda scored: scored[0])
    return role if score > 0 else "other"


def _count_reason(skipped: Counter[str], reason: str, number: int) -> None:
    reason = reason[:_REASON_LENGTH]
    is_known = reason in skipped or len(skipped) < _REASONS
    skipped[reason if is_known else _OTHER_REASONS] += number


def _keep_lowest(kept: dict[str, PageSketch], page: PageSketch) -> None:
    kept[page.id] = page
    if len(kept) > SAMPLE:
        del kept[max(kept)]


def _in_order(kept: dict[str, PageSketch]) -> tuple[PageSketch, ...]:
    return tuple(kept[digest] for digest in sorted(kept))
