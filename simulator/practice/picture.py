"""Where a trainee stands: each principle and axis over time, what is due, what is weakest. Pure; held only against the
trainee's own past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from simulator.practice.cards import Card
from simulator.practice.evidence import in_order
from simulator.practice.kept import Kept, Played, Review
from simulator.practice.rhythm import Rhythm, rhythm
from simulator.practice.tally import Tally, weakest

# "Now" and "before" of a comparison are each so many conversations or reviews.
RECENT = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """One principle: its reviews in the order of time, at least one."""

    principle: str
    reviews: tuple[Review, ...]
    today: date

    @property
    def tally(self) -> Tally:
        """All occasions there were."""
        return _tally(self.principle, self.reviews)

    @property
    def recent(self) -> Tally:
        """The occasions of the last reviews (`RECENT`)."""
        return _tally(self.principle, self.reviews[-RECENT:])

    @property
    def before(self) -> Tally | None:
        """The occasions of as many reviews before those, None when there were fewer than two."""
        earlier = self.reviews[-2 * RECENT : -RECENT]
        return _tally(self.principle, earlier) if len(earlier) > 1 else None

    @property
    def card(self) -> Card:
        """Where it stands now."""
        return self.reviews[-1].card

    @property
    def due_on(self) -> date:
        """The local day on which it is due."""
        return self.card.due.astimezone().date()

    @property
    def due(self) -> bool:
        """Whether it is due today or has been for some days."""
        return self.due_on <= self.today

    @property
    def trend(self) -> tuple[tuple[date, float], ...]:
        """(local day, share kept 0.0-1.0) after each review, over that review and the few before it."""
        return self.latest(len(self.reviews))

    def latest(self, many: int) -> tuple[tuple[date, float], ...]:
        """The last `many` of the trend."""
        first = max(0, len(self.reviews) - many)
        return tuple(
            (
                self.reviews[place].at.astimezone().date(),
                _tally("", self.reviews[max(0, place - RECENT + 1) : place + 1]).share,
            )
            for place in range(first, len(self.reviews))
        )


@dataclass(frozen=True, slots=True)
class Axis:
    """Calm or firm: (local day, mean of the conversation 1.0-5.0) in the order of time; the means of the last few
    (`RECENT`) and of those before them, None when there are none (before: fewer than two)."""

    name: str
    points: tuple[tuple[date, float], ...]
    now: float | None
    before: float | None

    @property
    def change(self) -> float | None:
        """How much higher it is now than before, one decimal; None when there is nothing to hold it against."""
        return None if self.now is None or self.before is None else round(round(self.now, 1) - round(self.before, 1), 1)


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it. `standings`: by principle, in the codebook's order, those of whole conversations last."""

    today: date
    standings: tuple[Standing, ...]
    calm: Axis
    firm: Axis
    rhythm: Rhythm
    conversations: int
    drills: int

    @property
    def empty(self) -> bool:
        """Whether nothing has been practised yet."""
        return not self.conversations and not self.drills and self.rhythm.last is None

    @property
    def due(self) -> tuple[Standing, ...]:
        """What is due, the longest due first."""
        return tuple(sorted((one for one in self.standings if one.due), key=lambda one: (one.due_on, one.card.due)))

    @property
    def weakest(self) -> tuple[Standing, ...]:
        """Up to three principles that were missed most lately, of those with enough occasions."""
        by_name = {one.principle: one for one in self.standings}
        return tuple(by_name[tally.label] for tally in weakest(one.recent for one in self.standings))

    def standing(self, principle: str) -> Standing | None:
        """One principle's, None when it has had no occasion."""
        return next((one for one in self.standings if one.principle == principle), None)


def picture(kept: Kept, now: datetime) -> Picture:
    """What has been kept, as it looks at `now` (aware)."""
    today = now.astimezone().date()
    found: dict[str, list[Review]] = {}
    for review in kept.reviews:
        found.setdefault(review.principle, []).append(review)
    return Picture(
        today=today,
        standings=tuple(Standing(name, tuple(found[name]), today) for name in in_order(found)),
        calm=_axis("calm", kept.played),
        firm=_axis("firm", kept.played),
        rhythm=rhythm(kept.days, today, kept.goal),
        conversations=len(kept.played),
        drills=kept.drills,
    )


def _axis(name: str, played: Sequence[Played]) -> Axis:
    points = tuple((one.ended_at.astimezone().date(), float(getattr(one, name))) for one in played)
    values = [value for _, value in points]
    earlier = values[-2 * RECENT : -RECENT]
    return Axis(name, points, _mean(values[-RECENT:]), _mean(earlier) if len(earlier) > 1 else None)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _tally(label: str, reviews: Iterable[Review]) -> Tally:
    found = list(reviews)
    return Tally(label, sum(one.kept for one in found), sum(one.missed for one in found))
