"""`calmfirm list`: the scenarios there are."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.helped import command, option, says
from simulator.commands.options import LANGUAGES, json_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, current, mark, ngettext


@command("list", short_help=mark("List the scenarios, easiest first."))
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Only scenarios of this language."))
@library_option
@json_option
@click.pass_context
@says(
    mark("List the scenarios, easiest first."),
    mark("A file that cannot be listed is named on stderr, and the exit code is 1."),
    examples=(
        "calmfirm list",
        "calmfirm list --lang uk --json",
    ),
)
def list_scenarios(ctx: click.Context, lang: str | None, library: Path | None, as_json: bool) -> None:
    from simulator.scenario.library import default_root, listing
    from simulator.wording import brief

    found = listing(library, lang)
    entries = sorted(found.entries, key=lambda one: one.lang != current())  # the others keep their order
    if as_json:
        rows = [
            {
                "id": entry.id,
                "lang": entry.lang,
                "title": entry.title,
                "difficulty": entry.difficulty,
                "minutes": entry.minutes,
                "steps": entry.steps,
                "endings": entry.endings,
                "principles": list(entry.principles),
            }
            for entry in entries
        ]
        click.echo(dumps(rows, indent=2))
    else:
        wide = max((len(entry.id) for entry in entries), default=0)
        for entry in entries:
            level = _("difficulty {level}, {minutes} min, {steps}, {endings}").format(
                level=entry.difficulty,
                minutes=f"{entry.minutes:>2}",
                steps=ngettext("{count} step", "{count} steps", entry.steps).format(count=f"{entry.steps:>2}"),
                endings=ngettext("{count} ending", "{count} endings", entry.endings).format(count=entry.endings),
            )
            click.echo(f"{brief(entry.id):<{wide}}  {entry.lang}  {level}  {brief(entry.title)}")
        if not entries:
            click.echo(_("There are no scenarios in {folder}.").format(folder=brief(str(library or default_root()))))
    for problem in found.problems:
        click.echo(problem.render(), err=True)
    ctx.exit(1 if found.problems else 0)
