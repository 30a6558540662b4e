"""`calmfirm graph`: a scenario's steps and the ways between them, as a drawing or on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import LANGUAGES, library_option
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from simulator.commands.charting import Read
    from simulator.scenario.chart import Chart, Traffic

FORMATS = ("text", "mermaid", "dot", "svg")
NO_TERMINAL = mark("the map needs a terminal: run it in one, or take --format text, mermaid, dot or svg.")


@command(short_help=mark("Draw a scenario's steps and the ways between them."))
@argument("scenario", metavar="ID")
@option("--format", "form", type=click.Choice(FORMATS), help=mark("text when not given."))
@option("--map", "on_screen", is_flag=True, help=mark("A map on the screen, to walk about in."))
@option("--coverage", is_flag=True, help=mark("Run the file's tests, and mark the ways that none of them takes."))
@option("--walk", "runs", metavar="N", type=click.IntRange(1, 1_000_000),
        help=mark("Draw lines by how often N random conversations took them."))  # fmt: skip
@option("--seed", metavar="S", type=int, help=mark("With --walk: another number gives other conversations."))
@option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help=mark("Write it to this file."))
@option("--lang", type=click.Choice(LANGUAGES), help=mark("Language of the scenario; the interface's when not given."))
@library_option
@click.pass_context
@says(
    mark("Draw a scenario: ID is its name in `calmfirm list`, or the path of its YAML file."),
    mark(
        "Every way on carries its condition. Steps that the start does not reach, steps from which no way leads "
        "to an ending, and targets that are not in the file are marked; a file with mistakes can be drawn too. "
        "svg needs no other program; mermaid is drawn by GitHub, GitLab and many wikis; dot is for Graphviz."
    ),
    examples=(
        "calmfirm graph rude-client",
        "calmfirm graph my-case.yaml --map --coverage",
        "calmfirm graph my-case.yaml --format svg --walk 500 --out my-case.svg",
    ),
)
def graph(
    ctx: click.Context,
    scenario: str,
    form: str | None,
    on_screen: bool,
    coverage: bool,
    runs: int | None,
    seed: int | None,
    out: Path | None,
    lang: str | None,
    library: Path | None,
) -> None:
    if on_screen and (form or out):
        raise click.UsageError(_("--map is for the screen: leave --format and --out away"))
    if seed is not None and runs is None:
        raise click.UsageError(_("--seed goes with --walk N"))
    if on_screen:
        from simulator.commands.playing import need_terminal

        need_terminal("calmfirm graph --map: " + _(NO_TERMINAL))
    from simulator.commands.charting import measured, read_scenario

    read = read_scenario(scenario, lang, library)

    seed = 1 if seed is None else seed
    if on_screen:
        ctx.exit(_map(read, partial(measured, read, coverage, runs, seed) if coverage or runs else None))
    drawn = _drawn(form or "text", read.chart, measured(read, coverage, runs, seed))
    if out is None:
        click.echo(drawn, nl=False)
        return
    from simulator.scenario.writing import write_whole

    write_whole(out, drawn)
    click.echo(_("{file} is written.").format(file=out), err=True)


def _drawn(form: str, chart: Chart, traffic: Traffic) -> str:
    if form == "mermaid":
        from simulator.scenario.drawing.as_mermaid import mermaid

        return mermaid(chart, traffic)
    if form == "dot":
        from simulator.scenario.drawing.as_dot import dot

        return dot(chart, traffic)
    if form == "svg":
        from simulator.scenario.drawing.as_svg import svg

        return svg(chart, traffic)
    from simulator.scenario.drawing.as_text import text

    return text(chart, traffic)


def _map(read: Read, measure: Callable[[Callable[[str], None]], Traffic] | None) -> int:
    from simulator.tui.mapping import MapApp

    app = MapApp(read.chart, measure)
    app.run()
    return app.return_code or 0
