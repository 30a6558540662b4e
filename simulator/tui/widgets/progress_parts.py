"""The parts of the Progress screen that take keys and clicks."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList, Static

from simulator.i18n import mark


class NextCard(Static, can_focus=True):
    """The scenario to play next; Enter or a click opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "play", mark("Play"), tooltip=mark("Open the scenario to play next"))
    ]

    class Taken(Message):
        """The trainee plays it."""

    def action_play(self) -> None:
        """Play it."""
        self.post_message(self.Taken())

    def on_click(self) -> None:
        """A click is as good as a key."""
        self.action_play()


class Principles(OptionList):
    """The principles; highlighting or clicking one shows its course, Enter or a double click practises it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            mark("Practise"),
            tooltip=mark("Practise this principle: a drill, or a scenario that trains it"),
        ),
    ]

    def on_click(self, event: events.Click) -> None:
        """A click looks, and does not start anything by itself."""
        clicked = event.style.meta.get("option")
        if clicked is not None and event.chain < 2:
            event.prevent_default()
            self.highlighted = clicked


class Goal(Static):
    """This week; a click sets the goal as the key does."""

    class Clicked(Message):
        """The week was clicked."""

    def on_click(self) -> None:
        """As the key."""
        self.post_message(self.Clicked())
