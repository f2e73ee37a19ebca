"""The pieces an `Article` is made of: small frozen pydantic models, validated once at the end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .model import Role

Probability = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """Base of every part: frozen, no unknown fields, lone surrogates never reach it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Author(Part):
    """A person or organisation that signs the article."""

    name: str = Field(description="The name alone: no 'By', no role, no date.")
    url: str | None = Field(
        default=None, description="A page about the author, if the page links one."
    )
    raw: str = Field(default="", description="The byline or value it was read from, as found.")


class NamedLink(Part):
    """A visible text and, where there is one, the address it links to."""

    name: str = Field(description="The visible text.")
    url: str | None = Field(default=None, description="The address; none in flattened text.")


class LinkGroup(Part):
    """A list that points at other articles."""

    heading: str | None = Field(
        default=None, description="The heading as found on the page, or none."
    )
    links: tuple[NamedLink, ...] = Field(
        default=(), description="Its items, each by itself, in order."
    )


class Image(Part):
    """A picture that belongs to the article."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Embed(Part):
    """A player or post shown inside the article."""

    url: str
    title: str = ""


class Comment(Part):
    """A reader's comment."""

    text: str = Field(description="What it says, without signature and controls.")
    author: str | None = Field(default=None, description="The name it is signed with, if any.")
    date: datetime | None = Field(
        default=None, description="When it was written; aware if the page states a zone."
    )
    level: int = Field(default=1, ge=1, description="1, or one more than what it replies to.")
    where: str = Field(default="", description="Where on the page it stands.")


class OtherArticle(Part):
    """A further article on the page; its text is in `removed`."""

    title: str = Field(description="Its headline, as shown.")
    url: str | None = Field(default=None, description="Where the headline links to.")
    start: str = Field(default="", description="The first words of its text.")


class Widget(Part):
    """A control or counter, such as ``veryGood! (2)`` or a row of share buttons."""

    kind: str = Field(
        description="like, share, views, comments, rating, font_size, print or other."
    )
    text: str = Field(description="As shown.")
    count: int | None = Field(default=None, description="The number it shows, if any.")
    where: str = Field(default="", description="Where on the page it stands.")


SpanKind = Literal[
    "link", "em", "strong", "code", "sub", "sup", "del", "ins", "mark", "kbd", "note", "tex",
    "mathml",
]  # fmt: skip


class Span(Part):
    """Inline markup of a body block, by character offsets into its text."""

    start: int
    end: int
    kind: SpanKind = Field(
        description="`note` is a reference to a footnote; `tex` a formula in TeX; `mathml` a "
        "formula of which only the MathML is known, the text being what it shows."
    )
    url: str | None = Field(default=None, description="The target of a link.")
    note: str = Field(default="", description="The label of the footnote that a note refers to.")
    mathml: str = Field(default="", description="A formula's MathML, as the page has it.")


class Cell(Part):
    """One cell of a table."""

    text: str
    header: bool = False
    columns: int = Field(default=1, ge=1, description="How many columns it covers.")
    rows: int = Field(default=1, ge=1, description="How many rows it covers.")
    spans: tuple[Span, ...] = Field(default=(), description="Links and emphasis inside the text.")


BodyKind = Literal[
    "paragraph", "heading", "item", "table", "code", "quote", "term", "definition", "footnote",
    "math", "image", "embed", "rule",
]  # fmt: skip


class BodyBlock(Part):
    """One typed piece of the article's body.

    The list of blocks is flat; nesting is told by `level`, `quoted` and `continues`, which is all
    that the renderers need to build a tree of it again.
    """

    kind: BodyKind
    text: str = Field(default="", description="Its plain text; empty for images, embeds and rules.")
    level: int = Field(
        default=0,
        ge=0,
        description="Heading level 1-6; depth of an item from 1; for others, the depth of the "
        "item before them that they stand in, 0 for none.",
    )
    continues: bool = Field(
        default=False,
        description="One more paragraph of the item, definition, quotation or footnote before it.",
    )
    quoted: bool = Field(default=False, description="Stands in a quotation.")
    ordered: bool = Field(default=False, description="An item of a numbered list.")
    number: int | None = Field(default=None, description="The number of an ordered item, if known.")
    spans: tuple[Span, ...] = Field(default=(), description="Links and emphasis inside the text.")
    rows: tuple[tuple[Cell, ...], ...] = Field(default=(), description="The rows of a table.")
    caption: str = Field(
        default="", description="The caption of a table or image; an image's is no body text."
    )
    credit: str = Field(default="", description="Who made an image, or whose it is, as shown.")
    source: str = Field(default="", description="Who or what is quoted, after the last paragraph.")
    language: str = Field(default="", description="Programming language of code, as marked up.")
    label: str = Field(default="", description="The mark of a footnote, unique in the article.")
    url: str | None = Field(default=None, description="Address of an image, embed or quotation.")
    alt: str = Field(default="", description="Alternative text of an image, title of an embed.")
    where: str = Field(default="", description="Where on the page it stands.")


class Pages(Part):
    """The other pages of an article that is spread over several."""

    number: int = Field(ge=1, description="Of this page, from 1.")
    count: int = Field(ge=1, description="The greatest number that this page names.")
    previous_page: str | None = Field(default=None, description="Address of the page before.")
    next_page: str | None = Field(default=None, description="Address of the page after.")


class Removed(Part):
    """A piece of the page that was set aside: chrome is data too."""

    kind: Role = Field(description="The role it plays on the page.")
    text: str = Field(description="Its text, as shown.")
    reason: str = Field(description="Why it is not part of the article's body.")
    extractor: str = Field(description="Who said so with the most weight; empty if nobody spoke.")
    score: float = Field(description="The weight behind the role, in log odds.")
    where: str = Field(description="A line number, or the last elements above it.")


class Rejected(Part):
    """A proposal for a field that lost."""

    value: str
    source: str
    extractor: str
    confidence: Probability


class Provenance(Part):
    """Where a field's value comes from."""

    source: str = Field(description="json-ld, meta, microdata, url, text …")
    extractor: str
    confidence: Probability = Field(description="Probability that the value is right.")
    raw: str = Field(default="", description="The text it was read from, as found.")
    where: str = Field(
        default="", description="Where on the page that text stands, if it is visible."
    )
    rejected: tuple[Rejected, ...] = Field(default=(), description="Other proposals, best first.")
