"""The client's meters: a bar that moves, the number, the change and its cause in words."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.session import METER_TOP, Change
from simulator.tui.gauge import gauge
from simulator.tui.text import words
from simulator.wording import brief

MOVE_SECONDS = 0.6


def reading(title: str, shown: float, value: int, change: Change | None, width: int) -> Content:
    """One meter's line, at most `width` cells: title, bar at `shown`, number `value`, last change with its cause."""
    style = "$bad" if value <= 2 else "$focus"
    bar = 20 if width >= 110 else 10
    line = Content.assemble(
        (f"{title:<9}", "$quiet"), gauge(shown, METER_TOP, bar, style), (f" {value:>2}", "bold"), ("/10", "$quiet")
    )
    if change is None:
        return line
    by = change.after - change.before
    sign, style = ("▲", "$good") if by > 0 else ("▼", "$bad")
    room = width - line.cell_length - 7
    cause = brief(change.because, room) if room > 8 else ""
    return Content.assemble(line, "  ", (f"{sign}{abs(by):<2}", f"bold {style}"), " ", words(cause))


def joined(earlier: Change | None, later: Change) -> Change:
    """Two changes of one meter within a turn as one, with both causes."""
    if earlier is None:
        return later
    because = " ".join(part for part in dict.fromkeys((earlier.because, later.because)) if part)
    return Change(later.meter, earlier.before, later.after, because)


class Meter(Widget):
    """One meter, 0 to 10."""

    shown = reactive(0.0)
    value = reactive(0)
    change: reactive[Change | None] = reactive(None)

    def __init__(self, title: str, value: int, id: str) -> None:
        super().__init__(id=id)
        self.title = title
        self.set_reactive(Meter.value, value)
        self.set_reactive(Meter.shown, float(value))

    def render(self) -> Content:
        """The meter's line for the width it has."""
        return reading(self.title, self.shown, self.value, self.change, self.size.width)

    def move(self, change: Change) -> None:
        """Go to the value after a change, with its cause beside it; changes since `rest` add up."""
        whole = joined(self.change, change)
        self.change = whole
        self.value = whole.after
        self.animate("shown", float(whole.after), duration=MOVE_SECONDS)
        self.tooltip = whole.because

    def rest(self) -> None:
        """Let the last change go: the next turn has begun and did not move this meter."""
        self.change = None
        self.tooltip = None
