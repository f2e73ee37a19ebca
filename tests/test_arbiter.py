"""Ranking of candidates, with claims made by hand and with the learnt weights."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean import Claim
from scrapeclean.arbiter import printed_at, rank, signs_of
from scrapeclean.lexicon import load
from scrapeclean.parts import Author


def claim(value: object, source: str, confidence: float = 0.5, **other: object) -> Claim:
    return Claim("title", value, confidence, source, **other)  # type: ignore[arg-type]  # by name


def test_what_is_written_alike_is_one_candidate() -> None:
    found = rank("tags", [claim("Boats", "a", 0.4), claim("boats!", "b", 0.6), claim("Sea", "c")])
    assert [candidate.members for candidate in found] == [(1, 0), (2,)]


def test_days_and_names_are_compared_not_how_they_are_written() -> None:
    early, late = datetime(2024, 5, 3), datetime(2024, 5, 3, 12, 30)
    assert len(rank("date_modified", [claim(early, "a"), claim(late, "b")])) == 1
    one = (Author(name="Jane Doe", raw="By Jane Doe"), Author(name="John Roe", raw=""))
    other = (Author(name="John Roe", raw="x"), Author(name="JANE DOE", raw=""))
    assert len(rank("authors", [claim(one, "a"), claim(other, "b")])) == 1


def test_a_claim_of_an_unknown_source_keeps_its_confidence_where_it_stands_alone() -> None:
    found = rank("title", [claim("Boats at night", "somebody's own", 0.83)])
    weight = load("reliability")["title"]["weights"].get("1 kinds of sources", 0.0)
    assert found[0].probability == pytest.approx(0.83, abs=0.06 + abs(weight) / 4)


def test_sources_that_agree_are_believed_more_and_rivals_less() -> None:
    alone = rank("title", [claim("Boats at night", "h1")])[0].probability
    both = [claim("Boats at night", "h1"), claim("Boats at night", "meta:og:title")]
    rival = [claim("Boats at night", "h1"), claim("The harbour", "meta:og:title")]
    assert rank("title", both)[0].probability > alone
    assert max(c.probability for c in rank("title", rival) if c.members == (0,)) < alone


def test_relations_to_rivals_are_signs() -> None:
    claims = [claim("Boats at night | Wire", "title-element"), claim("Boats at night", "h1")]
    whole, part = signs_of(claims, [(0,), (1,)])
    assert "holds printed" in whole
    assert "part of title-element" in part
    days = [claim(datetime(2024, 5, day), f"meta:{day}") for day in (3, 4, 9)]
    first, second, last = signs_of(days, [(0,), (1,), (2,)])
    assert {"a day from meta", "before meta"} <= first
    assert {"a day from meta", "before meta"} <= second
    assert "after meta" in last


def test_the_headline_stands_where_the_best_printed_candidate_was_read() -> None:
    claims = [claim("Boats at night", "meta:og:title"), claim("Boats at night", "h1", blocks=(7,))]
    assert printed_at("title", claims) == 7
    assert printed_at("title", claims[:1]) is None
    trail = claim("Boats at night", "crumb", 0.9, blocks=(2,))
    assert printed_at("title", [trail, *claims]) == 7


_claims = st.lists(
    st.builds(
        claim,
        st.text(min_size=1, max_size=12) | st.datetimes(),
        st.sampled_from(["h1", "meta:og:title", "url", "text", "json-ld:title"]),
        st.floats(0, 1),
    ),
    max_size=12,
)


@given(st.sampled_from(["title", "date_published", "tags"]), _claims)
def test_every_claim_is_in_one_candidate_and_all_share_one_probability(
    field: str, claims: list[Claim]
) -> None:
    found = rank(field, claims)
    assert sorted(member for each in found for member in each.members) == list(range(len(claims)))
    assert found == sorted(found, key=lambda each: -each.probability)
    if field != "tags":
        assert sum(each.probability for each in found) <= 1 + 1e-9
