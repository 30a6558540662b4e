"""`calmfirm check`: everything that is wrong with scenario files. `calmfirm test`: only the tests in them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from simulator.commands.failure import Failed
from simulator.commands.findings import FORMATS, Findings
from simulator.commands.helped import argument, command, option, says
from simulator.commands.options import json_option
from simulator.i18n import _, mark

if TYPE_CHECKING:
    from scoring.contract import Score, Situation
    from scoring.scorer import Scorer
    from simulator.scenario.check import Report

# A test or playthrough in the file that fails; the scenario itself can be played.
TEST_FAILED = frozenset({"CF502", "CF503"})
# What `test` tells besides errors: a test that holds by a hair.
OF_TESTS = TEST_FAILED | {"CF505"}

_paths = argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
_format = option(
    "--format",
    "shape",
    type=click.Choice(FORMATS),
    default="text",
    help=mark("How to print: text, json, or github (notes beside the lines of a pull request)."),
)


@command(short_help=mark("Check scenario files and run the tests in them."))
@_paths
@option("--no-tests", is_flag=True, help=mark("Do not run the tests and playthroughs in the files."))
@option("--coverage", is_flag=True, help=mark("Tell which steps, routes and endings no test goes through."))
@_format
@json_option
@click.pass_context
@says(
    mark("Check scenario files, or all in a folder, and run the tests in them."),
    mark(
        "Exit codes: 0 no errors (warnings are allowed), 1 only tests fail, 2 a file has errors. --format json "
        "prints one object for a single file, an array of them otherwise; --json is the same. `calmfirm explain "
        "CODE` tells what a code means, with a wrong and a right example."
    ),
    examples=(
        "calmfirm check scenarios/en/rude-client.yaml",
        "calmfirm check scenarios --format json",
        "calmfirm check my-case.yaml --no-tests",
    ),
)
def check(
    ctx: click.Context, paths: tuple[Path, ...], no_tests: bool, coverage: bool, shape: str, as_json: bool
) -> None:
    findings = Findings("json" if as_json else shape, _single(paths), coverage=coverage)
    ctx.exit(_run(paths, None if no_tests else Scores(), findings))


@command("test", short_help=mark("Run the tests in scenario files and tell what they leave out."))
@_paths
@_format
@json_option
@click.pass_context
@says(
    mark("Run the tests and playthroughs in scenario files, or in all of a folder, and tell what they leave out."),
    mark(
        "A test that fails is told with its line, the step that was expected and the one that came, the scores, "
        "and the label or band that would have tipped it. Then come the steps, routes and endings that no test "
        "goes through."
    ),
    mark("Exit codes: 0 all pass, 1 some fail, 2 a file has errors and cannot be played."),
    examples=(
        "calmfirm test my-case.yaml",
        "calmfirm test scenarios --format github",
    ),
)
def run_tests(ctx: click.Context, paths: tuple[Path, ...], shape: str, as_json: bool) -> None:
    findings = Findings("json" if as_json else shape, _single(paths), coverage=True, codes=OF_TESTS)
    ctx.exit(_run(paths, Scores(), findings))


class Scores:
    """The scorer, loaded when the first test needs it: a file with errors is reported without that wait."""

    @cached_property
    def _scorer(self) -> Scorer:
        from scoring.scorer import Scorer

        return Scorer.load()

    def score(self, reply: str, situation: Situation) -> Score:
        """The judgement of one reply. Raises what loading the scorer raises."""
        return self._scorer.score(reply, situation)

    def score_many(self, replies: Sequence[tuple[str, Situation]]) -> list[Score]:
        """The judgements of several replies, in order; at once where the scorer can. Raises what loading raises."""
        from simulator.scenario.scored import scored

        return scored(self._scorer, replies) if replies else []


def _run(paths: tuple[Path, ...], scorer: Scores | None, findings: Findings) -> int:
    """Check the files one after the other, telling of each as it is done; the exit code."""
    from simulator.commands.long_run import LongRun
    from simulator.paths.checked import check_path
    from simulator.paths.reading import is_path
    from simulator.scenario.check import check as check_file

    worst = 0
    with LongRun(progress_stream(findings.shape != "text")) as progress:
        progress.at(_("Looking for scenario files …"))
        files = _files(paths)
        for number, path in enumerate(files, 1):
            progress.at(_("Checking {number} of {all}: {file}").format(number=number, all=len(files), file=path.name))
            report = check_path(path) if is_path(path) else check_file(path, scorer)
            progress.clear()
            findings.tell(report)
            worst = max(worst, exit_code(report))
    findings.close()
    return worst


def progress_stream(quiet: bool) -> TextIO | None:
    """Where to tell what a long check is at; None unless someone reads the reports on a terminal."""
    watched = not quiet and all(one is not None and one.isatty() for one in (sys.stdout, sys.stderr))
    return sys.stderr if watched else None


def exit_code(report: Report) -> int:
    """0 without errors, 1 when only the file's own tests fail, else 2."""
    errors = {problem.code for problem in report.problems if problem.severity == "error"}
    return 0 if not errors else 1 if errors <= TEST_FAILED else 2


def _single(paths: tuple[Path, ...]) -> bool:
    return len(paths) == 1 and not paths[0].is_dir()


def _files(paths: Iterable[Path]) -> list[Path]:
    """Files as they are named, folders with all scenario files in them. Raises Failed for a folder without any."""
    from simulator.scenario.library import SUFFIXES
    from simulator.scenario.rubric import of_rubric

    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(one for one in path.rglob("*") if one.suffix in SUFFIXES and one.is_file())
        inside = [one for one in inside if not of_rubric(one, path)]
        if not inside:
            raise Failed(_("There are no scenario files (.yaml) in {folder}.").format(folder=path))
        found += [one for one in inside if not _part(one)] or inside
    return found


def _part(path: Path) -> bool:
    """Whether a file is made to be included: it is checked with the scenario that includes it."""
    from simulator.scenario.include import is_part
    from simulator.scenario.source import read

    return is_part(read(path).data)
