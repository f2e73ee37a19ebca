"""The pipeline's order, and how to change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata

from .errors import RecipeError
from .extractors.body import Body
from .extractors.breadcrumbs import Breadcrumbs
from .extractors.byline import Byline
from .extractors.content_farm import ContentFarm
from .extractors.furniture import Furniture
from .extractors.language import Language
from .extractors.learned import Learned
from .extractors.lists import Lists
from .extractors.page_type import PageType
from .extractors.roles import Roles
from .extractors.structured import JsonLd, Meta, Microdata
from .extractors.tags import Tags
from .extractors.threads import Threads
from .extractors.title import Title
from .extractors.widgets import Widgets
from .lazy_patterns import lazy_re
from .model import FIELDS, ROLES, Extractor

ENTRY_POINTS = "scrapeclean.extractors"
"""The entry-point group in which installed packages offer extractors."""

_NAME = lazy_re(r"[a-z][a-z0-9-]*")


def _default_extractors() -> tuple[Extractor, ...]:
    return (
        JsonLd(),       # what the page says of itself, by schema.org
        Meta(),         # … by meta elements and its address
        Microdata(),    # … by attributes in its markup
        PageType(),     # article, listing, shop page … by its looks and what it says of itself
        Furniture(),    # menus, footers, forms, captions: what markup and wording give away
        Widgets(),      # counters, share bars, controls
        Title(),        # the headline, the site's name in and around it
        Breadcrumbs(),  # the trail above it
        Byline(),       # who and when, as printed
        Roles(),        # captions, promotion, comments, lists …, learnt from annotated pages
        Tags(),         # topics, as printed
        Lists(),        # related, ranking, recommendation, latest, previous, next
        Learned(),      # the text itself, by trees learnt from annotated pages
        Body(),         # the text itself by its density, where nobody has judged it yet
        Threads(),      # further articles and comments, by the structure that they repeat
        Language(),     # what the text looks like, against what the page says
        ContentFarm(),  # whether all that is how a content farm builds its pages
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recipe:
    """Extractors in the order they run, checked when built; every change gives a new recipe.

    Wherever an extractor is expected, the name of an installed one does as well.

    Raises:
        RecipeError: on building or changing, with the name and fault of what cannot work.
    """

    extractors: tuple[Extractor, ...]

    def __init__(self, extractors: Iterable[Extractor | str]) -> None:
        if isinstance(extractors, (str, bytes)) or not isinstance(extractors, Iterable):
            raise RecipeError("a recipe is built from a sequence of extractors")
        object.__setattr__(self, "extractors", tuple(_resolved(each) for each in extractors))
        _check(self.extractors)

    @classmethod
    def default(cls) -> Recipe:
        """The recipe that `scrapeclean.extract` uses."""
        return cls(_default_extractors())

    @property
    def names(self) -> tuple[str, ...]:
        """The extractors' names, in order."""
        return tuple(extractor.name for extractor in self.extractors)

    def __iter__(self) -> Iterator[Extractor]:
        return iter(self.extractors)

    def before(self, name: str, *extractors: Extractor | str) -> Recipe:
        """With `extractors` put in front of the one called `name`."""
        at = self._index(name)
        return Recipe((*self.extractors[:at], *extractors, *self.extractors[at:]))

    def after(self, name: str, *extractors: Extractor | str) -> Recipe:
        """With `extractors` put behind the one called `name`."""
        at = self._index(name) + 1
        return Recipe((*self.extractors[:at], *extractors, *self.extractors[at:]))

    def replace(self, name: str, *extractors: Extractor | str) -> Recipe:
        """With `extractors` in the place of the one called `name`."""
        at = self._index(name)
        return Recipe((*self.extractors[:at], *extractors, *self.extractors[at + 1 :]))

    def without(self, *names: str) -> Recipe:
        """Without the extractors of these names."""
        gone = {self._index(name) for name in names}
        return Recipe(each for at, each in enumerate(self.extractors) if at not in gone)

    def with_installed(self) -> Recipe:
        """With every extractor that installed packages offer, in name order, at the end."""
        return Recipe((*self.extractors, *installed_extractors().values()))

    def _index(self, name: str) -> int:
        if name not in self.names:
            raise RecipeError(
                f"no extractor {name!r} in this recipe: it has {', '.join(self.names) or 'none'}"
            )
        return self.names.index(name)


def installed_extractors() -> dict[str, Extractor]:
    """The extractors that installed packages offer in the group `ENTRY_POINTS`, by name.

    An entry point names a class or function without arguments that makes the extractor.

    Raises:
        RecipeError: one of them cannot be loaded or is no extractor.
    """
    points = sorted(metadata.entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return {point.name: _load(point) for point in points}


def _load(point: metadata.EntryPoint) -> Extractor:
    try:
        extractor: Extractor = point.load()()
    except Exception as error:  # a stranger's code may raise anything; it is named and chained
        raise RecipeError(
            f"the installed extractor {point.name!r} ({point.value}) cannot be loaded: "
            f"{type(error).__name__}: {error}"
        ) from error
    _check_extractor(extractor)
    return extractor


def _resolved(extractor: Extractor | str) -> Extractor:
    if not isinstance(extractor, str):
        return extractor
    points = metadata.entry_points(group=ENTRY_POINTS, name=extractor)
    for point in points:
        return _load(point)
    raise RecipeError(
        f"no installed package offers an extractor {extractor!r} in the group {ENTRY_POINTS!r}"
    )


def _check(extractors: tuple[Extractor, ...]) -> None:
    assigned: set[str] = set()
    seen: set[str] = set()
    for extractor in extractors:
        _check_extractor(extractor)
        if extractor.name in seen:
            raise RecipeError(f"two extractors are called {extractor.name!r}: rename one")
        missing = sorted(extractor.requires - assigned)
        if missing:
            raise RecipeError(
                f"extractor {extractor.name!r} requires {', '.join(missing)}, which no earlier "
                "extractor assigns: put it further back, or add one that does"
            )
        seen.add(extractor.name)
        assigned |= extractor.assigns


def _check_extractor(extractor: object) -> None:
    label = f"extractor {getattr(extractor, 'name', None) or extractor!r}"
    if isinstance(extractor, type):
        raise RecipeError(f"{label} is a class: give an instance of it")
    if not isinstance(extractor, Extractor):
        lacking = [
            name
            for name in ("name", "requires", "assigns", "__call__")
            if not hasattr(extractor, name)
        ]
        raise RecipeError(f"{label} is no extractor: it lacks {', '.join(lacking)}")
    if not isinstance(extractor.name, str) or not _NAME.fullmatch(extractor.name):
        raise RecipeError(f"{label}: a name has lower-case letters, digits and hyphens only")
    for attribute in ("requires", "assigns"):
        value = getattr(extractor, attribute)
        if not isinstance(value, frozenset):
            raise RecipeError(f"{label}: `{attribute}` must be a frozenset of roles and fields")
        unknown = sorted(value - ROLES - FIELDS)
        if unknown:
            raise RecipeError(f"{label}: `{attribute}` has unknown names: {', '.join(unknown)}")
