"""From a save in an editor to the changed words on the screen of `calmfirm preview`, on a real pseudo-terminal."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.terminal import ROOT, Terminal

SCENARIO = ROOT / "scenarios" / "en" / "rude-client.yaml"
WORDS = "For a Honda Jazz"
REPLIES = ("Good evening, Mr Maddox. What happened with the bill?", "What did you expect to pay, and why?")
SAVES = 15
SIZE = (160, 60)
TARGET_MS = 300


def saved() -> None:
    """A shipped scenario of more than a thousand lines, two replies played; its first words change with each save."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / SCENARIO.name
        text = SCENARIO.read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        terminal = Terminal([sys.executable, "-m", "simulator", "preview", str(file)], {"CALMFIRM_DB": "none"}, SIZE)
        try:
            if not terminal.drawn(WORDS):
                raise SystemExit(f"the conversation did not open: {terminal.text[-500:]!r}")
            terminal.settle(1.0)
            for number, reply in enumerate(REPLIES, 1):
                terminal.press(f"{reply}\r")
                if not terminal.drawn(f"Turn {number}"):
                    raise SystemExit(f"no feedback came: {terminal.text[-500:]!r}")
                terminal.settle(1.0)
            times = [_save(terminal, file, text, number) for number in range(SAVES)]
        finally:
            terminal.close()
    lines = text.count("\n")
    low, high = statistics.median(times), max(times)
    print(f"  {lines} lines, {len(REPLIES)} replies")
    print(f"  a save to its words  median {low:4.0f} ms   worst {high:4.0f} ms   (target {TARGET_MS} ms)")


def _save(terminal: Terminal, file: Path, text: str, number: int) -> float:
    mark = f"For a Honda {chr(ord('A') + number) * 4}"
    terminal.press("")
    begin = time.perf_counter()
    file.write_text(text.replace(WORDS, mark), encoding="utf-8")
    # Only what differs is drawn: of the new words, the end.
    if not terminal.drawn(mark[-4:]):
        raise SystemExit(f"the save was never shown: {terminal.text[-500:]!r}")
    taken = (time.perf_counter() - begin) * 1000
    terminal.settle(1.0)
    return taken
