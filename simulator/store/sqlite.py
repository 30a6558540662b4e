"""Opening a SQLite file so that a finished turn survives a power cut and two processes may write at once."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL

from simulator.i18n import _
from simulator.store.failure import StoreError
from simulator.store.migrations import MIGRATIONS

# Marks a file as ours: "calm" in ASCII.
APPLICATION_ID = 0x63616C6D
# How long a writer waits for another process, in seconds.
PATIENCE_S = 15.0


def connect(location: Path) -> Engine:
    """An engine over the file at `location`, made and brought to the present layout when needed.

    Raises StoreError for a database of a newer version or of another program, sqlite3 and SQLAlchemy errors for
    what the disk refuses.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(location)), connect_args={"timeout": PATIENCE_S, "check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, location)
    except BaseException:
        engine.dispose()
        raise
    return engine


def bare(location: Path) -> sqlite3.Connection:
    """A plain connection to the file, prepared like the others, outside any transaction. Raises sqlite3.Error."""
    connection = sqlite3.connect(location, timeout=PATIENCE_S)
    _prepare(connection, None)
    return connection


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: they take the write lock at once, so none fails half way."""
    return engine.execution_options(calmfirm_writes=True)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own late BEGIN would leave reading and writing of one transaction apart.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE_S * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # macOS: fsync alone leaves data in the drive's cache. Elsewhere without effect.
    connection.execute("PRAGMA fullfsync = ON")


def _begin(connection: Connection) -> None:
    wants = connection.get_execution_options().get("calmfirm_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if wants else "BEGIN")


def _migrate(engine: Engine, location: Path) -> None:
    with engine.connect() as connection:
        version = _checked_version(connection, location)
    _write_ahead(engine)
    if version == len(MIGRATIONS):
        return
    with writing(engine).begin() as connection:
        # Read again under the lock: another process may have done it meanwhile.
        for statements in MIGRATIONS[_checked_version(connection, location) :]:
            for statement in statements:
                connection.execute(text(statement))
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _checked_version(connection: Connection, location: Path) -> int:
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    owner = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    tables = int(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one())
    if owner != APPLICATION_ID and (tables or version or owner):
        raise StoreError(
            _(
                "{file} is a database of another program: nothing in it was changed; name another file with --db or "
                "CALMFIRM_DB."
            ).format(file=location)
        )
    if version > len(MIGRATIONS):
        raise StoreError(
            _(
                "{file} was written by a newer calmfirm (layout {version}, this one knows {count}): update calmfirm, "
                "or name another file with --db or CALMFIRM_DB; nothing in it was changed."
            ).format(file=location, version=version, count=len(MIGRATIONS))
        )
    return version


def _write_ahead(engine: Engine) -> None:
    """Switches the file to write-ahead logging; where a file system cannot do that, it stays as it is."""
    deadline = time.monotonic() + PATIENCE_S
    raw = engine.raw_connection()
    try:
        while True:
            cursor = raw.cursor()
            try:
                if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    cursor.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                # This one lock does not wait by itself (sqlite.org/wal.html).
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            finally:
                cursor.close()
    finally:
        raw.close()
