"""Keeping a conversation and its debrief going when their store fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.i18n import _
from simulator.store.failure import StoreError

if TYPE_CHECKING:
    from simulator.debrief_pick import Picked
    from simulator.game import Keeps
    from simulator.plain_debrief import KeepsDebrief
    from simulator.rewriting import Rewrite
    from simulator.session import Turn


class Keeping:
    """Keeps turns in `store`; its first failure is reported once, and the conversation goes on unkept."""

    def __init__(self, store: Keeps, report: Callable[[str], None]) -> None:
        self._store = store
        self._report = report
        self.failed = False

    def save_turn(self, session_id: int, turn: Turn) -> None:
        """Keep one finished turn, unless an earlier one could not be kept."""
        self._try(lambda: self._store.save_turn(session_id, turn))

    def finish(self, session_id: int, ending: str, outcome: str) -> None:
        """Keep that a session has reached an ending."""
        self._try(lambda: self._store.finish(session_id, ending, outcome))

    def _try(self, write: Callable[[], None]) -> None:
        if self.failed:
            return
        try:
            write()
        except StoreError as error:
            self.failed = True
            self._report(_("From here on this conversation is not saved. {error}").format(error=error))


class KeepingDebrief:
    """Keeps what is done in a debrief in `kept`; each failure is reported, and the debrief goes on."""

    def __init__(self, kept: KeepsDebrief, report: Callable[[str], None]) -> None:
        self._kept = kept
        self._report = report

    def picked(self) -> Picked | None:
        """What was answered before; None when it cannot be read."""
        return self._try(self._kept.picked)

    def pick(self, picked: Picked) -> None:
        """Keep the answer."""
        self._try(lambda: self._kept.pick(picked))

    def rewrite(self, one: Rewrite) -> None:
        """Keep a reply that was written anew."""
        self._try(lambda: self._kept.rewrite(one))

    def _try(self, work: Callable[[], Picked | None]) -> Picked | None:
        try:
            return work()
        except StoreError as error:
            self._report(_("What you do in this debrief is not saved: {problem}").format(problem=error))
            return None
