"""The shape of texts, in the scripts that differ."""

from __future__ import annotations

from itertools import chain

import pytest

from scrapeclean.lexicon import load
from scrapeclean.shape import (
    ends_sentence,
    is_prose,
    label,
    labels,
    letters,
    mostly_letters,
    sentence_count,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rained. Then it stopped!", 2),
        ("Version 2.4.1 costs 3.50", 0),
        ("Sie sagte: „Das ist gut.“ Er nickte.", 2),
        ("नदी में पानी बढ़ गया है। लोग ऊँचे स्थान पर चले गए॥", 2),
        ("မိုးရွာသည်။ လမ်းများ ရေလွှမ်းသည်။", 2),
        ("ភ្លៀងធ្លាក់ខ្លាំង។ផ្លូវលិចទឹក។", 2),
        ("ཆར་པ་བབས། ལམ་ག་བཀག", 1),
        ("ཆར་པ་བབས། ལམ་ག་བཀག༎", 2),
        ("Անձրև եկավ։ Ճանապարհը փակվեց։", 2),
        ("ዝናብ ዘነበ። መንገዱ ተዘጋ።", 2),
        ("昨日は雨だった。「道が閉ざされた。」", 2),
        ("ฝนตกหนัก ถนนถูกปิด", 0),
        ("بارش ہوئی۔ سڑک بند ہے۔", 2),
        ("هل أمطرت؟ نعم.", 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sentences_in_every_script(text: str, count: int) -> None:
    assert sentence_count(text) == count
    assert ends_sentence(text) == (text[-1] not in "0กดག")


def test_a_syllable_or_ideograph_counts_for_several_letters() -> None:
    assert letters("ab") < letters("あb") == letters("漢b") == letters("한b")
    assert letters("กข") == letters("कख") == 2


def test_vowel_signs_are_letters() -> None:
    assert mostly_letters("นายกรัฐมนตรีเปิดสะพานใหม่")  # half of the Thai signs are marks
    assert mostly_letters("ရန်ကုန်မြို့တွင် မိုးကြီးခဲ့")
    assert not mostly_letters("10:30 - 11:45 (2024-03-01) #27")


def test_prose_without_sentence_marks_is_known_by_its_length() -> None:
    thai = "ฝนที่ตกหนักตลอดคืนทำให้แม่น้ำล้นตลิ่งและถนนสายหลักถูกปิด "
    assert not is_prose(thai)
    assert is_prose(thai * 3)
    assert is_prose("大雨が一晩中降り続き、川があふれて幹線道路が閉鎖された。")
    assert not is_prose(thai * 3, link_density=0.9)


def test_labels_of_many_are_those_of_each() -> None:
    lexicon = [each["en"] for name, each in load("headings").items() if name != "about"]
    headings = [
        *chain(*lexicon),
        "", " «Read\u00a0 also :» ", "STRASSE / Straße", "\tİlgili\u3000haberler",
    ]  # fmt: skip
    assert labels(headings) == list(map(label, headings))
