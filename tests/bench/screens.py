"""What a person at the terminal waits for: first paint, a key's repaint, feedback. On a real pseudo-terminal."""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from scoring.contract import Score, Situation
from tests.terminal import ROOT, Terminal

BARE = """
from textual.app import App
from textual.widgets import Footer, Static, TextArea
class Bare(App):
    def compose(self):
        yield Static("bare-is-ready")
        yield TextArea()
        yield Footer()
    def on_mount(self):
        self.query_one(TextArea).focus()
Bare().run()
"""
ROUNDS = 7
SIZE = (100, 32)
LOOP = """
calmfirm: 1
id: long-talk
lang: en
title: A long talk
summary: Made by the bench.
trade: bench
difficulty: 1
minutes: 90
principles: [ask]
client: {name: Mr Lund, who: a tenant}
briefing: {situation: He talks., rule: The keys are back by eleven., goal: To listen.}
start: talk
steps:
  talk:
    client: And another thing about those keys, since you ask.
    routes:
      - when: {visits: {at_least: 900}}
        to: over
      - otherwise: talk
endings:
  over: {outcome: good, title: Over, text: He leaves., lesson: None.}
"""


class _Flat:
    """The same score for all: the bench of the screen must not measure the scorer."""

    def score(self, reply: str, situation: Situation) -> Score:
        return Score({"ask": 0.9}, {}, 4.0, 3.0, "calm_firm")


def _env(folder: str, library: Path | None = None) -> dict[str, str]:
    found = {"CALMFIRM_DB": str(Path(folder) / "bench.db"), "CALMFIRM_NO_TYPING": "1"}
    return found | ({"CALMFIRM_LIBRARY": str(library)} if library else {})


def _first(command: list[str], env: dict[str, str], mark: str) -> float:
    begin = time.perf_counter()
    terminal = Terminal(command, env, SIZE)
    try:
        if not terminal.drawn(mark):
            raise SystemExit(f"{mark!r} was never drawn: {terminal.text[-500:]!r}")
        return time.perf_counter() - begin
    finally:
        terminal.close()


def start() -> None:
    """A bare Textual app and calmfirm in turns, from the command to the first words on the screen."""
    command = [sys.executable, "-m", "simulator", "--lang", "en"]
    with tempfile.TemporaryDirectory() as folder:
        env = _env(folder, ROOT / "scenarios")
        bare, ours, listed = [], [], []
        for _ in range(ROUNDS):
            bare.append(_first([sys.executable, "-c", BARE], {}, "bare-is-ready"))
            ours.append(_first(command, env, "calmfirm"))
            listed.append(_first(command, env, "A parrot with a till"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    low = min(bare)
    print(f"  bare Textual app     {low * 1000:6.0f} ms")
    print(f"  calmfirm, first paint{min(ours) * 1000:6.0f} ms   ratio {min(ours) / low:.2f} (target 1.6 at most)")
    print(f"  scenarios listed     {min(listed) * 1000:6.0f} ms   ratio {min(listed) / low:.2f}   peak {peak:.0f} MB")


def _key_times(terminal: Terminal, keys: str) -> list[float]:
    times = []
    for key in keys:
        terminal.settle(0.1)
        begin = time.perf_counter()
        terminal.press(key)
        if not terminal.drawn(key):
            raise SystemExit(f"the key {key!r} was never drawn: {terminal.text[-300:]!r}")
        times.append((time.perf_counter() - begin) * 1000)
    return times


def _long_talk(folder: str) -> Path:
    """A library with a scenario in which 100 turns have been played, 200 bubbles and more."""
    from simulator.game import Game
    from simulator.scenario.library import open_scenario
    from simulator.store.database import Store

    library = Path(folder) / "library"
    (library / "en").mkdir(parents=True)
    (library / "en" / "long-talk.yaml").write_text(LOOP.lstrip(), encoding="utf-8")
    loaded = open_scenario("long-talk", "en", library)
    store = Store.open(Path(folder) / "bench.db")
    game = Game(loaded, _Flat(), store, store.begin(loaded, ""))
    for number in range(100):
        game.take(f"What was that about the keys, number {number}?")
    store.close()
    return library


def typing() -> None:
    """A key in the reply box under 200 bubbles, against a key in a bare app's text box."""
    with tempfile.TemporaryDirectory() as folder:
        library = _long_talk(folder)
        bare = Terminal([sys.executable, "-c", BARE], {}, SIZE)
        ours = Terminal([sys.executable, "-m", "simulator", "--lang", "en"], _env(folder, library), SIZE)
        try:
            bare.drawn("bare-is-ready")
            ours.drawn("Continue", "long talk")
            ours.settle(0.4)
            ours.press("\r")
            if not ours.drawn("Your reply"):
                raise SystemExit(f"the conversation did not open: {ours.text[-500:]!r}")
            ours.settle(0.4)
            keys = "qzjxkvwyqzjxkvwyqzjx"
            one, two = _key_times(bare, keys), _key_times(ours, keys)
        finally:
            bare.close()
            ours.close()
    low, high = statistics.median(one), statistics.median(two)
    print(f"  bare Textual app     {low:6.1f} ms   p95 {max(one):6.1f} ms")
    print(f"  calmfirm             {high:6.1f} ms   p95 {max(two):6.1f} ms   ratio {high / low:.2f}")


def feedback() -> None:
    """From Enter to the score on the screen, with the full scorer warm."""
    env = {"CALMFIRM_NO_TYPING": "1"}
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(
            [sys.executable, "-m", "simulator", "--lang", "en", "play", "rude-client"],
            _env(folder, ROOT / "scenarios") | env,
            (120, 40),
        )
        try:
            times = []
            terminal.drawn("Your goal")
            terminal.settle(0.4)
            terminal.press("\r")
            terminal.drawn("Your reply")
            terminal.settle(0.4)
            for _ in range(4):
                terminal.press("What would you like to know about the bill, Mr Maddox")
                terminal.settle(0.4)
                begin = time.perf_counter()
                terminal.press("\r")
                if not terminal.drawn("firm"):
                    break
                times.append((time.perf_counter() - begin) * 1000)
                terminal.settle(0.4)
        finally:
            terminal.close()
    if not times:
        raise SystemExit("no feedback came")
    print(f"  first reply          {times[0]:6.0f} ms   then median {statistics.median(times[1:] or times):6.0f} ms")


if __name__ == "__main__":
    os.chdir(ROOT)
    start()
