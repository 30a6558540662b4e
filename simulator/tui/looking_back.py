"""What the trainee does in a debrief, kept behind the screen where the conversation is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.i18n import _

if TYPE_CHECKING:
    from simulator.debrief_pick import Picked
    from simulator.game import Game
    from simulator.rewriting import Rewrite
    from simulator.store.looking_back import LookingBack
    from simulator.tui.app import CalmfirmApp

Known = Callable[["Picked | None", "tuple[Rewrite, ...]"], None]


def read(app: CalmfirmApp, game: Game, then: Known) -> None:
    """Call `then` on the screen's thread with what was answered and written in an earlier look at this debrief."""

    def work() -> None:
        try:
            kept = _kept(app, game)
            app.tell(then, *((None, ()) if kept is None else (kept.picked(), kept.rewrites())))
        except Exception:  # a debrief that cannot be remembered is shown all the same
            app.tell(then, None, ())

    app.behind(work)


def keep(app: CalmfirmApp, game: Game, what: Picked | Rewrite) -> None:
    """Keep an answer or a reply that was written anew; a failure is told."""
    from simulator.rewriting import Rewrite

    def work() -> None:
        try:
            kept = _kept(app, game)
            if kept is None:
                return
            if isinstance(what, Rewrite):
                kept.rewrite(what)
            else:
                kept.pick(what)
        except Exception as error:
            app.tell(app.warn, _("What you do in this debrief is not saved: {problem}").format(problem=error))

    app.behind(work)


def _kept(app: CalmfirmApp, game: Game) -> LookingBack | None:
    return None if game.session_id is None else app.store.get().looking_back(game.session_id)
