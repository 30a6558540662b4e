"""What can go wrong with the results database, each as one sentence that says how to mend it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """The database cannot be opened, read or written; the message is one sentence that says how to mend it."""


_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_ELSEWHERE = "name another file with --db or CALMFIRM_DB"


@contextmanager
def failures(location: Path) -> Iterator[None]:
    """Turns every failure of the database inside this block into a StoreError. `location`: the database file."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except DBAPIError as error:
        raise StoreError(sentence(error.orig or error, location)) from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StoreError(sentence(error, location)) from error


def sentence(error: BaseException, location: Path) -> str:
    """What a failure means for the person at the keyboard, in one sentence."""
    if isinstance(error, OSError):
        if error.errno in _NO_SPACE:
            return _full(location)
        return f"The results folder {location.parent} cannot be used ({error.strerror or error}): {_ELSEWHERE}."
    # The lower byte is the kind of failure, the rest its detail.
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if kind == sqlite3.SQLITE_FULL:
        return _full(location)
    if kind == sqlite3.SQLITE_IOERR:
        return (
            f"The disk refused to read or write {location}: it may be full; free some space, or {_ELSEWHERE}. "
            "What was saved before is kept."
        )
    if kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return f"The results database {location} cannot be written: make it and its folder writable, or {_ELSEWHERE}."
    if kind == sqlite3.SQLITE_NOTADB:
        return f"{location} is not a database: nothing in it was changed; {_ELSEWHERE}."
    if kind == sqlite3.SQLITE_CORRUPT:
        return (
            f"The results database {location} is damaged: the next start sets it aside, with nothing in it changed; "
            "`calmfirm restore FILE` brings back a backup."
        )
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"The results database {location} is held by another program: close that one and try again."
    return f"The results database {location} cannot be used ({error}): {_ELSEWHERE}."


def _full(location: Path) -> str:
    return (
        f"The disk is full, so {location} cannot be written: free some space, or {_ELSEWHERE}. "
        "What was saved before is kept."
    )
