"""Playing line by line: opening the store, the offer to go on, leaving politely."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from scoring.scorer import Scorer
    from simulator.game import Game
    from simulator.keeping import Keeping
    from simulator.scenario.library import Loaded
    from simulator.store.database import SessionRow, Store


def play_plainly(loaded: Loaded, scenario: str, db: str | None, name: str | None, resume: bool) -> int:
    """Play to an ending or until the input ends; 0, or 1 when a turn could not be kept.

    `scenario`: how it was called on the command line. Raises StoreError when a database that was named cannot be
    used; without the default one the conversation goes on, and a note says that it is not kept.
    """
    from scoring.scorer import Scorer
    from simulator.plain import PlainPlay
    from simulator.wording import Wording

    attended = sys.stdin.isatty()
    store = _store(db)
    try:
        scorer = Scorer.load(loaded.rubric)
        game, keeping, resumed = _game(loaded, scorer, store, name, resume, attended)
    except (KeyboardInterrupt, EOFError):
        click.echo("")
        return 0
    wording = Wording(scorer.rubric, loaded.scenario.lang)
    play = PlainPlay(game, wording, _asker(attended), click.echo, echo=not attended)
    try:
        ended = play.play(resumed)
    except KeyboardInterrupt:
        ended = False
    kept = keeping is not None and not keeping.failed
    if not ended:
        click.echo("")
        click.echo(_farewell(game, scenario, kept))
    if store is not None:
        store.close()
    return 1 if keeping is not None and keeping.failed else 0


def _store(db: str | None) -> Store | None:
    from simulator.store.database import NOTHING_KEPT, Store, StoreError

    if db == NOTHING_KEPT:
        return None
    try:
        store = Store.open(db)
        if news := store.news():
            _note(news)
        return store
    except StoreError as error:
        if db is not None:
            raise
        _note(f"This conversation is not saved. {error}")
        return None


def _game(
    loaded: Loaded, scorer: Scorer, store: Store | None, name: str | None, resume: bool, attended: bool
) -> tuple[Game, Keeping | None, int]:
    """The conversation to play, what keeps it, and how many turns it has already."""
    from simulator.game import Game
    from simulator.keeping import Keeping

    if store is None:
        return Game(loaded, scorer, trainee=name or ""), None, 0
    if name is not None:
        store.set_setting("trainee", name)
    keeping = Keeping(store, _note)
    left = _left(loaded, store) if resume or attended else []
    if left and not resume and not _wanted(left[0]):
        for row in left:
            store.abandon(row.id)
        left = []
    for row in left[:1]:
        game = Game(loaded, scorer, keeping, row.id, row.trainee)
        turns = store.stored_turns(row.id)
        fitted = game.replay(turns)
        if fitted < len(turns):
            _note(f"The scenario has changed since: you go on after turn {fitted} of {len(turns)}.")
        if fitted:
            return game, keeping, fitted
    if resume:
        _note("There is no conversation to go on with; this is a new one.")
    trainee = store.setting("trainee")
    return Game(loaded, scorer, keeping, store.begin(loaded, trainee), trainee), keeping, 0


def _left(loaded: Loaded, store: Store) -> list[SessionRow]:
    """The unfinished conversations of this scenario, the last played first."""
    scenario = loaded.scenario
    return [row for row in store.unfinished() if (row.scenario_id, row.lang) == (scenario.id, scenario.lang)]


def _wanted(row: SessionRow) -> bool:
    when = row.updated_at.astimezone().strftime("%Y-%m-%d %H:%M")
    turns = f"{row.turns} turn{'' if row.turns == 1 else 's'}"
    while True:
        answer = (
            input(f"You left this conversation after {turns} ({when}). Go on with it? yes or no: ").strip().casefold()
        )
        if answer in ("y", "yes"):
            return True
        if answer in ("n", "no"):
            return False


def _asker(attended: bool) -> Callable[[str], str | None]:
    """How the next line is read: with line editing from a person, byte by byte checked from a pipe."""
    if attended:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() arrow keys; not on Windows

        def typed(prompt: str) -> str | None:
            try:
                return input(prompt)
            except EOFError:
                return None

        return typed

    def piped(_prompt: str) -> str | None:
        line = sys.stdin.buffer.readline()
        return line.decode("utf-8", "replace").removeprefix("\ufeff") if line else None

    return piped


def _farewell(game: Game, scenario: str, kept: bool) -> str:
    from simulator.wording import safe

    turns = len(game.state.turns)
    if not kept or not turns:
        return "You left the conversation."
    command = f"calmfirm play {safe(scenario)} --plain --resume"
    return f"You left the conversation after turn {turns}. It is kept; to go on: {command}"


def _note(text: str) -> None:
    click.echo(text, err=True)
