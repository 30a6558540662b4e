"""Version 7: what a trainee answered in the debrief, and the replies that were written anew there."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    # Which reply turned it, in the trainee's own eyes; `number` is NULL when the question was skipped.
    """
    CREATE TABLE reflections (
        session_id INTEGER PRIMARY KEY NOT NULL REFERENCES sessions (id),
        answered_at TEXT NOT NULL,
        number INTEGER
    )
    """,
    """
    CREATE TABLE rewrites (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER NOT NULL REFERENCES sessions (id),
        number INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        reply TEXT NOT NULL,
        score TEXT NOT NULL
    )
    """,
    "CREATE INDEX rewrites_by_session ON rewrites (session_id, number)",
)
