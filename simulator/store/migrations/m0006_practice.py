"""Version 6: what finished conversations and drills say of each principle, and when it is due again."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE drills (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        principle TEXT NOT NULL,
        lang TEXT NOT NULL,
        trainee TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT
    )
    """,
    """
    CREATE TABLE drill_replies (
        drill_id INTEGER NOT NULL REFERENCES drills (id),
        number INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        scenario_id TEXT NOT NULL,
        step TEXT NOT NULL,
        reply TEXT NOT NULL,
        kept BOOLEAN NOT NULL,
        score TEXT NOT NULL,
        PRIMARY KEY (drill_id, number)
    )
    """,
    # Of each principle the row with the latest time is its card; those before it tell how it came there.
    """
    CREATE TABLE reviews (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER REFERENCES sessions (id),
        drill_id INTEGER REFERENCES drills (id),
        principle TEXT NOT NULL,
        kept INTEGER NOT NULL,
        missed INTEGER NOT NULL,
        rating TEXT NOT NULL,
        reviewed_at TEXT NOT NULL,
        evidence TEXT NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        due_at TEXT NOT NULL,
        CHECK ((session_id IS NULL) <> (drill_id IS NULL)),
        UNIQUE (session_id, principle),
        UNIQUE (drill_id, principle)
    )
    """,
    "CREATE INDEX reviews_by_principle ON reviews (principle, reviewed_at)",
    # A conversation counts once, also when it held no occasion for any principle.
    """
    CREATE TABLE weighed (
        session_id INTEGER PRIMARY KEY REFERENCES sessions (id),
        weighed_at TEXT NOT NULL
    )
    """,
)
