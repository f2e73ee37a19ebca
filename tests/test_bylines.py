"""Bylines as pages print them in many languages, in HTML and in flattened text."""

from __future__ import annotations

import pytest

import scrapeclean

HEADLINE = "Old pier to be repaired at last"
TEXT = (
    "The harbour council met on Monday evening and agreed after a long debate to repair the old "
    "ferry pier, which has been closed since the storm in the spring of last year.",
    "Residents said that they had waited for the decision for months, and that the ferry is the "
    "only way for many of them to get to work without a car.",
    "Work is to begin in the autumn and will cost about two million, most of which will be paid "
    "from a fund for the coast.",
)
BYLINES = [
    ("en", "By Jane Doe, Staff Writer", ["Jane Doe"]),
    ("en", "By Jane Doe and John Q. Public | Reuters", ["Jane Doe", "John Q. Public"]),
    ("de", "Von Anna Müller und Jörg von der Heide", ["Anna Müller", "Jörg von der Heide"]),
    ("de", "Ein Gastbeitrag von Karl-Heinz Schäfer", ["Karl-Heinz Schäfer"]),
    ("fr", "Par Jean-Luc Moreau avec AFP", ["Jean-Luc Moreau"]),
    ("fr", "Propos recueillis par Élise Dupont", ["Élise Dupont"]),
    ("es", "Por María José García López", ["María José García López"]),
    ("pt", "Por João da Silva, da Redação", ["João da Silva"]),
    ("it", "di Paolo Rossi", ["Paolo Rossi"]),
    ("it", "a cura di Giulia De Santis", ["Giulia De Santis"]),
    ("nl", "Door Pieter van den Berg", ["Pieter van den Berg"]),
    ("sv", "Av Lars Björk och Åsa Nyström", ["Lars Björk", "Åsa Nyström"]),
    ("no", "Av Kari Nordmann", ["Kari Nordmann"]),
    ("da", "Af Søren Kjær", ["Søren Kjær"]),
    ("fi", "Teksti: Matti Virtanen", ["Matti Virtanen"]),
    ("pl", "Autor: Jan Kowalski", ["Jan Kowalski"]),
    ("cs", "Autor: Petr Novák", ["Petr Novák"]),
    ("sk", "Autor: Ján Horváth", ["Ján Horváth"]),
    ("hu", "Szerző: Nagy Péter", ["Nagy Péter"]),
    ("ro", "Autor: Andreea Ionescu", ["Andreea Ionescu"]),
    ("bg", "Автор: Иван Петров", ["Иван Петров"]),
    ("ru", "Автор: Мария Иванова", ["Мария Иванова"]),
    ("ru", "Текст: Алексей Смирнов", ["Алексей Смирнов"]),
    ("uk", "Автор: Олена Шевченко", ["Олена Шевченко"]),
    ("sr", "Autor: Marko Jovanović", ["Marko Jovanović"]),
    ("hr", "Piše: Ivana Horvat", ["Ivana Horvat"]),
    ("sl", "Avtor: Janez Novak", ["Janez Novak"]),
    ("el", "Του Γιώργου Παπαδόπουλου", ["Γιώργου Παπαδόπουλου"]),
    ("el", "Συντάκτης: Μαρία Οικονόμου", ["Μαρία Οικονόμου"]),
    ("tr", "Yazan: Ahmet Yılmaz", ["Ahmet Yılmaz"]),
    ("ar", "بقلم: أحمد محمود", ["أحمد محمود"]),
    ("ar", "كتب: محمد علي", ["محمد علي"]),
    ("he", "מאת: דוד כהן", ["דוד כהן"]),
    ("he", "מאת דוד כהן", ["דוד כהן"]),
    ("fa", "نویسنده: علی رضایی", ["علی رضایی"]),
    ("ur", "تحریر: عمران خان", ["عمران خان"]),
    ("hi", "लेखक: राहुल शर्मा", ["राहुल शर्मा"]),
    ("hi", "द्वारा राहुल शर्मा", ["राहुल शर्मा"]),
    ("bn", "লেখক: রহিম উদ্দিন", ["রহিম উদ্দিন"]),
    ("ta", "எழுதியவர்: முருகன் குமார்", ["முருகன் குமார்"]),
    ("th", "โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
    ("vi", "Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
    ("vi", "Theo Nguyễn Thị Hoa", ["Nguyễn Thị Hoa"]),
    ("id", "Oleh: Budi Santoso", ["Budi Santoso"]),
    ("id", "Penulis: Siti Rahayu", ["Siti Rahayu"]),
    ("ms", "Oleh Ahmad bin Ismail", ["Ahmad bin Ismail"]),
    ("zh", "作者：张三", ["张三"]),
    ("zh", "文/李四", ["李四"]),
    ("zh", "记者 王小明", ["王小明"]),
    ("zh", "撰文 | 陈大文", ["陈大文"]),
    ("ja", "文：山田太郎", ["山田太郎"]),
    ("ja", "執筆：佐藤花子", ["佐藤花子"]),
    ("ko", "김철수 기자", ["김철수"]),
    ("ko", "글: 이영희", ["이영희"]),
    ("ko", "홍길동 기자 hong@example.com", ["홍길동"]),
    ("ca", "Per Jordi Puig i Ferrer", ["Jordi Puig i Ferrer"]),
    ("et", "Autor: Tõnu Tamm", ["Tõnu Tamm"]),
    ("lv", "Autors: Jānis Bērziņš", ["Jānis Bērziņš"]),
    ("lt", "Autorius: Jonas Kazlauskas", ["Jonas Kazlauskas"]),
    ("ka", "ავტორი: გიორგი ბერიძე", ["გიორგი ბერიძე"]),
    ("hy", "Հեղինակ՝ Արամ Սարգսյան", ["Արամ Սարգսյան"]),
    ("sw", "Imeandikwa na Juma Hassan", ["Juma Hassan"]),
    ("en", "Written by Maria O'Neill-Smith", ["Maria O'Neill-Smith"]),
]


@pytest.mark.parametrize(("language", "byline", "names"), BYLINES)
def test_a_byline_names_its_authors_and_nothing_else(
    language: str, byline: str, names: list[str]
) -> None:
    paragraphs = "".join(f"<p>{each}</p>" for each in TEXT)
    page = (
        f"<html lang={language}><title>{HEADLINE}</title><article><h1>{HEADLINE}</h1>"
        f"<div class=meta><span>{byline}</span></div><time datetime=2024-03-05>2024-03-05</time>"
        f"{paragraphs}</article></html>"
    )
    flat = "\n".join((HEADLINE, byline, "2024-03-05", *TEXT))
    for article in (scrapeclean.extract(page), scrapeclean.extract(flat, kind="text")):
        assert [author.name for author in article.authors] == names
        assert article.title == HEADLINE
        assert byline not in article.text
