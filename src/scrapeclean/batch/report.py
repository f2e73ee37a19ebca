"""``report.html``: what a run did, on one page that needs nothing else.

It is made of `stats.json` alone: plots as inline SVG and tables, no script, no address that is
fetched. Names and texts of pages are hostile: everything is escaped, and the page forbids itself
to load anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from typing import Any

from .. import __version__

_STATUSES = {
    "ok": "articles", "not_article": "no articles", "empty": "empty", "failed": "failed",
}  # fmt: skip
_SHOWN = 12  # rows of a plot
_WIDTH, _HEIGHT, _FOOT, _HEAD = 480, 130, 18, 16
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_NO_NAME = "not known"
Pair = tuple[str, int]


def render_report(stats: Mapping[str, Any]) -> str:
    """The page for what ``stats.json`` holds."""
    style = resources.files(__package__).joinpath("report.css").read_text("utf-8")
    plots = "".join(_plots(stats))
    samples = "".join(_samples(stats["samples"]))
    sources = ", ".join(_text(source) for source in stats.get("sources", ()))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>scrapeclean: a run of {stats['pages']['read']:,} pages</title>"
        f"<style>{style}</style></head><body><main>"
        f'<h1>{stats["pages"]["read"]:,} pages cleaned</h1><p class="soft">{sources}</p>'
        f"{_tiles(stats)}{_shares(stats['pages'])}"
        f'<h2>What was found</h2><div class="grid">{plots}</div>'
        f"{_lost(stats)}<h2>Samples</h2>{samples}"
        f'<p class="soft">scrapeclean {_text(__version__)}</p></main></body></html>\n'
    )


def _tiles(stats: Mapping[str, Any]) -> str:
    pages, seconds = stats["pages"], max(stats.get("seconds", 0), 0.001)
    tiles = {
        "articles": _percent(pages["ok"], pages["read"]),
        "failed": f"{pages['failed']:,}",
        "pages a second": f"{pages['read'] / seconds:,.1f}",
        "MB a second": f"{stats['bytes'] / seconds / 1e6:,.2f}",
        f"with {stats.get('workers', 1)} workers": _duration(seconds),
        "bytes lost in the input": f"{stats['lost_bytes']:,}",
    }
    cells = (
        f'<div class="card tile"><b>{value}</b><span class="soft">{name}</span></div>'
        for name, value in tiles.items()
    )
    return f'<div class="tiles">{"".join(cells)}</div>'


def _shares(pages: Mapping[str, int]) -> str:
    """All pages as one bar, by what became of them."""
    total = pages["read"]
    bar = "".join(
        f'<i class="{status}" style="flex:{pages[status]}"></i>'
        for status in _STATUSES
        if pages[status]
    )
    key = "".join(
        f'<li><i class="{status}"></i>{name}: {pages[status]:,} '
        f'<span class="soft">{_percent(pages[status], total)}</span></li>'
        for status, name in _STATUSES.items()
    )
    return (
        '<section class="card"><h3>What became of them</h3>'
        f'<div class="share">{bar}</div><ul class="key">{key}</ul></section>'
    )


def _plots(stats: Mapping[str, Any]) -> Iterable[str]:
    yield _histogram(
        "Confidence", "how sure of its result scrapeclean is, from 0 to 1", stats["confidence"],
        [f"{tenth / 10}" for tenth in range(10)],
    )  # fmt: skip
    yield _histogram("Length", "characters of body text, from", *_powers(stats["characters"]))
    yield _histogram("Time per page", "milliseconds, from", *_powers(stats["milliseconds"]))
    yield _bars("Page type", "as judged by scrapeclean", _ranked(stats["page_types"]))
    yield _bars("Language", "BCP 47 tags", _ranked(stats["languages"]))
    yield _bars("Chrome found", "items, by kind; kept as data", _ranked(stats["chrome"]))
    yield _bars("Failures by cause", "all are in failed.jsonl", _ranked(stats["failures"]))
    yield _bars(
        "Busiest sites",
        "pages by registrable domain, of the fifty busiest",
        _ranked(stats["sites"]),
    )


def _ranked(counts: Mapping[str, int]) -> list[Pair]:
    return sorted(
        ((name, count) for name, count in counts.items() if count), key=lambda pair: -pair[1]
    )


def _powers(counts: Mapping[str, int]) -> tuple[Mapping[str, int], list[str]]:
    """Buckets that start at powers of two, without gaps between those that are filled."""
    if not counts:
        return counts, []
    filled = sorted(int(name) for name in counts)
    ends = [0, *(1 << power for power in range(filled[-1].bit_length()))]
    return counts, [str(start) for start in ends if start >= filled[0]]


def _histogram(title: str, note: str, counts: Mapping[str, int], names: Sequence[str]) -> str:
    """Columns side by side; each tells its count, those in steps their start."""
    total = sum(counts.get(name, 0) for name in names)
    if not total:
        return _figure(title, note, '<p class="soft">nothing to show</p>')
    top = max(counts.get(name, 0) for name in names)
    step = _WIDTH / len(names)
    every = -(-len(names) // 12)
    drawn = []
    for place, name in enumerate(names):
        count, left = counts.get(name, 0), place * step
        height = (_HEIGHT - _HEAD) * count / top
        drawn.append(
            f'<rect x="{left + 1:.1f}" y="{_HEIGHT - height:.1f}" width="{step - 2:.1f}" '
            f'height="{height:.1f}" rx="2"><title>{_start(name)}: {count:,} '
            f"({_percent(count, total)})</title></rect>"
        )
        if count == top:
            drawn.append(_label(left + step / 2, _HEIGHT - height - 4, f"{count:,}"))
        if place % every == 0:
            drawn.append(_label(left + step / 2, _HEIGHT + _FOOT - 4, _start(name)))
    return _figure(
        title, note,
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" role="img" aria-label="{_text(title)}">'
        f'{"".join(drawn)}<line x1="0" x2="{_WIDTH}" y1="{_HEIGHT}" y2="{_HEIGHT}"/></svg>',
    )  # fmt: skip


def _label(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{words}</text>'


def _start(name: str) -> str:
    """A bucket's lower bound in few characters: 65536 is 66k."""
    if "." in name or len(name) < 5:
        return _text(name)
    return f"{round(int(name) / 1e6)}M" if len(name) > 6 else f"{round(int(name) / 1e3)}k"


def _bars(title: str, note: str, pairs: Sequence[Pair]) -> str:
    """Names with their counts, the largest first; the many small ones are one row at the end."""
    if not pairs:
        return _figure(title, note, '<p class="soft">none</p>')
    total = sum(count for _, count in pairs)
    shown = list(pairs[:_SHOWN])
    top = shown[0][1]
    if rest := total - sum(count for _, count in shown):
        shown.append((f"{len(pairs) - _SHOWN} more", rest))
    rows = "".join(
        f"<tr><th>{_text(name or _NO_NAME)}</th>"
        f'<td><div><i style="width:{100 * min(count / top, 1):.1f}%"></i></div></td>'
        f'<td class="n">{count:,} <small>{_percent(count, total)}</small></td></tr>'
        for name, count in shown
    )
    return _figure(title, note, f'<table class="bars">{rows}</table>')


def _figure(title: str, note: str, content: str) -> str:
    return (
        f'<figure class="card"><h3>{_text(title)}</h3><p class="soft">{_text(note)}</p>'
        f"{content}</figure>"
    )


def _lost(stats: Mapping[str, Any]) -> str:
    if not stats["lost"]:
        return ""
    rows = "".join(
        f'<p>{_text(lost["reason"])} <span class="soft">{_text(lost["place"])}, '
        f"{lost['size']:,} bytes</span></p>"
        for lost in stats["lost"]
    )
    return f'<h2>What could not be read</h2><section class="card">{rows}</section>'


def _samples(samples: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterable[str]:
    for status, name in _STATUSES.items():
        if pages := samples.get(status):
            cards = "".join(_sample(page) for page in pages)
            state = " open" if status == "failed" else ""
            yield (
                f"<details{state}><summary>{name}: {len(pages)} to look at</summary>"
                f'<div class="grid">{cards}</div></details>'
            )


def _sample(page: Mapping[str, Any]) -> str:
    facts = [page.get("url") or page.get("id"), page.get("place"), page.get("page_type")]
    if page.get("confidence") is not None:
        facts.append(f"confidence {page['confidence']:.2f}")
    error = f'<p class="error">{_text(page["error"])}</p>' if page.get("error") else ""
    text = f'<q dir="auto">{_text(page["text"])}</q>' if page.get("text") else ""
    return (
        f'<article class="card sample"><h3 dir="auto">{_text(page.get("title") or "no title")}</h3>'
        f'<p class="soft">{_text(" · ".join(str(fact) for fact in facts if fact))}</p>'
        f"{error}{text}</article>"
    )


def _text(words: object) -> str:
    return escape(str(words), quote=True)


def _percent(count: int, total: int) -> str:
    return f"{count / total:.1%}" if total else "0%"


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f} s"
    minutes, hours = round(seconds / 60), round(seconds / 3600, 1)
    return f"{minutes} min" if minutes < 120 else f"{hours} h"
