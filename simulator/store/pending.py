"""The reply that is being written: neither its words nor its clock are lost with the program. One a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from simulator.store.tables import pending_replies

if TYPE_CHECKING:
    from simulator.store.database import Store

_KEEP = text(
    "INSERT INTO pending_replies (session_id, number, draft, due_at) VALUES (:session, :number, :draft, :due) "
    "ON CONFLICT (session_id) DO UPDATE SET number = excluded.number, draft = excluded.draft, due_at = excluded.due_at"
)


@dataclass(frozen=True, slots=True)
class Pending:
    """What stands in the reply box of turn `number`, and when its time runs out (aware, UTC; None: no clock)."""

    number: int
    draft: str
    due_at: datetime | None = None


class PendingReply:
    """What is being written in one session. Saving a turn takes it away. Every method raises StoreError."""

    def __init__(self, store: Store, session_id: int) -> None:
        self._store = store
        self._session = session_id

    def keep(self, pending: Pending) -> None:
        """Keep it in the place of what was kept before, on the disk before this returns."""
        due = pending.due_at.isoformat() if pending.due_at else None
        values = {"session": self._session, "number": pending.number, "draft": pending.draft, "due": due}
        with self._store.writing() as connection:
            connection.execute(_KEEP, values)

    def read(self, number: int) -> Pending | None:
        """What was kept for turn `number`; None when nothing was, or only for another turn."""
        mine = (pending_replies.c.session_id == self._session) & (pending_replies.c.number == number)
        with self._store.reading() as connection:
            row = connection.execute(select(pending_replies).where(mine)).one_or_none()
        if row is None:
            return None
        try:
            return Pending(row.number, row.draft, datetime.fromisoformat(row.due_at) if row.due_at else None)
        except ValueError:  # a time that cannot be read is no reason not to go on
            return Pending(row.number, row.draft)
