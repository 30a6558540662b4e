"""`calmfirm walk`: random play with the file's own replies, counted."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, json_option, library_option
from simulator.commands.streams import dumps
from simulator.i18n import _, mark

RUNS, SEED, TURNS = 200, 1, 200


@command(short_help=mark("Play a scenario at random, many times, and count what is come by."))
@argument("scenario", metavar="ID")
@option("--runs", metavar="N", type=click.IntRange(1, 1_000_000), default=RUNS, show_default=True,
        help=mark("How many conversations."))  # fmt: skip
@option("--seed", metavar="S", type=int, default=SEED, show_default=True,
        help=mark("Another number gives other conversations; the same one gives the same."))  # fmt: skip
@option("--turns", metavar="N", type=click.IntRange(1, 10_000), default=TURNS, show_default=True,
        help=mark("A conversation that is not over after so many turns is stuck."))  # fmt: skip
@option("--show", metavar="NUMBER", type=click.IntRange(1), help=mark("Show this one conversation, turn by turn."))
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the scenario; the interface's when not given."))
@json_option
@library_option
@click.pass_context
@says(
    mark("Play a scenario at random: ID is its name in `calmfirm list`, or the path of its YAML file."),
    mark(
        "At a typed step one of the replies is given that the file's own tests and playthroughs have there; at a "
        "choice step any option. What is counted: steps, routes and endings, the longest way, and conversations "
        "that do not come to an end. A route that is never taken has no reply in the file that takes it."
    ),
    mark("Exit codes: 0 every conversation ended, 1 some were stuck, 2 the scenario has errors."),
    examples=(
        "calmfirm walk rude-client",
        "calmfirm walk my-case.yaml --runs 2000 --seed 7",
        "calmfirm walk my-case.yaml --seed 7 --show 132",
    ),
)
def walk(
    ctx: click.Context,
    scenario: str,
    runs: int,
    seed: int,
    turns: int,
    show: int | None,
    lang: str | None,
    as_json: bool,
    library: Path | None,
) -> None:
    if show is not None and as_json:
        raise click.UsageError(_("--show and --json do not go together: take one"))
    from simulator.commands.charting import read_scenario, scorer_for, walked
    from simulator.scenario.library import open_scenario
    from simulator.walk import Walker
    from simulator.walk_text import as_dict, replies, report

    read = read_scenario(scenario, lang, library)
    loaded = open_scenario(read.path)
    walker = Walker(loaded.scenario, scorer_for(loaded), seed, turns)
    if show is not None:
        state = walker.walk(show)
        for line in replies(state):
            click.echo(line)
        ctx.exit(0 if state.over else 1)
    walks = walked(walker, runs, watched=True)
    if as_json:
        click.echo(dumps(as_dict(walks, read.chart), indent=2))
    else:
        for line in report(walks, read.chart):
            click.echo(line)
    ctx.exit(1 if walks.stuck else 0)
