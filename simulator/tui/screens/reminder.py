"""The briefing again, over the conversation, with what has come out since."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from simulator.i18n import mark
from simulator.tui.briefing import case, learned, task
from simulator.tui.screens.over import OverScreen
from simulator.tui.text import lines

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State


class ReminderScreen(OverScreen):
    """Rule, goal, offers, learned facts, then the case."""

    HEADING = mark("Briefing")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f3", "dismiss", mark("Close"), show=False, priority=True)]

    def __init__(self, scenario: Scenario, state: State) -> None:
        super().__init__()
        self.scenario = scenario
        self.state = state

    def text(self, width: int) -> Content:
        """All of it, what is needed most first."""
        empty = Content("")
        return lines(
            task(self.scenario, self.state, width),
            empty,
            learned(self.scenario, self.state, width),
            empty,
            case(self.scenario, self.state),
        )
