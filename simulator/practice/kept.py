"""What the store knows of a trainee's practice: plain immutable values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from simulator.practice.cards import Card
from simulator.practice.evidence import Rating, Words, read_words


@dataclass(frozen=True, slots=True)
class Review:
    """One principle in one finished conversation (`title`: its scenario's) or drill (`title` empty). `at`: aware, in
    UTC. `card`: where the principle stood afterwards. `evidence`: the words, as JSON."""

    principle: str
    kept: int
    missed: int
    rating: Rating
    at: datetime
    card: Card
    title: str = ""
    evidence: str = "[]"

    @property
    def share(self) -> float:
        """The part of the occasions in which it was kept, 0.0-1.0."""
        return self.kept / (self.kept + self.missed)

    @property
    def words(self) -> tuple[Words, ...]:
        """The trainee's words. Raises ValueError, KeyError or TypeError for evidence that cannot be read."""
        return tuple(map(read_words, json.loads(self.evidence)))


@dataclass(frozen=True, slots=True)
class Played:
    """A finished conversation: when (aware, UTC), its mean calm and firm (1.0-5.0)."""

    scenario_id: str
    lang: str
    ended_at: datetime
    calm: float
    firm: float


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that progress is made of. `reviews` and `played` are in the order of time.

    `days`: local dates with practice. `begun`: when each scenario (id, language) was last played, finished or not.
    `drilled`: when each moment (scenario id, language, step) last came up in a drill. `drills`: how many there were.
    """

    reviews: tuple[Review, ...] = ()
    played: tuple[Played, ...] = ()
    days: frozenset[date] = frozenset()
    begun: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    drilled: Mapping[tuple[str, str, str], datetime] = field(default_factory=dict)
    drills: int = 0
    goal: int = 0
