"""One person's conversation, headless: scenario, scorer and store around the reducer.

Screens and plain mode both drive this; a turn is in the store before anyone is shown what came of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scoring.contract import Score, Situation
from simulator import session
from simulator.choosing import choose, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.library import Loaded

MAX_REPLY = 20_000
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


class Scores(Protocol):
    """Anything that judges a reply (`scoring.scorer.Scorer`)."""

    def score(self, reply: str, situation: Situation) -> Score:
        """The judgement of one reply."""
        ...


class Keeps(Protocol):
    """Anything that keeps turns (`simulator.store.database.Store`)."""

    def save_turn(self, session_id: int, turn: session.Turn) -> None:
        """Keep one finished turn, durably, before returning."""
        ...

    def finish(self, session_id: int, ending: str, outcome: str) -> None:
        """Keep that a session has reached an ending."""
        ...


class ReplyProblem(ValueError):
    """A reply that cannot be taken (empty, too long, no such option); the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reply led to: the finished turn, what happened in order, and the state after."""

    turn: session.Turn
    events: tuple[session.Event, ...]
    state: session.State


class Game:
    """A conversation under way. `session_id` is None when nothing is to be kept."""

    def __init__(
        self,
        loaded: Loaded,
        scorer: Scores,
        store: Keeps | None = None,
        session_id: int | None = None,
        trainee: str = "",
    ) -> None:
        self.loaded = loaded
        self.scenario = loaded.scenario
        self.scorer = scorer
        self.store = store
        self.session_id = session_id
        self.state, self.opening = session.start(self.scenario, trainee)

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of each option when a choice is due, else empty."""
        return session.options(self.scenario, self.state)

    def replay(self, turns: Sequence[tuple[str, str | None, bool, Score]]) -> int:
        """Play stored turns (reply, choice, guessed, score) again without scoring or saving them.

        Returns how many fitted: fewer than given when the scenario file has changed since. A conversation that was
        stopped between its last turn and the keeping of its ending is finished in the store now.
        """
        for number, (reply, choice, guessed, score) in enumerate(turns):
            try:
                self.state, _ = session.advance(self.scenario, self.state, reply, score, choice, guessed)
            except ValueError:
                return number
        self._keep_ending(self.state)
        return len(turns)

    def take(self, typed: str) -> Taken:
        """Score what was typed, move on, keep the turn. At a choice step a number or the option's key picks,
        other text picks the option most like it.

        Raises ReplyProblem for a reply that cannot be taken, ValueError when the conversation is over. After any
        exception the conversation stands where it stood.
        """
        reply, choice, guessed = self._read(typed)
        score = self.scorer.score(reply, session.situation(self.scenario, self.state))
        state, events = session.advance(self.scenario, self.state, reply, score, choice, guessed)
        turn = state.turns[-1]
        if self.store is not None and self.session_id is not None:
            self.store.save_turn(self.session_id, turn)
        self._keep_ending(state)
        self.state = state
        return Taken(turn, events, state)

    def _keep_ending(self, state: session.State) -> None:
        if self.store is not None and self.session_id is not None and state.ending is not None:
            self.store.finish(self.session_id, state.ending, self.scenario.endings[state.ending].outcome)

    def _read(self, typed: str) -> tuple[str, str | None, bool]:
        text = clean(typed)
        if not text:
            raise ReplyProblem("Type a reply first.")
        if len(text) > MAX_REPLY:
            raise ReplyProblem(f"This reply has {len(text):,} characters; the limit is {MAX_REPLY:,}. Shorten it.")
        options = self.options
        if not options:
            return text, None, False
        number = numbered(text)
        if number is not None and not 1 <= number <= len(options):
            raise ReplyProblem(
                f"There is no option {number}: type a number from 1 to {len(options)}, or your own words."
            )
        key, guessed = choose(text, options)
        return dict(options)[key], key, guessed


def clean(typed: str) -> str:
    """A reply as it is kept: no control characters (newlines stay), one kind of line end, no outer blanks."""
    text = _LINE_ENDS.sub("\n", typed)
    return "".join(_kept(char) for char in text).strip()


def _kept(char: str) -> str:
    if char == "\n" or char.isprintable() or char in "\u200d\ufe0f":
        return char
    # Tabs and the fixed spaces of word processors part words; they must not join them.
    return " " if char.isspace() else ""
