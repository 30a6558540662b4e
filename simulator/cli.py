"""The `calmfirm` command: what it is called with, and which command that means. Everything slow is imported later."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from simulator import __version__, i18n
from simulator.commands.attempts import attempts
from simulator.commands.backup import backup, restore
from simulator.commands.check import check, run_tests
from simulator.commands.coach import coach
from simulator.commands.data import data
from simulator.commands.drill import drill
from simulator.commands.explain import explain
from simulator.commands.exporting import export
from simulator.commands.failure import Failed, explained
from simulator.commands.graph import graph
from simulator.commands.helped import Group, Option, group, option, says
from simulator.commands.history import history
from simulator.commands.listing import list_scenarios
from simulator.commands.new import new, schema
from simulator.commands.options import LANGUAGES
from simulator.commands.path import path
from simulator.commands.playing import open_screens, play
from simulator.commands.preview import preview
from simulator.commands.progress import progress
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
from simulator.i18n import mark


class Program(Group):
    """The program: chooses the interface's language first; expected failures are one sentence on stderr and exit code
    2, never a traceback."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command's name, their own errors and help already in the language asked for."""
        given: dict[str, Any] = {}
        with suppress(click.UsageError):
            given = self.make_parser(ctx).parse_args(list(args))[0]
        found = {name: value for name in ("lang", "db") if isinstance(value := given.get(name), str)}
        i18n.use(found["lang"] if found.get("lang") in i18n.LANGUAGES else _preferred(found.get("db")))
        return super().parse_args(ctx, args)

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


@group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=mark("Exit codes: 0 fine, 1 problems found or rows failed, 2 bad input or usage."),
)
@click.version_option(__version__, prog_name="calmfirm", cls=Option)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=mark("Language of the interface (or set CALMFIRM_LANG); the library begins with its scenarios."),
)
@option(
    "--db",
    metavar="FILE",
    envvar="CALMFIRM_DB",
    help=mark("Keep results in this file (or set CALMFIRM_DB); `none` keeps nothing."),
)
@option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=mark("Folder of scenarios, with en/, ru/, uk/ in it (or set CALMFIRM_LIBRARY)."),
)
@option("--no-typing", is_flag=True, help=mark("The client answers without a pause."))
@click.pass_context
@says(
    mark("Train to handle difficult clients: calm in form, firm in principle."),
    mark("Alone, calmfirm opens the library on the screen."),
    examples=(
        "calmfirm",
        "calmfirm play rude-client",
        "calmfirm play rude-client --plain",
        "calmfirm --lang uk",
        "calmfirm --db ./results.db history",
    ),
)
def cli(ctx: click.Context, db: str | None, library: Path | None, no_typing: bool) -> None:
    given = {"db": db, "library": library}
    defaults = {name: value for name, value in given.items() if value is not None}
    ctx.default_map = {name: _defaults(command, defaults) for name, command in cli.commands.items()}
    if ctx.invoked_subcommand is None:
        ctx.exit(open_screens(lang=None, db=db, library=library, scenario=None, typing=False if no_typing else None))


def _preferred(db: str | None) -> str:
    """The language when no option says it; the database is looked into only where the environment leaves it open."""
    if os.environ.get(i18n.VARIABLE, "")[:2].lower() in i18n.LANGUAGES:
        return i18n.preferred()
    from simulator.store.kept_language import kept_language

    return i18n.preferred(kept=kept_language(db))


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


for command in (drill, progress, path):
    cli.add_command(command)


for command in (report, export, attempts):
    cli.add_command(command)


for command in (graph, rename, stub):
    cli.add_command(command)


def main() -> None:
    """Run the program and leave with its exit code."""
    if sys.stdin is None:  # closed by who started us: nothing to read is not a crash
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open as long as the program
    speak_utf8(sys.stdout, sys.stderr)
    cli(prog_name="calmfirm")
