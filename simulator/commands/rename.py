"""`calmfirm rename` and `calmfirm stub`: changes to a scenario file that leave its comments and layout as they are."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, language_of, library_option
from simulator.i18n import _, mark, ngettext

# What is renamed or added, as it is called.
KINDS = {"step": mark("step"), "ending": mark("ending")}
_dry_option = option("--dry-run", is_flag=True, help=mark("Print what would change, and write nothing."))
_lang_option = option(
    "--lang", type=click.Choice(LANGUAGES), help=mark("Language of the scenario; the interface's when not given.")
)


@command(short_help=mark("Give a step or ending another name, everywhere."))
@argument("scenario", metavar="ID")
@argument("step", metavar="STEP")
@argument("new", metavar="NEW")
@_dry_option
@_lang_option
@library_option
@says(
    mark("Call the step or ending STEP of a scenario NEW. ID is its name in `calmfirm list`, or the path of its file."),
    mark(
        "Changed are start, limits, routes, options, tests and playthroughs, also in files that the scenario "
        "includes and in scenarios that include the same. Every other character stays as it is."
    ),
    examples=(
        "calmfirm rename my-case.yaml opening first-words",
        "calmfirm rename my-case.yaml opening first-words --dry-run",
    ),
)
def rename(scenario: str, step: str, new: str, dry_run: bool, lang: str | None, library: Path | None) -> None:
    from simulator.scenario.edit import EditRefused, write_all
    from simulator.scenario.library import path_of
    from simulator.scenario.rename import rename as renamed
    from simulator.wording import safe

    try:
        found = renamed(path_of(scenario, language_of(scenario, lang, library), library), step, new)
    except EditRefused as error:
        raise Failed(safe(str(error))) from error
    if dry_run:
        _differences(found.files)
    else:
        write_all(found.files)
    for path, places in found.places.items():
        if dry_run:
            told = ngettext(
                "{file}: {count} place would change, {kind} {old} → {new}",
                "{file}: {count} places would change, {kind} {old} → {new}",
                places,
            )
        else:
            told = ngettext(
                "{file}: {count} place changed, {kind} {old} → {new}",
                "{file}: {count} places changed, {kind} {old} → {new}",
                places,
            )
        kind = _(KINDS.get(found.kind, found.kind))
        click.echo(safe(told.format(file=path, count=places, kind=kind, old=step, new=new)), err=dry_run)
    for path, line in found.comments:
        click.echo(
            safe(_("{file}:{line}: a comment here still says {step}").format(file=path, line=line, step=step)), err=True
        )
    if any(path.with_suffix(".po").is_file() or _translated(path) for path in found.files):
        click.echo(
            _("It has translations: run `calmfirm translate extract`, then `calmfirm translate merge`."), err=True
        )


@command(short_help=mark("Add the steps and endings that are missing, as stubs."))
@argument("scenario", metavar="ID")
@argument("names", metavar="[NAME]...", nargs=-1)
@option("--ending", "endings", metavar="NAME", multiple=True, help=mark("This one is an ending; may be given again."))
@_dry_option
@_lang_option
@library_option
@says(
    mark("Put a stub into the scenario for each step and ending that something leads to and that is not there."),
    mark(
        "ID is the scenario's name in `calmfirm list`, or the path of its file. A missing name that looks like a "
        "misspelt one is only told; name it to get a stub for it all the same. What limits and playthroughs name "
        "becomes an ending; of the rest, what --ending names. A step's stub leads to the first ending. Comments "
        "and layout stay as they are."
    ),
    examples=(
        "calmfirm stub my-case.yaml",
        "calmfirm stub my-case.yaml --ending settled",
        "calmfirm stub my-case.yaml opening-2 --dry-run",
    ),
)
def stub(
    scenario: str,
    names: tuple[str, ...],
    endings: tuple[str, ...],
    dry_run: bool,
    lang: str | None,
    library: Path | None,
) -> None:
    from simulator.scenario.edit import EditRefused, write_all
    from simulator.scenario.library import path_of
    from simulator.scenario.stub import stub as stubbed
    from simulator.wording import safe

    try:
        found = stubbed(path_of(scenario, language_of(scenario, lang, library), library), names, endings)
    except EditRefused as error:
        raise Failed(safe(str(error))) from error
    files = {} if found.text is None else {found.path: found.text}
    if dry_run:
        _differences(files)
    else:
        write_all(files)
    for kind, name in found.made:
        told = _("{file}: {kind} {name} would be added") if dry_run else _("{file}: {kind} {name} added")
        click.echo(safe(told.format(file=found.path, kind=_(KINDS.get(kind, kind)), name=name)), err=dry_run)
    for name, near in found.slips:
        told = _("{file}: {name} is missing; did you mean {near}? If not: calmfirm stub {scenario} {name}")
        click.echo(safe(told.format(file=found.path, name=name, near=near, scenario=scenario)), err=True)
    for name in found.odd:
        click.echo(
            safe(
                _("{file}: {name} is missing and is no name (a-z, 0-9, -, _): mend it there.").format(
                    file=found.path, name=name
                )
            ),
            err=True,
        )
    if not found.made and not found.slips and not found.odd:
        click.echo(safe(_("{file}: nothing is missing.").format(file=found.path)), err=True)


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
