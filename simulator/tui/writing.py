"""Keeping what is being written, behind the screen and a moment after the last key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from simulator.store.failure import StoreError

if TYPE_CHECKING:
    from simulator.store.pending import Pending


class Keeps(Protocol):
    """Where it is kept (`simulator.store.pending.PendingReply`)."""

    def keep(self, pending: Pending) -> None:
        """Keep it, durably."""
        ...

    def read(self, number: int) -> Pending | None:
        """What was kept for a turn."""
        ...


class Writing:
    """The reply that is being written. `behind` runs work on a thread. What cannot be kept is no reason to disturb a
    reply: a turn that cannot be kept is told anyway. `before`: what was kept when the conversation was left."""

    def __init__(self, place: Keeps, behind: Callable[[Callable[[], None]], None], before: Pending | None) -> None:
        self._place = place
        self._behind = behind
        self.before = before
        self._latest: Pending | None = before
        self._lock = Lock()

    def note(self, number: int, draft: str, due_at: datetime | None) -> None:
        """Keep this soon; returns at once."""
        from simulator.store.pending import Pending

        pending = Pending(number, draft, due_at)
        if pending != self._latest:
            self._latest = pending
            self._behind(self._keep)

    def _keep(self) -> None:
        with self._lock:  # of several on their way the last one stays
            latest = self._latest
            if latest is None:
                return
            try:
                self._place.keep(latest)
            except StoreError:
                return

    def done(self, number: int) -> None:
        """Turn `number` is kept: what is still on its way for it must not come after."""
        with self._lock:
            if self._latest is not None and self._latest.number <= number:
                self._latest = None
