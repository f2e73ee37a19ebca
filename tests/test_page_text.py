"""What is asked of all lines of a page at once must be what a line by itself would answer."""

from __future__ import annotations

import pytest

from scrapeclean import _joints
from scrapeclean.cleaner import Cleaner
from scrapeclean.credits import credit_cue, credit_cues
from scrapeclean.finder import finder
from scrapeclean.page_text import PageText, page_text
from scrapeclean.scale import apart, aparts, ramp, small
from scrapeclean.shape import (
    digit_count,
    ends_sentence,
    is_prose,
    label,
    letters,
    sentence_count,
    squash,
)

PAGES = {
    "plain": 'Home > News\nShe said so. "Really?" Yes.\nAll rights reserved\nPhoto: Jo / AFP\n',
    "accents": "Início > Notícias.>\nÉ verdade… «Sim!» diz.\nRechte vorbehalten ©\nFoto: dpa\n",
    "dense": "首页 > 新闻\n他说：“是的。”真的吗？\n版权所有 未经授权 不得转载\n图片：AFP\n",
    "mixed": "Привет, мир! Да.\nİstanbul'da.) Straße\nΤι είναι;\nयह है। ठीक।\n٢٠٢٤/٠١/٠٢\na_b-c’d\n",
    "rule": "-----\n",
    "prose": "It rained all day in the hills above the bay, and nobody went out.\n\n"
    "Rain all day in the hills above the bay and nobody out at all\n\n" + "Rain at sea " * 12,
}


@pytest.fixture(params=PAGES, name="page")
def _page(request: pytest.FixtureRequest) -> PageText:
    return page_text(Cleaner().segment(PAGES[request.param], kind="text"))


def test_lines_answer_as_each_by_itself(page: PageText) -> None:
    texts = [block.text for block in page.blocks]
    assert page.letters == list(map(letters, texts))
    assert page.squashed == list(map(squash, texts))
    assert page.sentences == list(map(sentence_count, texts))
    assert page.ends == list(map(ends_sentence, texts))
    assert page.labels == list(map(label, texts))
    assert page.prose == list(map(is_prose, texts))
    assert page.digits == list(map(digit_count, texts))
    assert page.word_counts == [len(text.split()) for text in texts]


def test_credits_and_phrases_are_found_on_their_lines(page: PageText) -> None:
    texts = [block.text for block in page.blocks]
    assert credit_cues(page, 600) == list(map(credit_cue, texts))
    notices = finder("notices")
    by_line = {at: notices.kind(text.casefold()) for at, text in enumerate(texts)}
    assert notices.firsts(page) == {at: found for at, found in by_line.items() if found}


def test_code_stays_one_line() -> None:
    document = Cleaner().segment("<p>Before it.</p><pre>one.\n two.</pre><p>After</p>")
    assert page_text(document).sentences == [1, 2, 0]


@pytest.mark.parametrize("count", [0, 1, 300, 700])
def test_whole_columns_of_distances(count: int) -> None:
    assert ramp(count) == bytes(map(small, range(count)))
    for origin in (0, 5, 128, 400, 700):
        assert aparts(origin, count) == bytes(apart(at - origin) for at in range(count))


def test_where_words_meet_is_told_alike_by_both_twins() -> None:
    compiled = pytest.importorskip("scrapeclean._joints_c", reason="there was no compiler")
    met = finder("notices").met
    text = "\n\u3000 all rights  reserved a to\tz. 版权所有 未经授权 " + " ".join(
        map(" ".join, PAGES.values())
    )
    for told in (text, text.casefold(), "", "ab", " ab cd"):
        assert compiled.joints(told, met) == _joints.joints(told, met)
    assert compiled.joints("ab cd", frozenset({"abcd", "abce"})) == {"abcd"}
