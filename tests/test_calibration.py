"""How sure an article says it is: what is seen of its fields, and what that is worth."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import scrapeclean
from scrapeclean import Claim, Cleaner, Document
from scrapeclean.arbiter import rank
from scrapeclean.calibration import probability
from scrapeclean.certainty import body_signs, field_signs, log_odds, whole_signs

FERRY = Path(__file__).parents[1] / "examples" / "pages" / "ferry.html"
LEARNT = Path(scrapeclean.__file__).parent / "lexicon" / "calibration.json"


def test_a_clear_page_is_surer_than_one_without_headline_and_date() -> None:
    clear = scrapeclean.extract(FERRY.read_bytes())
    words = "Some words that could be from any page at all. "
    bare = scrapeclean.extract(f"<p>{words * 9}", kind="html")
    assert clear.confidence > 0.5 > bare.confidence
    half = "<p>A sentence that may belong to it, or not, who knows.</p>"
    mixed = f"<div class=post><p>Short answer to it.</p></div><aside>{half}</aside>"
    doubtful = scrapeclean.extract(f"<h1>Answers</h1>{mixed * 9}", kind="html")
    assert clear.provenance["text"].confidence > 0.5 > doubtful.provenance["text"].confidence


def test_the_whole_is_as_sure_as_its_parts() -> None:
    sure = {"text": 0.95, "title": 0.95, "date_published": 0.95, "authors": 0.95}

    def whole(**parts: float) -> float:
        return probability("html", "whole", whole_signs(3.0, sure | parts)) or 0.0

    assert whole() > max(whole(title=0.3), whole(text=0.3), whole(date_published=0.3))
    untitled = whole_signs(3.0, {name: sure[name] for name in sure if name != "title"})
    assert untitled["title"] == math.log(0.01)
    assert (probability("html", "whole", untitled) or 0.0) < whole(title=0.3)


def test_nothing_is_learnt_for_other_fields() -> None:
    assert probability("html", "site_name", {}) is None
    assert probability("text", "site_name", {}) is None


def test_flattened_text_is_surer_of_an_article_than_of_a_menu() -> None:
    words = "The ferry board met on Monday and agreed that the old pier has to be repaired. " * 3
    whole = scrapeclean.extract(
        f"Old pier to be repaired\n3 May 2024\n{words}\n{words}", kind="text"
    )
    menu = scrapeclean.extract("Home\nNews\nSport\nWeather today\nOld pier\nAbout us", kind="text")
    assert whole.provenance["text"].confidence > 0.5 > menu.provenance["text"].confidence
    assert whole.confidence > menu.confidence


def test_signs_of_a_field_count_sources_rivals_and_where_it_stands() -> None:
    claims = [
        Claim("tags", ("a", "b"), 0.8, "json-ld:tags"),
        Claim("tags", ("a", "b"), 0.7, "h1", "", (0,)),
        Claim("tags", ("c",), 0.4, "meta:tags"),
    ]
    signs = field_signs(Document("text", (), ()), rank("tags", claims), claims)
    assert (signs["sources"], signs["printed"], signs["several"]) == (2.0, 1.0, 1.0)
    assert signs["rivals"] == math.log(2)
    assert signs["odds"] == log_odds(0.8) > signs["rival"] == log_odds(0.4)
    assert {"by json-ld", "by printed"} < signs.keys()
    assert "by meta" not in signs


def test_signs_of_the_body_tell_clear_pages_from_doubtful_ones() -> None:
    cleaner = Cleaner()
    document = cleaner.segment("<h1>Head</h1><p>" + "One of many words. " * 20 + "<p>Tail, maybe.")
    tally = cleaner.judge(document)
    kept = body_signs(document, tally, ["title", "body", "body"], "x" * 90)
    cut = body_signs(document, tally, ["title", "body", "other"], "x" * 90)
    assert kept["share"] > cut["share"]
    assert kept["length"] == cut["length"] == 2.0
    apart = body_signs(document, tally, ["body", "other", "body"], "")
    assert apart["runs"] > kept["runs"]


@pytest.mark.parametrize("kind", ["html", "text"])
@pytest.mark.parametrize("field", ["title", "date_published", "authors", "text", "whole"])
def test_what_was_learnt_says_how_good_it_is(kind: str, field: str) -> None:
    model = json.loads(LEARNT.read_text("utf-8"))[kind][field]
    assert model["answers"] > 100
    assert model["error"] < 0.1
    assert all(math.isfinite(weight) for weight in model["weights"].values())
