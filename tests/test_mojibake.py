"""Words spoilt by a wrong decoding: what is certain is mended, the rest stays."""

from __future__ import annotations

import sys

import pytest

import scrapeclean
from scrapeclean.mojibake import mend

SOUND = "L’été dernier, la mairie a « rénové » le café du port – enfin."
SPOILT = SOUND.encode().decode("windows-1252", "ignore")


def test_spoilt_lines_are_mended_and_sound_ones_stay() -> None:
    pytest.importorskip("ftfy")
    page = f"{SPOILT}\nÅrsmøtet åpner Âge. Привет.\n{SPOILT}\n"
    text, warnings = mend(page)
    assert text.splitlines()[1] == page.splitlines()[1]
    assert text.splitlines()[0] == SOUND
    assert len(warnings) == 1
    article = scrapeclean.extract(f"{SPOILT} {SPOILT}\n" * 3, kind="text")
    assert set(warnings) <= set(article.warnings)
    assert article.text.startswith(SOUND)


@pytest.mark.parametrize(
    "text", ["plain", SOUND * 5, "The pair Ã© stands for é, and â€™ for an apostrophe."]
)
def test_what_is_sound_or_only_talks_of_it_stays(text: str) -> None:
    assert mend(text) == (text, ())


def test_without_ftfy_a_warning_says_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ftfy", None)
    text, warnings = mend(SPOILT * 3)
    assert text == SPOILT * 3
    assert "ftfy" in warnings[0]
