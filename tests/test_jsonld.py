"""JSON-LD as pages carry it: broken in every way that occurs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean.jsonld import json_ld_nodes, node_types, parse_json_ld


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('{"a": 1}', {"a": 1}),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('{"a": 1 /* one */, // two\n "b": [2,],}', {"a": 1, "b": [2]}),
        ('{"a": "line\nbreak"}', {"a": "line\nbreak"}),
        ('{"a": "She said "no", twice", "b": "c"}', {"a": 'She said "no", twice', "b": "c"}),
        ('{"a": "C:\\dir \\u00e9 \\ud83d\\ude00",}', {"a": "C:\\dir é 😀"}),
        ('{"a": "http://example.org/b", "c": [1, 2', {"a": "http://example.org/b", "c": [1, 2]}),
        ('{"a": "b", "c": {"d": "cut o', {"a": "b", "c": {"d": "cut o"}}),
        ('{"a": "b", "c', {"a": "b"}),
        ("{&quot;a&quot;: true}", {"a": True}),
    ],
)
def test_reads_what_can_be_read(script: str, expected: dict[str, Any]) -> None:
    assert parse_json_ld(script) == [expected]


def test_objects_in_a_row_arrays_and_graphs_are_flattened() -> None:
    assert parse_json_ld('{"a": 1}{"b": 2}') == [{"a": 1}, {"b": 2}]
    assert parse_json_ld('[{"a": 1}, [{"b": 2}]]') == [{"a": 1}, {"b": 2}]
    graph = parse_json_ld('{"@context": "x", "@graph": [{"a": 1}, {"b": 2}]}')
    assert graph == [{"a": 1}, {"b": 2}]


def test_the_main_entity_stands_for_itself_but_an_author_does_not() -> None:
    article = {"@type": "Article", "headline": "h", "author": {"@type": "Person", "name": "n"}}
    page = {"@type": "WebPage", "name": "p", "mainEntity": article}
    assert parse_json_ld(json.dumps(page)) == [page, article]


def test_references_are_resolved_across_scripts() -> None:
    person = {"@id": "#jane", "@type": "Person", "name": "Jane Doe"}
    article = {"@type": "Article", "author": [{"@id": "#jane"}, {"@id": "#nobody"}]}
    nodes = json_ld_nodes([json.dumps(article), json.dumps(person)])
    assert nodes[0]["author"] == [person, {"@id": "#nobody"}]


def test_references_in_a_circle_stay_printable() -> None:
    one = {"@id": "#1", "@type": "A", "to": {"@id": "#2"}}
    two = {"@id": "#2", "@type": "B", "to": {"@id": "#1"}}
    nodes = json_ld_nodes([json.dumps({"@graph": [one, two]})])
    assert json.loads(json.dumps(nodes))[0]["to"]["to"] == {"@id": "#1"}


@pytest.mark.parametrize(
    ("stated", "types"),
    [
        ("NewsArticle", {"NewsArticle"}),
        ("http://schema.org/NewsArticle", {"NewsArticle"}),
        ("schema:NewsArticle", {"NewsArticle"}),
        (["Article", "https://schema.org/Report", 7], {"Article", "Report"}),
        (None, set()),
    ],
)
def test_types(stated: Any, types: set[str]) -> None:
    assert node_types({"@type": stated}) == types


@pytest.mark.parametrize("script", ["[" * 200_000, '{"a":' * 200_000, '"\\"' * 200_000])
def test_deep_and_unclosed_input_is_survived(script: str) -> None:
    parse_json_ld(script)
    parse_json_ld(script + '{"a": 1}')


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text().filter(lambda k: not k.startswith("@")), _values, min_size=1))
def test_valid_json_comes_back_as_it_is(thing: dict[str, Any]) -> None:
    assert parse_json_ld(json.dumps(thing))[-1:] or "mainEntity" in thing
    assert thing in parse_json_ld(json.dumps(thing))


@given(st.text() | st.text(alphabet='{}[]",:\\/*<!->ab1 \n@'))
def test_never_raises(script: str) -> None:
    assert all(isinstance(node, dict) for node in parse_json_ld(script))


@given(st.dictionaries(st.text(), _values), st.integers(0, 200))
def test_a_cut_anywhere_never_raises(thing: dict[str, Any], cut: int) -> None:
    parse_json_ld(json.dumps(thing)[:cut])


@pytest.mark.parametrize("quote", ['"', ""])  # the forgiving reader has to do it as well
def test_half_a_character_is_replaced(quote: str) -> None:
    script = '{"headline": "a \\ud800 b \\ud83d\\ude00", "name": "c\\\\ud800' + quote
    [node] = parse_json_ld(script + ("}" if quote else ""))
    assert node == {"headline": "a \ufffd b \U0001f600", "name": "c\\ud800"}
