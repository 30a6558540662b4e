"""Statements on their way to a learning record store: what is put here stays until the other side has confirmed it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select, text

from simulator.store.failure import failures
from simulator.store.tables import outbox as table


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that is not confirmed yet. `text`: the statement as JSON, `attempts`: how often it was tried."""

    id: str
    text: str
    attempts: int


class Outbox:
    """The statements for one store, by its address `lrs`. Every method raises StoreError as `Store`'s do."""

    def __init__(self, engine: Engine, writer: Engine, location: Path, lrs: str) -> None:
        self.lrs = lrs
        self._engine = engine
        self._writer = writer
        self._location = location

    def put(self, statements: Iterable[dict[str, Any]], session_id: int | None = None) -> int:
        """Take in those that were never here before, on the disk before this returns; how many they were.

        `session_id`: the session in this database that they tell of; with it they are deleted. None: of another.
        """
        now = _now()
        add = text(
            "INSERT INTO outbox (lrs, id, session_id, queued_at, statement, attempts) "
            "VALUES (:lrs, :id, :session, :now, :statement, 0) "
            "ON CONFLICT (lrs, id) DO NOTHING"
        )
        count = 0
        with failures(self._location), self._writer.begin() as connection:
            for one in statements:
                body = json.dumps(one, ensure_ascii=False)
                values = {"lrs": self.lrs, "id": one["id"], "session": session_id, "now": now, "statement": body}
                count += connection.execute(add, values).rowcount
        return count

    def waiting(self, limit: int, after: str = "") -> tuple[Waiting, ...]:
        """Up to `limit` unconfirmed statements by id, those with an id behind `after`."""
        query = (
            select(table.c.id, table.c.statement, table.c.attempts)
            .where(self._open, table.c.id > after)
            .order_by(table.c.id)
            .limit(limit)
        )
        with failures(self._location), self._engine.connect() as connection:
            return tuple(Waiting(row.id, row.statement, row.attempts) for row in connection.execute(query))

    def count(self) -> int:
        """How many are unconfirmed."""
        query = select(func.count()).select_from(table).where(self._open)
        with failures(self._location), self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def confirm(self, ids: Sequence[str]) -> None:
        """The other side has these: what they told is forgotten here, that they were sent is not."""
        self._note(ids, {"sent_at": _now(), "problem": None, "statement": ""})

    def fail(self, ids: Sequence[str], problem: str) -> None:
        """A try that did not deliver these, and why; they stay."""
        self._note(ids, {"problem": problem})

    @property
    def _open(self) -> Any:
        return (table.c.lrs == self.lrs) & table.c.sent_at.is_(None)

    def _note(self, ids: Sequence[str], values: dict[str, Any]) -> None:
        change = (
            table.update()
            .where(self._open, table.c.id.in_(ids))
            .values(**values, attempts=table.c.attempts + 1, tried_at=_now())
        )
        with failures(self._location), self._writer.begin() as connection:
            connection.execute(change)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
