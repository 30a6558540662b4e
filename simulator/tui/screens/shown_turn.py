"""Which turn's feedback stands beside a conversation; in an exam none does before the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from simulator.i18n import _
from simulator.tui.screens.replying import ReplyingScreen
from simulator.tui.widgets.bubble import YouBubble, sent_note
from simulator.tui.widgets.chat import Chat
from simulator.tui.widgets.side import Side

if TYPE_CHECKING:
    from simulator.session import Turn
    from simulator.tui.writing import Writing


class ShownTurnScreen(ReplyingScreen):
    """The part of a conversation that goes from reply to reply. `picked`: number of the shown turn, 0 for none."""

    def __init__(self, writing: Writing | None = None) -> None:
        super().__init__(writing)
        self.picked = 0

    @property
    def chat(self) -> Chat:
        """The bubbles."""
        return self.query_one(Chat)

    def _pick(self, number: int) -> None:
        self.picked = number
        self.chat.pick(number)
        self._show_side()

    @property
    def turn(self) -> Turn | None:
        """The turn whose feedback is shown; in an exam none is."""
        turns = () if self.game.terms.exam else self.game.state.turns
        return turns[self.picked - 1] if 0 < self.picked <= len(turns) else None

    def bubble(self, turn: Turn) -> YouBubble:
        """A reply of a resumed conversation."""
        if self.game.terms.exam:
            return YouBubble(turn.reply, note=sent_note(turn))
        return YouBubble(turn.reply, turn, self.naming)

    @property
    def no_feedback(self) -> str:
        """Why there is no feedback to show."""
        if self.game.terms.exam:
            return _("Feedback comes at the end of the exam.")
        return _("Feedback on each reply appears here.")

    def _show_side(self) -> None:
        waiting = self.no_feedback
        self.query_one(Side).show(self.game.scenario, self.game.state, self.turn, self.naming, waiting)

    @on(YouBubble.Picked)
    def _picked(self, event: YouBubble.Picked) -> None:
        self._pick(event.number)
        if not self.has_class("-wide"):
            self.action_feedback()

    def action_pick(self, step: int) -> None:
        """Show the feedback of the turn before or after."""
        number = self.picked + step
        if 0 < number <= len(self.game.state.turns):
            self._pick(number)
            self.chat.show(number)

    def action_feedback(self) -> None:
        """The whole feedback on the shown turn, over the conversation."""
        from simulator.tui.screens.feedback import FeedbackScreen

        if self.turn is None:
            self.calmfirm.warn(self.no_feedback, "information")
        else:
            self.app.push_screen(FeedbackScreen(self.game.state.turns, self.picked, self.naming, self.game))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "feedback" and self.is_mounted:
            return self.turn is not None
        return super().check_action(action, parameters)
