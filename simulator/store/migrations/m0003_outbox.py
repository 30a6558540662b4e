"""Version 3: statements on their way to a learning record store."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE outbox (
        lrs TEXT NOT NULL,
        id TEXT NOT NULL,
        session_id INTEGER REFERENCES sessions (id),
        queued_at TEXT NOT NULL,
        statement TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        tried_at TEXT,
        problem TEXT,
        sent_at TEXT,
        PRIMARY KEY (lrs, id)
    )
    """,
    "CREATE INDEX outbox_by_session ON outbox (session_id)",
)
