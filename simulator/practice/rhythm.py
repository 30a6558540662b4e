"""Days and weeks of practice, held only against the trainee's own: pure calendar work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 7
WEEKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`week`: for Monday to Sunday of this week, whether there was practice. `weeks`: days of practice in each of the
    last weeks (`WEEKS_SHOWN`, the present one last). `row`: weeks in a row with practice, `longest`: the longest such
    row. `goal`: days a week that the trainee has set, 0 for none. `last`: the latest day of practice."""

    today: date
    week: tuple[bool, ...]
    weeks: tuple[int, ...]
    row: int
    longest: int
    goal: int = 0
    last: date | None = None

    @property
    def days(self) -> int:
        """Days of practice in this week."""
        return sum(self.week)

    @property
    def reached(self) -> bool:
        """Whether this week's goal is reached; False without a goal."""
        return 0 < self.goal <= self.days


def rhythm(days: Iterable[date], today: date, goal: int = 0) -> Rhythm:
    """The rhythm of these days of practice (local dates, in any order; those after `today` count as today).

    The week that has just begun breaks no row: it counts once there is practice in it.
    """
    practised = {min(day, today) for day in days}
    this = monday(today)
    per_week = Counter(monday(day) for day in practised)
    row, start = 0, this if per_week[this] else this - timedelta(DAYS)
    while per_week[start - timedelta(DAYS * row)]:
        row += 1
    return Rhythm(
        today=today,
        week=tuple(this + timedelta(day) in practised for day in range(DAYS)),
        weeks=tuple(per_week[this - timedelta(DAYS * back)] for back in range(WEEKS_SHOWN - 1, -1, -1)),
        row=row,
        longest=_longest(sorted(per_week)),
        goal=goal,
        last=max(practised, default=None),
    )


def monday(day: date) -> date:
    """The first day of the week that `day` lies in."""
    return day - timedelta(day.weekday())


def _longest(weeks: list[date]) -> int:
    best = run = 0
    before: date | None = None
    for week in weeks:
        run = run + 1 if before is not None and week - before == timedelta(DAYS) else 1
        best, before = max(best, run), week
    return best
