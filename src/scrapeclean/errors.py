"""Everything scrapeclean raises on purpose.

::

    ScrapecleanError
    ├── InputError            the page itself cannot be cleaned (also a ValueError)
    │   ├── EmptyInput        nothing to read: no bytes, or only white space
    │   ├── NotAPage          a PDF, an image, an archive, JSON …: `found` says which
    │   ├── TooLarge          more than the cleaner was told to accept
    │   └── OutOfTime         nothing was known of the page when its time was over
    ├── ArgumentError         an argument of a wrong type or value (also a TypeError)
    ├── RecipeError           a recipe that cannot work: bad name, bad order, bad extractor
    ├── ExtractorError        an extractor failed or broke its own promises while running
    ├── LexiconError          a data file of the package, or one of yours, cannot be used
    ├── SiteFileError         a file holds no learnt site, or not one that can be used
    └── SchemaError           a record batch holds no cleaned pages, or of another version

A page that is merely unusual never raises: it comes back as an `Article` whose
``status``, ``confidence`` and ``warnings`` tell what was found.
"""

from __future__ import annotations

import os
from os import PathLike

__all__ = [
    "ArgumentError",
    "EmptyInput",
    "ExtractorError",
    "InputError",
    "LexiconError",
    "NotAPage",
    "OutOfTime",
    "RecipeError",
    "SchemaError",
    "ScrapecleanError",
    "SiteFileError",
    "TooLarge",
]


class ScrapecleanError(Exception):
    """Base class of every error scrapeclean raises on purpose."""


class InputError(ScrapecleanError, ValueError):
    """The input cannot be cleaned, whatever the options."""


class EmptyInput(InputError):
    """The input holds nothing to read."""


class NotAPage(InputError):
    """The input is something else than a page.

    Attributes:
        found: what it is, in words ("a PDF document").
    """

    def __init__(self, found: str, hint: str) -> None:
        super().__init__(f"the input is {found}, not an HTML or text page: {hint}")
        self.found = found


class TooLarge(InputError):
    """The input is larger than the cleaner accepts.

    Attributes:
        size: size of the input (bytes for ``bytes``, characters for ``str``).
        limit: the most that is accepted, in the same unit.
    """

    def __init__(self, size: int, limit: int, unit: str) -> None:
        super().__init__(
            f"the input has {size:,} {unit}, more than the limit of {limit:,}: "
            "split it, or raise the limit with Limits(size=...)"
        )
        self.size = size
        self.limit = limit


class OutOfTime(InputError):
    """The time that a page may take was over before anything had judged its text.

    Attributes:
        limit: the time allowed, in seconds.
    """

    def __init__(self, limit: float) -> None:
        super().__init__(
            f"the page was not read within {limit:g} s: allow more with Limits(seconds=...), "
            "or less of the page with Limits(blocks=...)"
        )
        self.limit = limit


class ArgumentError(ScrapecleanError, TypeError):
    """An argument has a type or value that makes no sense here."""


class RecipeError(ScrapecleanError, ValueError):
    """A recipe was asked for something that cannot work."""


class ExtractorError(ScrapecleanError, RuntimeError):
    """An extractor raised, or returned what it had not promised.

    Attributes:
        extractor: the extractor's name.
    """

    def __init__(self, extractor: str, fault: str) -> None:
        super().__init__(
            f"extractor {extractor!r} {fault}: mend it if it is yours, report it if it is not; "
            f"Recipe.without({extractor!r}) goes on without it"
        )
        self.extractor = extractor


class LexiconError(ScrapecleanError, ValueError):
    """A data file (word list, weights) is missing or malformed."""


class SiteFileError(ScrapecleanError, ValueError):
    """A file does not hold a learnt site, or not one that can be used.

    Attributes:
        path: the file.
    """

    def __init__(self, path: str | PathLike[str], fault: str) -> None:
        super().__init__(f"{os.fspath(path)} {fault}: learn the site again")
        self.path = path


class SchemaError(ScrapecleanError, ValueError):
    """A record batch does not hold cleaned pages, or holds those of another schema version."""
