"""A damaged results database: noticed when it is opened, set aside under another name, never replaced in silence."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from simulator.i18n import _
from simulator.os_words import os_told
from simulator.store.failure import StoreError

# What SQLite writes beside a database while it is used; they belong to it and move with it.
COMPANIONS = ("-wal", "-shm", "-journal")
MARK = ".damaged-"
_MAGIC = b"SQLite format 3\0"
_OWNER_AT = slice(68, 72)


def set_aside_if_damaged(path: Path, ours: bool, application_id: int) -> Path | None:
    """Move a damaged database, and what belongs to it, to a name with the time in it; that name, else None.

    `ours`: whether a file at this place can only be ours, even when its first page no longer says so. A file of
    another program is left alone. Raises StoreError when it is damaged and cannot be moved.
    """
    known = _identity(path)
    if known is None or damage(path, ours, application_id) is None:
        return None
    # Asked again: another process may have moved it and begun a new one meanwhile.
    if damage(path, ours, application_id) is None or _identity(path) != known:
        return None
    return move_aside(path, MARK)


def damage(path: Path, ours: bool, application_id: int) -> str | None:
    """What SQLite finds wrong with our database at `path`; None for a sound one, for none, and for another's.

    The file is only read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError:
        return None  # what stands in the way is told when the database is opened
    if not head:
        return None
    ours = ours or (head.startswith(_MAGIC) and int.from_bytes(head[_OWNER_AT], "big") == application_id)
    try:
        connection = reading(path)
    except sqlite3.Error:
        return None
    try:
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if owner != application_id:
            return None
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        return None if found == "ok" else found
    except sqlite3.DatabaseError as error:
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return str(error) if ours and kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else None
    finally:
        connection.close()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size else None


def reading(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing in the file. Raises sqlite3.Error."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=15.0)


def move_aside(path: Path, mark: str) -> Path:
    """Rename a database, and what belongs to it, to a name with `mark` and the time in it; the new name.

    Raises StoreError when that cannot be done.
    """
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}{mark}{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}{mark}{stamp}-{number}")
    try:
        os.rename(path, aside)
    except OSError as error:
        raise StoreError(
            _(
                "The results database {file} is damaged and cannot be set aside ({error}): close every calmfirm and "
                "try again, or name another file with --db or CALMFIRM_DB."
            ).format(file=path, error=os_told(error))
        ) from error
    for end in COMPANIONS:
        with contextlib.suppress(OSError):
            os.rename(f"{path}{end}", f"{aside}{end}")
    return aside


def aside_of(path: Path, mark: str = MARK) -> tuple[Path, ...]:
    """The databases that were set aside beside `path`, the first first."""
    try:
        found = [one for one in path.parent.iterdir() if one.name.startswith(path.name + mark)]
    except OSError:
        return ()
    return tuple(sorted(one for one in found if not one.name.endswith(COMPANIONS)))


def told(path: Path, aside: tuple[Path, ...]) -> str:
    """What whoever sits at the keyboard is told of databases that were set aside."""
    names = ", ".join(str(one) for one in aside)
    return _(
        "The results database {file} was damaged. It has been set aside as {names}, with nothing in it changed, and "
        "a new one has been begun. To bring back a backup: calmfirm restore FILE."
    ).format(file=path, names=names)
