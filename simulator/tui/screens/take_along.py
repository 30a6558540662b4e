"""The part of a debrief that the trainee takes along: the question first, then the answer beside the pick, the own best
sentence, one thing to try next, model answers, and replies written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from simulator.debrief import turning
from simulator.debrief_models import pairs
from simulator.debrief_next import next_try
from simulator.debrief_own import best_sentence
from simulator.debrief_pick import Picked, compare, worth_asking
from simulator.i18n import current, mark
from simulator.tui import debrief_look as look
from simulator.tui.fit import Fit
from simulator.tui.looking_back import keep, read
from simulator.tui.naming import Naming
from simulator.tui.screens.screen import CalmfirmScreen

if TYPE_CHECKING:
    from simulator.debrief_models import Pair
    from simulator.game import Game
    from simulator.rewriting import Rewrite

ASKING = "-asking"


class NextBlock(Static):
    """The one thing to try next; a click goes to the turn that it names."""

    def on_click(self, event: events.Click) -> None:
        """To the turn."""
        if isinstance(self.screen, TakeAlongScreen):
            self.screen.action_next_try()


class TakeAlongScreen(CalmfirmScreen):
    """Looks back on a finished `game`. Subclasses say which turn is shown, and go to another."""

    # The debrief puts them among its own: the footer shows keys in that order.
    KEYS: ClassVar[list[BindingType]] = [
        Binding("w", "rewrite", mark("Anew"), tooltip=mark("Write this reply anew and see it scored beside the first")),
        Binding(
            "n",
            "next_try",
            mark("To try next"),
            show=False,
            tooltip=mark("Where the one thing to try would have helped"),
        ),
        Binding("m", "models", mark("Model answers"), show=False, tooltip=mark("To the model answers of this turn")),
    ]

    def __init__(self, game: Game) -> None:
        super().__init__()
        self.game = game
        self.coming = next_try(game.scenario, game.state.turns)
        self.pick: Picked | None = None
        self.rewrites: tuple[Rewrite, ...] = ()
        self.pairs: tuple[Pair, ...] = ()

    @property
    def naming(self) -> Naming:
        """The rubric's words in the interface's language."""
        return self.calmfirm.naming(current(), self.game.loaded.rubric)

    @property
    def number(self) -> int:
        """The turn that is shown, from 1."""
        raise NotImplementedError

    def go(self, number: int) -> None:
        """Show a turn and bring it into view."""
        raise NotImplementedError

    def revealed(self) -> None:
        """The debrief is there to be read."""
        raise NotImplementedError

    def compose_story(self) -> ComposeResult:
        """What the whole conversation leaves to take along."""
        yield Static(id="turning")
        yield Static(id="best")
        yield NextBlock(id="next")

    def compose_turn(self) -> ComposeResult:
        """What belongs to the turn that is shown."""
        yield Static(id="anew")
        yield Static(id="models")

    # The question comes first.

    def open_debrief(self) -> None:
        """Ask, unless it has been asked; then show the debrief."""
        self.set_class(True, ASKING)
        self._pair_up()
        self._tell()
        read(self.calmfirm, self.game, self._known)

    def _known(self, pick: Picked | None, rewrites: tuple[Rewrite, ...]) -> None:
        if not self.is_attached:
            return
        # What has been written meanwhile comes after what was kept.
        self.rewrites = (*rewrites, *self.rewrites)
        turns = self.game.state.turns
        if pick is not None or not worth_asking(turns):
            self._reveal(pick)
            return
        from simulator.tui.screens.reflect import ReflectScreen

        scenario = self.game.scenario
        self.app.push_screen(ReflectScreen(turns, scenario.client.name, scenario.title), self._answered)

    def _answered(self, pick: Picked | None) -> None:
        pick = pick or Picked(None)
        keep(self.calmfirm, self.game, pick)
        self._reveal(pick)

    def _reveal(self, pick: Picked | None) -> None:
        self.pick = pick
        self.set_class(False, ASKING)
        self._pair_up()
        self._tell()
        self.tell_turn()
        self.revealed()

    def _tell(self) -> None:
        turns, naming = self.game.state.turns, self.naming
        found, mine = turning(turns), compare(self.pick, turns)
        own, coming = best_sentence(turns), self.coming
        self.query_one("#turning", Static).update(Fit(lambda width: look.answer(found, mine, naming, width)))
        self.query_one("#best", Static).update(Fit(lambda width: look.best(own, naming, width)))
        self.query_one("#next", Static).update(Fit(lambda width: look.next_try(coming, naming, width)))

    # The turn that is shown.

    def tell_turn(self) -> None:
        """The model answers of the turn that is shown, and how it was written anew."""
        number = self.number
        again = [one for one in self.rewrites if one.number == number]
        anew, models = self.query_one("#anew", Static), self.query_one("#models", Static)
        anew.display = bool(again)
        anew.update(Fit(lambda width: look.tries(again, width)))
        pair = self.pair
        models.display = pair is not None
        models.update(Fit(lambda width: look.models(pair, width)))
        if pair is not None and pair.open and not self.has_class(ASKING):
            # What has been read cannot be said again as one's own.
            self.game.saw(pair.step, pair.strong)

    @property
    def pair(self) -> Pair | None:
        """The model answers of the turn that is shown."""
        return next((one for one in self.pairs if self.number in one.numbers), None)

    def _pair_up(self) -> None:
        state = self.game.state
        written = {state.turns[one.number - 1].step for one in self.rewrites if one.number <= len(state.turns)}
        self.pairs = pairs(self.game.scenario, state.trainee, state.turns, self.game.attempted | written)

    def action_rewrite(self) -> None:
        """Write the reply of the turn that is shown anew."""
        from simulator.tui.screens.rewrite import RewriteScreen

        self.app.push_screen(RewriteScreen(self.game, self.number, self.naming, self._rewritten))

    def _rewritten(self, one: Rewrite) -> None:
        keep(self.calmfirm, self.game, one)
        self.rewrites = (*self.rewrites, one)
        self._pair_up()
        self.tell_turn()

    def action_next_try(self) -> None:
        """To the turn where the one thing to try next would have helped."""
        if self.coming.turn is not None:
            self.go(self.coming.turn.number)

    def action_models(self) -> None:
        """To the model answers of the turn that is shown."""
        self.query_one("#models").scroll_visible(top=True, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not shown."""
        if action == "next_try":
            return self.coming.turn is not None
        if action == "models":
            return self.pair is not None
        return super().check_action(action, parameters)
