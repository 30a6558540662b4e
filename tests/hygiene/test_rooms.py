"""Which room may know which, and what a command may cost before it does anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SCREENS_AND_DATABASES = ("textual", "rich", "sqlalchemy", "sqlite3")


def imported(code: str) -> set[str]:
    """Top-level modules that are there after `code` has run in a process of its own."""
    probe = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


RUN = "from simulator.cli import cli\ncli({!r}, standalone_mode=False)"


def test_the_rooms_keep_to_their_layers() -> None:
    # Its own command: running it inside pytest would look at the modules that tests have imported.
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(
    "code",
    [
        "import scoring.scorer; scoring.scorer.Scorer.load(meaning=False)",
        "from scoring.contract import Situation; from scoring.scorer import *; Scorer.load().score('', Situation())",
        "import simulator.session, simulator.game, simulator.debrief, simulator.scenario.model",
        "from simulator.scenario.library import open_scenario; open_scenario('tests/library/en/spare-key.yaml')",
        "import simulator.plain, simulator.play_file, simulator.wording",
    ],
)
def test_scoring_and_the_game_run_without_screen_and_database(code: str) -> None:
    assert not imported(code) & set(SCREENS_AND_DATABASES)


@pytest.mark.parametrize("arguments", [["--help"], ["play", "--help"]])
def test_help_is_shown_without_anything_heavy(arguments: list[str]) -> None:
    there = imported(RUN.format(arguments))
    assert "click" in there
    assert not there & {"numpy", "pydantic", "textual", "rich", "sqlalchemy", "sqlite3", "jinja2", "yaml", "torch"}


def test_list_reads_headings_without_model_or_scorer() -> None:
    there = imported(RUN.format(["list", "--library", "tests/library"]))
    assert not there & {"numpy", "pydantic", "textual", "rich", "sqlalchemy", "torch"}


def test_the_store_costs_nothing_until_it_is_opened() -> None:
    assert "sqlalchemy" not in imported("import simulator.store.database, simulator.keeping")
