"""The main path: a page goes in, an `Article` comes out."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree

from ._twins import fastest
from .article import Article
from .asked_dates import asked_once
from .assemble import assemble
from .decode import decode, whole
from .errors import ArgumentError, ExtractorError, OutOfTime, ScrapecleanError, TooLarge
from .explain import Explanation, explain_tally
from .lazy_patterns import lazy_re
from .limits import Limits, cut_blocks
from .model import Claim, Document, SoFar
from .recipe import Recipe
from .segment import _scan
from .segment.html import segment_html, segment_tree
from .segment.sniff import refuse_data, refuse_foreign, sniff
from .tally import Tally

Kind = Literal["html", "text"]
# Nobody reads them, libxml2 stops at NUL, and terminals obey some.
_CONTROLS = lazy_re(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]+")
_has_controls = fastest(_scan).has_controls


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaner:
    """A recipe and its limits; make one, use it for any number of pages, in any thread."""

    recipe: Recipe = field(default_factory=Recipe.default)
    """The extractors, in order."""
    limits: Limits = field(default_factory=Limits)
    """What one page may cost."""

    def __post_init__(self) -> None:
        if not isinstance(self.recipe, Recipe):
            raise ArgumentError(f"recipe must be a Recipe, not {type(self.recipe).__name__}")
        if not isinstance(self.limits, Limits):
            raise ArgumentError(f"limits must be Limits, not {type(self.limits).__name__}")

    def extract(
        self,
        page: Any,
        *,
        url: str | None = None,
        kind: Kind | None = None,
        content_type: str | None = None,
    ) -> Article:
        """Clean one page. Arguments, result and errors are those of `scrapeclean.extract`."""
        until = self._until()
        document = self.segment(page, url=url, kind=kind, content_type=content_type)
        with asked_once():  # by extractors, and for the comments once more
            return assemble(document, self.judge(document, until=until))

    def explain(
        self,
        page: Any,
        *,
        url: str | None = None,
        kind: Kind | None = None,
        content_type: str | None = None,
    ) -> Explanation:
        """Say where each block of a page ended and who voted for what.

        Arguments and errors are those of `scrapeclean.extract`.
        """
        until = self._until()
        document = self.segment(page, url=url, kind=kind, content_type=content_type)
        return explain_tally(document, self.judge(document, until=until))

    def segment(
        self,
        page: Any,
        *,
        url: str | None = None,
        kind: Kind | None = None,
        content_type: str | None = None,
    ) -> Document:
        """Turn a page into its frozen list of blocks, judging nothing."""
        _check_arguments(url=url, kind=kind, content_type=content_type)
        url = url and whole(url)
        document = self._segment(page, url, kind, content_type)
        return cut_blocks(document, self.limits.blocks)

    def _segment(
        self, page: Any, url: str | None, kind: Kind | None, content_type: str | None
    ) -> Document:
        # Where nobody has imported bs4, or another thread has only begun to, the page is no tag.
        tag = getattr(sys.modules.get("bs4"), "Tag", None)
        if tag and isinstance(page, tag):
            source = page.decode()
            self._check_size(len(source), "characters")
            return segment_html(_readable(source), url=url, depth=self.limits.depth)
        if isinstance(page, etree._ElementTree):  # lxml has no public name for it
            page = page.getroot()
        if isinstance(page, etree._Element):
            return segment_tree(page, url=url, depth=self.limits.depth)
        if isinstance(page, (bytes, bytearray, memoryview)):
            return self._segment_bytes(bytes(page), url, kind, content_type)
        if isinstance(page, str):
            return self._segment_str(page, url, kind, ())
        raise ArgumentError(
            f"page must be bytes, str, an lxml element or tree or a BeautifulSoup object, "
            f"not {type(page).__name__}"
        )

    def judge(self, document: Document, *, until: float = math.inf) -> Tally:
        """Let every extractor of the recipe speak.

        Args:
            document: the page.
            until: when no further one is asked, on the clock of `time.monotonic`.

        Raises:
            ExtractorError: an extractor raised, or returned what it had not promised.
            OutOfTime: none that judges the text was asked in time.
        """
        tally = Tally(len(document.blocks))
        with asked_once():
            for at, extractor in enumerate(self.recipe):
                if time.monotonic() > until:
                    self._out_of_time(tally, at)
                    break
                try:
                    tally.add(extractor, extractor(document, tally))
                except ScrapecleanError:
                    raise
                except Exception as error:
                    fault = f"raised {type(error).__name__}: {error}"
                    raise ExtractorError(extractor.name, fault) from error
        return tally

    def _until(self) -> float:
        seconds = self.limits.seconds
        return math.inf if seconds is None else time.monotonic() + seconds

    def _out_of_time(self, tally: Tally, at: int) -> None:
        """Note which extractors had no time to look at the page, or give it up."""
        seconds = self.limits.seconds or 0.0
        asked, left = self.recipe.extractors[:at], self.recipe.names[at:]
        if not any("body" in extractor.assigns for extractor in asked):
            raise OutOfTime(seconds)
        said = f"out of time after {seconds:g} s: {', '.join(left)} did not look at the page"
        tally.add(_Clock(), [Claim("warnings", said, 1.0, "limits")])

    def _segment_bytes(
        self, data: bytes, url: str | None, kind: Kind | None, content_type: str | None
    ) -> Document:
        self._check_size(len(data), "bytes")
        refuse_foreign(data)
        decoded = decode(data, content_type=content_type)
        as_given = data if decoded.encoding == "utf-8" and not decoded.warnings else None
        return self._segment_str(decoded.text, url, kind, decoded.warnings, as_given)

    def _segment_str(
        self,
        text: str,
        url: str | None,
        kind: Kind | None,
        warnings: tuple[str, ...],
        data: bytes | None = None,
    ) -> Document:
        self._check_size(len(text), "characters")
        refuse_data(text)
        text = _readable(text.removeprefix("\ufeff"), data)
        if (kind or sniff(text)) == "html":
            return segment_html(text, url=url, warnings=warnings, depth=self.limits.depth)
        from .segment.text import segment_text  # only pages without markup need it

        return segment_text(text, url=url, warnings=warnings)

    def _check_size(self, size: int, unit: str) -> None:
        if size > self.limits.size:
            raise TooLarge(size, self.limits.size, unit)


class _Clock:
    """Signs what the limit of time has to say."""

    name = "limits"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"warnings"})

    def __call__(self, doc: Document, so_far: SoFar) -> tuple[()]:
        return ()


def _readable(text: str, data: bytes | None = None) -> str:
    """Without control characters and lone surrogates; `data` is the text in UTF-8, if known."""
    if data is None:
        text = whole(text)
        data = text.encode()
    return _CONTROLS.sub("", text) if _has_controls(data) else text


def _check_arguments(*, url: object, kind: object, content_type: object) -> None:
    if kind not in (None, "html", "text"):
        raise ArgumentError(f"kind must be 'html', 'text' or None, not {kind!r}")
    for name, value in (("url", url), ("content_type", content_type)):
        if value is not None and not isinstance(value, str):
            raise ArgumentError(f"{name} must be a str or None, not {type(value).__name__}")
