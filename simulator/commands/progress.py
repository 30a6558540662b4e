"""`calmfirm progress`: how practice goes, on the screen, as text or as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.helped import command, option, says
from simulator.commands.options import LANGUAGES, db_option, json_option, library_option
from simulator.i18n import _, current, mark

NO_TERMINAL = mark(
    "calmfirm needs a terminal for its screens: run it in one, or read your progress as text with "
    "`calmfirm progress --plain`, or as JSON with `calmfirm progress --json`."
)


@command(short_help=mark("How your practice goes, what is due, what to play next."))
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language in which to practise next; else the last one."))
@option("--plain", is_flag=True, help=mark("As text, for screen readers and pipes."))
@json_option
@option("--goal", type=click.IntRange(0, 7), help=mark("Set how many days a week you want to practise; 0 for no goal."))
@db_option
@library_option
@click.pass_context
@says(
    mark("How your practice goes: this week, calm and firm over time, each principle, what is due, what to play next."),
    mark(
        "Everything is held only against your own past. Alone it opens the screen. Looking changes nothing: when "
        "a principle is due follows from your conversations and drills alone."
    ),
    examples=(
        "calmfirm progress",
        "calmfirm progress --plain --goal 3",
        "calmfirm progress --json --lang uk",
    ),
)
def progress(
    ctx: click.Context,
    lang: str | None,
    plain: bool,
    as_json: bool,
    goal: int | None,
    db: str | None,
    library: Path | None,
) -> None:
    if plain and as_json:
        raise click.UsageError(_("--plain and --json are two ways to print: take one"))
    if not plain and not as_json:
        from simulator.commands.playing import need_terminal

        need_terminal(NO_TERMINAL)
        if goal is not None:
            _set_goal(db, goal)
        from simulator.tui.app import run

        ctx.exit(run(lang=lang or current(), db=db, library=library, first=lambda app: app.action_progress()))
    from simulator.commands.opening import results
    from simulator.commands.progress_text import as_data, as_text, practised_language
    from simulator.commands.streams import dumps
    from simulator.scenario.library import entries, open_scenario
    from simulator.weighing import weigh_finished

    with results(db) as store:
        practice = store.practice()
        if goal is not None:
            practice.set_goal(goal)
        weigh_finished(store, open_scenario)
        kept = practice.kept()
    found = entries(library)
    chosen = lang or practised_language(kept, found)
    shelf = [entry for entry in found if entry.lang == chosen]
    if as_json:
        click.echo(dumps(as_data(kept, shelf), indent=2))
    else:
        for line in as_text(kept, shelf):
            click.echo(line)


def _set_goal(db: str | None, goal: int) -> None:
    from simulator.commands.opening import results

    with results(db) as store:
        store.practice().set_goal(goal)
