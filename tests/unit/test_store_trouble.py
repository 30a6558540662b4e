"""Files that are no store, disks that are full, processes that race: one sentence each, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from desk import ROOT, FakeScorer, spare_key

from simulator.game import Game
from simulator.store import migrations, sqlite
from simulator.store.database import Store, StoreError


def play(store: Store, *replies: str) -> int:
    session_id = store.begin(spare_key(), "")
    game = Game(spare_key(), FakeScorer(), store, session_id)
    for reply in replies:
        game.take(reply)
    return session_id


def sentence(error: pytest.ExceptionInfo[StoreError]) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_a_database_of_a_newer_version_is_left_alone(tmp_path) -> None:
    path = tmp_path / "results.db"
    store = Store.open(path)
    play(store, "Hello.")
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as error:
        Store.open(path)
    assert "newer calmfirm" in sentence(error)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 200)
    with pytest.raises(StoreError) as error:
        Store.open(path)
    assert "not a database" in sentence(error)
    assert path.read_text() == "Dear Sir or Madam, " * 200


def test_a_database_of_another_program_is_left_alone(tmp_path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE sessions (mine TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as error:
        Store.open(path)
    assert "another program" in sentence(error)
    assert path.read_bytes() == before


def test_a_database_that_is_damaged_while_it_is_open_says_so(tmp_path) -> None:
    # One that is found damaged when it is opened is set aside: test_backup.py.
    path = tmp_path / "results.db"
    store = Store.open(path)
    play(store, "Hello.")
    store.close()
    store = Store.open(path)
    with path.open("rb+") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(StoreError) as error:
        store.history()
    assert "damaged" in sentence(error)
    assert "calmfirm restore" in sentence(error)
    store.close()


def test_a_folder_a_url_and_a_file_in_the_way_are_refused(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    for place, part in (
        (tmp_path, "is a folder"),
        ("postgresql://host/db", "is not a file"),
        (tmp_path / "file" / "x.db", ""),
    ):
        with pytest.raises(StoreError) as error:
            Store.open(place)
        assert part in sentence(error)
        assert "--db" in sentence(error)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that nobody can write")
def test_an_unwritable_folder_says_so() -> None:
    with pytest.raises(StoreError) as error:
        Store.open("/proc/calmfirm/results.db")
    assert "--db or CALMFIRM_DB" in sentence(error)


def test_a_read_only_database_says_so(tmp_path) -> None:
    store = Store.open(tmp_path / "results.db")
    session_id = play(store, "Hello.")
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.commit()
    with pytest.raises(StoreError) as error:
        store.finish(session_id, "agreed", "good")
    assert "cannot be written" in sentence(error)
    store.close()


def test_none_keeps_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="as asked"):
        Store.open("none")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_says_so_and_loses_nothing(tmp_path) -> None:
    path = tmp_path / "results.db"
    store = Store.open(path)
    session_id = store.begin(spare_key(), "")
    game = Game(spare_key(), FakeScorer(), store, session_id)
    game.take("Hello.")
    with store._engine.connect() as connection:
        # The page limit is per connection and gives what a full disk gives: SQLITE_FULL.
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.commit()
    with pytest.raises(StoreError) as error:
        store.set_setting("long", "x" * 100_000)
    assert "disk is full" in sentence(error)
    store.close()
    again = Store.open(path)
    assert [kept[0] for kept in again.stored_turns(session_id)] == ["Hello."]
    assert again.setting("long", "not kept") == "not kept"
    again.close()


FILL = """
import resource, sys
sys.path.insert(0, "tests/unit")
from desk import FakeScorer, spare_key
from simulator.game import Game
from simulator.store.database import Store, StoreError
store = Store.open(sys.argv[1])
session = store.begin(spare_key(), "")
game = Game(spare_key(), FakeScorer(), store, session)
game.take("Hello.")
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
try:
    for number in range(500):
        store.set_setting(f"s{number}", "x" * 2_000)
except StoreError as error:
    print(session, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limits there")
def test_a_disk_that_refuses_to_grow_the_file_says_so_and_loses_nothing(tmp_path) -> None:
    path = tmp_path / "results.db"
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    session_id, text = done.stdout.strip().split(" ", 1)
    assert "may be full" in text or "disk is full" in text
    store = Store.open(path)
    assert [kept[0] for kept in store.stored_turns(int(session_id))] == ["Hello."]
    store.close()


WRITE = """
import sys
sys.path.insert(0, "tests/unit")
from desk import FakeScorer, spare_key
from simulator.game import Game
from simulator.store.database import Store
sys.stdin.readline()
store = Store.open(sys.argv[1])
for _ in range(10):
    session = store.begin(spare_key(), "")
    game = Game(spare_key(), FakeScorer(), store, session)
    for reply in ("Hello.", "hold", "Here."):
        game.take(reply)
"""


def test_processes_may_make_the_file_and_write_to_it_at_once(tmp_path) -> None:
    path = tmp_path / "new" / "results.db"
    command = [sys.executable, "-c", WRITE, str(path)]
    writers = [
        subprocess.Popen(command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, "")
    store = Store.open(path)
    assert [(row.turns, row.ending) for row in store.history(100)] == [(3, "agreed")] * 30
    store.close()


def test_an_older_file_is_brought_up_and_keeps_what_is_in_it(tmp_path, monkeypatch) -> None:
    path = tmp_path / "results.db"
    store = Store.open(path)
    session_id = play(store, "Hello.")
    store.close()
    later = (*migrations.MIGRATIONS, ("ALTER TABLE sessions ADD COLUMN team TEXT NOT NULL DEFAULT 'none'",))
    monkeypatch.setattr(sqlite, "MIGRATIONS", later)
    store = Store.open(path)
    assert store.stored_turns(session_id)[0][0] == "Hello."
    store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(later),)
        assert connection.execute("SELECT team FROM sessions").fetchone() == ("none",)
    connection.close()


def test_a_migration_that_fails_half_way_changes_nothing(tmp_path, monkeypatch) -> None:
    path = tmp_path / "results.db"
    Store.open(path).close()
    broken = (*migrations.MIGRATIONS, ("CREATE TABLE half (a TEXT)", "CREATE NONSENSE"))
    monkeypatch.setattr(sqlite, "MIGRATIONS", broken)
    with pytest.raises(StoreError):
        Store.open(path)
    monkeypatch.undo()
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    connection.close()


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_home_that_is_not_there_says_so() -> None:
    with pytest.raises(StoreError, match="no such home"):
        Store.open("~nobody-of-this-name/results.db")
