"""A path file's findings as `calmfirm check` reports them."""

from __future__ import annotations

from pathlib import Path

from simulator.paths.reading import read_path
from simulator.scenario.check import Report


def check_path(file: Path) -> Report:
    """Everything that is wrong with a path file. Never raises for what the file holds."""
    _found, problems = read_path(file)
    return Report(file, problems, None, (file,))
