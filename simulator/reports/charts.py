"""Where the marks of the reports' charts stand, in the units of their drawing; the templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.debrief import spots
from simulator.i18n import number as told_number
from simulator.session import Turn

COLUMNS, ROWS = 23, 17
# The plane's drawing: 0 0 is its upper left corner.
PLANE = 300.0
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """A turn on the calm × firm plane: its number and centre, both from 0 to PLANE."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on a line: its place in the drawing and what a reader is told of it."""

    x: float
    y: float
    told: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart. `kind`: its look in the templates (calm, firm, patience, trust)."""

    kind: str
    name: str
    marks: tuple[Mark, ...]

    @property
    def path(self) -> str:
        """The places as SVG has them."""
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over a common scale. `grid`: (y, its number), `ticks`: (x, its name)."""

    width: float
    height: float
    grid: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Replies in one week: the Monday, how many, and the bar's height, 0.0-1.0 of the fullest week."""

    monday: date
    replies: int
    height: float


def plane(turns: Sequence[Turn]) -> tuple[Dot, ...]:
    """A dot a turn: firm to the right, calm upwards; dots that would touch stand side by side."""
    return tuple(
        Dot(spot.number, PLANE * spot.column / (COLUMNS - 1), PLANE * spot.row / (ROWS - 1))
        for spot in spots(turns, COLUMNS, ROWS)
    )


def lines(
    named: Sequence[tuple[str, str, Sequence[float]]],
    names: Sequence[str],
    low: float,
    high: float,
    step: float,
    width: float = 520.0,
    height: float = 150.0,
) -> Chart:
    """A chart of (kind, name, values): all lines have a value for each of `names`, between `low` and `high`."""
    count = len(names)

    def across(number: int) -> float:
        return width / 2 if count == 1 else width * number / (count - 1)

    def up(value: float) -> float:
        return height * (high - min(high, max(low, value))) / (high - low)

    every = max(1, -(-count // 8))
    shown = [number for number in range(count) if number % every == 0]
    return Chart(
        width,
        height,
        tuple((up(low + step * i), f"{low + step * i:g}") for i in range(round((high - low) / step) + 1)),
        tuple((across(number), names[number]) for number in shown),
        tuple(
            Line(
                kind,
                name,
                tuple(Mark(across(i), up(v), f"{names[i]}: {name} {_told(v)}") for i, v in enumerate(values)),
            )
            for kind, name, values in named
        ),
    )


def _told(value: float) -> str:
    return told_number(value, 0 if value == int(value) else 1)


def weeks(days: Sequence[date], until: date) -> tuple[Week, ...]:
    """The last twelve weeks up to that of `until`; `days`: the day of each reply."""
    last = until - timedelta(days=until.weekday())
    mondays = [last - timedelta(weeks=WEEKS - 1 - number) for number in range(WEEKS)]
    counts = [sum(monday <= day < monday + timedelta(weeks=1) for day in days) for monday in mondays]
    most = max(counts)
    return tuple(
        Week(monday, count, count / most if most else 0.0) for monday, count in zip(mondays, counts, strict=True)
    )
