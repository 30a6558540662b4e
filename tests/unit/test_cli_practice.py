"""`calmfirm progress` and `calmfirm drill` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import FakeScorer
from practice import HOLDS, play

from simulator.cli import cli
from simulator.store.database import Store


@pytest.fixture(autouse=True)
def fake_scorer(monkeypatch: pytest.MonkeyPatch) -> None:
    from scoring.scorer import Scorer

    monkeypatch.setattr(Scorer, "load", lambda *_given, **_named: FakeScorer())


def run(folder: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["--db", str(folder / "results.db"), *arguments], input=typed)


def practised(folder: Path) -> None:
    store = Store.open(folder / "results.db")
    number = play(store, HOLDS)
    store.finish(number, "kept", "good")
    store.close()


def test_an_empty_database_is_welcomed(tmp_path: Path) -> None:
    done = run(tmp_path, "progress", "--plain")
    assert done.exit_code == 0
    assert done.output.startswith("Nothing practised yet.")
    assert "Next for you: " in done.output
    empty = json.loads(run(tmp_path, "progress", "--json").output)
    assert (empty["conversations"], empty["principles"], empty["due"], empty["calm"]["now"]) == (0, [], [], None)


def test_progress_after_a_conversation(tmp_path: Path) -> None:
    practised(tmp_path)
    told = json.loads(run(tmp_path, "progress", "--json", "--goal", "3").output)
    assert (told["conversations"], told["days_this_week"], told["goal"]) == (1, 1, 3)
    asked = next(one for one in told["principles"] if one["principle"] == "ask")
    assert (asked["kept"], asked["missed"], asked["reviews"][0]["rating"]) == (1, 0, "kept")
    again = json.loads(run(tmp_path, "progress", "--json").output)
    assert again == told
    assert "1 of 3 days this week" in run(tmp_path, "progress", "--plain").output


def test_a_drill_line_by_line(tmp_path: Path) -> None:
    done = run(tmp_path, "drill", "ask", "--plain", "--lang", "en", typed="What happened?\n\nFine.\n" + "Why?\n" * 3)
    assert done.exit_code == 0, done.output
    assert "Moment 1 of 5: " in done.output
    assert done.output.count("Kept: ") == 4
    assert "4 of 5 replies with " in done.output
    assert "It comes back in " in done.output
    told = json.loads(run(tmp_path, "progress", "--json").output)
    assert (told["drills"], told["principles"][0]["reviews"][0]["in"]) == (1, "drill")


def test_a_drill_that_is_left_at_once(tmp_path: Path) -> None:
    done = run(tmp_path, "drill", "--plain", "--lang", "en")
    assert done.exit_code == 0
    assert "You left the drill." in done.output


@pytest.mark.parametrize(
    ("typed", "told"),
    [("boundry", "did you mean `boundary`?"), ("made_good", "whole conversation"), ("zzzzz", "the moves are: ")],
)
def test_a_principle_that_cannot_be_drilled(tmp_path: Path, typed: str, told: str) -> None:
    done = run(tmp_path, "drill", typed, "--plain")
    assert done.exit_code == 2
    assert told in done.output


def test_a_principle_by_its_name_in_another_language(tmp_path: Path) -> None:
    done = run(tmp_path, "drill", "Запитує", "--plain", "--lang", "en")
    assert done.exit_code == 0
    assert "Drill: Asks, 5 moments." in done.output


def test_too_few_moments_are_told(tmp_path: Path) -> None:
    done = run(tmp_path, "drill", "ask", "--plain", "--library", str(tmp_path))
    assert done.exit_code == 2
    assert "fewer than 3 moments" in done.output


@pytest.mark.parametrize("command", ["progress", "drill"])
def test_without_a_terminal_the_ways_around_it_are_named(tmp_path: Path, command: str) -> None:
    done = run(tmp_path, command)
    assert done.exit_code == 2
    assert "--plain" in done.output
