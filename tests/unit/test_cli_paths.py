"""`calmfirm path` on the command line, and `calmfirm check` on path files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import LIBRARY, FakeScorer, spare_key

from simulator.cli import cli
from simulator.game import Game
from simulator.mode import EXAM, Terms
from simulator.store.database import Store

PATH = """\
path: 1
id: first
lang: en
title: First [b]days[/b]
holds: {calm: neutral, firm: partial}
stages:
  - title: Ask
    principles: [ask]
    scenarios: [spare-key]
"""
HOLDS = "The rule is forty pounds a day. What happened on Sunday?"


@pytest.fixture(autouse=True)
def fake_scorer(monkeypatch: pytest.MonkeyPatch) -> None:
    from scoring.scorer import Scorer

    monkeypatch.setattr(Scorer, "load", lambda *_given, **_named: FakeScorer())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    shutil.copytree(LIBRARY / "en", root / "en")
    (root / "paths" / "en").mkdir(parents=True)
    (root / "paths" / "en" / "first.yaml").write_text(PATH, encoding="utf-8")
    return root


def run(library: Path, *arguments: str) -> Result:
    before = ("--db", str(library.parent / "results.db"), "--library", str(library))
    return CliRunner().invoke(cli, [*before, *arguments])


def play(library: Path, *replies: str, retry: bool = False, mode: str = "practise") -> None:
    store = Store.open(library.parent / "results.db")
    loaded = spare_key()
    number = store.begin(loaded, "Ann", Terms(mode))
    game = Game(loaded, FakeScorer(), store, number, "Ann")
    for reply in replies:
        game.take(reply)
    store.finish(number, "kept", "good")
    if retry:
        again = store.branch(number, 1, loaded)
        game = Game(loaded, FakeScorer(), store, again, "Ann")
        game.take("Only an idiot keeps keys.")
        store.finish(again, "kept", "good")
    store.close()


def stage(library: Path) -> dict[str, object]:
    done = run(library, "path", "--json")
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.output)["stages"]
    return dict(found)


def test_before_the_first_conversation(library: Path) -> None:
    done = run(library, "path", "--plain")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("First [b]days[/b]\n")
    assert "1. Ask (you are here)" in done.output
    assert done.output.endswith("  calmfirm play spare-key --lang en\n")
    assert "Start here: " in done.output
    assert stage(library)["state"] == "here"


def test_a_conversation_that_holds_is_shown_with_the_words_and_a_retry_changes_nothing(library: Path) -> None:
    play(library, HOLDS, retry=True)
    found = stage(library)
    assert found["state"] == "held"
    done = run(library, "path", "first", "--plain")
    assert "1. Ask (it holds)" in done.output
    assert "“?”" in done.output
    assert "Every stage holds" in done.output


def test_an_exam_counts(library: Path) -> None:
    play(library, HOLDS, mode=EXAM)
    assert stage(library)["state"] == "held"
    assert "in an exam" in run(library, "path", "--plain").output


def test_a_later_attempt_that_does_not_hold_leads_back_and_says_why(library: Path) -> None:
    play(library, HOLDS)
    play(library, "Only an idiot keeps keys.")
    assert stage(library)["state"] == "here"
    told = run(library, "path", "--plain").output
    assert "Calm was 1.0 on average; it holds from 2.5 on." in told
    assert "Once more: " in told


def test_looking_changes_nothing(library: Path) -> None:
    play(library, HOLDS)
    first = run(library, "path", "--json").output
    assert run(library, "path", "--json").output == first


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("path", "frist", "--plain"), "There is no path `frist`: did you mean `first`?"),
        (("path", "quite-another", "--plain"), "There is no path `quite-another`. There are: first."),
        (("path", "--plain", "--lang", "uk"), "There is no learning path in this language."),
        (("path", "--plain", "--json"), "take one"),
        (("path",), "calmfirm path --plain"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(library: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(library, *arguments)
    assert done.exit_code == 2
    assert told in done.output


def test_a_broken_path_is_told_with_its_place(library: Path) -> None:
    (library / "paths" / "en" / "first.yaml").write_text(PATH.replace("[ask]", "[asc]"), encoding="utf-8")
    done = run(library, "path", "--plain")
    assert done.exit_code == 2
    assert "first.yaml:8:18: CF204 unknown principle `asc`" in done.output


def test_check_covers_paths_with_their_scenarios(library: Path) -> None:
    done = run(library, "check", str(library), "--no-tests")
    assert done.exit_code == 0, done.output
    assert "first.yaml: 0 errors, 0 warnings" in done.output
    file = library / "paths" / "en" / "first.yaml"
    file.write_text(PATH.replace("[spare-key]", "[spare-kay]"), encoding="utf-8")
    done = run(library, "check", str(file))
    assert done.exit_code == 2
    assert "first.yaml:9:17: CF100 there is no scenario `spare-kay` in en" in done.output
    assert "did you mean `spare-key`?" in done.output
    (row,) = json.loads(run(library, "check", str(file), "--json").output)["problems"]
    assert (row["code"], row["line"], row["column"]) == ("CF100", 9, 17)
