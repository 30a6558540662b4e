"""The whole feedback on a turn, over the conversation; arrows go from turn to turn."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from simulator.session import Turn
from simulator.tui.feedback import account
from simulator.tui.naming import Naming
from simulator.tui.screens.over import OverScreen


class FeedbackScreen(OverScreen):
    """Feedback on turn `number` (from 1) of `turns`."""

    HEADING = "Feedback"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "dismiss", "Close", show=False, priority=True),
        Binding("left", "turn(-1)", "Turn before"),
        Binding("right", "turn(1)", "Turn after"),
    ]

    def __init__(self, turns: tuple[Turn, ...], number: int, naming: Naming) -> None:
        super().__init__()
        self.turns = turns
        self.number = number
        self.naming = naming

    def text(self, width: int) -> Content:
        """The account of the turn."""
        return account(self.turns[self.number - 1], self.naming, width)

    def action_turn(self, step: int) -> None:
        """Go to another turn."""
        if 0 < self.number + step <= len(self.turns):
            self.number += step
            self.redraw()
            self.query_one("#sheet-page").scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "turn" and isinstance(parameters[0], int):
            return 0 < self.number + parameters[0] <= len(self.turns)
        return super().check_action(action, parameters)
