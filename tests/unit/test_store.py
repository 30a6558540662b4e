from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import FakeScorer, spare_key

from simulator.game import Game
from simulator.session import Turn
from simulator.store import database
from simulator.store.database import Store, StoreError


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


def play(store: Store, *replies: str, lang: str = "en") -> int:
    loaded = spare_key()
    loaded = replace(loaded, scenario=loaded.scenario.model_copy(update={"lang": lang}))
    session_id = store.begin(loaded, "Ann")
    game = Game(loaded, FakeScorer(), store, session_id, "Ann")
    for reply in replies:
        game.take(reply)
    return session_id


def turns(*replies: str) -> tuple[Turn, ...]:
    game = Game(spare_key(), FakeScorer())
    for reply in replies:
        game.take(reply)
    return game.state.turns


def rows(store: Store, query: str) -> list[sqlite3.Row]:
    connection = sqlite3.connect(store.location)
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_kept_conversation_is_replayed_to_the_same_state(store: Store) -> None:
    session_id = play(store, "The rule? ї [b] 👍\nsecond line", "forty pounds please")
    (row,) = store.unfinished()
    assert (row.id, row.scenario_id, row.lang, row.title, row.turns) == (
        session_id,
        "spare-key",
        "en",
        "The spare key",
        2,
    )
    assert (row.trainee, row.digest) == ("Ann", spare_key().digest)
    original = Game(spare_key(), FakeScorer(), trainee="Ann")
    original.take("The rule? ї [b] 👍\nsecond line")
    original.take("forty pounds please")
    again = Game(spare_key(), FakeScorer(), store, row.id, row.trainee)
    assert again.replay(store.stored_turns(row.id)) == 2
    assert again.state == original.state


def test_the_whole_turn_and_its_rubric_are_kept(store: Store) -> None:
    play(store, "The rule?")
    (row,) = rows(store, "SELECT * FROM turns")
    assert (row["rubric"], row["rubric_version"], row["rubric_hash"]) == ("fake", "7", "abc")
    turn = json.loads(row["turn"])
    assert turn["client"] == ["Good evening, Ann. I need a key, now."]
    assert turn["changes"] == [{"meter": "patience", "before": 6, "after": 5, "because": "He has to wait."}]
    assert turn["score"] == json.loads(row["score"])


def test_an_ending_takes_a_session_out_of_the_unfinished(store: Store) -> None:
    play(store, "Hello.", "hold", "Here.")
    assert store.unfinished() == ()
    (row,) = store.history()
    assert (row.ending, row.outcome, row.turns) == ("agreed", "good", 3)
    assert row.ended_at is not None
    assert abs(row.ended_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_finished_session_stays_as_it_ended(store: Store) -> None:
    session_id = play(store, "Hello.", "waive")
    first = store.history()
    store.finish(session_id, "agreed", "good")
    store.abandon(session_id)
    assert store.history() == first


def test_unfinished_lists_the_last_played_first_and_leaves_out_abandoned_and_empty_ones(store: Store) -> None:
    one, two, three = play(store, "Hello."), play(store, "Hello."), play(store, "Hello.")
    play(store)
    store.abandon(two)
    store.save_turn(one, turns("Hello.", "hold")[1])
    assert [row.id for row in store.unfinished()] == [one, three]
    assert [row.id for row in store.history()] == [one, three, two]
    assert [row.id for row in store.history(limit=1)] == [one]


def test_keeping_the_same_turn_twice_keeps_it_once(store: Store) -> None:
    session_id = play(store)
    (turn,) = turns("Hello.")
    store.save_turn(session_id, turn)
    store.save_turn(session_id, turn)
    assert len(rows(store, "SELECT * FROM turns")) == 1


def test_another_turn_in_the_same_place_sets_the_later_ones_aside_without_losing_them(store: Store) -> None:
    session_id = play(store, "Hello.", "hold", "Here.")
    store.save_turn(session_id, turns("Hello.", "waive")[1])
    assert [kept[:2] for kept in store.stored_turns(session_id)] == [
        ("Hello.", None),
        ("Take it for nothing, then.", "waive"),
    ]
    assert len(rows(store, "SELECT * FROM turns")) == 4


def test_a_turn_without_the_one_before_it_is_refused(store: Store) -> None:
    session_id = play(store)
    with pytest.raises(StoreError, match="another window"):
        store.save_turn(session_id, turns("Hello.", "hold")[1])
    assert store.stored_turns(session_id) == ()


def test_a_turn_of_no_session_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.save_turn(99, turns("Hello.")[0])


def test_best_puts_the_outcome_before_the_scores_and_keeps_languages_apart(store: Store) -> None:
    assert store.best() == {}
    play(store, "Is that the rule?", "waive")
    play(store, "you idiot", "hold", "Here.")
    play(store, "The rule?", "hold", "The rule?")
    play(store, "Hello.", "hold", "Here.")
    play(store, "Hello.", "shrug", lang="uk")
    best = store.best()
    assert set(best) == {("spare-key", "en"), ("spare-key", "uk")}
    assert (best["spare-key", "en"].outcome, best["spare-key", "en"].calm, best["spare-key", "en"].firm) == (
        "good",
        4.0,
        2.7,
    )
    assert best["spare-key", "uk"].outcome == "lost"


def test_professional_parting_ranks_between_good_and_partial() -> None:
    now = datetime.now(UTC)
    made = {
        name: database.Best(name, 3.0, 3.0, now).order for name in ("good", "parted", "partial", "lost", "gave-away")
    }
    assert made["good"] > made["parted"] > made["partial"] > made["lost"] == made["gave-away"]


def test_settings_are_remembered_between_openings(store: Store) -> None:
    assert store.setting("theme", "dark") == "dark"
    store.set_setting("theme", "світла")
    store.set_setting("theme", "light")
    store.close()
    again = Store.open(store.location)
    assert again.setting("theme") == "light"
    again.close()


def test_many_threads_may_use_one_store(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: play(store, "Hello.", "hold", "Here."), range(16)))
    assert len(set(ids)) == 16
    assert [row.turns for row in store.history()] == [3] * 16


def test_a_turn_reaches_the_disk_in_full_before_save_returns(store: Store) -> None:
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() >= 5_000


def test_the_file_is_named_by_the_environment_else_by_the_platform(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("CALMFIRM_DB", str(tmp_path / "a" / "b" / "named.db"))
    store = Store.open()
    assert store.location == tmp_path / "a" / "b" / "named.db"
    assert store.location.is_file()
    store.close()
    monkeypatch.delenv("CALMFIRM_DB")
    monkeypatch.setattr("simulator.store.place.default_location", lambda: Path(tmp_path / "platform.db"))
    store = Store.open()
    assert store.location == tmp_path / "platform.db"
    store.close()


def test_the_tables_that_queries_see_are_the_ones_that_migrations_make(store: Store) -> None:
    from simulator.store.tables import metadata

    for table in metadata.sorted_tables:
        made = {row["name"] for row in rows(store, f"PRAGMA table_info({table.name})")}
        assert made == set(table.columns.keys())
