"""A program on a pseudo-terminal: keys in, what it draws out. For the tests of the real program and for the bench."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

if sys.platform != "win32":
    import fcntl
    import pty
    import struct
    import termios

ROOT = Path(__file__).parent.parent
# Control sequences, operating system commands, and the two-character escapes.
_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\)|\x1bP.*?\x1b\\|\x1b[ -/]*[0-~]", re.DOTALL)
# Slow machines and cold imports; a wait ends as soon as the words are there.
PATIENCE_S = 60.0


class Terminal:
    """A program on a pseudo-terminal of `size` (columns, rows)."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (100, 32)) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        # What stands there overrules the terminal's own size, and test runners put their own there.
        around = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            command,
            env={**around, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **env},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            preexec_fn=lambda: _lead(theirs),
        )
        os.close(theirs)
        self.raw = b""
        self.seen = 0

    def drawn(self, *parts: str, end: str = "") -> bool:
        """Whether all `parts` come to be drawn since the last key, `end` as the last thing."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            text = self.text
            if all(part in text for part in parts) and text.endswith(end):
                return True
            gone = self.process.poll() is not None  # asked first: its last words may come in between
            if not self.read(0.2) and gone:
                break
        return False

    @property
    def text(self) -> str:
        """What has been drawn since the last key, without control sequences."""
        return _STEERING.sub("", self.raw[self.seen :].decode("utf-8", "replace"))

    def settle(self, seconds: float = 0.4) -> None:
        """Wait until nothing has been drawn for so long, or five times as long: a blinking cursor never rests."""
        until = time.monotonic() + 5 * seconds
        while time.monotonic() < until and self.read(seconds):
            pass

    def press(self, keys: str) -> None:
        """Type."""
        self.seen = len(self.raw)
        os.write(self.ours, keys.encode())

    def end(self) -> int:
        """The exit code, once the program has left."""
        until = time.monotonic() + PATIENCE_S
        while self.read(0.1) or (self.process.poll() is None and time.monotonic() < until):
            pass
        return self.process.wait(1)

    def close(self) -> None:
        """End the program if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)

    def read(self, seconds: float) -> bool:
        """Take in what is drawn within so long; whether there was anything."""
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        try:
            more = os.read(self.ours, 65536)
        except OSError:  # Linux says so when the last one at the other end has left
            return False
        self.raw += more
        return bool(more)


def _lead(theirs: int) -> None:
    # Tests run in the background inherit that Ctrl+C is nothing to them; at a terminal it is something.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
