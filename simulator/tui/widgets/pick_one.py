"""A row of a few things of which one holds: `Mode   ● 1 Learn   ○ 2 Practise`; a click picks."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

GAP = 3


class PickOne(Widget):
    """`names` from left to right; `chosen` counts from 0. Names that no longer fit go on in the next row."""

    class Picked(Message):
        """One was clicked: the row's id and its place, from 0."""

        def __init__(self, row: str, place: int) -> None:
            super().__init__()
            self.row = row
            self.place = place

    def __init__(self, id: str, title: str, numbered: bool = False) -> None:
        super().__init__(id=id)
        self.heading = title
        self.numbered = numbered
        self.names: Sequence[str] = ()
        self.chosen = 0

    def offer(self, names: Sequence[str], chosen: int) -> None:
        """Show these."""
        changed = list(names) != list(self.names)
        self.names, self.chosen = names, chosen
        self.refresh(layout=changed)

    def _text(self, place: int) -> str:
        sign = "●" if place == self.chosen else "○"
        number = f"{place + 1} " if self.numbered else ""
        return f"{sign} {number}{self.names[place]}"

    def _spots(self, width: int) -> list[tuple[int, int]]:
        """(column, row) where each name begins."""
        first = len(self.heading) + GAP
        found, column, row = [], first, 0
        for place in range(len(self.names)):
            wide = len(self._text(place))
            if column > first and column + wide > width:
                column, row = first, row + 1
            found.append((column, row))
            column += wide + GAP
        return found

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the names need."""
        return max((row for _, row in self._spots(width)), default=0) + 1

    def render(self) -> Content:
        """The rows."""
        rows = {0: Content.styled(self.heading, "bold $quiet")}
        for place, (column, row) in enumerate(self._spots(self.content_size.width)):
            before = rows.get(row, Content(""))
            style = "bold $calm" if place == self.chosen else "$ink"
            rows[row] = (
                before + Content(" " * max(0, column - before.cell_length)) + Content.styled(self._text(place), style)
            )
        return Content("\n").join(rows.values())

    def on_click(self, event: events.Click) -> None:
        """A click picks."""
        spot = event.get_content_offset(self)
        if spot is None:
            return
        for place, (column, row) in enumerate(self._spots(self.content_size.width)):
            if spot.y == row and column <= spot.x < column + len(self._text(place)):
                self.post_message(self.Picked(self.id or "", place))
