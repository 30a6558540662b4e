"""The whole feedback on a turn, over the conversation; arrows go from turn to turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content

from simulator.i18n import mark
from simulator.retrying import refusal
from simulator.session import Turn
from simulator.tui.feedback import account
from simulator.tui.model_answer import holds, model_answer
from simulator.tui.naming import Naming
from simulator.tui.screens.over import OverScreen
from simulator.tui.text import lines

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.tui.app import CalmfirmApp


class FeedbackScreen(OverScreen):
    """Feedback on turn `number` (from 1) of `turns`; with a `game` its model answers too, when asked for."""

    HEADING = mark("Feedback")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "dismiss", mark("Close"), show=False, priority=True),
        Binding("m", "model", mark("Model answer"), tooltip=mark("A reply that holds at this moment")),
        Binding(
            "r", "retry", mark("Retry this turn"), tooltip=mark("Answer this turn again; the attempt so far is kept")
        ),
        Binding("left", "turn(-1)", mark("Turn before")),
        Binding("right", "turn(1)", mark("Turn after")),
    ]

    def __init__(self, turns: tuple[Turn, ...], number: int, naming: Naming, game: Game | None = None) -> None:
        super().__init__()
        self.game = game
        self.models = False
        self.turns = turns
        self.number = number
        self.naming = naming

    def text(self, width: int) -> Content:
        """The account of the turn."""
        turn = self.turns[self.number - 1]
        told = account(turn, self.naming, width)
        return lines(told, Content(""), model_answer(self.game, turn)) if self.models and self.game else told

    def action_model(self) -> None:
        """The model answers at this moment; from now on a copy of them is told as one."""
        self.models = not self.models
        if self.models and self.game is not None:
            turn = self.turns[self.number - 1]
            if (best := holds(self.game, turn)) is not None:
                self.game.saw(turn.step, best)
        self.redraw()
        if self.models:
            self.call_after_refresh(self.query_one("#sheet-page").scroll_end, animate=False)

    def action_retry(self) -> None:
        """Answer this turn again."""
        from simulator.tui.retrying import retry

        if self.game is not None:
            retry(cast("CalmfirmApp", self.app), self.game, self.number)

    def action_turn(self, step: int) -> None:
        """Go to another turn."""
        if 0 < self.number + step <= len(self.turns):
            self.number += step
            self.models = False
            self.redraw()
            self.query_one("#sheet-page").scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "model":
            return self.game is not None and holds(self.game, self.turns[self.number - 1]) is not None
        if action == "retry":
            return self.game is not None and not refusal(self.game.terms.mode)
        if action == "turn" and isinstance(parameters[0], int):
            return 0 < self.number + parameters[0] <= len(self.turns)
        return super().check_action(action, parameters)
