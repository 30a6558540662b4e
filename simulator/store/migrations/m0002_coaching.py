"""Version 2: what was submitted to a coach, what a coach was given, and what coaches have said of it."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    # The document as it was handed out: the trainee can see later what a coach has been told.
    """
    CREATE TABLE submissions (
        key TEXT PRIMARY KEY NOT NULL,
        session_id INTEGER NOT NULL REFERENCES sessions (id),
        submitted_at TEXT NOT NULL,
        name TEXT NOT NULL,
        file TEXT NOT NULL,
        document TEXT NOT NULL
    )
    """,
    "CREATE INDEX submissions_by_session ON submissions (session_id)",
    """
    CREATE TABLE received (
        key TEXT PRIMARY KEY NOT NULL,
        received_at TEXT NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL
    )
    """,
    # Of one coach on one turn the last word stands. The key is a submission's, given out or received.
    """
    CREATE TABLE comments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        submission TEXT NOT NULL,
        number INTEGER NOT NULL,
        coach TEXT NOT NULL,
        written_at TEXT NOT NULL,
        comment TEXT NOT NULL,
        UNIQUE (submission, number, coach)
    )
    """,
)
