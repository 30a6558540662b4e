"""How long the Progress screen takes with a long history."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scoring.contract import MOVES, Score
from simulator.practice.evidence import Evidence, Words
from simulator.record import turn_record
from simulator.session import Turn
from simulator.store.database import Store
from simulator.store.tables import sessions, turns
from tests.terminal import ROOT, Terminal

MANY, FEW = 500, 12
TURNS = 8
PRINCIPLES = 8
ROUNDS = 5
TARGET_MS = 300


def _filled(location: Path, many: int = MANY) -> None:
    """A database with finished conversations of the last two years, weighed."""
    store = Store.open(location)
    start = datetime.now(UTC) - timedelta(days=730)
    score = Score({"ask": 0.9}, {}, 3.5, 3.2, "neutral", missing=("state_rule",))
    with store.writing() as connection:
        for number in range(1, many + 1):
            at = start + timedelta(days=700 * number / many)
            row = {
                "id": number, "scenario_id": "rude-client", "lang": "en", "title": "A parrot with a till", "path": "",
                "digest": "", "trainee": "", "started_at": at.isoformat(), "updated_at": at.isoformat(),
                "ended_at": at.isoformat(timespec="microseconds"), "ending": "settled", "outcome": "good",
            }  # fmt: skip
            connection.execute(sessions.insert().values(row))
            for place in range(1, TURNS + 1):
                turn = Turn(place, "a", ("?",), "A reply.", None, False, score, "", "a", (), (), 5, 5)
                record = turn_record(turn)
                connection.execute(
                    turns.insert().values(
                        session_id=number, number=place, saved_at=at.isoformat(), reply=turn.reply, guessed=False,
                        calm=score.calm, firm=score.firm, rubric="", rubric_version="", rubric_hash="",
                        score=json.dumps(record["score"]), turn=json.dumps(record),
                    )
                )  # fmt: skip
    practice = store.practice()
    for number in range(1, many + 1):
        shown = [MOVES[(number + place) % len(MOVES)] for place in range(PRINCIPLES)]
        said = (Words(1, True, "What happened on Tuesday?"), Words(2, False, "A reply without it."))
        practice.weigh(number, [Evidence(one, number % 3, 1, said) for one in shown])
    store.close()


def _opened(location: Path) -> list[float]:
    """Times in ms from the key to the principles, in one run of the program."""
    times = []
    env = {"CALMFIRM_DB": str(location), "CALMFIRM_LIBRARY": str(ROOT / "scenarios")}
    terminal = Terminal([sys.executable, "-m", "simulator", "--lang", "en"], env, (120, 40))
    try:
        if not terminal.drawn("Due for practice"):
            raise SystemExit(f"nothing was due: {terminal.text[-300:]!r}")
        terminal.settle(2.0)
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            terminal.press("p")
            if not terminal.drawn("Kept on"):
                raise SystemExit(f"progress was never drawn: {terminal.text[-500:]!r}")
            times.append((time.perf_counter() - begin) * 1000)
            terminal.settle(0.5)
            terminal.press("\x1b")
            terminal.settle(1.0)
    finally:
        terminal.close()
    return times


def progress() -> None:
    """From the key to the principles on the screen: with 500 conversations in the database, and with a few."""
    with tempfile.TemporaryDirectory() as folder:
        long, short = Path(folder) / "long.db", Path(folder) / "short.db"
        _filled(long)
        _filled(short, FEW)
        few, many = min(_opened(short)), min(_opened(long))
    print(f"  {FEW:3} conversations   {few:5.0f} ms")
    print(
        f"  {MANY:3} conversations   {many:5.0f} ms   ratio {many / few:.2f} (target {TARGET_MS} ms at most, at rest)"
    )
