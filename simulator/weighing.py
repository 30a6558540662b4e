"""Taking the evidence of finished conversations into spaced practice, each once, as of when it ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.practice.evidence import of_conversation

if TYPE_CHECKING:
    from simulator.scenario.library import Loaded
    from simulator.scenario.model import Scenario
    from simulator.store.database import Store
    from simulator.store.rows import SessionRow

# So many at once: each batch reads the list of sessions.
BATCH = 200

Open = Callable[[str, str], "Loaded"]


def weigh_finished(store: Store, opened: Open) -> int:
    """Weigh what has ended since the last time; how many conversations. `opened`: a scenario by path and language.

    A scenario that is gone, or is no longer what was played, lets only the moves of its conversations be told. Raises
    StoreError.
    """
    practice = store.practice()
    waiting = practice.unweighed()
    scenarios: dict[tuple[str, str], Scenario | None] = {}
    for start in range(0, len(waiting), BATCH):
        for one in store.conversations(waiting[start : start + BATCH]):
            key = (one.row.path, one.row.digest)
            if key not in scenarios:
                scenarios[key] = _scenario(one.row, opened)
            practice.weigh(one.row.id, of_conversation(one.played, scenarios[key]))
    return len(waiting)


def _scenario(row: SessionRow, opened: Open) -> Scenario | None:
    if not Path(row.path).is_file():
        return None
    try:
        loaded = opened(row.path, row.lang)
    except Exception:  # whatever is wrong with the file now: the replies are still there
        return None
    return loaded.scenario if loaded.digest == row.digest else None
