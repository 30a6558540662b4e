"""`calmfirm backup` and `calmfirm restore`: a copy of the results in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.opening import results
from simulator.commands.options import db_option


@click.command(short_help="Copy your results into one file.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@db_option
def backup(file: Path, force: bool, db: str | None) -> None:
    """Copy all results into FILE, also while a conversation is going on.

    The copy is checked before it takes the place of an older one.

    \b
    Examples:
      calmfirm backup results-2026-11-22.backup
      calmfirm backup --force /media/stick/calmfirm.backup
    """
    from simulator.store.backup import back_up, check_backup

    if file.exists() and not force:
        raise Failed(f"{file} is there already: name another file, or add --force to replace it.")
    with results(db) as store:
        if file.exists() and file.samefile(store.location):
            raise Failed(f"{file} is the results database itself: name another file.")
        back_up(store.location, file)
    number = check_backup(file)
    click.echo(f"{number} conversation{'' if number == 1 else 's'} copied to {file}.")


@click.command(short_help="Put a backup in the place of your results.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
def restore(file: Path, yes: bool, db: str | None) -> None:
    """Put the results of a backup in the place of those that are there now.

    FILE is checked first. What is there now is kept beside it under another name, which is told.

    \b
    Examples:
      calmfirm restore results-2026-11-22.backup
    """
    import sys

    from simulator.store.backup import check_backup
    from simulator.store.backup import restore as put_back
    from simulator.store.database import Store, place_of
    from simulator.store.failure import failures

    target = place_of(db)
    with failures(target):
        number = check_backup(file)
        told = f"{number} conversation{'' if number == 1 else 's'}"
        if target.exists() and not yes:
            if not sys.stdin.isatty():
                raise Failed("Nothing was restored: say --yes where nobody can be asked.")
            if not click.confirm(f"Put {told} of {file} in the place of what is in {target}?"):
                click.echo("Nothing was restored.")
                return
        kept = put_back(file, target)
    # Brings an older layout up to date, and shows that it can be used.
    Store.open(str(target)).close()
    click.echo(f"{told} restored to {target}.")
    if kept is not None:
        click.echo(f"What was there before is in {kept}.")
