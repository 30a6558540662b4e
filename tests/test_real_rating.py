"""Rating in a real terminal: what was written survives a kill, and the next start goes on there."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals there", allow_module_level=True)

from tests.terminal import Terminal


def test_a_killed_rating_goes_on_where_it_was(tmp_path: Path) -> None:
    replies = tmp_path / "replies.jsonl"
    replies.write_text('{"id": "a", "reply": "Alpha, at nine?"}\n{"id": "b", "reply": "Beta, not today."}\n', "utf-8")
    out = tmp_path / "replies-ratings.jsonl"
    command = [sys.executable, "-m", "simulator", "--db", "none", "rubric", "rate", str(replies), "--rater", "olena"]
    first, second = {"Alpha": ("Alpha", "Beta"), "Beta": ("Beta", "Alpha")}[start(command, out)]
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert row["reply"].startswith(first)
    assert (row["raters"]["olena"]["calm"], row["raters"]["olena"]["stance"]) == (4, "moralising")
    again = Terminal(command, {})
    try:
        assert again.drawn(second, "reply 2 of 2"), again.text[-2000:]
        again.settle()
        again.press("555\r")
        assert again.drawn("That was the last reply"), again.text[-2000:]
        again.settle()
        again.press("\x1b")
        assert again.end() == 0
    finally:
        again.close()
    assert "2 of 2 replies are rated" in again.raw.decode("utf-8", "replace")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def start(command: list[str], out: Path) -> str:
    """Rate one reply, begin another, kill the program; the word that the first one began with."""
    one = Terminal(command, {})
    try:
        assert one.drawn("reply 1 of 2", "neutral"), one.text[-2000:]
        one.settle()
        shown = "Alpha" if "Alpha" in one.text else "Beta"
        one.press("433\r")
        assert one.drawn("reply 2 of 2"), one.text[-2000:]
        assert out.exists()
        one.press("1")
        one.process.send_signal(signal.SIGKILL)
        one.process.wait(10)
    finally:
        one.close()
    return shown
