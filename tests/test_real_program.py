"""The real program in a real terminal: keys in, screens out, results in a real file."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from simulator.store.database import Store

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals there", allow_module_level=True)

from tests.terminal import ROOT
from tests.terminal import Terminal as Program


class Terminal(Program):
    """`calmfirm` on a terminal of 100×32 cells, with the tests' own library."""

    def __init__(self, *arguments: str, db: Path) -> None:
        env = {
            "CALMFIRM_DB": str(db),
            "CALMFIRM_LIBRARY": str(ROOT / "tests" / "library"),
            "CALMFIRM_NO_TYPING": "1",
        }
        super().__init__([sys.executable, "-m", "simulator", *arguments], env)

    def wait(self, *parts: str, end: str = "") -> None:
        """Until all `parts` have been drawn since the last key, `end` as the last thing, and drawing has stopped."""
        if not self.drawn(*parts, end=end):
            pytest.fail(f"{parts} did not come; on the screen since the last key: {self.text[-3000:]!r}")
        # Focus may move once more after the words are there; a person would not be faster either.
        self.settle()


@pytest.fixture
def terminal(tmp_path):
    opened: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        opened.append(Terminal(*arguments, db=tmp_path / "results.db"))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def history(tmp_path: Path) -> list[tuple[str | None, int]]:
    store = Store.open(tmp_path / "results.db")
    try:
        return [(row.ending, row.turns) for row in store.history()]
    finally:
        store.close()


def test_a_scenario_is_played_to_its_end_on_the_screens(terminal, tmp_path) -> None:
    screen = terminal()
    screen.wait("The spare key")
    screen.press("\r")
    screen.wait("Your goal", "A spare key costs £40.")
    screen.press("\r")
    screen.wait("I need a key, now.")
    screen.press("Ключ [b]коштує[/b] £40 👍")
    screen.wait("£40 👍")
    screen.press("\r")
    screen.wait("For a key?", "He has to wait.", "It is forty pounds")
    assert history(tmp_path) == [(None, 1)]
    screen.press("3")
    screen.wait("where do I bring it back?")
    screen.press("To this desk.")
    screen.wait("desk.")
    screen.press("\r")
    screen.wait("See the debrief")
    screen.press("\r")
    screen.wait("Which reply turned it?")
    screen.press("2\r")
    screen.wait("Good ending", "A key and a receipt", "A price that is named early")
    screen.press("\x11")
    assert screen.end() == 0
    assert "\x1b[?1049l" in screen.raw[screen.seen :].decode("utf-8", "replace")
    assert "Traceback" not in screen.text
    assert history(tmp_path) == [("agreed", 3)]


def test_without_a_usable_database_the_screens_say_so_and_go_on(terminal, tmp_path) -> None:
    (tmp_path / "results.db").mkdir()
    screen = terminal()
    screen.wait("The spare key", "folder")
    screen.press("\r")
    screen.wait("Your goal")
    screen.press("\r")
    screen.wait("I need a key, now.")
    screen.press("Forty pounds.\r")
    screen.wait("For a key?")
    screen.press("\x11")
    assert screen.end() == 0
    assert "Traceback" not in screen.text


def test_a_conversation_killed_on_the_screens_is_offered_and_goes_on(terminal, tmp_path) -> None:
    screen = terminal("play", "spare-key")
    screen.wait("Your goal")
    screen.press("\r")
    screen.wait("I need a key, now.")
    screen.press("Forty pounds, please.\r")
    screen.wait("For a key?")
    screen.process.send_signal(signal.SIGKILL)
    screen.end()
    assert history(tmp_path) == [(None, 1)]

    screen = terminal()
    screen.wait("after 1 turn")
    screen.press("r")
    screen.wait("Forty pounds", "For a key?")
    screen.press("1")
    screen.wait("See the debrief")
    screen.press("\x11")
    assert screen.end() == 0
    assert history(tmp_path) == [("gave-away", 2)]


def test_plain_mode_at_a_keyboard_offers_to_go_on_and_leaves_at_ctrl_c(terminal, tmp_path) -> None:
    screen = terminal("play", "spare-key", "--plain")
    screen.wait("I need a key, now.", end="You: ")
    screen.press("Forty pounds, please.\n")
    screen.wait("Option 3", end="You: ")
    screen.press("\x03")
    screen.wait("You left the conversation after turn 1. It is kept")
    assert screen.end() == 0

    screen = terminal("play", "spare-key", "--plain")
    screen.wait("You left this conversation after 1 turn", end="yes or no: ")
    screen.press("perhaps\nyes\n")
    screen.wait("You go on after turn 1", "For a key?", "Option 3", end="You: ")
    screen.press("3\n")
    screen.wait("where do I bring it back?", end="You: ")
    screen.press("\x04")
    screen.wait("You left the conversation after turn 2")
    assert screen.end() == 0

    screen = terminal("play", "spare-key", "--plain")
    screen.wait(end="yes or no: ")
    screen.press("no\n")
    screen.wait("Your goal", end="You: ")
    screen.press("Hello.\n")
    screen.wait("Option 1", end="You: ")
    screen.press("1\n")
    screen.wait("Ending: A key for nothing", "Which reply turned it?", end="Enter skips: ")
    screen.press("2\n")
    screen.wait("One thing to try next", end="Enter goes on: ")
    screen.press("1 I see. Why do you need it?\n")
    screen.wait("Before: calm", end="Enter goes on: ")
    screen.press("\n")
    screen.wait(end="Enter leaves: ")
    screen.press("\n")
    assert screen.end() == 0
    assert history(tmp_path) == [("gave-away", 2), (None, 2)]
