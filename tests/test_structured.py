"""What a page says of itself to machines, and how far it is believed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean.extractors._structured_values import as_terms
from scrapeclean.extractors.structured import JsonLd, Meta, Microdata
from scrapeclean.lexicon import load
from scrapeclean.model import Claim, Document, Head, Property
from scrapeclean.parts import NamedLink
from scrapeclean.segment.html import segment_html
from scrapeclean.tally import Tally

URL = "https://news.example.org/a/story"


def page(
    *ld: Any, meta: dict[str, Any] | None = None, properties: tuple[Property, ...] = (), **head: Any
) -> Document:
    """A page with nothing but what it says to machines."""
    pairs = [
        (name, content)
        for name, contents in (meta or {}).items()
        for content in (contents if isinstance(contents, list) else [contents])
    ]
    scripts = tuple(each if isinstance(each, str) else json.dumps(each) for each in ld)
    read = Head(meta=tuple(pairs), json_ld=scripts, base_url=URL, **head)
    return Document("html", (), (), head=read, properties=properties, url=URL)


def claims(extractor: JsonLd | Meta | Microdata, doc: Document, field: str) -> list[Claim]:
    found = list(extractor(doc, Tally(0)))
    assert {claim.field for claim in found} <= extractor.assigns
    return [claim for claim in found if claim.field == field]


def value(extractor: JsonLd | Meta | Microdata, doc: Document, field: str) -> Any:
    found = claims(extractor, doc, field)
    return max(found, key=lambda claim: claim.confidence).value if found else None


def prop(name: str, text: str, scope: str = "", block: int = 0, of: str = "") -> Property:
    return Property(name, of or text, text, scope, 0, block)


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bears &amp; bees <em>move</em> north",
    "alternativeHeadline": "A warm spring",
    "author": [{"@type": "Person", "name": "Jane Doe", "url": "/jane"}, "By John Roe"],
    "datePublished": "2024-05-03T15:47:42+02:00",
    "dateModified": "2024-05-04",
    "articleSection": ["Nature"],
    "keywords": "bears, bees",
    "image": [{"@type": "ImageObject", "url": "/bear.jpg", "caption": "A bear"}],
    "inLanguage": "en_us",
    "isAccessibleForFree": "False",
    "publisher": {"@type": "Organization", "name": "Example News"},
    "comment": [{"@type": "Comment", "author": {"name": "Loud Reader"}, "text": "First!"}],
}


def test_json_ld_fills_the_fields_in_their_types() -> None:
    doc = page(ARTICLE)
    fields = {claim.field: claim.value for claim in JsonLd()(doc, Tally(0))}
    assert fields["title"] == "Bears & bees move north"
    assert fields["subtitle"] == "A warm spring"
    assert [(a.name, a.url) for a in fields["authors"]] == [
        ("Jane Doe", "https://news.example.org/jane"),
        ("John Roe", None),
    ]
    assert fields["date_published"].isoformat() == "2024-05-03T15:47:42+02:00"
    assert fields["date_modified"] == datetime(2024, 5, 4)
    assert fields["sections"] == ("Nature",)
    assert fields["tags"] == ("bears", "bees")
    assert fields["main_image"].url == "https://news.example.org/bear.jpg"
    assert fields["main_image"].caption == "A bear"
    assert fields["language"] == "en-US"
    assert fields["is_accessible_for_free"] is False
    assert fields["site_name"] == "Example News"


def test_the_page_s_own_article_is_told_from_others_by_address() -> None:
    other = {"@type": "NewsArticle", "headline": "Another story", "url": "/b", "author": "Ann Poe"}
    own = {**ARTICLE, "mainEntityOfPage": {"@id": "http://www.news.example.org/a/story/#main"}}
    doc = page([other, {**own, "mainEntityOfPage": "http://news.example.org/a/story/"}])
    assert value(JsonLd(), doc, "title") == "Bears & bees move north"


def test_the_page_s_own_article_is_told_from_others_by_title() -> None:
    other = {"@type": "NewsArticle", "headline": "Another story of the day"}
    doc = page([other, ARTICLE], title="Bears & bees move north | Example News")
    assert value(JsonLd(), doc, "title") == "Bears & bees move north"


def test_without_a_sign_the_first_article_counts_and_never_a_site() -> None:
    site = {"@type": "WebSite", "name": "Example News", "headline": "All the news"}
    other = {"@type": "NewsArticle", "headline": "Another story of the day"}
    doc = page(site, ARTICLE, other)
    assert value(JsonLd(), doc, "title") == "Bears & bees move north"
    assert value(JsonLd(), doc, "site_name") == "Example News"


def test_dates_of_the_page_stand_in_where_no_article_is_described() -> None:
    doc = page({"@type": "WebPage", "name": "A story", "datePublished": "2024-05-03"})
    assert value(JsonLd(), doc, "date_published") == datetime(2024, 5, 3)
    assert value(JsonLd(), doc, "authors") is None


def test_an_organisation_or_the_site_itself_is_believed_less_as_author() -> None:
    def confidence(author: Any) -> float:
        doc = page({**ARTICLE, "author": author}, meta={"og:site_name": "Example News"})
        return claims(JsonLd(), doc, "authors")[0].confidence

    person = confidence({"@type": "Person", "name": "Jane Doe"})
    assert confidence({"@type": "NewsMediaOrganization", "name": "Some Agency"}) < person
    assert confidence({"@type": "Person", "name": "example news"}) < person

    usual = load("sources")["meta"]["authors"]["author"]
    doc = page(meta={"author": "Example News", "og:site_name": "Example News"})
    assert claims(Meta(), doc, "authors")[0].confidence < usual


def test_breadcrumbs_come_in_their_order_with_absolute_addresses() -> None:
    items = [
        {"@type": "ListItem", "position": 2, "item": {"@id": "/a", "name": "Nature"}},
        {"@type": "ListItem", "position": "1", "name": "Home", "item": "https://example.org/"},
        {"@type": "ListItem", "position": 3, "name": "Bears"},
    ]
    doc = page({"@type": "BreadcrumbList", "itemListElement": items})
    assert value(JsonLd(), doc, "breadcrumbs") == (
        NamedLink(name="Home", url="https://example.org/"),
        NamedLink(name="Nature", url="https://news.example.org/a"),
        NamedLink(name="Bears"),
    )


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("title", {"headline": "  "}),
        ("title", {"headline": "x" * 500}),
        ("title", {"headline": "{{ article.title }}"}),
        ("authors", {"author": "https://www.example.org/jane"}),
        ("authors", {"author": {"name": "admin"}}),
        ("date_published", {"datePublished": "2 hours ago"}),
        ("main_image", {"image": "data:image/png;base64,xxxx"}),
        ("main_image", {"image": {"url": []}}),
        ("language", {"inLanguage": "English, of course"}),
        ("is_accessible_for_free", {"isAccessibleForFree": "perhaps"}),
        ("canonical_url", {"mainEntityOfPage": "https://news.example.org/"}),
    ],
)
def test_useless_values_are_no_claims(field: str, bad: dict[str, Any]) -> None:
    assert value(JsonLd(), page({"@type": "Article", **bad}), field) is None


def test_meta_elements() -> None:
    doc = page(
        meta={
            "og:title": "Bears move north - Example News",
            "og:type": "article",
            "og:image": "/bear.jpg",
            "og:locale": "de_AT",
            "article:published_time": "2024-05-03T15:47:42+0200",
            "article:author": ["https://www.example.org/jane", "Jane Doe"],
            "article:tag": ["bears", "bees, wasps"],
            "article:content_tier": "locked",
        },
        links=(("canonical", "https://news.example.org/a/story"),),
        language="ar",
    )
    assert value(Meta(), doc, "title") == "Bears move north - Example News"
    assert value(Meta(), doc, "main_image").url == "https://news.example.org/bear.jpg"
    assert value(Meta(), doc, "language") == "ar"
    assert value(Meta(), doc, "direction") == "rtl"
    assert value(Meta(), doc, "date_published").isoformat() == "2024-05-03T15:47:42+02:00"
    assert [author.name for author in value(Meta(), doc, "authors")] == ["Jane Doe"]
    assert value(Meta(), doc, "tags") == ("bears", "bees, wasps")
    assert value(Meta(), doc, "is_accessible_for_free") is False
    assert value(Meta(), doc, "canonical_url") == URL


def test_a_social_card_names_the_author_only_if_its_label_says_so() -> None:
    signed = {"twitter:label1": "Written by", "twitter:data1": "Jane Doe"}
    timed = {"twitter:label1": "Est. reading time", "twitter:data1": "Two minutes"}
    assert [a.name for a in value(Meta(), page(meta=signed), "authors")] == ["Jane Doe"]
    assert value(Meta(), page(meta=timed), "authors") is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Doe, Jane", "Jane Doe"),
        ("van den Berg, Piet", "Piet van den Berg"),
        ("Jane Doe", "Jane Doe"),
        ("Jane Doe, Ph.D.", "Jane Doe, Ph.D."),
        ("Jane Doe, Reuters", "Jane Doe"),
        ("Jane Doe, Reuters, Berlin", "Jane Doe"),
    ],
)
def test_where_the_standard_puts_the_family_name_first_names_are_turned(
    said: str, name: str
) -> None:
    for meta in ("citation_author", "dc.creator"):
        authors = value(Meta(), page(meta={meta: said}), "authors")
        assert [author.name for author in authors] == [name]


def test_terms_for_machines_are_no_tags() -> None:
    said = ["Category: News", "kind:story", "8f1c2ab4-bac4-4c3a", "2024", "bears"]
    assert as_terms(said) == ("bears",)


def test_keywords_written_for_search_engines_are_no_tags() -> None:
    assert value(Meta(), page(meta={"keywords": "bears, bees"}), "tags") == ("bears", "bees")
    stuffed = ", ".join(f"word {n}" for n in range(30))
    assert value(Meta(), page(meta={"keywords": stuffed}), "tags") is None


def test_keywords_that_the_page_never_says_are_for_machines() -> None:
    document = segment_html(
        "<p>Bears went north.</p>" + '<meta name="keywords" content="bears, b2b">'
    )
    assert value(Meta(), document, "tags") == ("bears",)
    ld = (
        '<script type="application/ld+json">{"@type":"Article","keywords":["north","b2b"]}</script>'
    )
    assert value(JsonLd(), segment_html(ld + "<p>Bears went north.</p>"), "tags") == ("north",)


def test_a_home_page_is_no_canonical_address_of_a_story() -> None:
    doc = page(links=(("canonical", "https://news.example.org/"),))
    assert value(Meta(), doc, "canonical_url") is None


def test_the_address_may_carry_the_day() -> None:
    doc = Document("html", (), (), url="https://example.org/2024/05/03/bears")
    found = claims(Meta(), doc, "date_published")
    assert [(claim.value, claim.source) for claim in found] == [(datetime(2024, 5, 3), "url")]


def test_microdata_authors_are_the_article_s_and_not_a_comment_s() -> None:
    doc = page(
        properties=(
            prop("headline", "Bears move north", "NewsArticle"),
            prop("name", "Jane Doe", "Person", 1),
            prop("jobTitle", "Editor", "Person", 1),
            prop("author", "Jane Doe Editor", "NewsArticle", 1),
            prop("author", "By John Roe", "NewsArticle", 2),
            prop("datePublished", "3 May", "NewsArticle", 3, of="2024-05-03"),
            prop("name", "Loud Reader", "Person", 5),
            prop("author", "Loud Reader", "Comment", 5),
            prop("datePublished", "4 May 2024", "Comment", 5),
            prop("author", "Ann Poe", "NewsArticle", 40),
        )
    )
    assert value(Microdata(), doc, "title") == "Bears move north"
    assert [a.name for a in value(Microdata(), doc, "authors")] == ["Jane Doe", "John Roe"]
    assert value(Microdata(), doc, "date_published") == datetime(2024, 5, 3)


def test_rel_and_time() -> None:
    doc = page(
        properties=(
            prop("rel:author", "View all posts by Jane Doe", of="https://example.org/jane"),
            prop("time", "recently", block=1),
            prop("time", "3 May 2024", block=2),
            prop("rel:tag", "bears", of="/tag/1"),
            prop("rel:tag", "bees", of="/tag/2"),
        )
    )
    (author,) = value(Microdata(), doc, "authors")
    assert (author.name, author.url) == ("Jane Doe", "https://example.org/jane")
    assert value(Microdata(), doc, "date_published") == datetime(2024, 5, 3)
    assert value(Microdata(), doc, "tags") == ("bears", "bees")


def test_microdata_breadcrumbs() -> None:
    doc = page(
        properties=(
            prop("name", "Home", "ListItem"),
            prop("item", "Home", "ListItem", of="https://example.org/"),
            prop("itemListElement", "Home", "BreadcrumbList"),
            prop("name", "Nature", "Thing"),
            prop("itemListElement", "Nature", "BreadcrumbList"),
        )
    )
    trail = (NamedLink(name="Home", url="https://example.org/"), NamedLink(name="Nature"))
    assert value(Microdata(), doc, "breadcrumbs") == trail


def test_every_confidence_is_a_probability() -> None:
    sources = load("sources")
    tables = [sources["json-ld"], sources["microdata"], sources["url"], sources["html"]]
    tables += [*sources["meta"].values(), *sources["links"].values()]
    assert all(0 < number < 1 for table in tables for number in table.values())


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "url", "@id", "@type", "item"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*ARTICLE, "@id", "url", "itemListElement"]), _anything))
def test_any_value_of_any_type_is_survived(node: dict[str, Any]) -> None:
    trail = {**node, "@type": "BreadcrumbList"}
    list(JsonLd()(page({**node, "@type": "Article"}, node, trail), Tally(0)))


@given(st.text(max_size=40))
def test_any_text_is_survived(text: str) -> None:
    names = [name for table in load("sources")["meta"].values() for name in table]
    list(Meta()(page(meta=dict.fromkeys(names, text)), Tally(0)))
    known = ("headline", "author", "datePublished", "image", "keywords", "time", "rel:author")
    list(Microdata()(page(properties=tuple(prop(name, text) for name in known)), Tally(0)))
