"""What is wrong with a rubric, each thing at its place. docs/rubrics.md explains the codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from simulator.i18n import _, mark
from simulator.scenario.codes import Severity
from simulator.scenario.problem import Problem, did_you_mean, shown
from simulator.scenario.source import Source, Way

CODES: dict[str, str] = {
    "RB101": mark("a file that cannot be used"),
    "RB201": mark("an unknown key"),
    "RB202": mark("something is missing"),
    "RB203": mark("the wrong kind of value"),
    "RB204": mark("an unknown label"),
    "RB205": mark("a number that does not fit"),
    "RB206": mark("a name that no label can have"),
    "RB207": mark("two labels with one name"),
    "RB208": mark("a language without a text"),
    "RB301": mark("a pattern that makes no sense"),
    "RB302": mark("an example that is not treated as it says"),
    "RB303": mark("a cue key used twice"),
    "RB304": mark("a label without a cue"),
    "RB401": mark("a row of the bank that is none"),
    "RB402": mark("too few rows to learn from"),
    "RB501": mark("learned files that do not fit"),
    "RB601": mark("a rated reply that is none"),
}
WARNINGS = frozenset(("RB207", "RB208", "RB304", "RB402"))


class Findings:
    """Problems as they are found; `problems` has them in the order of files and places."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    @property
    def problems(self) -> list[Problem]:
        """Every problem once, by file (rubric.yaml first) and place."""
        return sorted(
            dict.fromkeys(self._found),
            key=lambda one: (one.file.name != "rubric.yaml", str(one.file), one.line, one.column, one.code),
        )

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(one.severity == "error" for one in self.problems)

    def take(self, source: Source) -> None:
        """What reading a YAML file has found."""
        self._found += source.problems

    def at(self, code: str, source: Source, way: Way, message: str, hint: str = "", *, key: bool = False) -> None:
        """Note a problem at a path of a YAML file (`key`: at its key rather than its value)."""
        line, column = source.place(way, key=key)
        self._found.append(Problem(code, _severity(code), line, column, message, hint, source.path, source.line(line)))

    def unknown(self, source: Source, way: Way, part: dict[str, Any], known: tuple[str, ...]) -> None:
        """Note the keys of a mapping that it cannot have."""
        for key in part:
            if key not in known:
                told = _("unknown key {key}").format(key=shown(key))
                self.at("RB201", source, (*way, key), told, did_you_mean(key, known), key=True)

    def file(
        self, code: str, path: Path, message: str, hint: str = "", line: int = 1, column: int = 1, excerpt: str = ""
    ) -> None:
        """Note a problem of a file as a whole, or at a line of it."""
        self._found.append(Problem(code, _severity(code), line, column, message, hint, path, excerpt))


def is_text(source: Source, way: Way, value: object) -> bool:
    """Whether a value is read as text: `no`, `12` and `1.5` need quotes for that in a rubric."""
    if not isinstance(value, str) or not value:
        return False
    if source.style(way):
        return True
    try:
        return isinstance(yaml.safe_load(value), str)
    except yaml.YAMLError:
        return True  # the reader has told of it


def number(value: object) -> float | None:
    """The number that a value is read as, or None."""
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _severity(code: str) -> Severity:
    return "warning" if code in WARNINGS else "error"
