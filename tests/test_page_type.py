"""Kinds of pages: what the features see, what the classifier says, and where it goes."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

import scrapeclean
from scrapeclean import Cleaner, LexiconError
from scrapeclean.forest import parse_classifier
from scrapeclean.lexicon import load_as
from scrapeclean.page_features import page_features
from scrapeclean.page_type import kind_columns, page_types

GOLDEN = Path(__file__).parent / "golden"

SHOP = "".join(
    [
        "<title>Oak desk | Plank & Peg</title><meta property='og:type' content='product'>",
        "<script type='application/ld+json'>",
        '{"@type": "Product", "name": "Oak desk", "offers": {"price": "249"}}</script>',
        "<div class='product-page'><h1 class='product-title'>Oak desk</h1>",
        "<span class='price'>€ 249.00</span><label>Quantity</label><button>Add to cart</button>",
        "<p>In stock</p><div class='product-description'><p>A desk of solid oak, oiled by hand.",
        "</p></div><h2>Specifications</h2><table><tr><td>Width<td>140 cm<tr><td>Depth<td>70 cm",
        "</table><h2>Customer reviews</h2><p>Write a review</p></div>",
    ]
)
FORUM = "".join(
    [
        "<title>Squeaky bottom bracket - Wheel Talk</title><meta name=generator content=phpBB>",
        "<div class='thread'><h1>Squeaky bottom bracket</h1>",
        *(
            f"<div class='post'><div class='userinfo'>rider{n}<p>Senior Member</p><p>Joined</p>"
            f"<p>Posts</p></div><div class='post-body'><p>Mine did that too after {n} winters, "
            "try some grease first?</p></div><a href='#'>Reply</a><a href='#'>Quote</a></div>"
            for n in range(12)
        ),
        "</div>",
    ]
)
MANUAL = "".join(
    [
        "<title>Store.put() - Barrel 2.1 documentation</title><meta name=generator content=Sphinx>",
        "<div class='toc'><a href='#a'>On this page</a></div><div class='docs-content'>",
        "<h1>Store.put()</h1><p>Writes a value under a key. Overwrites what stood there.</p>",
        "<pre class='highlight'>store.put(key, value, expires=None)</pre><h2>Parameters</h2>",
        "<dl><dt>key</dt><dd>A string of at most 255 bytes.</dd><dt>value</dt><dd>Bytes.</dd></dl>",
        "<h2>Returns</h2><p>The revision of the entry.</p><h2>Examples</h2>",
        "<pre class='highlight'>store.put('a', b'1')</pre><h2>See also</h2><p>Store.get()</p>",
        "<a href='#'>Edit on GitHub</a></div>",
    ]
)


def likeliest(page: str | bytes) -> str:
    return next(iter(page_types(Cleaner().segment(page))))


def test_plain_cases_are_told_apart() -> None:
    assert likeliest(SHOP) == "product"
    assert likeliest(FORUM) == "forum"
    assert likeliest((GOLDEN / "news-json-ld.html").read_bytes()) == "article"
    assert likeliest(MANUAL) == "documentation"


def test_probabilities_sum_to_one_and_are_computed_once() -> None:
    document = Cleaner().segment(SHOP)
    found = page_types(document)
    assert sum(found.values()) == pytest.approx(1)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert page_types(document) is found


def test_the_article_says_its_kind_how_surely_and_what_else_it_could_be() -> None:
    article = scrapeclean.extract(SHOP)
    source = article.provenance["page_type"]
    assert article.page_type == "product"
    assert 0.5 < source.confidence <= 1
    assert source.raw.startswith("product ")
    assert "%" in source.raw


def test_the_address_says_nothing() -> None:
    paths = ("/news/2024/05/story", "/shop/product/1", "/forum/thread-1", None)
    documents = [
        Cleaner().segment(SHOP, url=path and f"https://plank.example{path}") for path in paths
    ]
    assert len({tuple(page_features(document).items()) for document in documents}) == 1


def test_nothing_tells_of_flattened_text_and_of_pages_without_text() -> None:
    assert page_types(Cleaner().segment("A line.\nAnother line.", kind="text")) == {}
    assert page_types(Cleaner().segment("<html><img src=a.png></html>")) == {}
    assert scrapeclean.extract("<html><img src=a.png></html>").page_type is None


def test_the_features_are_what_the_weights_ask_for() -> None:
    found = page_features(Cleaner().segment(SHOP))
    trees = load_as("weights_pages", parse_classifier).trees
    asked = {name for tree, _ in trees.apart() for name, _ in tree}
    assert asked <= found.keys()
    assert all(0 <= value <= 255 for value in found.values())


def weights(**changes: object) -> dict[str, object]:
    """Two trees of one question: is ``size`` at least 10, is it at least 20?"""
    data: dict[str, object] = {
        "classes": ["small", "big"],
        "features": ["size"],
        "depth": 1,
        "scale": 0.1,
        "biases": [0.0, 0.0],
        "questions": base64.b64encode(bytes([0, 10, 0, 20])).decode(),
        "leaves": base64.b64encode(bytes([30, 0, 0, 30, 20, 0, 0, 20])).decode(),
    }
    return {**data, **changes}


def test_chances_are_the_softmax_of_each_class_s_leaves() -> None:
    chances = parse_classifier(weights()).chances({"size": bytes([5, 15, 25])})
    assert [round(small, 4) for small, _ in chances] == [0.9933, 0.2689, 0.0067]
    assert all(sum(row) == pytest.approx(1) for row in chances)


@pytest.mark.parametrize(
    "changes",
    [{"biases": [0.0]}, {"classes": ["one"], "biases": [0.0]}, {"depth": 3}, {"leaves": "AAAA"}],
)
def test_weights_that_do_not_fit_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match="cannot be used"):
        parse_classifier(weights(**changes))


def test_a_kinds_probability_is_a_feature_that_all_blocks_share() -> None:
    columns = kind_columns({"article": 0.2, "forum": 1.0}, 2)
    assert columns["page_is_article"] == bytes((51, 51))
    assert (columns["page_is_forum"], columns["page_is_product"]) == (b"\xff\xff", b"\0\0")
