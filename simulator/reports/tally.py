"""How often principles were kept where they were due, over any number of turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from scoring.contract import LABELS
from simulator.practice.tally import FEW, Tally, weakest
from simulator.session import Turn
from simulator.store.whole import Whole

__all__ = ["FEW", "Tally", "fault_counts", "mean", "ordered", "tallies", "turns_of", "weakest"]


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


def turns_of(conversations: Iterable[Whole]) -> list[Turn]:
    """The turns of first attempts: a retry answers anew what was just explained, and would count a moment twice."""
    return [turn for one in conversations if one.row.branch is None for turn in one.played]


def replies_of(conversations: Iterable[Whole]) -> list[Turn]:
    """Every reply that was given, each once, retries included."""
    return [turn for one in conversations for turn in one.own]


def mean(values: Sequence[float]) -> float:
    """The mean. Raises ValueError for no values."""
    if not values:
        raise ValueError("no values")
    return sum(values) / len(values)


def ordered(labels: Iterable[str]) -> list[str]:
    """Labels in the codebook's order, unknown ones by name behind them."""
    place = {label: number for number, label in enumerate(LABELS)}
    return sorted(labels, key=lambda label: (place.get(label, len(place)), label))
