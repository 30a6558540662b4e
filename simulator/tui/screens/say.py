"""A few lines that a coach writes about a turn or a conversation."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from simulator.game import MAX_REPLY
from simulator.i18n import mark
from simulator.tui.keys import TranslatedKeys
from simulator.tui.widgets.keys_line import KeysLine


class SayScreen(TranslatedKeys, ModalScreen[str | None]):
    """Gives the text that was written, or None when it was left. `before`: what has been said so far."""

    CSS_PATH = "say.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s",
            "keep",
            mark("Keep"),
            priority=True,
            tooltip=mark("Keep what is written; an empty text takes it back"),
        ),
        Binding("escape", "dismiss(None)", mark("Cancel"), priority=True),
    ]
    HELP = mark("What you write is shown to the trainee with the turn, once you hand it back. Ctrl+S keeps it.")

    def __init__(self, title: str, before: str) -> None:
        super().__init__()
        self.about = title
        self.before = before

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(self.about, id="sheet-title", markup=False)
            yield TextArea(self.before, id="text", soft_wrap=True, compact=True, highlight_cursor_line=False)
        yield KeysLine()

    def on_mount(self) -> None:
        """Write on where it stopped."""
        box = self.query_one("#text", TextArea)
        box.move_cursor(box.document.end)
        box.focus()

    def action_keep(self) -> None:
        """Hand over what is written."""
        self.dismiss(self.query_one("#text", TextArea).text.strip()[:MAX_REPLY])
