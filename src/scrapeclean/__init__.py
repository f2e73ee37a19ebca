"""scrapeclean: from whatever a scrape left of an article page to a clean, typed article.

    >>> import scrapeclean
    >>> article = scrapeclean.extract(page, url="https://example.org/a")
    >>> article.title, article.text, article.related

`extract` is a pure function of its arguments. To change the pipeline, build a `Cleaner` from a
`Recipe`; to see why a line went where it did, call `explain`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from ._version import __version__
from .article import Article
from .cleaner import Cleaner, Kind
from .errors import (
    ArgumentError,
    EmptyInput,
    ExtractorError,
    InputError,
    LexiconError,
    NotAPage,
    OutOfTime,
    RecipeError,
    SchemaError,
    ScrapecleanError,
    SiteFileError,
    TooLarge,
)
from .explain import Explained, Explanation
from .limits import Limits
from .model import (
    Block,
    Claim,
    Container,
    Document,
    Extractor,
    Group,
    Head,
    Item,
    Link,
    Mark,
    Media,
    Property,
    Role,
    SoFar,
    Vote,
)
from .parts import (
    Author,
    BodyBlock,
    Cell,
    Comment,
    Embed,
    Image,
    LinkGroup,
    NamedLink,
    OtherArticle,
    Pages,
    Provenance,
    Rejected,
    Removed,
    Span,
    Widget,
)
from .recipe import Recipe, installed_extractors
from .segment._fastest import accelerated

if TYPE_CHECKING:
    from .sites import SiteModel

__all__ = [
    "ArgumentError",
    "Article",
    "Author",
    "Block",
    "BodyBlock",
    "Cell",
    "Claim",
    "Cleaner",
    "Comment",
    "Container",
    "Document",
    "Embed",
    "EmptyInput",
    "Explained",
    "Explanation",
    "Extractor",
    "ExtractorError",
    "Group",
    "Head",
    "Image",
    "InputError",
    "Item",
    "LexiconError",
    "Limits",
    "Link",
    "LinkGroup",
    "Mark",
    "Media",
    "NamedLink",
    "NotAPage",
    "OtherArticle",
    "OutOfTime",
    "Pages",
    "Property",
    "Provenance",
    "Recipe",
    "RecipeError",
    "Rejected",
    "Removed",
    "Role",
    "SchemaError",
    "ScrapecleanError",
    "SiteFileError",
    "SiteModel",
    "SoFar",
    "Span",
    "TooLarge",
    "Vote",
    "Widget",
    "__version__",
    "accelerated",
    "explain",
    "extract",
    "installed_extractors",
]


def __getattr__(name: str) -> Any:
    if name == "SiteModel":  # few need it
        from .sites import SiteModel

        return SiteModel
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


@cache
def _default_cleaner() -> Cleaner:
    return Cleaner()


def extract(
    page: Any,
    *,
    url: str | None = None,
    kind: Kind | None = None,
    content_type: str | None = None,
    cleaner: Cleaner | None = None,
    limits: Limits | None = None,
) -> Article:
    """Clean one page.

    Args:
        page: HTML or flattened text as ``bytes`` or ``str``, an lxml element or tree, or a
            BeautifulSoup object. Neither kind of tree is changed.
        url: the page's address: makes links absolute and helps to tell the site's name.
        kind: ``"html"`` or ``"text"`` where looking at the page should not decide it.
        content_type: the HTTP ``Content-Type`` header that came with bytes, for its charset.
        cleaner: a `Cleaner` with a recipe or limits of your own.
        limits: what the page may cost, in place of the cleaner's limits.

    Returns:
        The article. A readable page that is none comes back with ``status="not_article"``, one
        without text with ``status="empty"``; doubts are in ``warnings``.

    Raises:
        EmptyInput: there is nothing to read.
        NotAPage: it is a PDF, an image, an archive, JSON …
        TooLarge: it is larger than the limits allow.
        OutOfTime: it took longer than the limits allow, and nothing was known of it by then.
        ArgumentError: an argument has a wrong type or value.
        ExtractorError: an extractor of your own failed.
    """
    chosen = _chosen(cleaner, limits)
    return chosen.extract(page, url=url, kind=kind, content_type=content_type)


def explain(
    page: Any,
    *,
    url: str | None = None,
    kind: Kind | None = None,
    content_type: str | None = None,
    cleaner: Cleaner | None = None,
    limits: Limits | None = None,
) -> Explanation:
    """Say where each block of a page ended, and why: print the result, or go through it.

    Arguments and errors are those of `extract`.
    """
    chosen = _chosen(cleaner, limits)
    return chosen.explain(page, url=url, kind=kind, content_type=content_type)


def _chosen(cleaner: Cleaner | None, limits: Limits | None) -> Cleaner:
    if cleaner is None:
        cleaner = _default_cleaner()
    if not isinstance(cleaner, Cleaner):
        raise ArgumentError(f"cleaner must be a Cleaner, not {type(cleaner).__name__}")
    return replace(cleaner, limits=limits) if limits is not None else cleaner
