"""Where a trainee has replied before: the steps whose model answers are open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from simulator.store.tables import sessions, turns

if TYPE_CHECKING:
    from simulator.store.database import Store


def attempted(store: Store, scenario_id: str, lang: str, trainee: str) -> frozenset[str]:
    """The steps of a scenario at which this trainee has replied, replaced replies included; ready replies that were
    picked are no attempts. Raises StoreError."""
    query = (
        select(turns.c.turn)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .where(
            sessions.c.scenario_id == scenario_id,
            sessions.c.lang == lang,
            sessions.c.trainee == trainee,
            turns.c.picked.is_(False),
        )
    )
    with store.reading() as connection:
        kept = connection.execute(query).scalars().all()
    found = set()
    for one in kept:
        try:
            found.add(str(json.loads(one)["step"]))
        except (ValueError, KeyError, TypeError):  # a turn that cannot be read opens nothing
            continue
    return frozenset(found)
