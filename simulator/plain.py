"""A conversation line by line on any two streams: for screen readers, pipes and plain terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from simulator.game import Game, ReplyProblem
from simulator.wording import Wording, brief, chosen, safe, speech

if TYPE_CHECKING:
    from simulator.session import Turn

HINT = "?"
PROMPT = "You: "

Ask = Callable[[str], "str | None"]
Tell = Callable[[str], None]


class PlainPlay:
    """One conversation. `ask` shows a prompt and gives the next line typed, None at the end of input; `tell` writes
    a line. `echo`: whether replies are to be written too, because nobody saw them being typed."""

    def __init__(self, game: Game, wording: Wording, ask: Ask, tell: Tell, echo: bool) -> None:
        self.game = game
        self.wording = wording
        self.ask = ask
        self.tell = tell
        self.echo = echo

    def play(self, resumed: int = 0) -> bool:
        """Play to an ending (True) or until the input ends or is interrupted (False).

        `resumed`: how many turns `game` has replayed. Raises TemplateProblem when a text of the scenario cannot be
        filled in.
        """
        if resumed:
            self._recall()
        else:
            self._lines(self.wording.briefing(self.game.scenario, self.game.state))
            self.tell("")
            self._lines(self.wording.events(self.game.scenario, self.game.opening))
        while not self.game.state.over:
            self._lines(self.wording.options(self.game.options))
            try:
                typed = self.ask(PROMPT)
            except KeyboardInterrupt:
                typed = None
            if typed is None:
                return False
            if typed.strip():
                self._reply(typed)
        self.tell("")
        self._lines(self.wording.ending(self.game.scenario, self.game.state))
        self.tell("")
        self._lines(self.wording.debrief(self.game.scenario, self.game.state.turns))
        return True

    def _reply(self, typed: str) -> None:
        if typed.strip() == HINT:
            step = self.game.scenario.steps[self.game.state.step or ""]
            self.tell(f"Hint: {brief(step.hint, 1_000)}" if step.hint else "There is no hint here.")
            return
        options = self.game.options
        try:
            taken = self.game.take(typed)
        except ReplyProblem as problem:
            self.tell(str(problem))
            return
        turn = taken.turn
        self._lines(said(turn, options, self.echo))
        self.tell(f"Turn {turn.number}. " + next(scores := self.wording.score(turn.score)))
        self._lines(scores)
        self.tell("")
        self._lines(self.wording.events(self.game.scenario, taken.events))

    def _recall(self) -> None:
        state, scenario = self.game.state, self.game.scenario
        last = state.turns[-1]
        self.tell(safe(scenario.title))
        self.tell(f"You go on after turn {last.number}. Patience {state.patience} of 10, trust {state.trust} of 10.")
        self._lines(speech("You", last.reply))
        for words in state.words if not state.over else ():
            self._lines(speech(scenario.client.name, words))

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.tell(line)


def said(turn: Turn, options: tuple[tuple[str, str], ...], echo: bool = True) -> tuple[str, ...]:
    """The trainee's part of a turn: the reply (`echo`), and at a choice step which of `options` it was taken for."""
    if turn.choice is not None:
        number = [key for key, _ in options].index(turn.choice) + 1
        return (chosen(turn, number),)
    return tuple(speech("You", turn.reply)) if echo else ()
