"""How the findings of check and test are printed: plain text, JSON, or notes for the lines of a pull request."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from simulator.commands.streams import dumps
from simulator.i18n import _, mark, ngettext

if TYPE_CHECKING:
    from simulator.scenario.check import Report
    from simulator.scenario.problem import Problem
    from simulator.scenario.trial import Tried

FORMATS = ("text", "json", "github")
# What tests go through, as it is called.
KINDS = {"steps": mark("steps"), "routes": mark("routes"), "endings": mark("endings")}


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
            told = ngettext("{count} file: {sum}", "{count} files: {sum}", self._sum.files)
            click.echo(told.format(count=self._sum.files, sum=self._sum.text()))
        if self.shape == "text" and self._first and self._watched:
            click.echo(
                _("`calmfirm explain {first}` shows what it means, with a wrong and a right example.").format(
                    first=self._first
                )
            )

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
        counts = counted(self.errors, self.warnings)
        every = self.tests + self.plays
        if not self.tried or not every:
            return counts
        if self.failed:
            fail = ngettext(
                "{failed} of {count} test and playthroughs fail",
                "{failed} of {count} tests and playthroughs fail",
                every,
            ).format(failed=self.failed, count=every)
            return f"{counts}; {fail}"
        if not self.plays:
            done = ngettext("{count} test pass", "{count} tests pass", self.tests).format(count=self.tests)
            return f"{counts}; {done}"
        tests = ngettext("{count} test", "{count} tests", self.tests).format(count=self.tests)
        plays = ngettext("{count} playthrough", "{count} playthroughs", self.plays).format(count=self.plays)
        done = _("{tests} and {playthroughs} pass").format(tests=tests, playthroughs=plays)
        return f"{counts}; {done}"


def coverage_lines(tried: Tried) -> list[str]:
    """What the tests go through, and the places that they never reach, with their lines."""
    found = tried.coverage
    counts = [
        _("{kind} {reached} of {all}").format(kind=_(KINDS[name]), reached=reached, all=every)
        for name, every, reached in found.counts()
    ]
    lines = [_("tests go through: {counts}").format(counts=", ".join(counts))]
    lines += [
        _("never reached: {place} {name}").format(place=f"{one.file}:{one.line}", name=one.name) for one in found.idle
    ]
    few = _("too few tests: step {step} has {good} that go its strong answer's way and {bad} that do not")
    return lines + [few.format(step=one.step, good=one.good, bad=one.bad) for one in tried.fairness if not one.enough]


def annotation(problem: Problem) -> str:
    """A problem as a workflow command, which GitHub shows beside the line."""
    text = "\n".join(
        (problem.message, *problem.notes, *((_("hint: {hint}").format(hint=problem.hint),) if problem.hint else ()))
    )
    place = f"file={_property(problem.file.as_posix())},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place},title={problem.code}::{_data(text)}"


def _data(text: str) -> str:
    from simulator.wording import safe

    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def counted(errors: int, warnings: int) -> str:
    """How many errors and warnings there are: `1 error, 2 warnings`."""
    found = ngettext("{count} error", "{count} errors", errors).format(count=errors)
    doubtful = ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)
    return f"{found}, {doubtful}"
