"""Set phrases give notices away, and only where they are one."""

from __future__ import annotations

import pytest

from scrapeclean import Vote
from scrapeclean.extractors.furniture import Furniture
from scrapeclean.segment.text import segment_text
from scrapeclean.tally import Tally


@pytest.mark.parametrize(
    ("line", "roles"), [("残りの予算は来年に回される", set()), ("残り：812文字", {"promo"})]
)
def test_a_common_word_is_no_notice_of_a_paywall(line: str, roles: set[str]) -> None:
    votes = Furniture()(segment_text(line), Tally(1))
    assert {vote.role for vote in votes if isinstance(vote, Vote)} == roles


def test_a_label_at_the_beginning_of_a_long_paragraph_labels_nothing() -> None:
    def said(line: str) -> list[str]:
        votes = Furniture()(segment_text(line), Tally(1))
        return [vote.reason for vote in votes if isinstance(vote, Vote)]

    assert said("Partner links: harbour and crane") == ["links to other sites"]
    assert said("Partner links: " + "the harbour and the crane are old and " * 12) == []
