"""What a name tells of itself: a person's, the site's, a team's, that of a user."""

from __future__ import annotations

from functools import cache

from ..domain import registrable_domain
from ..lazy_patterns import lazy_regex
from ..lexicon import load
from ..model import Document
from ..parts import Author
from ..shape import squash

_SHORTEST = 4  # letters of a name that is not part of another by chance
_DOMAIN = lazy_regex(r"(?:https?://)?[\w.-]+\.\p{L}{2,12}/?")
_HANDLE = lazy_regex(r"\S*[\d_@]\S*|\p{Ll}\S*")
_WORD = lazy_regex(r"[\p{L}\p{M}.]+")


def author_signs(authors: tuple[Author, ...], doc: Document) -> tuple[str, ...]:
    """What speaks for or against names, whoever gives them: signs for the arbiter."""
    signs = {sign for author in authors for sign in _signs(author.name, _sites(doc))}
    if not signs:
        signs = {"people by their names" if len(authors) > 1 else "a person by the name"}
    return tuple(sorted(signs))


def _signs(name: str, sites: frozenset[str]) -> list[str]:
    plain, words = squash(name), _WORD.findall(name)
    signs = []
    if plain in sites:
        signs.append("named as the site")
    elif any(_share(plain, site) for site in sites):
        signs.append("named much as the site")
    if _DOMAIN.fullmatch(name):
        signs.append("named as a domain")
    elif len(words) == 1 and name.isascii():
        signs.append("named as a user" if _HANDLE.fullmatch(name) else "one word")
    if any(word.casefold().strip(".") in _teams() for word in words):
        signs.append("named as a team")
    return signs


def _share(name: str, site: str) -> bool:
    return (len(site) >= _SHORTEST and site in name) or (len(name) >= _SHORTEST and name in site)


def _sites(doc: Document) -> frozenset[str]:
    """What the site is called, squashed."""
    known: frozenset[str] | None = doc.derived.get("author_sites")
    if known is None:
        domain = registrable_domain(doc.url or doc.head.base_url) or ""
        stated = (doc.head.first_meta("og:site_name"), doc.head.first_meta("application-name"))
        names = (*stated, domain, domain.partition(".")[0])
        known = doc.derived["author_sites"] = frozenset(map(squash, names)) - {""}
    return known


@cache
def _teams() -> frozenset[str]:
    return frozenset(load("people")["teams"])
