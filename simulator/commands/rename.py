"""`calmfirm rename` and `calmfirm stub`: changes to a scenario file that leave its comments and layout as they are."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.options import LANGUAGES, library_option

_dry_option = click.option("--dry-run", is_flag=True, help="Print what would change, and write nothing.")
_lang_option = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the scenario; en when not given.")


@click.command(short_help="Give a step or ending another name, everywhere.")
@click.argument("scenario", metavar="ID")
@click.argument("step", metavar="STEP")
@click.argument("new", metavar="NEW")
@_dry_option
@_lang_option
@library_option
def rename(scenario: str, step: str, new: str, dry_run: bool, lang: str | None, library: Path | None) -> None:
    """Call the step or ending STEP of a scenario NEW. ID is its name in `calmfirm list`, or the path of its file.

    \b
    Changed are start, limits, routes, options, tests and playthroughs, also in files that the scenario
    includes and in scenarios that include the same. Every other character stays as it is.

    \b
    Examples:
      calmfirm rename my-case.yaml opening first-words
      calmfirm rename my-case.yaml opening first-words --dry-run
    """
    from simulator.scenario.edit import EditRefused, write_all
    from simulator.scenario.library import path_of
    from simulator.scenario.rename import rename as renamed
    from simulator.wording import safe

    try:
        found = renamed(path_of(scenario, lang or "en", library), step, new)
    except EditRefused as error:
        raise Failed(safe(str(error))) from error
    if dry_run:
        _differences(found.files)
    else:
        write_all(found.files)
    for path, places in found.places.items():
        done = "would change" if dry_run else "changed"
        click.echo(safe(f"{path}: {_count(places, 'place')} {done}, {found.kind} {step} → {new}"), err=dry_run)
    for path, line in found.comments:
        click.echo(safe(f"{path}:{line}: a comment here still says {step}"), err=True)
    if any(path.with_suffix(".po").is_file() or _translated(path) for path in found.files):
        click.echo("It has translations: run `calmfirm translate extract`, then `calmfirm translate merge`.", err=True)


@click.command(short_help="Add the steps and endings that are missing, as stubs.")
@click.argument("scenario", metavar="ID")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--ending", "endings", metavar="NAME", multiple=True, help="This one is an ending; may be given again.")
@_dry_option
@_lang_option
@library_option
def stub(
    scenario: str,
    names: tuple[str, ...],
    endings: tuple[str, ...],
    dry_run: bool,
    lang: str | None,
    library: Path | None,
) -> None:
    """Put a stub into the scenario for each step and ending that something leads to and that is not there.

    \b
    ID is the scenario's name in `calmfirm list`, or the path of its file. A missing name that looks like
    a misspelt one is only told; name it to get a stub for it all the same. What limits and
    playthroughs name becomes an ending; of the rest, what --ending names. A step's stub leads to the
    first ending. Comments and layout stay as they are.

    \b
    Examples:
      calmfirm stub my-case.yaml
      calmfirm stub my-case.yaml --ending settled
      calmfirm stub my-case.yaml opening-2 --dry-run
    """
    from simulator.scenario.edit import EditRefused, write_all
    from simulator.scenario.library import path_of
    from simulator.scenario.stub import stub as stubbed
    from simulator.wording import safe

    try:
        found = stubbed(path_of(scenario, lang or "en", library), names, endings)
    except EditRefused as error:
        raise Failed(safe(str(error))) from error
    files = {} if found.text is None else {found.path: found.text}
    if dry_run:
        _differences(files)
    else:
        write_all(files)
    for kind, name in found.made:
        done = "would be added" if dry_run else "added"
        click.echo(safe(f"{found.path}: {kind} {name} {done}"), err=dry_run)
    for name, near in found.slips:
        told = f"{name} is missing; did you mean {near}? If not: calmfirm stub {scenario} {name}"
        click.echo(safe(f"{found.path}: {told}"), err=True)
    for name in found.odd:
        click.echo(safe(f"{found.path}: {name} is missing and is no name (a-z, 0-9, -, _): mend it there."), err=True)
    if not found.made and not found.slips and not found.odd:
        click.echo(safe(f"{found.path}: nothing is missing."), err=True)


def _differences(files: Mapping[Path, str]) -> None:
    """Print what would change, as a unified diff."""
    from simulator.wording import safe

    for path, text in files.items():
        before = path.read_bytes().decode("utf-8").splitlines()
        name = str(path)
        for line in difflib.unified_diff(before, text.splitlines(), name, name, lineterm=""):
            click.echo(safe(line))


def _translated(path: Path) -> bool:
    from simulator.scenario.translation.places import places

    return any(True for _ in places(path))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
