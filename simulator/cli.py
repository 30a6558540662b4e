"""The `calmfirm` command: what it is called with, and which command that means. Everything slow is imported later."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from simulator import __version__
from simulator.commands.backup import backup, restore
from simulator.commands.check import check, run_tests
from simulator.commands.coach import coach
from simulator.commands.data import data
from simulator.commands.explain import explain
from simulator.commands.exporting import export
from simulator.commands.failure import Failed, explained
from simulator.commands.graph import graph
from simulator.commands.history import history
from simulator.commands.listing import list_scenarios
from simulator.commands.new import new, schema
from simulator.commands.options import LANGUAGES
from simulator.commands.playing import open_screens, play
from simulator.commands.preview import preview
from simulator.commands.rename import rename, stub
from simulator.commands.reporting import report
from simulator.commands.rescore import rescore
from simulator.commands.rubric import rubric
from simulator.commands.scoring import score
from simulator.commands.script import script
from simulator.commands.streams import speak_utf8
from simulator.commands.submit import comments, submit
from simulator.commands.translate import translate
from simulator.commands.twee import twee
from simulator.commands.walk import walk


class Program(click.Group):
    """A group whose expected failures are one sentence on stderr and exit code 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            text = explained(error)
            if text is None:
                raise
            raise Failed(text) from error


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 problems found or rows failed, 2 bad input or usage.",
)
@click.version_option(__version__, prog_name="calmfirm")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Show scenarios of this language only.")
@click.option(
    "--db",
    metavar="FILE",
    envvar="CALMFIRM_DB",
    help="Keep results in this file (or set CALMFIRM_DB); `none` keeps nothing.",
)
@click.option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of scenarios, with en/, ru/, uk/ in it (or set CALMFIRM_LIBRARY).",
)
@click.option("--no-typing", is_flag=True, help="The client answers without a pause.")
@click.pass_context
def cli(ctx: click.Context, lang: str | None, db: str | None, library: Path | None, no_typing: bool) -> None:
    """Train to handle difficult clients: calm in form, firm in principle.

    Alone, calmfirm opens the library on the screen.

    \b
    Examples:
      calmfirm
      calmfirm play rude-client
      calmfirm play rude-client --plain
      calmfirm --db ./results.db history
    """
    given = {"lang": lang, "db": db, "library": library}
    defaults = {name: value for name, value in given.items() if value is not None}
    ctx.default_map = {name: _defaults(command, defaults) for name, command in cli.commands.items()}
    if ctx.invoked_subcommand is None:
        ctx.exit(open_screens(lang=lang, db=db, library=library, scenario=None, typing=False if no_typing else None))


def _defaults(command: click.Command, given: dict[str, Any]) -> dict[str, Any]:
    """Options before the command's name, for the command or for each one of a group."""
    if isinstance(command, click.Group):
        return given | {name: _defaults(one, given) for name, one in command.commands.items()}
    return given


for command in (play, list_scenarios, score, check, history, rubric, translate, script, twee, rescore):
    cli.add_command(command)


for command in (submit, comments, coach, data, backup, restore):
    cli.add_command(command)


for command in (new, schema, run_tests, explain, walk, preview):
    cli.add_command(command)


for command in (report, export):
    cli.add_command(command)


for command in (graph, rename, stub):
    cli.add_command(command)


def main() -> None:
    """Run the program and leave with its exit code."""
    if sys.stdin is None:  # closed by who started us: nothing to read is not a crash
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open as long as the program
    speak_utf8(sys.stdout, sys.stderr)
    cli(prog_name="calmfirm")
