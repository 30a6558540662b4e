"""Copies of the results and the way back; a damaged database is set aside and told of, never replaced in silence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from desk import FakeScorer, spare_key

from simulator.game import Game
from simulator.store import backup
from simulator.store.backup import back_up, check_backup, restore
from simulator.store.damage import aside_of
from simulator.store.database import Store, StoreError


def play(store: Store, *replies: str) -> int:
    session_id = store.begin(spare_key(), "Ann")
    game = Game(spare_key(), FakeScorer(), store, session_id, "Ann")
    for reply in replies:
        game.take(reply)
    return session_id


def replies(path: Path) -> list[str]:
    store = Store.open(path)
    found = [reply for row in store.history() for reply, *_ in store.stored_turns(row.id)]
    store.close()
    return found


def spoil(path: Path) -> bytes:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))
    return bytes(data)


def test_a_copy_is_made_while_the_database_is_in_use_and_is_one_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "results.db")
    play(store, "Is there a rule? Ключ")  # still in the write-ahead log
    copy = tmp_path / "copy" / "my.backup"
    copy.parent.mkdir()
    back_up(store.location, copy)
    play(store, "Later.")
    store.close()
    assert [one.name for one in copy.parent.iterdir()] == ["my.backup"]
    assert check_backup(copy) == 1
    assert [one.name for one in copy.parent.iterdir()] == ["my.backup"]
    assert replies(copy) == ["Is there a rule? Ключ"]


def test_a_backup_comes_back_and_what_was_there_is_kept(tmp_path: Path) -> None:
    place, copy = tmp_path / "results.db", tmp_path / "copy"
    store = Store.open(place)
    play(store, "First.")
    back_up(place, copy)
    play(store, "Second.")
    kept = restore(copy, place)  # while the store is still open
    assert [row.turns for row in store.history()] == [1]
    store.close()
    assert replies(place) == ["First."]
    assert kept is not None
    assert sorted(replies(kept)) == ["First.", "Second."]


def test_a_backup_comes_back_where_there_is_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "results.db")
    play(store, "First.")
    back_up(store.location, tmp_path / "copy")
    store.close()
    assert restore(tmp_path / "copy", tmp_path / "new" / "results.db") is None
    assert replies(tmp_path / "new" / "results.db") == ["First."]


def test_a_spoiled_copy_and_another_file_are_refused_and_nothing_changes(tmp_path: Path) -> None:
    place, copy = tmp_path / "results.db", tmp_path / "copy"
    store = Store.open(place)
    play(store, "First.")
    back_up(place, copy)
    store.close()
    spoil(copy)
    (tmp_path / "letter").write_text("Dear Sir or Madam, " * 300)
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE mine (a)").connection.close()
    before = place.read_bytes()
    for name, part in (("copy", "damaged"), ("letter", "damaged"), ("other", "no results database"), ("no", "no file")):
        with pytest.raises(StoreError, match=part):
            restore(tmp_path / name, place)
    with pytest.raises(StoreError, match="the results database itself"):
        restore(place, place)
    assert place.read_bytes() == before


def test_a_copy_that_cannot_be_written_leaves_the_older_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(tmp_path / "results.db")
    play(store, "First.")
    copy = tmp_path / "copies" / "copy"
    copy.parent.mkdir()
    copy.write_bytes(b"older")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        back_up(store.location, copy)
    store.close()
    assert copy.read_bytes() == b"older"
    assert [one.name for one in copy.parent.iterdir()] == ["copy"]


def test_a_damaged_database_is_set_aside_told_of_once_and_comes_back_from_a_backup(tmp_path: Path) -> None:
    place = tmp_path / "results.db"
    store = Store.open(place)
    play(store, "First.")
    back_up(place, tmp_path / "copy")
    assert store.news() == ""
    store.close()
    spoiled = spoil(place)
    store = Store.open(place)
    (aside,) = aside_of(place)
    assert aside.read_bytes() == spoiled
    assert store.history() == ()
    news = store.news()
    assert str(aside) in news
    assert "calmfirm restore" in news
    assert store.news() == ""
    play(store, "Goes on.")
    store.close()
    store = Store.open(place)
    assert store.news() == ""
    store.close()
    assert aside_of(place) == (aside,)
    restore(tmp_path / "copy", place)
    assert replies(place) == ["First."]


def test_a_database_that_was_cut_short_is_set_aside(tmp_path: Path) -> None:
    place = tmp_path / "results.db"
    store = Store.open(place)
    play(store, "First.")
    store.close()
    data = place.read_bytes()[: 2 * 4096 + 100]
    place.write_bytes(data)
    store = Store.open(place)
    assert "damaged" in store.news()
    store.close()
    (aside,) = aside_of(place)
    assert aside.read_bytes() == data


def test_news_not_told_before_a_crash_are_told_at_the_next_start(tmp_path: Path) -> None:
    place = tmp_path / "results.db"
    store = Store.open(place)
    play(store, "First.")
    store.close()
    spoil(place)
    Store.open(place).close()
    store = Store.open(place)
    assert "damaged" in store.news()
    store.close()


@pytest.mark.parametrize("ours", [True, False])
def test_a_first_page_that_is_gone_counts_as_damage_only_where_the_file_must_be_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ours: bool
) -> None:
    place = tmp_path / "results.db"
    monkeypatch.setattr("simulator.store.place.default_location", lambda: place if ours else tmp_path / "x.db")
    store = Store.open(place)
    play(store, "First.")
    store.close()
    data = b"\0" * 4096 + place.read_bytes()[4096:]
    place.write_bytes(data)
    if not ours:
        with pytest.raises(StoreError, match="not a database"):
            Store.open(place)
        assert place.read_bytes() == data
        return
    store = Store.open(place)
    assert "damaged" in store.news()
    store.close()
    (aside,) = aside_of(place)
    assert aside.read_bytes() == data


def test_a_damaged_database_gives_way_to_a_backup_and_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "results.db"
    store = Store.open(place)
    play(store, "First.")
    back_up(place, tmp_path / "copy")
    store.close()
    spoiled = spoil(place)
    kept = restore(tmp_path / "copy", place)
    assert kept is not None
    assert kept.read_bytes() == spoiled
    assert replies(place) == ["First."]
