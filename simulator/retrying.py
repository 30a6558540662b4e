"""Answering a turn again: whether a conversation may be, and how it stood before that turn. Pure."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from simulator import session
from simulator.attempts import Attempt
from simulator.i18n import _
from simulator.mode import EXAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.game import Game
    from simulator.scenario.model import Scenario
    from simulator.session import State, Turn


class RetryProblem(ValueError):
    """A turn that cannot be answered again; the message says why."""


def refusal(mode: str) -> str:
    """Why a turn of a conversation held in this `mode` may not be answered again, in a sentence; empty when it may.

    The one place for this rule: screens, plain mode, commands and the results database all ask here.
    """
    if mode == EXAM:
        return _("An exam is one attempt: its turns cannot be answered again. Practise the scenario to try them anew.")
    return ""


def before(scenario: Scenario, trainee: str, turns: Sequence[Turn], number: int) -> State:
    """The state before turn `number` (from 1), by playing the turns that came before it again.

    Raises RetryProblem for a turn that was not played, and when the scenario has changed, so that the client would
    have said something else up to there or stood elsewhere.
    """
    if not 1 <= number <= len(turns):
        raise RetryProblem(_("There is no turn {turn}: the last one is {last}.").format(turn=number, last=len(turns)))
    changed = RetryProblem(_("The scenario has changed since: turn {turn} is not as it was.").format(turn=number))
    state, _events = session.start(scenario, trainee)
    for turn in turns[: number - 1]:
        if not _same(state, turn):
            raise changed
        try:
            state, _events = session.advance(
                scenario, state, turn.reply, turn.score, turn.choice, turn.guessed, turn.origin, turn.ticks
            )
        except ValueError:
            raise changed from None
        replayed = state.turns[-1]
        if (replayed.patience, replayed.trust) != (turn.patience, turn.trust):
            raise changed
    if not _same(state, turns[number - 1]):
        raise changed
    return state


def restored(game: Game, number: int) -> Game:
    """The conversation as it stood before turn `number`, kept nowhere yet. Raises RetryProblem."""
    if told := refusal(game.terms.mode):
        raise RetryProblem(told)
    state = before(game.scenario, game.state.trainee, game.state.turns, number)
    line = (*game.line, attempt(game))
    # A turn that this attempt only repeats is answered again where it was answered first.
    while number < line[-1].at:
        line = line[:-1]
    return begun(game, state, line, game.place + 1)


def begun(like: Game, state: State, line: tuple[Attempt, ...], place: int) -> Game:
    """A new attempt from `state` on, under the terms of `like`; `line`: where it comes from, the nearest last."""
    # A copy: whatever a conversation is held under (mode, time, help that was seen) goes on.
    game = copy(like)
    game.store, game.session_id, game.state = None, None, state
    # What was answered once opens the model answer there.
    game.attempted = like.attempted | {turn.step for one in line for turn in one.turns if not turn.origin.picked}
    game.line, game.again, game.place = line, len(state.turns) + 1, place
    return game


def attempt(game: Game) -> Attempt:
    """A conversation under way or over, as an attempt to hold others against."""
    state = game.state
    return Attempt(
        place=game.place,
        turns=state.turns,
        session=game.session_id,
        parent=game.line[-1].place if game.line else None,
        at=game.again,
        words=state.words,
        title=session.ending_texts(game.scenario, state)[0] if state.over else None,
        outcome=game.scenario.endings[state.ending].outcome if state.ending is not None else None,
    )


def _same(state: State, turn: Turn) -> bool:
    return not state.over and state.step == turn.step and state.words == turn.client
