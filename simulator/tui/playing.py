"""From a briefing or an unfinished session into the conversation, and from a kept one into its debrief."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.game import Game
from simulator.keeping import Keeping
from simulator.tui.late import LateScorer

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded
    from simulator.store.database import SessionRow, Store
    from simulator.tui.app import CalmfirmApp


def begin(app: CalmfirmApp, loaded: Loaded) -> None:
    """Start a new conversation and show it."""

    def work() -> None:
        store = _store(app)
        trainee, session_id, keeping = app.trainee or "", None, None
        if store is not None:
            try:
                trainee = store.setting("trainee", "") if app.trainee is None else app.trainee
                for row in store.unfinished():
                    if (row.scenario_id, row.lang) == (loaded.scenario.id, loaded.scenario.lang):
                        store.abandon(row.id)
                session_id = store.begin(loaded, trainee)
                keeping = Keeping(store, lambda text: app.tell(app.warn, text))
            except Exception as error:
                app.tell(app.warn, f"This conversation will not be saved: {error}")
        scorer = LateScorer(app.judge(loaded.rubric))
        app.tell(_show, app, Game(loaded, scorer, keeping, session_id, trainee))

    _behind(app, work, "The conversation could not be started")


def resume(app: CalmfirmApp, row: SessionRow) -> None:
    """Play an unfinished session again to its last turn and show it there."""

    def work() -> None:
        store = app.store.get()
        game, fitted, kept = _again(app, store, row)
        if fitted < kept:
            app.tell(
                app.warn, f"The scenario has changed since: the conversation goes on after turn {fitted} of {kept}."
            )
        app.tell(_show, app, game)

    _behind(app, work, "This conversation cannot be resumed")


def look_back(app: CalmfirmApp, row: SessionRow) -> None:
    """Show the debrief of a session from the history."""

    def work() -> None:
        store = app.store.get()
        game, fitted, kept = _again(app, store, row)
        if fitted < kept or not game.state.over:
            app.tell(app.warn, "The scenario has changed since this conversation; its debrief cannot be drawn again.")
            return
        app.tell(_debrief, app, game)

    _behind(app, work, "This conversation cannot be shown")


def _store(app: CalmfirmApp) -> Store | None:
    try:
        return app.store.get()
    except Exception:  # already reported when loading
        return None


def _again(app: CalmfirmApp, store: Store, row: SessionRow) -> tuple[Game, int, int]:
    # The file that was played may have moved; then the library's scenario of that name will do.
    loaded = app.sources.open(row.path if Path(row.path).is_file() else row.scenario_id, row.lang)
    keeping = Keeping(store, lambda text: app.tell(app.warn, text))
    game = Game(loaded, LateScorer(app.judge(loaded.rubric)), keeping, row.id, row.trainee)
    turns = store.stored_turns(row.id)
    return game, game.replay(turns), len(turns)


def _behind(app: CalmfirmApp, work: Callable[[], None], failing: str) -> None:
    def guarded() -> None:
        try:
            work()
        except Exception as error:  # a screen must say it in a sentence, whatever it is
            app.tell(app.warn, f"{failing}: {error}", "error")

    app.behind(guarded)


def _show(app: CalmfirmApp, game: Game) -> None:
    from simulator.tui.screens.conversation import ConversationScreen

    app.to_library()
    if game.state.over:
        _debrief(app, game)
    else:
        app.push_screen(ConversationScreen(game))


def _debrief(app: CalmfirmApp, game: Game) -> None:
    from simulator.tui.screens.debrief import DebriefScreen

    app.push_screen(DebriefScreen(game))
