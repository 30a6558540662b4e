"""Speed, as ratios measured in one run: `make bench`, or `python -m tests.bench [PART …]`.

Absolute times drift on a shared machine; what is compared is run in turns, and the least or the median is quoted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench import checking, practice, preview, scoring, screens

PARTS: dict[str, tuple[str, Callable[[], None]]] = {
    "start": ("Start to first paint, 3 flagship scenarios in the library", screens.start),
    "typing": ("A key to its repaint, with 200 bubbles", screens.typing),
    "feedback": ("A reply to its feedback, client's pause off", screens.feedback),
    "progress": ("The key to the Progress screen, 500 conversations in the database", practice.progress),
    "preview": ("A save in the editor to its words in the preview", preview.saved),
    "score": ("Scoring a 40-word reply", scoring.latency),
    "flow": ("Scoring a file of replies", scoring.throughput),
    "check": ("Checking the whole shipped library, with the tests in the files", checking.library),
    "steps": ("A scenario of 10,000 steps", checking.many_steps),
}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := [part for part in wanted if part not in PARTS]:
        sys.exit(f"no part {unknown[0]}; there are: {', '.join(PARTS)}")
    for part in wanted:
        title, run = PARTS[part]
        print(title, flush=True)
        run()
        print(flush=True)
