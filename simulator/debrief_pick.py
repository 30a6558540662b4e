"""The trainee's own answer to "which reply turned it?", held against what the turns show. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from simulator.debrief import Turning, effects, turning

if TYPE_CHECKING:
    from simulator.session import Turn

Likeness = Literal["same", "as_much", "other_way", "before", "after", "less", "still"]

# From here on the picked reply moved as much as the one that turned it, near enough.
AS_MUCH = 0.75


@dataclass(frozen=True, slots=True)
class Picked:
    """What the trainee answered. `number`: of the turn; None when the question was skipped."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The pick beside the reply that turned it. `same`: it is that reply; `as_much`: it moved nearly as much, the same
    way; `other_way`: it moved things the other way; `before`, `after`: its neighbour; `less`: it moved less; `still`:
    nothing moved there."""

    likeness: Likeness
    picked: Turning
    found: Turning


def worth_asking(turns: Sequence[Turn]) -> bool:
    """Whether there is a question at all: several replies, and one of them turned it."""
    return len(turns) > 1 and turning(turns) is not None


def compare(pick: Picked | None, turns: Sequence[Turn]) -> Compared | None:
    """The pick held against the reply that turned it; None when nothing was picked, or nothing turned it."""
    found = turning(turns)
    if pick is None or pick.number is None or found is None or not 1 <= pick.number <= len(turns):
        return None
    mine = effects(turns)[pick.number - 1]
    return Compared(_likeness(mine, found), mine, found)


def _likeness(mine: Turning, found: Turning) -> Likeness:
    distance = mine.turn.number - found.turn.number
    if distance == 0:
        return "same"
    if not mine.weight:
        # A neighbour in which nothing moved may still have led there.
        return "before" if distance == -1 else "still"
    if mine.better != found.better:
        return "other_way"
    if mine.weight >= AS_MUCH * found.weight:
        return "as_much"
    return "before" if distance == -1 else "after" if distance == 1 else "less"
