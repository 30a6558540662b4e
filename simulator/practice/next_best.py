"""Which scenario to play next, and why: what is due first, then what is weak, then what is new. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from simulator.practice.evidence import KEPT_FROM
from simulator.practice.picture import Picture, Standing

if TYPE_CHECKING:
    from simulator.scenario.library import Entry

Reason = Literal["due", "weak", "new", "rested"]
Begun = Mapping[tuple[str, str], datetime]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A scenario to play next. `reason`: a principle is due, is weak, or (without one) the scenario is new or has
    rested longest. `principle`: which one, empty for none; `also`: others that are due and that it trains. `last`: when
    it was played last (aware), None for never."""

    entry: Entry
    reason: Reason
    principle: str
    also: tuple[str, ...]
    last: datetime | None


def next_best(found: Picture, entries: Sequence[Entry], begun: Begun) -> Suggestion | None:
    """The scenario to play next out of `entries`, None when there are none.

    A principle returns in a scenario that trains it and has not been played yet; when all have been, in the one that
    was played longest ago. Of several, the one that trains more of what is due, then the easier one.
    """
    if not entries:
        return None
    due = [one.principle for one in found.due]
    weak: list[Standing] = [one for one in found.weakest if one.recent.share < KEPT_FROM]
    for reason, principles in (("due", due), ("weak", [one.principle for one in weak])):
        for principle in principles:
            fitting = [entry for entry in entries if principle in entry.trains]
            if fitting:
                entry = min(fitting, key=lambda one: _rank(one, due, begun))
                also = tuple(one for one in due if one != principle and one in entry.trains)
                return Suggestion(entry, "due" if reason == "due" else "weak", principle, also, _last(entry, begun))
    entry = min(entries, key=lambda one: _rank(one, (), begun))
    last = _last(entry, begun)
    return Suggestion(entry, "rested" if last else "new", "", (), last)


def _rank(entry: Entry, due: Sequence[str], begun: Begun) -> tuple[float, int, int, str]:
    last = _last(entry, begun)
    return (
        last.timestamp() if last else 0.0,
        -sum(one in entry.trains for one in due),
        entry.difficulty,
        entry.id,
    )


def _last(entry: Entry, begun: Begun) -> datetime | None:
    return begun.get((entry.id, entry.lang))
