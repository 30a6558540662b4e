"""Asking for a line within a time: the alarm ends the asking, and what had been typed is not lost."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from simulator.plain_modes import AskWithin, TimeUp

if TYPE_CHECKING:
    from simulator.store.database import Store

Ask = Callable[[str], "str | None"]


def within(ask: Ask) -> AskWithin:
    """`ask` with a time in seconds; raises TimeUp with what stood in the line. Where there is no alarm (Windows), the
    time is looked at once the line is sent, and a line that comes too late is silence."""

    def asked(prompt: str, seconds: float) -> str | None:
        if not hasattr(signal, "setitimer"):
            return _late(ask, prompt, seconds)
        before: Any = signal.signal(signal.SIGALRM, _ring)
        signal.setitimer(signal.ITIMER_REAL, max(0.01, seconds))
        try:
            return ask(prompt)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    return asked


def _ring(_number: int, _frame: object) -> None:
    typed = ""
    with contextlib.suppress(ImportError, AttributeError):
        import readline

        typed = readline.get_line_buffer()
    raise TimeUp(typed)


def _late(ask: Ask, prompt: str, seconds: float) -> str | None:
    end = time.monotonic() + seconds
    typed = ask(prompt)
    if typed is not None and time.monotonic() > end:
        raise TimeUp("")
    return typed


class _KeptClock:
    def __init__(self, store: Store, session_id: int) -> None:
        self._desk = store.pending(session_id)

    def due_at(self, number: int) -> datetime | None:
        from simulator.store.failure import StoreError

        with contextlib.suppress(StoreError):
            pending = self._desk.read(number)
            return pending.due_at if pending is not None else None
        return None

    def keep(self, number: int, due_at: datetime) -> None:
        from simulator.store.failure import StoreError
        from simulator.store.pending import Pending

        with contextlib.suppress(StoreError):  # a turn that cannot be kept is told
            self._desk.keep(Pending(number, "", due_at))


def kept_clock(store: Store | None, session_id: int | None) -> _KeptClock | None:
    """Where the time of the reply that is due is kept; None when nothing is."""
    return None if store is None or session_id is None else _KeptClock(store, session_id)
