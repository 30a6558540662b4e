"""What stands beside a conversation where there is room: the feedback on a turn and what has been learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.tui.briefing import learned
from simulator.tui.costs_look import panel
from simulator.tui.feedback import account
from simulator.tui.fit import Fit

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.session import State, Turn
    from simulator.tui.naming import Naming


class Side(VerticalScroll, can_focus=False):
    """What the client costs, the feedback, what has been learned; what a scenario does not have is not there."""

    def compose(self) -> ComposeResult:
        yield Static(id="costs")
        yield Static(id="account")
        yield Static(id="learned")

    def show(self, scenario: Scenario, state: State, turn: Turn | None, naming: Naming, waiting: str) -> None:
        """The feedback on `turn` (None: `waiting` says why there is none) and the facts that are known in
        `state`."""
        about = self.query_one("#account", Static)
        if turn is None:
            about.update(Content.styled(waiting, "$quiet"))
        else:
            about.update(Fit(lambda width: account(turn, naming, width)))
        costs = self.query_one("#costs", Static)
        costs.display = bool(scenario.costs)
        costs.update(Fit(lambda width: panel(scenario, state, width)))
        known = self.query_one("#learned", Static)
        known.display = bool(scenario.facts)
        known.update(Fit(lambda width: learned(scenario, state, width)))
