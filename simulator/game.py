"""One person's conversation, headless: scenario, scorer and store around the reducer.

Screens and plain mode both drive this; a turn is in the store before anyone is shown what came of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from scoring.contract import Score, Situation
from simulator import session
from simulator.choosing import choose, numbered
from simulator.deciding import DecisionProblem, Desk, desk, read
from simulator.helping import Help
from simulator.i18n import _, number
from simulator.mode import USUAL, Terms
from simulator.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.attempts import Attempt
    from simulator.scenario.library import Loaded

MAX_REPLY = 20_000
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


class Scores(Protocol):
    """Anything that judges a reply (`scoring.scorer.Scorer`)."""

    def score(self, reply: str, situation: Situation) -> Score:
        """The judgement of one reply."""
        ...


# A kept turn: reply, option's key, whether it was guessed, score; how the reply came about and which signs were ticked
# where that is known.
Stored = (
    tuple[str, "str | None", bool, Score]
    | tuple[str, "str | None", bool, Score, Origin]
    | tuple[str, "str | None", bool, Score, Origin, tuple[str, ...]]
)


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
    """A conversation under way. `session_id` is None when nothing is to be kept. In a retry `line` holds the
    attempts it comes from, the nearest last, and `again` is the first turn that is answered anew; `place`: which
    attempt it is of those at this conversation.
    """

    def __init__(
        self,
        loaded: Loaded,
        scorer: Scores,
        store: Keeps | None = None,
        session_id: int | None = None,
        trainee: str = "",
        terms: Terms = USUAL,
        attempted: frozenset[str] = frozenset(),
    ) -> None:
        self.loaded = loaded
        self.scenario = loaded.scenario
        self.scorer = scorer
        self.store = store
        self.session_id = session_id
        self.terms = terms
        self.attempted = attempted
        self._help: tuple[session.State, Help] | None = None
        self._seen: dict[str, list[str]] = {}
        self.state, self.opening = session.start(self.scenario, trainee)
        self.line: tuple[Attempt, ...] = ()
        self.again = 1
        self.place = 1

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of each option when a choice is due, else empty."""
        return session.options(self.scenario, self.state)

    @property
    def desk(self) -> Desk | None:
        """The papers, signs and options when a decision is due, else None."""
        return desk(self.scenario, self.state)

    @property
    def help(self) -> Help:
        """What helps with the reply that is due."""
        if self._help is None or self._help[0] is not self.state:
            seen = self._seen.get(self.state.step or "", ())
            self._help = self.state, Help(self.scenario, self.state, self.terms, self.attempted, seen)
        return self._help[1]

    def saw(self, step: str, text: str) -> None:
        """The trainee has been shown a model answer of a step, in looking back at a turn."""
        self._seen.setdefault(step, []).append(text)
        if step == self.state.step:
            self.help.saw(text)

    def situation(self, picked: bool = False) -> Situation:
        """What the reply that is due is judged against. `picked`: it is a ready reply, which copies nothing."""
        about = session.situation(self.scenario, self.state)
        return about if picked else replace(about, given=tuple(dict.fromkeys((*about.given, *self.help.given))))

    def replay(self, turns: Sequence[Stored]) -> int:
        """Play stored turns (reply, choice, guessed, score; origin and ticks if known) again without scoring or saving
        them.

        Returns how many fitted: fewer than given when the scenario file has changed since. A conversation that was
        stopped between its last turn and the keeping of its ending is finished in the store now.
        """
        for count, (reply, choice, guessed, score, *more) in enumerate(turns):
            try:
                self.state, _events = session.advance(self.scenario, self.state, reply, score, choice, guessed, *more)
            except ValueError:
                return count
        self._keep_ending(self.state)
        return len(turns)

    def take(self, typed: str, *, picked: bool = False, timed_out: bool = False) -> Taken:
        """Score what was typed, move on, keep the turn. At a choice step a number or the option's key picks,
        other text picks the option most like it; at a decide step it is a decision in one line (`deciding.typed`).

        `picked`: a ready reply, sent as it stood. `timed_out`: the clock sends it, and then nothing typed is silence.
        Raises ReplyProblem for a reply that cannot be taken, ValueError when the conversation is over. After any
        exception the conversation stands where it stood.
        """
        silent = timed_out and not self.options and self.desk is None and not clean(typed)
        reply, choice, guessed, ticks = (
            ("", None, False, ()) if silent else self._read(typed[:MAX_REPLY] if timed_out else typed)
        )
        score = self.scorer.score(reply, self.situation(picked))
        origin = self.help.origin(picked, timed_out)
        state, events = session.advance(self.scenario, self.state, reply, score, choice, guessed, origin, ticks)
        turn = state.turns[-1]
        if self.store is not None and self.session_id is not None:
            self.store.save_turn(self.session_id, turn)
        self._keep_ending(state)
        self.state = state
        return Taken(turn, events, state)

    def _keep_ending(self, state: session.State) -> None:
        if self.store is not None and self.session_id is not None and state.ending is not None:
            self.store.finish(self.session_id, state.ending, self.scenario.endings[state.ending].outcome)

    def _read(self, typed: str) -> tuple[str, str | None, bool, tuple[str, ...]]:
        text = clean(typed)
        if not text:
            raise ReplyProblem(_("Type a reply first."))
        if len(text) > MAX_REPLY:
            raise ReplyProblem(
                _("This reply has {count} characters; the limit is {limit}. Shorten it.").format(
                    count=number(len(text)), limit=number(MAX_REPLY)
                )
            )
        options = self.options
        if (lying := self.desk) is not None:
            try:
                choice, ticks, reason = read(text, lying)
            except DecisionProblem as problem:
                raise ReplyProblem(str(problem)) from problem
            return reason, choice, False, ticks
        if not options:
            return text, None, False, ()
        wanted = numbered(text)
        if wanted is not None and not 1 <= wanted <= len(options):
            raise ReplyProblem(
                _("There is no option {number}: type a number from 1 to {last}, or your own words.").format(
                    number=wanted, last=len(options)
                )
            )
        key, guessed = choose(text, options)
        return dict(options)[key], key, guessed, ()


def clean(typed: str) -> str:
    """A reply as it is kept: no control characters (newlines stay), one kind of line end, no outer blanks."""
    text = _LINE_ENDS.sub("\n", typed)
    return "".join(_kept(char) for char in text).strip()


def _kept(char: str) -> str:
    if char == "\n" or char.isprintable() or char in "\u200d\ufe0f":
        return char
    # Tabs and the fixed spaces of word processors part words; they must not join them.
    return " " if char.isspace() else ""
