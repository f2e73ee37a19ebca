"""The `Article`: what comes out, validated once."""

from __future__ import annotations

import json
import textwrap
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from . import render
from .parts import (
    Author,
    BodyBlock,
    Comment,
    Embed,
    Image,
    LinkGroup,
    NamedLink,
    OtherArticle,
    Pages,
    Part,
    Probability,
    Provenance,
    Removed,
    Widget,
)

Status = Literal["ok", "not_article", "empty"]
PageType = Literal["article", "listing", "forum", "product", "documentation", "service", "other"]


class Article(Part):
    """A cleaned page: the article, and everything that was set aside, typed.

    Round trip: ``Article.model_validate_json(article.model_dump_json()) == article``.
    The published JSON Schema is ``Article.model_json_schema()``.
    """

    url: str | None = Field(default=None, description="The page's address as given by the caller.")
    canonical_url: str | None = Field(
        default=None, description="The address the page gives itself."
    )
    domain: str | None = Field(default=None, description="Registrable domain of the address.")
    site_name: str | None = Field(default=None, description="Name of the site or publication.")
    title: str | None = Field(
        default=None, description="The headline as printed, no site or section."
    )
    subtitle: str | None = Field(default=None, description="The standfirst, if it is set apart.")
    description: str | None = Field(default=None, description="The page's summary of itself.")
    authors: tuple[Author, ...] = Field(default=(), description="Who signs the article.")
    date_published: datetime | None = Field(
        default=None,
        description="Aware if the page states a zone, else naive; midnight if only a day.",
    )
    date_modified: datetime | None = Field(default=None, description="As `date_published`.")
    language: str | None = Field(default=None, description="BCP 47 tag.")
    direction: Literal["ltr", "rtl"] | None = Field(
        default=None, description="Direction of the script."
    )
    sections: tuple[str, ...] = Field(
        default=(), description="The site's sections the article is in."
    )
    tags: tuple[str, ...] = Field(default=(), description="Topics, as shown.")
    breadcrumbs: tuple[NamedLink, ...] = Field(
        default=(), description="The trail, outermost first."
    )
    main_image: Image | None = Field(
        default=None, description="The picture that stands for the article."
    )
    images: tuple[Image, ...] = Field(default=(), description="The pictures inside the article.")
    embeds: tuple[Embed, ...] = Field(
        default=(), description="Players and posts inside the article."
    )
    is_accessible_for_free: bool | None = Field(default=None, description="False behind a paywall.")
    page_type: PageType | None = Field(default=None, description="What kind of page this is.")
    blocks: tuple[BodyBlock, ...] = Field(default=(), description="The body, typed, in order.")
    text: str = Field(default="", description="The body as plain text, a line per paragraph.")
    comments: tuple[Comment, ...] = Field(default=(), description="Readers' comments.")
    other_articles: tuple[OtherArticle, ...] = Field(
        default=(), description="Further articles on the page."
    )
    related: tuple[LinkGroup, ...] = Field(default=(), description="Lists of related articles.")
    ranking: tuple[LinkGroup, ...] = Field(
        default=(), description="Most read, top ten and the like."
    )
    recommendation: tuple[LinkGroup, ...] = Field(default=(), description="Recommended articles.")
    latest: tuple[LinkGroup, ...] = Field(default=(), description="Lists of the newest articles.")
    previous: NamedLink | None = Field(default=None, description="The article before this one.")
    next: NamedLink | None = Field(default=None, description="The article after this one.")
    pages: Pages | None = Field(
        default=None,
        description="The other pages of this article, if it has several; not its neighbours.",
    )
    widgets: tuple[Widget, ...] = Field(default=(), description="Controls and counters.")
    removed: tuple[Removed, ...] = Field(default=(), description="All other text, with the reason.")
    provenance: dict[str, Provenance] = Field(
        default_factory=dict, description="Where each field comes from, by field name."
    )
    confidence: Probability = Field(
        default=0.0,
        description="Probability that body, title, date and authors are all right; calibrated for "
        "HTML. For flattened text how clearly the body stands apart.",
    )
    status: Status = Field(
        default="ok", description="ok, not_article (readable, but no article), empty."
    )
    warnings: tuple[str, ...] = Field(default=(), description="What a careful reader should know.")
    versions: dict[str, str] = Field(
        default_factory=dict, description="Versions of the package and of its data."
    )

    def to_markdown(self) -> str:
        """The title and body as Markdown (CommonMark with GitHub tables)."""
        return render.markdown(self.title, self.blocks)

    def to_html(self) -> str:
        """The title and body as one semantic, safe ``<article>``: no scripts, styles, handlers."""
        return render.html(
            self.title, self.blocks, language=self.language, direction=self.direction
        )

    def to_schema_org(self) -> dict[str, Any]:
        """The article as a schema.org ``Article``, ready for ``json.dumps``."""
        return _without_empty(
            {
                "@context": "https://schema.org",
                "@type": "Article",
                "headline": self.title,
                "alternativeHeadline": self.subtitle,
                "description": self.description,
                "url": self.canonical_url or self.url,
                "author": [
                    _without_empty({"@type": "Person", "name": a.name, "url": a.url})
                    for a in self.authors
                ],
                "datePublished": self.date_published and self.date_published.isoformat(),
                "dateModified": self.date_modified and self.date_modified.isoformat(),
                "inLanguage": self.language,
                "articleSection": list(self.sections),
                "keywords": list(self.tags),
                "image": self.main_image and self.main_image.url,
                "isAccessibleForFree": self.is_accessible_for_free,
                "publisher": self.site_name and {"@type": "Organization", "name": self.site_name},
                "articleBody": self.text,
            }
        )

    def __repr__(self) -> str:
        """A glance: what was found and how much, never the whole page."""
        words = len(self.text.split())
        start = textwrap.shorten(self.text, 60, placeholder=" …")
        chrome = ", ".join(
            f"{name}={sum(len(group.links) for group in getattr(self, name))}"
            for name in ("related", "ranking", "recommendation", "latest")
            if getattr(self, name)
        )
        facts = [
            f"title={self.title!r}",
            f"site_name={self.site_name!r}" if self.site_name else "",
            f"authors={[a.name for a in self.authors]}" if self.authors else "",
            f"date_published='{self.date_published}'" if self.date_published else "",
            f"blocks={len(self.blocks)}",
            f"words={words}",
            f"text={json.dumps(start, ensure_ascii=False)}",
            chrome,
            f"removed={len(self.removed)}",
            f"status={self.status!r}",
            f"confidence={self.confidence:.2f}",
        ]
        return f"Article({', '.join(fact for fact in facts if fact)})"

    __str__ = __repr__


def _without_empty(thing: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}
