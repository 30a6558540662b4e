"""The tree of attempts as lines of text: a row for each, its turns along it, a bend where it branched off. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.attempts import Attempt, Lane, moved

# Cells from one turn to the next, where there is room and where there is less; lines from one attempt to the next.
ROOMY, TIGHT, DOWN = 6, 4, 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `part` is rail, start, node, rise, fall or still; `row` and `turn`: the attempt's row (from 0) and the
    turn that it belongs to, -1 and 0 for none."""

    text: str = " "
    part: str = ""
    row: int = -1
    turn: int = 0


def column(turn: int, across: int) -> int:
    """Where a turn's number ends, in cells; turn 0 is the beginning. `across`: cells from one turn to the next."""
    return across * turn - 1 if turn else 0


def width(lanes: Sequence[Lane], across: int) -> int:
    """The cells that the longest attempt takes."""
    return column(max((lane.attempt.last for lane in lanes), default=0), across) + 2


def rails(lanes: Sequence[Lane], across: int = ROOMY) -> list[list[Cell]]:
    """The drawing, line by line; `DOWN` lines an attempt, the last of them without the lines after it."""
    wide = width(lanes, across)
    grid = [[Cell()] * wide for _ in range(max(0, DOWN * (len(lanes) - 1) + 1))]
    for row, lane in enumerate(lanes):
        line, attempt = grid[DOWN * row], lane.attempt
        at = column(attempt.at - 1, across)
        if lane.under is None:
            line[at] = Cell("●", "start", row)
        else:
            line[at] = Cell("╰", "rail", row, attempt.at)
            for y in range(DOWN * lane.under + 1, DOWN * row):
                above = grid[y][at]
                grid[y][at] = Cell("├" if above.text in "╰├" else "│", "rail", row, attempt.at)
        x = at + 1
        for turn in attempt.own:
            end, number = column(turn.number, across), str(turn.number)
            for place in range(x, end - len(number) + 1):
                line[place] = Cell("─", "rail", row, turn.number)
            for offset, digit in enumerate(number):
                line[end - len(number) + 1 + offset] = Cell(digit, "node", row, turn.number)
            by = moved(turn)
            sign, part = ("▲", "rise") if by > 0 else ("▼", "fall") if by < 0 else ("·", "still")
            line[end + 1] = Cell(sign, part, row, turn.number)
            x = end + 2
    return grid


def path(lanes: Sequence[Lane], row: int, turn: int) -> frozenset[tuple[int, int]]:
    """The (row, turn) of every reply that led to a turn, that turn among them."""
    found: set[tuple[int, int]] = set()
    at: int | None = row
    while at is not None:
        attempt: Attempt = lanes[at].attempt
        found |= {(at, number) for number in range(attempt.at, turn + 1)}
        turn = min(turn, attempt.at - 1)
        at = lanes[at].under
    return frozenset(found)


def hit(grid: Sequence[Sequence[Cell]], x: int, y: int) -> tuple[int, int] | None:
    """The (row, turn) at or just beside a cell; None where nothing is."""
    if not 0 <= y < len(grid):
        return None
    for place in (x, x - 1, x + 1):
        if 0 <= place < len(grid[y]) and grid[y][place].part in ("node", "rise", "fall", "still"):
            return grid[y][place].row, grid[y][place].turn
    return None
