"""A line on a terminal that tells what a long run is at."""

from __future__ import annotations

import shutil
import threading
from types import TracebackType
from typing import TextIO

from simulator.wording import brief

AFTER_SECONDS = 1.0


class LongRun:
    """Shows the latest text on `stream` once `AFTER_SECONDS` have passed; None: shows nothing. Used as a block, after
    which the line is gone."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._text = ""
        self._due = False
        self._shown = 0
        # A timer, because a single step may itself take long.
        self._timer = threading.Timer(AFTER_SECONDS, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> LongRun:
        if self._stream is not None:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self.clear()

    def at(self, text: str) -> None:
        """Tell what is being done now."""
        with self._lock:
            self._text = text
            self._write()

    def clear(self) -> None:
        """Take the line away, so that something else can be written there, until `at` is called again."""
        with self._lock:
            self._text = ""
            self._write()

    def _begin(self) -> None:
        with self._lock:
            self._due = True
            self._write()

    def _write(self) -> None:
        if self._stream is None or not self._due or not (self._text or self._shown):
            return
        text = brief(self._text, max(10, shutil.get_terminal_size().columns - 1))
        # Blanks, not an escape: a terminal that knows none must not show it.
        self._stream.write(f"\r{text:<{self._shown}}\r{text}")
        self._stream.flush()
        self._shown = len(text)
