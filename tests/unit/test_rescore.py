"""Kept turns judged by another rubric: in their own situation, compared, and never written over."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk import SPARE_KEY, FakeScorer

import scoring.scorer
from scoring.contract import Score, Situation
from scoring.rubric import load_rubric
from simulator.cli import cli
from simulator.game import Game
from simulator.rescoring import Rescored, from_kept, replayed, rescore, summary
from simulator.scenario.library import Loaded, open_scenario
from simulator.store.database import Store

REPLIES = ("Is that the rule?", "hold", "You idiot.")


class LaterScorer(FakeScorer):
    """A newer rubric: a question is no longer `ask` but `investigate`, and everything is a little firmer."""

    def score(self, reply: str, situation: Situation) -> Score:
        score = super().score(reply, situation)
        moves = {"investigate" if label == "ask" else label: sure for label, sure in score.moves.items()}
        return replace(score, moves=moves, firm=score.firm + 0.5, evidence=(), rubric_version="8", rubric_hash="def")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> LaterScorer:
    made = LaterScorer()
    monkeypatch.setattr(scoring.scorer.Scorer, "load", classmethod(lambda *_, **__: made))
    return made


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    copy = tmp_path / "library" / "en" / SPARE_KEY.name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(SPARE_KEY.read_bytes())
    return copy


def play(db: Path, loaded: Loaded, replies: tuple[str, ...] = REPLIES) -> int:
    store = Store.open(db)
    number = store.begin(loaded, "Ann")
    game = Game(loaded, FakeScorer(), store, number, "Ann")
    for reply in replies:
        game.take(reply)
    store.close()
    return number


def run(db: Path, scenario: Path, *arguments: str) -> Result:
    library = str(scenario.parent.parent)
    return CliRunner().invoke(cli, ["rescore", "--db", str(db), "--library", library, *arguments])


def records(db: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute("SELECT * FROM turns ORDER BY id").fetchall()
    finally:
        connection.close()


def test_each_reply_is_judged_in_the_situation_that_it_was_given_in(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    loaded = open_scenario(scenario)
    then = FakeScorer()
    game = Game(loaded, then, trainee="Ann")
    for reply in REPLIES:
        game.take(reply)
    play(tmp_path / "r.db", loaded)
    result = run(tmp_path / "r.db", scenario)
    assert result.exit_code == 0, result.output
    assert [reply for reply, _ in later.asked] == [reply for reply, _ in then.asked]
    for (_, now), (_, was) in zip(later.asked, then.asked, strict=True):
        assert replace(now, earlier=was.earlier) == was
        assert now.earlier.replies == was.earlier.replies
    assert later.asked[0][1].client == "Good evening, Ann. I need a key, now."
    assert (later.asked[0][1].breach, later.asked[0][1].expects) == ("first", ("state_rule",))
    # What was shown earlier is what today's rubric sees in it.
    assert later.asked[2][1].earlier.shown == {"investigate": 1, "state_rule": 1}


def test_what_changed_is_told_turn_by_turn_and_counted(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    number = play(tmp_path / "r.db", open_scenario(scenario))
    data = json.loads(run(tmp_path / "r.db", scenario, "--json").stdout)
    (session,) = data["sessions"]
    assert (session["session"], session["scenario"], session["scenario_file"]) == (number, "spare-key", "same")
    first, second, third = session["turns"]
    assert (first["number"], first["reply"], first["changed"]) == (1, "Is that the rule?", True)
    assert (first["gained"], first["lost"]) == (["investigate"], ["ask"])
    assert first["then"] == {
        "rubric": {"name": "fake", "version": "7", "hash": "abc", "layers": "full"},
        "calm": 4.0,
        "firm": 3.0,
        "stance": "neutral",
        "moves": ["ask", "state_rule"],
        "faults": [],
    }
    assert first["now"]["firm"] == 3.5
    assert first["now"]["rubric"] == {"name": "fake", "version": "8", "hash": "def", "layers": "full"}
    assert (second["gained"], second["lost"]) == ([], [])
    assert (third["then"]["faults"], third["now"]["faults"]) == (["insult"], ["insult"])
    assert session["summary"] == {
        "turns": 3,
        "changed": 3,
        "calm": 0.0,
        "firm": 0.5,
        "stance": 0,
        "gained": {"investigate": 1},
        "lost": {"ask": 1},
    }
    assert data["summary"] == {"sessions": 1, **session["summary"]}


def test_the_lines_say_the_same_in_words(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    number = play(tmp_path / "r.db", open_scenario(scenario))
    lines = run(tmp_path / "r.db", scenario).stdout.splitlines()
    assert lines[0] == f"Conversation {number}: The spare key (spare-key, en)"
    assert "  Rubric then: fake 7 (abc)" in lines
    assert f"  Rubric now: calm_firm {load_rubric().version} ({load_rubric().digest})" in lines
    assert "  Turn 1: firm 3.0 → 3.5; gained: will check; lost: asks “Is that the rule?”" in lines
    assert "  Turns as before: 0 of 3." in lines
    assert "Conversations: 1. Turns: 3, changed: 3. On average calm +0.00, firm +0.50." in lines
    assert lines[-1] == "The kept scores stay as they are."


def test_nothing_kept_is_written_over(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    play(tmp_path / "r.db", open_scenario(scenario))
    before = records(tmp_path / "r.db")
    assert run(tmp_path / "r.db", scenario, "--all").exit_code == 0
    assert records(tmp_path / "r.db") == before
    assert any("7" in map(str, row) and "abc" in row for row in before)


def test_the_last_conversation_one_by_number_or_all(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    loaded, db = open_scenario(scenario), tmp_path / "r.db"
    first, second = play(db, loaded), play(db, loaded, ("Hello.",))

    def taken(*arguments: str) -> list[int]:
        found = json.loads(run(db, scenario, "--json", *arguments).stdout)["sessions"]
        return [one["session"] for one in found]

    assert taken() == [second]
    assert taken("--session", str(first)) == [first]
    assert taken("--all") == [first, second]


@pytest.mark.parametrize(
    ("change", "state", "sentence"),
    [
        (lambda path: path.unlink(), "gone", "The scenario file is gone"),
        (
            lambda path: path.write_text(path.read_text(encoding="utf-8").replace("minutes: 3", "minutes: 4")),
            "changed",
            "The scenario file has changed since",
        ),
        (lambda path: path.write_text("calmfirm: 1\n"), "broken", "The scenario file cannot be played any more"),
    ],
)
def test_a_scenario_that_is_not_as_it_was_is_named_and_what_is_kept_is_judged(  # type: ignore[no-untyped-def]
    tmp_path, scenario, later, change, state, sentence
) -> None:
    play(tmp_path / "r.db", open_scenario(scenario))
    change(scenario)
    result = run(tmp_path / "r.db", scenario)
    assert result.exit_code == 0, result.output
    assert f"  {sentence}" in result.stdout
    assert json.loads(run(tmp_path / "r.db", scenario, "--json").stdout)["sessions"][0]["scenario_file"] == state
    reply, situation = later.asked[0]
    assert (reply, situation.client) == ("Is that the rule?", "Good evening, Ann. I need a key, now.")
    assert (situation.breach, situation.expects) == ("none", ())
    assert later.asked[2][1].earlier.replies == ("Is that the rule?", "It is forty pounds, and here is a receipt.")


def test_a_file_that_moved_is_found_in_the_library_by_its_name(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    elsewhere = tmp_path / "elsewhere" / "en" / scenario.name
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_bytes(scenario.read_bytes())
    play(tmp_path / "r.db", open_scenario(elsewhere))
    elsewhere.unlink()
    assert json.loads(run(tmp_path / "r.db", scenario, "--json").stdout)["sessions"][0]["scenario_file"] == "same"


def test_the_real_scorer_judges_by_the_rubric_that_is_named(tmp_path, scenario, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "own"
    own.mkdir()
    (own / "rubric.yaml").write_text('name: mine\nversion: "3"\nextends: calm_firm\n', encoding="utf-8")
    play(tmp_path / "r.db", open_scenario(scenario))
    data = json.loads(run(tmp_path / "r.db", scenario, "--json", "--rubric", str(own)).stdout)
    (session,) = data["sessions"]
    assert (session["rubric"]["name"], session["rubric"]["version"]) == ("mine", "3")
    made = {(turn["now"]["rubric"]["name"], turn["now"]["rubric"]["hash"]) for turn in session["turns"]}
    assert made == {("mine", load_rubric(own).digest)}
    assert "insult" in session["turns"][2]["now"]["faults"]


def test_wrong_use_is_one_sentence_and_exit_code_2(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    db = tmp_path / "r.db"
    play(db, open_scenario(scenario))
    both, unknown = run(db, scenario, "--all", "--session", "1"), run(db, scenario, "--session", "77")
    assert (both.exit_code, unknown.exit_code) == (2, 2)
    assert "take one" in both.stderr
    assert "77" in unknown.stderr
    assert "Traceback" not in both.stderr + unknown.stderr


def test_nothing_kept_yet_is_no_error(tmp_path, scenario, later) -> None:  # type: ignore[no-untyped-def]
    for arguments in ((), ("--all",)):
        result = run(tmp_path / "r.db", scenario, *arguments)
        assert (result.exit_code, result.stdout) == (0, "No conversations yet. `calmfirm` opens the library.\n")
    assert json.loads(run(tmp_path / "r.db", scenario, "--json").stdout)["summary"]["turns"] == 0


def test_turns_that_do_not_fit_the_scenario_have_no_situation_of_it(scenario) -> None:  # type: ignore[no-untyped-def]
    loaded = open_scenario(scenario)
    game = Game(loaded, FakeScorer())
    for reply in REPLIES:
        game.take(reply)
    turns = game.state.turns
    assert replayed(loaded.scenario, "", turns[1:]) is None
    assert [one.client for one in from_kept("en", turns)] == ["\n".join(turn.client) for turn in turns]
    assert all(not one.changed for one in rescore(turns, replayed(loaded.scenario, "", turns) or (), FakeScorer()))


def test_confidence_alone_is_no_change() -> None:
    game = Game(open_scenario(SPARE_KEY), FakeScorer())
    turn = game.take("Is that the rule?").turn
    surer = replace(turn.score, moves=dict.fromkeys(turn.score.moves, 0.99), evidence=())
    assert not Rescored(turn, surer).changed
    assert Rescored(turn, replace(surer, stance="servile")).changed
    assert summary([Rescored(turn, surer)])["changed"] == 0
