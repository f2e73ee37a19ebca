"""The main path: a page goes in, an `Article` comes out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from bs4 import Tag
from lxml import etree

from .article import Article
from .assemble import assemble
from .decode import decode
from .errors import ArgumentError, ExtractorError, ScrapecleanError, TooLarge
from .explain import Explanation, explain_tally
from .model import Document
from .recipe import Recipe
from .segment.html import segment_html, segment_tree
from .segment.sniff import refuse_data, refuse_foreign, sniff
from .segment.text import segment_text
from .tally import Tally

Kind = Literal["html", "text"]
# Nobody reads them, libxml2 stops at NUL, and terminals obey some.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]+")
_MAX_SIZE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaner:
    """A recipe and its limits; make one, use it for any number of pages, in any thread."""

    recipe: Recipe = field(default_factory=Recipe.default)
    """The extractors, in order."""
    max_size: int = _MAX_SIZE
    """The largest page accepted: bytes for ``bytes``, characters for ``str``."""

    def __post_init__(self) -> None:
        if not isinstance(self.recipe, Recipe):
            raise ArgumentError(f"recipe must be a Recipe, not {type(self.recipe).__name__}")
        if (
            isinstance(self.max_size, bool)
            or not isinstance(self.max_size, int)
            or self.max_size < 1
        ):
            raise ArgumentError(f"max_size must be a positive number, not {self.max_size!r}")

    def extract(
        self,
        page: Any,
        *,
        url: str | None = None,
        kind: Kind | None = None,
        content_type: str | None = None,
    ) -> Article:
        """Clean one page. Arguments, result and errors are those of `scrapeclean.extract`."""
        document = self.segment(page, url=url, kind=kind, content_type=content_type)
        return assemble(document, self.judge(document))

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
        document = self.segment(page, url=url, kind=kind, content_type=content_type)
        return explain_tally(document, self.judge(document))

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
        if isinstance(page, Tag):
            return segment_html(page.decode(), url=url)
        if isinstance(page, etree._ElementTree):  # lxml has no public name for it
            page = page.getroot()
        if isinstance(page, etree._Element):
            return segment_tree(page, url=url)
        if isinstance(page, (bytes, bytearray, memoryview)):
            return self._segment_bytes(bytes(page), url, kind, content_type)
        if isinstance(page, str):
            return self._segment_str(page, url, kind, ())
        raise ArgumentError(
            f"page must be bytes, str, an lxml element or tree or a BeautifulSoup object, "
            f"not {type(page).__name__}"
        )

    def judge(self, document: Document) -> Tally:
        """Let every extractor of the recipe speak.

        Raises:
            ExtractorError: an extractor raised, or returned what it had not promised.
        """
        tally = Tally(len(document.blocks))
        for extractor in self.recipe:
            try:
                tally.add(extractor, extractor(document, tally))
            except ScrapecleanError:
                raise
            except Exception as error:
                fault = f"raised {type(error).__name__}: {error}"
                raise ExtractorError(extractor.name, fault) from error
        return tally

    def _segment_bytes(
        self, data: bytes, url: str | None, kind: Kind | None, content_type: str | None
    ) -> Document:
        self._check_size(len(data), "bytes")
        refuse_foreign(data)
        decoded = decode(data, content_type=content_type)
        return self._segment_str(decoded.text, url, kind, decoded.warnings)

    def _segment_str(
        self, text: str, url: str | None, kind: Kind | None, warnings: tuple[str, ...]
    ) -> Document:
        self._check_size(len(text), "characters")
        refuse_data(text)
        text = text.removeprefix("\ufeff")
        if _CONTROLS.search(text):
            text = _CONTROLS.sub("", text)
        segment = segment_html if (kind or sniff(text)) == "html" else segment_text
        return segment(text, url=url, warnings=warnings)

    def _check_size(self, size: int, unit: str) -> None:
        if size > self.max_size:
            raise TooLarge(size, self.max_size, unit)


def _check_arguments(*, url: object, kind: object, content_type: object) -> None:
    if kind not in (None, "html", "text"):
        raise ArgumentError(f"kind must be 'html', 'text' or None, not {kind!r}")
    for name, value in (("url", url), ("content_type", content_type)):
        if value is not None and not isinstance(value, str):
            raise ArgumentError(f"{name} must be a str or None, not {type(value).__name__}")
