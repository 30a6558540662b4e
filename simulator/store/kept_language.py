"""The interface's language as it was chosen on the screen, read before anything else is."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from simulator.store.failure import StoreError
from simulator.store.place import place_of

SETTING = "language"


def kept_language(location: str | Path | None) -> str:
    """The language kept in the results database at `location` (None: the usual one); empty when none is, or when the
    database cannot be read: that is told by whoever needs it. Nothing is made or changed, and SQLAlchemy not loaded,
    because every command asks for this."""
    try:
        path = place_of(location)
        if not path.is_file():
            return ""
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=0.2)) as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (SETTING,)).fetchone()
    except (StoreError, sqlite3.Error, OSError):
        return ""
    return row[0] if row is not None and isinstance(row[0], str) else ""
