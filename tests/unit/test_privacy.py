"""A person's own data: all of it comes out, all of it goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import FakeScorer, spare_key

from simulator.game import Game
from simulator.handing import hand_over, prepared
from simulator.store.coaching import Coaching
from simulator.store.database import Store
from simulator.store.privacy import Which, counted, delete, exported


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "results.db")
    yield opened
    opened.close()


def play(store: Store, reply: str, trainee: str = "Ann") -> int:
    session_id = store.begin(spare_key(), trainee)
    Game(spare_key(), FakeScorer(), store, session_id, trainee).take(reply)
    return session_id


def traces(folder: Path, words: str) -> list[str]:
    return [one.name for one in folder.iterdir() if one.is_file() and words.encode() in one.read_bytes()]


def submit(store: Store, session_id: int, folder: Path, name: str = "Ann K.") -> None:
    (whole,) = store.conversations([session_id])
    submission = prepared(whole, spare_key().scenario, name)
    hand_over(store, session_id, submission, folder / f"{submission.key}.json")
    Coaching(store).receive(submission)


def test_the_export_holds_every_row_of_every_table(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    submit(store, play(store, "Ключ? 👍"), tmp_path / "out")
    store.set_setting("trainee", "Ann")
    with store.reading() as connection:
        named = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        tables = {one for one in named if not one.startswith("sqlite_")}
    found = exported(store, Which())
    assert set(found) == tables
    assert found["turns"][0]["reply"] == "Ключ? 👍"
    assert found["turns"][0]["score"]["stance"] == "neutral"
    assert found["submissions"][0]["document"]["turns"][0]["reply"] == "Ключ? 👍"
    assert found["settings"] == [{"name": "trainee", "value": "Ann"}]
    json.dumps(found)


def test_what_is_deleted_is_gone_from_the_file_too(store: Store, tmp_path: Path) -> None:
    words = "a very private sentence about the landlord"
    play(store, words)
    store.set_setting("trainee", "Ann")
    assert traces(tmp_path, words)
    assert delete(store, Which())["turns"] == 1
    assert traces(tmp_path, words) == []
    assert counted(store, Which()) == {}
    assert store.setting("trainee", "nobody") == "nobody"
    assert play(store, "Again.")  # the database can be used afterwards


def test_one_conversation_is_deleted_with_all_that_hangs_on_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    first, second = play(store, "the first secret"), play(store, "The second.")
    submit(store, first, tmp_path / "out")
    one = Which(sessions=(first,))
    assert counted(store, one) == {"sessions": 1, "submissions": 1, "turns": 1}
    delete(store, one)
    assert [row.id for row in store.history()] == [second]
    assert store.stored_turns(second)[0][0] == "The second."


def test_a_persons_name_takes_what_they_practised_and_what_they_submitted(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    other = play(store, "Other words.", "Petro")
    submit(store, play(store, "secret words", "Ann"), tmp_path / "out", "Ann K.")
    assert set(exported(store, Which(names=("Ann K.",)))["received"][0]) >= {"key", "document"}
    delete(store, Which(names=("Ann K.",)))
    assert [row.id for row in store.history()] == [other]
    assert Coaching(store).all_received() == ()
    assert traces(tmp_path, "secret words") == []


def test_a_table_of_a_later_version_is_not_forgotten(store: Store) -> None:
    session_id = play(store, "Hello.")
    with store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE later (id INTEGER PRIMARY KEY, about INTEGER REFERENCES sessions (id))"
        )
        connection.exec_driver_sql(f"INSERT INTO later (about) VALUES ({session_id})")
    assert exported(store, Which(sessions=(session_id,)))["later"] == [{"id": 1, "about": session_id}]
    assert delete(store, Which(sessions=(session_id,)))["later"] == 1
