"""One date in a short string, whatever way it is written."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from unittest.mock import patch

import pytest
from dateparser.date import DateData, DateDataParser
from hypothesis import given
from hypothesis import strategies as st

from scrapeclean import dates
from scrapeclean.asked_dates import asked_once
from scrapeclean.date_labels import date_label
from scrapeclean.dates import parse_date
from scrapeclean.lexicon import load
from scrapeclean.month_names import month_numbers, passed_over
from scrapeclean.url_dates import url_date

with patch.object(sys, "path", [str(Path(__file__).parents[1] / "benchmarks"), *sys.path]):
    months = importlib.import_module("train.months")


def shown(text: str, *languages: str) -> str | None:
    found = parse_date(text, languages=languages)
    return found and found.value.isoformat()


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2024-05-03T15:47:42.389Z", "2024-05-03T15:47:42.389000+00:00", "second"),
        ("20240503T154742+0200", "2024-05-03T15:47:42+02:00", "second"),
        ("2024-05-03T15:47-03", "2024-05-03T15:47:00-03:00", "minute"),
        ("2024-05-03 15:47 CEST", "2024-05-03T15:47:00+02:00", "minute"),
        ("2024-05-03 15:47:42 +0530", "2024-05-03T15:47:42+05:30", "second"),
        ("20240503", "2024-05-03T00:00:00", "day"),
        ("20240503154742", "2024-05-03T15:47:42", "second"),
        ("1714751262", "2024-05-03T15:47:42+00:00", "second"),
        ("1714751262389", "2024-05-03T15:47:42+00:00", "second"),
        ("Fri, 03 May 2024 15:47:42 +0200", "2024-05-03T15:47:42+02:00", "second"),
        ("Fri May 03 15:47:42 CEST 2024", "2024-05-03T15:47:42+02:00", "second"),
    ],
)
def test_machine_forms(text: str, value: str, precision: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.value.isoformat(), found.precision) == (value, precision)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025/04/14", "2025-04-14T00:00:00"),
        ("14.04.2025, 15.47 Uhr", "2025-04-14T15:47:00"),
        ("14.04.25", "2025-04-14T00:00:00"),
        ("14.04.94", "1994-04-14T00:00:00"),
        ("4/14/2025", "2025-04-14T00:00:00"),
        ("2025年4月14日 10:30", "2025-04-14T10:30:00"),
        ("令和7年4月14日 午後3時47分", "2025-04-14T15:47:00"),
        ("2025년 4월 14일 오후 3:47", "2025-04-14T15:47:00"),
        ("2025. 4. 14. 10:30", "2025-04-14T10:30:00"),
        ("14 avril 2025 à 10h30", "2025-04-14T10:30:00"),
        ("le 1er mai 2024", "2024-05-01T00:00:00"),
        ("May 3, 2024 3:47 p.m. EDT", "2024-05-03T15:47:00-04:00"),
        ("May 3rd, 2024, 12:05 AM", "2024-05-03T00:05:00"),
        ("Tue 3 Sept. 2024, 9am", "2024-09-03T09:00:00"),
        ("3. Mai 2024, 15:47 Uhr", "2024-05-03T15:47:00"),
        ("14 de abril de 2025 a las 10:30", "2025-04-14T10:30:00"),
        ("14 апреля 2025 г., 10:30", "2025-04-14T10:30:00"),
        ("١٤ أبريل ٢٠٢٥", "2025-04-14T00:00:00"),
        ("২০২৫-০৪-১৪ ১০:৩০", "2025-04-14T10:30:00"),
        ("14 كانون الثاني 2025", "2025-01-14T00:00:00"),
        ("14 Nisan 2025 Pazartesi 10:30", "2025-04-14T10:30:00"),
        ("Senin, 14 Agu 2025 10:30 WIB", "2025-08-14T10:30:00+07:00"),
        ("ngày 3 tháng 5 năm 2024", "2024-05-03T00:00:00"),
        ("3 พ.ค. 2567 เวลา 10:30 น.", "2024-05-03T10:30:00"),
        ("2025. április 14. 10:30", "2025-04-14T10:30:00"),
        ("3 Μαΐου 2024", "2024-05-03T00:00:00"),
        ("14 d’abril de 2025", "2025-04-14T00:00:00"),
    ],
)
def test_written_forms(text: str, value: str) -> None:
    assert shown(text) == value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Published: ", ""),
        ("View Date: ", " | 120 views"),
        ("Stand: ", ", 5 min"),
        ("Updated on ", ")"),
    ],
)
def test_what_stands_around_a_date_does_not_matter(before: str, after: str) -> None:
    found = parse_date(f"{before}3 May 2024 15:47{after}")
    assert found is not None
    assert found.value == datetime(2024, 5, 3, 15, 47)
    assert found.raw == "3 May 2024 15:47"


def test_the_time_may_stand_before_the_date_and_its_zone_in_brackets() -> None:
    assert shown("15:47, 3 May 2024") == "2024-05-03T15:47:00"
    assert shown("14/4/2025, 10:30 (GMT+7)") == "2025-04-14T10:30:00+07:00"


def test_a_second_date_is_no_time_of_the_first() -> None:
    assert shown("14.04.2025 15.04.2025") == "2025-04-14T00:00:00"


def test_the_language_settles_the_order_of_day_and_month() -> None:
    assert shown("4/5/2025", "en-US") == "2025-04-05T00:00:00"
    assert shown("4/5/2025", "en-GB") == "2025-05-04T00:00:00"
    assert shown("4/5/2025") == "2025-05-04T00:00:00"
    assert shown("4.5.2025", "en") == "2025-05-04T00:00:00"
    found = parse_date("4/5/2025", languages=["en-GB"], day_first=False)
    assert found is not None
    assert found.value == datetime(2025, 4, 5)


def test_the_language_settles_a_month_with_two_meanings() -> None:
    assert shown("14 listopada 2024", "pl") == "2024-11-14T00:00:00"
    assert shown("14. listopada 2024.", "hr-HR") == "2024-10-14T00:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "", "2 hours ago", "yesterday", "May 3", "14 avril", "May 2024", "15:47", "0000-00-00",
        "2024-13-45", "31.02.2024", "3 May 1889", "3 May 2189", "12 Monkeys 2019", "v 10.12.15.3",
        "0123456789", "2024-13-05", "5 min read", "x" * 300 + " 3 May 2024",
        "0001-01-01T00:00:00+23:59",
    ],
)  # fmt: skip
def test_relative_incomplete_and_impossible_dates_are_refused(text: str) -> None:
    assert parse_date(text) is None


def test_every_word_that_the_library_lacks_is_read() -> None:
    for word, known in load("dates")["read_as"].items():
        spoken = {"am": f"3 May 2024 3:47 {word}", "pm": f"3 May 2024 3:47 {word}"}
        text = spoken.get(known, f"14 {word} 2024" if known.isalpha() else "")
        plain = text.replace(word, known)
        if text and known != "MSK":
            found, same = parse_date(text), parse_date(plain)
            assert found is not None, word
            assert same is not None, known
            assert found.value == same.value, word


def test_a_zone_with_many_meanings_is_the_one_that_most_pages_mean() -> None:
    assert shown("3 May 2024 15:47 IST") == "2024-05-03T15:47:00+05:30"
    assert shown("3 мая 2024 15:47 МСК", "ru") == "2024-05-03T15:47:00+03:00"
    assert shown("3 May 2024 3:47 PM ET") == "2024-05-03T15:47:00"
    assert shown("3 May 2024 15:47 GMT+1") == "2024-05-03T15:47:00+01:00"


def test_the_month_is_known_whatever_the_language_of_the_page() -> None:
    for languages in ((), ("de",), ("xx-unknown",), ("ja", "")):
        assert shown("14 avril 2025", *languages) == "2025-04-14T00:00:00"


SEVERAL = {
    ("14 listopada 2024", "pl"): "2024-11-14T00:00:00",
    ("14 listopada 2024", "hr"): "2024-10-14T00:00:00",
    ("14 listopada 2024", ""): "2024-11-14T00:00:00",
    ("5 mai 2024 à 10h30", "fr"): "2024-05-05T10:30:00",
    ("5. Mai 2024, 10:30 Uhr", "de"): "2024-05-05T10:30:00",
    ("4/5/2025", "en"): "2025-04-05T00:00:00",
    ("4/5/2025", "fr"): "2025-05-04T00:00:00",
    ("2025년 4월 14일 오후 3:47", ""): "2025-04-14T15:47:00",
}


def read_all(cases: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
    return {case: shown(case[0], *filter(None, case[1:])) for case in cases}


def test_what_was_read_before_does_not_matter() -> None:
    assert read_all(SEVERAL) == SEVERAL
    assert read_all(reversed(SEVERAL)) == SEVERAL


def test_threads_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert all(done == SEVERAL for done in pool.map(read_all, [SEVERAL] * 24))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "No/Where"])
def test_the_machine_does_not_matter_in_a_new_process(zone: str) -> None:
    """A fresh start in another zone; the library is loaded for what no pattern of ours reads."""
    program = (
        "import sys, scrapeclean.dates as dates; assert 'dateparser' not in sys.modules;"
        "assert not dates.parse_date('2014) Chess Pieces V2, 2015');"
        "assert dates.parse_date('Mon, 3 May 2024 10:30');"
        "assert 'dateparser' not in sys.modules;"
        "found = dates.parse_date('14 avril 2025 à 10h30', languages=['fr']);"
        "assert found and found.value.isoformat() == '2025-04-14T10:30:00', found;"
        "found = dates.parse_date('May 3, 2024 3:47 PM EDT');"
        "assert found and found.value.isoformat() == '2024-05-03T15:47:00-04:00', found"
    )
    subprocess.run([sys.executable, "-c", program], env={**os.environ, "TZ": zone}, check=True)


def test_the_library_gets_few_and_short_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    real = DateDataParser.get_date_data

    def counted(self: DateDataParser, text: str) -> DateData:
        given.append(text)
        return real(self, text)

    monkeypatch.setattr(DateDataParser, "get_date_data", counted)
    parse_date("12 Monkeys 2019, 3 min read, 15:47")
    assert given == []
    parse_date("31 Feb 2024 9:99 nix da 10:10 so so " * 20)
    assert 0 < len(given) <= 40
    assert max(map(len, given)) <= 60


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2025/04/14/words", 14),
        ("https://example.org/news/2025-04-14-words", 14),
        ("https://example.org/words-20250414.html", 14),
        ("https://example.org/world/2025/apr/14/words", 14),
        ("https://example.org/20259914/words", None),
        ("https://example.org/2025/99/14/words", None),
        ("https://example.org/2025/14/04/words", None),
        ("https://example.org/item/1202504141", None),
        ("https://example.org/words?date=2025-04-14", None),
    ],
)
def test_the_day_in_an_address(url: str, day: int | None) -> None:
    found = url_date(url)
    assert (found and found.value) == (day and datetime(2025, 4, day))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Updated on", "modified"), ("Stand:", "modified"), ("最終更新 2024", "modified"),
        ("Mis à jour le", "modified"), ("Letzte Änderung", "modified"),
        ("View Date:", "published"), ("Veröffentlicht am", "published"), ("公開日", "published"),
        ("Опубликовано", "published"), ("Published 3 May, updated 4 May", "published"),
        ("YAYINLANMA TARİHİ: 3 Mayıs", "published"), ("PUBLISHED", "published"),
        ("Instandhaltung", None), ("by Jane Doe", None), ("", None),
        ("প্রকাশ: ৩ মে", "published"),
        ("প্রকাশে", None),  # a sign goes on with the word
    ],
)  # fmt: skip
def test_labels(text: str, label: str | None) -> None:
    assert date_label(text) == label


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "ru", "tr", "el", "ar"])
def test_a_plainly_named_day_is_read_as_the_library_reads_it(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = month_numbers(language)
    assert set(names.values()) == set(range(1, 13))
    lines = [f"14 {name} 2023" for name in names]
    lines += [f"{name.title()} 3, 2021" for name in names]
    lines += [f"9. {name.upper()} 1999 10:04:59" for name in list(names)[:3]]
    hours = ("12:00 am", "0:30 am", "09:05 AM", "11:59:59 PM", "12:30 pm", "13:30 pm")
    lines += [f"{day} {hour}" for day in lines[:2] for hour in hours]
    skipped, days = passed_over(language)
    first = lines[0]
    lines += [f"{day.title()}, {first}" for day in sorted(days)]
    lines += [f"{first} {word} 10:04:59" for word in sorted(skipped)]
    lines += [f"14{word} {first[3:]}" for word in sorted(skipped) if len(word) < 3]
    own = [shown(line, language) for line in lines]
    monkeypatch.setattr(dates, "_named_day", lambda *_: None)
    assert own == [shown(line, language) for line in lines]
    assert shown("31 February 2024", "en") is None


@pytest.mark.parametrize(
    ("line", "language", "read"),
    [
        ("Part one - 31 August 2023", "en", "2023-08-31T00:00:00"),
        ("Kim Muster 2 Nov 2023, 11:01", "en", "2023-11-02T11:01:00"),
        ("Nov 09, 2023 04:59 GMT+0000", "en", "2023-11-09T04:59:00+00:00"),
        ("09.11.2023, 04:59 GMT+2", "de", "2023-11-09T04:59:00+02:00"),
        ("Jan 23, 2020 10:45 AM -0530", "en", "2020-01-23T10:45:00-05:30"),
        ("23 Jan 2020 10:45 UTC", "en", "2020-01-23T10:45:00+00:00"),
        ("06.11.2025, 21:18 Uhr", "", "2025-11-06T21:18:00"),
        ("29th Oct 2023", "en", "2023-10-29T00:00:00"),
        ("4. 2. 22", "de", "2022-02-04T00:00:00"),
        ("29.12.98", "de", "1998-12-29T00:00:00"),
        ("2020年7月15日", "ja", "2020-07-15T00:00:00"),
    ],
)
def test_what_most_pages_print_needs_no_library(
    line: str, language: str, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages = [language] if language else []
    assert shown(line, *languages) == read
    monkeypatch.setattr(dates, "_by_library", lambda *_: pytest.fail("the library was asked"))
    assert shown(line, *languages) == read


@pytest.mark.parametrize("zone", ["+99:00", "GMT+30", "+2400", "UTC -24"])
def test_no_zone_is_a_day_away(zone: str) -> None:
    assert (shown(f"Nov 9, 2023 04:59 {zone}", "en") or "").startswith("2023-11-09T04:59:00")


def test_the_names_are_those_of_the_library_that_is_installed() -> None:
    assert load("months") == months.lexicon(), "run benchmarks/train/months.py again"


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 31)),
    st.integers(-12 * 60, 14 * 60),
)
def test_iso_round_trip(value: datetime, offset: int) -> None:
    aware = value.replace(tzinfo=timezone(timedelta(minutes=offset)))
    found = parse_date(aware.isoformat())
    assert found is not None
    assert found.value == aware


@given(st.text(alphabet=st.sampled_from("0123456789 .:/-TZ年月日Mayd+é")) | st.text())
def test_never_raises(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.raw in text
    url_date(text)
    date_label(text)


def test_digits_of_a_newer_unicode_are_survived() -> None:
    assert shown("2024-05-03 \U000116d0") == "2024-05-03T00:00:00"


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"])
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_days_in_digits_round_trip(form: str, day: date) -> None:
    assert shown(f"x: {day.strftime(form)} 10:05") == f"{day.isoformat()}T10:05:00"


def test_days_that_no_calendar_has_are_refused() -> None:
    assert parse_date("31.02.2024") is None
    assert parse_date("2024-13-01") is None


def test_the_library_reads_a_date_once_where_it_is_asked_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    read = dates._by_library

    def noted(written: str, piece: dates._Piece) -> datetime | None:
        asked.append(written)
        return read(written, piece)

    monkeypatch.setattr(dates, "_by_library", noted)
    line = "Friday, 3rd of Nov, 2023, 9:15 PDT"
    with asked_once():
        found = [parse_date(line, languages=("en",)) for _ in range(3)]
    assert found[0] is not None
    assert found == found[:1] * 3
    once = len(asked)
    assert once == len(set(asked)) > 0
    parse_date(line, languages=("en",))
    assert len(asked) == 2 * once, "nothing is kept from page to page"
