"""How often principles were kept where they were due, over any number of turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.contract import LABELS
from simulator.session import Turn
from simulator.store.whole import Whole

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


def tallies(turns: Iterable[Turn]) -> dict[str, Tally]:
    """A tally for each principle that had an occasion, in the codebook's order; labels of other rubrics come last."""
    kept: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for turn in turns:
        kept.update(turn.score.moves.keys())
        missed.update(set(turn.score.missing) - turn.score.moves.keys())
    return {label: Tally(label, kept[label], missed[label]) for label in ordered(kept | missed)}


def fault_counts(turns: Iterable[Turn]) -> dict[str, int]:
    """In how many replies each fault was found, of those that were, the most frequent first."""
    found = Counter(label for turn in turns for label in turn.score.faults)
    return {label: found[label] for label in sorted(ordered(found), key=lambda each: -found[each])}


def weakest(found: Iterable[Tally], count: int = 3, least: int = FEW) -> list[Tally]:
    """Up to `count` principles that were missed most, by share; only of those with `least` occasions or more."""
    missed = [one for one in found if one.due >= least and one.missed]
    return sorted(missed, key=lambda one: (one.share, -one.due))[:count]


def turns_of(conversations: Iterable[Whole]) -> list[Turn]:
    """The turns of all conversations."""
    return [turn for one in conversations for turn in one.played]


def mean(values: Sequence[float]) -> float:
    """The mean. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    return sum(values) / len(values)


def ordered(labels: Iterable[str]) -> list[str]:
    """Labels in the codebook's order, unknown ones by name behind them."""
    place = {label: number for number, label in enumerate(LABELS)}
    return sorted(labels, key=lambda label: (place.get(label, len(place)), label))
