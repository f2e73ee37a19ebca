"""Picture credits: the grammar that parts them from a caption."""

from __future__ import annotations

import pytest

from scrapeclean.credits import credit_cue, split_credit


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("A bear at the lake. Photo: Jane Doe", "A bear at the lake.", "Jane Doe"),
        ("A bear at the lake. Photo by Jane Doe.", "A bear at the lake.", "Jane Doe"),
        ("© Jane Doe / dpa", "", "Jane Doe / dpa"),
        ("Ministers in Oslo (Jane Doe/AFP)", "Ministers in Oslo", "Jane Doe/AFP"),
        ("Ministers in Oslo (Reuters)", "Ministers in Oslo", "Reuters"),
        ("Am Steg – Foto: Hans Meier", "Am Steg", "Hans Meier"),
        ("Am Steg (Foto: Hans Meier)", "Am Steg", "Hans Meier"),
        ("写真：共同通信", "", "共同通信"),
        ("The dean (left) and her dog", "The dean (left) and her dog", ""),
        ("A source of joy: water", "A source of joy: water", ""),
        ("", "", ""),
    ],
)
def test_the_credit_is_parted_from_the_caption(caption: str, text: str, credit: str) -> None:
    assert split_credit(caption) == (text, credit)


def test_cues_rank_signs_over_labels_over_agencies() -> None:
    texts = ("© J. Doe", "Foto: J. Doe", "J. Doe via AFP", "Jane saw a bear.")
    assert [credit_cue(text) for text in texts] == [3, 2, 1, 0]
