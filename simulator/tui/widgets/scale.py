"""A row of five things to choose one from: the bands of an axis, or the stances."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from simulator.i18n import _
from simulator.tui.naming import AXES
from simulator.tui.text import words

GAPS = (3, 2, 1, 0)


class Scale(Widget):
    """`calm  1 hostile  2 sharp …`; `id` is calm, firm or stance; `chosen` counts from 1. `due`: whether the next
    number key goes here."""

    class Picked(Message):
        """One of the five was clicked."""

        def __init__(self, scale: str, number: int) -> None:
            super().__init__()
            self.scale = scale
            self.number = number

    def __init__(self, id: str, style: str) -> None:
        super().__init__(id=id)
        self.title = _(AXES[id])
        # All three begin in the same column.
        self.begin = 2 + max(len(_(one)) for one in AXES.values())
        self.tone = style
        self.names: Sequence[str] = ()
        self.chosen: int | None = None
        self.due = False

    def offer(self, names: Sequence[str], chosen: int | None, due: bool) -> None:
        """Show these five."""
        changed = list(names) != list(self.names)
        self.names, self.chosen, self.due = names, chosen, due
        self.refresh(layout=changed)

    def _places(self, width: int) -> list[tuple[int, int]]:
        """(column, row) where each name begins; names that no longer fit go on in the next row."""
        need = self.begin + sum(len(self._text(number, name)) for number, name in enumerate(self.names, 1))
        gap = next((one for one in GAPS if need + one * (len(self.names) - 1) <= width), 0)
        places = []
        column, row = self.begin, 0
        for number, name in enumerate(self.names, 1):
            wide = len(self._text(number, name))
            if column > self.begin and column + wide > width:
                column, row = self.begin, row + 1
            places.append((column, row))
            column += wide + gap
        return places

    @staticmethod
    def _text(number: int, name: str) -> str:
        return f" {number} {name} "

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the names need."""
        return max((row for _, row in self._places(width)), default=0) + 1

    def render(self) -> Content:
        """The rows."""
        rows: dict[int, Content] = {}
        mark = "▸" if self.due else " "
        rows[0] = Content.styled(f"{mark} {self.title}", f"bold {self.tone}" if self.due else self.tone)
        for number, ((column, row), name) in enumerate(
            zip(self._places(self.content_size.width), self.names, strict=True), 1
        ):
            before = rows.get(row, Content(""))
            chosen = number == self.chosen
            option = words(self._text(number, name), f"bold reverse {self.tone}" if chosen else "")
            if not chosen:
                option = option.stylize(self.tone, 1, 2)
            rows[row] = before + Content(" " * max(0, column - before.cell_length)) + option
        return Content("\n").join(rows.values())

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        for number, ((column, row), name) in enumerate(
            zip(self._places(self.content_size.width), self.names, strict=True), 1
        ):
            if event.y == row and column <= event.x < column + len(self._text(number, name)):
                self.post_message(self.Picked(self.id or "", number))
