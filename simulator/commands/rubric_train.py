"""`calmfirm rubric train`: learn a rubric's heads anew from its example bank."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from simulator.commands.failure import Failed
from simulator.commands.rubric_options import FOLDER


@click.command(short_help="Learn a rubric anew from its example bank.")
@click.argument("folder", metavar="[FOLDER]", required=False, type=FOLDER)
@click.pass_context
def train(ctx: click.Context, folder: Path | None) -> None:
    """Learn anew from the example bank of the rubric in FOLDER (the shipped one by default), and write what was learned
    to FOLDER/model. A rubric that extends the shipped one learns from that one's bank and from its own.

    \b
    It takes a few minutes, with no randomness: the same bank gives the same files. The rubric is checked
    first; with errors nothing is learned, and the exit code is 2.

    \b
    Examples:
      calmfirm rubric train my-rubric
      calmfirm rubric train my-rubric && calmfirm rubric agree ratings.jsonl --rubric my-rubric
    """
    from scoring.encoder import EncoderMissing
    from scoring.rubric import DEFAULT, forget, load_rubric
    from simulator.commands.progress import Progress
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
        raise Failed(f"Learning needs numpy, which cannot be loaded: {error}.") from error
    before = load_rubric(folder).digest
    began = time.monotonic()
    with Progress(sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None) as progress:
        progress.at(f"Learning from the bank of {folder} …")
        try:
            replies = learn(folder)
        except EncoderMissing as error:
            raise Failed(safe(f"Nothing was learned: {error}")) from error
    forget()
    after = load_rubric(folder)
    took = time.monotonic() - began
    click.echo(safe(f"Learned from {replies:,} replies in {took:.0f} s; written to {folder / 'model'}."))
    change = "the hash stays" if after.digest == before else f"the hash was {before} and is"
    click.echo(safe(f"{after.name_of_rubric} {after.version}: {change} {after.digest}."))
