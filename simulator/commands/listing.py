"""`calmfirm list`: the scenarios there are."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.options import LANGUAGES, json_option, library_option
from simulator.commands.streams import dumps


@click.command("list")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Only scenarios of this language.")
@library_option
@json_option
@click.pass_context
def list_scenarios(ctx: click.Context, lang: str | None, library: Path | None, as_json: bool) -> None:
    """List the scenarios, easiest first.

    A file that cannot be listed is named on stderr, and the exit code is 1.

    \b
    Examples:
      calmfirm list
      calmfirm list --lang uk --json
    """
    from simulator.scenario.library import default_root, listing
    from simulator.wording import brief

    found = listing(library, lang)
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
            for entry in found.entries
        ]
        click.echo(dumps(rows, indent=2))
    else:
        wide = max((len(entry.id) for entry in found.entries), default=0)
        for entry in found.entries:
            level = f"difficulty {entry.difficulty}, {entry.minutes:>2} min, {entry.steps:>2} steps"
            click.echo(
                f"{brief(entry.id):<{wide}}  {entry.lang}  {level}, {entry.endings} endings  {brief(entry.title)}"
            )
        if not found.entries:
            click.echo(f"There are no scenarios in {brief(str(library or default_root()))}.")
    for problem in found.problems:
        click.echo(problem.render(), err=True)
    ctx.exit(1 if found.problems else 0)
