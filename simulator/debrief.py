"""What a finished conversation shows: principles kept and missed, and the reply that turned it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.session import Turn

# One point of patience or trust weighs as much as one step on an axis of the score.
JUMP_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Quote:
    """The trainee's own words: `number` of the turn, `text` as written."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle of the scenario: where it was kept, and where it would have helped and was missing.

    A kept quote holds the evidence alone, a missed quote the whole reply.
    """

    label: str
    kept: tuple[Quote, ...]
    missed: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Turning:
    """What a reply moved: `mood` is the sum of the meters' changes (points, may be negative), `jump` the change of
    calm plus firm against the reply before (0.0 for the first)."""

    turn: Turn
    mood: int
    jump: float

    @property
    def better(self) -> bool:
        """Whether the conversation turned for the better; the client's mood decides before the score."""
        return self.mood > 0 if self.mood else self.jump > 0

    @property
    def weight(self) -> float:
        """How much it moved, 0.0 for nothing. Mood and score add up when both rise or both fall; when they disagree
        they count against each other."""
        return abs(self.mood + JUMP_WEIGHT * self.jump)


def principles(wanted: Sequence[str], turns: Sequence[Turn]) -> tuple[Principle, ...]:
    """Each wanted move with the turns that kept it and the turns that missed it, in the order of `wanted`."""
    return tuple(
        Principle(
            label,
            tuple(Quote(turn.number, words_for(label, turn)) for turn in turns if label in turn.score.moves),
            tuple(Quote(turn.number, turn.reply) for turn in turns if label in turn.score.missing),
        )
        for label in wanted
    )


def words_for(label: str, turn: Turn) -> str:
    """The words of a turn that show a label most surely; the whole reply when nothing points at them."""
    found = [item for item in turn.score.evidence if item.label == label]
    return max(found, key=lambda item: (item.confidence, -item.start)).text if found else turn.reply


def effects(turns: Sequence[Turn]) -> tuple[Turning, ...]:
    """What each reply moved, in order."""
    found = []
    for index, turn in enumerate(turns):
        mood = sum(change.after - change.before for change in turn.changes)
        jump = 0.0
        if index:
            before = turns[index - 1].score
            jump = round(turn.score.calm + turn.score.firm - before.calm - before.firm, 1)
        found.append(Turning(turn, mood, jump))
    return tuple(found)


def turning(turns: Sequence[Turn]) -> Turning | None:
    """The reply that turned the conversation: the one that moved most, the earliest of equals; None when nothing
    moved."""
    best: Turning | None = None
    for found in effects(turns):
        if found.weight > (best.weight if best else 0.0) + 1e-9:
            best = found
    return best


def own_words(turn: Turn) -> bool:
    """Whether the trainee wrote the reply: no option, no ready reply that was sent as it stood, no silence."""
    return bool(turn.reply) and not turn.origin.picked and (turn.choice is None or bool(turn.decided))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point of the calm × firm plane is drawn: cell `column`, `row` (0 0 is top left) of turn `number`."""

    number: int
    column: int
    row: int


def spots(turns: Sequence[Turn], columns: int, rows: int) -> tuple[Spot, ...]:
    """Cells for the turns' points: firm from left (1) to right (5), calm from bottom (1) to top (5).

    Points that would touch move to the nearest free cells, so that each number can be read; labels are up to
    three cells wide. When the plane is full the rest share the cell of their score.
    """
    taken: set[tuple[int, int]] = set()
    result = []
    for turn in turns:
        wide = len(str(turn.number))
        home = (
            round((turn.score.firm - 1) / 4 * (columns - 1)),
            round((5 - turn.score.calm) / 4 * (rows - 1)),
        )
        home = (min(home[0], columns - wide), home[1])
        column, row = next(
            (place for place in _around(home, columns - wide, rows - 1) if not _cells(place, wide, 1) & taken), home
        )
        taken |= _cells((column, row), wide, 0)
        result.append(Spot(turn.number, column, row))
    return tuple(result)


def _cells(place: tuple[int, int], wide: int, gap: int) -> set[tuple[int, int]]:
    return {(column, place[1]) for column in range(place[0] - gap, place[0] + wide + gap)}


def _around(home: tuple[int, int], last_column: int, last_row: int) -> list[tuple[int, int]]:
    """Every cell, nearest first; a row counts as two columns, as on a screen."""
    cells = [(column, row) for row in range(last_row + 1) for column in range(last_column + 1)]
    return sorted(cells, key=lambda cell: (abs(cell[0] - home[0]) + 2 * abs(cell[1] - home[1]), cell[1], cell[0]))
