"""Calm and firm of what has been typed so far, in one line. Judging waits for a pause and never holds a key up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from scoring.contract import Score
from simulator.i18n import _, number
from simulator.tui.fit import Fit
from simulator.tui.gauge import gauge
from simulator.tui.naming import Naming

PAUSE_SECONDS = 0.35
KEY = "F6"


def reading(score: Score, naming: Naming, width: int) -> Content:
    """Both axes with their bands, `width` cells wide; without the bars where there is no room."""
    for bar in (12, 8, 5, 0):
        line = Content("   ").join(
            Content.assemble(
                (f"{title} ", "$quiet"),
                gauge(value, 5, bar, style) if bar else "",
                (f" {number(value, 1)} " if bar else f"{number(value, 1)} ", f"bold {style}"),
                naming.band(axis, value),
            )
            for axis, title, style, value in (
                ("calm", _("calm"), "$calm", score.calm),
                ("firm", _("firm"), "$firm", score.firm),
            )
        )
        if line.cell_length + len(KEY) + 3 <= width:
            return Content.assemble(line, " " * (min(width, 90) - line.cell_length - len(KEY)), (KEY, "$quiet"))
    return line


class Live(Static):
    """The gauge. `judge` scores a text; it is called on a thread, one text at a time, the latest last."""

    def __init__(self, id: str, judge: Callable[[str], Score], naming: Callable[[], Naming]) -> None:
        super().__init__(id=id)
        self._judge = judge
        self._naming = naming
        self._text = ""
        self._judging = False
        self._on = True

    def on_mount(self) -> None:
        """Before the first word."""
        self.rest()

    def turn(self, on: bool) -> None:
        """On or off; off, only the key that turns it on is told."""
        self._on = on
        self.rest()

    def rest(self) -> None:
        """Nothing is typed."""
        self._text = ""
        if self._on:
            told = _("Calm and firm of your words show here as you type.  F6 off")
        else:
            told = _("F6 shows calm and firm while you type.")
        self.update(Content.styled(told, "$quiet"))

    def typed(self, text: str) -> None:
        """The text has changed; it is judged once typing pauses."""
        if not text.strip() or not self._on:
            self.rest()
            return
        self._text = text
        if not self._judging:
            self._judging = True
            self.run_worker(self._follow(), exit_on_error=False)

    async def _follow(self) -> None:
        """Judge until what is shown is what stands in the box."""
        try:
            done = ""
            while self._text and self._text != done:
                text = self._text
                await asyncio.sleep(PAUSE_SECONDS)
                if text != self._text:
                    continue  # still typing
                score = await asyncio.to_thread(self._judge, text)
                done = text
                if self._text and self.is_attached:
                    self._show(score)
        finally:
            self._judging = False

    def _show(self, score: Score) -> None:
        naming = self._naming()
        self.update(Fit(lambda width: reading(score, naming, width)))
