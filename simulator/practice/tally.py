"""How often a principle was kept where it was due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Fewer occasions say little of a person.
FEW = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """One principle: in how many replies it was kept, in how many it would have helped and was missing."""

    label: str
    kept: int
    missed: int

    @property
    def due(self) -> int:
        """How many replies had an occasion for it."""
        return self.kept + self.missed

    @property
    def share(self) -> float:
        """The part of the occasions in which it was kept, 0.0-1.0."""
        return self.kept / self.due

    @property
    def percent(self) -> int:
        """The share in whole per cent."""
        return round(100 * self.share)

    @property
    def shade(self) -> int:
        """The share in five steps, 0 (rarely) to 4 (nearly always), for colouring."""
        return min(4, int(self.share * 5))


def weakest(found: Iterable[Tally], count: int = 3, least: int = FEW) -> list[Tally]:
    """Up to `count` principles that were missed most, by share; only of those with `least` occasions or more."""
    missed = [one for one in found if one.due >= least and one.missed]
    return sorted(missed, key=lambda one: (one.share, -one.due))[:count]
