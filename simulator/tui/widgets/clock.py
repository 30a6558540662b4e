"""The time that is left for a reply in an exam: a bar, the minutes and seconds, near the end in words too."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from simulator.i18n import _
from simulator.reply_clock import minutes
from simulator.tui.gauge import gauge

SOON = 10.0


def remaining(left: float, seconds: int, width: int, marked: bool = False) -> Content:
    """One line of at most `width` cells. `marked`: what is sent at the end is the marked option."""
    soon = left <= SOON
    style = "bold $bad" if soon else "bold"
    if left <= 0:
        told = _("time is up")
    elif not soon:
        told = _("left")
    elif marked:
        told = _("left, then the marked one is sent")
    else:
        told = _("left, then what stands here is sent")
    words = Content.assemble((f"  {minutes(left)} ", style), (told, "$bad" if soon else "$quiet"))
    title = Content.styled(_("Time") + "  ", "$quiet")
    bar = max(5, min(40, width - words.cell_length - title.cell_length))
    return Content.assemble(title, gauge(left, seconds, bar, "$bad" if soon else "$focus"), words)


class Clock(Widget):
    """The clock's line; nothing is drawn anew while the shown second stays."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._shown: tuple[float, int, bool] = (0.0, 1, False)
        self._second = ""

    def show(self, left: float, seconds: int, marked: bool = False) -> None:
        """So many seconds are left of `seconds`."""
        self._shown = (left, seconds, marked)
        if self._second != minutes(left):
            self._second = minutes(left)
            self.refresh()

    def render(self) -> Content:
        """The line for the width it has."""
        left, seconds, marked = self._shown
        return remaining(left, seconds, self.content_size.width, marked)
