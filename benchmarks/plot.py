"""Small charts as SVG: panels of dots with error bars, by plain code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

SIDE, LEFT, TOP, GAP = 180, 44, 28, 34
"""Pixels: a panel's plot, the room for its scale, for its title, below and beside it."""
_STYLE = (
    "text{font:11px sans-serif;fill:#333}.title{font-weight:bold}"
    ".frame{fill:none;stroke:#999}.guide{stroke:#bbb;stroke-dasharray:4 3}"
    ".bar,.line{stroke:#2a6f97;fill:none}.dot{fill:#2a6f97;fill-opacity:.6}"
)


class Point(NamedTuple):
    """Where a dot is, how far its error bar reaches up and down, its radius in pixels."""

    x: float
    y: float
    error: float = 0.0
    radius: float = 3.0


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One chart."""

    title: str
    points: Sequence[Point]
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    marks: Sequence[tuple[float, str]] = ()
    """Places on the x axis and what stands there; by default its two ends."""
    is_line: bool = False
    """The dots are joined; else a diagonal shows where x and y agree."""


def svg(panels: Sequence[Panel], *, columns: int = 3) -> str:
    """The panels, row by row, as an SVG document."""
    width, height = LEFT + SIDE + GAP, TOP + SIDE + GAP
    rows = -(-len(panels) // columns)
    pieces = [
        f'<g transform="translate({at % columns * width},{at // columns * height})">'
        f"{_panel(panel)}</g>"
        for at, panel in enumerate(panels)
    ]
    size = f'width="{columns * width}" height="{rows * height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{_STYLE}</style>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *pieces, "</svg>\n"])


def _panel(panel: Panel) -> str:
    (left, right), (low, high) = panel.x, panel.y

    def at(x: float, y: float) -> tuple[float, float]:
        across, up = (x - left) / (right - left), (y - low) / (high - low)
        up = min(1.0, max(0.0, up))  # an error bar ends at the frame
        return round(LEFT + SIDE * across, 1), round(TOP + SIDE * (1 - up), 1)

    bottom = TOP + SIDE
    pieces = [
        _text(LEFT, TOP - 10, panel.title, "start", "title"),
        f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>',
        _text(LEFT - 4, bottom, f"{low:g}", "end"),
        _text(LEFT - 4, TOP + 10, f"{high:g}", "end"),
    ]
    ends = ((left, f"{left:g}"), (right, f"{right:g}"))
    pieces += [_text(at(x, low)[0], bottom + 14, name) for x, name in panel.marks or ends]
    if panel.is_line:
        path = " ".join("{},{}".format(*at(point.x, point.y)) for point in panel.points)
        pieces.append(f'<polyline class="line" points="{path}"/>')
    else:
        pieces.append(_line(at(left, low), at(right, high), "guide"))
    for point in panel.points:
        x, y = at(point.x, point.y)
        ends_of_bar = at(point.x, point.y - point.error), at(point.x, point.y + point.error)
        pieces.append(_line(*ends_of_bar, "bar"))
        pieces.append(f'<circle class="dot" cx="{x}" cy="{y}" r="{point.radius:.1f}"/>')
    return "".join(pieces)


def _line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _text(x: float, y: float, text: str, anchor: str = "middle", kind: str = "") -> str:
    place = f'x="{x}" y="{y}" text-anchor="{anchor}" class="{kind}"'
    return f"<text {place}>{escape(text)}</text>"
