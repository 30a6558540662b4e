"""`calmfirm data`: a person's own data, to take along or to delete."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import group, option, says
from simulator.commands.opening import results
from simulator.commands.options import db_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark, ngettext

if TYPE_CHECKING:
    from simulator.store.database import Store
    from simulator.store.privacy import Which

name_option = option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help=mark("Only what this person practised or submitted under this name; may be given again."),
)
session_option = option(
    "--session",
    "sessions",
    multiple=True,
    type=click.IntRange(1),
    metavar="N",
    help=mark("Only this conversation, as `calmfirm history` numbers it; may be given again."),
)


@group(short_help=mark("Your own data: take it along, or delete it."))
@says(
    mark("Your own data. Practice stays in one file on this machine; a coach sees only what you submit."),
    examples=(
        "calmfirm data export --out my-practice.json",
        "calmfirm data delete --session 12",
        "calmfirm data delete",
    ),
)
def data() -> None:
    pass


@data.command(short_help=mark("Write all of it as JSON."))
@option("--out", metavar="FILE", default="-", show_default=True, help=mark("Where to; - is stdout."))
@option("--force", is_flag=True, help=mark("Replace FILE if it is there."))
@name_option
@session_option
@db_option
@says(
    mark("Write everything that is kept of you, as one JSON object: each table with its rows."),
    mark(
        "That is every reply with its score, replaced ones too, your settings, what you submitted to a coach, "
        "word for word, and what coaches said. Where others submitted to you, that is in it as well; --name "
        "takes one person's data out."
    ),
    examples=(
        "calmfirm data export --out my-practice.json",
        'calmfirm data export --name "Olena K." --out olena.json',
    ),
)
def export(out: str, force: bool, names: tuple[str, ...], sessions: tuple[int, ...], db: str | None) -> None:
    from simulator import __version__
    from simulator.exchange import write_whole
    from simulator.store.privacy import exported

    path = None if out == "-" else Path(out)
    if path is not None and path.exists() and not force:
        raise Failed(_("{file} is there already: name another file, or add --force to replace it.").format(file=path))
    with results(db) as store:
        tables = exported(store, _which(names, sessions))
        where = str(store.location)
    told = dumps({"calmfirm": "data", "program": __version__, "database": where, "tables": tables}, indent=1)
    if path is None:
        click.echo(told)
        return
    # Half of a character cannot be in the database, but what cannot be encoded must not stop the rest.
    write_whole(path, (told + "\n").encode("utf-8", "backslashreplace"))
    click.echo(
        _("{listed}: written to {file}.").format(
            listed=_listed({table: len(rows) for table, rows in tables.items()}), file=path
        )
    )


@data.command(short_help=mark("Delete all of it, or a part."))
@option("--yes", is_flag=True, help=mark("Do not ask."))
@name_option
@session_option
@db_option
@says(
    mark("Delete everything that is kept of you, for good, also from the free places of the file."),
    mark(
        "You are asked before anything is deleted. Copies elsewhere are not touched: backups, exports, and what "
        "you have submitted to a coach, who can delete it by --name."
    ),
    examples=(
        "calmfirm data delete",
        "calmfirm data delete --session 12 --yes",
        'calmfirm data delete --name "Olena K."',
    ),
)
def delete(yes: bool, names: tuple[str, ...], sessions: tuple[int, ...], db: str | None) -> None:
    from simulator.store.privacy import counted
    from simulator.store.privacy import delete as deleted

    which = _which(names, sessions)
    with results(db) as store:
        found = counted(store, which)
        aside = _aside(store) if which.everything else []
        if not found and not aside:
            click.echo(_("There is nothing to delete."))
            return
        told = _("In {file}: {rows}.")
        if aside:
            told = ngettext(
                "In {file}: {rows}; and {count} old database file beside it.",
                "In {file}: {rows}; and {count} old database files beside it.",
                len(aside),
            )
        click.echo(told.format(file=store.location, rows=_listed(found), count=len(aside)))
        if not yes:
            if not sys.stdin.isatty():
                raise Failed(_("Nothing was deleted: say --yes where nobody can be asked."))
            if not click.confirm(_("Delete this for good?")):
                click.echo(_("Nothing was deleted."))
                return
        deleted(store, which)
        for path in aside:
            path.unlink(missing_ok=True)
    click.echo(_("Deleted."))


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
    return ", ".join(_rows(table, number) for table, number in found.items() if number) or _("nothing")


def _rows(table: str, number: int) -> str:
    """How many rows of a table there are, in words; a table without words of its own goes by its name."""
    told = {
        "sessions": ngettext("{count} conversation", "{count} conversations", number),
        "turns": ngettext("{count} turn", "{count} turns", number),
        "settings": ngettext("{count} setting", "{count} settings", number),
        "submissions": ngettext(
            "{count} conversation submitted to a coach", "{count} conversations submitted to a coach", number
        ),
        "received": ngettext(
            "{count} conversation that others submitted to you",
            "{count} conversations that others submitted to you",
            number,
        ),
        "comments": ngettext("{count} coach's comment", "{count} coaches' comments", number),
        "outbox": ngettext(
            "{count} statement for a learning record store", "{count} statements for a learning record store", number
        ),
    }.get(table, ngettext("{count} row of {table}", "{count} rows of {table}", number))
    return told.format(count=number, table=table)
