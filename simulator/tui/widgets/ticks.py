"""The labels of a rubric to be ticked: moves and faults in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from simulator.i18n import _, mark
from simulator.tui.text import words

# Cells of a column with names alone, and of one with sayings beside the names.
NARROW, WIDE = 25, 70
NAME = 26


@dataclass(frozen=True, slots=True)
class Tick:
    """A label: its key, name and saying, and whether it is a fault."""

    key: str
    name: str
    says: str
    fault: bool


class Ticks(Widget, can_focus=True):
    """All labels under the headings Moves and Faults. `cursor`: which one a key would tick."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", mark("Tick"), tooltip=mark("Tick the label, or take the tick away")),
        Binding("up,k", "go(-1)", mark("Up"), show=False),
        Binding(
            "down,j",
            "go(1)",
            mark("Down"),
            show=False,
            tooltip=mark("The next label; the arrows go through all of them"),
        ),
        Binding("left,h", "across(-1)", mark("Left"), show=False),
        Binding("right,l", "across(1)", mark("Right"), show=False),
        Binding("home", "go(-1000)", mark("First"), show=False),
        Binding("end", "go(1000)", mark("Last"), show=False),
    ]

    class Toggled(Message):
        """A label was ticked or unticked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Moved(Message):
        """The cursor stands on another label."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.ticks: Sequence[Tick] = ()
        self.on: frozenset[str] = frozenset()
        self.cursor = 0
        # What a cell holds, heading or label, column by column; a heading has no number.
        self._cells: list[int | str] = []

    def offer(self, ticks: Sequence[Tick], on: frozenset[str]) -> None:
        """Show these labels, `on` of them ticked. The cursor stays where it is."""
        moves = [number for number, one in enumerate(ticks) if not one.fault]
        faults = [number for number, one in enumerate(ticks) if one.fault]
        self._cells = [_("Moves: what it does"), *moves, _("Faults: what breaks it"), *faults]
        changed = len(self.ticks) != len(ticks)
        self.ticks, self.on = ticks, on
        self.cursor = min(self.cursor, len(ticks) - 1)
        self.refresh(layout=changed)

    def home(self) -> None:
        """The cursor on the first label."""
        self.cursor = 0
        self.refresh()

    @property
    def current(self) -> Tick | None:
        """The label under the cursor."""
        return self.ticks[self.cursor] if self.ticks else None

    def columns(self, width: int, height: int) -> int:
        """In how many columns: the fewest that fit `height` rows; else as many as `width` cells hold."""
        most = max(1, width // NARROW)
        return next((n for n in range(1, most) if -(-len(self._cells) // n) <= height), most)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row for each cell of a column."""
        return -(-len(self._cells) // self.columns(width, self._room(container)))

    def _room(self, container: Size) -> int:
        # In one column of screens the case stands above, and gets every row that can be spared.
        return container.height if self.screen.has_class("-wide") else 0

    def _grid(self) -> tuple[int, int, int]:
        """(columns, rows, width of a column) as drawn."""
        width, height = self.content_size
        rows = max(1, height)
        columns = max(1, -(-len(self._cells) // rows))
        return columns, rows, max(1, width // columns)

    def render(self) -> Content:
        """The cells, column by column."""
        columns, rows, wide = self._grid()
        shown = []
        for row in range(rows):
            parts = [
                self._cell(at, wide) for column in range(columns) if (at := column * rows + row) < len(self._cells)
            ]
            shown.append(Content("").join(parts))
        return Content("\n").join(shown)

    def _cell(self, at: int, wide: int) -> Content:
        cell = self._cells[at]
        if isinstance(cell, str):
            return Content.styled(cell, "bold $quiet").truncate(wide, ellipsis=True, pad=True)
        tick = self.ticks[cell]
        ticked = tick.key in self.on
        tone = ("$bad" if tick.fault else "$good") if ticked else "$quiet"
        text = Content.assemble(
            (f"[{'✓' if ticked else ' '}] ", f"bold {tone}"), words(tick.name, "bold" if ticked else "")
        )
        if wide >= WIDE:
            text = Content.assemble(text.truncate(NAME + 4, ellipsis=True, pad=True), "  ", words(tick.says, "$quiet"))
        text = text.truncate(wide - 1, ellipsis=True, pad=True) + Content(" ")
        return text.stylize("on $selected") if cell == self.cursor and self.has_focus else text

    def action_tick(self) -> None:
        """Tick the label under the cursor."""
        if self.current is not None:
            self.post_message(self.Toggled(self.current.key))

    def action_go(self, step: int) -> None:
        """Move the cursor through the labels, as they stand one under the other."""
        order = [cell for cell in self._cells if isinstance(cell, int)]
        if order:
            self._to(order[min(len(order) - 1, max(0, order.index(self.cursor) + step))])

    def action_across(self, step: int) -> None:
        """Move the cursor to the label beside it."""
        columns, rows, _ = self._grid()
        column, row = divmod(self._cells.index(self.cursor), rows)
        beside = column + step
        if not 0 <= beside < columns:
            return
        found = [at for at in range(beside * rows, min(len(self._cells), (beside + 1) * rows))
                 if isinstance(self._cells[at], int)]  # fmt: skip
        if found:
            self._to(self._cells[min(found, key=lambda at: abs(at - beside * rows - row))])

    def _to(self, cell: int | str) -> None:
        if isinstance(cell, int) and cell != self.cursor:
            self.cursor = cell
            self.refresh()
            self.post_message(self.Moved())
            _, rows, _ = self._grid()
            if isinstance(self.parent, Widget):
                self.parent.scroll_to_region(Region(0, self._cells.index(cell) % rows, 1, 1), animate=False)

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor goes."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click ticks."""
        _, rows, wide = self._grid()
        at = (event.x // wide) * rows + event.y
        if 0 <= event.y < rows and 0 <= at < len(self._cells):
            cell = self._cells[at]
            if isinstance(cell, int):
                self._to(cell)
                self.action_tick()
