"""Saves are seen, however an editor makes them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from simulator import watching
from simulator.watching import follow


class Watch:
    """Follows files on a thread; `looks` counts."""

    def __init__(self, files: Callable[[], Iterable[Path]]) -> None:
        self.looks = 0
        self.stop = threading.Event()
        self._files = files
        self.thread = threading.Thread(target=lambda: follow(files(), self._look, self.stop), daemon=True)
        self.thread.start()
        self.until(1)

    def _look(self) -> Iterable[Path]:
        self.looks += 1
        return self._files()

    def until(self, looks: int) -> None:
        end = time.monotonic() + 10
        while self.looks < looks:
            assert time.monotonic() < end, f"{self.looks} looks instead of {looks}"
            time.sleep(0.01)


@pytest.fixture
def watch() -> Iterator[Callable[..., Watch]]:
    opened: list[Watch] = []

    def start(*files: Path) -> Watch:
        opened.append(Watch(lambda: files))
        return opened[-1]

    yield start
    for one in opened:
        one.stop.set()
        one.thread.join(5)
        assert not one.thread.is_alive()


def test_a_file_written_in_place_and_one_put_in_its_place(watch, tmp_path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1", encoding="utf-8")
    seen = watch(file)
    file.write_text("2", encoding="utf-8")
    seen.until(2)
    (tmp_path / "b.tmp").write_text("3", encoding="utf-8")
    (tmp_path / "b.tmp").replace(file)
    seen.until(3)
    file.unlink()
    seen.until(4)
    file.write_text("4", encoding="utf-8")
    seen.until(5)


def test_many_writes_of_one_save_are_one_look_and_other_files_none(watch, tmp_path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1", encoding="utf-8")
    seen = watch(file)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    time.sleep(0.3)
    assert seen.looks == 1
    for number in range(200):
        file.write_text(str(number), encoding="utf-8")
    seen.until(2)
    time.sleep(0.3)
    assert seen.looks < 100


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_file_elsewhere(watch, tmp_path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.yaml", tmp_path / "a.yaml"
    real.write_text("1", encoding="utf-8")
    link.symlink_to(real)
    seen = watch(link)
    real.write_text("2", encoding="utf-8")
    seen.until(2)


def test_a_folder_that_is_not_there_yet(watch, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(watching, "COMPARE_MS", 50)
    file = tmp_path / "new" / "a.yaml"
    seen = watch(file)
    file.parent.mkdir()
    file.write_text("1", encoding="utf-8")
    looks = seen.looks
    seen.until(looks + 1)


def test_where_the_system_tells_nothing_times_are_compared(watch, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(watching, "COMPARE_MS", 50)
    monkeypatch.setattr(watching._Following, "_counts", lambda self, path: False)
    file = tmp_path / "a.yaml"
    file.write_text("1", encoding="utf-8")
    seen = watch(file)
    file.write_text("22", encoding="utf-8")
    seen.until(2)


def test_a_save_while_the_file_is_being_read_is_not_lost(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(watching, "COMPARE_MS", 50)
    monkeypatch.setattr(watching._Following, "_counts", lambda self, path: False)
    file = tmp_path / "a.yaml"
    file.write_text("1", encoding="utf-8")
    stop, read = threading.Event(), []

    def look() -> Iterable[Path]:
        read.append(file.read_text(encoding="utf-8"))
        if len(read) == 1:
            file.write_text("22", encoding="utf-8")
        else:
            stop.set()
        return [file]

    thread = threading.Thread(target=lambda: follow([file], look, stop), daemon=True)
    thread.start()
    thread.join(10)
    assert read == ["1", "22"]
