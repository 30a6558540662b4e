"""The calm × firm plane: one numbered point per turn, the stances where they live."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from simulator.debrief import Spot, spots
from simulator.i18n import _
from simulator.session import Turn
from simulator.tui.naming import Naming
from simulator.tui.text import lines
from simulator.wording import brief

AXIS = 4
FOOT = 3


def draw(turns: Sequence[Turn], picked: int, naming: Naming, columns: int, rows: int) -> Content:
    """The plane `columns` × `rows` cells with its axes: firm to the right, calm upwards, both 1 to 5.

    Every turn is a number at its score; `picked` is shown reversed. The names in the corners say what kind of reply
    lives there.
    """
    text = [[" "] * columns for _ in range(rows)]
    style = [[""] * columns for _ in range(rows)]
    middle = (columns // 2, rows // 2)
    for column in range(columns):
        text[middle[1]][column], style[middle[1]][column] = "┄", "$line"
    for row in range(rows):
        text[row][middle[0]], style[row][middle[0]] = ("┼" if row == middle[1] else "┊"), "$line"
    half = middle[0] - 2
    made_spots = spots(turns, columns, rows)
    for top, right, label in (
        (True, False, "servile"),
        (True, True, "calm_firm"),
        (False, False, "dismissive"),
        (False, True, "moralising"),
    ):
        name = brief(naming.name(label), half)
        start = columns - len(name) if right else 0
        row = _free_row(made_spots, range(middle[1]) if top else range(rows - 1, middle[1], -1), start, len(name))
        for offset, char in enumerate(name):
            text[row][start + offset] = char
            style[row][start + offset] = "bold $good" if label == "calm_firm" else "$quiet"
    for spot in made_spots:
        chosen = spot.number == picked
        for offset, char in enumerate(str(spot.number)):
            text[spot.row][spot.column + offset] = char
            style[spot.row][spot.column + offset] = "bold reverse $focus" if chosen else "bold $ink on $selected"
    made = []
    for row in range(rows):
        value = 5 - row * 4 / (rows - 1)
        label = f"{value:.0f}" if abs(value - round(value)) < 1e-9 else " "
        edge = "┤" if label != " " else "│"
        made.append(Content.assemble((f" {label} ", "$quiet"), (edge, "$line"), *_runs(text[row], style[row])))
    ticks = {round(n * (columns - 1) / 4): str(n + 1) for n in range(5)}
    base = "".join("┴" if column in ticks else "─" for column in range(columns))
    scale = "".join(ticks.get(column, " ") for column in range(columns))
    made.append(Content.assemble(("   └" + base, "$line")))
    made.append(Content.styled("    " + scale, "$quiet"))
    up, right_hand = "↑ " + _("calm"), _("firm") + " →"
    gap = " " * max(2, columns - len(up) - len(right_hand))
    made.append(Content.assemble((f"    {up}", "$calm"), (f"{gap}{right_hand}", "$firm")))
    return lines(*made)


def _free_row(taken: Sequence[Spot], rows: Sequence[int], start: int, width: int) -> int:
    """The row nearest the corner in which a name hides behind no number; the corner's own when all are taken."""
    hidden = {s.row for s in taken if s.column + len(str(s.number)) >= start and s.column <= start + width}
    return next((row for row in rows if row not in hidden), rows[0])


def _runs(chars: list[str], styles: list[str]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for char, style in zip(chars, styles, strict=True):
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + char, style)
        else:
            runs.append((char, style))
    return runs


class Plane(Widget):
    """The plane in the width it has; a click on a number picks that turn."""

    picked = reactive(0)

    class Picked(Message):
        """A turn's number was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, turns: Sequence[Turn], naming: Naming, id: str) -> None:
        super().__init__(id=id)
        self.turns = tuple(turns)
        self.naming = naming

    def _cells(self) -> tuple[int, int]:
        columns = max(25, min(61, (self.size.width - AXIS - 1) // 4 * 4 + 1))
        return columns, 17 if self.size.height >= 17 + FOOT else 13 if self.size.height >= 13 + FOOT else 9

    def render(self) -> Content:
        """The plane as it is now."""
        return draw(self.turns, self.picked, self.naming, *self._cells())

    def on_click(self, event: events.Click) -> None:
        """Pick the turn whose number was hit."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for spot in spots(self.turns, *self._cells()):
            if _hit(spot, offset.x - AXIS, offset.y):
                self.post_message(self.Picked(spot.number))


def _hit(spot: Spot, column: int, row: int) -> bool:
    return row == spot.row and spot.column - 1 <= column <= spot.column + len(str(spot.number))
