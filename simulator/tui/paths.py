"""Learning paths behind the screens: where the trainee stands on each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.paths.walked import Ended, Walked, walked
from simulator.practice.picture import picture
from simulator.tui.practising import Practised, now
from simulator.walking import trained

if TYPE_CHECKING:
    from simulator.tui.app import CalmfirmApp

Walks = tuple[Walked, ...]


def walks(app: CalmfirmApp, practised: Practised | None) -> Walks:
    """Every path with where the trainee stands; `practised` None: as if nothing had been played. Raises StoreError.
    Runs on a background thread."""
    if not app.shelf.paths:
        return ()
    ended: tuple[Ended, ...] = ()
    due: list[str] = []
    if practised is not None:
        from simulator.store.ended import ended as kept

        ended = kept(app.store.get())
        due = [one.principle for one in picture(practised.kept, datetime.now(UTC)).due]
    return tuple(walked(one, ended, due, trained(app.entries, one.lang)) for one in app.shelf.paths)


def read(app: CalmfirmApp, done: Callable[[Walks], None]) -> None:
    """Weigh what has ended since and hand every path to `done` on the screen's thread. Without results the paths are
    shown as if nothing had been played."""

    def work() -> None:
        try:
            found = walks(app, now(app))
        except Exception as error:  # no store, or one that cannot be read
            app.tell(app.warn, str(error))
            found = walks(app, None)
        app.tell(done, found)

    app.behind(work)
