"""`calmfirm play --from SESSION:TURN`: another attempt from a turn of a kept conversation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.game import Game
    from simulator.scenario.library import Loaded
    from simulator.store.database import Store
    from simulator.store.rows import SessionRow
    from simulator.tui.app import CalmfirmApp

LAST = "last"


def place(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, int] | None:
    """SESSION:TURN as it is typed: a session's number or `last`, and a turn from 1. Raises BadParameter."""

    if value is None:
        return None
    session, _colon, turn = value.strip().rpartition(":")
    fits = turn.isdecimal() and len(turn) < 10 and int(turn) > 0
    if not fits or not (session == LAST or (session.isdecimal() and 0 < len(session) < 16)):
        raise click.BadParameter(
            _("give a conversation by its number in `calmfirm history` (or last) and a turn, for instance 12:3")
        )
    return session, int(turn)


def row_of(store: Store, session: str) -> SessionRow:
    """The conversation of this number, or the one played last. Raises Failed when there is none."""

    if session == LAST:
        played = store.history(1)
        if not played:
            raise Failed(_("There are no conversations yet: `calmfirm` opens the library."))
        return played[0]
    number = int(session)
    for row in store.family(number):
        if row.id == number:
            return row
    raise Failed(
        _("There is no conversation {number}: `calmfirm history` lists them with their numbers.").format(number=number)
    )


def open_at(row: SessionRow, library: Path | None) -> Loaded:
    """The scenario of a conversation: the file that was played, else the library's of that name. Raises Failed for a
    conversation that may not be retried, ScenarioError."""
    from simulator.retrying import refusal
    from simulator.scenario.library import open_scenario

    if told := refusal(row.terms.mode):
        raise Failed(told)
    there = Path(row.path).is_file()
    return open_scenario(Path(row.path) if there else row.scenario_id, row.lang, library)


def check_turn(store: Store, row: SessionRow, number: int, loaded: Loaded) -> None:
    """Raise RetryProblem when this turn cannot be restored."""
    from simulator.retrying import before

    (one,) = store.conversations([row.id])
    before(loaded.scenario, row.trainee, one.played, number)


def check_start(start: tuple[str, int], scenario: str | None, db: str | None, library: Path | None) -> SessionRow:
    """The conversation to retry, before any screen is opened. Raises RetryProblem when the turn cannot be restored,
    StoreError, ScenarioError, Failed."""
    from simulator.commands.opening import results

    with results(db) as store:
        row = row_of(store, start[0])
        must_fit(scenario, row)
        check_turn(store, row, start[1], open_at(row, library))
        return row


def opener(row: SessionRow, number: int) -> Callable[[CalmfirmApp], None]:
    """What opens the screens at this turn."""

    def first(app: CalmfirmApp) -> None:
        from simulator.tui.retrying import retry_kept

        retry_kept(app, row, number)

    return first


def play_plainly_again(start: tuple[str, int], scenario: str | None, db: str | None, library: Path | None) -> int:
    """Play another attempt line by line; 0, or 1 when a turn could not be kept.

    Raises RetryProblem when the turn cannot be restored, StoreError, ScenarioError, Failed.
    """
    from scoring.scorer import Scorer
    from simulator.branching import branch
    from simulator.commands.opening import results
    from simulator.commands.plainly import asker
    from simulator.game import Game
    from simulator.plain import PlainPlay
    from simulator.wording import Wording

    with results(db) as store:
        row = row_of(store, start[0])
        loaded = open_at(row, library)
        must_fit(scenario, row)
        check_turn(store, row, start[1], loaded)
        scorer = Scorer.load(loaded.rubric)
        like = Game(loaded, scorer, trainee=row.trainee, terms=row.terms)
        game = branch(store, row.id, start[1], like, _note)
        attended = sys.stdin.isatty()
        play = PlainPlay(game, Wording(scorer.rubric), asker(attended), click.echo, echo=not attended)
        play.again, play.offers = brancher(store), attended
        try:
            ended = play.play(len(game.state.turns))
        except KeyboardInterrupt:
            ended = False
        if not ended:
            click.echo("")
            click.echo(farewell(play.game))
        return 1 if _failed(play.game) else 0


def brancher(store: Store | None) -> Callable[[Game, int], Game]:
    """How a turn is answered again in plain mode: kept in `store`; None: kept nowhere."""
    from simulator.branching import branch
    from simulator.retrying import restored

    def again(game: Game, number: int) -> Game:
        if store is None or game.session_id is None or _failed(game):
            return restored(game, number)
        return branch(store, game.session_id, number, game, _note)

    return again


def farewell(game: Game) -> str:
    """What is said when an attempt is left unfinished."""

    own = len(game.state.turns) - game.again + 1
    if game.session_id is None or own < 1 or _failed(game):
        return _("You left the conversation.")
    return _("You left the conversation after turn {turn}. It is kept; to go on: {command}").format(
        turn=len(game.state.turns), command=f"calmfirm play {game.scenario.id} --plain --resume"
    )


def must_fit(scenario: str | None, row: SessionRow) -> None:
    """Raise Failed when a scenario is named beside --from and it is another one."""

    if scenario is not None and scenario != row.scenario_id and Path(scenario) != Path(row.path):
        raise Failed(
            _("Conversation {number} was held in {scenario}: leave out {named}, or name another conversation.").format(
                number=row.id, scenario=row.scenario_id, named=scenario
            )
        )


def _failed(game: Game) -> bool:
    return bool(getattr(game.store, "failed", False))


def _note(text: str) -> None:
    from simulator.wording import safe

    click.echo(safe(text), err=True)
