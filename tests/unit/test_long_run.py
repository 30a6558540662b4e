"""The line that tells how far a long check is."""

from __future__ import annotations

import io
import time

import pytest

from simulator.commands import check, long_run
from simulator.commands.long_run import LongRun


def on_terminal(written: str) -> str:
    """What a terminal shows of one line after `written`."""
    line: list[str] = []
    at = 0
    for char in written:
        if char == "\r":
            at = 0
            continue
        line[at : at + 1] = char
        at += 1
    return "".join(line).rstrip()


def test_a_short_run_writes_nothing() -> None:
    stream = io.StringIO()
    with LongRun(stream) as shown:
        shown.at("Checking 1 of 2: a.yaml")
    assert stream.getvalue() == ""


def test_a_step_that_takes_long_is_told_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_run, "AFTER_SECONDS", 0.01)
    stream = io.StringIO()
    with LongRun(stream) as shown:
        shown.at("Checking 1 of 2: a-long-name\x1b[2J.yaml")
        end = time.monotonic() + 10
        while not stream.getvalue() and time.monotonic() < end:
            time.sleep(0.01)
        assert on_terminal(stream.getvalue()) == "Checking 1 of 2: a-long-name [2J.yaml"
        shown.at("Checking 2 of 2: b.yaml")
        assert on_terminal(stream.getvalue()) == "Checking 2 of 2: b.yaml"
        shown.clear()
        assert on_terminal(stream.getvalue()) == ""
        shown.at("Once more")
    assert on_terminal(stream.getvalue()) == ""


def test_a_line_is_cut_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_run, "AFTER_SECONDS", 0.0)
    monkeypatch.setenv("COLUMNS", "30")
    stream = io.StringIO()
    with LongRun(stream) as shown:
        end = time.monotonic() + 10
        while not stream.getvalue() and time.monotonic() < end:
            shown.at("Checking 1 of 2: " + "x" * 90)
            time.sleep(0.01)
        assert len(on_terminal(stream.getvalue())) == 29


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "err", "as_json", "watched"),
    [
        (Terminal(), Terminal(), False, True),
        (Terminal(), Terminal(), True, False),
        (io.StringIO(), Terminal(), False, False),
        (Terminal(), io.StringIO(), False, False),
        (Terminal(), None, False, False),
    ],
)
def test_progress_is_for_people_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, out: object, err: object, as_json: bool, watched: bool
) -> None:
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    assert (check.progress_stream(as_json) is not None) == watched
