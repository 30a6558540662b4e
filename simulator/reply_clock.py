"""The clock of one reply in an exam. It goes on while the trainee is away: what has passed is not given back, and only
the reply that was due is lost by it; the next has its whole time. Pure: the moments come from who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class ReplyClock:
    """`seconds`: the whole time; `due_at`: when it runs out by the calendar (aware), kept for a resume; `ends`: when
    by a clock that nobody sets (monotonic seconds)."""

    seconds: int
    due_at: datetime
    ends: float

    @classmethod
    def begin(cls, seconds: int, now: datetime, ticks: float, due_at: datetime | None = None) -> ReplyClock:
        """A clock that starts at `now` (calendar) and `ticks` (monotonic), or goes on to `due_at`; a calendar that was
        set back gives no more than the whole time."""
        if due_at is None:
            due_at = now + timedelta(seconds=seconds)
        left = min(float(seconds), (due_at - now).total_seconds())
        return cls(seconds, due_at, ticks + left)

    def left(self, ticks: float) -> float:
        """Seconds that are left; 0.0 when it has run out."""
        return max(0.0, self.ends - ticks)


def minutes(left: float) -> str:
    """Seconds as a clock shows them, rounded up: `1:05`."""
    whole = int(-(-left // 1))
    return f"{whole // 60}:{whole % 60:02d}"
