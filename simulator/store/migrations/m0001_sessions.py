"""Version 1: sessions with their turns, and settings."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        scenario_id TEXT NOT NULL,
        lang TEXT NOT NULL,
        title TEXT NOT NULL,
        path TEXT NOT NULL,
        digest TEXT NOT NULL,
        trainee TEXT NOT NULL,
        started_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ended_at TEXT,
        ending TEXT,
        outcome TEXT,
        abandoned_at TEXT
    )
    """,
    """
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER NOT NULL REFERENCES sessions (id),
        number INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        superseded_at TEXT,
        reply TEXT NOT NULL,
        choice TEXT,
        guessed BOOLEAN NOT NULL,
        calm REAL NOT NULL,
        firm REAL NOT NULL,
        rubric TEXT NOT NULL,
        rubric_version TEXT NOT NULL,
        rubric_hash TEXT NOT NULL,
        score TEXT NOT NULL,
        turn TEXT NOT NULL
    )
    """,
    # A turn played again after the scenario changed sets the old one aside; of those in force a number is there once.
    "CREATE UNIQUE INDEX turns_in_force ON turns (session_id, number) WHERE superseded_at IS NULL",
    "CREATE INDEX sessions_by_update ON sessions (updated_at)",
    "CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
)
