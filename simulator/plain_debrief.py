"""The debrief in plain mode, where it asks: which reply turned it, and replies written anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from simulator.debrief_lines import rewritten
from simulator.debrief_pick import Picked, worth_asking
from simulator.debrief_words import QUESTION, QUESTION_SAYS
from simulator.game import MAX_REPLY, clean
from simulator.i18n import _, quoted
from simulator.rewriting import Rewrite, RewriteProblem, about
from simulator.wording import brief

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.wording import Wording

_ANEW = re.compile(r"(\d{1,6})\s*[:.]?\s+(\S.*)", re.DOTALL)


class KeepsDebrief(Protocol):
    """Anything that keeps what is done in a debrief (`simulator.store.looking_back.LookingBack`)."""

    def picked(self) -> Picked | None:
        """What was answered before."""
        ...

    def pick(self, picked: Picked) -> None:
        """Keep the answer."""
        ...

    def rewrite(self, one: Rewrite) -> None:
        """Keep a reply that was written anew."""
        ...


class PlainDebrief:
    """Asks and judges. `ask` shows a prompt and gives the next line, None at the end of input; `tell` writes a line;
    `kept` keeps what is done in a game's debrief, None for a game that is not kept."""

    def __init__(
        self, ask: Callable[[str], str | None], tell: Callable[[str], None], kept: Callable[[Game], KeepsDebrief | None]
    ) -> None:
        self._ask = ask
        self._tell = tell
        self._kept = kept

    def question(self, game: Game) -> Picked | None:
        """Which reply turned it, in the trainee's own eyes; None when there is no such question here."""
        turns = game.state.turns
        if not worth_asking(turns):
            return None
        kept = self._kept(game)
        if kept is not None and (before := kept.picked()) is not None:
            return before
        self._tell(f"{_(QUESTION)} {_(QUESTION_SAYS)}")
        for turn in turns:
            self._tell(f"{turn.number}: {quoted(brief(turn.reply, 100))}")
        pick = self._number(len(turns))
        if kept is not None:
            kept.pick(pick)
        self._tell("")
        return pick

    def _number(self, last: int) -> Picked:
        while True:
            typed = self._line(_("Its number, 1 to {last}; Enter skips: ").format(last=last))
            if typed is None:
                return Picked(None)
            if typed.isdecimal() and len(typed) < 7 and 1 <= int(typed) <= last:
                return Picked(int(typed))

    def anew(self, game: Game, wording: Wording) -> None:
        """Replies written anew, scored one by one, until an empty line."""
        state = game.state
        while (typed := self._line(_("To write a reply anew: its number and the reply; Enter goes on: "))) is not None:
            found = _ANEW.fullmatch(typed)
            reply = clean(found[2])[:MAX_REPLY] if found is not None else ""
            if found is None or not 1 <= int(found[1]) <= len(state.turns) or not reply:
                self._tell(
                    _("Type a turn's number, 1 to {last}, a blank, and the reply.").format(last=len(state.turns))
                )
                continue
            number = int(found[1])
            try:
                score = game.scorer.score(reply, about(game.scenario, state.trainee, state.turns, number))
            except RewriteProblem as problem:
                self._tell(str(problem))
                continue
            one = Rewrite(number, reply, score)
            for line in rewritten(wording, state.turns[number - 1], one):
                self._tell(line)
            kept = self._kept(game)
            if kept is not None:
                kept.rewrite(one)

    def _line(self, prompt: str) -> str | None:
        """A line that says something; None for an empty one and at the end of the input."""
        try:
            typed = self._ask(prompt)
        except KeyboardInterrupt:
            return None
        return typed.strip() or None if typed is not None else None
