"""What is due for practice, on one line of the library; a click shows progress."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from simulator.i18n import _
from simulator.practice.said import called
from simulator.tui.fit import Fit
from simulator.tui.naming import Naming
from simulator.tui.text import words


def due_line(due: Sequence[str], naming: Naming, width: int) -> Content:
    """The principles that are due and the key that leads on; what does not fit is counted."""
    head = Content.styled("↻ " + _("Due for practice") + "  ", "bold $focus")
    key = Content.styled("   p", "bold $calm")
    names = [called(one, naming.name) for one in due]
    for many in range(len(names), 0, -1):
        told = ", ".join(names[:many])
        if many < len(names):
            told = _("{principles} and {count} more").format(principles=told, count=len(names) - many)
        room = width - head.cell_length - key.cell_length
        if many == 1 or words(told).cell_length <= room:
            return Content.assemble(head, words(told).truncate(max(8, room), ellipsis=True), key)
    return Content("")


class Due(Static):
    """The line; hidden while nothing is due."""

    def show(self, due: Sequence[str], naming: Naming) -> None:
        """Tell what is due now."""
        self.display = bool(due)
        self.update(Fit(lambda width: due_line(due, naming, width)))

    async def on_click(self) -> None:
        """To the Progress screen."""
        await self.run_action("app.progress")
