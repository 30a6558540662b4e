"""From a briefing or an unfinished session into the conversation, and from a kept one into its debrief."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.game import Game
from simulator.i18n import _
from simulator.keeping import Keeping
from simulator.mode import USUAL, Terms
from simulator.tui.late import LateScorer

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded
    from simulator.store.database import SessionRow, Store
    from simulator.store.pending import Pending
    from simulator.tui.app import CalmfirmApp
    from simulator.tui.writing import Writing


def begin(app: CalmfirmApp, loaded: Loaded, terms: Terms = USUAL) -> None:
    """Start a new conversation under these terms and show it."""

    def work() -> None:
        store = _store(app)
        trainee, session_id, keeping = app.trainee or "", None, None
        attempted: frozenset[str] = frozenset()
        if store is not None:
            try:
                trainee = store.setting("trainee", "") if app.trainee is None else app.trainee
                for row in store.unfinished():
                    if (row.scenario_id, row.lang) == (loaded.scenario.id, loaded.scenario.lang):
                        store.abandon(row.id)
                attempted = store.attempted(loaded.scenario.id, loaded.scenario.lang, trainee)
                session_id = store.begin(loaded, trainee, terms)
                keeping = Keeping(store, lambda text: app.tell(app.warn, text))
            except Exception as error:
                app.tell(app.warn, _("This conversation will not be saved: {problem}").format(problem=error))
        scorer = LateScorer(app.judge(loaded.rubric))
        app.tell(show, app, Game(loaded, scorer, keeping, session_id, trainee, terms, attempted))

    behind(app, work, _("The conversation could not be started: {problem}"))


def resume(app: CalmfirmApp, row: SessionRow) -> None:
    """Play an unfinished session again to its last turn and show it there."""

    def work() -> None:
        store = app.store.get()
        game, fitted, kept = _again(app, store, row)
        if fitted < kept:
            told = _("The scenario has changed since: the conversation goes on after turn {number} of {count}.")
            app.tell(app.warn, told.format(number=fitted, count=kept))
        before = store.pending(row.id).read(len(game.state.turns) + 1)
        app.tell(show, app, game, before)

    behind(app, work, _("This conversation cannot be resumed: {problem}"))


def look_back(app: CalmfirmApp, row: SessionRow) -> None:
    """Show the debrief of a session from the history."""

    def work() -> None:
        store = app.store.get()
        game, fitted, kept = _again(app, store, row)
        if fitted < kept or not game.state.over:
            told = _("The scenario has changed since this conversation; its debrief cannot be drawn again.")
            app.tell(app.warn, told)
            return
        app.tell(_debrief, app, game)

    behind(app, work, _("This conversation cannot be shown: {problem}"))


def _store(app: CalmfirmApp) -> Store | None:
    try:
        return app.store.get()
    except Exception:  # already reported when loading
        return None


def _again(app: CalmfirmApp, store: Store, row: SessionRow) -> tuple[Game, int, int]:
    # The file that was played may have moved; then the library's scenario of that name will do.
    loaded = app.sources.open(row.path if Path(row.path).is_file() else row.scenario_id, row.lang)
    keeping = Keeping(store, lambda text: app.tell(app.warn, text))
    attempted = store.attempted(row.scenario_id, row.lang, row.trainee)
    scorer = LateScorer(app.judge(loaded.rubric))
    game = Game(loaded, scorer, keeping, row.id, row.trainee, row.terms, attempted)
    turns = store.stored_turns(row.id)
    fitted = game.replay(turns)
    if row.branch is not None:
        from simulator.branching import tell_origin

        tell_origin(store, game)
    return game, fitted, len(turns)


def behind(app: CalmfirmApp, work: Callable[[], None], failing: str) -> None:
    """Run `work` on a thread of its own; when it fails, `failing` tells it, with why for its `problem`."""

    def guarded() -> None:
        try:
            work()
        except Exception as error:  # a screen must say it in a sentence, whatever it is
            app.tell(app.warn, failing.format(problem=error), "error")

    app.behind(guarded)


def _writing(app: CalmfirmApp, game: Game, before: Pending | None) -> Writing | None:
    """Where what is being written is kept; None when nothing is. `before`: what was kept of the reply that is due."""
    from simulator.tui.writing import Writing

    store = app.store.value
    if store is None or game.session_id is None:
        return None
    return Writing(store.pending(game.session_id), app.behind, before)


def show(app: CalmfirmApp, game: Game, before: Pending | None = None) -> None:
    """Leave whatever is open and go on with this conversation, or look back on it when it is over. `before`: what was
    kept of the reply that is due."""
    from simulator.tui.screens.conversation import ConversationScreen

    app.to_library()
    if game.state.over:
        _debrief(app, game)
    else:
        app.push_screen(ConversationScreen(game, _writing(app, game, before)))


def _debrief(app: CalmfirmApp, game: Game) -> None:
    from simulator.tui.screens.debrief import DebriefScreen

    app.push_screen(DebriefScreen(game))
