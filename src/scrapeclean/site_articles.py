"""The articles of a site, as its sketched pages show them, and what recurs on them.

Pages that print one article (for phones, for the printer, once more after a correction) share its
text, and that must not look like chrome: so articles are counted, not pages, and the one that is
being cleaned is left out of the count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .site_sketch import GAP, PageSketch, page_id

_MOST_TIMES = 2  # a menu is printed for wide and for narrow screens

Pair = tuple[str, str]
"""Digests of a line and the one behind it."""


@dataclass(frozen=True, slots=True)
class SiteArticle:
    """One article of the site, with all pages that print it."""

    ids: frozenset[str]
    """Of the pages."""
    contents: tuple[frozenset[str], ...]
    """Each page's own content, see `content`."""
    pairs: frozenset[Pair]
    """Neighbouring lines on any of the pages."""
    shares: dict[str, float]
    """By block signature, the share of its text that was judged body, 0 to 1."""


class Others:
    """What a site's other articles say, seen from a page."""

    def __init__(self, site: Site, own: Sequence[SiteArticle]) -> None:
        self._site, self._own = site, own
        self.count = len(site.articles) - len(own)
        """How many there are."""

    def recurring(self, lines: Sequence[str]) -> list[int]:
        """For each pair of neighbours (the page's ends are some), on how many others it stands.

        None for a pair that the page has more than twice: such are the labels of a long list, as
        of sources or reviews, that other articles have as well.
        """
        pairs = pairs_of(lines)
        here = Counter(pairs)
        return [self._others_with(pair) if here[pair] <= _MOST_TIMES else 0 for pair in pairs]

    def _others_with(self, pair: Pair) -> int:
        return self._site.pairs[pair] - sum(pair in article.pairs for article in self._own)

    def body_share(self, signature: str) -> tuple[int, float]:
        """On how many others a block signature stands, and its mean share of body text."""
        own = [article.shares[signature] for article in self._own if signature in article.shares]
        pages = self._site.signatures[signature] - len(own)
        share = (self._site.shares[signature] - sum(own)) / pages if pages else 0.0
        return pages, share


class Site:
    """Sums over the articles of a site."""

    def __init__(self, pages: Sequence[PageSketch]) -> None:
        self.articles = [_article(group) for group in _by_article(pages)]
        self.pairs: Counter[Pair] = Counter()
        self.signatures: Counter[str] = Counter()
        self.shares: Counter[str] = Counter()
        for article in self.articles:
            self.pairs.update(article.pairs)
            self.signatures.update(article.shares.keys())
            for signature, share in article.shares.items():
                self.shares[signature] += share  # type: ignore[assignment]

    def others(self, lines: Sequence[str], verdicts: Sequence[str]) -> Others:
        """The site without the article of a page, given the page's lines and verdicts."""
        own_id, own = page_id(lines), content(lines, verdicts)
        return Others(self, [
            article for article in self.articles
            if own_id in article.ids or any(is_same(own, each) for each in article.contents)
        ])  # fmt: skip


def content(lines: Sequence[str], verdicts: Sequence[str]) -> frozenset[str]:
    """The lines that tell an article from others: its prose; without any, all of its body."""
    marked = list(zip(lines, verdicts, strict=True))
    prose = frozenset(line for line, verdict in marked if verdict == "p")
    return prose or frozenset(line for line, verdict in marked if verdict == "b")


def is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two contents are of one article: half of the shorter, or more, is in both."""
    return 2 * len(one & other) >= min(len(one), len(other)) > 0


def pairs_of(lines: Sequence[str]) -> list[Pair]:
    """Neighbours in order, the ends of the page among them: one more than there are lines."""
    return list(zip((GAP, *lines), (*lines, GAP), strict=True))


def _by_article(pages: Sequence[PageSketch]) -> list[list[PageSketch]]:
    """Each page with the first that prints the same article, the fullest pages being first.

    Nothing is chained: a stub that has only chrome in common with two articles joins one of them,
    and does not make them one.
    """
    contents = {page.id: content(page.lines, page.verdicts) for page in pages}
    groups: list[list[PageSketch]] = []
    for page in sorted(pages, key=lambda page: (-len(contents[page.id]), page.id)):
        own = contents[page.id]
        group = next((each for each in groups if is_same(own, contents[each[0].id])), None)
        if group:
            group.append(page)
        else:
            groups.append([page])
    return groups


def _article(pages: list[PageSketch]) -> SiteArticle:
    body: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for page in pages:
        for signature in page.signatures:
            body[signature.digest] += signature.body
            whole[signature.digest] += signature.body + signature.chrome
    return SiteArticle(
        ids=frozenset(page.id for page in pages),
        contents=tuple(content(page.lines, page.verdicts) for page in pages),
        pairs=frozenset(pair for page in pages for pair in pairs_of(page.lines)),
        shares={digest: body[digest] / whole[digest] for digest in whole},
    )
