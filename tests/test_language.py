"""Language and direction: what the text looks like against what the page says."""

from __future__ import annotations

import sys

import pytest

import scrapeclean
from scrapeclean import Article
from scrapeclean.extractors.language import detect

ENGLISH = (
    "The harbour board met on Tuesday and put off the vote on a second crane, because the report "
    "of the engineers had come in late and nobody had found the time to read it. "
)
HEBREW = (
    "מועצת הנמל נפגשה ביום שלישי ודחתה את ההצבעה על מנוף שני, כי הדוח של המהנדסים הגיע באיחור. "
)


def article(text: str, language: str = "") -> Article:
    stated = f' lang="{language}"' if language else ""
    page = f"<html{stated}><body><article><h1>Crane</h1><p>{text}</p></article>"
    return scrapeclean.extract(page)


def warned(found: Article) -> list[str]:
    return [each for each in found.warnings if each.startswith("language:")]


def test_the_script_tells_the_direction() -> None:
    assert article(HEBREW * 3).direction == "rtl"
    assert article(ENGLISH * 3).direction == "ltr"
    assert article("Too few words.").direction is None


def test_without_the_detector_the_page_is_taken_at_its_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert detect(ENGLISH) == ""
    assert article(ENGLISH * 3).language is None
    found = article(ENGLISH * 3, "de")
    assert (found.language, warned(found)) == ("de", [])


class TestDetector:
    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("py3langid")

    def test_the_text_tells_the_language_where_the_page_does_not(self) -> None:
        found = article(ENGLISH * 3)
        assert (found.language, found.provenance["language"].source) == ("en", "text")

    def test_a_page_that_says_otherwise_is_believed_with_a_warning(self) -> None:
        found = article(ENGLISH * 3, "de-AT")
        assert found.language == "de-AT"
        assert warned(found) == ["language: the page says de-AT, its text looks en"]

    @pytest.mark.parametrize("stated", ["en", "en-GB"])
    def test_agreement_needs_no_word(self, stated: str) -> None:
        assert warned(article(ENGLISH * 3, stated)) == []
