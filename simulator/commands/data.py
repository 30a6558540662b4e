"""`calmfirm data`: a person's own data, to take along or to delete."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.opening import results
from simulator.commands.options import db_option
from simulator.commands.streams import dumps

if TYPE_CHECKING:
    from simulator.store.database import Store
    from simulator.store.privacy import Which

# What the rows of a table are called, one and many; other tables are called by their names.
ROWS = {
    "sessions": ("conversation", "conversations"),
    "turns": ("turn", "turns"),
    "settings": ("setting", "settings"),
    "submissions": ("conversation submitted to a coach", "conversations submitted to a coach"),
    "received": ("conversation that others submitted to you", "conversations that others submitted to you"),
    "comments": ("coach's comment", "coaches' comments"),
    "outbox": ("statement for a learning record store", "statements for a learning record store"),
}
name_option = click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="Only what this person practised or submitted under this name; may be given again.",
)
session_option = click.option(
    "--session",
    "sessions",
    multiple=True,
    type=click.IntRange(1),
    metavar="N",
    help="Only this conversation, as `calmfirm history` numbers it; may be given again.",
)


@click.group(short_help="Your own data: take it along, or delete it.")
def data() -> None:
    """Your own data. Practice stays in one file on this machine; a coach sees only what you submit.

    \b
    Examples:
      calmfirm data export --out my-practice.json
      calmfirm data delete --session 12
      calmfirm data delete
    """


@data.command(short_help="Write all of it as JSON.")
@click.option("--out", metavar="FILE", default="-", show_default=True, help="Where to; - is stdout.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@name_option
@session_option
@db_option
def export(out: str, force: bool, names: tuple[str, ...], sessions: tuple[int, ...], db: str | None) -> None:
    """Write everything that is kept of you, as one JSON object: each table with its rows.

    That is every reply with its score, replaced ones too, your settings, what you submitted to a coach,
    word for word, and what coaches said. Where others submitted to you, that is in it as well; --name
    takes one person's data out.

    \b
    Examples:
      calmfirm data export --out my-practice.json
      calmfirm data export --name "Olena K." --out olena.json
    """
    from simulator import __version__
    from simulator.exchange import write_whole
    from simulator.store.privacy import exported

    path = None if out == "-" else Path(out)
    if path is not None and path.exists() and not force:
        raise Failed(f"{path} is there already: name another file, or add --force to replace it.")
    with results(db) as store:
        tables = exported(store, _which(names, sessions))
        where = str(store.location)
    told = dumps({"calmfirm": "data", "program": __version__, "database": where, "tables": tables}, indent=1)
    if path is None:
        click.echo(told)
        return
    # Half of a character cannot be in the database, but what cannot be encoded must not stop the rest.
    write_whole(path, (told + "\n").encode("utf-8", "backslashreplace"))
    click.echo(f"{_listed({table: len(rows) for table, rows in tables.items()})}: written to {path}.")


@data.command(short_help="Delete all of it, or a part.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@name_option
@session_option
@db_option
def delete(yes: bool, names: tuple[str, ...], sessions: tuple[int, ...], db: str | None) -> None:
    """Delete everything that is kept of you, for good, also from the free places of the file.

    You are asked before anything is deleted. Copies elsewhere are not touched: backups, exports, and what
    you have submitted to a coach, who can delete it by --name.

    \b
    Examples:
      calmfirm data delete
      calmfirm data delete --session 12 --yes
      calmfirm data delete --name "Olena K."
    """
    from simulator.store.privacy import counted
    from simulator.store.privacy import delete as deleted

    which = _which(names, sessions)
    with results(db) as store:
        found = counted(store, which)
        aside = _aside(store) if which.everything else []
        if not found and not aside:
            click.echo("There is nothing to delete.")
            return
        told = _listed(found)
        if aside:
            told += f"; and {len(aside)} old database file{'s' if len(aside) > 1 else ''} beside it"
        click.echo(f"In {store.location}: {told}.")
        if not yes:
            if not sys.stdin.isatty():
                raise Failed("Nothing was deleted: say --yes where nobody can be asked.")
            if not click.confirm("Delete this for good?"):
                click.echo("Nothing was deleted.")
                return
        deleted(store, which)
        for path in aside:
            path.unlink(missing_ok=True)
    click.echo("Deleted.")


def _which(names: tuple[str, ...], sessions: tuple[int, ...]) -> Which:
    from simulator.store.privacy import Which

    return Which(names, sessions)


def _aside(store: Store) -> list[Path]:
    """Databases beside this one that hold the same person's replies: damaged ones, and those before a restore."""
    from simulator.store.backup import BEFORE
    from simulator.store.damage import COMPANIONS, MARK, aside_of

    found = [*aside_of(store.location, MARK), *aside_of(store.location, BEFORE)]
    beside = [Path(f"{one}{end}") for one in found for end in COMPANIONS]
    return [*found, *(one for one in beside if one.exists())]


def _listed(found: Mapping[str, int]) -> str:
    parts = []
    for table, number in found.items():
        one, many = ROWS.get(table, (f"row of {table}", f"rows of {table}"))
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(parts) or "nothing"
