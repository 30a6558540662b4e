"""Learn, practise, exam: ready replies, the hint ladder, copies, silence, what is kept and what comes back."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import ROOT, FakeScorer, spare_key

from simulator import session
from simulator.game import Game, ReplyProblem
from simulator.mode import EXAM, LEARN, PRACTISE, Terms, read_terms, terms
from simulator.origin import OWN, Origin
from simulator.ready import beginning, ready
from simulator.record import read_turn, turn_record
from simulator.reply_clock import ReplyClock, minutes
from simulator.reports.lines import conversation_record, read_conversation
from simulator.result_words import result
from simulator.scenario.library import Loaded
from simulator.scenario.model import ModelAnswer
from simulator.store import migrations, sqlite
from simulator.store.database import Store
from simulator.store.pending import Pending

STRONG = "The rule is forty pounds for a spare key, Mr Lund. Would you like to pay it by card or in cash?"
WEAK = "Oh, take one, it hardly matters to anybody."


def modelled() -> Loaded:
    """The spare-key scenario with model answers at its first step."""
    loaded = spare_key()
    step = loaded.scenario.steps["opening"]
    model = ModelAnswer(strong=STRONG, weak=WEAK, why="The price is named before it is asked for.")
    steps = {**loaded.scenario.steps, "opening": step.model_copy(update={"model": model})}
    return replace(loaded, scenario=loaded.scenario.model_copy(update={"steps": steps}))


def game(mode: str = PRACTISE, seconds: int | None = None, attempted: frozenset[str] = frozenset()) -> Game:
    return Game(modelled(), FakeScorer(), terms=Terms(mode, seconds), attempted=attempted)


def test_ready_replies_are_the_model_answers_in_an_order_that_stays() -> None:
    loaded = modelled()
    state, _ = session.start(loaded.scenario)
    found = ready(loaded.scenario, state)
    assert {one.text: one.strong for one in found} == {STRONG: True, WEAK: False}
    assert found == ready(loaded.scenario, state)
    assert found[0].why


def test_the_order_does_not_give_the_strong_reply_away() -> None:
    loaded = modelled()
    first = set()
    for number in range(20):
        scenario = loaded.scenario.model_copy(update={"id": f"case-{number}"})
        state, _ = session.start(scenario)
        first.add(ready(scenario, state)[0].strong)
    assert first == {True, False}


def test_without_a_contrast_there_is_nothing_to_choose_from() -> None:
    state, _ = session.start(spare_key().scenario)
    assert ready(spare_key().scenario, state) == ()


@pytest.mark.parametrize(
    ("reply", "begins"),
    [
        (STRONG, "The rule is forty pounds for a spare key …"),
        ("Good evening. I can see that you are in a hurry, so let us do it at once and be done with it today.",
         "Good evening. I can see that you are in a hurry …"),
        ("No.", None),
    ],
)  # fmt: skip
def test_a_beginning_is_cut_where_a_clause_ends_and_tells_no_more_than_half(reply: str, begins: str | None) -> None:
    assert beginning(reply) == begins


def test_the_ladder_goes_from_principle_to_beginning_and_opens_the_model_only_after_an_attempt() -> None:
    play = game()
    ladder = play.help.ladder
    assert ladder is not None
    assert [ladder.climb().kind, ladder.climb().kind] == ["principle", "beginning"]
    assert ladder.climb() is None
    assert STRONG not in ladder.shown
    again = game(attempted=frozenset({"opening"})).help.ladder
    assert again is not None
    again.climb(), again.climb()
    model = again.climb()
    assert model is not None
    assert model.text == STRONG


def test_hints_are_recorded_with_the_turn_and_not_with_the_next() -> None:
    play = game()
    play.help.ladder.climb()
    turn = play.take("A key is forty pounds.").turn
    assert turn.origin == Origin(hints=("principle",), shown=("Name the rule.",))
    assert play.take("hold").turn.origin == OWN


def test_what_was_shown_stands_in_the_situation_so_that_a_copy_is_told_as_one() -> None:
    play = game(LEARN)
    assert STRONG not in play.situation().given
    play.help.offer()
    assert {STRONG, WEAK} <= set(play.situation().given)
    assert STRONG not in play.situation(picked=True).given
    play.take(STRONG, picked=True)
    assert play.state.turns[-1].origin.picked


def test_the_real_scorer_calls_a_copied_model_answer_copied() -> None:
    from scoring.scorer import Scorer

    play = game(LEARN)
    play.scorer = Scorer.load()
    play.help.offer()
    assert "copied" in play.scorer.score(STRONG, play.situation()).caps
    assert "copied" not in play.scorer.score(STRONG, play.situation(picked=True)).caps


def test_a_model_answer_seen_in_looking_back_may_not_be_copied_there() -> None:
    play = game()
    play.saw("opening", STRONG)
    assert STRONG in play.situation().given


def test_an_exam_has_no_help() -> None:
    play = game(EXAM, attempted=frozenset({"opening"}))
    assert play.help.ladder is None
    assert play.help.offer() == ()


def test_silence_is_a_reply_that_the_client_reacts_to_when_the_clock_sends_it_only() -> None:
    play = game(EXAM, 30)
    with pytest.raises(ReplyProblem):
        play.take("  ")
    taken = play.take("  ", timed_out=True)
    assert (taken.turn.reply, taken.turn.origin.timed_out, taken.turn.to) == ("", True, "terms")
    assert taken.turn.changes[0].because == "He has to wait."


@pytest.mark.parametrize(
    ("mode", "seconds"), [("learn", 60), ("practise", 60), ("exam", 5), ("exam", 4000), ("x", None)]
)
def test_terms_that_make_no_sense_are_refused_in_a_sentence(mode: str, seconds: int | None) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        terms(mode, seconds)


def test_a_time_alone_is_an_exams() -> None:
    assert terms(None, 60) == Terms(EXAM, 60)
    assert read_terms("something newer", 60) == Terms()


def test_the_clock_goes_on_while_away_and_is_not_charged_twice() -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    first = ReplyClock.begin(60, noon, 100.0)
    assert first.left(120.0) == 40.0
    back = ReplyClock.begin(60, noon + timedelta(seconds=45), 5.0, first.due_at)
    assert back.left(5.0) == 15.0
    late = ReplyClock.begin(60, noon + timedelta(hours=1), 5.0, first.due_at)
    assert late.left(5.0) == 0.0
    set_back = ReplyClock.begin(60, noon - timedelta(days=1), 5.0, first.due_at)
    assert set_back.left(5.0) == 60.0
    assert (minutes(59.2), minutes(60.0), minutes(0.0)) == ("1:00", "1:00", "0:00")


def test_mode_time_hints_and_origin_are_kept_and_come_back(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "results.db")
    held = Terms(EXAM, 60)
    number = store.begin(modelled(), "Ann", held)
    play = Game(modelled(), FakeScorer(), store, number, "Ann", held)
    play.take("", timed_out=True)
    other = store.begin(modelled(), "Ann", Terms(LEARN))
    learning = Game(modelled(), FakeScorer(), store, other, "Ann", Terms(LEARN))
    learning.help.ladder.climb()
    learning.help.offer()
    learning.take(STRONG, picked=True)
    rows = {row.id: row for row in store.history()}
    assert (rows[number].terms, rows[number].hints) == (held, 0)
    assert (rows[other].terms.mode, rows[other].hints, rows[other].picked) == (LEARN, 1, 1)
    again = Game(modelled(), FakeScorer(), store, number, "Ann", held)
    assert again.replay(store.stored_turns(number)) == 1
    assert again.state == play.state
    whole = {one.row.id: one for one in store.conversations()}
    assert whole[other].played[0].origin.shown
    carried = read_conversation(json.loads(json.dumps(conversation_record(whole[other]))), "here")
    assert (carried.row.terms, carried.row.hints, carried.row.picked) == (rows[other].terms, 1, 1)
    assert carried.played[0].origin == whole[other].played[0].origin
    assert store.attempted("spare-key", "en", "Ann") == {"opening"}
    store.close()


def test_a_turn_kept_before_there_were_modes_is_read_as_the_trainees_own() -> None:
    play = game()
    record = turn_record(play.take("Hello.").turn)
    del record["origin"]
    assert read_turn(record).origin == OWN


def test_an_older_database_gets_the_new_columns_and_its_sessions_are_practice(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "results.db"
    before = migrations.MIGRATIONS[:4]
    monkeypatch.setattr(sqlite, "MIGRATIONS", before)
    connection = sqlite3.connect(path)
    for number, statements in enumerate(before, 1):
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
    now = datetime.now(UTC).isoformat()
    connection.execute(
        "INSERT INTO sessions (scenario_id, lang, title, path, digest, trainee, started_at, updated_at)"
        " VALUES ('spare-key', 'en', 'T', '', '', 'Ann', ?, ?)",
        (now, now),
    )
    turn = turn_record(game().take("Hello.").turn)
    connection.execute(
        "INSERT INTO turns (session_id, number, saved_at, reply, guessed, calm, firm, rubric, rubric_version,"
        " rubric_hash, score, turn) VALUES (1, 1, ?, 'Hello.', 0, 4, 2, 'r', '1', 'h', ?, ?)",
        (now, json.dumps(turn["score"]), json.dumps(turn)),
    )
    connection.commit()
    connection.close()
    monkeypatch.undo()
    store = Store.open(path)
    (row,) = store.history()
    assert (row.terms, row.hints, row.picked) == (Terms(), 0, 0)
    store.close()


def test_what_is_being_written_is_there_after_kill_9_and_gone_once_the_turn_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "results.db"
    code = f"""
import os, signal, sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests" / "unit")!r}]
from datetime import UTC, datetime
from desk import FakeScorer, spare_key
from simulator.game import Game
from simulator.mode import Terms
from simulator.store.database import Store
from simulator.store.pending import Pending
store = Store.open({str(path)!r})
held = Terms("exam", 60)
number = store.begin(spare_key(), "", held)
game = Game(spare_key(), FakeScorer(), store, number, "", held)
game.take("The first one.")
store.pending(number).keep(Pending(2, "Half a thou", datetime(2026, 11, 22, 12, 0, tzinfo=UTC)))
os.kill(os.getpid(), signal.SIGKILL)
"""
    died = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert died.returncode == -9, died.stderr
    store = Store.open(path)
    (row,) = store.unfinished()
    assert row.terms == Terms(EXAM, 60)
    assert store.stored_turns(row.id)[0][0] == "The first one."
    desk = store.pending(row.id)
    assert desk.read(2) == Pending(2, "Half a thou", datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert desk.read(3) is None
    again = Game(spare_key(), FakeScorer(), store, row.id, "", row.terms)
    again.replay(store.stored_turns(row.id))
    again.take("hold")
    assert desk.read(2) is None
    store.close()


def test_the_result_of_an_exam_names_its_rubric_with_version_and_hash() -> None:
    play = game(EXAM, 60)
    play.take("", timed_out=True)
    told = list(result(play.terms, play.state.turns))
    assert told == [
        "Exam, 60 seconds a reply",
        "The time ran out for 1 reply.",
        "Judged by the rubric fake 7, hash abc",
    ]
    assert list(result(Terms(), play.state.turns)) == ["Practise"]
