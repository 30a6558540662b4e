"""`calmfirm rubric train`: learn a rubric's heads anew from its example bank."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.helped import argument, command, says
from simulator.commands.rubric_options import FOLDER
from simulator.i18n import _, mark, ngettext, number


@command(short_help=mark("Learn a rubric anew from its example bank."))
@argument("folder", metavar="[FOLDER]", required=False, type=FOLDER)
@click.pass_context
@says(
    mark(
        "Learn anew from the example bank of the rubric in FOLDER (the shipped one by default), and write what "
        "was learned to FOLDER/model. A rubric that extends the shipped one learns from that one's bank and from "
        "its own."
    ),
    mark(
        "It takes a few minutes, with no randomness: the same bank gives the same files. The rubric is checked "
        "first; with errors nothing is learned, and the exit code is 2."
    ),
    examples=(
        "calmfirm rubric train my-rubric",
        "calmfirm rubric train my-rubric && calmfirm rubric agree ratings.jsonl --rubric my-rubric",
    ),
)
def train(ctx: click.Context, folder: Path | None) -> None:
    from scoring.encoder import EncoderMissing
    from scoring.rubric import DEFAULT, forget, load_rubric
    from simulator.commands.long_run import LongRun
    from simulator.commands.rubric_check import check_rubric
    from simulator.wording import safe

    folder = folder or DEFAULT
    findings = check_rubric(folder, learned=False)
    for one in findings.problems:
        if one.severity == "error":
            click.echo(one.render(), err=True)
    if findings.errors:
        ctx.exit(2)
    try:
        from scoring.train import train as learn
    except ImportError as error:
        raise Failed(_("Learning needs numpy, which cannot be loaded: {error}.").format(error=error)) from error
    before = load_rubric(folder).digest
    began = time.monotonic()
    with LongRun(sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None) as progress:
        progress.at(_("Learning from the bank of {folder} …").format(folder=folder))
        try:
            replies = learn(folder)
        except EncoderMissing as error:
            raise Failed(safe(_("Nothing was learned: {error}").format(error=error))) from error
    forget()
    after = load_rubric(folder)
    took = time.monotonic() - began
    learned = ngettext(
        "Learned from {count} reply in {seconds} s; written to {folder}.",
        "Learned from {count} replies in {seconds} s; written to {folder}.",
        replies,
    )
    click.echo(safe(learned.format(count=number(replies), seconds=number(took), folder=folder / "model")))
    told = (
        _("{name} {version}: the hash stays {hash}.")
        if after.digest == before
        else _("{name} {version}: the hash was {before} and is {hash}.")
    )
    click.echo(safe(told.format(name=after.name_of_rubric, version=after.version, before=before, hash=after.digest)))
