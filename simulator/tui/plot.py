"""Plots for the screens, drawn with braille dots and blocks: lines over days, columns over weeks, sparks. Pure.

A library was tried first: plotext and textual-plot cost 190 and 140 ms of importing, and neither takes the theme's
colours nor dates on its axis.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from simulator import i18n
from simulator.tui.text import lines

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
BLOCKS = " ▁▂▃▄▅▆▇█"
# How many cells a column of `columns` has.
WIDE = 3
# A date on the axis needs so many cells.
DATE = 12
# With fewer days the points stand one after the other, not by day.
BY_DAY = 3


@dataclass(frozen=True, slots=True)
class Series:
    """One line: points (day, value) in the order of time. `sign` marks single points, `dotted` sets it apart from the
    others without colour, `label` stands at its end."""

    points: tuple[tuple[date, float], ...]
    style: str
    sign: str = "●"
    dotted: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The y axis: its ends, and which values carry which label."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


def day(when: date, today: date | None = None) -> str:
    """A day as axes and lists name it: `3 Nov`; with the year when that is not the year of `today`."""
    return i18n.day(when, year=today is not None and today.year != when.year)


def spark(values: Sequence[float], width: int, style: str) -> Content:
    """The last values (0.0-1.0) as blocks, one a cell, filled up with blanks on the left."""
    # Never a full block: rows of sparks one below the other would run together.
    shown = "".join(BLOCKS[1 + round(max(0.0, min(1.0, value)) * 6)] for value in values[-width:])
    return Content.assemble(" " * (width - len(shown)), (shown, style))


def chart(series: Sequence[Series], scale: Scale, columns: int, rows: int, today: date | None = None) -> Content:
    """Lines over days, `columns` cells wide with axis and labels, `rows` high without the row of dates.

    Empty when no series has a point.
    """
    shown = [one for one in series if one.points]
    if not shown:
        return Content("")
    left = max(len(label) for _, label in scale.ticks) + 2
    right = max((len(one.label) for one in shown), default=0)
    plane = _Plane(max(10, columns - left - (right + 1 if right else 0)), rows, scale)
    days = sorted({when for one in shown for when, _ in one.points})
    by_day = len(days) >= BY_DAY
    for tick, _label in scale.ticks:
        plane.grid(tick)
    ends: list[tuple[int, Series]] = []
    for one in shown:
        spots = plane.spots(one.points, days if by_day else None)
        plane.line(spots, one)
        ends.append((plane.row(spots[-1][1]), one))
    names = _names(ends, rows)
    labels = {plane.row(plane.y(tick)): label for tick, label in scale.ticks}
    made = [
        Content.assemble(
            (f"{labels.get(row, ''):>{left - 2}} ", "$quiet"),
            ("┤" if row in labels else "│", "$line"),
            plane.content(row),
            (f" {names[row].label}", f"bold {names[row].style}") if row in names else "",
        )
        for row in range(rows)
    ]
    made.append(Content.assemble((" " * (left - 1) + "└" + "─" * plane.columns, "$line")))
    made.append(Content.styled(" " * left + _dates(days, plane.columns, by_day, today), "$quiet"))
    return lines(*made)


def _names(ends: Sequence[tuple[int, Series]], rows: int) -> dict[int, Series]:
    """On which row each series has its label: its own end's, or the nearest that is free."""
    found: dict[int, Series] = {}
    for row, one in sorted(ends, key=lambda end: end[0]):
        if one.label:
            free = min((r for r in range(rows) if r not in found), key=lambda r: (abs(r - row), -r), default=row)
            found[free] = one
    return found


def _dates(days: Sequence[date], columns: int, by_day: bool, today: date | None) -> str:
    first, last = day(days[0], today), day(days[-1], today)
    if len(days) == 1:
        return first
    row = [" "] * columns
    row[: len(first)] = first
    row[columns - len(last) :] = last
    span = (days[-1] - days[0]).days
    middles = max(0, columns // DATE // 2 - 1) if by_day else 0
    for place in range(1, middles + 1):
        when = date.fromordinal(days[0].toordinal() + round(span * place / (middles + 1)))
        text = day(when, today)
        start = round((columns - 1) * place / (middles + 1)) - len(text) // 2
        if all(one == " " for one in row[start - 2 : start + len(text) + 2]):
            row[start : start + len(text)] = text
    return "".join(row)


class _Plane:
    """Cells of 2 × 4 dots each, with a style a cell."""

    def __init__(self, columns: int, rows: int, scale: Scale) -> None:
        self.columns, self.rows, self.scale = columns, rows, scale
        self._dots = [[0] * columns for _ in range(rows)]
        self._signs = [[""] * columns for _ in range(rows)]
        self._style = [["$line"] * columns for _ in range(rows)]

    def y(self, value: float) -> int:
        """The dot row of a value, from the top."""
        share = (self.scale.high - value) / (self.scale.high - self.scale.low)
        return round(max(0.0, min(1.0, share)) * (self.rows * 4 - 1))

    def row(self, y: int) -> int:
        """The cell row of a dot row."""
        return y // 4

    def grid(self, value: float) -> None:
        """A faint line at a value."""
        self._signs[self.row(self.y(value))] = ["┄"] * self.columns

    def spots(self, points: Sequence[tuple[date, float]], days: Sequence[date] | None) -> list[tuple[int, int]]:
        """The points as dots, of those near one another their mean: by day, or one after the other."""
        wide = self.columns * 2 - 1
        # Many points close together would only tell how unlike one conversation is to the next.
        near = 1 if len(points) * 2 <= self.columns else 6
        found: dict[int, list[float]] = {}
        for place, (when, value) in enumerate(points):
            if days is not None:
                share = (when - days[0]).days / max(1, (days[-1] - days[0]).days)
            else:
                share = place / (len(points) - 1) if len(points) > 1 else 0.0
            found.setdefault(min(wide, round(share * wide / near) * near), []).append(value)
        return [(x, self.y(sum(values) / len(values))) for x, values in sorted(found.items())]

    def line(self, spots: Sequence[tuple[int, int]], series: Series) -> None:
        """Draw dots from point to point; few points are marked."""
        for (x, y), (to_x, to_y) in itertools.pairwise(spots):
            steps = max(abs(to_x - x), abs(to_y - y), 1)
            for step in range(steps + 1):
                if not series.dotted or step % 4 < 2:
                    self._dot(x + round((to_x - x) * step / steps), y + round((to_y - y) * step / steps), series.style)
        if len(spots) * 4 <= self.columns or len(spots) == 1:
            for x, y in spots:
                self._signs[y // 4][x // 2], self._style[y // 4][x // 2] = series.sign, series.style

    def _dot(self, x: int, y: int, style: str) -> None:
        row, column = y // 4, x // 2
        if self._signs[row][column] == "┄":
            self._signs[row][column] = ""
        self._dots[row][column] |= DOTS[y % 4][x % 2]
        self._style[row][column] = style

    def content(self, row: int) -> Content:
        """One row of cells."""
        runs: list[tuple[str, str]] = []
        for sign, dots, style in zip(self._signs[row], self._dots[row], self._style[row], strict=True):
            char = sign or (chr(0x2800 + dots) if dots else " ")
            if runs and runs[-1][1] == style:
                runs[-1] = (runs[-1][0] + char, style)
            else:
                runs.append((char, style))
        return Content.assemble(*runs)


def columns(values: Sequence[int], top: int, rows: int, goal: int, foot: tuple[str, str]) -> Content:
    """Small whole numbers (0 to `top`) as columns `rows` high; those that reach `goal` (over 0) stand out, and a tick
    names it on the axis. `foot`: what stands under the first and the last."""
    goal_row = rows - 1 - int((goal - 0.001) * rows / top) if goal else -1
    labels = {0: str(top), goal_row: str(goal)}
    made = []
    for row in range(rows):
        cells: list[tuple[str, str]] = []
        for value in values:
            eighths = round(value * rows * 8 / top) - (rows - 1 - row) * 8
            block = BLOCKS[max(0, min(8, eighths))]
            style = "$good" if goal and value >= goal else "$focus"
            if row == rows - 1 and not value:
                block, style = "·", "$quiet"
            empty = "┄" if row == goal_row else " "
            cells += [(block * WIDE, style) if block != " " else (empty * WIDE, "$line"), (empty, "$line")]
        axis = ("┤" if row in labels else "│", "$line")
        made.append(Content.assemble((f"{labels.get(row, ''):>2} ", "$quiet"), axis, " ", *cells))
    wide = len(values) * (WIDE + 1)
    made.append(Content.styled("   └" + "─" * wide, "$line"))
    gap = " " * max(2, wide - len(foot[0]) - len(foot[1]) - 1)
    made.append(Content.styled(f"     {foot[0]}{gap}{foot[1]}", "$quiet"))
    return lines(*made)
