"""What the panels over a screen have in common: a quiet ground, a scrolling text, Esc or a click beside it closes."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.i18n import _, mark
from simulator.tui.fit import Fit
from simulator.tui.keys import TranslatedKeys
from simulator.tui.widgets.keys_line import KeysLine


class OverScreen(TranslatedKeys, ModalScreen[None]):
    """A text over the screen below. Subclasses say the text for a width in `text`."""

    CSS_PATH = "over.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", mark("Close"), priority=True),
        Binding("up,k", "move(-1)", mark("Up"), show=False),
        Binding(
            "down,j", "move(1)", mark("Scroll"), key_display="↑↓", tooltip=mark("Scroll; PgUp and PgDn by ten lines")
        ),
        Binding("pageup", "move(-10)", mark("Page up"), show=False),
        Binding("pagedown,space", "move(10)", mark("Page down"), show=False),
    ]
    HELP = mark("A panel over the screen below. Esc, or a click beside it, closes it.")
    HEADING = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(_(self.HEADING), id="sheet-title", markup=False)
            with VerticalScroll(id="sheet-page", can_focus=False):
                yield Static(Fit(self.text), id="sheet-text")
        yield KeysLine()

    def on_mount(self) -> None:
        """Whether the text scrolls is known once it is laid out."""
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:
        """Another size may hold the whole text, or no longer."""
        self.call_after_refresh(self.refresh_bindings)

    def redraw(self) -> None:
        """Show the text again."""
        self.query_one("#sheet-text", Static).update(Fit(self.text))
        self.call_after_refresh(self.refresh_bindings)

    def text(self, width: int) -> Content:
        """The panel's text for a column of `width` cells."""
        raise NotImplementedError

    def action_move(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one("#sheet-page").scroll_relative(y=rows, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        return action != "move" or self.query_one("#sheet-page").max_scroll_y > 0

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel closes it."""
        if event.widget is self:
            self.dismiss()
