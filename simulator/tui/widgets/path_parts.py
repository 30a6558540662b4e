"""The parts of learning paths that take keys and clicks: the library's suggestion for a first start, the stages."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList, Static

from simulator.i18n import mark
from simulator.paths.walked import Walked
from simulator.tui.fit import Fit
from simulator.tui.path_look import start


class StartHere(Static, can_focus=True):
    """The line; Enter or a click opens the scenario's briefing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", mark("Start"), show=False, tooltip=mark("Open the first conversation"))
    ]

    class Taken(Message):
        """The trainee starts with it."""

    def show(self, found: Walked, title: str) -> None:
        """Suggest the first scenario (`title`) of this path."""
        self.update(Fit(lambda width: start(found, title, width)))

    def action_start(self) -> None:
        """Start with it."""
        self.post_message(self.Taken())

    def on_click(self) -> None:
        """A click is as good as a key."""
        self.action_start()


class Stages(OptionList):
    """The stages; highlighting or clicking one shows it, Enter or a double click plays what is suggested for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", mark("Play"), tooltip=mark("Open what is suggested for this stage")),
    ]

    def on_click(self, event: events.Click) -> None:
        """A click looks, and does not start anything by itself."""
        clicked = event.style.meta.get("option")
        if clicked is not None and event.chain < 2:
            event.prevent_default()
            self.highlighted = clicked


class Plays(OptionList):
    """The scenarios of a stage; Enter or a click opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", mark("Play"), tooltip=mark("Open the briefing of this scenario")),
    ]
