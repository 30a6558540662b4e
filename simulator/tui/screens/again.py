"""The part of a conversation that answers a turn again: the keys for it, and what was there before at the same turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.i18n import mark
from simulator.retrying import refusal
from simulator.tui.again import before_note, difference_note
from simulator.tui.screens.screen import CalmfirmScreen
from simulator.tui.widgets.bubble import Aside
from simulator.tui.widgets.chat import Chat

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.session import Turn


class AgainScreen(CalmfirmScreen):
    """Retries the `picked` turn of `game`; in a retry, tells what was answered before."""

    # The conversation puts them at the end of its own: the footer shows keys in that order.
    KEYS: ClassVar[list[BindingType]] = [
        Binding(
            "f8", "retry", mark("Retry"), priority=True, tooltip=mark("Answer this turn again; the attempt is kept")
        ),
        Binding(
            "f9",
            "compare",
            mark("Compare"),
            priority=True,
            tooltip=mark("This retry beside the attempt it branched from"),
        ),
    ]

    game: Game
    picked: int

    async def tell_before(self) -> None:
        """At the turn that is answered again: what was answered there before."""
        game = self.game
        if game.line and len(game.state.turns) == game.again - 1:
            note = before_note(game.line[-1], game.again)
            if note is not None:
                await self.query_one(Chat).add(Aside(note))

    async def tell_difference(self, turn: Turn) -> None:
        """Once it is answered: what has changed against before."""
        game = self.game
        if game.line and turn.number == game.again and not game.terms.exam:
            note = difference_note(game.line[-1], turn)
            if note is not None:
                await self.query_one(Chat).add(Aside(note))

    def action_retry(self) -> None:
        """Answer the picked turn again."""
        from simulator.tui.retrying import retry

        if self.picked:
            retry(self.calmfirm, self.game, self.picked)

    def action_compare(self) -> None:
        """This retry beside the attempt that it branched from."""
        from simulator.tui.retrying import compare

        compare(self.calmfirm, self.game)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "retry":
            return self.is_mounted and bool(self.picked) and not refusal(self.game.terms.mode)
        if action == "compare":
            return self.is_mounted and bool(self.game.line) and len(self.game.state.turns) >= self.game.again
        return super().check_action(action, parameters)
