"""The paths that lie beside a library: paths/<language>/*.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.paths.model import LearningPath
from simulator.paths.reading import FOLDER, read_path
from simulator.scenario.library import Entry, files
from simulator.scenario.problem import Problem

HARD = 6  # above every difficulty


@dataclass(frozen=True, slots=True)
class Shelf:
    """The paths, what begins easier first, then by file name, and what is wrong with files that hold none."""

    paths: tuple[LearningPath, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, lang: str) -> tuple[LearningPath, ...]:
        """The paths of a language."""
        return tuple(one for one in self.paths if one.lang == lang)


def shelf(library: Sequence[Entry]) -> Shelf:
    """The paths beside the scenarios of a library. Never raises for what the files hold."""
    paths: list[LearningPath] = []
    problems: list[Problem] = []
    for root in dict.fromkeys(_root(one) for one in library):
        for file in files(root / FOLDER):
            found, wrong = read_path(file, library)
            if found is not None:
                paths.append(found)
            problems += [one for one in wrong if one.severity == "error"]
    level = {(one.lang, one.id): one.difficulty for one in library}
    # The first path of a language is the one that a first start is led into.
    paths.sort(key=lambda one: min(level.get((one.lang, name), HARD) for name in one.stages[0].scenarios))
    return Shelf(tuple(paths), tuple(problems))


def _root(entry: Entry) -> Path:
    return entry.path.absolute().parent.parent
