"""Ours on domains that its weights have not seen.

``benchmarks/train/fit.py --keep-folds DIR`` leaves there, for each fold of its cross-validation,
the weights that were trained without the fold's domains: ``fold-0.json``, ``fold-1.json`` … Each
page is cleaned with those of its own domain's fold, so that every figure can be had held out.
``roles-0.json`` … of ``benchmarks/train/roles.py --keep-folds DIR`` are used too if they are there,
and so are ``titles-0.json`` … of ``benchmarks/train/titles.py --keep-folds DIR``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import corpora
import scrapeclean
import tools
from report import HELD_OUT, OURS
from scrapeclean.body_model import parse_body_model
from scrapeclean.extractors.learned import Learned
from scrapeclean.extractors.roles import Roles
from scrapeclean.extractors.title import Title
from scrapeclean.forest import parse_classifier, parse_forest
from scrapeclean.roles import RoleModel
from scrapeclean.text_model import parse_text_model


@dataclass(frozen=True, kw_only=True)
class HeldOut(tools.Tool):
    """Ours with the weights that left out the page's domain."""

    folds: tuple[Path, ...]

    def on(self, domain: str) -> tools.Run:
        """With the weights of the fold that this domain is in."""
        return partial(_extract, self.folds[corpora.fold(domain, len(self.folds))])


def register(folder: Path) -> None:
    """Adds the tool `HELD_OUT` for a folder of fold weights to those that can be run.

    Raises:
        ValueError: there are none, or one is missing.
    """
    shipped = tools.TOOLS[OURS]
    tools.TOOLS[HELD_OUT] = HeldOut(
        shipped.module, _unknown, shipped.offers, folds=folds_in(folder)
    )


def folds_in(folder: Path) -> tuple[Path, ...]:
    """The files of fold weights in a folder, by number.

    Raises:
        ValueError: there are none, or one is missing.
    """
    found = set(folder.glob("fold-*.json"))
    folds = tuple(folder / f"fold-{number}.json" for number in range(len(found)))
    if not folds or set(folds) != found:
        raise ValueError(
            f"no weights fold-0.json, fold-1.json … in {folder}: "
            f"run benchmarks/train/fit.py --keep-folds {folder}"
        )
    return folds


def _unknown(page: bytes, url: str | None) -> tools.Answer:
    raise ValueError("which weights have not seen a page is known by its domain: use `on`")


def _extract(weights: Path, page: bytes, url: str | None) -> tools.Answer:
    return tools.answer(cleaner(weights).extract(page, url=url))


@cache
def cleaner(weights: Path) -> scrapeclean.Cleaner:
    """The default cleaner with the weights in a file, and others of the fold beside it, if any."""
    recipe = cleaner_of(json.loads(weights.read_text("utf-8"))).recipe
    roles = weights.with_name(weights.name.replace("fold-", "roles-"))
    if roles.is_file():
        model = RoleModel(*map(parse_classifier, json.loads(roles.read_text("utf-8")).values()))
        recipe = recipe.replace("roles", Roles(model))
    titles = weights.with_name(weights.name.replace("fold-", "titles-"))
    if titles.is_file():
        forest = parse_forest(json.loads(titles.read_text("utf-8")))
        recipe = recipe.replace("title", Title(text=forest))
    return scrapeclean.Cleaner(recipe=recipe)


def cleaner_of(weights: Mapping[str, Any]) -> scrapeclean.Cleaner:
    """A cleaner that judges by the weights of one fold: ``body`` and ``pages``, or ``text``."""
    if "text" in weights:
        learned = Learned(text=parse_text_model(weights["text"]))
    else:
        body, pages = parse_body_model(weights["body"]), parse_classifier(weights["pages"])
        learned = Learned(body, pages=pages)
    return scrapeclean.Cleaner(recipe=scrapeclean.Recipe.default().replace("learned", learned))
