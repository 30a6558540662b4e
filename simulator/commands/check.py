"""`calmfirm check`: everything that is wrong with scenario files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from simulator.commands.failure import Failed
from simulator.commands.options import json_option
from simulator.commands.streams import dumps

if TYPE_CHECKING:
    from scoring.contract import Score, Situation
    from scoring.scorer import Scorer
    from simulator.scenario.check import Report

# A test or playthrough in the file that fails; the scenario itself can be played.
TEST_FAILED = frozenset({"CF502", "CF503"})


@click.command(short_help="Check scenario files and run the tests in them.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--no-tests", is_flag=True, help="Do not run the tests and playthroughs in the files.")
@json_option
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], no_tests: bool, as_json: bool) -> None:
    """Check scenario files, or all in a folder, and run the tests in them.

    \b
    Exit codes: 0 no errors (warnings are allowed), 1 only tests fail, 2 a file has errors.
    --json prints one object for a single file, an array of them otherwise.

    \b
    Examples:
      calmfirm check scenarios/en/rude-client.yaml
      calmfirm check scenarios --json
      calmfirm check my-case.yaml --no-tests
    """
    from simulator.commands.progress import Progress
    from simulator.scenario.check import check as check_file

    scorer = None if no_tests else _Scores()
    found: list[Report] = []
    with Progress(progress_stream(as_json)) as progress:
        progress.at("Looking for scenario files …")
        files = _files(paths)
        for number, path in enumerate(files, 1):
            progress.at(f"Checking {number} of {len(files)}: {path.name}")
            found.append(check_file(path, scorer))
            progress.clear()
            if not as_json:
                _tell(found[-1])
    if as_json:
        rows = [_row(report) for report in found]
        single = len(paths) == 1 and not paths[0].is_dir()
        click.echo(dumps(rows[0] if single else rows, indent=2))
    ctx.exit(max(map(exit_code, found)))


class _Scores:
    """The scorer, loaded when the first test needs it: a file with errors is reported without that wait."""

    @cached_property
    def _scorer(self) -> Scorer:
        from scoring.scorer import Scorer

        return Scorer.load()

    def score(self, reply: str, situation: Situation) -> Score:
        """The judgement of one reply. Raises what loading the scorer raises."""
        return self._scorer.score(reply, situation)


def progress_stream(as_json: bool) -> TextIO | None:
    """Where to tell what a long check is at; None unless someone reads the reports on a terminal."""
    watched = not as_json and all(one is not None and one.isatty() for one in (sys.stdout, sys.stderr))
    return sys.stderr if watched else None


def exit_code(report: Report) -> int:
    """0 without errors, 1 when only the file's own tests fail, else 2."""
    errors = {problem.code for problem in report.problems if problem.severity == "error"}
    return 0 if not errors else 1 if errors <= TEST_FAILED else 2


def _files(paths: Iterable[Path]) -> list[Path]:
    """Files as they are named, folders with all scenario files in them. Raises Failed for a folder without any."""
    from simulator.scenario.library import SUFFIXES

    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if one.suffix in SUFFIXES and one.is_file())
        if not inside:
            raise Failed(f"There are no scenario files (.yaml) in {path}.")
        found += [one for one in inside if not _part(one)] or inside
    return found


def _part(path: Path) -> bool:
    """Whether a file is made to be included: it is checked with the scenario that includes it."""
    from simulator.scenario.include import is_part
    from simulator.scenario.source import read

    return is_part(read(path).data)


def _tell(report: Report) -> None:
    from simulator.wording import safe

    if report.problems:
        click.echo(report.render())
    warnings = len(report.problems) - report.errors
    name = safe(str(report.file))
    click.echo(f"{name}: {_count(report.errors, 'error')}, {_count(warnings, 'warning')}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _row(report: Report) -> dict[str, Any]:
    return {"file": str(report.file), "problems": [problem.as_dict() for problem in report.problems]}
