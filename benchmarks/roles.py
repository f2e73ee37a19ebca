"""Does every line of chrome end in the right typed place? By role, on pages read line by line.

::

    python benchmarks/roles.py                         # all pages with a role for every line
    python benchmarks/roles.py --folds DIR             # with weights that have not seen the domain
    python benchmarks/roles.py --limit 60 --confused   # quick, and which role is taken for which

Each block of a page gets the role of the gold's line it stands in (`train.lines`), and is laid
beside the place that the article gives it: a field, a list, or a kind of removed text. Right is
the same role; in body is the share that leaks into the text. ``--folds`` names a folder with the
weights of each fold, ``roles-0.json`` … of ``benchmarks/train/roles.py --keep-folds``, and those
of the body scorer beside them if they are there (see `heldout`).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import corpora
import heldout
import scrapeclean
from report import Table
from scrapeclean.assemble import place_blocks
from train.lines import roles_of

Counts = Counter[tuple[str, str]]
"""How many blocks of a gold role (first) are given a role (second)."""

LISTS = ("related", "ranking", "recommendation", "latest")
_ROLE_OF_PLACE = {
    "blocks": "body",
    "title": "headline",
    "authors": "byline",
    "date_published": "date",
    "date_modified": "date",
    "widgets": "widget",
}
_SAME = {"title": "headline", "previous": "related", "next": "related"}
"""Our names for the gold's roles."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; 0."""
    options = _options().parse_args(arguments)
    try:
        golds = [gold for gold in corpora.load(options.corpus) if gold.lines]
    except corpora.MissingCorporaError as gone:
        print(f"skipped: {gone}")
        return 0
    golds = corpora.sample(golds, options.limit)
    with ProcessPoolExecutor(options.jobs) as pool:
        found = pool.map(partial(count, folds=options.folds), golds, chunksize=4)
        counts = sum(found, Counts())
    print(table(counts).markdown() if options.markdown else table(counts).plain())
    if options.confused:
        print(confused(counts).plain())
    return 0


def count(gold: corpora.Gold, folds: Path | None = None) -> Counts:
    """The pairs of roles on one page; hidden blocks and blocks without a gold role are left out."""
    cleaner = _cleaner(folds, gold.domain)
    document = cleaner.segment(gold.read(), url=gold.url)
    placing = place_blocks(document, cleaner.judge(document))
    shown = [block for block in document.blocks if block.text]
    counts = Counts()
    for block, role in zip(shown, roles_of([b.text for b in shown], gold.lines), strict=True):
        if role and not block.hidden:
            place = placing.places[block.position]
            given = _ROLE_OF_PLACE.get(place, place)
            if place == "removed" or given not in {*LISTS, *_GOLD_ROLES}:
                given = placing.roles[block.position]
            counts[role, _SAME.get(given, given)] += 1
    return counts


_GOLD_ROLES = (
    "body", "caption", *LISTS, "tags", "breadcrumbs", "promo", "comments", "author_bio", "widget",
    "nav", "footer", "byline", "date", "headline", "kicker", "subtitle", "other_article",
)  # fmt: skip


def table(counts: Counts) -> Table:
    """A line a role: how many, how many leak into the body, recall and precision of the role."""
    rows = [_row(role, (role,), counts) for role in _GOLD_ROLES if _there(counts, role)]
    rows.append(_row("any list", LISTS, counts))
    columns = ["role", "lines", "in body %", "right %", "precision %"]
    return Table("Lines by role: where they end", columns, rows)


def _there(counts: Counts, role: str) -> int:
    return sum(number for (gold, _), number in counts.items() if gold == role)


def _row(name: str, roles: tuple[str, ...], counts: Counts) -> list[str]:
    there = sum(_there(counts, role) for role in roles)
    given = sum(number for (_, got), number in counts.items() if got in roles)
    right = sum(n for (gold, got), n in counts.items() if gold in roles and got in roles)
    body = sum(counts[role, "body"] for role in roles)
    shares = (body / max(1, there), right / max(1, there), right / max(1, given))
    return [name, str(there), *(f"{100 * share:.1f}" for share in shares)]


def confused(counts: Counts) -> Table:
    """For each role of the gold what its lines are taken for, the most frequent first."""
    rows = []
    for role in _GOLD_ROLES:
        taken = Counter({got: n for (gold, got), n in counts.items() if gold == role})
        if taken:
            rows.append([role, ", ".join(f"{got} {n}" for got, n in taken.most_common(7))])
    return Table("Taken for", ["role", "given"], rows)


def _cleaner(folds: Path | None, domain: str) -> scrapeclean.Cleaner:
    if folds is None:
        return _DEFAULT
    files = heldout.folds_in(folds)
    return heldout.cleaner(files[corpora.fold(domain, len(files))])


_DEFAULT = scrapeclean.Cleaner()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--corpus", type=Path, default=corpora.DEFAULT, help="folder of corpora, or of one")
    add("--folds", type=Path, help="folder of fold weights: ours held out")
    add("--limit", type=int, help="only so many pages, evenly spread")
    add("--confused", action="store_true", help="show what each role is taken for")
    add("--markdown", action="store_true", help="print Markdown tables")
    add("--jobs", type=int, default=2, help="processes (default 2)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
