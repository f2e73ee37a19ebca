"""Names out of bylines, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scrapeclean
from scrapeclean.editors import names_editors, names_staff
from scrapeclean.people import byline_authors, parse_authors, plain_names


def names(text: str) -> list[str]:
    return [author.name for author in parse_authors(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe", "By Jane Doe", "by: Jane Doe", "Von Jane Doe", "Par Jane Doe", "Por Jane Doe",
        "Written by Jane Doe", "Text: Jane Doe", "View all posts by Jane Doe", "Автор: Jane Doe",
        "Jane Doe, Senior Reporter", "Jane Doe, für die Zeitung", "Jane Doe (Political editor)",
        "Jane Doe Senior Autos Reporter", "Jane Doe, Reuters", "Jane Doe, The Daily Example",
        "Jane Doe, Berlin", "Jane Doe - Example News", "Jane Doe (@jane)",
        "Jane Doe jane@example.org", "Published May 3, 2024 by Jane Doe",
        "By Jane Doe | May 3, 2024 3:47 p.m. EDT", "Jane Doe Updated May 3, 2024",
        "Veröffentlicht von Jane Doe am 3. Mai 2024", "Jane Doe Jane Doe", "  Jane\n Doe ",
        "Jane Doe (www.example.org)", "Jane Doe Last updated on 3 May 2024",
        "Jane Doe in Gardens and Parks", "This post was written by Jane Doe",
    ],
)  # fmt: skip
def test_one_name_without_what_surrounds_it(text: str) -> None:
    assert names(text) == ["Jane Doe"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe, John Roe and Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"]),
        ("Jane Doe, John Roe, and Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"]),
        ("Jane Doe; John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe & John Roe", ["Jane Doe", "John Roe"]),
        ("Von Jane Doe und John Roe", ["Jane Doe", "John Roe"]),
        ("Por Juana Ejemplo y Ana Muestra", ["Juana Ejemplo", "Ana Muestra"]),
        ("Анна Пример, Иван Образец", ["Анна Пример", "Иван Образец"]),
        ("張三、李四", ["張三", "李四"]),
        ("Jane Doe, MD, PhD", ["Jane Doe, MD, PhD"]),
        ("Jane Doe, M.D., John Roe", ["Jane Doe, M.D.", "John Roe"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("Anna and Ben", ["Anna and Ben"]),
        ("Institute for Research and Development", ["Institute for Research and Development"]),
        ("María Ejemplo y Muestra", ["María Ejemplo y Muestra"]),
        ("JANE DOE", ["JANE DOE"]),
        ("Redaktion", ["Redaktion"]),
        ("記者張小明／台北報導", ["張小明"]),
        ("김보기 기자", ["김보기"]),
        ("Von der Beispiel", ["Von der Beispiel"]),
        ("Jane Doe | Reuters", ["Jane Doe"]),
        ("Jane Doe mit AFP", ["Jane Doe"]),
        ("Jane Doe/John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe, Projektleiterin der Beispielstiftung", ["Jane Doe"]),
        ("Redaktion/Beispiel", ["Redaktion/Beispiel"]),
    ],
)
def test_several_names_and_names_that_stay_whole(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "admin", "Unbekannt", "https://www.example.org/jane", "www.example.org/jane",
        "jane@example.org", "@jane", "3 May 2024", "123", "By", "Written by",
        "We met her in the garden. She was the first to speak of it.",
        "One two three four five six seven eight nine ten", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_name_is_refused(text: str) -> None:
    assert names(text) == []


def test_the_raw_value_is_kept() -> None:
    assert parse_authors("By Jane Doe, Reuters")[0].raw == "By Jane Doe, Reuters"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Jane Doe and John Roe | May 3, 2024", ["Jane Doe", "John Roe"]),
        ("文/張三", ["張三"]),
        ("김보기 기자", ["김보기"]),
        ("Jane Doe", []),
        ("By clicking here you agree", []),
        ("By The Way This Is Not Signed By 12 People", []),
    ],
)
def test_a_byline_must_say_that_it_is_one(text: str, expected: list[str]) -> None:
    assert [author.name for author in byline_authors(text)] == expected


@given(st.text() | st.text(alphabet="By and,;()|@. JaneDoe文/記者"))
def test_never_raises_and_gives_clean_names(text: str) -> None:
    for author in (*parse_authors(text), *byline_authors(text)):
        assert 2 <= len(author.name) <= 80
        assert author.name == author.name.strip(" ,;|")


def test_a_label_and_what_it_labels_is_no_name() -> None:
    assert [author.name for author in plain_names("Jane Doe")] == ["Jane Doe"]
    assert plain_names("分享到：微信 微博 空间") == ()


@pytest.mark.parametrize("line", [
    "Edited by Max Roe", "(Edited by Max Roe)", "Medically reviewed by Max Roe, MD",
    "Editor: Max Roe", "Redaktion: Max Roe", "Édité par Max Roe", "Редактор: Иван Образец",
    "Editör: Max Roe",
    "（责任编辑：王小明）", "[责任编辑：王小明]", "编辑：王小明 校对：李华", "(编辑 王小明)",
    "編集：山田太郎", "（本文来源：河口日报 责任编辑：王小明）", "편집: 김보기",
])  # fmt: skip
def test_who_edited_a_page_is_told_apart_and_did_not_write_it(line: str) -> None:
    assert names_editors(line)
    assert byline_authors(line) == parse_authors(line) == ()


@pytest.mark.parametrize("line", [
    "(Reporting by Jane Doe in Harbour; Editing by Max Roe)", "(Reporting by Jane Doe and Ann Poe)",
    "Additional reporting by Jane Doe in St. Example; editing by Max Roe, Ann Poe.",
    "(Reportage de Jane Doe ; édité par Max Roe)",
])  # fmt: skip
def test_the_credits_below_an_agency_report_are_no_text(line: str) -> None:
    assert names_staff(line)
    told = "The ferry will run again in the evening, as the council decided on Tuesday. " * 4
    text = f"Boats will run at night\n\n{told}\n\n{told}\n\n{line}"
    html = f"<h1>Boats will run at night</h1><article><p>{told}<p>{told}<p>{line}</article>"
    for page in (text, html):
        assert line not in scrapeclean.extract(page).text


@pytest.mark.parametrize("text", [
    "Reporting by phone; editing by hand", "Reporting by Jane Doe",
    "(Reporting by Jane Doe) It was late.", "(Editing by Max Roe; this took long.)",
])  # fmt: skip
def test_what_only_looks_like_such_credits(text: str) -> None:
    assert not names_staff(text)


@pytest.mark.parametrize("text", [
    "By Jane Doe, edited by Max Roe", "Edited by Max Roe, written by Jane Doe",
    "By Jane Doe | Edited by Max Roe | May 4, 2024", "By Jane Doe (edited by Max Roe)",
    "Jane Doe; Editing by Max Roe and Ann Poe", "By Jane Doe, medically reviewed by Ann Poe, MD",
])  # fmt: skip
def test_an_author_stays_beside_an_editor(text: str) -> None:
    assert names(text) == ["Jane Doe"]
    assert not names_editors(text)


@pytest.mark.parametrize("text", [
    "Jane Doe, Editor", "Edited highlights of the night", "Editor's picks", "编辑推荐", "Redaktion",
    "Editor: this is what we know. More will follow.", "Source: Harbour News", "Author: Jane Doe",
])  # fmt: skip
def test_what_only_looks_like_an_editors_credit(text: str) -> None:
    assert not names_editors(text)
