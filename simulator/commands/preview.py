"""`calmfirm preview`: a scenario played while it is being written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import db_option
from simulator.i18n import mark

if TYPE_CHECKING:
    from simulator.beginning import Beginning

NO_TERMINAL = mark(
    "calmfirm preview needs a terminal for its screen; `calmfirm check FILE` tells of mistakes without one."
)


@command(short_help=mark("Play a scenario file while you write it; every save shows at once."))
@argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--at", metavar="STEP", help=mark("Start at this step."))
@option("--patience", metavar="N", help=mark("Start with this patience, 0-10."))
@option("--trust", metavar="N", help=mark("Start with this trust, 0-10."))
@option("--fact", "facts", metavar="NAME", multiple=True, help=mark("This fact has come out; may be repeated."))
@option("--counter", "counters", metavar="NAME=N", multiple=True, help=mark("This counter is at N; may be repeated."))
@option("--earlier", metavar="LABEL", multiple=True, help=mark("An earlier reply showed this; may be repeated."))
@option("--visit", metavar="N", default="1", help=mark("The step is reached for the Nth time."))
@option("--name", metavar="NAME", default="", help=mark("The trainee's name, as the client says it."))
@db_option
@click.pass_context
@says(
    mark("Play FILE in the terminal while you write it in your editor."),
    mark(
        "On every save the same replies are played again to the same spot. What is wrong with the file stands "
        "beside the conversation until it is mended, failing tests included. For each reply a panel shows the "
        "score, the labels with their words, which route won and why the others did not. Nothing is kept."
    ),
    examples=(
        "calmfirm preview my-case.yaml",
        "calmfirm preview my-case.yaml --at fee-talk --trust 2 --fact hospital",
        "calmfirm preview my-case.yaml --at opening --counter excuses=2 --earlier consequence",
    ),
)
def preview(
    ctx: click.Context,
    file: Path,
    at: str | None,
    patience: str | None,
    trust: str | None,
    facts: tuple[str, ...],
    counters: tuple[str, ...],
    earlier: tuple[str, ...],
    visit: str,
    name: str,
    db: str | None,
) -> None:
    from simulator.beginning import Beginning, BeginningProblem
    from simulator.beginning import counter as read_counter
    from simulator.beginning import meter as read_meter
    from simulator.beginning import visit as read_visit
    from simulator.commands.playing import need_terminal
    from simulator.commands.remembered import theme_settings

    try:
        beginning = Beginning(
            step=at,
            patience=read_meter(patience or "", "--patience"),
            trust=read_meter(trust or "", "--trust"),
            facts=facts,
            counters=dict(map(read_counter, counters)),
            visits=read_visit(visit),
            earlier=earlier,
        )
    except BeginningProblem as problem:
        raise Failed(str(problem)) from problem
    if not beginning.usual:
        _known(file, beginning)
    need_terminal(NO_TERMINAL)
    from simulator.tui.preview import PreviewApp
    from simulator.tui.sources import Installed

    app = PreviewApp(file, Installed(db), beginning, name, *theme_settings(db))
    app.run()
    ctx.exit(app.return_code or 0)


def _known(file: Path, beginning: Beginning) -> None:
    """Raise Failed for a step, fact, counter or label that the file does not have; a file with errors is let through,
    the screen tells of those."""
    from simulator.beginning import unknown
    from simulator.proofs import look

    loaded = look(file).loaded
    if loaded is not None and (wrong := unknown(loaded.scenario, beginning)):
        raise Failed("\n".join(f"{file}: {sentence}" for sentence in wrong))
