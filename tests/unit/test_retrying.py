"""A turn answered again: the state before it, the branch that is kept, the tree of attempts."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

import pytest
from desk import FakeScorer, spare_key
from retries import play, retry

from simulator import session
from simulator.attempts import lanes, partner, shared
from simulator.attempts_words import beside, tree
from simulator.branching import tell_origin
from simulator.game import Game
from simulator.mode import EXAM, LEARN, PRACTISE, Terms
from simulator.retrying import RetryProblem, before, refusal, restored
from simulator.store.backup import back_up
from simulator.store.backup import restore as put_back
from simulator.store.database import Store, StoreError
from simulator.store.families import family
from simulator.store.privacy import Which, delete, exported
from simulator.wording import Wording


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


def attempts(store: Store, session_id: int):
    return family(store, session_id, spare_key().scenario)


def test_the_session_before_the_turn_is_restored_and_the_earlier_turns_are_kept(store: Store) -> None:
    first = play(store, "What about the train?", "3", "By eleven.")
    new = retry(store, first, 3)
    step = session.start(spare_key().scenario, "Ann")[0]
    for turn in first.state.turns[:2]:
        step, _ = session.advance(
            spare_key().scenario, step, turn.reply, turn.score, turn.choice, turn.guessed, turn.origin
        )
    assert new.state == step
    assert new.state.trust == 7
    new.take("Here, please.")
    assert [turn.reply for turn in new.state.turns] == [
        "What about the train?",
        "It is forty pounds, and here is a receipt.",
        "Here, please.",
    ]
    assert new.state.over
    kept = store.conversations([new.session_id])[0]
    assert kept.played == new.state.turns
    assert [turn.reply for turn in kept.own] == ["Here, please."]
    # The first attempt is as it was.
    assert store.conversations([first.session_id])[0].played == first.state.turns


def test_nothing_of_a_branch_is_listed_before_its_first_reply(store: Store) -> None:
    first = play(store, "Hello.", "3")
    new = retry(store, first, 2)
    assert [row.id for row in store.history()] == [first.session_id]
    assert [row.id for row in store.unfinished()] == [first.session_id]
    new.take("1")
    assert [row.id for row in store.history()] == [new.session_id, first.session_id]


def test_a_branch_that_was_killed_is_gone_on_with_where_it_stopped(store: Store, tmp_path) -> None:
    first = play(store, "Hello.", "1")
    new = retry(store, first, 2, "3")
    row = store.unfinished()[0]
    assert (row.id, row.turns, row.branch and (row.branch.session, row.branch.turn)) == (
        new.session_id,
        2,
        (first.session_id, 2),
    )
    # What a new process finds in the file.
    other = Store.open(tmp_path / "results.db")
    again = Game(spare_key(), FakeScorer(), other, row.id, row.trainee)
    assert again.replay(other.stored_turns(row.id)) == 2
    tell_origin(other, again)
    assert again.state == new.state
    assert (again.again, again.place, again.line[-1].session) == (2, 2, first.session_id)
    again.take("By eleven.")
    assert other.history()[0].ending == "agreed"
    other.close()


def test_a_turn_that_a_branch_only_repeats_belongs_to_the_attempt_that_answered_it(store: Store) -> None:
    first = play(store, "Hello.", "3", "By eleven.")
    second = retry(store, first, 3, "Here.")
    third = retry(store, second, 1, "What train?")
    assert store.history()[0].branch.session == first.session_id
    assert third.line[-1].session == first.session_id
    fourth = retry(store, second, 3, "There.")
    assert fourth.line[-1].session == second.session_id
    assert [one.session for one in fourth.line] == [first.session_id, second.session_id]


def test_the_tree_puts_branches_of_later_turns_first_so_that_no_line_crosses_another(store: Store) -> None:
    first = play(store, "Hello.", "3", "By eleven.")
    early = retry(store, first, 1, "What train?")
    late = retry(store, first, 3, "Here.")
    deep = retry(store, late, 3, "There.")
    found = attempts(store, deep.session_id)
    rows = [(lane.attempt.session, lane.under) for lane in lanes(found)]
    assert rows == [(first.session_id, None), (late.session_id, 0), (deep.session_id, 1), (early.session_id, 0)]
    by_session = {one.session: one for one in found}
    assert shared(found, by_session[first.session_id], by_session[deep.session_id]) == 2
    assert shared(found, by_session[early.session_id], by_session[deep.session_id]) == 0
    assert partner(found, by_session[deep.session_id], 3).session == late.session_id
    assert partner(found, by_session[first.session_id], 1).session == early.session_id
    told = list(tree(found))
    assert told[0].startswith("First attempt")
    assert told[2].startswith("    Attempt 4 (from turn 3 of attempt 3)")


def test_both_attempts_are_told_beside_each_other(store: Store) -> None:
    first = play(store, "Only an idiot keeps keys.", "1")
    new = retry(store, first, 1, "The rule is forty pounds.", "3", "By eleven.")
    found = attempts(store, new.session_id)
    told = "\n".join(beside(found[0], found[1], 0, "Mr Lund", Wording(None, "en")))
    assert "Only an idiot" in told
    assert "The rule is forty pounds." in told
    assert "Mr Lund: Fine. And where do I bring it back?" in told
    assert "First attempt: A key for nothing (everything given away); from turn 1 on calm 2.5, firm 2.0" in told
    assert "Attempt 2: A key and a receipt (good ending)" in told
    assert told.count("This attempt has no such turn.") == 1


def test_only_an_exam_is_not_answered_again(store: Store) -> None:
    assert [bool(refusal(mode)) for mode in (LEARN, PRACTISE, EXAM, "")] == [False, False, True, False]
    number = store.begin(spare_key(), "Ann", Terms(EXAM))
    exam = Game(spare_key(), FakeScorer(), store, number, "Ann", Terms(EXAM))
    exam.take("Hello.")
    with pytest.raises(RetryProblem, match="one attempt"):
        restored(exam, 1)
    with pytest.raises(StoreError, match="one attempt"):
        store.branch(number, 1, spare_key())
    assert len(store.history()) == 1


def test_a_branch_is_held_under_the_terms_of_its_origin(store: Store) -> None:
    number = store.begin(spare_key(), "Ann", Terms(LEARN))
    game = Game(spare_key(), FakeScorer(), store, number, "Ann", Terms(LEARN))
    game.take("Hello.")
    retry(store, game, 1, "What train?")
    assert [row.terms.mode for row in store.history()] == [LEARN, LEARN]
    assert store.history()[0].trainee == "Ann"


@pytest.mark.parametrize("number", [0, 3])
def test_a_turn_that_was_not_played_cannot_be_answered_again(store: Store, number: int) -> None:
    first = play(store, "Hello.", "3")
    with pytest.raises(StoreError):
        store.branch(first.session_id, number, spare_key())
    with pytest.raises(RetryProblem):
        restored(first, number)
    with pytest.raises(StoreError):
        store.branch(99, 1, spare_key())


def test_a_scenario_that_says_something_else_by_now_is_no_such_moment() -> None:
    game = Game(spare_key(), FakeScorer())
    game.take("Hello.")
    game.take("3")
    scenario = spare_key().scenario
    assert before(scenario, "", game.state.turns, 2).step == "terms"
    for number, change in ((2, {"client": "No, never."}), (1, {})):
        changed = scenario.model_copy(
            update={"steps": {**scenario.steps, "terms": scenario.steps["terms"].model_copy(update=change)}}
        )
        if change:
            with pytest.raises(RetryProblem, match="turn 2"):
                before(changed, "", game.state.turns, number)
        else:
            assert before(changed, "", game.state.turns, number).step == "opening"
    other_mood = [replace(game.state.turns[0], patience=9), *game.state.turns[1:]]
    with pytest.raises(RetryProblem):
        before(scenario, "", other_mood, 2)


def test_without_results_a_turn_is_answered_again_all_the_same() -> None:
    game = Game(spare_key(), FakeScorer())
    for reply in ("Hello.", "3", "By eleven."):
        game.take(reply)
    new = restored(game, 2)
    new.take("1")
    assert (new.state.ending, game.state.ending) == ("gave-away", "agreed")
    assert (new.again, new.place, new.line[-1].outcome) == (2, 2, "good")
    deeper = restored(new, 1)
    assert deeper.line[-1].turns == game.state.turns  # turn 1 was answered there


def test_deleting_a_conversation_deletes_what_branched_from_it(store: Store) -> None:
    first = play(store, "Hello secret one.", "3")
    second = retry(store, first, 2, "1")
    retry(store, second, 2, "3")
    alone = play(store, "Another.", person="Bo")
    told = exported(store, Which(sessions=(first.session_id,)))
    assert [row["branched_at"] for row in told["sessions"]] == [None, 2, 2]
    assert len(told["turns"]) == 6
    delete(store, Which(sessions=(first.session_id,)))
    assert [row.id for row in store.history()] == [alone.session_id]
    with sqlite3.connect(store.location) as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (1,)
    connection.close()
    assert b"secret one" not in store.location.read_bytes()


def test_deleting_a_branch_leaves_the_first_attempt_and_deleting_a_person_takes_both(store: Store) -> None:
    first = play(store, "Hello.", "3")
    second = retry(store, first, 2, "1")
    delete(store, Which(sessions=(second.session_id,)))
    assert [row.id for row in store.history()] == [first.session_id]
    retry(store, first, 2, "1")
    delete(store, Which(names=("Ann",)))
    assert store.history() == ()


def test_a_backup_carries_branches(store: Store, tmp_path) -> None:
    first = play(store, "Hello.", "3")
    new = retry(store, first, 2, "1")
    back_up(store.location, tmp_path / "copy")
    delete(store, Which())
    put_back(tmp_path / "copy", store.location)
    found = attempts(store, first.session_id)
    assert [(one.session, one.parent, one.at) for one in found] == [(first.session_id, None, 1), (new.session_id, 1, 2)]


def test_a_best_result_of_a_retry_is_told_as_one_and_stands_below_a_first_attempt(store: Store) -> None:
    first = play(store, "Hello.", "1")
    key = ("spare-key", "en")
    assert store.best()[key].retry is False
    retry(store, first, 2, "3", "By eleven.")
    assert (store.best()[key].outcome, store.best()[key].retry) == ("good", True)
    play(store, "Hello.", "3", "By eleven.")
    assert (store.best()[key].outcome, store.best()[key].retry) == ("good", False)


def test_a_branch_whose_origin_lost_turns_meanwhile_is_told_and_nothing_half_is_kept(store: Store) -> None:
    first = play(store, "Hello.", "3", "By eleven.")
    new = retry(store, first, 3)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE turns SET superseded_at = 'x' WHERE number = 2")
    new.take("Here.")
    assert new.state.over
    assert new.store.failed
    with sqlite3.connect(store.location) as connection:
        query = "SELECT count(*) FROM turns WHERE session_id = ?"
        assert connection.execute(query, (new.session_id,)).fetchone() == (0,)
    connection.close()


def test_history_tells_retries_apart_in_json(store: Store) -> None:
    first = play(store, "Hello.", "3")
    retry(store, first, 2, "1")
    told = json.loads(json.dumps([row.as_dict() for row in store.history()]))
    assert [row["retry_of"] and (row["retry_of"]["session"], row["retry_of"]["turn"]) for row in told] == [
        (first.session_id, 2),
        None,
    ]
