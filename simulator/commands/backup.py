"""`calmfirm backup` and `calmfirm restore`: a copy of the results in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.opening import results
from simulator.commands.options import db_option
from simulator.i18n import _, mark, ngettext


@command(short_help=mark("Copy your results into one file."))
@argument("file", type=click.Path(dir_okay=False, path_type=Path))
@option("--force", is_flag=True, help=mark("Replace FILE if it is there."))
@db_option
@says(
    mark("Copy all results into FILE, also while a conversation is going on."),
    mark("The copy is checked before it takes the place of an older one."),
    examples=(
        "calmfirm backup results-2026-11-22.backup",
        "calmfirm backup --force /media/stick/calmfirm.backup",
    ),
)
def backup(file: Path, force: bool, db: str | None) -> None:
    from simulator.store.backup import back_up, check_backup

    if file.exists() and not force:
        raise Failed(_("{file} is there already: name another file, or add --force to replace it.").format(file=file))
    with results(db) as store:
        if file.exists() and file.samefile(store.location):
            raise Failed(_("{file} is the results database itself: name another file.").format(file=file))
        back_up(store.location, file)
    number = check_backup(file)
    told = ngettext("{count} conversation copied to {file}.", "{count} conversations copied to {file}.", number)
    click.echo(told.format(count=number, file=file))


@command(short_help=mark("Put a backup in the place of your results."))
@argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--yes", is_flag=True, help=mark("Do not ask."))
@db_option
@says(
    mark("Put the results of a backup in the place of those that are there now."),
    mark("FILE is checked first. What is there now is kept beside it under another name, which is told."),
    examples=("calmfirm restore results-2026-11-22.backup",),
)
def restore(file: Path, yes: bool, db: str | None) -> None:
    import sys

    from simulator.store.backup import check_backup
    from simulator.store.backup import restore as put_back
    from simulator.store.database import Store, place_of
    from simulator.store.failure import failures

    target = place_of(db)
    with failures(target):
        number = check_backup(file)
        if target.exists() and not yes:
            if not sys.stdin.isatty():
                raise Failed(_("Nothing was restored: say --yes where nobody can be asked."))
            question = ngettext(
                "Put {count} conversation of {file} in the place of what is in {target}?",
                "Put {count} conversations of {file} in the place of what is in {target}?",
                number,
            )
            if not click.confirm(question.format(count=number, file=file, target=target)):
                click.echo(_("Nothing was restored."))
                return
        kept = put_back(file, target)
    # Brings an older layout up to date, and shows that it can be used.
    Store.open(str(target)).close()
    told = ngettext("{count} conversation restored to {file}.", "{count} conversations restored to {file}.", number)
    click.echo(told.format(count=number, file=target))
    if kept is not None:
        click.echo(_("What was there before is in {kept}.").format(kept=kept))
