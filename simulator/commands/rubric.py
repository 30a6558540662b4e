"""`calmfirm rubric`: what a coach does with a rubric: hold it against people, rate, train, check, look at it."""

from __future__ import annotations

import click

from simulator.commands.helped import group, says
from simulator.commands.rubric_agree import agree
from simulator.commands.rubric_check import check
from simulator.commands.rubric_rate import rate
from simulator.commands.rubric_show import show
from simulator.commands.rubric_train import train
from simulator.i18n import mark


@group(short_help=mark("Rate, hold the scorer against raters; train, check and show a rubric."))
@click.pass_context
@says(
    mark("The calibration bench: see how far the score can be trusted, and make a rubric of your own."),
    examples=(
        "calmfirm rubric show",
        "calmfirm rubric rate",
        "calmfirm rubric agree ratings.jsonl",
        "calmfirm rubric check my-rubric",
    ),
)
def rubric(ctx: click.Context) -> None:
    # What stands before `rubric` on the command line holds for the commands in it.
    ctx.default_map = {name: dict(ctx.default_map or {}) for name in rubric.commands}


for command in (rate, agree, train, check, show):
    rubric.add_command(command)
