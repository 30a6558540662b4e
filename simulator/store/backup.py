"""A copy of the results database in one file, made while it is in use, and the way back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from simulator.exchange import room_beside
from simulator.i18n import _
from simulator.store.damage import COMPANIONS, damage, move_aside, reading
from simulator.store.failure import StoreError
from simulator.store.migrations import MIGRATIONS
from simulator.store.sqlite import APPLICATION_ID, PATIENCE_S

BEFORE = ".before-restore-"


def back_up(source: Path, target: Path) -> None:
    """Write all of the database `source` into the one file `target`, on the disk before this returns.

    What is being written to `source` meanwhile is either wholly in the copy or not at all. Raises StoreError when
    `source` is damaged, OSError when the copy cannot be written; a file that was at `target` is then still there.
    """
    _sound(source)
    target = target.resolve()
    handle, name = room_beside(target)
    os.close(handle)
    new = Path(name)
    try:
        _copied(source, new)
        with contextlib.closing(sqlite3.connect(new)) as connection:
            # One file that can be read from anywhere, a read-only stick too: write-ahead logging needs files beside it.
            connection.execute("PRAGMA journal_mode = DELETE")
        _sound(new)
        with new.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(new, target)
    finally:
        for end in ("", *COMPANIONS):
            with contextlib.suppress(OSError):
                os.unlink(f"{new}{end}")


def check_backup(path: Path) -> int:
    """How many conversations a backup holds. Raises StoreError when it is none, is damaged, or is of a newer
    calmfirm."""
    if not path.is_file():
        raise StoreError(_("There is no file {file}: name one that `calmfirm backup` has written.").format(file=path))
    _sound(path)
    with contextlib.closing(reading(path)) as connection:
        try:
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if owner != APPLICATION_ID:
                raise StoreError(
                    _("{file} is no results database: name a file that `calmfirm backup` has written.").format(
                        file=path
                    )
                )
            if version > len(MIGRATIONS):
                raise StoreError(
                    _("{file} was written by a newer calmfirm: update this one, then restore.").format(file=path)
                )
            query = "SELECT count(DISTINCT session_id) FROM turns WHERE superseded_at IS NULL"
            return int(connection.execute(query).fetchone()[0])
        except sqlite3.DatabaseError as error:
            raise StoreError(
                _("{file} is no results database ({error}): name a file that `calmfirm backup` has written.").format(
                    file=path, error=error
                )
            ) from error


def restore(source: Path, target: Path) -> Path | None:
    """Put the backup `source` in the place of the database `target`; where the old one is kept now, None without one.

    A program that has the database open sees the restored one, all at once. Raises StoreError when `source` is no
    sound backup, OSError or sqlite3.Error when `target` cannot be written; then it is as it was.
    """
    check_backup(source)
    if target.exists() and target.samefile(source):
        raise StoreError(_("{file} is the results database itself: name a backup of it.").format(file=source))
    target.parent.mkdir(parents=True, exist_ok=True)
    kept: Path | None = None
    if target.exists() and target.stat().st_size:
        if _is_ours(target) and damage(target, True, APPLICATION_ID) is None:
            kept = _free_name(target)
            back_up(target, kept)
        else:
            kept = move_aside(target, BEFORE)
    _copied(source, target)
    return kept


def _is_ours(path: Path) -> bool:
    try:
        with contextlib.closing(reading(path)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.Error:
        return False


def _free_name(target: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    name, number = target.with_name(f"{target.name}{BEFORE}{stamp}"), 1
    while name.exists():
        number += 1
        name = target.with_name(f"{target.name}{BEFORE}{stamp}-{number}")
    return name


def _sound(path: Path) -> None:
    found = damage(path, True, APPLICATION_ID)
    if found is not None:
        raise StoreError(
            _("{file} is damaged ({found}), so it cannot be used: nothing was changed.").format(file=path, found=found)
        )


def _copied(source: Path, target: Path) -> None:
    """Copy all pages in one transaction. Raises StoreError when the other file stays locked."""
    with contextlib.closing(reading(source)) as old, contextlib.closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA synchronous = FULL")
        old.backup(new, pages=-1, progress=_patience(target), sleep=0.1)


def _patience(target: Path) -> Callable[[int, int, int], None]:
    until = time.monotonic() + PATIENCE_S

    def waited(status: int, _left: int, _all: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise StoreError(_("{file} is held by another program: close that one and try again.").format(file=target))

    return waited
