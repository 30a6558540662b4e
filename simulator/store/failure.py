"""What can go wrong with the results database, each as one sentence that says how to mend it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.i18n import _
from simulator.os_words import os_told


class StoreError(Exception):
    """The database cannot be opened, read or written; the message is one sentence that says how to mend it."""


_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}


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
        return _(
            "The results folder {folder} cannot be used ({error}): name another file with --db or CALMFIRM_DB."
        ).format(folder=location.parent, error=os_told(error))
    # The lower byte is the kind of failure, the rest its detail.
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if kind == sqlite3.SQLITE_FULL:
        return _full(location)
    if kind == sqlite3.SQLITE_IOERR:
        return _(
            "The disk refused to read or write {file}: it may be full; free some space, or name another file with --db "
            "or CALMFIRM_DB. What was saved before is kept."
        ).format(file=location)
    if kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return _(
            "The results database {file} cannot be written: make it and its folder writable, or name another file with "
            "--db or CALMFIRM_DB."
        ).format(file=location)
    if kind == sqlite3.SQLITE_NOTADB:
        return _(
            "{file} is not a database: nothing in it was changed; name another file with --db or CALMFIRM_DB."
        ).format(file=location)
    if kind == sqlite3.SQLITE_CORRUPT:
        return _(
            "The results database {file} is damaged: the next start sets it aside, with nothing in it changed; "
            "`calmfirm restore FILE` brings back a backup."
        ).format(file=location)
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _("The results database {file} is held by another program: close that one and try again.").format(
            file=location
        )
    return _(
        "The results database {file} cannot be used ({error}): name another file with --db or CALMFIRM_DB."
    ).format(file=location, error=error)


def _full(location: Path) -> str:
    return _(
        "The disk is full, so {file} cannot be written: free some space, or name another file with --db or "
        "CALMFIRM_DB. What was saved before is kept."
    ).format(file=location)
