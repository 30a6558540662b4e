"""Version 4: attempts that begin at a turn of another: which session they branched from, and at which turn."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    # The turns before `branched_at` are copied in with the first reply of its own, so a branch is whole by itself.
    # Referring to the session, a branch is deleted and exported together with it.
    "ALTER TABLE sessions ADD COLUMN branched_from INTEGER REFERENCES sessions (id)",
    "ALTER TABLE sessions ADD COLUMN branched_at INTEGER",
    "CREATE INDEX sessions_by_branch ON sessions (branched_from)",
)
