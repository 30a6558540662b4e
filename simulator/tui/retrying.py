"""From a turn that was answered into another attempt at it; and to the attempts, one beside the other or as a tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.game import Game
from simulator.i18n import _, current
from simulator.keeping import Keeping
from simulator.retrying import RetryProblem, attempt, refusal, restored
from simulator.tui.late import LateScorer
from simulator.tui.playing import behind, show

if TYPE_CHECKING:
    from simulator.attempts import Attempt
    from simulator.scenario.library import Loaded
    from simulator.store.database import Store
    from simulator.store.rows import SessionRow
    from simulator.tui.app import CalmfirmApp


def retry(app: CalmfirmApp, game: Game, number: int) -> None:
    """Answer turn `number` of a conversation again; what was said before it stays, and so does the other attempt."""
    if told := refusal(game.terms.mode):
        app.warn(told, "information")
        return

    def work() -> None:
        new: Game | None = None
        try:
            if (store := kept_in(app, game)) is not None and game.session_id is not None:
                from simulator.branching import branch

                new = branch(store, game.session_id, number, game, lambda text: app.tell(app.warn, text))
        except RetryProblem:
            raise
        except Exception as error:
            app.tell(app.warn, _("This attempt will not be saved: {problem}").format(problem=error))
        app.tell(show, app, new or restored(game, number))

    behind(app, work, _("This turn cannot be answered again: {problem}"))


def retry_kept(app: CalmfirmApp, row: SessionRow, number: int) -> None:
    """Answer turn `number` of a session from the results again."""
    if told := refusal(row.terms.mode):
        app.warn(told, "information")
        return

    def work() -> None:
        from simulator.branching import branch

        loaded = opened(app, row)
        like = Game(loaded, LateScorer(app.judge(loaded.rubric)), trainee=row.trainee, terms=row.terms)
        app.tell(show, app, branch(app.store.get(), row.id, number, like, lambda text: app.tell(app.warn, text)))

    behind(app, work, _("This turn cannot be answered again: {problem}"))


def compare(app: CalmfirmApp, game: Game) -> None:
    """Show a retry beside the attempt that it branched from."""
    from simulator.tui.screens.beside import BesideScreen

    if not game.line:
        app.warn(_("There is one attempt so far: answer a turn again, then both stand side by side."), "information")
        return
    naming = app.naming(current(), game.loaded.rubric)
    app.push_screen(BesideScreen(game.line[-1], attempt(game), game.again - 1, game.scenario.client.name, naming))


def tree(app: CalmfirmApp, session_id: int | None, turn: int = 1) -> None:
    """Show all attempts at the conversation that a session belongs to, this one and its `turn` picked."""
    from simulator.tui.screens.attempts import AttemptsScreen

    if session_id is None:
        app.warn(_("This conversation was not saved, so its attempts are not kept."), "information")
    else:
        app.push_screen(AttemptsScreen(session_id, turn))


def opened(app: CalmfirmApp, row: SessionRow) -> Loaded:
    """The scenario of a session: the file that was played, else, when it has moved, the library's of that name."""
    return app.sources.open(row.path if Path(row.path).is_file() else row.scenario_id, row.lang)


def kept_in(app: CalmfirmApp, game: Game) -> Store | None:
    """The store that holds all turns of a game; None when it is not kept, or not to its end."""
    if game.session_id is None or (isinstance(game.store, Keeping) and game.store.failed):
        return None
    return app.store.get()


def last_of(attempts: tuple[Attempt, ...], session_id: int) -> Attempt:
    """The attempt of a session; the first one where it is not among them."""
    return next((one for one in attempts if one.session == session_id), attempts[0])
