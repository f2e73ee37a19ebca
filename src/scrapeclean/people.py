"""Names of authors, taken out of bylines and of what metadata calls an author.

A name is kept as it is printed, degrees included. Roles, agencies behind a person, editors,
addresses, handles and dates are dropped, and what does not look like a name is refused: no author
is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from .date_labels import date_label
from .dates import parse_date
from .editors import without_editors
from .heading_kinds import headings_of
from .introductions import AROUND_NAMES, is_plainly_introduced, without_introduction
from .lazy_patterns import lazy_re, lazy_regex
from .lexicon import load, phrases
from .parts import Author
from .shape import label

__all__ = [
    "byline_authors",
    "parse_authors",
    "plain_names",
    "signed_name",
]

_LONGEST_PLAIN = 120
_LONGEST_TEXT, _LONGEST_NAME, _MOST_WORDS, _MOST_AUTHORS = 400, 80, 8, 40

_ADDRESS = lazy_regex(r"(?:https?://|www\.)[^\s()\[\]]*|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_ONLY_ADDRESS = lazy_regex(r"(?:https?:)?//\S*|www\.\S+|[\w.-]+\.(?:com|org|net)/\S*|/\S*")
_HANDLE = lazy_regex(r"(?<![\w.])@\w+")
_ASIDE = lazy_regex(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*(?=$|[,;|/&、，]|\band\b)")
_BRACKETS = frozenset("([（【")
_WORD_END = lazy_regex(r"\p{Ll}{3}\.$")
_UNPARTED = lazy_regex(r"[\p{Han}\p{Hangul}\p{Kana}]{2,5}")
_TWO_DIGITS = lazy_re(r"\d\d")
_TIME = lazy_regex(r"\b\d{1,2}[:.]\d\d(?:\s?(?:[ap]\.?m\.?|uhr))?\b", regex.IGNORECASE)
_LISTED = lazy_regex(r"\s*[;、；•·⋅∙●\n\t]\s*|\s+\|\s+|\s*[,，]\s*(?=(?:and|und|et|y|e)\s)")
_IN_CHARGE = lazy_regex(r"\s(?:of|for|de|für|des|del|di)\s")  # "Head of Sales and Marketing"
_LIST_END = lazy_regex(r"^(?:and|und|et|y|e)\s+(?=\p{Lu})")
_COMMA = lazy_regex(r"\s*[,，]\s*")
_TAIL = lazy_regex(
    r"\s+[-–—|]\s+.*$|\s+for\s+the\s+\p{Lu}.*$|\s+(?:für|pour|para)\s+.*$|\s+in\s+\p{Lu}.*$"
)
_CHINESE_PLACE = lazy_regex(r"[／/]\s*\p{Han}{2,12}(?:報導|报道|電|电|訊|讯)\s*$")
_LABELLED = lazy_regex(r"[:：՝]")  # what a label introduces is no name alone
_SENTENCE = lazy_regex(r"[!?…。！？©]|\p{Ll}{4}\.\s|[{}<>=\\]")
_PROSE = lazy_regex(r"\p{Ll}{4}[.!?]\s+\p{Lu}\p{Ll}*\s+\p{Ll}")
_WORD = lazy_regex(r"[\p{L}\p{M}\p{N}]+")


def parse_authors(text: str) -> tuple[Author, ...]:
    """The authors named by a byline or by a metadata value; empty if it names none.

    Args:
        text: such as ``By Jane Doe and John Roe, Senior Reporters | May 3, 2024``. A text longer
            than 400 characters is no byline.
    """
    raw = " ".join(text[: _LONGEST_TEXT + 1].split())
    if len(raw) > _LONGEST_TEXT or _ONLY_ADDRESS.fullmatch(raw) or _PROSE.search(raw):
        return ()
    names = dict.fromkeys(_names(without_introduction(_bare(raw))))
    return tuple(Author(name=name, raw=raw) for name in list(names)[:_MOST_AUTHORS])


def byline_authors(text: str) -> tuple[Author, ...]:
    """As `parse_authors`, but only if the wording says that this is a byline (``By …``)."""
    raw = " ".join(text[:_LONGEST_TEXT].split()).strip(AROUND_NAMES)
    bare = _bare(raw)
    if not any(map(_says_byline, (raw, bare))):
        return ()
    names = dict.fromkeys(map(_without_role, _names(without_introduction(bare))))
    plainly = any(map(is_plainly_introduced, (raw, bare)))
    if not all(_is_capitalised(name) and (plainly or _is_full(name)) for name in names):
        return ()
    return tuple(Author(name=name, raw=raw) for name in names)


def plain_names(text: str) -> tuple[Author, ...]:
    """The authors in a line that by its place may hold their names and little else.

    Without a word that says so, only full names count, and only if nothing else is left.
    """
    raw = " ".join(text[: _LONGEST_PLAIN + 1].split()).strip(AROUND_NAMES)
    if len(raw) > _LONGEST_PLAIN or _SENTENCE.search(raw):
        return ()
    names = dict.fromkeys(map(_without_role, _names(without_introduction(_bare(raw)))))
    if not all(_is_full(name) and _is_capitalised(name) for name in names):
        return ()
    if any(date_label(name) or _is_chrome(name) for name in names):
        return ()
    return tuple(Author(name=name, raw=raw) for name in names)


def signed_name(text: str) -> tuple[Author, ...]:
    """The author in an element that is named after one: a single word will do, or a pen name."""
    raw = " ".join(text[: _LONGEST_PLAIN + 1].split()).strip(AROUND_NAMES)
    names = list(_names(without_introduction(_bare(raw)))) if len(raw) <= _LONGEST_PLAIN else []
    if len(names) != 1 or len(names[0].split()) > 1 or _is_chrome(names[0]):
        return ()
    return (Author(name=names[0], raw=raw),)


# ---- the steps ----------------------------------------------------------------------------------


def _bare(text: str) -> str:
    """Without addresses, handles, editors, asides, dates and what introduces dates."""
    bare = text = without_editors(text)
    if "@" in text or "://" in text or "www." in text:
        bare = _HANDLE.sub(" ", _ADDRESS.sub(" ", text))
    if not _BRACKETS.isdisjoint(bare):
        bare = _ASIDE.sub(" ", bare)
    date = parse_date(bare) if _TWO_DIGITS.search(bare) else None
    if date:
        before, _, after = bare.partition(date.raw)
        bare = _without_date_label(without_introduction(before.strip(AROUND_NAMES))) or after
    if _TWO_DIGITS.search(bare):
        bare = _TIME.sub(" ", bare)
    return " ".join(bare.split()).strip(AROUND_NAMES)


def _without_date_label(text: str) -> str:
    """Cut before the word that labels a date, or the small words that lead to it."""
    words = text.split()
    at = next((at for at, word in enumerate(words) if date_label(word)), len(words))
    small = {*load("dates")["particles"], *phrases("people", "date_adverbs")}
    while at and words[at - 1].strip(AROUND_NAMES).casefold() in small:
        at -= 1
    return " ".join(words[:at])


def _names(text: str) -> Iterator[str]:
    text = _CHINESE_PLACE.sub("", text)
    for at, listed in enumerate(_LISTED.split(text)):
        if at and (_roles().match(listed) or _ends_as_role(listed) or _is_organisation(listed)):
            continue  # "Jane Doe · Review Editor", "Jane Doe | Reuters"
        for joined in _split_conjunctions(_LIST_END.sub("", listed)):
            yield from filter(_is_name, map(_polished, _split_commas(joined)))


def _ends_as_role(listed: str) -> bool:
    return _roles().search(listed) is not None and _without_role(listed) == listed


def _split_conjunctions(text: str) -> list[str]:
    """Split where full names are joined: "Anna and Ben" and "Research and Development" stay."""
    helped = _helped().search(text)
    if helped and _is_organisation(text[helped.end() :]):
        text = text[: helped.start()]  # "Jane Doe with Reuters"
    pieces: list[str] = _conjunctions().split(text)
    beside = [piece.rpartition(",")[2] for piece in pieces[:-1]]
    beside.append(pieces[-1].partition(",")[0])
    is_one_role = _roles().match(beside[0].strip()) and _IN_CHARGE.search(beside[0])
    return pieces if all(map(_is_full, beside)) and not is_one_role else [text]


def _split_commas(text: str) -> Iterator[str]:
    """Names between commas; roles, places and agencies go, degrees stay with their name."""
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) == 2 and len(parts[0].split()) == 1 and _is_first_name(parts[1]):
        yield ", ".join(parts)
        return
    name = ""
    for part in parts:
        if name and _is_credential(part):
            name += ", " + part
        elif name and (not _is_full(part) or _is_role(part) or _is_organisation(part)):
            continue
        else:
            if name:
                yield name
            name = part
    if name:
        yield name


def _polished(name: str) -> str:
    name = _suffixes().sub("", name).strip(AROUND_NAMES)
    short = _TAIL.sub("", name)
    name = _undoubled(_without_long_role(short if _is_full(short) else name))
    name = name[:-1] if name.endswith(".") and _WORD_END.search(name) else name
    return without_introduction(name).strip(AROUND_NAMES)


def _without_role(name: str) -> str:
    """Cut where a role follows two words or more without any mark: "Jane Doe Senior Editor"."""
    for role in _roles().finditer(name):
        if len(name[: role.start()].split()) > 1:
            return name[: role.start()].strip(AROUND_NAMES)
    return name


def _without_long_role(name: str) -> str:
    """A role of one word may belong to the name of a team: "Luxury Travel Expert"."""
    short = _without_role(name)
    return short if len(name.split()) - len(short.split()) > 1 else name


def _undoubled(name: str) -> str:
    """Links on a portrait and on the name give the name twice."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else name


# ---- the questions ------------------------------------------------------------------------------


def _says_byline(text: str) -> bool:
    return without_introduction(text) != text or bool(_suffixes().search(text))


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and 2 <= len(name) <= _LONGEST_NAME
        and any(map(str.isalpha, name))
        and name.casefold() not in phrases("people", "not_names")
        and name.casefold() not in phrases("people", "introductions")
        and not _SENTENCE.search(name)
        and not _LABELLED.search(name)
        and any(map(str.isalpha, _roles().sub("", name)))
        and not _ONLY_ADDRESS.fullmatch(name)
    )


def _is_chrome(name: str) -> bool:
    """Whether what stands where names do is a button, a row of them, or says in what section."""
    plain, known = label(name), phrases("widgets", "networks")
    words = plain.replace("-", "").split()
    return (
        plain in phrases("widgets", "controls")
        or all(word in known for word in words)
        or words[0] in phrases("labels", "tags")
        or words[0] in headings_of("share")
    )


def _is_full(name: str) -> bool:
    """Two words or more, or a script that does not part them."""
    return len(name.split()) > 1 or bool(_UNPARTED.fullmatch(name))


def _is_first_name(part: str) -> bool:
    words = part.split()
    return (
        not _is_credential(part)
        and not _is_organisation(part)
        and not _is_role(part)
        and (len(words) == 1 or all(len(word.rstrip(".")) == 1 for word in words[1:]))
    )


def _is_role(part: str) -> bool:
    return part[:1].islower() or bool(_roles().search(part))


def _is_organisation(part: str) -> bool:
    plain = part.casefold().removeprefix("for ")
    return plain in load("people")["agencies"] or plain.startswith("the ")


def _is_credential(part: str) -> bool:
    known = _credentials()
    plain = part.replace(".", "").rstrip("®™ ").casefold()
    return plain in known or all(word in known for word in plain.split())


def _is_capitalised(name: str) -> bool:
    """Every word starts as names do; small words inside names may not."""
    words = _WORD.findall(name)
    small = load("people")["particles"]
    capital = sum(1 for word in words if not _is_lower(word))
    return (
        0 < len(words) <= 6
        and capital > 0
        and all(not _is_lower(word) or word in small for word in words)
        and not any(map(str.isdigit, name))
    )


def _is_lower(word: str) -> bool:
    """Whether it could have begun with a capital: Georgian counts as lower case, and has none."""
    return word[0].islower() and word[0] != word[0].title()


# ---- the lexicon --------------------------------------------------------------------------------


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _conjunctions() -> regex.Pattern[str]:
    words = phrases("people", "conjunctions") | phrases("people", "helpers")
    return regex.compile(rf"\s+(?:{_either(words)})\s+|\s*/\s*")


@cache
def _helped() -> regex.Pattern[str]:
    return regex.compile(rf"\s(?:{_either(phrases('people', 'helpers'))})\s+")


@cache
def _roles() -> re.Pattern[str]:
    words = phrases("people", "roles")
    return re.compile(rf"(?<![^\W\d_])(?:{_either(words)})s?(?![^\W\d_])", re.IGNORECASE)


@cache
def _suffixes() -> regex.Pattern[str]:
    return regex.compile(rf"(?<=\S)\s*(?:{_either(phrases('people', 'suffixes'))})$")


@cache
def _credentials() -> frozenset[str]:
    return frozenset(load("people")["credentials"])
