"""A conversation line by line on any two streams: for screen readers, pipes and plain terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from simulator import deciding_words, plain_again
from simulator.debrief_lines import take_along
from simulator.game import Game, ReplyProblem
from simulator.i18n import _, mark
from simulator.origin_words import came_about
from simulator.plain_debrief import PlainDebrief
from simulator.plain_deciding import PlainDecision
from simulator.plain_modes import PlainModes, TimeUp
from simulator.result_words import result
from simulator.retrying import RetryProblem
from simulator.wording import Wording, chosen, safe, speech

if TYPE_CHECKING:
    from simulator.session import Turn

HINT = "?"
PROMPT = mark("You: ")

Ask = Callable[[str], "str | None"]
Tell = Callable[[str], None]


class PlainPlay:
    """One conversation. `ask` shows a prompt and gives the next line typed, None at the end of input; `tell` writes
    a line. `echo`: whether replies are to be written too, because nobody saw them being typed."""

    def __init__(
        self, game: Game, wording: Wording, ask: Ask, tell: Tell, echo: bool, modes: PlainModes | None = None
    ) -> None:
        self.modes = modes or PlainModes(game, wording, tell)
        self.game = game
        self.wording = wording
        self.ask = ask
        self.tell = tell
        self.echo = echo
        # How a turn is answered again, and whether that is offered after the ending; None: it cannot be.
        self.again: plain_again.Again | None = None
        self.offers = False
        # Asks which reply turned it and takes replies written anew; None: nobody is there to be asked.
        self.looking: PlainDebrief | None = None

    def play(self, resumed: int = 0) -> bool:
        """Play to an ending (True) or until the input ends or is interrupted (False).

        `resumed`: how many turns `game` has replayed. Raises TemplateProblem when a text of the scenario cannot be
        filled in.
        """
        self._lines(self.modes.told())
        if resumed:
            self._recall()
        else:
            self._lines(self.wording.briefing(self.game.scenario, self.game.state))
            self.tell("")
            self._lines(self.wording.events(self.game.scenario, self.game.opening))
        if len(self.game.state.turns) < self.game.again:
            self._lines(plain_again.before(self.game))
        while not self.game.state.over:
            try:
                if (lying := self.game.desk) is not None:
                    typed = PlainDecision(lying, self.wording, self.ask, self.tell, self._hint).line()
                else:
                    self._lines(self.wording.options(self.game.options))
                    self.modes.offer()
                    typed = self.modes.ask(_(PROMPT), self.ask)
            except KeyboardInterrupt:
                typed = None
            except TimeUp as up:
                self.tell("")  # the prompt's line is still open
                self.tell(_("Time is up: what you had typed is sent.") if up.typed.strip() else _("Time is up."))
                self._take(up.typed, timed_out=True)
                continue
            if typed is None:
                return False
            if typed.strip():
                self._reply(typed)
            elif self.modes.chosen is not None:
                self._take(self.modes.chosen.text, picked=True)
        self.tell("")
        self._lines(self.wording.ending(self.game.scenario, self.game.state))
        self.tell("")
        pick = self.looking.question(self.game) if self.looking is not None else None
        self._lines(result(self.game.terms, self.game.state.turns))
        if self.game.terms.exam:
            for turn in self.game.state.turns:
                self._score(turn)
        self._lines(self.wording.debrief(self.game.scenario, self.game.state.turns))
        self._lines(deciding_words.weighing(self.game.scenario, self.game.state))
        state = self.game.state
        self._lines(take_along(self.wording, self.game.scenario, state.trainee, state.turns, pick, self.game.attempted))
        if self.game.line:
            self.tell("")
            self._lines(plain_again.compared(self.game, self.wording))
        if self.looking is not None:
            self.tell("")
            self.looking.anew(self.game, self.wording)
        if self.again is None or not self.offers:
            return True
        self.tell("")
        new = plain_again.offered(self.game, self.ask, self.tell, self.again)
        if new is None:
            return True
        self._go_on_with(new)
        return self.play(len(new.state.turns))

    def _reply(self, typed: str) -> None:
        if not self._hint(typed) and not self._retry(typed) and not self.modes.take_number(typed):
            self._take(typed)

    def _take(self, typed: str, picked: bool = False, timed_out: bool = False) -> None:
        options = self.game.options
        if timed_out and options and not typed.strip():
            typed = "1"  # at a choice nothing can be left unsaid; the first is what a screen has marked
        try:
            taken = self.game.take(typed, picked=picked, timed_out=timed_out)
        except ReplyProblem as problem:
            self.tell(str(problem))
            return
        turn = taken.turn
        self._lines(said(turn, options, self.echo))
        if not self.game.terms.exam:
            self._score(turn)
        self.tell("")
        self._lines(self.modes.events(taken.events))

    def _score(self, turn: Turn) -> None:
        if turn.decided:
            self._lines(deciding_words.decision(turn))
        scores = self.wording.score(turn.score)
        self.tell(_("Turn {number}. {score}").format(number=turn.number, score=next(scores)))
        self._lines(scores)
        if told := came_about(turn.origin):
            self.tell(told)

    def _hint(self, typed: str) -> bool:
        """Tell the next hint if that is what was asked for; whether it was."""
        if typed.strip() != HINT:
            return False
        self.modes.hint()
        return True

    def _retry(self, typed: str) -> bool:
        """Answer a turn again, or show both attempts, if that is what was asked for; whether it was."""
        asked = plain_again.command(typed)
        if asked is None or self.again is None:
            return False
        if asked[0] == plain_again.COMPARE:
            self._lines(plain_again.compared(self.game, self.wording))
            return True
        try:
            self._go_on_with(plain_again.retried(self.game, asked[1], self.again))
        except RetryProblem as problem:
            self.tell(str(problem))
            return True
        if self.game.state.turns:
            self._recall()
        else:
            self._lines(self.wording.events(self.game.scenario, self.game.opening))
        self._lines(plain_again.before(self.game))
        return True

    def _go_on_with(self, game: Game) -> None:
        self.game = game
        self.modes = PlainModes(game, self.wording, self.tell)  # no clock: an exam is not answered again

    def _recall(self) -> None:
        state, scenario = self.game.state, self.game.scenario
        last = state.turns[-1]
        self.tell(safe(scenario.title))
        self.tell(
            _("You go on after turn {number}. Patience {patience} of 10, trust {trust} of 10.").format(
                number=last.number, patience=state.patience, trust=state.trust
            )
        )
        self._lines(speech(_("You"), last.reply))
        for words in state.words if not state.over else ():
            self._lines(speech(scenario.client.name, words))

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.tell(line)


def said(turn: Turn, options: tuple[tuple[str, str], ...], echo: bool = True) -> tuple[str, ...]:
    """The trainee's part of a turn: the reply (`echo`), and at a choice step which of `options` it was taken for."""
    if turn.choice is not None and not turn.decided:
        number = [key for key, _text in options].index(turn.choice) + 1
        return (chosen(turn, number),)
    return tuple(speech(_("You"), turn.reply)) if echo else ()
