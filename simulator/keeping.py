"""Keeping a conversation going when its store fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.store.failure import StoreError

if TYPE_CHECKING:
    from simulator.game import Keeps
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
            self._report(f"From here on this conversation is not saved. {error}")
