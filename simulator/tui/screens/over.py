"""What the panels over a screen have in common: a quiet ground, a scrolling text, Esc or a click beside it closes."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from simulator.tui.fit import Fit


class OverScreen(ModalScreen[None]):
    """A text over the screen below. Subclasses say the text for a width in `text`."""

    CSS_PATH = "over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", priority=True),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
        Binding("pagedown,space", "move(10)", "Page down", show=False),
    ]
    HEADING = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(self.HEADING, id="sheet-title", markup=False)
            with VerticalScroll(id="sheet-page", can_focus=False):
                yield Static(Fit(self.text), id="sheet-text")
        yield Footer()

    def redraw(self) -> None:
        """Show the text again."""
        self.query_one("#sheet-text", Static).update(Fit(self.text))

    def text(self, width: int) -> Content:
        """The panel's text for a column of `width` cells."""
        raise NotImplementedError

    def action_move(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one("#sheet-page").scroll_relative(y=rows, animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel closes it."""
        if event.widget is self:
            self.dismiss()
