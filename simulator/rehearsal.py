"""A scenario that is being written, played: the same replies again, to the same spot, whenever the file has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from scoring.contract import Score, Situation
from simulator.beginning import Beginning, begin
from simulator.game import Game, ReplyProblem, Scores
from simulator.i18n import _, ngettext
from simulator.scenario.problem import shown

if TYPE_CHECKING:
    from simulator.deciding import Desk
    from simulator.scenario.library import Loaded
    from simulator.session import Event, State, Turn

MAX_KEPT = 4_000


class Remembering:
    """A scorer that judges the same reply in the same situation once. `stop`: asked before each new judgement; when
    it says yes, Outdated is raised."""

    def __init__(self, scorer: Scores, stop: Callable[[], bool] = lambda: False) -> None:
        self._scorer = scorer
        self._stop = stop
        self._known: dict[tuple[str, str], Score] = {}
        self._lock = Lock()

    def score(self, reply: str, situation: Situation) -> Score:
        """The judgement of one reply. Raises what the scorer raises."""
        if "" in situation.earlier.replies:
            # A turn that was set has labels and no words: no reply is compared with it.
            said = tuple(one for one in situation.earlier.replies if one)
            situation = replace(situation, earlier=replace(situation.earlier, replies=said))
        key = (reply, repr(situation))
        if (known := self._known.get(key)) is not None:
            return known
        if self._stop():
            raise Outdated
        # One at a time: the tests of the file and a reply may be judged on two threads.
        with self._lock:
            found = self._scorer.score(reply, situation)
        if len(self._known) >= MAX_KEPT:
            self._known.clear()
        self._known[key] = found
        return found

    def until(self, stop: Callable[[], bool]) -> Remembering:
        """The same scorer with the same memory, for work that may become pointless."""
        other = Remembering(self._scorer, stop)
        other._known, other._lock = self._known, self._lock
        return other


class _Recalling:
    """Gives each reply the score that it had; others are judged."""

    def __init__(self, scorer: Scores, exchanges: Iterable[Exchange]) -> None:
        self._scorer = scorer
        self._had = {one.turn.reply: one.turn.score for one in exchanges}

    def score(self, reply: str, situation: Situation) -> Score:
        """The score of one reply."""
        return self._had.get(reply) or self._scorer.score(reply, situation)


class Outdated(Exception):
    """The work has become pointless: there is something newer."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A reply with what came of it: the state in which it was given, the turn, what happened, the state after.

    `typed`: what was typed or, when an option was picked, its key.
    """

    typed: str
    before: State
    turn: Turn
    events: tuple[Event, ...]
    after: State


@dataclass(frozen=True, slots=True)
class Moved:
    """A reply that leads elsewhere than before the change. `number` counts turns from 1."""

    number: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Replay:
    """How playing again went: `played` of `kept` replies, why it `stopped` early (a sentence, or empty), which
    replies lead elsewhere now."""

    played: int
    kept: int
    stopped: str = ""
    moved: tuple[Moved, ...] = ()


class Rehearsal:
    """One conversation with the scenario as it is now. `notes`: what of the beginning could not be as it was set."""

    def __init__(self, loaded: Loaded, scorer: Scores, beginning: Beginning | None = None, trainee: str = "") -> None:
        self.loaded = loaded
        self.scenario = loaded.scenario
        self.beginning = beginning or Beginning()
        self.trainee = trainee
        self.scorer = scorer
        begun = begin(loaded.scenario, self.beginning, trainee)
        self.first, self.opening, self.notes = begun.state, begun.events, begun.notes
        self.exchanges: tuple[Exchange, ...] = ()
        self.waiting: tuple[Exchange, ...] = ()
        self._game = Game(loaded, scorer, trainee=trainee)
        self._game.state = begun.state

    @property
    def state(self) -> State:
        """Where it stands."""
        return self._game.state

    @property
    def desk(self) -> Desk | None:
        """The papers, signs and options when a decision is due, else None."""
        return self._game.desk

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of each option when a choice is due, else empty."""
        return self._game.options

    def take(self, typed: str) -> Exchange:
        """Play a reply, as `Game.take` does. Replies that were waiting for the file to change are given up.

        Raises what `Game.take` raises; the conversation then stands where it stood.
        """
        exchange = self._take(typed)
        self.waiting = ()
        return exchange

    def back_to(self, played: int) -> None:
        """Take replies back until only the first `played` remain."""
        self.exchanges = self.exchanges[: max(0, played)]
        self.waiting = ()
        self._game.state = self.exchanges[-1].after if self.exchanges else self.first

    def again(self, loaded: Loaded, scorer: Scores | None = None, recalled: bool = False) -> tuple[Rehearsal, Replay]:
        """The same replies from the same beginning, with the scenario as it is now.

        Replies that find no place any more wait for the next change. `recalled`: for a first picture, a reply keeps
        the score it had, even where the client's words before it are others now. Raises what the scorer raises.
        """
        other = Rehearsal(loaded, scorer or self.scorer, self.beginning, self.trainee)
        kept = (*self.exchanges, *self.waiting)
        if recalled:
            other._game.scorer = _Recalling(other.scorer, kept)
        replay = other._replay(kept)
        other._game.scorer = other.scorer
        return other, replay

    def _take(self, typed: str) -> Exchange:
        before = self.state
        taken = self._game.take(typed)
        # A beginning may bring a turn of its own; the coach's first reply is turn 1 all the same.
        turn = replace(taken.turn, number=len(self.exchanges) + 1)
        kept = turn.choice if turn.choice is not None and not turn.guessed and not turn.decided else typed
        exchange = Exchange(kept, before, turn, taken.events, taken.state)
        self.exchanges += (exchange,)
        return exchange

    def _replay(self, kept: tuple[Exchange, ...]) -> Replay:
        moved: list[Moved] = []
        for number, old in enumerate(kept, 1):
            stopped = self._no_place(old.turn, number)
            if not stopped:
                try:
                    turn = self._take(self._words(old)).turn
                except ReplyProblem as problem:
                    told = _("Reply {number} cannot be taken: {problem}")
                    stopped = told.format(number=number, problem=problem)
            if stopped:
                self.waiting = kept[number - 1 :]
                return Replay(number - 1, len(kept), stopped, tuple(moved))
            if turn.to != old.turn.to:
                moved.append(Moved(number, old.turn.to, turn.to))
        return Replay(len(kept), len(kept), "", tuple(moved))

    def _words(self, old: Exchange) -> str:
        """What to play: an option's key where options are due, else the words that were said."""
        if old.turn.decided:
            return old.typed if self.desk is not None else old.turn.reply
        picked = old.turn.choice is not None and not old.turn.guessed
        return old.turn.reply if picked and not self.options else old.typed

    def _no_place(self, turn: Turn, number: int) -> str:
        if self.state.over:
            told = _("The conversation ends with reply {number}: what came after waits for the next change.")
            return told.format(number=number - 1)
        keys = [key for key, _text in self.options]
        step = shown(self.state.step)
        if turn.decided and self.options:
            told = _("Reply {number} was a decision, and step {step} has only options.")
            return told.format(number=number, step=step)
        if keys and turn.choice is not None and not turn.guessed and turn.choice not in keys:
            told = _("Reply {number} picked the option {option}, which step {step} does not have.")
            return told.format(number=number, option=shown(turn.choice), step=step)
        return ""


def told(replay: Replay) -> Iterable[str]:
    """How playing again went, in sentences."""
    if replay.kept:
        if replay.played == replay.kept:
            again = ngettext("{count} reply played again.", "{count} replies played again.", replay.kept)
            yield again.format(count=replay.kept)
        else:
            some = _("Replies played again: {played} of {count}.")
            yield some.format(played=replay.played, count=replay.kept)
    for one in replay.moved:
        elsewhere = _("Reply {number} now leads to {now} (before: {was}).")
        yield elsewhere.format(number=one.number, now=shown(one.now), was=shown(one.was))
    if replay.stopped:
        yield replay.stopped
