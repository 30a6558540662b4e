"""What a trainee did in the debrief of one session: which reply turned it, and the replies written anew."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from scoring.contract import Score
from simulator.debrief_pick import Picked
from simulator.rewriting import Rewrite
from simulator.store.tables import reflections, rewrites

if TYPE_CHECKING:
    from simulator.store.database import Store

_ANSWER = text(
    "INSERT INTO reflections (session_id, answered_at, number) VALUES (:session, :at, :number) "
    "ON CONFLICT (session_id) DO NOTHING"
)


class LookingBack:
    """The debrief of one session. Every method raises StoreError."""

    def __init__(self, store: Store, session_id: int) -> None:
        self._store = store
        self._session = session_id

    def picked(self) -> Picked | None:
        """What was answered to "which reply turned it?"; None while it has not been asked."""
        mine = select(reflections.c.number).where(reflections.c.session_id == self._session)
        with self._store.reading() as connection:
            row = connection.execute(mine).one_or_none()
        return None if row is None else Picked(row.number)

    def pick(self, picked: Picked) -> None:
        """Keep the answer; the first one stays."""
        values = {"session": self._session, "at": _now(), "number": picked.number}
        with self._store.writing() as connection:
            connection.execute(_ANSWER, values)

    def rewrites(self) -> tuple[Rewrite, ...]:
        """The replies that were written anew, in the order of writing; one that cannot be read is left out."""
        mine = (
            select(rewrites.c.number, rewrites.c.reply, rewrites.c.score)
            .where(rewrites.c.session_id == self._session)
            .order_by(rewrites.c.id)
        )
        with self._store.reading() as connection:
            rows = connection.execute(mine).all()
        found = []
        for row in rows:
            try:
                found.append(Rewrite(row.number, row.reply, Score.from_dict(json.loads(row.score))))
            except (ValueError, KeyError, TypeError):  # a practice try is not worth losing the debrief for
                continue
        return tuple(found)

    def rewrite(self, one: Rewrite) -> None:
        """Keep a reply that was written anew, on the disk before this returns. The session stays as it is."""
        values = {
            "session_id": self._session,
            "number": one.number,
            "saved_at": _now(),
            "reply": one.reply,
            "score": json.dumps(one.score.as_dict(), ensure_ascii=False),
        }
        with self._store.writing() as connection:
            connection.execute(rewrites.insert().values(values))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
