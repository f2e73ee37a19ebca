"""Dates: one date in a short string, one in an address.

Own patterns find where a date stands; `dateparser` reads it, in the page's language, in English,
or else in the languages that know the month's name. Everything is decided by the string alone:
there is no clock in here, so relative ("yesterday") and incomplete dates are refused, and the
same page always gives the same date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import regex

from .asked_dates import DateFound, asked
from .lazy_patterns import lazy_re, lazy_regex
from .lexicon import load
from .month_names import (
    as_known,
    known_languages,
    library,
    month_languages,
    month_numbers,
    passed_over,
)  # fmt: skip
from .shape import digit_count

__all__ = ["DateFound", "parse_date"]

_READ = 200  # characters of a text that are looked at
_LONGEST = 60  # characters of a date that dateparser is given
_MOST_ASKED = 500  # dates of one page that dateparser is given, and texts that are remembered
_FEWEST_DIGITS = 4  # of a date in ASCII
_CANDIDATES = 4  # date-like pieces of a text that are tried
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_CENTURY = 69  # years of two digits from here on are of the last one, as POSIX has it
_BUDDHIST = 543  # years ahead of the common era; used with Thai script only

_EPOCH = lazy_regex(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
_ISO = lazy_regex(
    r"(?P<day>(?:19|2\d)\d\d-?[01]\d-?[0-3]\d)(?:[T\s]?(?P<h>[0-2]\d):?(?P<m>\d\d)"
    r"(?::?(?P<s>\d\d)(?:[.,](?P<f>\d{1,9}))?)?\s?(?:(?P<utc>Z)|(?P<z>[+-]\d\d)(?::?(?P<zm>\d\d))?)?)?"
)
_NUMERIC = lazy_regex(
    r"(?<![\d.])\d{4}\s?([./‐–-])\s?(?:0?[1-9]|1[0-2])\s?\1\s?\d{1,2}(?!\d)"
    r"|(?<![\d.,/-])(?P<first>\d{1,2})\s?(?P<mark>[./‐–-])\s?(?P<second>\d{1,2})\s?(?P=mark)"
    r"\s?(?:\d{4}|\d\d)(?![\d/]|[.,]\d)"
    r"|(?:(?P<era>\p{Han}{2})(?P<of_era>\d{1,2})|(?<!\d)\d{4})\s?[年년]"
    r"(?P<rest>\s?(?:0?[1-9]|1[0-2])\s?[月월]\s?\d{1,2}\s?[日일号號]?)"
)
_EAST_ASIAN = ("ja", "zh", "ko")
_CLOCK_WITHIN = 40  # characters behind a date in which its clock begins, if it has one
# What every complete date holds: most lines are refused by this quick look, a year alone as well.
_MAY_BE_DATE = lazy_re(
    r"\d{4}\D+\d|\d\D+\d{4}|\d\s?[./‐–-]\s?\d\d?\s?[./‐–-]\s?\d\d|[^\W\d]\d\d?\s?[年년]"
)
_WORD, _ORDINAL = lazy_re(r"[^\W\d_]"), lazy_re(r"(\d\d?)([^\W\d_]{1,2})")
_PLAIN_DAY = lazy_re(
    r"(\d+) ?[./年년-] ?(\d+) ?[./月월-] ?(\d+) ?[.日일]?(?: (\d\d?):(\d\d):(\d\d))?", re.ASCII
)
_NAMED_DAY = lazy_regex(
    r"(?:(?P<d>\d\d?)\.? (?P<month>\p{L}{3,16})|(?P<name>\p{L}{3,16}) (?P<day>\d\d?),?)"
    r" (?P<y>\d{4})(?: (?P<h>\d\d?):(?P<m>\d\d):(?P<s>\d\d)"
    r"(?: (?P<half>[AaPp](?:[Mm]|\.[Mm]\.)))?)?"
)
_ZONE = lazy_re(  # less than a day from UTC
    r" (?:(?:GMT|UTC)(?! ?[+-])|(?:GMT|UTC)? ?([+-])([01]?\d|2[0-3])(?::?([0-5]\d))?)", re.ASCII
)
_OTHER_DIGIT = lazy_regex(r"[^\P{Nd}0-9]")
_THAI, _THAI_YEAR = lazy_regex(r"\p{Thai}"), lazy_regex(r"(?<!\d)2[56]\d\d(?!\d)")


class _Piece(NamedTuple):
    """A piece of text that looks like a day, and how dateparser is to read it."""

    start: int
    end: int
    written: str
    order: str  # of bare numbers; empty if a month is named
    languages: tuple[str, ...]
    clock_from: int  # where a time may follow: behind the day, or inside of it


def parse_date(
    text: str, *, languages: Sequence[str] = (), day_first: bool | None = None
) -> DateFound | None:
    """The first complete date in a short text, with its time and zone if they stand beside it.

    Args:
        text: only its first 200 characters are read. Labels around the date do not matter.
        languages: BCP 47 tags of the page, best first; they settle ``3/4/2025`` and the few month
            names with two meanings.
        day_first: how to read ``3/4/2025``, if known. Without it and without a language that
            writes the month first, the day comes first.
    """
    text = text[:_READ]
    if text.isascii() and digit_count(text) < _FEWEST_DIGITS:
        return None  # as most
    known, key = asked(), (text, tuple(languages), day_first)
    if known is None or (key not in known.texts and len(known.texts) >= _MOST_ASKED):
        return _first_date(*key)
    if key not in known.texts:
        known.texts[key] = _first_date(*key)
    return known.texts[key]


def _first_date(text: str, languages: tuple[str, ...], day_first: bool | None) -> DateFound | None:
    machine = _from_machine(text.strip())
    if machine or not _MAY_BE_DATE.search(text):
        return machine
    plain = _plain(text)
    pieces = [*_numeric(plain, languages, day_first), *_worded(plain, languages)]
    for piece in islice(sorted(pieces), _CANDIDATES):
        found = _read(text, plain, piece)
        if found:
            return found
    return None


# ---- where a date stands ------------------------------------------------------------------------


def _from_machine(text: str) -> DateFound | None:
    """A whole text in the forms of ISO 8601, or seconds since 1970."""
    if not text[:1].isdecimal():
        return None
    epoch = _EPOCH.fullmatch(text)
    iso = None if epoch else _ISO.fullmatch(text)
    if epoch:
        value = datetime.fromtimestamp(int(epoch[1]), timezone.utc)
    elif iso:
        day = iso["day"].replace("-", "")
        clock = f"{iso['h'] or '00'}:{iso['m'] or '00'}:{iso['s'] or '00'}"
        zone = "+00:00" if iso["utc"] else iso["z"] and f"{iso['z']}:{iso['zm'] or '00'}"
        # Python 3.10 reads this one form of the many.
        shown = f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock}.{(iso['f'] or '0'):0<6.6}{zone or ''}"
        try:
            value = datetime.fromisoformat(shown)
        except ValueError:
            return None
    else:
        return None
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return None
    if iso and not iso["s"]:
        return DateFound(value, "minute" if iso["h"] else "day", text)
    return DateFound(value, "second", text)


def _plain(text: str) -> str:
    """With ASCII digits, and Buddhist years in the common era; as long as before."""
    if text.isascii():
        return text
    # `regex` may know digits of a newer Unicode than Python does.
    plain: str = _OTHER_DIGIT.sub(lambda at: str(int(at[0])) if at[0].isdecimal() else at[0], text)
    if _THAI.search(text):
        plain = _THAI_YEAR.sub(lambda found: str(int(found[0]) - _BUDDHIST), plain)
    return plain


def _numeric(text: str, languages: Sequence[str], day_first: bool | None) -> Iterator[_Piece]:
    eras = load("dates")["eras"]
    for match in _NUMERIC.finditer(text):
        written = match[0]
        if match["era"]:
            written = f"{eras.get(match['era'], 0) + int(match['of_era'])}年{match['rest']}"
        order = "YMD" if match["first"] is None else "DMY"
        if order == "DMY" and _is_month_first(match, languages, day_first):
            order = "MDY"
        readers = _EAST_ASIAN if match["rest"] else ("en",)
        known = tuple(dict.fromkeys((*known_languages(languages), *readers)))
        yield _Piece(match.start(), match.end(), written, order, known, match.end())


def _is_month_first(
    match: regex.Match[str], languages: Sequence[str], day_first: bool | None
) -> bool:
    first, second = int(match["first"]), int(match["second"])
    if first > 12 or second > 12:  # only one of the two can be a month
        return second > 12
    if day_first is not None:
        return not day_first
    month_first = load("dates")["month_first"]
    return match["mark"] != "." and any(tag.lower() in month_first for tag in languages[:1])


def _worded(text: str, languages: Sequence[str]) -> Iterator[_Piece]:
    for match in _worded_pattern().finditer(text, overlapped=True):
        written = as_known(match[0].replace(match["mid"] or "\n", " "))
        knowing = month_languages(written, languages)
        if knowing and (not written[:1].isalpha() or _leads(written, knowing)):
            clock_from = match.start("mid") if match["mid"] else match.end()
            yield _Piece(match.start(), match.end(), written, "", knowing, clock_from)


def _leads(written: str, languages: Sequence[str]) -> bool:
    """Whether the first word belongs to the date: else it is found again without it."""
    first = written.split(None, 1)[0].strip(".,")
    known = (*passed_over(languages[0]), load("dates")["particles"])
    return any(first.lower() in words for words in known) or bool(month_languages(first, languages))


@cache
def _worded_pattern() -> regex.Pattern[str]:
    """Day, month, year with words between; or month, day, year; or year, month, day."""
    marked = rf"(?:(?:{_either(load('dates')['month_markers'])})\s?\d{{1,2}}[^\d:|;]{{1,12}})?"
    day = r"(?<!\d)\d{1,2}(?![\d:])"
    year = r"(?<!\d)\d{4}(?!\d)"
    clock = r"(?P<mid>\d{1,2}:\d\d(?::\d\d)?\s(?:[A-Z+\d:]{2,9}\s)?)?"
    return regex.compile(
        rf"{day}[^\d:|;]{{1,30}}?{marked}{year}"
        rf"|(?<![\p{{L}}\p{{M}}])[\p{{L}}\p{{M}}]{{3,16}}[^\d\p{{L}}:|;]{{0,4}}{day}"
        rf"[^\d:|;]{{1,12}}{clock}{year}"
        rf"|{year}[^\d:|;]{{1,30}}{day}",
        regex.IGNORECASE,
    )


# ---- reading ------------------------------------------------------------------------------------


def _read(text: str, plain: str, piece: _Piece) -> DateFound | None:
    """A day with the time inside, right behind or right before it."""
    behind, before = _clocks()
    clock: Any = None
    if any(map(str.isdigit, plain[piece.clock_from : piece.clock_from + _CLOCK_WITHIN])):
        clock = behind.match(plain, piece.clock_from)
    if not clock and any(map(str.isdigit, plain[: piece.start])):
        clock = before.search(plain[: piece.start])
    for time, end in _times(clock) if clock else ():
        value = _from_library(f"{piece.written} {time}", piece)
        if value:
            start = min(piece.start, clock.start("h") if not time[0].isalpha() else clock.start())
            raw = text[start : max(piece.end, end)].strip()
            return DateFound(value, "second" if clock["s"] else "minute", raw)
    value = _from_library(piece.written, piece)
    return DateFound(value, "day", text[piece.start : piece.end]) if value else None


def _times(clock: regex.Match[str]) -> Iterator[tuple[str, int]]:
    """A time and where it ends, with the words beside it and then with fewer."""
    time = f"{clock['h']}:{clock['m'] or '00'}:{clock['s'] or '00'}"
    lefts = dict.fromkeys((as_known(clock["left"] or ""), ""))
    for end in sorted({clock.end("time"), *clock.ends("word"), clock.end("offset")}, reverse=True):
        right = as_known(clock.string[clock.end("time") : end])
        for left in lefts:
            yield f"{left} {time} {right}".strip(), end


def _from_library(written: str, piece: _Piece) -> datetime | None:
    if plain := _by_us(_bare(written, piece.languages), piece):
        return plain
    if len(written) > _LONGEST:
        return None
    known, key = asked(), (written, piece.order, piece.languages)
    if known is None:
        return _by_library(written, piece)
    if key not in known.dates and len(known.dates) < _MOST_ASKED:
        known.dates[key] = _by_library(written, piece)
    return known.dates.get(key)


def _by_us(bare: str, piece: _Piece) -> datetime | None:
    """What our own patterns read: a day, maybe with a time, and then maybe with its zone."""
    zone = _ZONE.search(bare)
    if zone and (zone.end() < len(bare) or ":" not in bare[: zone.start()]):
        return None
    day = bare[: zone.start()] if zone else bare
    value = _plain_day(day, piece.order) or _named_day(day, piece.languages)
    if not (zone and value):
        return value
    sign, hours, minutes = zone.groups()
    minutes = 60 * int(hours or 0) + int(minutes or 0)
    return value.replace(tzinfo=timezone(timedelta(minutes=-minutes if sign == "-" else minutes)))


def _by_library(written: str, piece: _Piece) -> datetime | None:
    parser = library().date.DateDataParser(
        languages=list(piece.languages), use_given_order=True, try_previous_locales=False,
        settings=_settings() | ({"DATE_ORDER": piece.order} if piece.order else {}),
    )  # fmt: skip
    try:
        value: datetime | None = parser.get_date_data(written).date_obj
    except OverflowError:  # in UTC the calendar has no such day
        return None
    if not value or not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return None
    if value.tzinfo is None:
        return value
    # The value itself is in UTC by now.
    zone = library().timezone_parser.pop_tz_offset_from_string(written)[1]
    offset = None if zone is None or isinstance(zone, str) else zone.utcoffset(value)
    return value.astimezone(timezone(offset) if offset else timezone.utc)


def _bare(written: str, languages: Sequence[str]) -> str:
    """Without a day of the week in front, and without words that the library passes over."""
    if not (languages and _WORD.search(written)):
        return written
    kept = []
    skipped, days = passed_over(languages[0])
    ordinals = frozenset(load("dates")["ordinals"])
    for word in written.replace(",", " ").split():
        bare = word.rstrip(".")
        ordinal = _ORDINAL.fullmatch(bare)
        if ordinal and ordinal[2].lower() in (skipped | ordinals):
            kept.append(ordinal[1])
        elif bare.lower() in days:
            days = frozenset()
        elif bare.lower() not in skipped:
            kept.append(bare if bare.isalpha() else word)
            days = frozenset()  # behind a number it may be read as something else
    return " ".join(kept)


def _plain_day(written: str, order: str) -> datetime | None:
    """A day in digits alone whose order is known, with a time or none: no library is needed."""
    found = _PLAIN_DAY.fullmatch(written)
    if not (found and order):
        return None
    *day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        year, month, day_of_month = (day[order.index(each)] for each in "YMD")
        if len(found[order.index("Y") + 1]) == len("98"):
            year += 2000 if year < _CENTURY else 1900
        value = datetime(year, month, day_of_month, hour, minute, second)
    except ValueError:
        return None
    return value if _FIRST_YEAR <= value.year <= _LAST_YEAR else None


def _named_day(written: str, languages: Sequence[str]) -> datetime | None:
    """A day with the month's name, its year, maybe a time, and nothing else: as the library."""
    found = _NAMED_DAY.fullmatch(written)
    word = (found["month"] or found["name"]) if found else ""
    month = month_numbers(languages[0]).get(word.lower(), 0) if word and languages else 0
    if not (found and month):
        return None
    hour, minute, second = (int(part or 0) for part in found.group("h", "m", "s"))
    if found["half"]:
        if languages[0] != "en" or not 1 <= hour <= 12:  # elsewhere "am" means other things
            return None
        hour = hour % 12 + 12 * (found["half"][0] in "Pp")
    day = int(found["d"] or found["day"])
    try:
        value = datetime(int(found["y"]), month, day, hour, minute, second)
    except ValueError:
        return None
    return value if _FIRST_YEAR <= value.year <= _LAST_YEAR else None


@cache
def _settings() -> dict[str, Any]:
    """Full dates only, whatever the clock and the zone of the machine say."""
    small = {"t", *load("dates")["particles"], *load("dates")["ordinals"]}
    return {
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": True,
        "RELATIVE_BASE": datetime(2000, 1, 1),
        "TIMEZONE": "UTC",
        "SKIP_TOKENS": sorted(small - {"am"}),  # German "on the", but also the morning
    }


@cache
def _clocks() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A time of day behind a date and before it, with the words and the offset at its sides."""
    marks = rf"(?:{_either(load('dates')['hour_marks'])})"
    seconds = r"(?:[:.：]|\s?[分분]\s?)(?P<s>[0-5]\d)(?!\d)\s?[秒초]?(?:[.,]\d{1,9})?"
    minutes = rf"\s?(?:[:.：]|{marks})\s?(?P<m>[0-5]\d)(?!\d|[./]\d)(?:{seconds}|\s?[分분])?"
    time = (
        rf"(?P<time>(?<!\d)(?P<h>\d{{1,2}})"
        rf"(?:{minutes}|\s?{marks}(?![\p{{L}}\p{{M}}])|(?=\s?[ap]\.?\s?m\b)))"
    )
    words = r"(?P<word>\s?[\p{L}\p{M}.]{1,7}(?![\p{L}\p{M}])){0,3}"
    offset = (
        r"(?P<offset>(?:\s?[(\[]?(?:GMT|UTC)?\s?(?:[+\u2212-]\d\d|(?<=[CT]\s?)[+\u2212-]\d)"
        r"(?::?\d\d)?(?!\d)[)\]]?)?)"
    )
    clock = rf"(?:(?P<left>[\p{{L}}.]{{1,8}})\s?)?{time}{words}{offset}"
    behind = lazy_regex(rf"\D{{0,24}}?{clock}", regex.IGNORECASE)
    return behind, lazy_regex(rf"{clock}\D{{0,24}}?$", regex.IGNORECASE)


def _either(words: Sequence[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
