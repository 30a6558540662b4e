"""What is done in a debrief stays with its session: the first answer, every reply written anew; and goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import spare_key
from practice import HOLDS, RUDE, play

from scoring.contract import Score
from simulator.debrief_pick import Picked
from simulator.rewriting import Rewrite
from simulator.store.database import Store
from simulator.store.privacy import Which, delete, exported

ANEW = Rewrite(1, "I see. <b>[x]</b> щ", Score({"acknowledge": 0.9}, {}, 4.5, 3.0, "neutral"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


def test_the_question_is_open_until_it_is_answered_and_the_first_answer_stays(store: Store, tmp_path: Path) -> None:
    number, other = play(store, HOLDS), play(store, RUDE)
    kept = store.looking_back(number)
    assert kept.picked() is None
    kept.pick(Picked(2))
    kept.pick(Picked(1))
    assert kept.picked() == Picked(2)
    assert store.looking_back(other).picked() is None
    store.close()
    again = Store.open(tmp_path / "results.db")
    assert again.looking_back(number).picked() == Picked(2)
    again.close()


def test_a_skipped_question_is_not_asked_again(store: Store) -> None:
    kept = store.looking_back(play(store, HOLDS))
    kept.pick(Picked(None))
    assert kept.picked() == Picked(None)


def test_replies_written_anew_come_back_as_they_were_and_leave_the_session_alone(store: Store) -> None:
    number = play(store, HOLDS)
    before = store.stored_turns(number), store.history()
    kept = store.looking_back(number)
    kept.rewrite(ANEW)
    second = Rewrite(1, "Why?", ANEW.score)
    kept.rewrite(second)
    assert kept.rewrites() == (ANEW, second)
    assert (store.stored_turns(number), store.history()) == before


def test_a_score_that_cannot_be_read_loses_that_one_only(store: Store) -> None:
    kept = store.looking_back(play(store, HOLDS))
    kept.rewrite(ANEW)
    kept.rewrite(ANEW)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE rewrites SET score = '{' WHERE id = 1")
    assert kept.rewrites() == (ANEW,)


def test_export_and_deletion_of_a_session_take_its_debrief_along(store: Store) -> None:
    number, other = play(store, HOLDS), play(store, RUDE)
    for one in (number, other):
        store.looking_back(one).pick(Picked(1))
        store.looking_back(one).rewrite(ANEW)
    found = exported(store, Which(sessions=(number,)))
    assert [row["number"] for row in found["reflections"]] == [1]
    assert [(row["reply"], row["score"]["calm"]) for row in found["rewrites"]] == [(ANEW.reply, 4.5)]
    delete(store, Which(sessions=(number,)))
    assert store.looking_back(number).picked() is None
    assert store.looking_back(number).rewrites() == ()
    assert store.looking_back(other).rewrites() == (ANEW,)


def test_a_new_session_has_nothing(store: Store) -> None:
    kept = store.looking_back(store.begin(spare_key(), "Ann"))
    assert (kept.picked(), kept.rewrites()) == (None, ())
