"""Attempts that are kept: begun from a turn of a session in the results, or told where they came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.attempts import Attempt, owner
from simulator.game import Game
from simulator.keeping import Keeping
from simulator.retrying import before, begun
from simulator.store.families import family

if TYPE_CHECKING:
    from simulator.store.database import Store

Report = Callable[[str], None]


def branch(store: Store, session_id: int, number: int, like: Game, report: Report) -> Game:
    """A new attempt from turn `number` of a session; `like` gives the scenario, the scorer and the terms. `report` is
    told when the store fails later.

    Nothing is kept before the first reply. Raises RetryProblem when the turn cannot be restored, StoreError.
    """
    attempts = family(store, session_id, like.scenario)
    (mine,) = (one for one in attempts if one.session == session_id)
    state = before(like.scenario, like.state.trainee, mine.turns, number)
    game = begun(like, state, line(attempts, owner(attempts, mine, number)), len(attempts) + 1)
    game.session_id = store.branch(session_id, number, like.loaded)
    game.store = Keeping(store, report)
    return game


def tell_origin(store: Store, game: Game) -> None:
    """Tell a kept game that is played again which attempts it comes from. Raises StoreError."""
    if game.session_id is None:
        return
    attempts = family(store, game.session_id, game.scenario)
    for one in attempts:
        if one.session == game.session_id:
            game.line, game.again, game.place = line(attempts, one)[:-1], one.at, one.place


def line(attempts: tuple[Attempt, ...], last: Attempt) -> tuple[Attempt, ...]:
    """The attempts from the first one to `last`, each branched from the one before."""
    by_place = {one.place: one for one in attempts}
    found = [last]
    while found[-1].parent is not None:
        found.append(by_place[found[-1].parent])
    return tuple(reversed(found))
