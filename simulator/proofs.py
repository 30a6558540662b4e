"""A scenario file as it is at this moment: what is wrong with it, what can be played, which files it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.scenario.check import check
from simulator.scenario.include import gather
from simulator.scenario.problem import Problem
from simulator.scenario.source import collector_paused
from simulator.watching import Stamps, stamps

if TYPE_CHECKING:
    from simulator.game import Scores
    from simulator.scenario.library import Loaded
    from simulator.scenario.model import Scenario

Way = tuple[str | int, ...]
MAX_RUBRIC_FILES = 200
# What fails when the tests and playthroughs in a file are run.
TESTS = ("CF502", "CF503")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a look at the file found. `loaded` is None when it cannot be played.

    `files`: what it was read from. `rubric`: the stamps of the files of the scenario's own rubric, empty without one.
    `tested`: whether the tests in the file were run. `lines`: line (from 1) and file name of each route.
    """

    problems: tuple[Problem, ...]
    loaded: Loaded | None
    files: tuple[Path, ...]
    rubric: Stamps
    tested: bool = False
    lines: Mapping[Way, str] | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors, failing tests last."""
        found = (one for one in self.problems if one.severity == "error")
        return tuple(sorted(found, key=lambda one: one.code in TESTS))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The others."""
        return tuple(one for one in self.problems if one.severity != "error")


class Findings:
    """What is known of a file over its saves. `proof` is the last look at it, None before the first; `looks` counts
    those that are done, `begun` those that have begun: once one has, what is known is no longer worth work."""

    def __init__(self) -> None:
        self.proof: Proof | None = None
        self.looks = 0
        self.begun = 0
        self._failing: tuple[Problem, ...] = ()

    def looked(self, proof: Proof) -> int:
        """Take in a look at the file; how many errors of the look before are gone."""
        before = self.proof.errors if self.proof is not None else ()
        gone = {(one.code, one.message) for one in before} - {(one.code, one.message) for one in proof.errors}
        self.proof = proof
        self.looks += 1
        # Tests are run in a moment; until then those that failed stay, or the list would jump with every save.
        self._failing = self._failing if proof.loaded is not None else ()
        return len(gone)

    def tested(self, found: Proof, look: int) -> bool:
        """Take in the tests' results, unless the file has been saved since look number `look`."""
        if look != self.looks or self.proof is None:
            return False
        self._failing = tuple(one for one in found.problems if one not in self.proof.problems)
        self.proof = replace(self.proof, tested=True, lines=found.lines)
        return True

    @property
    def all(self) -> Proof | None:
        """The last look with the failing tests among its problems."""
        return self.proof and replace(self.proof, problems=(*self.proof.problems, *self._failing))


def look(path: Path) -> Proof:
    """Check the file without running its tests. Never raises for what the file holds."""
    report = check(path)
    folder = report.loaded.rubric if report.loaded is not None else None
    own = sorted(folder.rglob("*.y*ml"))[:MAX_RUBRIC_FILES] if folder is not None else []
    return Proof(report.problems, report.loaded, report.files or (path,), stamps(own))


def tested(proof: Proof, path: Path, scorer: Scores) -> Proof:
    """The same file with its tests run and the lines of its routes. Raises what the scorer raises, RubricError."""
    report = check(path, scorer)
    lines = _lines(path, report.loaded.scenario) if report.loaded is not None else None
    return Proof(report.problems, report.loaded, proof.files, proof.rubric, True, lines)


def _lines(path: Path, scenario: Scenario) -> dict[Way, str]:
    with collector_paused():
        bundle = gather(path)
    ways: list[Way] = [("always", number) for number in range(len(scenario.always))]
    for name, step in scenario.steps.items():
        ways.append(("steps", name))
        ways += [("steps", name, "routes", number) for number in range(len(step.routes))]
    return {way: bundle.line(way) for way in ways}
