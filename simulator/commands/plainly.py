"""Playing line by line: opening the store, the offer to go on, leaving politely."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from simulator.i18n import _, ngettext
from simulator.mode import USUAL, Terms

if TYPE_CHECKING:
    from scoring.scorer import Scorer
    from simulator.game import Game
    from simulator.keeping import Keeping, KeepingDebrief
    from simulator.scenario.library import Loaded
    from simulator.store.database import SessionRow, Store


def play_plainly(
    loaded: Loaded, scenario: str, db: str | None, name: str | None, resume: bool, terms: Terms | None = None
) -> int:
    """Play to an ending or until the input ends; 0, or 1 when a turn could not be kept.

    `scenario`: how it was called on the command line. Raises StoreError when a database that was named cannot be
    used; without the default one the conversation goes on, and a note says that it is not kept.
    """
    from scoring.scorer import Scorer
    from simulator.commands.again import brancher, farewell
    from simulator.commands.timed import kept_clock, within
    from simulator.plain import PlainPlay
    from simulator.plain_debrief import PlainDebrief
    from simulator.plain_modes import PlainModes
    from simulator.wording import Wording

    attended = sys.stdin.isatty()
    store = store_for(db)
    try:
        scorer = Scorer.load(loaded.rubric)
        game, keeping, resumed = _game(loaded, scorer, store, name, resume, attended, terms or USUAL)
    except (KeyboardInterrupt, EOFError):
        click.echo("")
        return 0
    wording = Wording(scorer.rubric)
    ask = asker(attended)
    modes = PlainModes(game, wording, click.echo, within(ask), kept_clock(store, game.session_id))
    play = PlainPlay(game, wording, ask, click.echo, not attended, modes)
    play.again, play.offers = brancher(store), attended
    if attended:
        play.looking = PlainDebrief(ask, click.echo, _debriefs(store))
    try:
        ended = play.play(resumed)
    except KeyboardInterrupt:
        ended = False
    kept = keeping is not None and not keeping.failed
    if not ended:
        click.echo("")
        click.echo(_farewell(game, scenario, kept) if play.game is game else farewell(play.game))
    if store is not None:
        store.close()
    return 1 if keeping is not None and keeping.failed else 0


def _debriefs(store: Store | None) -> Callable[[Game], KeepingDebrief | None]:
    """What keeps the debrief of a game, None where the game is not kept."""
    from simulator.keeping import KeepingDebrief

    def kept(game: Game) -> KeepingDebrief | None:
        if store is None or game.session_id is None:
            return None
        return KeepingDebrief(store.looking_back(game.session_id), _note)

    return kept


def store_for(db: str | None) -> Store | None:
    """The results, or None for `none` and, with a note on stderr, where the default database cannot be used. Raises
    StoreError for one that was named."""
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
        _note(_("This conversation is not saved. {error}").format(error=error))
        return None


def _game(
    loaded: Loaded,
    scorer: Scorer,
    store: Store | None,
    name: str | None,
    resume: bool,
    attended: bool,
    terms: Terms,
) -> tuple[Game, Keeping | None, int]:
    """The conversation to play, what keeps it, and how many turns it has already."""
    from simulator.branching import tell_origin
    from simulator.game import Game
    from simulator.keeping import Keeping

    if store is None:
        return Game(loaded, scorer, trainee=name or "", terms=terms), None, 0
    if name is not None:
        store.set_setting("trainee", name)
    keeping = Keeping(store, _note)
    left = _left(loaded, store) if resume or attended else []
    if left and not resume and not _wanted(left[0]):
        for row in left:
            store.abandon(row.id)
        left = []
    for row in left[:1]:
        attempted = store.attempted(row.scenario_id, row.lang, row.trainee)
        game = Game(loaded, scorer, keeping, row.id, row.trainee, row.terms, attempted)
        turns = store.stored_turns(row.id)
        fitted = game.replay(turns)
        if fitted < len(turns):
            _note(
                _("The scenario has changed since: you go on after turn {fitted} of {count}.").format(
                    fitted=fitted, count=len(turns)
                )
            )
        if row.branch is not None:
            tell_origin(store, game)
        if fitted:
            return game, keeping, fitted
    if resume:
        _note(_("There is no conversation to go on with; this is a new one."))
    trainee = store.setting("trainee")
    attempted = store.attempted(loaded.scenario.id, loaded.scenario.lang, trainee)
    number = store.begin(loaded, trainee, terms)
    return Game(loaded, scorer, keeping, number, trainee, terms, attempted), keeping, 0


def _left(loaded: Loaded, store: Store) -> list[SessionRow]:
    """The unfinished conversations of this scenario, the last played first."""
    scenario = loaded.scenario
    return [row for row in store.unfinished() if (row.scenario_id, row.lang) == (scenario.id, scenario.lang)]


def _wanted(row: SessionRow) -> bool:
    when = row.updated_at.astimezone().strftime("%Y-%m-%d %H:%M")
    question = ngettext(
        "You left this conversation after {count} turn ({when}). Go on with it? yes or no: ",
        "You left this conversation after {count} turns ({when}). Go on with it? yes or no: ",
        row.turns,
    ).format(count=row.turns, when=when)
    while True:
        answer = input(question).strip().casefold()
        if answer in ("y", "yes", _("yes"), _("yes")[:1]):
            return True
        if answer in ("n", "no", _("no"), _("no")[:1]):
            return False


def asker(attended: bool) -> Callable[[str], str | None]:
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
        return _("You left the conversation.")
    command = f"calmfirm play {safe(scenario)} --plain --resume"
    return _("You left the conversation after turn {turn}. It is kept; to go on: {command}").format(
        turn=turns, command=command
    )


def _note(text: str) -> None:
    click.echo(text, err=True)
