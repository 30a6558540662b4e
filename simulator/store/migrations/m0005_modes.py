"""Version 5: the mode of each session, the help that each turn had, and the reply that is being written."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    # What was kept before there were modes was free text with feedback after each turn.
    "ALTER TABLE sessions ADD COLUMN mode TEXT NOT NULL DEFAULT 'practise'",
    "ALTER TABLE sessions ADD COLUMN reply_seconds INTEGER",
    "ALTER TABLE turns ADD COLUMN hints INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE turns ADD COLUMN picked BOOLEAN NOT NULL DEFAULT 0",
    # Of a session one reply is being written: `number` is its turn, `due_at` when its time runs out.
    """
    CREATE TABLE pending_replies (
        session_id INTEGER PRIMARY KEY NOT NULL REFERENCES sessions (id),
        number INTEGER NOT NULL,
        draft TEXT NOT NULL,
        due_at TEXT
    )
    """,
)
