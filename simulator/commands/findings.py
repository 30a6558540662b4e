"""How the findings of check and test are printed: plain text, JSON, or notes for the lines of a pull request."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from simulator.commands.streams import dumps

if TYPE_CHECKING:
    from simulator.scenario.check import Report
    from simulator.scenario.problem import Problem
    from simulator.scenario.trial import Tried

FORMATS = ("text", "json", "github")


class Findings:
    """Prints reports as they come and a sum at the end. `shape`: one of FORMATS; `single`: whether one file was named.

    `coverage`: also what the tests leave out. `codes`: warnings other than these are left out (None: all are told).
    """

    def __init__(self, shape: str, single: bool, *, coverage: bool, codes: frozenset[str] | None = None) -> None:
        self.shape = shape
        self._single = single
        self._coverage = coverage
        self._codes = codes
        self._rows: list[dict[str, Any]] = []
        self._sum = _Sum()
        self._first = ""
        self._watched = sys.stdout is not None and sys.stdout.isatty()

    def tell(self, report: Report) -> None:
        """One file's findings; JSON waits for `close`."""
        problems = [one for one in report.problems if self._told(one)]
        self._sum.add(problems, report.tried)
        self._first = self._first or (problems[0].code if problems else "")
        if self.shape == "json":
            self._rows.append(self._row(report, problems))
        elif self.shape == "github":
            for problem in problems:
                click.echo(annotation(problem))
        else:
            self._text(report, problems)

    def close(self) -> None:
        """The end of the list: JSON, or the sum of several files."""
        if self.shape == "json":
            click.echo(dumps(self._rows[0] if self._single else self._rows, indent=2))
            return
        if self.shape == "text" and self._sum.files > 1:
            click.echo(f"{self._sum.files} files: {self._sum.text()}")
        if self.shape == "text" and self._first and self._watched:
            click.echo(f"`calmfirm explain {self._first}` shows what it means, with a wrong and a right example.")

    def _told(self, problem: Problem) -> bool:
        return self._codes is None or problem.severity == "error" or problem.code in self._codes

    def _row(self, report: Report, problems: list[Problem]) -> dict[str, Any]:
        row: dict[str, Any] = {"file": str(report.file), "problems": [problem.as_dict() for problem in problems]}
        if (tried := report.tried) is not None:
            row["tests"] = {"tests": tried.tests, "playthroughs": tried.playthroughs, "failed": tried.failed}
            if self._coverage:
                row["coverage"] = tried.coverage.as_dict()
                row["fairness"] = [{"step": one.step, "good": one.good, "bad": one.bad} for one in tried.fairness]
        return row

    def _text(self, report: Report, problems: list[Problem]) -> None:
        from simulator.scenario.problem import printable, render_all

        if problems:
            click.echo(render_all(problems, get_terminal_size().columns if self._watched else None))
        one = _Sum()
        one.add(problems, report.tried)
        click.echo(f"{printable(str(report.file))}: {one.text()}")
        if self._coverage and report.tried is not None:
            for line in coverage_lines(report.tried):
                click.echo(f"    {printable(line)}")


class _Sum:
    """Counts over files."""

    def __init__(self) -> None:
        self.files = self.errors = self.warnings = 0
        self.tests = self.plays = self.failed = 0
        self.tried = False

    def add(self, problems: list[Problem], tried: Tried | None) -> None:
        self.files += 1
        self.errors += sum(one.severity == "error" for one in problems)
        self.warnings += sum(one.severity == "warning" for one in problems)
        if tried is not None:
            self.tried = True
            self.tests += tried.tests
            self.plays += tried.playthroughs
            self.failed += tried.failed

    def text(self) -> str:
        counts = f"{_count(self.errors, 'error')}, {_count(self.warnings, 'warning')}"
        every = self.tests + self.plays
        if not self.tried or not every:
            return counts
        if self.failed:
            return f"{counts}; {self.failed} of {_count(every, 'test')} and playthroughs fail"
        plays = f" and {_count(self.plays, 'playthrough')}" if self.plays else ""
        return f"{counts}; {_count(self.tests, 'test')}{plays} pass"


def coverage_lines(tried: Tried) -> list[str]:
    """What the tests go through, and the places that they never reach, with their lines."""
    found = tried.coverage
    counts = [f"{name} {reached} of {every}" for name, every, reached in found.counts()]
    lines = [f"tests go through: {', '.join(counts)}"]
    lines += [f"never reached: {one.file}:{one.line} {one.name}" for one in found.idle]
    return lines + [
        f"too few tests: step {one.step} has {one.good} that go its strong answer's way and {one.bad} that do not"
        for one in tried.fairness
        if not one.enough
    ]


def annotation(problem: Problem) -> str:
    """A problem as a workflow command, which GitHub shows beside the line."""
    text = "\n".join((problem.message, *problem.notes, *((f"hint: {problem.hint}",) if problem.hint else ())))
    place = f"file={_property(problem.file.as_posix())},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place},title={problem.code}::{_data(text)}"


def _data(text: str) -> str:
    from simulator.wording import safe

    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
