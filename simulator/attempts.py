"""Attempts at one conversation: the first, and those that answer one of its turns again. A tree, and pairs of it. Pure.

Turn n of a branch stands under turn n - 1 of the attempt it came from, where both still were the same conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from simulator.session import Turn


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt. `place`: which it is of its family, from 1 in the order they were begun; `session`: its number in
    the results, None when nothing is kept; `parent`: the place of the attempt it branched from, None for the first;
    `at`: the first turn (from 1) that was answered in it; `turns`: all of them, repeated ones too; `words`: what the
    client said last, empty where that is not known; `title` and `outcome` are of its ending, None when none was
    reached; `aside`: whether it was set aside unfinished."""

    place: int
    turns: tuple[Turn, ...]
    session: int | None = None
    parent: int | None = None
    at: int = 1
    words: tuple[str, ...] = ()
    title: str | None = None
    outcome: str | None = None
    begun: datetime | None = None
    aside: bool = False

    @property
    def own(self) -> tuple[Turn, ...]:
        """The turns that were answered in this attempt."""
        return self.turns[self.at - 1 :]

    @property
    def last(self) -> int:
        """The number of its last turn."""
        return len(self.turns)

    def answer(self, number: int) -> tuple[str, ...]:
        """What the client said to the reply of turn `number`; empty where that is not known."""
        return self.turns[number].client if number < len(self.turns) else self.words


@dataclass(frozen=True, slots=True)
class Lane:
    """An attempt in the drawn tree: a row of turns. `under`: the row of its parent (from 0), None for the first."""

    attempt: Attempt
    under: int | None


def lanes(attempts: Sequence[Attempt]) -> tuple[Lane, ...]:
    """The attempts in the order of rows, so that no line crosses another: under each the branches of its later turns
    come first, of one turn those begun first."""
    children: dict[int | None, list[Attempt]] = {}
    for one in attempts:
        children.setdefault(one.parent, []).append(one)
    for branches in children.values():
        branches.sort(key=lambda one: (-one.at, one.place))
    rows: list[Lane] = []
    stack: list[tuple[Attempt, int | None]] = [(one, None) for one in reversed(children.get(None, []))]
    while stack:
        attempt, under = stack.pop()
        rows.append(Lane(attempt, under))
        place = len(rows) - 1
        stack += [(one, place) for one in reversed(children.get(attempt.place, []))]
    return tuple(rows)


def shared(attempts: Sequence[Attempt], one: Attempt, other: Attempt) -> int:
    """How many turns two attempts of one family have in common: those before the turn where their ways parted."""
    by_place = {each.place: each for each in attempts}

    def line(attempt: Attempt) -> dict[int, int]:
        """Each attempt that this one goes back to, with the last turn that it has from there."""
        found, until, at = {attempt.place: attempt.last}, attempt.last, attempt
        while at.parent is not None and at.parent in by_place:
            until, at = min(until, at.at - 1), by_place[at.parent]
            found[at.place] = until
        return found

    mine, theirs = line(one), line(other)
    return max((min(mine[place], theirs[place]) for place in mine if place in theirs), default=0)


def partner(attempts: Sequence[Attempt], chosen: Attempt, turn: int) -> Attempt | None:
    """The attempt to hold `chosen` against: what it branched from; for the first the branch of this turn, else the one
    begun last. None when there is no other."""
    if chosen.parent is not None:
        return next((one for one in attempts if one.place == chosen.parent), None)
    branches = [one for one in attempts if one.parent == chosen.place]
    return max(branches, key=lambda one: (one.at == turn, one.place), default=None)


def owner(attempts: Sequence[Attempt], chosen: Attempt, turn: int) -> Attempt:
    """The attempt in which a turn of `chosen` was answered."""
    by_place = {each.place: each for each in attempts}
    while turn < chosen.at and chosen.parent in by_place:
        chosen = by_place[chosen.parent]
    return chosen


def moved(turn: Turn) -> int:
    """How far a turn moved the client, in points of patience and trust together."""
    return sum(change.after - change.before for change in turn.changes)


def mean(turns: Sequence[Turn], axis: str) -> float | None:
    """The mean of `calm` or `firm` over turns, to a tenth; None for no turns."""
    values = [float(getattr(turn.score, axis)) for turn in turns]
    return round(sum(values) / len(values), 1) if values else None
