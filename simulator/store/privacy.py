"""A person's own data: all of it as plain values, and all of it gone.

Both walk the tables that are really in the file, so that nothing a later version keeps can be forgotten here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, text

from simulator.store.failure import failures

if TYPE_CHECKING:
    from simulator.store.database import Store

# Columns that hold JSON, shown as what it says.
_JSON = frozenset({"score", "turn", "document", "comment", "statement", "evidence"})
# SQLite takes so many values in one statement everywhere.
_BATCH = 500

Chosen = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Which:
    """Whose data: everything in the database, or only what belongs to people of these names (`names`: as the trainee,
    or as who submitted) or to these sessions."""

    names: tuple[str, ...] = ()
    sessions: tuple[int, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.names and not self.sessions


def exported(store: Store, which: Which) -> dict[str, list[dict[str, Any]]]:
    """Every row that `which` names, by table; columns by name. Raises StoreError."""
    with store.reading() as connection:
        chosen = _chosen(connection, which)
        return {table: list(_rows(connection, table, chosen[table])) for table in _tables(connection)}


def counted(store: Store, which: Which) -> dict[str, int]:
    """How many rows `which` names, by table; tables without any are left out. Raises StoreError."""
    with store.reading() as connection:
        return {table: len(rows) for table, rows in _chosen(connection, which).items() if rows}


def delete(store: Store, which: Which) -> dict[str, int]:
    """Delete every row that `which` names, and wipe the places in the file where they stood; how many, by table.

    Raises StoreError; the rows are deleted together or not at all.
    """
    with store.writing() as connection:
        # Tables refer to one another; only the end result must fit together.
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text("PRAGMA secure_delete = ON"))
        chosen = _chosen(connection, which)
        for table, rows in chosen.items():
            for batch in _batches(rows):
                connection.execute(text(f"DELETE FROM {_quoted(table)} WHERE rowid IN ({batch})"))  # noqa: S608
    _wipe(store)
    return {table: len(rows) for table, rows in chosen.items() if rows}


def _wipe(store: Store) -> None:
    """Rewrite the file without what was deleted, and empty the log beside it."""
    with failures(store.location):
        raw = store.raw()
        try:
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()


def _chosen(connection: Connection, which: Which) -> Chosen:
    tables = _tables(connection)
    if which.everything:
        return {table: _ids(connection, f"SELECT rowid FROM {_quoted(table)}") for table in tables}  # noqa: S608
    chosen: Chosen = {table: set() for table in tables}
    for number in which.sessions:
        chosen["sessions"] |= _ids(connection, "SELECT id FROM sessions WHERE id = :value", number)
    for name in which.names:
        chosen["sessions"] |= _ids(connection, "SELECT id FROM sessions WHERE trainee = :value", name)
        chosen["drills"] |= _ids(connection, "SELECT id FROM drills WHERE trainee = :value", name)
        chosen["received"] |= _ids(connection, "SELECT rowid FROM received WHERE name = :value", name)
        handed = "SELECT session_id FROM submissions WHERE name = :value"
        chosen["sessions"] |= _ids(connection, handed, name)
    _follow(connection, chosen)
    for table in ("submissions", "received"):
        for batch in _batches(chosen[table]):
            keys = f"SELECT key FROM {table} WHERE rowid IN ({batch})"  # noqa: S608
            chosen["comments"] |= _ids(connection, f"SELECT id FROM comments WHERE submission IN ({keys})")  # noqa: S608
    return chosen


def _follow(connection: Connection, chosen: Chosen) -> None:
    """Add the rows that refer to chosen ones, and those that refer to these, until there are no more."""
    links = [
        (child, row["from"], row["table"], row["to"] or "rowid")
        for child in chosen
        for row in connection.execute(text(f"PRAGMA foreign_key_list({_quoted(child)})")).mappings()
    ]
    grown = True
    while grown:
        grown = False
        for child, column, parent, target in links:
            for batch in _batches(chosen.get(parent, set())):
                found = _ids(
                    connection,
                    f"SELECT rowid FROM {_quoted(child)} WHERE {_quoted(column)} IN "  # noqa: S608
                    f"(SELECT {_quoted(target)} FROM {_quoted(parent)} WHERE rowid IN ({batch}))",
                )
                if not found <= chosen[child]:
                    chosen[child] |= found
                    grown = True


def _tables(connection: Connection) -> list[str]:
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [str(row[0]) for row in connection.execute(text(names))]


def _ids(connection: Connection, query: str, value: object = None) -> set[int]:
    values = {} if value is None else {"value": value}
    return {int(row[0]) for row in connection.execute(text(query), values)}


def _rows(connection: Connection, table: str, chosen: set[int]) -> Iterable[dict[str, Any]]:
    for batch in _batches(chosen):
        query = text(f"SELECT * FROM {_quoted(table)} WHERE rowid IN ({batch}) ORDER BY rowid")  # noqa: S608
        for row in connection.execute(query).mappings():
            yield {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if name in _JSON and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _batches(rows: Iterable[int]) -> Iterable[str]:
    ordered: Sequence[int] = sorted(rows)
    for start in range(0, len(ordered), _BATCH):
        yield ", ".join(map(str, ordered[start : start + _BATCH]))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
